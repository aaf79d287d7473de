"""The Graph Store Protocol: as the suite has it on a store that may be written to, and its reading part on one that may not.

On a store that only reads, what the suite's reads expect is there from the start. Every write is to be refused, and each read is
to give what was there, whatever was refused before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

from tests.servers import Served
from tests.w3c import manifests, results
from tests.w3c.manifests import Exchange, Protocol
from tests.w3c.outcome import Outcome
from tests.w3c.wire import Request, Response, send

_OK: Final = 200
_READS: Final = {"GET", "HEAD"}
_REFUSED: Final = range(400, 500)
_TURTLE: Final = "text/turtle"


def content(tests: list[Protocol], graphs: str) -> dict[str, str]:
    """Return what the reads of the suite expect first, as Turtle by graph; the default graph has an empty name."""
    found: dict[str, str] = {}
    for test in tests:
        for exchange in test.exchanges:
            name = _name(exchange, graphs)
            if exchange.graph is not None and name is not None:
                found.setdefault(name, exchange.graph)
    return found


def run(served: Served, shared: Path) -> Iterator[Outcome]:
    """Yield the outcome of each test; a store that may be written to loses the graphs of the suite."""
    tests = manifests.graph_store(shared)
    graphs = served.address + served.graphs
    there = content(tests, graphs)
    for test in tests:
        if served.read_only:
            fault = next(filter(None, (_reading(served, one, there, graphs) for one in test.exchanges)), "")
        else:
            fault = _literal(served, test, {_name(one, graphs) or "" for each in tests for one in each.exchanges})
        yield Outcome("graph store protocol", f"graph-store-protocol/{test.name}", fault)


def _reading(served: Served, exchange: Exchange, there: dict[str, str], graphs: str) -> str:
    name = _name(exchange, graphs)
    if name is None:
        return ""  # about a graph that a refused write would have named
    response = send(served, _placed(served, exchange.request))
    if exchange.request.method not in _READS:
        return "" if response.status in _REFUSED else _told(exchange, f"not refused: {response}")
    if name not in there:
        return "" if response.status == 404 else _told(exchange, f"there is no such graph, and yet {response}")
    return _read(exchange, response, there[name])


def _literal(served: Served, test: Protocol, names: set[str]) -> str:
    """Run a test as it is written, on a store that has none of its graphs."""
    for name in names:
        send(served, Request("DELETE", f"{served.graphs}?{f'graph={quote(name)}' if name else 'default'}"))
    location = ""
    for exchange in test.exchanges:
        path = exchange.request.path.replace("$LOCATION$", quote(location))
        response = send(served, _placed(served, replace(exchange.request, path=path)))
        location = response.headers.get("location", location)
        if not any(response.status in expected for expected in exchange.statuses):
            return _told(exchange, str(response))
        fault = "" if exchange.graph is None else _read(exchange, response, exchange.graph)
        if fault:
            return fault
    return ""


def _read(exchange: Exchange, response: Response, turtle: str) -> str:
    if response.status != _OK or response.media_type != _TURTLE:
        return _told(exchange, str(response))
    if exchange.request.method == "HEAD":
        return _told(exchange, "has a body") if response.body else ""
    given, expected = (results.read(body, _TURTLE) for body in (response.body, turtle.encode()))
    return "" if given.equals(expected) else _told(exchange, f"expected {expected}, got {given}")


def _placed(served: Served, request: Request) -> Request:
    return replace(request, path=request.path.replace("/gsp", served.graphs, 1))


def _told(exchange: Exchange, fault: str) -> str:
    return f"{exchange.request.method} {exchange.request.path}: {fault}"


def _name(exchange: Exchange, graphs: str) -> str | None:
    """Return the graph that a request is about; none for one that an earlier answer would have named."""
    parts = urlsplit(exchange.request.path)
    asked = parse_qs(parts.query, keep_blank_values=True)
    if "$" in exchange.request.path:
        return None
    if "graph" in asked:
        return asked["graph"][0]
    return "" if "default" in asked or parts.path == "/gsp" else graphs + parts.path.removeprefix("/gsp")
