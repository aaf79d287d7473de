"""The agenda per sector: what applies and how, what is filtered and told, where cards lead, and one A3 on paper."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from agendagraph import terms
from agendagraph.reading import agenda, read
from agendagraph.store import Store
from tests.web.html import Page, faults


def _cards(page: Page) -> list[str]:
    """Return the names on the cards, in their order."""
    return [words for level, words in page.headings if level == 3]


def test_chapters_and_topics_have_the_order_of_the_document(client: FlaskClient) -> None:
    """Columns are chapters; each topic is a card with kind, light, status, force and what is next."""
    page = Page(client.get("/agenda").text)
    assert [words for level, words in page.headings if level == 2] == [
        "Landelijke diensten",
        "Landelijke prioriteiten",
        "Wetgeving en landelijk beleid",
        "VIPP-programma’s",
        "(Inter)regionale ontwikkelingen",
        "Doelstelling 1",
    ]
    assert _cards(page)[:2] == ["Sleutelkast", "Loket"]
    assert (
        "Sleutelkast Voorziening Stoplicht Zilverkust: Onbekend in gebruik 1× moet 2025 tot en met 2026 Sleutelkast overal "
        "in gebruik (gepland)" in page.words
    )
    assert "8 van 8 onderwerpen getoond." in page.words


def test_a_sector_that_is_not_named_is_not_left_out(client: FlaskClient) -> None:
    """A topic names the sector, names others only, or names nobody; all stay on the page, and the sentence counts them."""
    page = Page(client.get("/agenda/huisartsen").text)
    assert len(_cards(page)) == 8
    assert (
        "8 onderwerpen: 2 met deze sector met name, 0 via een bredere groep of een deel ervan, 1 met alleen anderen en 5 "
        "zonder sector." in page.words
    )
    assert "Briefwisseling Gegevensuitwisseling met name 3× moet 1× zou moeten" in page.words
    assert "Loket Voorziening noemt geen sector" in page.words
    assert "Snellere brieven Ambitie noemt alleen anderen" in page.words
    assert "Niet genoemd is niet hetzelfde als niet van toepassing" in page.words


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("?hoofdstuk=sectie-vipp-programmas", ["Programma Inkt"]),
        ("?soort=Law", ["Briefwet"]),
        ("?kracht=Should", ["Briefwisseling", "Snellere brieven"]),
        ("?genoemd=ja", ["Sleutelkast", "Briefwisseling"]),
        ("?genoemd=ja&soort=Exchange&kracht=&regio=landelijk", ["Briefwisseling"]),
        ("?genoemd=ja&soort=Law", []),
    ],
)
def test_what_is_left_out_is_counted_with_a_way_back(client: FlaskClient, asked: str, names: list[str]) -> None:
    """Each filter keeps what fits, and tells how many of all are shown; one link brings the others back."""
    page = Page(client.get("/agenda/huisartsen" + asked).text)
    assert _cards(page) == names
    assert f"{len(names)} van 8 onderwerpen getoond. Toon alle 8." in page.words
    assert "/agenda/huisartsen" in page.links
    assert faults(page, "nl") == []
    assert ("Geen onderwerp past hierbij." in page.words) == (not names)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/agenda?kracht=Hard", 400, "‘Hard’ is hier geen keuze."),
        ("/agenda/huisartsen?hoofdstuk=%3Cb%3E", 400, "‘<b>’ is hier geen keuze."),
        ("/agenda?kleur=rood", 400, "De agenda heeft dit veld niet."),
        ("/agenda?sector=huisartse", 404, "Er is niets met de naam 'huisartse'."),
    ],
)
def test_a_wrong_value_gives_the_form_again(client: FlaskClient, address: str, status: int, said: str) -> None:
    """What is wrong is said above the form, and nothing is hidden by it."""
    response = client.get(address)
    page = Page(response.text)
    assert (response.status_code, faults(page, "nl")) == (status, [])
    assert said in page.words
    assert len(_cards(page)) == 8


def test_a_sector_from_the_form_has_an_address_that_keeps_the_filters(client: FlaskClient) -> None:
    """The form sends on to the address of the sector; fields that are empty go."""
    found = client.get("/agenda?sector=huisartsen&kracht=Must&soort=&genoemd=ja")
    assert (found.status_code, found.headers["Location"]) == (303, "/agenda/huisartsen?kracht=Must&genoemd=ja")
    assert client.get("/agenda/sleutelkast").status_code == 404


def test_cards_lead_to_plan_impact_picture_and_place(client: FlaskClient) -> None:
    """Four links on a card, which a screen reader tells apart by the name of the topic."""
    page = Page(client.get("/agenda/huisartsen").text)
    assert "Plan van Sleutelkast Gevolgen van Sleutelkast Tekening van Sleutelkast" in page.words
    wanted = {
        "/plan?ding=sleutelkast&sector=huisartsen",
        "/diagram/neighbourhood?ding=sleutelkast",
        "/passage/agenda-2025-04/sleutelkast",
    }
    assert wanted <= set(page.links)
    impact = next(link for link in page.links if "impact?ding=sleutelkast" in link)
    assert client.get(impact).status_code == 200


def test_a_topic_is_once_in_a_chapter_and_keeps_its_clearest_ways(real: Store) -> None:
    """Two pages about one topic are one card; who is named needs no group; a group or a part is told as such."""
    sectors = [terms.AGD + "ziekenhuizen-sector"]
    found = {t.thing.removeprefix(terms.AGD): t for c in agenda.chapters(real, read(real), sectors) for t in c.topics}
    ways = {name: {(way.kind, way.named_as.removeprefix(terms.AGD)) for way in t.ways} for name, t in found.items()}
    assert len(found["ehds"].pages) == 2
    assert found["ehds"].forces == {"Must": 5, "Should": 1}
    assert ways["vipp"] == {("name", "ziekenhuizen-sector")}
    assert ways["zorg-ab"] == {("wider", "medisch-specialistische-zorg")}
    assert ways["lsp"] == {("part", "ziekenhuis")}
    assert ways["nuts"] == set()
    assert agenda.groups_of(real, terms.AGD + "huisartsenpraktijken") >= {
        terms.AGD + name for name in ("huisartsen", "zorgaanbieders", "alle-zorgsectoren", "gehele-zorgveld")
    }


@pytest.mark.shipped
def test_an_overview_of_the_document_is_for_all_its_sectors(visitor: FlaskClient) -> None:
    """`Actueel voor VVT, GGZ en GZ` takes what applies to any of the three, and says by which name."""
    page = Page(visitor.get("/agenda/actueel-voor-vvt-ggz-en-gz").text)
    assert page.headings[0] == (1, "Actueel voor VVT, GGZ en GZ")
    assert {"/agenda/vvt", "/agenda/geestelijke-gezondheidszorg", "/agenda/gehandicaptenzorg"} <= set(page.links)
    named = "met name: Geestelijke gezondheidszorg met name: Gehandicaptenzorg met name: VVT"
    assert f"Koppeltaal Afsprakenstelsel {named}" in page.words
    assert len(_cards(page)) >= 50


@pytest.mark.shipped
def test_the_region_has_its_own_projects(visitor: FlaskClient) -> None:
    """The field for the region keeps the seven projects of the region, of which the light is not known."""
    page = Page(visitor.get("/agenda?regio=connect4care").text)
    assert len(_cards(page)) == 7
    assert "Project Aansluiten op Mitz" in _cards(page)
    assert page.words.count("Stoplicht Connect4Care: Onbekend") == 7
