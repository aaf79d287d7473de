"""SPARQLWrapper: every format, by GET, as a form and directly."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import rdflib
import SPARQLWrapper

from tests.servers import Served

LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label { <https://example.org/zib> skos:prefLabel ?label } ORDER BY LANG(?label)"""
EXPECTED = ["Health and care information model", "Zorginformatiebouwsteen"]
HARD = "één \"naam\"\n& <twee>, 'drie'\t\u2603 \U0001f600"
CONSTRUCT = "CONSTRUCT WHERE { <https://example.org/ë> ?p ?o }"
WAYS = {
    "get": (SPARQLWrapper.GET, SPARQLWrapper.URLENCODED),
    "form": (SPARQLWrapper.POST, SPARQLWrapper.URLENCODED),
    "direct": (SPARQLWrapper.POST, SPARQLWrapper.POSTDIRECTLY),
}


@pytest.fixture(params=[False, True], ids=["with parameters", "by Accept alone"])
def only_conneg(request: pytest.FixtureRequest) -> Any:
    """Say whether the client asks for its format by Accept alone; by itself it adds `format`, `output` and `results`."""
    return request.param


def ask(served: Served, way: str, query: str, form: str, only_conneg: bool) -> Any:
    """Put a query and return what the client makes of the answer."""
    client = SPARQLWrapper.SPARQLWrapper(served.endpoint)
    method, kind = WAYS[way]
    client.setMethod(method)
    client.setRequestMethod(kind)
    client.setOnlyConneg(only_conneg)
    client.setReturnFormat(form)
    client.setQuery(query)
    return client.queryAndConvert()


@pytest.mark.parametrize("way", WAYS)
def test_rows(served: Served, way: str, only_conneg: bool) -> None:
    """The same labels in JSON, XML, CSV and TSV."""
    told = ask(served, way, LABELS, SPARQLWrapper.JSON, only_conneg)
    assert [row["label"]["value"] for row in told["results"]["bindings"]] == EXPECTED
    assert [row["label"]["xml:lang"] for row in told["results"]["bindings"]] == ["en", "nl"]
    document = ask(served, way, LABELS, SPARQLWrapper.XML, only_conneg)
    assert [node.firstChild.data for node in document.getElementsByTagName("literal")] == EXPECTED
    head, *rows = csv.reader(io.StringIO(ask(served, way, LABELS, SPARQLWrapper.CSV, only_conneg).decode()))
    assert (head, rows) == (["label"], [[label] for label in EXPECTED])
    text = ask(served, way, LABELS, SPARQLWrapper.TSV, only_conneg).decode()
    assert text.split("\n") == ["?label", f'"{EXPECTED[0]}"@en', f'"{EXPECTED[1]}"@nl', ""]


@pytest.mark.parametrize(
    "form", [SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.RDFXML, SPARQLWrapper.XML, SPARQLWrapper.JSONLD]
)
@pytest.mark.parametrize("way", WAYS)
def test_graphs(served: Served, way: str, form: str, only_conneg: bool) -> None:
    """A label with everything hard in it comes through in each syntax of RDF."""
    answer = ask(served, way, CONSTRUCT, form, only_conneg)
    graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
    assert list(graph.objects(rdflib.URIRef("https://example.org/ë"))) == [rdflib.Literal(HARD, lang="nl")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("query", "expected"), [("ASK {}", True), ("ASK { <urn:a> <urn:b> <urn:c> }", False)])
def test_yes_and_no(served: Served, way: str, query: str, expected: bool, only_conneg: bool) -> None:
    """ASK, as JSON."""
    assert ask(served, way, query, SPARQLWrapper.JSON, only_conneg)["boolean"] is expected


@pytest.mark.parametrize("way", WAYS)
def test_a_dataset_of_choice(served: Served, way: str) -> None:
    """The client's own parameters for the dataset choose the graphs."""
    client = SPARQLWrapper.SPARQLWrapper(
        served.endpoint, defaultGraph="https://example.org/graph/en", returnFormat=SPARQLWrapper.JSON
    )
    method, kind = WAYS[way]
    client.setMethod(method)
    client.setRequestMethod(kind)
    client.setQuery(LABELS)
    told: Any = client.queryAndConvert()
    assert [row["label"]["value"] for row in told["results"]["bindings"]] == EXPECTED[:1]


def test_bad_queries_and_updates_are_errors_of_the_client(served: Served) -> None:
    """The client knows a bad query from other errors, and an update is refused."""
    client = SPARQLWrapper.SPARQLWrapper(served.endpoint)
    client.setQuery("SELECT { nothing")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed):
        client.query()
    client.setMethod(SPARQLWrapper.POST)
    client.setQuery("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    with pytest.raises(Exception, match=r"QueryBadFormed|4\d\d"):
        client.query()
