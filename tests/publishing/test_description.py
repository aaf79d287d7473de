"""A description says what the graph says, where it stands, and nothing else; every format of it reads back the same."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from agendagraph import terms
from agendagraph.build import build
from agendagraph.errors import NotAcceptableError, UnknownNameError
from agendagraph.publishing.description import PROFILES, Description, describe, exists, statement_nodes
from agendagraph.publishing.formats import JSON_LD_GRAPHS, RDF, write
from agendagraph.publishing.plain import as_json
from agendagraph.store import DATASET, Store

HERE = Path(__file__).resolve().parent
MINI = HERE.parent / "fixtures" / "mini"
KEY = terms.AGD + "sleutelkast"
PAGE = terms.AGD + "agenda-2025-04/sleutelkast"
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "trig": "trig", "nq": "nquads"}


@pytest.fixture(scope="module")
def hostile() -> Store:
    """Return the invented graph with hostile names beside it."""
    return build([MINI, HERE.parent / "web" / "hostile.trig"], check=False).require_valid().store()


def ours(store: Store) -> list[str]:
    """Return every IRI of ours that something is said about or in."""
    nodes = {q.subject for q in store.quads()} | {q.graph_name for q in store.quads()}
    iris = {node.value for node in nodes if isinstance(node, ox.NamedNode)}
    return sorted(iri for iri in iris if iri.startswith("https://w3id.org/agendagraph/"))


def lines(quads: object, *, named: bool = True) -> set[str]:
    """Return quads as N-Quads, or as N-Triples."""
    return {str(quad) if named else str(quad.triple) for quad in quads}  # type: ignore[attr-defined]


def read_by_rdflib(raw: bytes, suffix: str) -> rdflib.Graph:
    """Return what rdflib reads."""
    graph = rdflib.Dataset() if RDF[suffix].named else rdflib.Graph()
    return graph.parse(data=raw, format=RDFLIB[suffix])


def test_concise_is_what_is_said_of_it_where_it_is_said(mini: Store) -> None:
    """The statements with the thing as subject, the labels of what they mention, and what their passages are."""
    found = describe(mini, KEY)
    assert found.said == set(mini.quads(ox.NamedNode(KEY)))
    assert PAGE in found.graphs
    assert terms.GRAPH + "10-schemes" in found.graphs
    names = {(q.subject.value, q.object.value) for q in found.names}
    assert (terms.AGD + "stichting-zilverdraad", "Stichting Zilverdraad") in names
    assert (terms.AG + "InUse", "in use") in names
    cited = {(q.subject.value, q.predicate.value): q.object.value for q in found.citations}
    assert cited[PAGE, terms.AG + "locator"] == "L1-40"
    assert cited[PAGE, terms.DCTERMS + "isPartOf"] == terms.AGD + "source-agenda-2025-04"


def test_complete_adds_who_mentions_it(mini: Store) -> None:
    """Links to the thing; requirements, milestones and remarks about it in full, each in its own passage."""
    found = describe(mini, KEY, "complete")
    node = terms.agd("milestone-sleutelkast-open")
    assert set(mini.quads(node)) <= found.said
    assert set(mini.quads(terms.agd("req-sleutelkast-pasje"))) <= found.said
    assert set(mini.quads(None, None, ox.NamedNode(KEY))) <= found.said
    assert PAGE + ".tijdlijn" in found.graphs
    assert describe(mini, KEY).quads < found.quads


def test_a_passage_is_described_with_what_stands_in_it(mini: Store) -> None:
    """The graph of a passage is what it says; so it is with what a rule derives."""
    for iri in (PAGE, terms.GRAPH + "60-depends-on"):
        inside = {q for q in mini.quads() if getattr(q.graph_name, "value", "") == iri}
        assert inside
        assert inside <= describe(mini, iri).said


def test_a_value_does_not_list_all_its_uses(mini: Store) -> None:
    """Who uses a value or a class is a question; complete tells what the vocabulary says of it."""
    for name in ("Must", "Facility", "requires"):
        graphs = describe(mini, terms.AG + name, "complete").graphs
        assert graphs == [terms.GRAPH + "ontology"]
    children = describe(mini, terms.AG + "Thing", "complete").said
    assert ox.NamedNode(terms.AG + "Facility") in {q.subject for q in children}


def test_descriptions_are_the_dataset_and_all_of_it(mini: Store) -> None:
    """No description says what the dataset does not; together they say all that it says of things of ours."""
    every = set(mini.quads())
    together: set[ox.Quad] = set()
    for iri in ours(mini):
        for profile in PROFILES:
            found = describe(mini, iri, profile)
            assert found.said
            assert found.quads <= every, iri
            together |= found.said
    assert together == every


def test_every_format_of_everything_reads_back(hostile: Store) -> None:
    """Things, passages, statements, sources, chapters, values, classes and graphs: in each format what was said."""
    assert len(ours(hostile)) > 300
    for iri in ours(hostile):
        found = describe(hostile, iri)
        for form in RDF.values():
            read = ox.parse(found.write(form), format=form.engine)
            expected = found.quads if form.named else found.sourced
            assert lines(read, named=form.named) == lines(expected, named=form.named), (iri, form.suffix)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("suffix", RDF)
def test_another_library_reads_the_same(hostile: Store, suffix: str, profile: str) -> None:
    """rdflib reads an isomorphic graph, and the same named graphs."""
    for name in ("sleutelkast", "hostile", "agenda-2025-04/sleutelkast", "req-sleutelkast-pasje", "briefwisseling"):
        found = describe(hostile, terms.AGD + name, profile)  # type: ignore[arg-type]
        read = read_by_rdflib(found.write(RDF[suffix]), suffix)
        expected = found.quads if RDF[suffix].named else found.sourced
        triples = rdflib.Graph().parse(
            data="".join(f"{line} .\n" for line in lines(expected, named=False)), format="nt"
        )
        if isinstance(read, rdflib.Dataset):
            assert {str(c.identifier) for c in read.graphs() if len(c)} == {q.graph_name.value for q in expected}
            assert sum(len(c) for c in read.graphs()) == len(expected)
        else:
            assert isomorphic(read, triples)


def test_provenance_travels_with_triples(mini: Store) -> None:
    """A format without named graphs names the passages of each described resource, and says what they are."""
    page = rdflib.URIRef(PAGE)
    for suffix in ("ttl", "jsonld", "rdf", "nt"):
        graph = read_by_rdflib(describe(mini, KEY).write(RDF[suffix]), suffix)
        assert page in set(graph.objects(rdflib.URIRef(KEY), rdflib.DCTERMS.source)), suffix
        assert rdflib.Literal("Proefagenda – Sleutelkast", lang="nl") in set(graph.objects(page, rdflib.SKOS.prefLabel))


def test_json_ld_carries_the_part_of_the_context_that_it_needs(mini: Store) -> None:
    """Our short names, the resource itself first, and no address that a reader would have to fetch."""
    told = json.loads(describe(mini, KEY).write(RDF["jsonld"]))
    assert told["@graph"][0]["@id"] == "agd:sleutelkast"
    assert told["@graph"][0]["managedBy"] == ["agd:inktcollectief", "agd:stichting-zilverdraad"]
    assert told["@context"]["managedBy"] == {"@id": "ag:managedBy", "@type": "@id"}
    assert "mandates" not in told["@context"]


def test_turtle_begins_with_the_resource_and_only_needed_prefixes(mini: Store) -> None:
    """What a reader asked for comes first, its class first of all; prefixes are sorted."""
    text = describe(mini, KEY).write(RDF["ttl"]).decode()
    head = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert head == sorted(head)
    assert not any("vann:" in line for line in head)
    assert text.splitlines()[len(head)].startswith("agd:sleutelkast a ")


def test_plain_json_says_it_in_both_languages(mini: Store) -> None:
    """Labels, values with their passages, and where those are."""
    told = json.loads(as_json(mini, describe(mini, KEY, "complete")))
    assert told["label"] == {"nl": "Sleutelkast", "en": "Key cabinet"}
    assert [kind["label"]["nl"] for kind in told["kinds"]] == ["Voorziening"]
    managed = [s for s in told["statements"] if s["property"]["iri"] == terms.AG + "managedBy"]
    assert [(s["value"]["label"]["en"], s["sources"]) for s in managed] == [
        ("Ink collective", [terms.AGD + "agenda-2025-04/loket"]),
        ("Silver Thread Foundation", [PAGE]),
    ]
    kinds = {other["kind"]["label"]["en"] for other in told["told_with_it"] if other["kind"]}
    assert {"Requirement", "Milestone", "Figure", "Remark"} <= kinds
    places = {source["iri"]: source for source in told["sources"]}
    assert (places[PAGE]["is_passage"], places[PAGE]["locator"]) == (True, "L1-40")
    assert not places[terms.GRAPH + "10-schemes"]["is_passage"]
    assert told["dataset"]["fingerprint"] == mini.fingerprint
    assert told["dataset"]["licence"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("name", ["sleutelkst", "", "<x>", "a b", "../x", "x" * 5000, "\x00", "é{}", "mitz>"])
def test_what_is_not_there_is_said_not_to_be(mini: Store, name: str) -> None:
    """Whatever is asked, the answer is that it is unknown; a slip of the pen gets the nearest names."""
    for space in (terms.AGD, terms.AG, terms.GRAPH, "http://elsewhere.example/"):
        assert not exists(mini, space + name)
        with pytest.raises(UnknownNameError) as caught:
            describe(mini, space + name)
        assert len(caught.value.where) <= 200
    if name == "sleutelkst":
        with pytest.raises(UnknownNameError) as caught:
            describe(mini, terms.AGD + name)
        assert "Sleutelkast" in caught.value.hint.nl
    with pytest.raises(UnknownNameError) as caught:
        describe(mini, terms.AG + "Facilty")
    assert "Facility" in caught.value.hint.en


def test_statement_nodes_are_those_of_the_ontology(mini: Store) -> None:
    """Each subclass of ag:Statement counts; things do not."""
    found = statement_nodes(mini)
    assert found[terms.AGD + "req-sleutelkast-pasje"] == terms.AG + "Requirement"
    assert KEY not in found
    assert {kind.removeprefix(terms.AG) for kind in found.values()} >= {"Requirement", "Milestone", "Remark", "Figure"}


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
LITERAL = st.one_of(
    st.builds(ox.Literal, TEXT),
    st.builds(lambda text: ox.Literal(text, language="nl"), TEXT),
    st.builds(ox.Literal, st.one_of(st.integers(-5, 5), st.booleans())),
    st.sampled_from(["0", "00", "-0", "+1", "9007199254740993", "-7", "x"]).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(terms.XSD + "integer"))
    ),
    st.sampled_from(["1", "true", "TRUE"]).map(lambda t: ox.Literal(t, datatype=ox.NamedNode(terms.XSD + "boolean"))),
    st.sampled_from(["2025", "2024-03", "x"]).map(lambda t: ox.Literal(t, datatype=ox.NamedNode(terms.XSD + "gYear"))),
)
NODE = st.sampled_from(
    [terms.agd("a"), terms.agd("a/b.c"), terms.agd("100%25-é"), terms.ag("Law"), ox.NamedNode("urn:x:y")]
)
PREDICATE = st.sampled_from([terms.ag("about"), terms.ag("locator"), terms.ALT_LABEL, terms.TYPE])
QUAD = st.builds(ox.Quad, NODE, PREDICATE, st.one_of(NODE, LITERAL), NODE)


@given(st.lists(QUAD, min_size=1, max_size=12))
def test_any_quads_read_back_from_any_format(quads: list[ox.Quad]) -> None:
    """Whatever characters are in texts: the same statements come back, or XML says that it cannot; order is nothing."""
    for form in (*RDF.values(), JSON_LD_GRAPHS):
        try:
            raw = write(quads, form)
        except NotAcceptableError:
            assert form.suffix == "rdf"
            assert any(ord(char) < 32 or ord(char) >= 0xFFFE for quad in quads for char in str(quad.object.value))
            continue
        assert raw == write(reversed(quads), form)
        if form.suffix != "rdf":  # a carriage return is a line feed to every reader of XML
            assert lines(ox.parse(raw, format=form.engine), named=form.named) == lines(quads, named=form.named)


def test_the_same_bytes_in_every_process() -> None:
    """The order of sets in memory does not show."""
    code = f"""
        import hashlib
        from pathlib import Path
        from agendagraph.build import build
        from agendagraph.publishing.description import describe
        from agendagraph.publishing.formats import RDF
        store = build([Path({str(MINI)!r})], check=False).store()
        found = describe(store, {KEY!r}, "complete")
        print(hashlib.sha256(b"".join(found.write(form) for form in RDF.values())).hexdigest())
    """
    runs = [
        subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""


def test_a_dataset_without_a_build_is_described_too() -> None:
    """No fingerprint, no ontology, and nothing but links to the thing asked for."""
    link = ox.Quad(terms.agd("a"), terms.ag("about"), terms.agd("b"), terms.agd("p"))
    store = Store([link])
    assert describe(store, terms.AGD + "b") == Description(terms.AGD + "b", frozenset({link}), frozenset(), frozenset())
    assert json.loads(as_json(store, describe(store, terms.AGD + "a")))["dataset"] == {
        "iri": DATASET.value,
        "fingerprint": "",
        "licence": "",
    }
