"""The pages about what happens when a thing comes later or is dropped, and about what most things hang on."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.html import filled_in
from tests.web.planned import dead, page, sent_again


def test_the_form_asks_what_happens_to_which_thing(client: FlaskClient) -> None:
    """Without a question there is the form: the thing, dropped or later, for whom; and the way to the ranking."""
    found = page(client, "/impact")
    assert [words for level, words in found.headings if level == 1] == ["Wat als iets later komt, of vervalt?"]
    assert filled_in(found) == [("hoe", "vervalt"), ("maanden", "12"), *_USUAL]
    assert "/impact/ranglijst" in found.links


_USUAL = [
    ("kracht", "must"),
    ("kracht", "descriptive"),
    *(("status", name) for name in ("InForce", "InUse", "Announced", "Planned", "Trial")),
]


def test_what_falls_and_what_can_switch(client: FlaskClient) -> None:
    """One sentence, what falls as numbered steps with the passage, what has another way, and all of it as a table."""
    found = page(client, "/impact?ding=pasje")
    assert (
        "1 ding kan niet zonder Pasje: een andere weg is er niet. Bij 1 voorwaarde blijft een andere mogelijkheid over."
        in found.words
    )
    assert "1. Sleutelkast Voorziening Heeft nodig: Pasje verplicht, van kracht" in found.words
    assert "Ontsluiten kan nog via Loket (zonder Sleutelkast)" in found.words
    assert (
        "Noemt het ook, maar telt niet mee Briefwisseling heeft nodig: Pasje – alleen voor een andere regio"
        in found.words
    )
    assert "Wie de kast opent, moet een pasje tonen. Proefagenda – Sleutelkast, regels 12–14" in found.words
    assert len(found.all("table")) == 1
    assert dead(client, found) == []


def test_a_region_makes_its_own_conditions_count(client: FlaskClient) -> None:
    """Within the region the exchange falls, too: its condition is aside no more."""
    found = page(client, "/impact?ding=pasje&binnen=zilverkust")
    assert "2 dingen kunnen niet zonder Pasje" in found.words
    assert "Noemt het ook, maar telt niet mee" not in found.words


def test_a_delay_moves_milestones_and_says_which_conflict(visitor: FlaskClient) -> None:
    """What waits, what moves to when, and which milestones conflict for certain or perhaps, with the passage of each."""
    found = page(visitor, "/impact?ding=mitz&hoe=later&maanden=12")
    assert "Wat als Mitz 12 maanden later komt?" in found.words
    assert "16 dingen wachten op Mitz: een andere weg is er niet." in found.words
    assert {"botst", "schuift", "wie", "tabel"} <= found.ids.keys()
    assert any(href.startswith("/diagram/impact.svg?ding=mitz&vertraging=12m") for href in found.links)


def test_where_no_source_gives_a_date_that_is_said(client: FlaskClient) -> None:
    """A delay of something without a date cannot conflict: the sentence says that it cannot be told."""
    assert "Geen bron noemt een datum waarop het er zou zijn" in page(client, "/impact?ding=pasje&maanden=3").words


def test_a_thing_that_nothing_depends_on(client: FlaskClient) -> None:
    """Silence of the sources is not the same as that it does not matter."""
    found = page(client, "/impact?ding=briefwisseling")
    assert "Geen bron zegt dat er iets van Briefwisseling afhangt. Dat is iets anders dan dat het niets" in found.words


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_field_survives_being_sent_again(client: FlaskClient, start: str) -> None:
    """Sending the form of an answer as it stands gives the same answer."""
    first, again = sent_again(
        client,
        f"{start}/impact?ding=pasje&hoe=later&maanden=7&sector=huisartsen&geval=mist&binnen=zilverkust&op=2025-01-01"
        "&kracht=must&status=InForce&bronnen=no-drafts",
    )
    assert {name for name, _ in filled_in(first)} == {
        "ding", "hoe", "maanden", "sector", "geval", "binnen", "op", "kracht", "status", "bronnen",
    }  # fmt: skip
    assert filled_in(again) == filled_in(first)
    assert again.words == first.words


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("ding=niets-van-dien-aard", 404, "Er is niets met de naam"),
        ("ding=slutelkast", 404, "Sleutelkast"),
        ("ding=huisartsen", 400, "geen doel"),
        ("ding=pasje&ding=loket", 400, "Noem één ding"),
        ("ding=pasje&hoe=later&maanden=veel", 400, "een getal van 1 tot en met 600"),
        ("ding=pasje&hoe=later&maanden=601", 400, "een getal van 1 tot en met 600"),
        ("ding=pasje&hoe=later&maanden=²", 400, "een getal van 1 tot en met 600"),
        ("ding=pasje&hoe=ooit", 400, "‘ooit’ is geen keuze"),
        ("ding=pasje&op=gisteren", 400, "'gisteren' is geen datum"),
        ("ding=pasje&kracht=hard", 400, "Kies uit: must"),
        ("ding=pasje&bronnen=no-secrets", 400, "Kies uit: documents"),
        ("ding=<script>alert(1)</script>&binnen=<b>", 404, "alert(1)"),
    ],
)
def test_bad_input_brings_the_form_with_what_to_change(client: FlaskClient, query: str, status: int, says: str) -> None:
    """Status, sentence and all that was typed; for a program the same as a problem document."""
    found = page(client, f"/impact?{query}", status)
    assert says in found.words
    assert "ding" in {name for name, _ in filled_in(found)}
    response = client.get(f"/impact?{query}&format=json")
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_programs_get_the_answer_as_json(client: FlaskClient) -> None:
    """By the address or by the header; without a thing it is an error, another format is not acceptable."""
    found = client.get("/impact?ding=pasje&format=json").get_json()
    assert [fall["thing"]["label"]["nl"] for fall in found["falls"]] == ["Sleutelkast"]
    assert client.get("/impact?ding=pasje", headers={"Accept": "application/json"}).get_json() == found
    assert client.get("/impact?format=json").status_code == 400
    assert client.get("/impact?ding=pasje&format=xls").status_code == 406


def test_the_ranking_says_what_most_hangs_on(client: FlaskClient, visitor: FlaskClient) -> None:
    """Most first, each with the way to its impact; long lists in pages, and a page that is no number brings the form."""
    found = page(client, "/impact/ranglijst?binnen=zilverkust")
    assert "1–10 van 10" in found.words
    assert "/impact?ding=pasje&binnen=zilverkust" in found.links
    assert client.get("/impact/ranglijst?format=json").get_json()[0]["falls"] == 2
    first = page(visitor, "/impact/ranglijst")
    assert "/impact/ranglijst?bladzijde=2" in first.links
    assert "51–100 van" in page(visitor, "/impact/ranglijst?bladzijde=2").words
    assert "De bladzijde is een getal vanaf 1" in page(visitor, "/impact/ranglijst?bladzijde=x", 400).words
