"""The endpoint over HTTP: every way to send a query against every format, and what it refuses."""

from __future__ import annotations

import time
from urllib.parse import quote, urlencode

import pytest

from agendagraph.formats import FORMATS, Format
from tests.server.serving import ENDLESS, Served

TEXT_QUERIES = {
    "plain": 'SELECT ?text { VALUES ?text { "brief" } }',
    "iri with %20": "SELECT ?text { VALUES ?text { <https://example.org/a%20b> } }",
    "plus, ampersand, accent": 'SELECT ?text { VALUES ?text { "1+1 & één = 2%" } }',
}
GRAPH_QUERIES = {
    "plain": 'CONSTRUCT { <urn:s> <urn:p> "brief" } WHERE {}',
    "iri with %20": "CONSTRUCT { <urn:s> <urn:p> <https://example.org/a%20b> } WHERE {}",
    "plus, ampersand, accent": 'CONSTRUCT { <urn:s> <urn:p> "1+1 & één = 2%" } WHERE {}',
}
EXPECTED = {"plain": "brief", "iri with %20": "https://example.org/a%20b", "plus, ampersand, accent": "1+1 & één = 2%"}
WAYS = ["get", "form", "direct"]
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_every_format(served: Served, way: str, form: Format, name: str) -> None:
    """A query arrives as it was sent and comes back in the format asked for, whole and with its length."""
    query = (TEXT_QUERIES if form.kind == "rows" else GRAPH_QUERIES)[name]
    reply = served.ask(query, way, form.media_type)
    assert (reply.status, reply.headers["content-type"]) == (200, form.content_type)
    assert int(reply.headers["content-length"]) == len(reply.body)
    escapes = {"xml": ("&", "&amp;"), "rdfxml": ("&", "&amp;")}
    wanted = EXPECTED[name].replace(*escapes.get(form.name, ("", "")))
    assert wanted in reply.text or wanted.encode("ascii", "backslashreplace").decode() in reply.text


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_a_format_can_be_named_in_the_address(served: Served, form: Format) -> None:
    """The parameter `format` takes a name or a media type, comes before Accept, and offers a file."""
    query = (TEXT_QUERIES if form.kind == "rows" else GRAPH_QUERIES)["plain"]
    for name in (form.name, form.media_type):
        reply = served.ask(query, accept="text/html", format=name)
        assert (reply.status, reply.kind) == (200, form.media_type)
        assert reply.headers["content-disposition"] == f'attachment; filename="agendagraph.{form.suffix}"'


@pytest.mark.parametrize("way", WAYS)
def test_yes_or_no(served: Served, way: str) -> None:
    """ASK gives a boolean; prefixes of ours need not be declared."""
    assert served.ask("ASK { ?law a ag:Law }", way).json["boolean"] is True
    assert served.ask("ASK { ?law a ag:Nothing }", way).json["boolean"] is False


@pytest.mark.parametrize(
    ("accept", "query"), [("image/png", "SELECT * {}"), ("text/turtle", "ASK {}"), ("text/csv", "DESCRIBE <urn:x>")]
)
def test_a_format_that_does_not_fit_is_not_acceptable(served: Served, accept: str, query: str) -> None:
    """406, and the hint names what there is."""
    reply = served.ask(query, accept=accept)
    assert (reply.status, reply.kind, reply.json["code"]) == (406, PROBLEM, "not-acceptable")
    wanted = "text/turtle" if query.startswith("DESCRIBE") else "application/sparql-results+json"
    assert wanted in reply.json["hint"]
    assert served.ask(query, format="pdf").status == 406


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?x FILTER(?x<2)SERVICE#>\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
    ],
)
def test_outbound_queries_and_updates_are_refused(served: Served, way: str, query: str) -> None:
    """403 in the one shape, whichever way it comes."""
    reply = served.ask(query, way)
    assert (reply.status, reply.kind, reply.json["code"]) == (403, PROBLEM, "refused")


def test_updates_by_their_own_door_are_refused(served: Served) -> None:
    """The protocol's ways to send an update give 403, too, and nothing changes."""
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    before = served.get("/health").json["quads"]
    assert served.request("POST", "/sparql", form, urlencode({"update": update}).encode()).status == 403
    assert served.request("GET", f"/sparql?update={quote(update)}").status == 403
    direct = served.request("POST", "/sparql", {"Content-Type": "application/sparql-update"}, update.encode())
    assert direct.status == 403
    assert served.ask("ASK { <urn:a> ?p ?o }").json["boolean"] is False
    assert served.get("/health").json["quads"] == before


def test_a_query_without_end_is_stopped(narrow: Served) -> None:
    """504 right after the limit, and the next query is answered at once; the asker may have less patience than we."""
    start = time.monotonic()
    reply = narrow.ask(ENDLESS)
    assert (reply.status, reply.json["code"]) == (504, "query-timeout")
    assert 0.4 < time.monotonic() - start < 2
    start = time.monotonic()
    assert narrow.ask("ASK {}").status == 200
    assert time.monotonic() - start < 0.5
    start = time.monotonic()
    assert narrow.ask(ENDLESS, timeout="0.05").status == 504
    assert time.monotonic() - start < 0.4
    assert narrow.ask(ENDLESS, timeout="soon").json["code"] == "parameter"


def test_what_is_no_query_is_said_to_be_none(served: Served) -> None:
    """400 for a syntax error, two queries, no query, bad bytes and a relative dataset; 415 for other content."""
    wrong = served.ask("SELEC")
    assert (wrong.status, wrong.json["code"]) == (400, "query-syntax")
    assert (wrong.json["line"], wrong.json["column"], wrong.json["where"]) == (1, 1, "1:1")
    assert served.get("/sparql?query=ASK+{}&query=ASK+{}").json["where"] == "query"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert served.request("POST", "/sparql", form, b"").json["code"] == "input"
    direct = {"Content-Type": "application/sparql-query"}
    assert served.request("POST", "/sparql", direct, b"ASK { # \xff\n}").json["code"] == "input"
    assert served.get("/sparql?query=ASK+%7B%7D%23%ff").status == 400
    assert served.get("/sparql?query=ASK+{}&default-graph-uri=x").json["code"] == "parameter"
    for kind in ("application/xml", "", "application/sparql-query;charset=utf-16"):
        other = served.request("POST", "/sparql", {"Content-Type": kind}, b"<x/>")
        assert (other.status, other.json["code"]) == (415, "media-type")
    packed = served.request("POST", "/sparql", direct | {"Content-Encoding": "gzip"}, b"ASK {}")
    assert (packed.status, packed.json["where"]) == (415, "gzip")


def test_messages_are_in_the_language_of_the_asker(served: Served) -> None:
    """Dutch, unless Accept-Language or the address says English."""
    for path, language, wanted in (
        ("/sparql", "", "nl"),
        ("/sparql", "en-GB,nl;q=0.5", "en"),
        ("/sparql", "fr, nl", "nl"),
        ("/en/sparql", "", "en"),
    ):
        reply = served.get(f"{path}?query=SELEC", accept_language=language)
        assert reply.headers["content-language"] == wanted
        said = {
            "nl": "De query klopt niet op regel 1, teken 1.",
            "en": "The query does not parse at line 1, column 1.",
        }
        assert reply.json["detail"] == said[wanted]


def test_the_request_chooses_its_dataset(served: Served) -> None:
    """default-graph-uri and named-graph-uri overrule FROM; a graph that is not there is empty."""
    graphs = [
        row["g"]["value"]
        for row in served.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s a ag:Law } }").json["results"]["bindings"]
    ]
    law = graphs[0]
    assert served.ask("ASK FROM <urn:none> { ?s a ag:Law }").json["boolean"] is False
    assert served.ask(f"ASK FROM <{law}> {{ ?s a ag:Law }}").json["boolean"] is True
    for way in WAYS:
        overruled = served.ask("ASK FROM <urn:none> { ?s a ag:Law }", way, **{"default-graph-uri": law})
        assert overruled.json["boolean"] is True
        named = served.ask("ASK { GRAPH ?g { ?s a ag:Law } }", way, **{"named-graph-uri": "urn:none"})
        assert named.json["boolean"] is False
        only = served.ask("ASK { ?s a ag:Law }", way, **{"named-graph-uri": law})
        assert only.json["boolean"] is False


def test_relative_addresses_are_those_of_the_endpoint(served: Served) -> None:
    """`<x>` in a query is an address beside /sparql, and a BASE of its own comes first."""
    row = served.ask("SELECT (<x> AS ?a) (<> AS ?b) {}").json["results"]["bindings"][0]
    assert (row["a"]["value"], row["b"]["value"]) == (f"{served.address}/x", f"{served.address}/sparql")
    own = served.ask("BASE <urn:b:> SELECT (<urn:b:x> AS ?a) {}").json["results"]["bindings"][0]
    assert own["a"]["value"] == "urn:b:x"


def test_an_answer_that_is_too_large_is_never_sent_in_part(narrow: Served) -> None:
    """422 with a hint, instead of the first megabyte."""
    reply = narrow.ask("SELECT ?s ?p ?o ?x { ?s ?p ?o . VALUES ?x { 1 2 3 4 5 6 7 8 9 } }")
    assert (reply.status, reply.json["code"]) == (422, "answer-too-large")
    assert "LIMIT" in reply.json["hint"]
