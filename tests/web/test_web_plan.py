"""The page of a plan: form, result, why, files; without scripts, in both languages, and with errors that help."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlsplit

import jsonschema
import pytest
from flask.testing import FlaskClient

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
    assert "<script" not in text
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
