"""The API refuses what it does not understand: with what is wrong, where, and what to do, always for a program."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from agendagraph.web.api.document import document


@pytest.fixture(scope="module")
def api(shipped: Flask) -> FlaskClient:
    """Return a program that asks the shipped site."""
    return shipped.test_client()


@pytest.fixture(scope="module")
def problem() -> Draft202012Validator:
    """Return what tells whether an answer is a problem as the document describes it."""
    schemas = document("nl")["components"]["schemas"]
    return Draft202012Validator({"$ref": "#/components/schemas/Problem", "components": {"schemas": schemas}})


LONG, MANY = "x" * 201, "&".join(["ding=mitz"] * 21)


@pytest.mark.parametrize(
    ("path", "status", "where", "said"),
    [
        ("/needs", 400, "ding", "ding ontbreekt. Bijvoorbeeld: ding=bgz-uitwisseling"),
        ("/needs?ding=", 400, "ding", "ding is leeg. Geef een waarde of laat hem weg."),
        ("/needs?ding=%20%09", 400, "ding", "ding is leeg."),
        ("/needs?ding=mitz&sektor=vvt", 400, "sektor", "Onbekende parameter(s): sektor. Bedoeld: sector?"),
        ("/needs?ding=mitz&a=1&b=2", 400, "a, b", "Onbekende parameter(s): a, b. Kies: ding, sector, via"),
        ("/needs?ding=mitz&ding=lsp", 400, "ding", "ding neemt hoogstens 1 waarde(n)."),
        (f"/needs?ding={LONG}", 400, "ding", "ding is langer dan 200 tekens."),
        (f"/needs?ding=mitz&{MANY.replace('ding', 'via')}", 400, "via", "via neemt hoogstens 20 waarde(n)."),
        ("/needs?ding=mitz&kracht=mag", 400, "kracht", "kracht kent geen waarde ‘mag’. Bedoeld: may?"),
        ("/needs?ding=mitz&diepte=0", 400, "diepte", "diepte is een getal van 1 tot en met 100."),
        ("/needs?ding=mitz&diepte=1.5", 400, "diepte", "diepte is een getal"),
        ("/needs?ding=mitz&diepte=%D9%A1", 400, "diepte", "diepte is een getal"),
        ("/needs?ding=mitz&per_page=1001", 400, "per_page", "per_page is een getal van 1 tot en met 1000."),
        ("/needs?ding=mitz&lang=fr", 400, "lang", "lang kent geen waarde ‘fr’. Kies: nl, en."),
        ("/needs?ding=mitz&format=xml", 400, "format", "format kent geen waarde ‘xml’. Kies: json, csv."),
        ("/needs?ding=mits", 404, "", "Er is niets met de naam 'mits'. Bedoeld: mTLS, Mitz"),
        ("/needs?ding=mitz&page=99", 404, "page", "Er is geen bladzijde 99. De laatste is 1."),
        ("/needs?ding=mitz&sector=lsp", 404, "", "dat is geen soort zorgaanbieder of zorgsector"),
        ("/needs?ding=mitz&lang=en&sector=lsp", 404, "", "which is no"),
        ("/impact?ding=mitz&uitstel=100m", 400, "uitstel", "uitstel is een getal tot 99 met d, w, m of y."),
        ("/impact?ding=mitz&op=2026-02-30", 400, "op", "op is een dag als 2026-03-01."),
        ("/plan?" + "&".join(["ding=mitz"] * 6), 400, "ding", "ding neemt hoogstens 5 waarde(n)."),
        ("/plan?ding=vzvz", 404, "", "is geen doel dat bereikt kan worden"),
        ("/plan?ding=bgz-uitwisseling&via=lsp&zonder=lsp", 409, "agd:lsp", "Dit spreekt elkaar tegen"),
        ("/plan?ding=aorta&zonder=aorta", 409, "agd:aorta", "Dit spreekt elkaar tegen"),
        ("/plan?ding=mitz&page=1", 400, "page", "Onbekende parameter(s): page."),
        ("/search?q=mitz&soort=Lw", 404, "", "Er is geen soort 'Lw'. Bedoeld: Law?"),
        ("/things/mits", 404, "mits", "Dit ding is er niet."),
        ("/questions/tijdlijn?ding=bgz&tijd=gedateert", 400, "tijd", "Bedoeld: gedateerd?"),
        ("/questions/tijdlyn?ding=bgz", 404, "", "Er is geen vraag tijdlyn. Bedoeld: tijdlijn"),
        ("/nergens", 404, "", "Deze pagina bestaat niet."),
        ("/openapi.json?taal=nl", 400, "taal", "Onbekende parameter(s): taal. Kies: lang."),
    ],
)
def test_what_is_wrong_is_told(
    path: str, status: int, where: str, said: str, api: FlaskClient, problem: Draft202012Validator
) -> None:
    """The status says whose move it is, and the problem what is wrong, where, and what to do; a browser gets no page."""
    response = api.get(f"/api/v1{path}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    found = response.get_json()
    assert list(problem.iter_errors(found)) == []
    assert said in f"{found['detail']} {found['hint']}"
    assert (found["status"], found["where"]) == (status, where)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_plan_that_cannot_be_is_no_mistake_of_the_asker(api: FlaskClient) -> None:
    """What makes sense and has no plan is 422, with the conditions that cannot be met together."""
    response = api.get("/api/v1/plan?ding=app-bgz-lsp&zonder=lsp")
    assert (response.status_code, response.get_json()["code"]) == (422, "impossible")


def test_a_form_that_is_not_there_is_refused(api: FlaskClient) -> None:
    """Who accepts neither JSON nor CSV gets 406 and the names of both."""
    response = api.get("/api/v1/questions", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.get_json()["where"]) == (406, "Accept")
    assert "application/json, text/csv" in response.get_json()["hint"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(method: str, api: FlaskClient) -> None:
    """The API only reads: other methods are refused, and the header says which are not."""
    response = api.open("/api/v1/questions", method=method)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def test_a_surprise_stays_inside(shipped: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours is 500 with a reference and without its text."""
    from agendagraph import graph

    def fail(*_args: object, **_rest: object) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr(graph, "used_by", fail)
    monkeypatch.setitem(shipped.config, "PROPAGATE_EXCEPTIONS", False)
    response = shipped.test_client().get("/api/v1/used-by?ding=mitz")
    assert (response.status_code, response.mimetype) == (500, "application/problem+json")
    assert "geheim" not in response.text
