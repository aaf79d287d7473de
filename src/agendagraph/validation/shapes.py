"""SHACL: the shapes of `ontology/shapes/`, checked by pySHACL."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox

from agendagraph import assets, terms
from agendagraph.errors import AgendaGraphError
from agendagraph.findings import Finding, Severity
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.validation.report import Reporter

_FILES = ("must.ttl", "should.ttl")
_WANTED = ("resultSeverity", "focusNode", "resultPath", "sourceShape")


def find(store: Store, report: Reporter) -> Iterator[Finding]:
    """Yield a finding for every result of the must and should shapes."""
    from rdflib import Graph, URIRef

    shapes = Graph()
    for name in _FILES:
        shapes.parse(assets.folder("ontology") / "shapes" / name)
    with _quiet():
        results = _validate(_union(store), shapes)
    sh = terms.SH
    # One shape can find several constraints broken on one thing: one finding, with all values, is enough to mend it.
    wrong: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for node in results.objects(None, URIRef(sh + "result")):
        found = tuple(str(results.value(node, URIRef(sh + key)) or "") for key in _WANTED)
        value = str(results.value(node, URIRef(sh + "value")) or "")
        wrong[found] |= {terms.compact(value)} if value and value != found[1] else set()
    for (level, focus, path, name), values in sorted(wrong.items()):
        severity: Severity = "violation" if level == sh + "Violation" else "warning"
        shape = URIRef(name)
        message = _texts(shapes, shape, sh + "message")
        if values:
            listed = ", ".join(sorted(values))
            message = Text(f"{message.nl} Gevonden: {listed}.", f"{message.en} Found: {listed}.")
        yield report.finding(
            terms.compact(name).removeprefix("ag:"),
            severity,
            focus,
            message,
            _texts(shapes, shape, terms.AG + "remedy"),
            predicate=path,
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for a literal that is not of its type: the shapes say so in words."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _union(store: Store) -> Any:
    """Return the union of all graphs as an rdflib graph."""
    from rdflib import Graph

    triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads()}
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def _validate(data: Any, shapes: Any) -> Any:
    from pyshacl import validate

    _, results, text = validate(data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    if not hasattr(results, "subjects"):
        raise AgendaGraphError(
            Text("De shapes konden niet toegepast worden.", "The shapes could not be applied."), where=str(text)[:200]
        )
    return results


def _texts(graph: Any, subject: Any, predicate: str) -> Text:
    from rdflib import URIRef

    found = {getattr(o, "language", None): str(o) for o in graph.objects(subject, URIRef(predicate))}
    return Text(found.get("nl", ""), found.get("en", ""))
