"""The time line: milestones by year with how certain they are, what has no date apart, and sources side by side."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.reading import Reading, milestones
from agendagraph.store import Store
from tests.web.html import Page
from tests.web.overviews import broken, rows, sound


def test_the_milestones_stand_in_order_of_time(client: FlaskClient) -> None:
    """A month before a year, a period in its first year, a latest date in its own; what has no date is apart."""
    page = sound(client, "/tijdlijn?ding=sleutelkast&ding=programma-inkt")
    table = rows(client.get("/tijdlijn?ding=sleutelkast&ding=programma-inkt").text)
    assert [row[0] for row in table if row[0] != "Wanneer"] == [
        "2024",
        "maart 2024 precisie: maand",
        "2025 stand april 2025: uitgave van Proefagenda",
        "2025 tot en met 2026 precisie: periode",
        "2027",
        "uiterlijk eind 2027 precisie: uiterlijk of tot",
        "niet genoemd precisie: niet genoemd",
    ]
    assert "Stand april 2025 (Proefagenda)" in page.words
    assert "zonder-datum" in page.ids


def test_certainty_is_a_shape_and_a_word(client: FlaskClient) -> None:
    """Each of the certainties on the page has its own outline, and the word beside it."""
    text = client.get("/tijdlijn").text
    shapes = dict(re.findall(r'class="certainty"><svg[^>]*><path d="([^"]+)"[^>]*/></svg> (\w+)', text))
    assert set(shapes.values()) == {"gebeurd", "gepland", "verwacht", "onbekend"}
    assert len(shapes) == 4


def test_it_is_chosen_by_year_certainty_chapter_sector_and_source(client: FlaskClient) -> None:
    """Every choice is in the address, and narrows picture and list alike; a choice without a milestone says so."""

    def named(query: str) -> set[str]:
        words = sound(client, f"/tijdlijn?{query}").words
        known = ("Sleutelkast gaat open", "Sleutelkast overal in gebruik", "Een tweede kast", "Programma Inkt is klaar")
        return {name for name in known if name in words}

    assert named("van=2024&tot=2024") == {"Sleutelkast gaat open"}
    assert named("zekerheid=ag:Planned&zekerheid=ag:Expected") == {
        "Sleutelkast overal in gebruik",
        "Programma Inkt is klaar",
    }
    assert named("hoofdstuk=Landelijke+diensten") == {
        "Sleutelkast gaat open",
        "Sleutelkast overal in gebruik",
        "Een tweede kast",
    }
    assert named("sector=huisartsen&zekerheid=ag:Done") == {"Sleutelkast gaat open"}
    assert named("bron=source-ambities-2025-2026") == set()
    assert "noemen met deze keuze geen mijlpaal" in sound(client, "/tijdlijn?van=1950&tot=1960").words


def test_years_lead_to_years(client: FlaskClient) -> None:
    """Zooming in keeps the other choices; the number of milestones stands beside the year."""
    page = sound(client, "/tijdlijn?zekerheid=ag:Planned")
    assert "/tijdlijn?van=2025&tot=2025&zekerheid=ag:Planned" in page.links
    assert "2025 (1)" in page.words


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("van=x", 400, "van is een getal van 1900 tot 2200"),
        ("van=2030&tot=2020", 400, "Geef eerst het vroegste jaar."),
        ("gek=1", 400, "Velden: ding, sector"),
        ("ding=slutelkast", 404, "Sleutelkast"),
        ("zekerheid=ag:Mitz", 404, "Er is iets te verbeteren"),
        ("sector=huisartsen&sector=apotheken", 400, "sector neemt één waarde"),
        ("ding=%3Cscript%3E", 404, "<script>"),
    ],
)
def test_a_wrong_question_is_the_form_again(client: FlaskClient, query: str, status: int, said: str) -> None:
    """It says what to change, and the form is there to do so; nothing that was typed is markup."""
    page = sound(client, f"/tijdlijn?{query}", status)
    assert said in page.words
    assert any(form.get("action") == "/tijdlijn" for form in page.all("form"))


def test_no_milestone_of_the_shipped_data_is_missing(visitor: FlaskClient, shipped: Flask) -> None:
    """All are in the list, the picture begins at the agenda, and what is linked to is there."""
    reading: Reading = shipped.extensions["agendagraph"].reading
    every = [said for passage in reading.passages for said in reading.said_in(passage) if said.kind == "Milestone"]
    page = sound(visitor, "/tijdlijn")
    words = page.words
    assert len(every) >= 139
    assert f"{len(every)} mijlpalen" in words
    assert all(" ".join(said.text("prefLabel", "nl").split()) in words for said in every)
    assert "De tekening begint in 2025, het jaar van de agenda." in page.words
    assert broken(visitor, [page, Page(visitor.get("/en/tijdlijn?ding=mitz").text)]) == {}


def test_sources_that_tell_of_one_thing_stand_side_by_side(visitor: FlaskClient) -> None:
    """NEN 7540 was expected in 2023 according to one source, and was there in March 2024 according to another."""
    page = sound(visitor, "/tijdlijn?ding=nen-7540")
    beside = page.words.partition("Bronnen naast elkaar")[2]
    assert "derde kwartaal van 2023 : Publicatie van NEN 7540 verwacht" in beside.replace("2023:", "2023 :")
    assert "BgZ vastgelegd in NEN 7540" in beside
    assert "de agenda noemt maart 2024" in beside


def test_side_by_side_needs_two_sources_with_a_date(real: Store) -> None:
    """What only one source dates is not a matter of comparing; every caution speaks of a year."""
    reading = Reading(real)
    found = milestones.side_by_side(reading, milestones.chosen(real, reading, milestones.Choice()))
    assert "https://w3id.org/agendagraph/id/nen-7540" in found
    for by_source in found.values():
        assert len(by_source) > 1
        assert all(milestones.when(said) for some in by_source.values() for said in some)


@pytest.mark.parametrize(
    ("thing", "times"),
    [
        (
            "pgo",
            [
                "sinds eind 2024",
                "Q2 2025",
                "vanaf 2025",
                "in 2025",
                "bij deze uitgave al uitgevoerd; geen datum genoemd",
            ],
        ),
        ("nationale-visie-en-strategie", ["6 april 2023", "2023"]),
    ],
)
def test_a_thing_has_its_milestones_in_the_order_of_the_time_line(
    visitor: FlaskClient, thing: str, times: list[str]
) -> None:
    """One order everywhere: within a year what is known to the day or month comes before what has the year only."""
    told = re.findall(r'<span class="date">([^<]*)</span>', visitor.get(f"/ding/{thing}").text)
    listed = re.findall(r'<th scope="row">([^<]*?) <p class="about">', visitor.get(f"/tijdlijn?ding={thing}").text)
    assert told == times
    assert listed == times
