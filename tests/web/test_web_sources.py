"""The sources: each with edition, status and how it was read, and passage by passage what was taken from it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.reading import sources
from tests.web.html import Page
from tests.web.overviews import broken, rows, sound


def test_every_source_is_listed_in_its_group(client: FlaskClient) -> None:
    """The documents of the agenda, what lies under them and the editors, with edition, status and how much was taken."""
    page = sound(client, "/bronnen")
    assert [words.split("  ")[0].strip() for level, words in page.headings if level == 2] == [
        "Agenda en ambities 2",
        "Specificaties, wetten en toelichtingen 2",
        "Redactie 1",
    ]
    table = {row[0]: row[1:] for row in rows(client.get("/bronnen").text)}
    assert table["Proefagenda Proefagenda Zilverkust"][:3] == ["Stichting Zilverdraad", "april 2025", ""]
    assert table["Postbode De postbode vertelt"][2] == "oudere uitgave uit een uittreksel"
    assert table["Brievenboek Brievenboek van de Zilverdraad"][:3] == ["niet vermeld", "geen datum vermeld", "concept"]


def test_a_source_is_read_back_passage_by_passage(client: FlaskClient) -> None:
    """In the order of the document, a heading under its page, with the numbers of what the passage page shows."""
    page = sound(client, "/bronnen/agenda-2025-04")
    table = rows(client.get("/bronnen/agenda-2025-04").text)
    names = [row[0] for row in table]
    assert names.index("Sleutelkast") < names.index("Tijdlijn") < names.index("Loket")
    sleutelkast = table[names.index("Sleutelkast")]
    assert sleutelkast[2] == "Sleutelkast"
    for words in ("1 voorwaarde", "1 getal", "2 opmerkingen"):
        assert words in sleutelkast[3]
    assert "3 mijlpalen" in table[names.index("Tijdlijn")][3]
    assert "/passage/agenda-2025-04/sleutelkast" in page.links
    assert next(words for level, words in page.headings if level == 3) == "Landelijke diensten"


def test_what_is_not_in_it_is_said(client: FlaskClient) -> None:
    """What the document itself calls unknown stands at the end, and that sentences were not taken."""
    page = sound(client, "/bronnen/agenda-2025-04")
    end = page.words.partition("Wat er niet in staat")[2]
    assert "Wat de kast gaat kosten is nog niet bekend." in end


def test_reservations_are_on_the_page_of_a_source(client: FlaskClient) -> None:
    """A draft and an older edition are marked; the licence and date that are not known are said to be so."""
    draft = sound(client, "/bronnen/brievenboek").words
    for said in (
        "concept",
        "nagezien",
        "zilverdraad/brievenboek",
        "Licentie niet vermeld",
        "Gelezen op 22 november 2026",
    ):
        assert said in draft, said
    assert "oudere uitgave uit een uittreksel" in sound(client, "/bronnen/postbode").words


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=zilverkust", {"Proefagenda"}),
        ("groep=editorial", {"Proefredactie"}),
        ("status=ag:DraftSource", {"Brievenboek"}),
        ("lezing=ag:Paraphrased", {"Postbode"}),
        ("q=bestaatniet", set()),
    ],
)
def test_sources_are_found_and_chosen(client: FlaskClient, query: str, names: set[str]) -> None:
    """By words, group, status and how they were read; nothing left is said in words."""
    page = sound(client, f"/bronnen?{query}")
    found = {href.rpartition("/")[2] for href in page.links if href.startswith("/bronnen/")}
    known = {
        "agenda-2025-04": "Proefagenda",
        "brievenboek": "Brievenboek",
        "postbode": "Postbode",
        "editorial": "Proefredactie",
    }
    assert {known[name] for name in found} == names
    assert ("blijft er niets over" in page.words) is not bool(names)


@pytest.mark.parametrize("query", ["groep=zz", "status=x", "lezing=%3Cb%3E", "anders=1", "q=a&q=b"])
def test_a_wrong_choice_is_the_form_again(client: FlaskClient, query: str) -> None:
    """With what can be chosen."""
    page = sound(client, f"/bronnen?{query}", 400)
    assert any(form.get("action") == "/bronnen" for form in page.all("form"))


def test_an_unknown_source_is_not_found(client: FlaskClient) -> None:
    """404, and the nearest by name."""
    page = sound(client, "/bronnen/brievenboeken", 404)
    assert "Deze bron is er niet." in page.words


def test_the_shipped_sources_are_all_there(visitor: FlaskClient, shipped: Flask) -> None:
    """61 in three groups; every page of them stands, and its passages and links lead somewhere."""
    here = shipped.extensions["agendagraph"]
    every = sources.sources(here.store, here.reading)
    groups = {group: sum(one.group == group for one in every) for group in sources.GROUPS}
    assert groups["documents"] == 2
    assert groups["editorial"] == 1
    assert groups["specifications"] >= 58
    pages = [sound(visitor, "/bronnen")]
    for one in every:
        response = visitor.get("/bronnen/" + one.iri.rpartition("/source-")[2])
        assert response.status_code == 200, one.iri
        pages.append(Page(response.text))
    assert broken(visitor, pages) == {}


def test_a_long_source_is_paged_and_loses_nothing(visitor: FlaskClient, shipped: Flask) -> None:
    """The passages of the agenda from which something was taken are on its pages together, each once."""
    here = shipped.extensions["agendagraph"]
    agenda = next(one for one in sources.sources(here.store, here.reading) if one.iri.endswith("source-agenda-2025-04"))
    wanted = [p.iri.partition("/id/")[2] for p in agenda.passages if sources.taken(here.reading, [p])]
    found: list[str] = []
    address = "/bronnen/agenda-2025-04"
    while address:
        text = visitor.get(address).text
        found += re.findall(r'<th scope="row"><a href="/passage/([^"]+)"', text)
        address = next((a["href"] for a in Page(text).all("a") if a.get("rel") == "next"), "")
    assert found == wanted
    assert len(wanted) > 100
