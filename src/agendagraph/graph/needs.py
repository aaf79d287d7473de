"""What a thing needs, directly and indirectly, and what needs it: a closure over the clauses."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.graph.clauses import FORCES, Clause, load
from agendagraph.graph.remembering import once_per_store
from agendagraph.store import Store
from agendagraph.text import Text

Nature = Literal["stated", "announced", "wished", "derived", "editorial"]

NATURES: Final[dict[Nature, Text]] = {
    "stated": Text("Gesteld en nu geldend", "Stated and holding now"),
    "announced": Text("Gesteld, maar aangekondigd, gepland of beproefd", "Stated, but announced, planned or in trial"),
    "wished": Text("Gevraagd of beoogd, geen feit", "Asked for or intended, no fact"),
    "derived": Text("Afgeleid uit wat passages stellen", "Derived from what passages state"),
    "editorial": Text(
        "Toevoeging van de redactie; staat niet in de bronnen", "Added by the editors; not in the sources"
    ),
}
"""How firmly a need stands, from firm to loose. Kept apart in every answer."""

_NAMED_FOR = """
SELECT DISTINCT ?thing ?sector
WHERE {
  { ?thing ag:appliesToSector|^ag:carries/ag:appliesToSector ?sector }
  UNION
  { ?relation ag:subject ?thing ; ag:predicate ag:appliesToSector ; ag:object ?sector }
}
"""
_WIDER_GROUPS = "SELECT ?start ?party WHERE { ?start skos:broader+ ?party }"
_WIDER = """
SELECT ?thing ?wider
WHERE { ?thing a ag:Exchange ; skos:broader+ ?wider . ?wider a ag:Exchange }
ORDER BY ?thing ?wider
"""
_DUTIES = """
SELECT ?node ?party ?what ?object ?force ?status ?note ?qualifier ?passage ?locator
WHERE {
  GRAPH ?passage {
    ?node ag:force ?force ; ag:status ?status ; ag:basis ?basis .
    { ?node ag:subject ?party ; ag:predicate ?what ; ag:object ?object }
    UNION
    { ?node ag:actor|ag:appliesToSector ?party ; ag:dependent ?what ; ag:prerequisite ?object }
    OPTIONAL { ?node skos:note ?note FILTER (LANG(?note) = $lang) }
    OPTIONAL { ?node ag:qualifier ?qualifier }
    OPTIONAL { ?node ag:locator ?locator }
  }
  FILTER (?force IN (ag:Must, ag:Should) && ?basis != ag:Editorial)
  FILTER (EXISTS { ?party a ag:Sector } || EXISTS { ?party a ag:ProviderType } || EXISTS { ?party a ag:Role })
}
ORDER BY ?party ?node ?object
"""


@dataclass(frozen=True, slots=True)
class Need:
    """A clause that is reached from the thing asked about.

    Attributes:
        clause: the clause itself.
        depth: 1 for what the thing itself needs, 2 for what that needs, and so on.
        chain: the things from the one asked about to the clause's dependent.
        nature: how firmly it stands.
        not_named: prerequisites of which the sources name the sectors, but not the one asked about.
    """

    clause: Clause
    depth: int
    chain: tuple[str, ...]
    nature: Nature
    not_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What a party must or should do, whatever it wants to reach.

    Attributes:
        node: IRI of the statement.
        party: IRI of the sector, provider type or role it rests on.
        what: IRI of the property that links party and object, or of the ambition or thing that asks for them.
        objects: IRIs of what is asked; where there are several, any one suffices.
        force: `must` or `should`.
        status: IRI of the status.
        note, qualifier: in words; may be empty.
        passage, locator: where it is stated.
        is_direct: whether the party itself is named, and not a wider group that it belongs to.
    """

    node: str
    party: str
    what: str
    objects: tuple[str, ...]
    force: str
    status: str
    note: str
    qualifier: str
    passage: str
    locator: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class Needs:
    """The answer to "what does this need?": needs by nature, and the things reached.

    Attributes:
        thing: IRI of what was asked about.
        needs: the clauses reached, nearest first.
        things: IRIs of everything reached, nearest first, without the thing itself.
    """

    thing: str
    needs: tuple[Need, ...]
    things: tuple[str, ...]

    def of(self, nature: Nature) -> list[Need]:
        """Return the needs of one nature."""
        return [need for need in self.needs if need.nature == nature]


def nature_of(clause: Clause) -> Nature:
    """Return how firmly a clause stands: first by who says it, then by whether it holds already."""
    basis, status = (iri.removeprefix(terms.AG) for iri in (clause.basis, clause.status))
    if basis == "Editorial":
        return "editorial"
    if basis == "Derived":
        return "derived"
    if status == "Intended" or clause.force == "should":
        return "wished"
    return "stated" if status in {"InForce", "InUse"} else "announced"


def parties(store: Store, sector: str) -> set[str]:
    """Return the sector and every wider group that the data say it belongs to."""
    return {sector, *_wider_groups(store).get(sector, ())}


@once_per_store
def _wider_groups(store: Store) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(_WIDER_GROUPS):
        found[row["start"].value].add(row["party"].value)
    return {sector: frozenset(groups) for sector, groups in found.items()}


def needs(
    store: Store,
    thing: str,
    *,
    sector: str | None = None,
    forces: Iterable[str] = FORCES,
    depth: int | None = None,
    via: Iterable[str] = (),
    has: Iterable[str] = (),
) -> Needs:
    """Return what a thing needs, directly and indirectly.

    Args:
        store: the dataset.
        thing: IRI of what the question is about, such as an exchange.
        sector: IRI of a sector or provider type; clauses for others are left out.
        forces: which forces count, such as `{"must"}`; all by default.
        depth: how many steps to follow; all by default.
        via: IRIs of things to go through: of a choice only the options that are or lead to one of them are followed.
        has: IRIs of what is there already: clauses that it satisfies are left out.

    Returns:
        The clauses in breadth-first order, each with the shortest chain that leads to it. All other options of a choice are
        followed, since choosing is not the closure's business. A kind of exchange also needs what exchange in general needs.
    """
    wanted = set(forces)
    audience = parties(store, sector) if sector else set()
    by_dependent: dict[str, list[Clause]] = defaultdict(list)
    for clause in load(store):
        if clause.force in wanted and _is_for(clause, audience):
            by_dependent[clause.dependent].append(clause)
    route, present = set(via), set(has)
    found: list[Need] = []
    met: set[str] = set()
    chains: dict[str, tuple[str, ...]] = {thing: (thing,)}
    queue = deque([(thing, 0)])
    while queue:
        current, level = queue.popleft()
        if depth is not None and level >= depth:
            continue
        for source in (current, *wider(store).get(current, ())):
            for clause in by_dependent.get(source, []):
                if clause.iri in met or present & set(clause.prerequisites):
                    continue
                met.add(clause.iri)
                clause = _along(clause, route, by_dependent)
                found.append(
                    Need(clause, level + 1, chains[current], nature_of(clause), not_named(store, clause, audience))
                )
                for prerequisite in clause.prerequisites:
                    if prerequisite not in chains:
                        chains[prerequisite] = (*chains[current], prerequisite)
                        queue.append((prerequisite, level + 1))
    return Needs(thing, tuple(found), tuple(chains)[1:])


def used_by(store: Store, thing: str, *, forces: Iterable[str] = FORCES, depth: int | None = None) -> Needs:
    """Return what needs a thing, directly and indirectly: the reverse of `needs`.

    The chain of each need runs from the thing asked about to what its clause's dependent needed it for.
    """
    wanted = set(forces)
    by_prerequisite: dict[str, list[Clause]] = defaultdict(list)
    for clause in load(store):
        if clause.force in wanted:
            for prerequisite in clause.prerequisites:
                by_prerequisite[prerequisite].append(clause)
    found: list[Need] = []
    chains: dict[str, tuple[str, ...]] = {thing: (thing,)}
    queue = deque([(thing, 0)])
    while queue:
        current, level = queue.popleft()
        if depth is not None and level >= depth:
            continue
        for clause in by_prerequisite.get(current, []):
            if any(need.clause.iri == clause.iri for need in found):
                continue
            found.append(Need(clause, level + 1, chains[current], nature_of(clause)))
            if clause.dependent not in chains:
                chains[clause.dependent] = (*chains[current], clause.dependent)
                queue.append((clause.dependent, level + 1))
    return Needs(thing, tuple(found), tuple(chains)[1:])


@once_per_store
def depending(store: Store) -> frozenset[str]:
    """Return everything that needs something or is needed, also where only a wider kind of exchange does."""
    clauses = load(store)
    needing = {clause.dependent for clause in clauses}
    kinds = {thing for thing, wide in wider(store).items() if not needing.isdisjoint(wide)}
    return frozenset(needing | kinds | {one for clause in clauses for one in clause.prerequisites})


def duties(
    store: Store,
    sector: str | None,
    language: str = "nl",
    *,
    besides: Needs | None = None,
    has: Iterable[str] = (),
) -> list[Duty]:
    """Return what is demanded or asked of a sector's providers whatever they want to reach.

    Args:
        store: the dataset.
        sector: IRI of the sector or provider type; without it the duties of all parties.
        language: of the notes.
        besides: needs that are shown already; duties that are among them are left out.
        has: IRIs of what is there already; duties that are met by one of them are left out.

    Returns:
        Duties of the sector itself (`is_direct`) and of the wider groups it belongs to, strong ones first.
    """
    audience = parties(store, sector) if sector else None
    shown, present = {need.clause.iri for need in besides.needs} if besides else set(), set(has)
    left = [
        replace(duty, is_direct=duty.party == sector)
        for duty in _all_duties(store, language)
        if (audience is None or duty.party in audience) and duty.node not in shown and not present & set(duty.objects)
    ]
    return sorted(left, key=lambda duty: (FORCES.index(duty.force), not duty.is_direct, duty.party, duty.node))


@once_per_store
def _duties_by_language(_store: Store) -> dict[str, tuple[Duty, ...]]:
    return {}


def _all_duties(store: Store, language: str) -> tuple[Duty, ...]:
    """Return the duties of all parties, read once for each language."""
    read = _duties_by_language(store)
    if language in read:
        return read[language]
    found: dict[tuple[str, str], Duty] = {}
    for row in store.rows(_DUTIES, {"lang": ox.Literal(language)}):
        party, node = row["party"].value, row["node"].value
        values = {name: getattr(row[name], "value", "") for name in ("note", "qualifier", "locator")}
        before = found[node, party].objects if (node, party) in found else ()
        found[node, party] = Duty(
            node=node,
            party=party,
            what=row["what"].value,
            objects=tuple(dict.fromkeys([*before, row["object"].value])),
            force=row["force"].value.removeprefix(terms.AG).lower(),
            status=row["status"].value,
            passage=row["passage"].value,
            is_direct=False,
            **values,
        )
    read[language] = tuple(found.values())
    return read[language]


def _is_for(clause: Clause, audience: set[str]) -> bool:
    return not audience or not clause.sectors or bool(audience & set(clause.sectors))


def _along(clause: Clause, route: set[str], by_dependent: dict[str, list[Clause]]) -> Clause:
    """Return a choice with only the options that are or lead to a thing of the route, where there are such options."""
    if not route or not clause.is_choice:
        return clause
    kept = tuple(p for p in clause.prerequisites if route & _reach(p, by_dependent))
    return replace(clause, prerequisites=kept) if kept else clause


def _reach(thing: str, by_dependent: dict[str, list[Clause]]) -> set[str]:
    reached, open_ = {thing}, [thing]
    while open_:
        for clause in by_dependent.get(open_.pop(), []):
            fresh = set(clause.prerequisites) - reached
            reached |= fresh
            open_ += fresh
    return reached


@once_per_store
def wider(store: Store) -> Mapping[str, tuple[str, ...]]:
    """Return each exchange with what it is a kind of; what holds for exchange in general holds for each exchange."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(_WIDER):
        found[row["thing"].value].append(row["wider"].value)
    return {thing: tuple(some) for thing, some in found.items()}


def not_named(store: Store, clause: Clause, audience: set[str]) -> tuple[str, ...]:
    """Return the options of a choice that the sources name for some sectors, but not for this one.

    Args:
        store: the dataset.
        clause: the choice.
        audience: IRIs of the sector and the wider groups it belongs to; empty for anybody.
    """
    if not audience or not clause.is_choice:
        return ()
    named = _named_for(store)
    return tuple(p for p in clause.prerequisites if p in named and not named[p] & audience)


@once_per_store
def _named_for(store: Store) -> Mapping[str, frozenset[str]]:
    """Return the things that the sources name for sectors, with these."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(_NAMED_FOR):
        found[row["thing"].value].add(row["sector"].value)
    return {thing: frozenset(sectors) for thing, sectors in found.items()}
