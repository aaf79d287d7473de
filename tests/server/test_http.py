"""What HTTP asks of the endpoint: methods, lengths, caching, compression, names of requests, and who may read the answers."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import brotli
import pytest

from tests.server.serving import ENDLESS, Served, serving

MANY = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _address(query: str) -> str:
    return f"/sparql?query={quote(query)}"


@pytest.mark.parametrize("path", [_address("ASK {}"), "/sparql", "/rdf-graph-store?default", "/health", "/metrics"])
def test_head_says_what_get_would(served: Served, path: str) -> None:
    """HEAD has the status, type and tag of GET, and no body."""
    head, get = served.request("HEAD", path), served.get(path)
    assert head.body == b""
    for name in ("content-type", "etag", "cache-control"):
        assert head.headers.get(name) == get.headers.get(name)
    if path != "/metrics" and path != "/health":
        assert head.headers["content-length"] == str(len(get.body))


def test_any_site_may_ask(served: Served) -> None:
    """A preflight is answered with methods and headers; every answer, errors too, can be read by any origin."""
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    for path, methods in (("/sparql", "GET, HEAD, POST, OPTIONS"), ("/rdf-graph-store", "GET, HEAD, OPTIONS")):
        preflight = served.request("OPTIONS", path, asked)
        assert (preflight.status, preflight.body, preflight.headers["allow"]) == (204, b"", methods)
        assert preflight.headers["access-control-allow-origin"] == "*"
        assert "POST" in preflight.headers["access-control-allow-methods"]
        assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    for reply in (served.ask("ASK {}"), served.ask("SELEC"), served.get("/health")):
        assert reply.headers["access-control-allow-origin"] == "*"
        assert {"ETag", "X-Request-Id", "Server-Timing", "Retry-After"} <= set(
            reply.headers["access-control-expose-headers"].split(", ")
        )
        assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/sparql", "GET, HEAD, POST, OPTIONS"),
        ("/rdf-graph-store?default", "GET, HEAD, OPTIONS"),
        ("/health", "GET, HEAD, OPTIONS"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_told_which_there_are(served: Served, method: str, path: str, allowed: str) -> None:
    """405 with the header Allow, as a problem document."""
    reply = served.request(method, path)
    assert (reply.status, reply.headers["allow"]) == (405, allowed)
    if method != "TRACE":
        assert reply.json["code"] == "method-not-allowed"


def test_what_is_too_long_is_refused_in_its_own_words(served: Served) -> None:
    """413 for a query or a body, 414 for an address."""
    long = "ASK {} #" + "x" * 100_000
    for reply in (served.ask(long, "form"), served.ask(long, "direct")):
        assert (reply.status, reply.json["code"]) == (413, "too-large")
        assert "100000" in reply.json["detail"]
    body = served.request("POST", "/sparql", FORM, b"query=" + b"x" * 1_000_001)
    assert (body.status, body.json["code"]) == (413, "too-large")
    address = served.get(_address("ASK {} #" + "x" * 40_000))
    assert (address.status, address.json["code"]) == (414, "address-too-long")
    assert "POST" in address.json["hint"]


def test_a_body_that_drips_in_is_not_waited_for(narrow: Served) -> None:
    """408, and the connection ends; others are answered meanwhile."""
    with socket.create_connection(narrow.place, 5) as slow:
        slow.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\nASK"
        )
        assert narrow.ask("ASK {}").status == 200
        said = b""
        while piece := slow.recv(65536):
            said += piece
        head, _, body = said.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 ")
        assert json.loads(body)["code"] == "slow"


def test_an_answer_is_given_once(served: Served) -> None:
    """The tag is the same for all ways to lay a query out, another for another answer; who has it gets 304, without a run."""
    first = served.ask("SELECT ?s { ?s a ag:Law }")
    again = served.ask("SELECT  ?s # laws\n { ?s a ag:Law }")
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    assert (again.headers["etag"], again.headers["x-cache"], again.body) == (tag, "hit", first.body)
    others = [
        served.ask("SELECT ?s { ?s a ag:Sector }"),
        served.ask("SELECT ?s { ?s a ag:Law }", accept="text/csv"),
        served.ask("SELECT ?s { ?s a ag:Law }", format="json"),
        served.ask("SELECT ?s { ?s a ag:Law }", **{"default-graph-uri": "urn:none"}),
    ]
    assert len({tag, *(other.headers["etag"] for other in others)}) == 5
    for known in (tag, f'"x", W/{tag}', "*"):
        told = served.get(_address("SELECT ?s { ?s a ag:Law }"), if_none_match=known)
        assert (told.status, told.body, told.headers["etag"]) == (304, b"", tag)
        assert "content-length" not in told.headers or told.headers["content-length"] == "0"
    assert served.get(_address("SELECT ?s { ?s a ag:Law }"), if_none_match='"x"').status == 200


def test_the_tag_of_an_answer_nobody_remembers_still_counts(served: Served) -> None:
    """An answer is named by what was asked: 304 where it was never run since the start; but a wrong query stays wrong."""
    query = "SELECT ?s ?o { ?s a ag:Law ; ?p ?o }"
    tag = served.request("GET", _address(query), {"Cache-Control": "no-cache"}).headers["etag"]
    told = served.get(_address(query + " "), if_none_match=tag)
    assert (told.status, told.headers["etag"]) == (304, tag)
    assert served.get(_address("SELEC"), if_none_match="*").status == 400
    assert served.get(_address("SELECT * { ?never ?asked 42 }"), if_none_match="*").status == 304  # now there is one


def test_who_wants_it_fresh_gets_it_fresh(served: Served) -> None:
    """With no-cache the query is run, however often it was."""
    fresh = [served.request("GET", _address("ASK { ?s a ag:Law }"), {"Cache-Control": "no-cache"}) for _ in range(2)]
    assert [reply.headers["x-cache"] for reply in fresh] == ["miss", "miss"]
    assert all("run;dur=" in reply.headers["server-timing"] for reply in fresh)


@pytest.mark.parametrize(
    "query",
    ["SELECT (RAND() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "SELECT (BNODE() AS ?x) {}"],
)
def test_chance_and_the_clock_are_not_remembered(served: Served, query: str) -> None:
    """Such a query is run every time, its answer has no tag and is not to be stored."""
    replies = [served.ask(query) for _ in range(2)]
    assert [reply.headers["x-cache"] for reply in replies] == ["miss", "miss"]
    assert all("etag" not in reply.headers for reply in replies)
    assert {reply.headers["cache-control"] for reply in replies} == {"no-store"}
    if "BNODE" not in query:
        assert replies[0].body != replies[1].body


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_answers_are_packed_as_the_client_likes(served: Served, encoding: str, unpack: object) -> None:
    """The same bytes come out; the tag says which packing, and is known again."""
    plain = served.get(_address(MANY))
    assert "content-encoding" not in plain.headers
    packed = served.get(_address(MANY), accept_encoding=f"{encoding}, identity;q=0.5")
    assert packed.headers["content-encoding"] == encoding
    assert unpack(packed.body) == plain.body  # type: ignore[operator]
    assert len(packed.body) < len(plain.body) / 3
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert packed.headers["etag"] == plain.headers["etag"][:-1] + f'-{encoding}"'
    assert {"Accept", "Accept-Encoding"} <= set(packed.headers["vary"].split(", "))
    told = served.get(_address(MANY), accept_encoding=encoding, if_none_match=packed.headers["etag"])
    assert (told.status, told.headers["etag"]) == (304, packed.headers["etag"])
    small = served.get(_address("ASK {}"), accept_encoding=encoding)
    assert "content-encoding" not in small.headers


def test_requests_have_names(served: Served) -> None:
    """A name from the client comes back, a strange one is replaced, no two of ours are the same; errors tell it too."""
    assert served.get("/health", x_request_id="trace-42.A_b").headers["x-request-id"] == "trace-42.A_b"
    for strange in ("a b", "x" * 65, "<script>"):
        assert served.get("/health", x_request_id=strange).headers["x-request-id"] != strange
    ours = [served.get(path).headers["x-request-id"] for path in ("/health", "/sparql", "/", "/niets")]
    assert len(set(ours)) == 4
    wrong = served.get("/sparql?query=SELEC", x_request_id="mine")
    assert wrong.json["instance"] == "urn:agendagraph:request:mine"


def test_an_answer_says_what_it_took(served: Served) -> None:
    """Server-Timing has the time in the queue and of the run."""
    timing = served.request("GET", _address("ASK {}"), {"Cache-Control": "no-cache"}).headers["server-timing"]
    assert re.fullmatch(r"queue;dur=\d+\.\d\d, run;dur=\d+\.\d\d", timing)


def test_too_many_at_once_are_told_to_come_back(narrow: Served) -> None:
    """429 for more than one client's share, 503 where no place comes free; both with Retry-After, and never an endless wait."""
    import threading

    replies = []
    threads = [threading.Thread(target=lambda: replies.append(narrow.ask(ENDLESS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = sorted((reply.status, reply.json["code"]) for reply in replies)
    assert (504, "query-timeout") in found
    assert (429, "too-many") in found
    assert {code for _, code in found} <= {"query-timeout", "too-many", "busy"}
    assert all(int(reply.headers["retry-after"]) >= 1 for reply in replies if reply.status in {429, 503})
    assert narrow.ask("ASK {}").status == 200


def test_a_graph_of_the_store_can_be_read(served: Served) -> None:
    """GET by parameter, in any format for graphs; 404, 400 and 406 as the standard says; writing is not known."""
    graph = served.ask("SELECT ?g { GRAPH ?g { ?s a ag:Law } } LIMIT 1").json["results"]["bindings"][0]["g"]["value"]
    reply = served.get(f"/rdf-graph-store?graph={quote(graph)}", accept="application/n-triples")
    count = served.ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").json["results"]["bindings"]
    assert (reply.status, reply.kind) == (200, "application/n-triples")
    assert len(reply.text.splitlines()) == int(count[0]["n"]["value"])
    assert served.get(f"/rdf-graph-store?graph={quote(graph)}").kind == "text/turtle"
    again = served.get(
        f"/rdf-graph-store?graph={quote(graph)}",
        if_none_match=served.get(f"/rdf-graph-store?graph={quote(graph)}").headers["etag"],
    )
    assert again.status == 304
    assert served.get("/rdf-graph-store?default", accept="application/n-triples").status == 200
    for query, status, code in (
        ("graph=urn:none", 404, "not-found"),
        ("graph=x", 400, "parameter"),
        ("", 400, "input"),
        (f"default&graph={quote(graph)}", 400, "parameter"),
    ):
        wrong = served.get(f"/rdf-graph-store?{query}")
        assert (wrong.status, wrong.json["code"]) == (status, code)
    assert served.get("/rdf-graph-store?default", accept="text/csv").status == 406
    assert served.get("/rdf-graph-store/inside").status == 404
    assert (
        served.request("POST", "/rdf-graph-store?default", {"Content-Type": "text/turtle"}, b"<a> <b> <c> .").status
        == 405
    )


def test_a_person_gets_a_page_and_a_program_an_answer(served: Served) -> None:
    """What a browser accepts gives the page, from the same address and method; a query that is wrong gives it with its status."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = served.ask("SELECT ?s { ?s a ag:Law }", accept=browser)
    assert (page.status, page.kind) == (200, "text/html")
    assert "/ding/briefwet" in page.text
    posted = served.ask("SELECT ?s { ?s a ag:Law }", "form", accept=browser)
    assert (posted.status, "/ding/briefwet" in posted.text) == (200, True)
    wrong = served.ask("SELEC", accept=browser)
    assert (wrong.status, wrong.kind, "SELEC</textarea>" in wrong.text) == (400, "text/html", True)
    endless = served.ask("SELECT * { SERVICE <urn:x> {} }", accept=browser)
    assert (endless.status, endless.kind) == (403, "text/html")
    files = re.findall(r'href="(/sparql\?[^"]*format=[^"]*)"', page.text)
    assert len(files) == 4
    assert [served.get(href.replace("&amp;", "&")).status for href in files] == [200] * 4


def test_the_log_tells_what_was_done_and_not_by_whom(served: Served, log: Path) -> None:
    """One JSON object a request: its name, status, time, size and a hash of the query; no address and no query text."""
    served.request(
        "GET", _address("SELECT ?geheim { ?geheim a ag:Law }"), {"X-Request-Id": "log-1", "Cache-Control": "no-cache"}
    )
    served.get("/sparql?" + urlencode({"query": "SELEC geheim"}), x_request_id="log-2")
    until = time.monotonic() + 10
    while "log-2" not in log.read_text() and time.monotonic() < until:
        time.sleep(0.1)
    text = log.read_text()
    lines = {line["id"]: line for line in map(json.loads, text.splitlines())}
    good, bad = lines["log-1"], lines["log-2"]
    assert (good["method"], good["path"], good["status"], good["lane"]) == ("GET", "/sparql", 200, "public")
    assert (good["cache"], len(good["query_hash"])) == ("miss", 12)
    assert good["bytes"] > 0
    assert good["ms"] >= good["ran_ms"] > 0
    assert (bad["status"], bad["code"]) == (400, "query-syntax")
    assert "geheim" not in text
    assert "127.0.0.1" not in text


def test_a_large_body_that_is_refused_is_answered_once(served: Served) -> None:
    """What still comes of it after the answer is no new request: one 413, and nothing behind it."""
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 5000000\r\n\r\n"
    )
    with socket.create_connection(served.place, 5) as connection:
        connection.sendall(head)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        assert (answer.status, json.loads(answer.read())["code"]) == (413, "too-large")
        for _ in range(50):
            connection.sendall(b" " * 100_000)
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        following = http.client.HTTPResponse(connection)
        following.begin()
        assert (following.status, following.read()) == (200, b'{"live": true}\n')


def test_a_small_answer_comes_in_one_piece(served: Served) -> None:
    """Head and body arrive together: what is read first is all there is."""
    with socket.create_connection(served.place, 5) as connection:
        for _ in range(5):
            connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(65536).endswith(b'\r\n\r\n{"live": true}\n')


@pytest.mark.parametrize(
    ("version", "header", "ends"),
    [
        ("1.1", "", False),
        ("1.1", "Connection: close\r\n", True),
        ("1.0", "", True),
        ("1.1", "Connection: keep-alive\r\n", False),
    ],
)
def test_a_connection_ends_when_the_client_says_so(served: Served, version: str, header: str, ends: bool) -> None:
    """With `Connection: close`, or HTTP/1.0, the answer says that it is the last and the connection ends; else neither."""
    with socket.create_connection(served.place, 1) as connection:
        connection.sendall(f"GET /sparql?query=ASK%7B%7D HTTP/{version}\r\nHost: x\r\n{header}\r\n".encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        assert (answer.status, json.loads(answer.read())["boolean"]) == (200, True)
        assert (answer.headers.get("connection") == "close") == ends
        if ends:
            assert connection.recv(1) == b""
        else:
            connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_requests_sent_together_are_answered_in_their_order(served: Served) -> None:
    """Several requests in one packet get as many answers, in order, HEAD without a body among them."""
    asked = ["GET /sparql?query=ASK%7B%7D", "HEAD /health/live", "GET /health/live", "GET /sparql?query=nonsense"]
    with socket.create_connection(served.place, 5) as connection:
        connection.sendall("".join(f"{one} HTTP/1.1\r\nHost: x\r\n\r\n" for one in asked).encode())
        found = []
        with connection.makefile("rb") as stream:
            for one in asked:
                status = int(stream.readline().split()[1])
                length = 0
                while line := stream.readline().strip().lower():
                    length = int(line.partition(b":")[2]) if line.startswith(b"content-length") else length
                found.append((status, bool(stream.read(0 if one.startswith("HEAD") else length))))
    assert found == [(200, True), (200, False), (200, True), (400, True)]


def test_no_header_can_hold_another() -> None:
    """A line end in the value of a header is refused before anything is sent."""
    from agendagraph.server.connection import _send_whole

    sent: list[bytes] = []
    cycle: Any = SimpleNamespace(
        flow=SimpleNamespace(write_paused=False), response_started=False, disconnected=False, keep_alive=True,
        default_headers=[], transport=SimpleNamespace(write=sent.append),
    )  # fmt: skip
    for value in (b"a\r\nset-cookie: b", b"a\nb", b"a\rb"):
        with pytest.raises(ValueError, match="x-a"):
            _send_whole(cycle, 200, [(b"x-a", value)], b"")
    assert not sent
    assert not cycle.response_started


def test_more_connections_than_there_are_places(dataset: Path) -> None:
    """Who comes too many is told so, and when to come back; the others are served."""
    with serving("--connections=2", before=("--dataset", str(dataset))) as there:
        time.sleep(0.2)  # what asked whether it is ready has gone
        places = [socket.create_connection(there.place, 5) for _ in range(3)]
        answer = http.client.HTTPResponse(places[2])
        answer.begin()
        assert (answer.status, json.loads(answer.read())["code"]) == (503, "busy")
        assert int(answer.headers["Retry-After"]) > 0
        for place in places:
            place.close()
        time.sleep(0.2)
        assert there.get("/health/live").status == 200
