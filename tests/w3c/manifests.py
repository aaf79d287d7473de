"""The manifests of the suites as plain objects.

Every file of a suite is known by its address in the suites' public place, whatever folder it is read from: so a relative IRI in a
query, in its data and in the expected result means the same, and equal graph names mean equal graphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Namespace, URIRef

from tests.w3c.wire import Request

BASE: Final = "https://w3c.github.io/rdf-tests/sparql/"
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT: Final = Namespace("http://www.w3.org/2011/http#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")
RDFS_LABEL: Final = URIRef("http://www.w3.org/2000/01/rdf-schema#label")

LEFT_OUT: Final = {"entailment", "service", "syntax-fed"}
_EVALUATION: Final = {"QueryEvaluationTest", "CSVResultFormatTest"}
_POSITIVE: Final = {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
_NEGATIVE: Final = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}
_UPDATES: Final = {"delete-insert"}
"""Folders whose negative tests are updates, though their type does not say so."""

_CODES: Final = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Evaluation:
    """A query, the graphs it is about, and the result it is to give.

    Attributes:
        name: folder and name of the test.
        query: a file.
        default, named: addresses of graphs.
        data: the files that hold those graphs, under their addresses.
        result: a file.
    """

    name: str
    query: Path
    default: tuple[str, ...]
    named: tuple[str, ...]
    data: tuple[Path, ...]
    result: Path


@dataclass(frozen=True)
class Syntax:
    """A query that is, or is not, SPARQL."""

    name: str
    query: Path
    is_good: bool


@dataclass(frozen=True)
class Exchange:
    """One request of a protocol test, and what is expected of the answer.

    Attributes:
        statuses: codes, or ranges of them.
        boolean: of an ASK query.
        form: `boolean`, `tabular` or `RDF`.
        graph: the body expected, as Turtle.
    """

    request: Request
    statuses: tuple[range, ...]
    boolean: bool | None
    form: str | None
    graph: str | None


@dataclass(frozen=True)
class Protocol:
    """Requests that are sent one after the other, on graphs that are there before."""

    name: str
    exchanges: tuple[Exchange, ...]
    graphs: tuple[tuple[str, Path], ...]

    @property
    def is_update(self) -> bool:
        """Whether the test is about updates."""
        return "update" in self.name


def folders(shared: Path) -> list[Path]:
    """Return the folders of query evaluation and syntax, in order."""
    root = shared / "w3c" / "rdf-tests" / "sparql"
    return sorted(path.parent for path in root.glob("sparql1[12]/*/manifest.ttl") if path.parent.name not in LEFT_OUT)


@cache
def queries(folder: Path) -> tuple[tuple[Evaluation, ...], tuple[Syntax, ...]]:
    """Return the tests of one folder that are about queries."""
    suite = f"{folder.parent.name}/{folder.name}"
    graph = _manifest(folder / "manifest.ttl")
    evaluations: list[Evaluation] = []
    syntaxes: list[Syntax] = []
    for test, kinds in _entries(graph):
        name = f"{suite}/{_local(test)}"
        action: Any = graph.value(test, MF.action)
        if kinds & _EVALUATION:
            evaluations.append(_evaluation(graph, test, action, name, folder))
        elif kinds & (_POSITIVE | _NEGATIVE) and folder.name not in _UPDATES:
            syntaxes.append(Syntax(name, folder / _local(action), bool(kinds & _POSITIVE)))
    return tuple(evaluations), tuple(syntaxes)


def updates(shared: Path) -> list[Path]:
    """Return every file with an update in it."""
    return sorted((shared / "w3c" / "rdf-tests" / "sparql").glob("sparql1[12]/*/*.ru"))


def protocol(shared: Path) -> list[Protocol]:
    """Return the tests of the protocol."""
    return _exchanges(shared / "w3c" / "sparql" / "sparql11" / "protocol" / "manifest.ttl")


def graph_store(shared: Path) -> list[Protocol]:
    """Return the tests of the Graph Store Protocol: graphs identified indirectly, then directly."""
    folder = shared / "w3c" / "sparql" / "sparql11" / "graph-store-protocol"
    return [*_exchanges(folder / "manifest-indirect.ttl"), *_exchanges(folder / "manifest-direct.ttl")]


def service_description(shared: Path) -> list[str]:
    """Return the names of the tests of the service description: the manifest has no more than that."""
    graph = _manifest(shared / "w3c" / "sparql" / "sparql11" / "service-description" / "manifest.ttl")
    return [_local(test) for test, _ in _entries(graph)]


def address(path: Path) -> str:
    """Return the address by which a file of the suites is known."""
    return f"{BASE}{path.parent.parent.name}/{path.parent.name}/{path.name}"


def _evaluation(graph: Graph, test: Any, action: Any, name: str, folder: Path) -> Evaluation:
    query, result = graph.value(action, QT.query), graph.value(test, MF.result)
    default = sorted(folder / _local(one) for one in graph.objects(action, QT.data))
    named = sorted(folder / _local(one) for one in graph.objects(action, QT.graphData))
    others = [
        quad.graph_name.value
        for path in default
        if path.suffix in {".trig", ".nq"}
        for quad in ox.parse(path=str(path), base_iri=address(path))
        if isinstance(quad.graph_name, ox.NamedNode)
    ]
    return Evaluation(
        name,
        folder / _local(query),
        tuple(map(address, default)),
        tuple(dict.fromkeys([*map(address, named), *others])),
        tuple(dict.fromkeys([*default, *named])),
        folder / _local(result),
    )


def _manifest(path: Path) -> Graph:
    return Graph().parse(path, format="turtle", publicID=address(path))


def _entries(graph: Graph) -> list[tuple[Any, set[str]]]:
    return [
        (test, {_local(kind) for kind in graph.objects(test, RDF.type)})
        for entries in graph.objects(None, MF.entries)
        for test in graph.items(entries)
    ]


def _local(term: object) -> str:
    return re.split("[/#]", str(term))[-1]


def _exchanges(path: Path) -> list[Protocol]:
    graph = _manifest(path)
    found = []
    for test, _ in _entries(graph):
        action = graph.value(test, MF.action)
        requests = list(graph.items(graph.value(action, HT.requests)))
        graphs = [
            (str(graph.value(given, RDFS_LABEL)), path.parent / _local(graph.value(given, UT.graph)))
            for given in graph.objects(test, UT.graphData)
        ]
        found.append(Protocol(_local(test), tuple(_exchange(graph, one) for one in requests), tuple(sorted(graphs))))
    return found


def _exchange(graph: Graph, node: Any) -> Exchange:
    response = graph.value(node, HT.resp)
    request = Request(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        _headers(graph, node),
        _body(graph, graph.value(node, HT.body)),
    )
    boolean, form = graph.value(response, MF.expectedBoolean), graph.value(response, MF.expectedFormat)
    body = _body(graph, graph.value(response, HT.body))
    return Exchange(
        request,
        tuple(_statuses(_local(status)) for status in sorted(graph.objects(response, MF.expectedStatus))),
        None if boolean is None else bool(boolean.toPython()),  # type: ignore[attr-defined]
        None if form is None else str(form),
        None if body is None else body.decode(),
    )


def _headers(graph: Graph, node: Any) -> dict[str, str]:
    found = graph.value(node, HT.headers)
    given = [] if found is None else graph.items(found)
    return {str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue)) for one in given}


def _body(graph: Graph, node: Any) -> bytes | None:
    if not isinstance(node, BNode):
        return None
    return str(graph.value(node, CNT.chars)).encode(str(graph.value(node, CNT.characterEncoding) or "UTF-8"))


def _statuses(name: str) -> range:
    """Return the codes that a name stands for.

    >>> _statuses("StatusCode4xx"), _statuses("Created")
    (range(400, 500), range(201, 202))
    """
    found = re.fullmatch(r"StatusCode(\d)xx", name)
    return range(int(found[1]) * 100, int(found[1]) * 100 + 100) if found else range(_CODES[name], _CODES[name] + 1)
