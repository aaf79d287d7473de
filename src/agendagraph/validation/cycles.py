"""Requirements that wait for themselves: what must be there first, and needs the other first."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Yield a finding for every requirement in a circle of stated must requirements without an alternative.

    Each of them can be the one that holds the other way, so each is named where it stands.
    """
    import networkx as nx

    clauses = [tuple(row[name].value for name in ("clause", "dependent", "prerequisite")) for row in store.rows(_MUSTS)]
    graph = nx.DiGraph((dependent, prerequisite) for _, dependent, prerequisite in clauses)
    circles = {thing: circle for circle in nx.strongly_connected_components(graph) for thing in circle}
    for clause, dependent, prerequisite in clauses:
        circle = circles[dependent]
        if len(circle) < 2 or prerequisite not in circle:
            continue
        names = ", ".join(report.name(thing) for thing in sorted(circle))
        yield report.finding(
            "requirement-cycle",
            "violation",
            clause,
            Text(f"Deze eisen wachten op elkaar: {names}.", f"These requirements wait for each other: {names}."),
            Text(
                "Lees de passages na: één van de eisen geldt in de andere richting of is geen voorwaarde.",
                "Reread the passages: one of the requirements holds the other way or is no precondition.",
            ),
        )
