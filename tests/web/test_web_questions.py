"""The catalog in the browser: a form for every question, and its answer as page and as file."""

from __future__ import annotations

import csv
import io
import json

import pytest
from flask.testing import FlaskClient

from agendagraph import catalog
from tests.web.html import Page, faults

QUESTIONS = catalog.load()


def test_all_questions_are_listed(client: FlaskClient) -> None:
    """The overview leads to every question of the catalog."""
    links = Page(client.get("/vragen").text).links
    assert [f"/vragen/{query.id}" for query in QUESTIONS] == [a for a in links if a.startswith("/vragen/")]


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.id)
def test_every_question_has_a_form_that_answers_its_example(visitor: FlaskClient, query: catalog.NamedQuery) -> None:
    """With the example values of its header a question answers on the shipped data, with files under it."""
    asked = {p.name: list(p.examples) for p in query.parameters if p.type != "lang" and p.required}
    page = Page(visitor.get(f"/vragen/{query.id}", query_string=asked).text)
    assert faults(page, "nl") == []
    names = {field.get("name") for tag in ("input", "select") for field in page.all(tag)}
    assert {p.name for p in query.parameters if p.type != "lang"} <= names
    columns = page.words.partition("Antwoord")[2]
    assert query.columns[0].label.nl in columns
    assert sum("format=" in href for href in page.links) == 3


def test_several_values_have_a_field_each_and_one_to_spare(client: FlaskClient) -> None:
    """Names contain commas: values are repeated fields, never one field with separators."""
    page = Page(client.get("/vragen/tijdlijn?ding=sleutelkast&ding=&ding=Programma+Inkt").text)
    assert [f["value"] for f in page.all("input") if f.get("name") == "ding"] == ["sleutelkast", "Programma Inkt", ""]
    assert "Sleutelkast gaat open" in page.words
    assert "Programma Inkt is klaar" in page.words


def test_closed_lists_are_offered_as_a_choice(client: FlaskClient) -> None:
    """Kinds of remark are picked from a list, by their names."""
    page = client.get("/vragen/opmerkingen?ding=sleutelkast&aard=ag:Effect").text
    assert '<option value="ag:Effect" selected>effect</option>' in page
    assert "Wat de kast gaat kosten" not in Page(page).words


def test_an_empty_answer_is_an_answer(client: FlaskClient) -> None:
    """Without rows the page says so in the words of the question, and what the documents call unknown."""
    words = Page(client.get("/vragen/onderdelen?ding=sleutelkast").text).words
    assert catalog.get("onderdelen").empty.nl in words
    said = words.partition("Wat de documenten hierover wel zeggen:")[2]
    assert "Een tweede kast" not in said, "a milestone without a time says nothing about parts"
    assert "Wat de kast gaat kosten is nog niet bekend. Proefagenda – Sleutelkast" in said


def test_answers_come_as_files(client: FlaskClient) -> None:
    """CSV, TSV and JSON have the same rows, in the language of the address."""
    address = "/en/vragen/tijdlijn?ding=sleutelkast&format="
    rows = list(csv.DictReader(io.StringIO(client.get(address + "csv").text)))
    assert rows[0]["wanneer"] == "March 2024"
    assert rows[0]["zelf_iri"] == "https://w3id.org/agendagraph/id/sleutelkast"
    tabbed = list(csv.DictReader(io.StringIO(client.get(address + "tsv").text), delimiter="\t"))
    assert tabbed == rows
    answer = client.get(address + "json").get_json()
    assert [row["wat"] for row in answer["rows"]] == [row["wat"] for row in rows]
    types = {form: client.get(address + form).mimetype for form in ("csv", "json", "tsv")}
    assert types == {"csv": "text/csv", "json": "application/json", "tsv": "text/tab-separated-values"}


def test_a_program_that_accepts_json_gets_json(client: FlaskClient) -> None:
    """The address of a question serves people and programs."""
    response = client.get("/vragen/tijdlijn?ding=sleutelkast", headers={"Accept": "application/json"})
    assert response.get_json()["answered"] is True


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("ding=slutelkast", 404, "Er is niets met de naam 'slutelkast'. Bedoelde u een van deze? Sleutelkast"),
        ("soort=x", 404, "De vraag tijdlijn heeft geen parameter soort."),
        ("ding=" + "x" * 201, 400, "Geef hoogstens 20 waarden van hoogstens 200 tekens."),
        ("&".join(["ding=sleutelkast"] * 21), 400, "Geef hoogstens 20 waarden van hoogstens 200 tekens."),
    ],
    ids=["unknown thing", "unknown parameter", "too long", "too many"],
)
def test_a_wrong_value_gives_the_form_again(client: FlaskClient, asked: str, status: int, said: str) -> None:
    """The page says what to change; a program gets the one error shape."""
    response = client.get(f"/vragen/tijdlijn?{asked}")
    page = Page(response.text)
    assert response.status_code == status
    assert said in page.words
    assert faults(page, "nl") == []
    machine = client.get(f"/vragen/tijdlijn?{asked}&format=json")
    assert machine.status_code == status
    assert (machine.mimetype, json.loads(machine.text)["status"]) == ("application/problem+json", status)


def test_a_missing_value_is_asked_for(client: FlaskClient) -> None:
    """An untouched form is no error; one with a gap says which field to fill in."""
    assert client.get("/vragen/vergelijk?ding=").status_code == 200
    response = client.get("/vragen/tijdlijn?format=json")
    assert (response.status_code, response.get_json()["detail"]) == (400, "Vul ‘ding’ in.")


def test_unknown_questions_and_formats_are_refused(client: FlaskClient) -> None:
    """404 for a question that is not there, 406 for a file we do not make."""
    assert client.get("/vragen/tijdlyn").status_code == 404
    assert "tijdlijn" in Page(client.get("/vragen/tijdlyn").text).words
    assert client.get("/vragen/tijdlijn?ding=sleutelkast&format=xlsx").status_code == 406
