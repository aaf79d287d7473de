"""The page of a thing: its picture in place, its time line around the edition, sources side by side, and nothing endless."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient

from tests.web.html import Page, faults


def _sections(page: Page) -> list[str]:
    return [words.strip() for level, words in page.headings if level == 2]


def test_what_a_thing_needs_comes_first(client: FlaskClient) -> None:
    """The parts of the page are in the order of what is asked most, and each is reached from the top."""
    page = Page(client.get("/ding/sleutelkast").text)
    assert _sections(page)[:7] == [
        "Let op",
        "Tekening",
        "Wat het nodig heeft",
        "Waarvoor het nodig is",
        "Waar bronnen uiteenlopen",
        "Tijdlijn",
        "Wie",
    ]
    for anchor in ("tekening", "nodig", "nodig-voor", "uiteen", "tijdlijn", "wie", "sectoren", "getallen", "bronnen"):
        assert f"#{anchor}" in page.links
        assert anchor in page.ids


def test_the_picture_is_in_the_page(client: FlaskClient) -> None:
    """The drawing itself stands in the page, so that its things are links; no image is fetched for it."""
    response = client.get("/ding/sleutelkast")
    drawing = re.search(r'<svg[^>]*class="diagram.*?</svg>\s*</div>', response.text, re.S)
    assert drawing is not None
    assert {"/ding/pasje", "/ding/inktcollectief"} <= set(Page(drawing[0]).links)
    assert not Page(response.text).all("img")


def test_milestones_stand_before_and_after_the_edition(client: FlaskClient) -> None:
    """From early to late; where the agenda came out is a line of its own; what has no date comes last."""
    words = Page(client.get("/ding/sleutelkast").text).words.partition("Tijdlijn maart 2024")[2]
    done, line = words.index("Sleutelkast gaat open gebeurd"), words.index("April 2025: de agenda kwam uit.")
    planned, undated = (
        words.index("2025 tot en met 2026 Sleutelkast overal"),
        words.index("niet genoemd Een tweede kast"),
    )
    assert done < line < planned < undated
    html = client.get("/ding/sleutelkast").text
    assert re.findall(r'<li class="(done|planned|unknown|edition)"', html) == ["done", "edition", "planned", "unknown"]
    assert "de agenda kwam uit" not in Page(client.get("/ding/briefwet").text).words


def test_two_pages_that_name_two_managers_stand_side_by_side(client: FlaskClient) -> None:
    """Each side is a passage with what it says; a thing on which pages agree has no such part."""
    words = Page(client.get("/ding/sleutelkast").text).words
    assert (
        "wordt beheerd door Wat de 2 bronplaatsen zeggen Proefagenda – Sleutelkast Sleutelkast wordt beheerd door Stichting "
        "Zilverdraad Proefagenda – Loket Sleutelkast wordt beheerd door Inktcollectief" in words
    )
    assert "Waar bronnen uiteenlopen" not in _sections(Page(client.get("/ding/loket").text))


def test_stated_derived_and_editorial_look_and_read_differently(client: FlaskClient) -> None:
    """Each has a class of its own and a word of its own, and the page explains them."""
    html = client.get("/ding/briefwisseling").text
    page = Page(html)
    assert "is iets anders dan Brief (toepassing) Zorgtoepassing redactie" in page.words
    assert re.search(r'<li class="nature-editorial"><a href="/ding/app-brief"', html)
    assert "afgeleid Volgt uit wat passages zeggen; de passages staan erbij." in page.words
    assert '<li class="nature-derived">' in client.get("/ding/gf-ontsluiten").text


def test_a_thing_leads_on_to_plan_chain_impact_files_and_data(client: FlaskClient) -> None:
    """What one does next with it is one click away, and all of it can be taken along."""
    links = set(Page(client.get("/ding/briefwisseling").text).links)
    assert {"/plan?ding=briefwisseling", "/nodig?ding=briefwisseling", "/tijdlijn?ding=briefwisseling"} <= links
    assert {"/vragen/verbanden?ding=briefwisseling&format=csv", "/id/briefwisseling.ttl"} <= links
    assert {"/agenda/huisartsen"} <= set(Page(client.get("/ding/huisartsen").text).links)
    for link in sorted(links):
        if "briefwisseling" in link and link.startswith("/"):
            assert client.get(link).status_code == 200, link


@pytest.mark.shipped
@pytest.mark.parametrize("start", ["", "/en"])
@pytest.mark.parametrize(
    ("thing", "leads_to"),
    [
        ("mitz", ["/bronnen/agenda-2025-04", "/bronnen/ambities-2025-2026"]),
        ("source-agenda-2025-04", ["/bronnen/agenda-2025-04"]),
        ("bgz-2017", ["/standaarden/samenstelling?set=bgz-2017", "/standaarden?q=", "/bronnen/bgz-msz-fo"]),
        ("zib-alert", ["/standaarden/zibs?q="]),
        ("zib-2020", ["/standaarden/zibs?uitgave=zib-2020"]),
    ],
)
def test_sources_and_standards_are_one_step_from_a_thing(
    visitor: FlaskClient, start: str, thing: str, leads_to: list[str]
) -> None:
    """The sources that it was read in, and where it stands among the standards; that page has the thing on it."""
    links = Page(visitor.get(f"{start}/ding/{thing}").text).links
    for address in leads_to:
        found = next(link for link in links if link.startswith(start + address))
        there = visitor.get(found)
        assert there.status_code == 200
        if not address.startswith("/bronnen/") or thing.startswith("source-"):
            assert f"{start}/ding/{thing}" in Page(there.text).links, found


@pytest.mark.shipped
def test_contradictions_of_mitz_are_side_by_side(visitor: FlaskClient) -> None:
    """Who does the authorisation differs by source: three places with their own words, and the note of the editors."""
    page = Page(visitor.get("/ding/mitz").text)
    part = page.words.partition("Waar bronnen uiteenlopen Wat elke bron zegt")[2]
    assert "Autorisatie: volgens de agenda is er nog geen centrale dienst" in part
    assert "Wat de 3 bronplaatsen zeggen" in part
    assert "Voor autorisatie noemen de zorgverzekeraars en zorgkantoren Mitz." in part
    assert "Voor autorisatie is er nog geen centrale dienst" in part
    assert "Landelijk heet Mitz klaar voor gebruik met nog beperkte ervaring" in part


@pytest.mark.shipped
@pytest.mark.parametrize("start", ["", "/en"])
@pytest.mark.parametrize(
    "thing", ["mitz", "bgz", "nuts", "zorgaanbieders", "zib", "wegiz", "vzvz", "huisartsen", "bgz-2017", "connect4care"]
)
def test_busy_things_are_sound_and_fold_what_is_long(visitor: FlaskClient, thing: str, start: str) -> None:
    """Every kind of thing in both languages: sound, below 100 KB on the wire, with long lists folded and counted."""
    response = visitor.get(f"{start}/ding/{thing}")
    page = Page(response.text)
    assert faults(page, "en" if start else "nl") == []
    assert len(gzip.compress(response.data)) < 100_000
    if thing in {"mitz", "zorgaanbieders"}:
        counted = re.findall(r"<summary>(?:Nog (\d+)|(\d+) more)</summary>", response.text)
        assert max(int(nl or en) for nl, en in counted) >= 5


@pytest.mark.shipped
def test_long_lists_are_whole_when_unfolded(visitor: FlaskClient) -> None:
    """What is folded is on the page all the same: every need of Mitz, once."""
    html = visitor.get("/ding/mitz").text.partition('<section id="nodig">')[2].partition("</section>")[0]
    shown, folded = html.count('<li class="nature-'), sum(map(int, re.findall(r"Nog (\d+)", html)))
    assert folded >= 3
    assert shown > folded + 6
