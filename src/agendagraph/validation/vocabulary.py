"""Terms in our namespaces that do not exist, with the nearest one that does."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.findings import Finding
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.validation.report import Reporter


def find(store: Store, report: Reporter) -> Iterator[Finding]:
    """Yield a finding for every use of a term of ours that the ontology does not define."""
    defined = {
        quad.subject.value
        for quad in store.quads(None, terms.TYPE)
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(terms.AG)
        and _graph(quad) == terms.GRAPH + "ontology"
    }
    for quad in store.quads():
        subject, graph = quad.subject, _graph(quad)
        if graph.startswith(terms.GRAPH) and graph != terms.GRAPH + "sources":
            continue  # what a rule derives repeats the mistakes of what it was derived from
        if not isinstance(subject, ox.NamedNode):
            continue
        for term in (subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(terms.AG) and term.value not in defined:
                predicate = "" if term == subject else quad.predicate.value
                yield _unknown(report, subject.value, predicate, graph, term.value, defined)


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _unknown(report: Reporter, focus: str, predicate: str, graph: str, term: str, defined: set[str]) -> Finding:
    names = sorted(name.removeprefix(terms.AG) for name in defined)
    near = [f"ag:{name}" for name in difflib.get_close_matches(term.removeprefix(terms.AG), names, n=2, cutoff=0.7)]
    bad = terms.compact(term)
    return report.finding(
        "unknown-term",
        "violation",
        focus,
        Text(f"De term {bad} bestaat niet.", f"The term {bad} does not exist."),
        Text(f"Bedoeld: {' of '.join(near)}?", f"Did you mean {' or '.join(near)}?")
        if near
        else Text("Kies een term uit docs/generated/ontology.md.", "Choose a term from docs/generated/ontology.md."),
        predicate=predicate,
        graph=graph,
    )
