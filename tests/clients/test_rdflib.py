"""rdflib: the endpoint as a store, with its graphs, patterns and queries, and as a graph store to read from."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.servers import Served

EX = Namespace("https://example.org/")
HARD = Literal("één \"naam\"\n& <twee>, 'drie'\t\u2603 \U0001f600", lang="nl")
REQUIRED = [EX["een%20stap"], EX["ë"]]


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def store(served: Served, request: pytest.FixtureRequest) -> SPARQLStore:
    """Return the endpoint as a store, in each way that rdflib sends queries."""
    return SPARQLStore(served.endpoint, method=request.param, node_to_sparql=_by_name)


def _by_name(node: Any) -> str:
    """Say a term in SPARQL; blank nodes have no name that a server knows."""
    assert not isinstance(node, BNode)
    return str(node.n3())


def test_patterns(store: SPARQLStore) -> None:
    """Triples by pattern, with a value or without, and how many there are."""
    graph = Graph(store)
    assert set(graph.objects(EX.zib, SKOS.prefLabel)) == {
        Literal("Zorginformatiebouwsteen", lang="nl"),
        Literal("Health and care information model", lang="en"),
    }
    assert (EX["ë"], SKOS.prefLabel, HARD) in graph
    assert (EX["ë"], SKOS.prefLabel, Literal("iets anders", lang="nl")) not in graph
    assert list(graph.subjects(SKOS.prefLabel, HARD)) == [EX["ë"]]
    assert graph.value(EX.zib, EX["count"]) == Literal(113)
    assert graph.value(EX.zib, EX.edition) == Literal("2020", datatype=XSD.gYear)
    assert len(graph) == 9


def test_queries(store: SPARQLStore) -> None:
    """SELECT with a path and with a bound value, ASK, CONSTRUCT and DESCRIBE."""
    graph = Graph(store)
    path = "SELECT ?step { ?from <https://example.org/requires>+ ?step } ORDER BY ?step"
    rows: Any = graph.query(path, initBindings={"from": EX.zib})
    assert [row.step for row in rows] == REQUIRED
    assert graph.query("ASK { ?s <https://example.org/count> 113 }").askAnswer is True
    made = graph.query(
        "CONSTRUCT { ?s a <https://example.org/Step> } WHERE { ?s <https://example.org/requires> ?o }"
    ).graph
    assert made is not None
    assert set(made.subjects()) == {EX.zib, EX["een%20stap"]}
    described = graph.query("DESCRIBE <https://example.org/ë>").graph
    assert described is not None
    assert (EX["ë"], SKOS.prefLabel, HARD) in described


def test_named_graphs(store: SPARQLStore) -> None:
    """The names of the graphs, and what one of them says; the data set of a query is the graph it is put to."""
    names = {URIRef(str(getattr(graph, "identifier", graph))) for graph in store.contexts()}
    assert {EX["graph/nl"], EX["graph/en"]} <= names
    english = Graph(store, identifier=EX["graph/en"])
    assert list(english.objects(EX.zib)) == [Literal("Health and care information model", lang="en")]
    rows: Any = english.query("SELECT ?label { ?thing ?property ?label }")
    assert [row.label for row in rows] == [Literal("Health and care information model", lang="en")]


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]
)
def test_a_graph_is_read_from_its_address(served: Served, media_type: str) -> None:
    """rdflib reads a graph from the graph store as it reads any document of the web, in the format it prefers."""
    from urllib.request import Request, urlopen

    address = f"{served.address}{served.graphs}?graph=https%3A%2F%2Fexample.org%2Fgraph%2Fnl"
    with urlopen(Request(address, headers={"Accept": media_type}), timeout=10) as answer:
        assert answer.headers.get_content_type() == media_type
        graph = Graph().parse(answer, format=media_type)
    assert (EX["ë"], SKOS.prefLabel, HARD) in graph
    assert len(graph) == 4
    assert len(Graph().parse(address)) == 4


def test_the_default_graph_is_read_from_its_address(served: Served) -> None:
    """What is in no graph, with its blank node."""
    graph = Dataset().parse(f"{served.address}{served.graphs}?default", format="turtle")
    part = graph.value(EX.zib, EX.isIn)
    assert isinstance(part, BNode)
    assert graph.value(part, EX["count"]) == Literal("2.5", datatype=XSD.decimal)
