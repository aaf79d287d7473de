"""Evaluation and syntax of queries over HTTP: every graph of the suites in one server, each test with the dataset it asks for.

Every data file is a graph under its own address, and a request names the graphs of its test (`default-graph-uri`,
`named-graph-uri`): so all tests share one server, and the protocol's own way to choose a dataset is exercised by each.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tests.servers import Served
from tests.w3c import manifests, results
from tests.w3c.manifests import Evaluation, Syntax
from tests.w3c.outcome import Outcome
from tests.w3c.wire import Request, Response, send

NOWHERE: Final = "urn:x-agendagraph:no-such-graph"
"""A default graph that is empty, for tests without data."""

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
_BOTH: Final = "application/sparql-results+json,application/n-triples;q=0.9"


def evaluations(served: Served, folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each test of evaluation in a folder."""
    for test in manifests.queries(folder)[0]:
        yield Outcome(f"{folder.parent.name} evaluation", test.name, _evaluate(served, test))


def syntaxes(served: Served, folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each test of syntax in a folder."""
    for test in manifests.queries(folder)[1]:
        response = send(served, _request(served, test.name, test.query.read_bytes(), [NOWHERE], [], _BOTH))
        yield Outcome(f"{folder.parent.name} syntax", test.name, _judge(test, response))


def _judge(test: Syntax, response: Response) -> str:
    if test.is_good:
        return "" if response.status == 200 else f"not accepted: {response}"
    return "" if response.status == 400 else f"not refused with 400: {response}"


def _evaluate(served: Served, test: Evaluation) -> str:
    text = test.query.read_text("utf-8")
    based = f"BASE <{manifests.address(test.query)}>\n{text}".encode()
    expected, media_type = results.expected(test.result, manifests.address(test.result))
    own = re.search(r"\bfrom\s*<", text, re.I)  # the query chooses its dataset itself
    dataset: tuple[Sequence[str], Sequence[str]] = ([], []) if own else (test.default or [NOWHERE], test.named)
    response = send(served, _request(served, test.name, based, *dataset, media_type))
    if response.status != 200:
        return f"answered with {response}"
    if response.media_type != media_type:
        return f"asked for {media_type}, got {response.media_type}"
    try:
        given = results.read(response.body, media_type)
    except ValueError as error:
        return str(error)
    if given.equals(expected, ordered=_is_ordered(text)):
        return ""
    return f"expected {expected}, got {given}"


def _is_ordered(query: str) -> bool:
    """Return whether the query itself, and not one inside it, gives its rows an order."""
    return bool(re.search(r"\border\s+by\b", query.rpartition("}")[2], re.I))


def _request(
    served: Served, name: str, query: bytes, default: Sequence[str], named: Sequence[str], accept: str
) -> Request:
    """Return a request in one of the three ways of the protocol; the name of the test decides which."""
    dataset = [("default-graph-uri", graph) for graph in default]
    dataset += [("named-graph-uri", graph) for graph in named]
    way = zlib.crc32(name.encode()) % 3
    if way == 0:
        return Request("GET", f"{served.query}?{urlencode([('query', query), *dataset])}", {"Accept": accept})
    if way == 1:
        body = urlencode([("query", query), *dataset]).encode()
        return Request("POST", served.query, {"Accept": accept, "Content-Type": FORM}, body)
    return Request("POST", f"{served.query}?{urlencode(dataset)}", {"Accept": accept, "Content-Type": DIRECT}, query)
