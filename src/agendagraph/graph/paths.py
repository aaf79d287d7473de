"""How two things hang together: paths over the links of the graph, each step with the passage that states it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.store import Store

_LINKS = """
SELECT ?subject ?predicate ?object ?status ?passage
WHERE {
  {
    GRAPH ?passage { ?subject ?predicate ?object }
    FILTER EXISTS { ?passage a ag:Passage }
    ?predicate ag:inverseLabel ?any FILTER (LANG(?any) = "nl")
    FILTER (?predicate NOT IN (skos:broader, ag:distinctFrom))
  }
  UNION { GRAPH ?passage { ?node ag:subject ?subject ; ag:predicate ?predicate ; ag:object ?object ; ag:status ?status } }
  UNION {
    GRAPH ?passage { ?node ag:dependent ?subject ; ag:prerequisite ?object ; ag:status ?status }
    BIND (ag:dependsOn AS ?predicate)
  }
  FILTER (isIRI(?object))
  ?subject a/rdfs:subClassOf* ag:Thing .
  ?object a/rdfs:subClassOf* ag:Thing .
}
ORDER BY ?subject ?predicate ?object ?passage
"""

_HUBS = ("Sector", "ProviderType", "Role", "Region")
"""Kinds through which everything hangs together and nothing is explained; a path may end there, not pass through."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a path.

    Attributes:
        subject, predicate, object: the link as the data have it.
        is_forward: whether the path runs from subject to object.
        status: IRI of the status where the link has one.
        passage: where it is stated.
    """

    subject: str
    predicate: str
    object: str
    is_forward: bool
    status: str
    passage: str


def paths(
    store: Store, start: str, end: str, *, every: bool = False, length: int = 4, limit: int = 50, directed: bool = False
) -> list[list[Step]]:
    """Return how two things hang together.

    Args:
        store: the dataset.
        start: IRI of the first thing.
        end: IRI of the second thing.
        every: all simple paths up to `length` instead of the shortest ones only.
        length: the longest path, in links, that counts with `every`.
        limit: at most so many paths.
        directed: follow links forwards only.

    Returns:
        Paths from short to long and then by identifier; empty where there is none.
    """
    import networkx as nx

    graph = _graph(store, keep={start, end}, directed=directed)
    if start not in graph or end not in graph:
        return []
    try:
        if every:
            found = sorted(nx.all_simple_paths(graph, start, end, cutoff=length), key=lambda p: (len(p), p))
        else:
            found = sorted(nx.all_shortest_paths(graph, start, end))
    except nx.NetworkXNoPath:
        return []
    return [[graph.edges[a, b]["step"] for a, b in itertools.pairwise(path)] for path in found[:limit]]


def _graph(store: Store, keep: set[str], *, directed: bool) -> Any:
    import networkx as nx

    hubs = {
        quad.subject.value
        for name in _HUBS
        for quad in store.quads(None, terms.TYPE, terms.ag(name))
        if isinstance(quad.subject, ox.NamedNode)
    }
    graph = nx.DiGraph()
    for step in _links(store):
        a, b = (step.subject, step.object) if step.is_forward else (step.object, step.subject)
        if (directed and not step.is_forward) or {a, b} & hubs - keep or graph.has_edge(a, b):
            continue
        graph.add_edge(a, b, step=step)
    return graph


def _links(store: Store) -> Iterator[Step]:
    """Yield every link in both directions; those as stated come first."""
    rows = store.rows(_LINKS)
    for forward in (True, False):
        for row in rows:
            subject, predicate, object_, passage = (row[n].value for n in ("subject", "predicate", "object", "passage"))
            yield Step(subject, predicate, object_, forward, getattr(row["status"], "value", ""), passage)
