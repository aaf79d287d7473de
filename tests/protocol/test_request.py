"""What an HTTP request asks of the endpoint and of the graph store."""

from __future__ import annotations

import contextlib
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.errors import (
    AgendaGraphError,
    InputError,
    MediaTypeError,
    MethodError,
    ParameterError,
    RefusedError,
)
from agendagraph.protocol.request import Asked, read_graph, read_query

FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}


@given(
    st.text(min_size=1, max_size=60).filter(lambda text: text.strip() and text.isprintable()),
    st.lists(st.sampled_from(["urn:a", "https://example.org/a%20b?c=d&e#f", "urn:é"]), max_size=3),
    st.lists(st.sampled_from(["urn:b", "http://x/ö"]), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_all_three_ways_say_the_same(query: str, default: list[str], named: list[str]) -> None:
    """What is sent is what is read, whatever the query, by GET, as a form and directly."""
    graphs = [*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)]
    fields = urlencode([("query", query), *graphs]).encode()
    wanted = Asked("query", query, tuple(default), tuple(named))
    assert read_query("GET", fields, {}, b"") == wanted
    assert read_query("HEAD", fields, {}, b"") == wanted
    assert read_query("POST", b"", FORM, fields) == wanted
    assert read_query("POST", urlencode(graphs).encode(), DIRECT, query.encode()) == wanted


def test_a_form_and_its_address_are_read_together() -> None:
    """A dataset in the address counts for a posted form, too; the parameters of our own are read."""
    asked = read_query("POST", b"default-graph-uri=urn:a", FORM, b"query=ASK+%7B%7D&format=xml&timeout=2.5")
    assert asked == Asked("query", "ASK {}", ("urn:a",), (), "xml", 2.5)
    charset = {"content-type": 'Application/SPARQL-Query; Charset="UTF-8"'}
    assert read_query("POST", b"", charset, "ASK { ?é ?p ?o }".encode()).text == "ASK { ?é ?p ?o }"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_without_a_query_the_description_is_asked_for(method: str) -> None:
    """On the bare address, with or without a format."""
    assert read_query(method, b"", {}, b"") == Asked("description")
    assert read_query(method, b"format=jsonld", {}, b"").format == "jsonld"


@pytest.mark.parametrize(
    ("method", "address", "headers", "body", "error", "where"),
    [
        ("PUT", b"query=ASK{}", {}, b"", MethodError, ""),
        ("DELETE", b"", {}, b"", MethodError, ""),
        ("GET", b"query=ASK{}&query=ASK{}", {}, b"", ParameterError, "query"),
        ("POST", b"query=ASK{}", FORM, b"query=ASK{}", ParameterError, "query"),
        ("POST", b"query=ASK{}", DIRECT, b"ASK{}", ParameterError, "query"),
        ("GET", b"query=", {}, b"", InputError, "query"),
        ("GET", b"query=%20%0A", {}, b"", InputError, "query"),
        ("POST", b"", FORM, b"", InputError, "query"),
        ("POST", b"", DIRECT, b"", InputError, "query"),
        ("GET", b"query=%ff", {}, b"", InputError, ""),
        ("GET", b"query=%ed%a0%80", {}, b"", InputError, ""),
        ("POST", b"", FORM, b"query=\xff", InputError, ""),
        ("POST", b"", DIRECT, b"ASK{}\xff", InputError, ""),
        ("POST", b"", FORM, b"&".join([b"a=b"] * 1001), InputError, ""),
        ("POST", b"", {}, b"ASK{}", MediaTypeError, ""),
        ("POST", b"", {"content-type": "text/plain"}, b"ASK{}", MediaTypeError, "text/plain"),
        ("POST", b"", {"content-type": "multipart/form-data; boundary=x"}, b"", MediaTypeError, "multipart/form-data"),
        ("POST", b"", {"content-type": "application/sparql-query; charset=latin1"}, b"", MediaTypeError, "charset=latin1"),
        ("POST", b"", DIRECT | {"content-encoding": "gzip"}, b"", MediaTypeError, "gzip"),
        ("POST", b"", {"content-type": "application/sparql-update"}, b"CLEAR ALL", RefusedError, ""),
        ("POST", b"", FORM, b"update=CLEAR+ALL", RefusedError, ""),
        ("GET", b"update=CLEAR+ALL", {}, b"", RefusedError, ""),
        ("POST", b"", FORM, b"update=CLEAR+ALL&query=ASK{}", InputError, "update"),
        ("GET", b"query=ASK{}&using-graph-uri=urn:x", {}, b"", ParameterError, "using-graph-uri"),
        ("GET", b"query=ASK{}&default-graph-uri=x", {}, b"", ParameterError, "default-graph-uri=x"),
        ("GET", b"query=ASK{}&named-graph-uri=urn:a%0d%0ab", {}, b"", ParameterError, "named-graph-uri=urn:a\r\nb"),
        ("GET", b"query=ASK{}&default-graph-uri=http://[", {}, b"", ParameterError, "default-graph-uri=http://["),
        ("GET", b"query=ASK{}&timeout=0", {}, b"", ParameterError, "timeout=0"),
        ("GET", b"query=ASK{}&timeout=nan", {}, b"", ParameterError, "timeout=nan"),
        ("GET", b"query=ASK{}&timeout=-1", {}, b"", ParameterError, "timeout=-1"),
        ("GET", b"query=ASK{}&timeout=", {}, b"", ParameterError, "timeout="),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(
    method: str, address: bytes, headers: dict[str, str], body: bytes, error: type[AgendaGraphError], where: str
) -> None:
    """With the kind of error that it deserves, and the place."""
    with pytest.raises(error) as found:
        read_query(method, address, headers, body)
    assert type(found.value) is error
    assert found.value.where == where
    assert found.value.message.nl


@given(
    st.sampled_from(["GET", "POST", "HEAD"]),
    st.binary(max_size=60),
    st.sampled_from([FORM, DIRECT, {}]),
    st.binary(max_size=60),
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_understood_or_refused(method: str, address: bytes, headers: dict[str, str], body: bytes) -> None:
    """Nothing but an error of the asker comes out."""
    for read in (lambda: read_query(method, address, headers, body), lambda: read_graph(method, address, "")):
        with contextlib.suppress(InputError, RefusedError):
            assert isinstance(read(), Asked)


@pytest.mark.parametrize(
    ("query", "address", "wanted"),
    [
        (b"default", "", Asked("graph")),
        (b"default=&format=nt", "", Asked("graph", format="nt")),
        (b"graph=urn%3Aa", "", Asked("graph", "urn:a")),
        (b"", "https://x/rdf-graph-store/a", Asked("graph", "https://x/rdf-graph-store/a")),
    ],
)
def test_a_graph_is_named_in_three_ways(query: bytes, address: str, wanted: Asked) -> None:
    """The default graph, a graph by parameter, and one whose address this is."""
    assert read_graph("GET", query, address) == wanted


@pytest.mark.parametrize(
    ("method", "query", "address", "error"),
    [
        ("POST", b"default", "", MethodError),
        ("PUT", b"graph=urn:a", "", MethodError),
        ("GET", b"", "", InputError),
        ("GET", b"default&graph=urn:a", "", ParameterError),
        ("GET", b"graph=urn:a&graph=urn:b", "", ParameterError),
        ("GET", b"graph=urn:a", "https://x/a", ParameterError),
        ("GET", b"graph=a", "", ParameterError),
    ],
)
def test_the_graph_store_is_read_one_graph_at_a_time(
    method: str, query: bytes, address: str, error: type[AgendaGraphError]
) -> None:
    """Nothing is written, and exactly one graph is named."""
    with pytest.raises(error) as found:
        read_graph(method, query, address)
    assert type(found.value) is error
    if error is MethodError:
        assert found.value.headers == {"Allow": "GET, HEAD, OPTIONS"}
