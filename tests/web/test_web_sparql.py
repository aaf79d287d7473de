"""The endpoint: every way to send a query against every format, and what it refuses."""

from __future__ import annotations

import time
from typing import Any

import pytest
from agendagraph.web.negotiation import choose, kind_of_query
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.formats import FORMATS
from tests.web.html import Page

JSON = "application/sparql-results+json"
QUERIES = {
    "plain": 'SELECT ?text { VALUES ?text { "brief" } }',
    "iri with %20": "SELECT ?text { VALUES ?text { <https://example.org/a%20b> } }",
    "plus, ampersand, accent": 'SELECT ?text { VALUES ?text { "1+1 & één = 2%" } }',
}
GRAPHS = {
    "plain": 'CONSTRUCT { <urn:s> <urn:p> "brief" } WHERE {}',
    "iri with %20": "CONSTRUCT { <urn:s> <urn:p> <https://example.org/a%20b> } WHERE {}",
    "plus, ampersand, accent": 'CONSTRUCT { <urn:s> <urn:p> "1+1 & één = 2%" } WHERE {}',
}
EXPECTED = {"plain": "brief", "iri with %20": "https://example.org/a%20b", "plus, ampersand, accent": "1+1 & één = 2%"}
WAYS = ["get", "form", "direct"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def program(small: Flask) -> FlaskClient:
    """Return a client without a browser's header Accept."""
    return small.test_client()


def send(client: FlaskClient, way: str, query: str, accept: str = "") -> Any:
    """Send a query in one of the three ways of the protocol."""
    headers = {"Accept": accept} if accept else {}
    if way == "get":
        return client.get("/sparql", query_string={"query": query}, headers=headers)
    if way == "form":
        return client.post("/sparql", data={"query": query}, headers=headers)
    return client.post("/sparql", data=query.encode(), content_type="application/sparql-query", headers=headers)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_every_format(program: FlaskClient, way: str, form: Any, name: str) -> None:
    """A query arrives as it was sent and comes back in the format asked for."""
    query = (QUERIES if form.kind == "rows" else GRAPHS)[name]
    response = send(program, way, query, form.media_type)
    assert (response.status_code, response.mimetype) == (200, form.media_type)
    escapes = {"xml": ("&", "&amp;"), "rdfxml": ("&", "&amp;")}
    wanted = EXPECTED[name].replace(*escapes.get(form.name, ("", "")))
    assert wanted in response.text or wanted.encode("ascii", "backslashreplace").decode() in response.text


@pytest.mark.parametrize("way", WAYS)
def test_yes_or_no(program: FlaskClient, way: str) -> None:
    """ASK gives a boolean."""
    assert send(program, way, "ASK { ?law a ag:Law }").get_json()["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("", "SELECT * {}", "json"),
        ("*/*", "SELECT * {}", "json"),
        ("*/*", "DESCRIBE agd:x", "turtle"),
        ("text/csv;q=0.5, application/sparql-results+xml", "ASK {}", "xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "ASK {}", "csv"),
        ("text/turtle, application/sparql-results+json;q=0.1", "SELECT * {}", "json"),
        ("text/turtle;q=0.2, application/sparql-results+json", "# note\nPREFIX a: <urn:a>\nCONSTRUCT {} {}", "turtle"),
        ("application/json", "SELECT * {}", "json"),
        ("application/*;q=0.1, text/tab-separated-values", "SELECT * {}", "tsv"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "SELECT * {}", ""),
    ],
)
def test_the_weights_in_accept_count(accept: str, query: str, expected: str) -> None:
    """The best format that fits the query wins; an empty name stands for a page."""
    form = choose(accept, query)
    assert (form.name if form else "") == expected


@pytest.mark.parametrize("prologue", ["", "  # SELECT\n", "BASE <urn:CONSTRUCT>\n", "prefix select: <urn:x#>"])
def test_the_form_of_a_query_is_seen_behind_its_prologue(prologue: str) -> None:
    """Comments, bases and prefixes do not hide it, nor do escapes."""
    assert kind_of_query(prologue + " SELECT * {}") == "rows"
    assert kind_of_query(prologue + " describe <urn:x>") == "graph"
    assert kind_of_query(prologue + " \\u0043ONSTRUCT {} {}") == "graph"


@pytest.mark.parametrize(
    ("accept", "query"), [("image/png", "SELECT * {}"), ("text/turtle", "ASK {}"), ("text/csv", "DESCRIBE <urn:x>")]
)
def test_a_format_that_does_not_fit_is_not_acceptable(program: FlaskClient, accept: str, query: str) -> None:
    """406, and the hint names what there is."""
    response = send(program, "get", query, accept)
    assert (response.status_code, response.get_json()["error"]["code"]) == (406, "not-acceptable")
    assert program.get("/sparql", query_string={"query": query, "format": "pdf"}).status_code == 406


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
    ],
)
def test_outbound_queries_and_updates_are_refused(program: FlaskClient, way: str, query: str) -> None:
    """403 in the one shape, whichever way it comes."""
    response = send(program, way, query)
    assert (response.status_code, response.get_json()["error"]["code"]) == (403, "refused")


def test_updates_by_their_own_door_are_refused(program: FlaskClient) -> None:
    """The protocol's ways to send an update give 403, too."""
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert program.post("/sparql", data={"update": update}).status_code == 403
    assert program.post("/sparql", data=update, content_type="application/sparql-update").status_code == 403


def test_a_query_without_end_is_stopped(small: Flask, program: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the limit there is a 503, and the next query is answered."""
    monkeypatch.setitem(small.config, "QUERY_SECONDS", 0.3)
    start = time.monotonic()
    response = send(program, "get", ENDLESS)
    assert (response.status_code, response.get_json()["error"]["code"]) == (503, "limit")
    assert time.monotonic() - start < 5
    monkeypatch.undo()
    assert send(program, "get", "ASK {}").status_code == 200


def test_what_is_no_query_is_said_to_be_none(program: FlaskClient) -> None:
    """400 for a syntax error, two queries, no query, bad bytes and another dataset; 415 for other content."""
    assert send(program, "get", "SELEC").get_json()["error"]["code"] == "query-syntax"
    assert program.get("/sparql?query=ASK+{}&query=ASK+{}").status_code == 400
    assert program.get("/sparql", headers={"Accept": JSON}).status_code == 400
    assert program.post("/sparql", data=b"ASK { # \xff\n}", content_type="application/sparql-query").status_code == 400
    assert program.get("/sparql?query=ASK+{}&default-graph-uri=urn:x").status_code == 400
    other = program.post("/sparql", data="<x/>", content_type="application/xml")
    assert (other.status_code, other.get_json()["error"]["code"]) == (415, "media-type")


def test_a_browser_gets_a_page_with_the_answer(client: FlaskClient) -> None:
    """The form keeps the query; our things are links; files are offered by name."""
    query = "SELECT ?thing ?name { ?thing a ag:Law ; skos:prefLabel ?name FILTER(LANG(?name) = 'nl') }"
    page = Page(client.get("/sparql", query_string={"query": query}).text)
    assert "/ding/briefwet" in page.links
    assert "1 rij" in page.words
    files = [href for href in page.links if "format=" in href]
    assert [client.get(href).status_code for href in files] == [200] * 4
    assert "attachment" in client.get(files[0]).headers["Content-Disposition"]


def test_a_browser_sees_what_is_wrong_beside_its_query(client: FlaskClient) -> None:
    """The form comes back with the query and the error."""
    response = client.get("/sparql?query=SELEC")
    assert response.status_code == 400
    assert "De query klopt niet" in Page(response.text).words
    assert ">SELEC</textarea>" in response.text
    assert client.get("/sparql?query=INSERT+DATA+{}").status_code == 403


def test_addresses_in_answers_are_never_links_of_a_query(client: FlaskClient) -> None:
    """An IRI that a query makes up stays text."""
    query = "SELECT (IRI('javascript:alert(1)') AS ?x) (IRI('https://evil.example/') AS ?y) {}"
    links = Page(client.get("/sparql", query_string={"query": query}).text).links
    assert not [href for href in links if href.startswith(("javascript:", "https://evil"))]
