"""The page on which people ask queries; what programs send is tested in `tests/server`."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AgendaGraphError, BusyError, DeadlineError
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.web import create_app
from tests.web.conftest import browser
from tests.web.html import Page, faults

LAWS = "SELECT ?thing ?name { ?thing a ag:Law ; skos:prefLabel ?name FILTER(LANG(?name) = 'nl') }"


def test_a_browser_gets_a_page_with_the_answer(client: FlaskClient) -> None:
    """The form keeps the query; our things are links; files are offered by name, at the address of the endpoint."""
    page = Page(client.get("/sparql", query_string={"query": LAWS}).text)
    assert "/ding/briefwet" in page.links
    assert "1 rij" in page.words
    files = [href for href in page.links if "format=" in href]
    assert [re.search(r"format=(\w+)", href)[1] for href in files] == ["json", "xml", "csv", "tsv"]  # type: ignore[index]
    assert all(href.startswith("/sparql?query=SELECT") for href in files)


def test_a_graph_is_shown_and_offered_as_a_graph(client: FlaskClient) -> None:
    """CONSTRUCT and DESCRIBE give Turtle on the page, and the files of graphs."""
    page = Page(client.get("/en/sparql", query_string={"query": 'CONSTRUCT { <urn:s> <urn:p> "<b>" } {}'}).text)
    assert '<urn:s> <urn:p> "<b>"' in page.words
    names = [re.search(r"format=(\w+)", href)[1] for href in page.links if "format=" in href]  # type: ignore[index]
    assert names == ["turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads"]


@pytest.mark.parametrize(("query", "word"), [("ASK {}", "Ja"), ("ASK { ?s a ag:Nothing }", "Nee")])
def test_yes_and_no_are_words(client: FlaskClient, query: str, word: str) -> None:
    """ASK is answered as people would."""
    assert f" {word} " in Page(client.get("/sparql", query_string={"query": query}).text).words


def test_a_query_can_be_posted_from_a_form(client: FlaskClient) -> None:
    """What is too long for an address is posted, and answered in the same way."""
    page = Page(client.post("/sparql", data={"query": LAWS}).text)
    assert "/ding/briefwet" in page.links


def test_a_browser_sees_what_is_wrong_beside_its_query(client: FlaskClient) -> None:
    """The form comes back with the query and the error."""
    response = client.get("/sparql?query=SELEC")
    assert response.status_code == 400
    assert "De query klopt niet" in Page(response.text).words
    assert ">\nSELEC</textarea>" in response.text
    assert client.get("/sparql?query=INSERT+DATA+{}").status_code == 403
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403


def test_addresses_in_answers_are_never_links_of_a_query(client: FlaskClient) -> None:
    """An IRI that a query makes up stays text."""
    query = "SELECT (IRI('javascript:alert(1)') AS ?x) (IRI('https://evil.example/') AS ?y) {}"
    links = Page(client.get("/sparql", query_string={"query": query}).text).links
    assert not [href for href in links if href.startswith(("javascript:", "https://evil"))]


@pytest.mark.parametrize(
    ("error", "status", "header"),
    [
        (DeadlineError(Text("De query duurde te lang.", "The query took too long.")), 504, ""),
        (BusyError(Text("Het is te druk.", "It is too busy."), retry_after=7), 503, "7"),
    ],
)
def test_what_the_workers_say_is_on_the_page(store: Store, error: AgendaGraphError, status: int, header: str) -> None:
    """An answer that cannot be given comes with its status, its headers and the form."""

    def ask(_: Job, __: str) -> Answer:
        raise error

    response = browser(create_app(store, ask=ask)).get("/sparql?query=ASK+{}")
    page = Page(response.text)
    assert (response.status_code, response.headers.get("Retry-After", "")) == (status, header)
    assert error.message.nl in page.words
    assert faults(page, "nl") == []


def test_pages_without_the_server_say_so(store: Store) -> None:
    """Where nothing answers queries, the page tells what to start."""
    response = browser(create_app(store)).get("/sparql?query=ASK+{}")
    assert response.status_code == 503
    assert "agendagraph serve" in Page(response.text).words
