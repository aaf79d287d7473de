"""The questions as examples in RDF: each runs as it is, on an endpoint that knows nothing of ours, and answers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient

from agendagraph import catalog, terms
from agendagraph.catalog.examples import QUERIES, SCHEMA, as_turtle, examples, runnable
from agendagraph.store import Store
from agendagraph.web import create_app

SH = rdflib.Namespace(terms.SH)
ENDPOINT = "https://w3id.org/agendagraph/sparql"
FORMATS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def bare(real: Store) -> ox.Store:
    """Return the shipped data in an engine that has none of our prefixes."""
    store = ox.Store()
    store.extend(real.quads())
    return store


@pytest.mark.parametrize("query", catalog.load(), ids=lambda query: query.id)
def test_every_example_runs_as_it_is(query: catalog.NamedQuery, real: Store, bare: ox.Store) -> None:
    """Without prefixes or parameters from us, it gives the rows that the question promises with its example."""
    text = runnable(real, query)
    assert "#+" not in text
    rows = list(bare.query(text, use_default_graph_as_union=True))  # type: ignore[arg-type]
    assert len(rows) >= max(query.min_rows, 1)
    first = {p.name: list(p.examples[:1]) for p in query.parameters if p.required}
    assert len(rows) >= len(catalog.ask(real, query.id, first).rows)
    names = {column.name for column in query.columns}
    assert names <= {variable.value for variable in ox.Store().query(text).variables}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def served(shipped: Flask) -> dict[str, rdflib.Graph]:
    """Return what each file of the site says, read by another library."""
    client = shipped.test_client()
    found = {}
    for suffix, form in FORMATS.items():
        response = client.get(f"/queries/examples.{suffix}")
        assert response.status_code == 200
        found[suffix] = rdflib.Graph().parse(data=response.data, format=form)
    return found


def test_all_files_say_the_same(served: dict[str, rdflib.Graph]) -> None:
    """The four formats have the same triples."""
    triples = [set(graph) for graph in served.values()]
    assert len(triples[0]) > 300
    assert all(other == triples[0] for other in triples)


def test_every_question_is_an_example_in_the_pattern(served: dict[str, rdflib.Graph]) -> None:
    """Both classes, a comment in both languages, keywords, prefixes, one text and the endpoint."""
    graph, schema = served["ttl"], rdflib.Namespace(SCHEMA)
    assert set(graph.subjects(rdflib.RDF.type, SH.SPARQLExecutable)) == {
        rdflib.URIRef(QUERIES + query.id) for query in catalog.load()
    }
    for query in catalog.load():
        node = rdflib.URIRef(QUERIES + query.id)
        assert (node, rdflib.RDF.type, SH.SPARQLSelectExecutable) in graph
        comments = {comment.language: str(comment) for comment in graph.objects(node, rdflib.RDFS.comment)}  # type: ignore[attr-defined]
        assert set(comments) == {"nl", "en"}
        assert comments["nl"].startswith(query.title.nl)
        assert rdflib.Literal(query.id) in set(graph.objects(node, schema.keywords))
        assert list(graph.objects(node, schema.target)) == [rdflib.URIRef(ENDPOINT)]
        assert len(list(graph.objects(node, SH.select))) == 1
        declared = {str(p) for d in graph.objects(node, SH.prefixes / SH.declare) for p in graph.objects(d, SH.prefix)}
        assert declared == set(terms.prefixes())


def test_an_editor_finds_them_as_the_pattern_has_it(served: dict[str, rdflib.Graph]) -> None:
    """The query by which editors look for examples on an endpoint finds every question."""
    rows = served["ttl"].query(
        """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?sq ?comment ?query WHERE {
          ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query
          FILTER (LANG(?comment) = "nl") }"""
    )
    assert len(list(rows)) == len(catalog.load())


def test_the_same_dataset_gives_the_same_bytes(real: Store) -> None:
    """The file has no order of its own: prefixes and triples are always written alike."""
    first = as_turtle(examples(real, ENDPOINT))
    assert first == as_turtle(examples(real, ENDPOINT))
    heads = [line for line in first.splitlines() if line.startswith("@prefix")]
    assert heads == sorted(heads)


def test_the_file_is_kept_by_its_tag(visitor: FlaskClient) -> None:
    """Whoever has it asks again cheaply."""
    first = visitor.get("/queries/examples.ttl")
    assert first.content_type == "text/turtle; charset=utf-8"
    again = visitor.get("/queries/examples.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_endpoint_is_that_of_the_site_and_not_of_the_visitor(real: Store) -> None:
    """A site that knows its public address names its own endpoint, whatever the header Host says."""
    client = create_app(real, base_url="https://agenda.example.nl").test_client()
    text = client.get("/queries/examples.nt", headers={"Host": "evil.example"}).text
    assert "<https://agenda.example.nl/sparql>" in text
    assert "evil" not in text
