"""SHACL: the shapes of `ontology/shapes/`, checked by pySHACL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from agendagraph import assets, terms
from agendagraph.errors import AgendaGraphError
from agendagraph.findings import Finding, Severity
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.validation.report import Reporter

_FILES = ("must.ttl", "should.ttl")
_WANTED = ("resultSeverity", "focusNode", "resultPath", "value", "sourceShape")


def find(store: Store, report: Reporter) -> Iterator[Finding]:
    """Yield a finding for every result of the must and should shapes."""
    from rdflib import Graph, URIRef

    shapes = Graph()
    for name in _FILES:
        shapes.parse(assets.folder("ontology") / "shapes" / name)
    results = _validate(_union(store), shapes)
    sh = terms.SH
    seen: set[tuple[str, str]] = set()
    for node in results.subjects(URIRef(terms.TYPE.value), URIRef(sh + "ValidationResult")):
        found = {key: str(results.value(node, URIRef(sh + key)) or "") for key in _WANTED}
        key = (found["focusNode"], found["sourceShape"])
        if key in seen:  # one shape finds several constraints broken: one finding is enough to mend it
            continue
        seen.add(key)
        shape = URIRef(found["sourceShape"])
        severity: Severity = "violation" if found["resultSeverity"] == sh + "Violation" else "warning"
        message = _texts(shapes, shape, sh + "message")
        value = terms.compact(found["value"]) if found["value"] else ""
        if value:
            message = Text(f"{message.nl} Gevonden: {value}.", f"{message.en} Found: {value}.")
        yield report.finding(
            terms.compact(found["sourceShape"]).removeprefix("ag:"),
            severity,
            found["focusNode"],
            message,
            _texts(shapes, shape, terms.AG + "remedy"),
            predicate=found["resultPath"],
        )


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
