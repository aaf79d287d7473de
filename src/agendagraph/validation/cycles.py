"""Requirements that wait for themselves: what must be there first, and needs the other first."""

from __future__ import annotations

from collections.abc import Iterator

from agendagraph import terms
from agendagraph.findings import Finding
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.validation.report import Reporter

_MUSTS = """
SELECT ?clause ?dependent ?prerequisite
WHERE {
  ?clause ag:dependent ?dependent ; ag:prerequisite ?prerequisite ; ag:force ag:Must ; ag:basis ag:Stated .
  FILTER NOT EXISTS { ?clause ag:prerequisite ?other . FILTER (?other != ?prerequisite) }
}
ORDER BY ?clause
"""


def find(store: Store, report: Reporter) -> Iterator[Finding]:
    """Yield a finding for every circle of stated must requirements without an alternative."""
    import networkx as nx

    graph = nx.DiGraph()
    for row in store.rows(_MUSTS):
        clause, dependent, prerequisite = (row[name].value for name in ("clause", "dependent", "prerequisite"))
        graph.add_edge(dependent, prerequisite, clause=clause)
    for circle in nx.strongly_connected_components(graph):
        if len(circle) < 2:
            continue
        members = sorted(circle)
        edges = [(a, b) for a, b in graph.edges if a in circle and b in circle]
        first = min(graph.edges[edge]["clause"] for edge in edges)
        names = ", ".join(terms.compact(member) for member in members)
        yield report.finding(
            "requirement-cycle",
            "violation",
            first,
            Text(f"Deze eisen wachten op elkaar: {names}.", f"These requirements wait for each other: {names}."),
            Text(
                "Lees de passages na: één van de eisen geldt in de andere richting of is geen voorwaarde.",
                "Reread the passages: one of the requirements holds the other way or is no precondition.",
            ),
        )
