"""Names of answers, remembering them, packing them, and what the endpoint says of itself."""

from __future__ import annotations

import gzip

import brotli
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.engine.limits import Limits
from agendagraph.formats import FORMATS, of_kind
from agendagraph.protocol.caching import BoundedCache, etag, matches
from agendagraph.protocol.compression import choose, compress
from agendagraph.protocol.description import describe, serialize

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


@given(st.lists(st.text(max_size=5), max_size=5), st.lists(st.text(max_size=5), max_size=5))
@settings(deadline=None)
def test_a_tag_names_what_it_was_made_of(one: list[str], other: list[str]) -> None:
    """Two tags are the same only where all parts are, in order, wherever the borders between them are; it is a strong tag."""
    assert (etag(*one) == etag(*other)) is (one == other)
    tag = etag(*one)
    assert tag[0] == tag[-1] == '"'
    assert tag[1:-1].isalnum()


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ('"b",W/"a"', True), ("*", True), (" * ", True),
        ('"b"', False), ("a", False), ("", False), ('"a', False), ('"A"', False), ('"b*"', False),
    ],
)  # fmt: skip
def test_a_tag_is_found_among_those_a_client_has(header: str, found: bool) -> None:
    """Weakly compared, as RFC 9110 says for If-None-Match; a star is any."""
    assert matches(header, '"a"') is found


@given(
    st.integers(0, 50),
    st.integers(1, 30),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40), st.booleans()), max_size=40),
)
@settings(max_examples=200, deadline=None)
def test_what_is_remembered_has_bounds(most: int, largest: int, steps: list[tuple[str, int, bool]]) -> None:
    """Never more bytes than allowed, never one too large; what was used last stays longest; a model agrees on all of it."""
    cache: BoundedCache[str, int] = BoundedCache(most, largest)
    model: dict[str, int] = {}
    for key, size, put in steps:
        if put:
            cache.put(key, size, size)
            if size <= min(most, largest):
                model.pop(key, None)
                model[key] = size
                while sum(model.values()) > most:
                    del model[next(iter(model))]
        else:
            wanted = model.get(key)
            if wanted is not None:
                model[key] = model.pop(key)
            assert cache.get(key) == wanted
        assert cache.size == sum(model.values()) <= most
        assert len(cache) == len(model)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""), ("br", "br"), ("gzip", "gzip"), ("gzip, br", "br"), ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", ""), ("*", "br"), ("*;q=0", ""),
        ("br;q=0, *", "gzip"), ("gzip;q=x", ""), ("GZIP", "gzip"), ("deflate", ""),
    ],
)  # fmt: skip
def test_the_packing_is_one_the_client_takes(header: str, encoding: str) -> None:
    """The one with the highest weight; of equals Brotli; nothing where none is wanted."""
    assert choose(header) == encoding


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_header_gives_a_packing_or_none(header: str) -> None:
    """It never fails."""
    assert choose.__wrapped__(header) in {"", "br", "gzip"}


@given(st.binary(max_size=2000))
@settings(max_examples=50, deadline=None)
def test_what_is_packed_can_be_unpacked(body: bytes) -> None:
    """The same bytes come out, and packing them again gives the same packet."""
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = compress(body, encoding)
        assert unpack(packed) == body
        assert compress(body, encoding) == packed


def _described(union: bool) -> rdflib.Graph:
    graphs = [("urn:g2", 5), ("urn:g1", 3)]
    triples = describe(
        "https://x.example/sparql", union=union, quads=8, graphs=graphs, limits=Limits(seconds=2.5, answer=4_000_000)
    )
    return rdflib.Graph().parse(data=serialize(triples, FORMATS["turtle"]), format="turtle")


def test_the_endpoint_describes_itself() -> None:
    """Address, languages, every format by its IRI, the dataset and each of its graphs with its size, and the limits in words."""
    graph = _described(True)
    service = graph.value(None, rdflib.RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef("https://x.example/sparql")
    assert SD.SPARQL11Query in set(graph.objects(service, SD.supportedLanguage))
    assert {str(iri) for iri in graph.objects(service, SD.resultFormat)} == {f.standard for f in FORMATS.values()}
    assert SD.UnionDefaultGraph in set(graph.objects(service, SD.feature))
    dataset = graph.value(service, SD.defaultDataset)
    assert graph.value(graph.value(dataset, SD.defaultGraph), VOID.triples) == rdflib.Literal(8)
    sizes = {
        str(graph.value(named, SD.name)): graph.value(graph.value(named, SD.graph), VOID.triples).toPython()
        for named in graph.objects(dataset, SD.namedGraph)
    }
    assert sizes == {"urn:g1": 3, "urn:g2": 5}
    words = {comment.language: str(comment) for comment in graph.objects(service, rdflib.RDFS.comment)}
    assert "2.5 seconden" in words["nl"]
    assert "4 MB" in words["en"]


def test_a_default_graph_of_its_own_is_no_union() -> None:
    """Then the feature is not claimed, nor a size that would be wrong."""
    graph = _described(False)
    assert (None, SD.feature, SD.UnionDefaultGraph) not in graph
    default = graph.value(None, SD.defaultGraph)
    assert (
        default is None or graph.value(graph.value(predicate=rdflib.RDF.type, object=SD.Dataset), VOID.triples) is None
    )


@pytest.mark.parametrize("form", of_kind("graph"), ids=lambda form: form.name)
def test_the_description_comes_in_every_format(form: object) -> None:
    """Each of them reads back as the same triples."""
    triples = describe("https://x.example/sparql", union=True, quads=1, graphs=[("urn:g", 1)], limits=Limits())
    raw = serialize(triples, form)  # type: ignore[arg-type]
    back = {quad.triple for quad in ox.parse(raw, format=form.engine)}  # type: ignore[attr-defined]
    assert back == set(triples)
