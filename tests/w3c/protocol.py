"""The tests of the protocol: requests as the manifest has them, on a service that may be written to or not.

A service that only reads refuses every update: there the first request of each test of updates is to be answered 4xx, and
nothing may have changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tests.servers import Served
from tests.w3c import manifests, results
from tests.w3c.manifests import Exchange, Protocol
from tests.w3c.outcome import Outcome
from tests.w3c.wire import Request, Response, send

_RDF: Final = {
    "application/rdf+xml",
    "text/turtle",
    "application/n-triples",
    "application/n-quads",
    "application/ld+json",
}
_BOOLEAN: Final = {"application/sparql-results+xml", "application/sparql-results+json"}
_FORMATS: Final = {
    "boolean": _BOOLEAN,
    "tabular": _BOOLEAN | {"text/csv", "text/tab-separated-values"},
    "RDF": _RDF,
}
_REFUSED: Final = range(400, 500)
_EVERYTHING: Final = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def run(served: Served, shared: Path) -> Iterator[Outcome]:
    """Yield the outcome of each test."""
    for test in manifests.protocol(shared):
        suite = "protocol update" if test.is_update else "protocol query"
        yield Outcome(suite, f"protocol/{test.name}", _run(served, test))


def everything(served: Served) -> list[str]:
    """Return all that a server holds, sorted: blank nodes by what is said, not by their names."""
    path = f"{served.query}?{urlencode({'query': _EVERYTHING})}"
    response = send(served, Request("GET", path, {"Accept": "application/sparql-results+json"}))
    rows = json.loads(response.body)["results"]["bindings"]
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def _run(served: Served, test: Protocol) -> str:
    if test.is_update and served.read_only:
        return _refusal(served, test)
    faults = (judge(exchange, send(served, _placed(served, test, exchange.request))) for exchange in test.exchanges)
    return next(filter(None, faults), "")


def _refusal(served: Served, test: Protocol) -> str:
    before = everything(served)
    response = send(served, _placed(served, test, test.exchanges[0].request))
    if response.status not in _REFUSED:
        return f"not refused: {response}"
    return "" if everything(served) == before else "refused, and yet something changed"


def _placed(served: Served, test: Protocol, request: Request) -> Request:
    """Return a request at the path that this server has for it."""
    is_query = request.headers.get("content-type", "") == "application/sparql-query" or not test.is_update
    return replace(request, path=request.path.replace("/sparql/", served.query if is_query else served.update, 1))


def judge(exchange: Exchange, response: Response) -> str:
    """Return what is wrong with an answer; nothing where it is as expected."""
    if not any(response.status in expected for expected in exchange.statuses):
        return f"{exchange.request.method} {exchange.request.path}: {response}"
    if exchange.form is None:
        return ""
    if response.media_type not in _FORMATS[exchange.form]:
        return f"{response.media_type} is no format for {exchange.form}"
    try:
        answer = results.read(response.body, response.media_type, "http://www.example/")
    except ValueError as error:
        return str(error)
    return "" if exchange.boolean in {None, answer.boolean} else f"expected {exchange.boolean}, got {answer}"
