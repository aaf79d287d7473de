"""Clients that take their time: they are cut off in the end, and nobody else notices them."""

from __future__ import annotations

import http.client
import resource
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from tests.hostile.conftest import ENVIRONMENT
from tests.hostile.wire import Reply, ask, connect, exchange, read, request
from tests.servers import READY, Served, free_port, running

PATIENCE: Final = 1.0
"""Seconds in which a head and a body must arrive, at the attacked server."""

READING: Final = 10.0
"""Seconds in which a client must take the next piece of an answer."""

_ROWS: Final = 50_000


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server with little patience and data enough for large answers."""
    path, port = tmp_path_factory.mktemp("slow") / "large.nt", free_port()
    path.write_text("".join(f'<urn:{n}> <urn:p> "{"x" * 100}{n}" .\n' for n in range(_ROWS)), encoding="utf-8")
    command = [sys.executable, "-m", "agendagraph", "serve", "--port", str(port), "--data", str(path), "--answer", "20"]
    command += ["--header-timeout", str(PATIENCE), "--body-timeout", str(PATIENCE), "--timeout", "8"]
    with running(command, port, ENVIRONMENT, ready=READY) as process:
        yield Served("agendagraph", process, port, "/sparql", "/sparql", "/rdf-graph-store", read_only=True)


def _others_notice_nothing(port: int) -> None:
    for path in ("/health", "/sparql?query=ASK%7B%7D"):
        reply = exchange(port, request(path))
        assert (reply.status, reply.seconds < 1) == (200, True)


def _large(number: int) -> bytes:
    query = f"SELECT * {{ ?s ?p ?o }} VALUES ?x {{ {number} }}".encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}\r\n\r\n"
    return head.encode() + query


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1000


@pytest.mark.parametrize(
    ("started", "drop", "status"),
    [
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX-A: ", b"a", 0),
        (b"", b"\r\n", 0),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 90000\r\n\r\n",
            b" ",
            408,
        ),
        (b"POST /agenda HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 90000\r\n\r\n", b" ", 408),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1\r\na\r\n",
            408,
        ),
    ],
    ids=["heads", "nothing", "bodies", "bodies to a page", "chunks"],
)
def test_those_who_send_slowly_are_cut_off(started: bytes, drop: bytes, status: int, patient: Served) -> None:
    """Sixty clients send a byte now and then: others are answered meanwhile, and they themselves are when time is up."""
    with ExitStack() as open_:
        slow = [open_.enter_context(connect(patient.port)) for _ in range(60)]
        began = time.perf_counter()
        for one in slow:
            one.sendall(started)
        while time.perf_counter() - began < PATIENCE * 0.7:
            for one in slow:
                one.sendall(drop)
            _others_notice_nothing(patient.port)
            time.sleep(0.1)
        statuses = {_answer(one).status for one in slow}
        assert time.perf_counter() - began < PATIENCE + 2
        assert statuses <= {status, 0, 408, 400}
        assert status in statuses
    _others_notice_nothing(patient.port)


def _answer(connection: socket.socket) -> Reply:
    try:
        return read(connection)
    except OSError:
        return Reply(-1)


def test_a_thousand_idle_connections_harm_nobody(patient: Served) -> None:
    """They are there, and others are answered as if they were not; then they are gone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 4000), hard), hard))
    with ExitStack() as open_:
        idle = [open_.enter_context(connect(patient.port)) for _ in range(1000)]
        _others_notice_nothing(patient.port)
        time.sleep(PATIENCE + 0.5)
        _others_notice_nothing(patient.port)
        idle[0].settimeout(2)
        assert idle[0].recv(1000)[:12] in {b"", b"HTTP/1.1 408"}


def test_those_who_read_slowly_take_no_memory_for_long(patient: Served) -> None:
    """Of large answers that nobody reads only so many are kept, the next gets a 503, and after some seconds they are let go."""
    before = _memory(patient.process.pid)
    with ExitStack() as open_:
        slow = []
        for number in range(20):
            slow.append(open_.enter_context(connect(patient.port)))
            slow[-1].sendall(_large(number))
        began, most = time.perf_counter(), 0
        while time.perf_counter() - began < READING + 4:
            most = max(most, _memory(patient.process.pid))
            reply = exchange(patient.port, request("/health"))
            assert (reply.status, reply.seconds < 1) == (200, True)
            time.sleep(0.25)
        assert most < before + 8 * 20 + 150
        response = http.client.HTTPResponse(slow[0])
        response.begin()
        assert (response.status, int(response.headers["content-length"]) > 10_000_000) == (200, True)
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            response.read()
        assert b"HTTP/1.1 503" in {one.recv(12) for one in slow[1:]}
    whole = ask(patient.port, "SELECT * { ?s ?p ?o }")
    assert (whole.status, len(whole.json["results"]["bindings"])) == (200, _ROWS)


def test_who_hangs_up_stops_the_query(patient: Served) -> None:
    """A query of which nobody waits for the answer ends at once, so that its place is free."""
    endless = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with connect(patient.port) as gone:
        gone.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
            % len(endless)
            + endless
        )
        time.sleep(0.5)
        assert exchange(patient.port, request("/health")).json["queries_running"] == 1
    end = time.monotonic() + 2
    while exchange(patient.port, request("/health")).json["queries_running"] and time.monotonic() < end:
        time.sleep(0.02)
    assert time.monotonic() < end
