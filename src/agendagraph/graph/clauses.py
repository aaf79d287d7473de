"""The clauses of the graph: requirement nodes with everything that qualifies them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.graph.remembering import once_per_store
from agendagraph.store import Store
from agendagraph.text import Text

FORCES: Final = ("must", "should", "may", "descriptive")
"""From strong to weak; a description carries no duty."""

_CLAUSES = """
SELECT ?clause ?property ?value ?passage
WHERE {
  GRAPH ?passage { ?clause a ag:Requirement . ?clause ?property ?value }
  FILTER (?property NOT IN (rdf:type))
}
"""


@dataclass(frozen=True, slots=True)
class Clause:
    """The dependent needs at least one of the prerequisites.

    Attributes:
        iri: the requirement node.
        dependent: IRI of what needs something.
        prerequisites: IRIs of which any one suffices.
        force: `must`, `should`, `may` or `descriptive`.
        status, scope, basis: IRIs of the values.
        qualifier: the reservation of the source, or empty.
        actors: on whom it rests; empty where nobody is named.
        sectors: sectors or provider types it is for; empty where none is named.
        conditions: IRIs of the cases in which it holds, such as explicit consent; empty where it always does.
        note: the clause in words.
        passages: where it is stated; for a derived clause the passages that it follows from.
        locator: lines in the source.
    """

    iri: str
    dependent: str
    prerequisites: tuple[str, ...]
    force: str
    status: str = ""
    scope: str = ""
    basis: str = ""
    qualifier: str = ""
    actors: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    note: Text = field(default_factory=lambda: Text("", ""))
    passages: tuple[str, ...] = ()
    locator: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether there is more than one way to satisfy it."""
        return len(self.prerequisites) > 1


def load(store: Store) -> list[Clause]:
    """Return all clauses of a dataset, sorted by IRI."""
    return list(_clauses(store))


@once_per_store
def _clauses(store: Store) -> tuple[Clause, ...]:
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    passages: dict[str, list[str]] = defaultdict(list)
    # Taken apart and sorted here, which is quicker than by the engine.
    rows = [
        (passage.value, value.value, clause.value, prop.value, value)
        for clause, prop, value, passage in store.rows(_CLAUSES)
    ]
    for passage, _, iri, prop, value in sorted(rows, key=lambda row: row[:4]):
        name = prop.rsplit("#")[-1].rsplit("/")[-1]
        if value not in found[iri][name]:
            found[iri][name].append(value)
        passages[iri].append(passage)
    return tuple(_clause(iri, values, passages[iri]) for iri, values in sorted(found.items()))


def tentative(store: Store, thing: str) -> str:
    """Return the status of a thing that is not in force or in use, such as planned, in trial or ended.

    Args:
        store: the dataset.
        thing: IRI of the thing.

    Returns:
        IRI of the status; an empty text where the thing has none, or is in force or in use.
    """
    return _tentative(store).get(thing, "")


@once_per_store
def _tentative(store: Store) -> Mapping[str, str]:
    """Return every thing that is not in force or in use, with its status."""
    found = {}
    for thing in {quad.subject for quad in store.quads(None, terms.ag("status"))}:
        if isinstance(thing, ox.NamedNode):
            given = (getattr(quad.object, "value", "") for quad in store.quads(thing, terms.ag("status")))
            if loose := next((s for s in given if s.removeprefix(terms.AG) not in {"InForce", "InUse"}), ""):
                found[thing.value] = loose
    return found


def _clause(iri: str, values: dict[str, list[ox.NamedNode | ox.Literal]], graphs: list[str]) -> Clause:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in values.get(name, [])))

    def one_of(name: str) -> str:
        return next(iter(all_of(name)), "")

    notes = {v.language: v.value for v in values.get("note", []) if isinstance(v, ox.Literal)}
    derived = [p for p in all_of("wasDerivedFrom") if p.startswith(terms.AGD)]
    return Clause(
        iri=iri,
        dependent=one_of("dependent"),
        prerequisites=all_of("prerequisite"),
        force=one_of("force").removeprefix(terms.AG).lower(),
        status=one_of("status"),
        scope=one_of("scope"),
        basis=one_of("basis"),
        qualifier=one_of("qualifier"),
        actors=all_of("actor"),
        sectors=all_of("appliesToSector"),
        conditions=all_of("condition"),
        note=Text(notes.get("nl", ""), notes.get("en", notes.get("nl", ""))),
        passages=tuple(derived) or tuple(sorted(g for g in set(graphs) if g.startswith(terms.AGD))),
        locator=one_of("locator"),
    )
