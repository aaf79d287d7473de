"""The page of a plan: form, result, why, files; without scripts, in both languages, and with errors that help."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from urllib.parse import urlsplit

import jsonschema
import pytest
from flask.testing import FlaskClient

from agendagraph import planner
from tests.web.html import Page, faults, filled_in
from tests.web.planned import dead, page, sent_again

ASKED = "/plan?ding=bgz-uitwisseling&sector=huisartsen&via=app-bgz-lsp"


def _page(client: FlaskClient, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(response.get_data(as_text=True).split())


def test_the_form_asks_and_the_address_keeps_it_all(visitor: FlaskClient) -> None:
    """Goal, sector, what is there, route, exclusions: all of it in the address, shown again by name."""
    assert "Maak een plan" in _page(visitor, "/plan")
    text = _page(visitor, ASKED + "&heeft=mitz&zonder=app-bgz-twiin")
    assert 'value="Uitwisseling van de Basisgegevensset Zorg (BgZ)"' in text
    assert 'value="Mitz"' in text
    assert 'value="Basisgegevensset Zorg (BgZ) via het LSP"' in text
    assert '<option value="huisartsen" selected>' in text
    assert "Is er al" in text


def test_a_plan_tells_order_choice_and_why(visitor: FlaskClient) -> None:
    """Waves with numbered steps, the choice with what else would cost, the way to the goal and the passage of each step."""
    text = _page(visitor, ASKED)
    for part in (
        "Golf 1",
        "Golf 6",
        "Bewezen het goedkoopst",
        "Keuzes",
        "gevraagd",
        "zou 2 minder kosten",
        "Langste keten",
    ):
        assert part in text, part
    steps = text[text.index('<section id="golf-1">') :]
    assert steps.index("Goed beheerd zorgsysteem (GBZ)") < steps.index('<section id="golf-6">')
    assert text.count("Waarom, en waar staat het?") > 40
    assert "uit een uittreksel" in text
    assert "een route waarover de bronnen minder vertellen, lijkt korter" in text
    assert "<script>" not in text
    assert "Wave 1" in _page(visitor, "/en" + ASKED)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/plan?ding=niets-van-dien-aard", 404, "Er is niets met de naam"),
        ("/plan?ding=bgz-uitwisseling&sector=mitz", 400, "Mitz"),
        ("/plan?ding=bgz-uitwisseling&zonder=mitz", 422, "Toestemming heeft nodig: Mitz"),
        ("/plan?ding=bgz-uitwisseling&via=lsp&zonder=lsp", 409, "spreekt elkaar tegen"),
        ("/plan?ding=mitz&ding=lsp&ding=twiin-portaal&ding=medmij&ding=nuts&ding=tvs", 413, "Hoogstens 5 doelen"),
    ],
)
def test_what_cannot_be_planned_says_why(visitor: FlaskClient, address: str, status: int, says: str) -> None:
    """The form comes back with what is wrong and what to do; for a program the same as JSON."""
    assert says in _page(visitor, address, status)
    response = visitor.get(address + "&format=json")
    assert response.status_code == status
    assert (response.mimetype, response.get_json()["status"]) == ("application/problem+json", status)
    assert "Traceback" not in response.get_data(as_text=True)


def test_the_plan_comes_as_files(visitor: FlaskClient) -> None:
    """JSON, Markdown, CSV and a workbook of the same plan, linked from the page."""
    page = _page(visitor, ASKED)
    as_json = visitor.get(ASKED + "&format=json")
    plan = json.loads(as_json.get_data())
    assert as_json.content_type == "application/json"
    for form in ("json", "markdown", "csv", "xlsx"):
        assert f"format={form}" in page
    rows = list(
        csv.reader(io.StringIO(visitor.get(ASKED + "&format=csv").get_data().decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) - 1 >= len(plan["steps"])
    assert (
        visitor.get(ASKED + "&format=markdown").get_data(as_text=True).startswith("# Huisartsen: wat is er nodig voor")
    )
    assert visitor.get(ASKED + "&format=xlsx").get_data().startswith(b"PK")
    assert visitor.get(ASKED + "&format=doc").status_code == 406


def test_a_program_gets_json_by_asking_for_it(visitor: FlaskClient) -> None:
    """Content negotiation: who accepts JSON only gets the plan as JSON."""
    response = visitor.get(ASKED, headers={"Accept": "application/json"})
    assert response.content_type == "application/json"
    assert response.get_json()["schema"].endswith("/plan/1")
    assert "Accept" in response.headers["Vary"]


def test_the_schema_is_published(visitor: FlaskClient) -> None:
    """What a plan says of its schema is where the server has it, and the plan fits it."""
    plan = visitor.get(ASKED + "&format=json").get_json()
    schema = visitor.get(urlsplit(plan["schema"]).path.removeprefix("/agendagraph"))
    assert schema.content_type == "application/schema+json"
    assert schema.get_json()["$id"] == plan["schema"]
    jsonschema.Draft202012Validator(schema.get_json()).validate(plan)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/nodig?ding=briefwisseling", "Wat heeft Briefwisseling nodig?"),
        ("/plan?ding=briefwisseling", "Plan voor Briefwisseling"),
        ("/plan?ding=briefwisseling&ding=sleutelkast", "Plan voor Briefwisseling en Sleutelkast"),
        ("/nodig?ding=briefwisseling&sector=huisartsen", "Huisartsen: wat is er nodig voor Briefwisseling?"),
        ("/plan?ding=briefwisseling&sector=huisartsen", "Huisartsen: plan voor Briefwisseling"),
        ("/en/nodig?ding=briefwisseling", "What does Letter exchange need?"),
        ("/en/plan?ding=briefwisseling", "Plan for Letter exchange"),
    ],
)
def test_what_is_needed_and_a_plan_are_told_apart(client: FlaskClient, address: str, title: str) -> None:
    """Two pages about the same goal have headings and titles of their own."""
    found = page(client, address)
    assert [words for level, words in found.headings if level == 1] == [title]
    assert found.title == f"{title} – AgendaGraph"


@pytest.mark.parametrize("address", ["/plan", "/nodig", "/impact", "/vergelijk"])
def test_only_what_hangs_together_is_offered(client: FlaskClient, address: str) -> None:
    """The names to choose from are those of what needs something or is needed: no parties, places or documents."""
    found = re.findall(r'<option value="([^"]*)"></option>', client.get(address).get_data(as_text=True))
    assert found == [
        *("Blokken, uitgave 1", "Blokken, uitgave 2", "Brief (toepassing)", "Brief per duif", "Brief te paard"),
        *("Briefset op brief 1", "Briefset op brief 2", "Briefwisseling", "Envelop 2", "Hoefijzerkeur", "Leesplank"),
        *("Loket", "Ontsluiten", "Pasje", "Postnet", "Ring om de poot", "Sleutelkast", "Sleutelregister"),
        *("Snellere brieven", "Spelregels"),
    ]


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_field_survives_being_sent_again(client: FlaskClient, start: str) -> None:
    """The form shows all that was asked; sending it as it stands asks the same and gives the same plan."""
    address = (
        f"{start}/plan?ding=briefwisseling&ding=sleutelkast&sector=huisartsen&heeft=sleutelregister&via=postnet"
        "&zonder=loket&geval=mist&binnen=zilverkust&organisatie=praktijk-de-lantaarn&uiterlijk=2026"
        "&kracht=must&kracht=descriptive&kracht=should&status=InForce&status=InUse&status=Announced&status=Intended"
        "&bronnen=no-excerpts&bronnen=documents"
    )
    first, again = sent_again(client, address)
    asked = dict(filled_in(first))
    assert {"ding", "sector", "heeft", "via", "zonder", "geval", "binnen", "organisatie", "uiterlijk"} <= asked.keys()
    assert [value for name, value in filled_in(first) if name == "bronnen"] == ["documents", "no-excerpts"]
    assert [value for name, value in filled_in(first) if name == "kracht"] == ["must", "should", "descriptive"]
    assert filled_in(again) == filled_in(first)
    assert again.words == first.words


def test_the_invented_plan_in_words(client: FlaskClient) -> None:
    """One sentence says it all: so many steps, in so many waves, what was chosen and that less will not do."""
    found = page(client, "/plan?ding=briefwisseling&sector=huisartsen")
    assert (
        "Er zijn 5 stappen nodig, in 3 golven: wat in één golf staat, kan tegelijk. Op 2 plekken viel iets te kiezen; wat het "
        "anders zou kosten, staat erbij. Bewezen het goedkoopst: geen ander plan vraagt minder." in found.words
    )
    assert [words for level, words in found.headings if words.startswith("Golf")] == ["Golf 1", "Golf 2", "Golf 3"]
    assert dead(client, found) == []


def test_the_other_road_is_a_link(visitor: FlaskClient) -> None:
    """From a choice one goes to the plan with the other option, and to both side by side; a step that is there can go."""
    found = page(visitor, "/plan?ding=bgz-uitwisseling&sector=huisartsen")
    along = "/plan?ding=bgz-uitwisseling&sector=huisartsen&via=app-bgz-lsp"
    assert along in found.links
    assert "45 stappen" in page(visitor, along).words
    beside = next(href for href in found.links if href.startswith("/vergelijk?") and href.endswith("via=app-bgz-lsp"))
    assert "Het plan rechts kost 8 stappen meer" in page(visitor, beside).words
    assert "/plan?ding=bgz-uitwisseling&sector=huisartsen&heeft=nen-7510" in found.links


def test_only_the_chosen_sources_speak(visitor: FlaskClient) -> None:
    """The plan, its picture and its files rest on the sources that were chosen, and the page says which."""
    documents = page(visitor, "/plan?ding=bgz-uitwisseling&sector=huisartsen&bronnen=documents")
    assert "Alleen de agenda en de ambities" in documents.words
    assert "Nuts Authorization Credential" not in documents.words
    drawn = next(href for href in documents.links if href.startswith("/diagram/plan.csv"))
    assert "bronnen=documents" in drawn
    assert "Nuts Authorization Credential" not in visitor.get(drawn).get_data(as_text=True)
    missing = page(visitor, "/plan?ding=nuts-authorization-credential&bronnen=documents", 404)
    assert "In de gekozen bronnen staat niets over Nuts Authorization Credential" in missing.words


def test_what_is_late_is_told_for_a_date(visitor: FlaskClient) -> None:
    """A date brings the steps that are late for it, with the reason and the milestone; a wrong one brings the form."""
    found = page(visitor, "/plan?ding=bgz-uitwisseling&sector=huisartsen&uiterlijk=2025-06")
    assert "Op 2025-06-30" in found.words
    assert "mogelijk te laat" in found.words
    wrong = page(visitor, "/plan?ding=bgz-uitwisseling&uiterlijk=morgen", 400)
    assert "'morgen' is geen datum" in wrong.words
    assert ("uiterlijk", "morgen") in filled_in(wrong)


def test_a_plan_that_is_not_proven_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the time to search is up, the sentence says that less may do."""
    make = planner.make
    monkeypatch.setattr(planner, "make", lambda *some, **more: replace(make(*some, **more), is_proven=False))
    assert "Niet bewezen het goedkoopst: de zoektijd was op" in page(client, "/plan?ding=briefwisseling").words


@pytest.mark.parametrize("name", ["kracht", "status", "bronnen", "sector", "organisatie", "geval", "binnen", "heeft"])
def test_hostile_values_come_back_as_text(client: FlaskClient, name: str) -> None:
    """Markup in any field is shown as text, with the form and what to change."""
    response = client.get("/plan", query_string={"ding": "briefwisseling", name: "<script>alert(1)</script>\u202e'\""})
    assert response.status_code in {400, 404}
    assert "<script>" not in response.get_data(as_text=True)
    assert faults(Page(response.get_data(as_text=True)), "nl") == []
