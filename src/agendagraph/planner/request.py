"""What a plan is asked for, and the problem that follows from it: which clauses count, what is there, what things cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.errors import ParameterError
from agendagraph.graph import Clause, load, tentative
from agendagraph.graph.needs import not_named, parties, wider
from agendagraph.graph.remembering import once_per_store
from agendagraph.planner.instance import Instance
from agendagraph.store import Store
from agendagraph.text import Text

FORCES: Final = ("must", "descriptive")
"""What counts by default: what is demanded and how it is done. Wishes and possibilities count when asked for."""

STATUSES: Final = ("InForce", "InUse", "Announced", "Planned", "Trial")
"""Statuses that count by default; what is only explored or intended, or has ended, is no condition."""

BASES: Final = ("Stated", "Derived", "Editorial")

_KINDS: Final = (
    "SELECT ?thing ?class WHERE { ?thing a ?class . ?class rdfs:subClassOf* ag:Thing } ORDER BY ?thing ?class"
)
_LOCAL: Final = {"Region", "Organisation", "Collaboration"}
"""Kinds of things that a clause can be limited to; it counts for those who belong to it."""

Reason = str
REASONS: Final[dict[Reason, Text]] = {
    "force": Text("een wens of mogelijkheid, geen voorwaarde", "a wish or possibility, no condition"),
    "status": Text("alleen verkend, beoogd of beëindigd", "only explored, intended or ended"),
    "basis": Text("op een grond die niet meetelt", "on a basis that does not count"),
    "scope": Text("alleen voor een andere regio of organisatie", "for another region or organisation only"),
    "sector": Text("voor een andere sector", "for another sector"),
    "condition": Text("alleen in een bepaald geval", "in a certain case only"),
}
"""Why a clause does not count; the first that applies."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a step costs: 1, unless a rule says otherwise; the rules add up.

    Attributes:
        things: IRI of a thing → what it costs instead of 1.
        kinds: local name of a class → what things of that class cost instead of 1.
        statuses: local name of a status → what is added for a thing that has it, such as `Trial`.
        forces: force → what is added for a thing that the clauses ask for with that force at most.
    """

    things: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    forces: Mapping[str, int] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules as people write them, in a fixed order.

        >>> Weights({terms.AGD + "mitz": 3}, statuses={"Trial": 5}).rules
        ('mitz=3', 'status:Trial=5')
        """
        named = {iri.removeprefix(terms.AGD): cost for iri, cost in self.things.items()} | dict(self.kinds)
        named |= {f"status:{name}": cost for name, cost in self.statuses.items()}
        named |= {f"force:{name}": cost for name, cost in self.forces.items()}
        return tuple(f"{name}={cost}" for name, cost in sorted(named.items()))


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan is for. All names are IRIs, except forces, statuses and bases, which are local names.

    Attributes:
        goals: what must be reached.
        sector: for whom, a sector or provider type; without it for anybody.
        has: what is in place.
        via: what must be used.
        without: what must not be used.
        when: the cases that hold, such as explicit consent; clauses for other cases do not count and are told apart.
        within: the regions and organisations one belongs to; clauses for others do not count.
        forces, statuses, bases: which clauses count.
        weights: what steps cost.
    """

    goals: tuple[str, ...]
    sector: str = ""
    has: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    when: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    forces: tuple[str, ...] = FORCES
    statuses: tuple[str, ...] = STATUSES
    bases: tuple[str, ...] = BASES
    weights: Weights = field(default_factory=Weights)

    def check(self) -> None:
        """Refuse what contradicts itself.

        Raises:
            ParameterError: there is no goal, or something is both asked for and excluded.
        """
        if not self.goals:
            raise ParameterError(
                Text("Er is geen doel.", "There is no goal."),
                hint=Text("Noem wat bereikt moet worden.", "Name what is to be reached."),
            )
        for one, other, names in (
            (self.via, self.without, Text("--via en --without", "--via and --without")),
            (self.has, self.without, Text("--has en --without", "--has and --without")),
            (frozenset(self.goals), self.without, Text("het doel en --without", "the goal and --without")),
        ):
            if both := sorted(one & other):
                raise ParameterError(
                    Text(f"Dit spreekt elkaar tegen: {names.nl}.", f"These contradict each other: {names.en}."),
                    where=", ".join(terms.compact(iri) for iri in both),
                    hint=Text("Laat een van beide weg.", "Leave one of the two out."),
                )


@dataclass(frozen=True, slots=True)
class Problem:
    """A request, put to the clauses of a dataset.

    Attributes:
        instance: what the solver is asked.
        clauses: the clauses that count, by IRI. What is a kind of something wider has a copy of the wider thing's clauses.
        left_out: clauses that do not count, with the reason.
        unnamed: things that the sources name for other sectors only; they are no option where there is another, unless asked for.
    """

    instance: Instance
    clauses: Mapping[str, Clause]
    left_out: tuple[tuple[Clause, Reason], ...]
    unnamed: frozenset[str] = frozenset()


def pose(store: Store, request: Request) -> Problem:
    """Return the problem that a request makes of a dataset.

    Raises:
        ParameterError: the request contradicts itself.
    """
    request.check()
    audience = parties(store, request.sector) if request.sector else set()
    kinds = _kinds(store)
    counted: dict[str, Clause] = {}
    left_out = []
    for clause in load(store):
        if reason := _reason(clause, request, audience, kinds):
            left_out.append((clause, reason))
        else:
            counted[clause.iri] = clause
    unnamed = {o for c in counted.values() for o in not_named(store, c, audience)} - request.via - request.has
    clauses = {iri: (clause.dependent, _named_first(clause.prerequisites, unnamed)) for iri, clause in counted.items()}
    for narrow, wide in ((narrow, wide) for narrow, some in wider(store).items() for wide in some):
        for iri, clause in counted.items():
            if clause.dependent == wide:
                # The same clause, counted for the narrower thing: what exchange needs, each exchange needs.
                clauses[f"{iri}|{narrow}"] = (narrow, _named_first(clause.prerequisites, unnamed))
    ended = (
        {t for t in kinds if tentative(store, t) == terms.AG + "Ended"} - set(request.goals) - request.via - request.has
    )
    things = {p for _, options in clauses.values() for p in options} | set(request.goals)
    instance = Instance(
        goals=tuple(dict.fromkeys(request.goals)),
        clauses=clauses,
        present=request.has,
        via=request.via,
        without=request.without | frozenset(ended & things),
        costs={thing: _cost(store, thing, kinds, counted, request.weights) for thing in sorted(things)},
        burdens={thing: 1 for thing in sorted(things) if tentative(store, thing)},
    )
    return Problem(instance, counted, tuple(left_out), frozenset(unnamed))


def _named_first(options: tuple[str, ...], unnamed: set[str]) -> tuple[str, ...]:
    """Return the options without those named for other sectors only, unless there are no others."""
    return tuple(option for option in options if option not in unnamed) or options


def clause_of(name: str) -> str:
    """Return the IRI of the clause that a clause of an instance is, or is a copy of.

    >>> clause_of("https://example.org/c|https://example.org/narrow")
    'https://example.org/c'
    """
    return name.partition("|")[0]


def _reason(clause: Clause, request: Request, audience: set[str], kinds: Mapping[str, set[str]]) -> Reason | None:
    status, basis = (iri.removeprefix(terms.AG) for iri in (clause.status, clause.basis))
    if clause.force not in request.forces:
        return "force"
    if status not in request.statuses:
        return "status"
    if basis not in request.bases:
        return "basis"
    if kinds.get(clause.scope, set()) & _LOCAL and clause.scope not in request.within:
        return "scope"
    if audience and clause.sectors and not audience & set(clause.sectors):
        return "sector"
    if set(clause.conditions) - request.when:
        return "condition"
    return None


@once_per_store
def _kinds(store: Store) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in store.rows(_KINDS):
        found.setdefault(row["thing"].value, set()).add(row["class"].value.removeprefix(terms.AG))
    return found


def _cost(
    store: Store, thing: str, kinds: Mapping[str, set[str]], clauses: Mapping[str, Clause], weights: Weights
) -> int:
    base = weights.things.get(thing)
    if base is None:
        of_kind = [weights.kinds[kind] for kind in sorted(kinds.get(thing, ())) if kind in weights.kinds]
        base = of_kind[0] if of_kind else 1
    if weights.statuses:
        base += weights.statuses.get(tentative(store, thing).removeprefix(terms.AG), 0)
    if weights.forces:
        asked = {clause.force for clause in clauses.values() if thing in clause.prerequisites}
        strongest = next((force for force in ("must", "descriptive", "should", "may") if force in asked), "")
        base += weights.forces.get(strongest, 0)
    return base


def present_at(store: Store, organisation: str) -> frozenset[str]:
    """Return what an organisation has in place, by the assessments in the dataset: what is live.

    Args:
        store: the dataset.
        organisation: IRI of the organisation.
    """
    query = "SELECT ?thing WHERE { ?a ag:assesses $who ; ag:about ?thing ; ag:state ag:Live } ORDER BY ?thing"
    return frozenset(row["thing"].value for row in store.rows(query, {"who": ox.NamedNode(organisation)}))
