"""Clauses as answers cite them: how firmly they stand, in words, and where that is written."""

from __future__ import annotations

from agendagraph import terms
from agendagraph.graph import Clause
from agendagraph.graph.needs import nature_of
from agendagraph.planner.document import Ground
from agendagraph.planner.facts import Facts
from agendagraph.selection import reservations
from agendagraph.store import Store
from agendagraph.text import Text


class Grounds:
    """Cites the clauses of one dataset."""

    def __init__(self, store: Store, facts: Facts) -> None:
        self.facts = facts
        self.loose = reservations(store)

    def of(self, clause: Clause, dependent: str = "") -> Ground:
        """Return a clause as it is cited.

        Args:
            clause: the clause.
            dependent: IRI of what needs something, if that is a narrower thing than the clause names.
        """
        named = self.facts.named
        loose = dict.fromkeys(mark for passage in clause.passages for mark in self.loose.get(passage, ()))
        return Ground(
            clause=clause.iri,
            dependent=named(dependent or clause.dependent),
            nature=nature_of(clause),
            words=in_words(clause, bool(self.facts.milestones(clause.dependent))),
            force=named(terms.AG + clause.force.capitalize()),
            status=named(clause.status),
            basis=named(clause.basis),
            qualifier=clause.qualifier,
            note=clause.note,
            actors=tuple(map(named, clause.actors)),
            passages=tuple(map(named, clause.passages)),
            locator=clause.locator,
            reservations=tuple(map(named, loose)),
        )


def in_words(clause: Clause, has_date: bool) -> Text:
    """Return how strongly and since when, in words an administrator would use."""
    force = {
        "must": Text("verplicht", "obligatory"),
        "should": Text("gewenst", "wished for"),
        "may": Text("mogelijk", "possible"),
        "descriptive": Text("beschreven", "described"),
    }[clause.force]
    status = {
        "InForce": Text("van kracht", "in force"),
        "InUse": Text("in gebruik", "in use"),
        "Announced": Text("aangekondigd", "announced"),
        "Planned": Text("gepland", "planned"),
        "Trial": Text("in beproeving", "in trial"),
        "Explored": Text("wordt verkend", "being explored"),
        "Intended": Text("beoogd", "intended"),
        "Ended": Text("beëindigd", "ended"),
    }[clause.status.removeprefix(terms.AG)]
    if clause.force == "must" and clause.status == terms.AG + "Announced" and not has_date:
        return Text("wordt verplicht, nog zonder datum", "will be obligatory, no date yet")
    if clause.force == "must" and clause.status in {terms.AG + "Announced", terms.AG + "Planned"}:
        return Text(f"wordt verplicht ({status.nl})", f"will be obligatory ({status.en})")
    return Text(f"{force.nl}, {status.nl}", f"{force.en}, {status.en}")
