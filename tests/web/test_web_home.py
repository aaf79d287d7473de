"""The start: where it leads, what was about to change when the agenda came out, and how little it weighs."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.html import Page, faults


def test_the_start_leads_everywhere(client: FlaskClient) -> None:
    """One search box, one form for a plan; sectors, chapters with their topics, sources, the time line and the questions."""
    page = Page(client.get("/").text)
    assert {a["action"] for a in page.all("form")} == {"/zoek", "/plan"}
    assert [a["id"] for a in page.all("input")] == ["zoek"]
    wanted = {"/agenda", "/agenda/huisartsen", "/agenda#sectie-landelijke-diensten", "/ding/source-agenda-2025-04"}
    assert wanted | {"/vragen", "/tijdlijn", "/dataset", "/api"} <= set(page.links)
    assert "Landelijke diensten 3 onderwerpen" in page.words
    assert "Wetgeving en landelijk beleid 1 onderwerp VIPP" in page.words
    assert "Niet genoemd is niet hetzelfde als niet van toepassing" in page.words


def test_goals_of_a_plan_are_exchanges_systems_and_topics(client: FlaskClient) -> None:
    """What can be chosen gives a plan, by its identifier; no sector is asked for."""
    values = [a["value"] for a in Page(client.get("/").text).all("option")]
    goals = values[values.index("briefwisseling") :]
    assert goals == [
        "briefwisseling",
        "spelregels",
        "hostile",
        "loket",
        "sleutelkast",
        "briefwet",
        "programma-inkt",
        "zilverkust",
        "ambitie-sneller",
    ]
    assert client.get("/plan?sector=&ding=briefwisseling").status_code == 200


def test_what_is_soon_is_seen_from_the_agenda(client: FlaskClient) -> None:
    """Milestones to come, what ends first before the others, with certainty and place; the day of the visitor does not count."""
    words = Page(client.get("/").text).words
    assert "Gezien vanuit april 2025, toen de agenda uitkwam: de eerste 3 van 3 mijlpalen" in words
    first = words.index("2025 tot en met 2026 Sleutelkast overal in gebruik gepland Briefwisseling Proefagenda")
    assert (
        first
        < words.index("uiterlijk eind 2027 Programma Inkt is klaar verwacht")
        < words.index("uiterlijk 2030 Later")
    )
    assert "maart 2024" not in words
    assert "Had toen al gebeurd moeten zijn" not in words
    assert "Seen from April 2025" in Page(client.get("/en/").text).words


@pytest.mark.shipped
def test_the_agenda_s_own_overviews_are_the_first_choice(visitor: FlaskClient) -> None:
    """The four pages that the document has per sector, and every sector beside them."""
    page = Page(visitor.get("/").text)
    for name in ("huisartsen", "ziekenhuizen", "laboratoria-en-apotheken", "vvt-ggz-en-gz"):
        assert f"/agenda/actueel-voor-{name}" in page.links
    assert "Actueel voor VVT, GGZ en GZ" in page.words
    assert len([link for link in page.links if link.startswith("/agenda/")]) >= 54


@pytest.mark.shipped
def test_the_start_is_honest_about_what_was_late(visitor: FlaskClient) -> None:
    """What was still planned although its time was over stands apart; that nobody knows whether it happened is said."""
    words = Page(visitor.get("/").text).words
    soon = words.partition("Wat er verandert")[2].partition("Had toen al gebeurd moeten zijn")[0]
    late = words.partition("Had toen al gebeurd moeten zijn")[2].partition("De hele tijdlijn")[0]
    assert "Uitkomst van de PGO-aanbesteding bekend en gedeeld met de regio verwacht" in soon
    assert "Begin van de overgang naar Mitz van apotheken en huisartsen in de regio gepland" in late
    assert "Of ze gebeurd zijn staat er niet." in late


@pytest.mark.shipped
@pytest.mark.parametrize("start", ["/", "/en/"])
def test_the_start_is_light(visitor: FlaskClient, start: str) -> None:
    """At most 40 KB of HTML, sound in both languages."""
    response = visitor.get(start)
    assert len(response.data) <= 40_000
    assert faults(Page(response.text), "en" if "en" in start else "nl") == []
