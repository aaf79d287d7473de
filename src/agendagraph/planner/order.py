"""What comes before what: by the clauses, by what sources say of the sequence, and by dates; and what waits for itself."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import pyoxigraph as ox

from agendagraph.planner.dates import Moment, by_time, moments
from agendagraph.planner.document import Ground
from agendagraph.planner.facts import Facts, Named
from agendagraph.planner.grounds import Grounds
from agendagraph.planner.impact import whole
from agendagraph.planner.instance import Instance, ready
from agendagraph.planner.request import Problem, Request, clause_of, pose
from agendagraph.store import Store
from agendagraph.text import Text

_PRECEDES: Final = """
SELECT ?first ?then ?node ?status ?force ?qualifier ?note ?passage ?locator
WHERE {
  {
    GRAPH ?passage {
      ?node ag:subject ?first ; ag:predicate ag:precedes ; ag:object ?then .
      OPTIONAL { ?node ag:status ?status }
      OPTIONAL { ?node ag:force ?force }
      OPTIONAL { ?node ag:qualifier ?qualifier }
      OPTIONAL { ?node ag:locator ?locator }
      OPTIONAL { ?node skos:note ?note }
    }
  }
  UNION { GRAPH ?passage { ?first ag:precedes ?then } FILTER EXISTS { ?passage a ag:Passage } }
}
ORDER BY ?first ?then ?node ?passage
"""
_FIRM: Final = frozenset({"Done", "Planned"})
"""Certainties on which an order by date is told as certain."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """A problem in order.

    Attributes:
        waves: things that can be had at the same time, in order: the first needs nothing.
        circles: things that wait for each other through clauses without another option, with those clauses.
        stuck: everything that cannot be had: the circles, and what waits for them or has nothing but such options.
    """

    waves: tuple[tuple[str, ...], ...]
    circles: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    stuck: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """Things that wait for each other, and the clauses by which they do."""

    things: tuple[Named, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """That one thing comes before another, as a source says it."""

    status: Named | None
    force: Named | None
    qualifier: str
    note: Text
    passage: Named
    locator: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one thing comes before another: a clause, or what a source says of the sequence.

    Attributes:
        first, then: the two things.
        ground: the clause, if it is one.
        other_options: what also satisfies the clause.
        said: what a source says, if it is that.
    """

    first: Named
    then: Named
    ground: Ground | None
    other_options: tuple[Named, ...]
    said: Said | None


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that comes before or after another.

    Attributes:
        thing: which.
        steps: over how many clauses or sequences, the shortest way.
        wave: the first wave in which it can be had; None if it waits for itself.
        reasons: why it comes before or after the next thing on the way.
    """

    thing: Named
    steps: int
    wave: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Two things of which all dates of the one lie before all dates of the other.

    Attributes:
        first, then: the two things.
        last, start: the last milestone of the first and the first milestone of the other.
        is_firm: whether both are done or planned; otherwise one is expected or uncertain.
        is_against: whether the clauses say it the other way round.
    """

    first: Named
    then: Named
    last: Moment
    start: Moment
    is_firm: bool
    is_against: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What comes before and after a thing, and why.

    Attributes:
        thing: what was asked about; None for the whole graph.
        before, after: nearest first.
        dates: what the milestones say of the order of the thing and what comes before or after it.
        waves: the things below the thing, or of the whole graph, in the order in which they can be had.
        circles, stuck: what waits for itself there, and everything that can therefore not be had.
        fingerprint: of the dataset.
    """

    thing: Named | None
    before: tuple[Place, ...]
    after: tuple[Place, ...]
    dates: tuple[Dated, ...]
    waves: tuple[tuple[Named, ...], ...]
    circles: tuple[Circle, ...]
    stuck: tuple[Named, ...]
    fingerprint: str


def rounds(instance: Instance) -> Rounds:
    """Return the things of a problem in waves, and those that wait for themselves.

    Args:
        instance: the problem; where it has goals, only what is below them counts.

    >>> rounds(Instance((), {"1": ("a", ("b",)), "2": ("c", ("d",)), "3": ("d", ("c",))}))
    Rounds(waves=(('b',), ('a',)), circles=((('c', 'd'), ('2', '3')),), stuck=('c', 'd'))
    """
    import networkx as nx

    below = instance.relevant() if instance.goals else instance
    things = {t for dependent, options in below.clauses.values() for t in (dependent, *options)} | set(below.goals)
    ranks = ready(below)
    waves: dict[int, list[str]] = defaultdict(list)
    for thing in sorted(things & ranks.keys()):
        waves[ranks[thing]].append(thing)
    only: dict[str, tuple[str, str]] = {}
    for name, (dependent, options) in sorted(below.clauses.items()):
        open_ = set(options) - below.without
        if len(open_) == 1 and dependent not in below.present:
            only[name] = (dependent, open_.pop())
    circle_of: dict[str, frozenset[str]] = {}
    for circle in nx.strongly_connected_components(nx.DiGraph(list(only.values()))):
        circle_of |= dict.fromkeys(circle, frozenset(circle))
    circles: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, (dependent, option) in only.items():
        # A thing that needs itself is a circle, too.
        if option in circle_of[dependent]:
            circles[tuple(sorted(circle_of[dependent]))].append(name)
    return Rounds(
        tuple(tuple(waves[number]) for number in sorted(waves)),
        tuple((circle, tuple(names)) for circle, names in sorted(circles.items())),
        tuple(sorted(things - ranks.keys())),
    )


def order(store: Store, request: Request) -> Order:
    """Return what comes before and after a thing, and why.

    Clauses are followed all the way, with all of their options, since choosing is the plan's business. What a source says of a
    sequence holds in its own context and is not chained. Dates only say something of things that hang together otherwise.

    Args:
        store: the dataset.
        request: its one goal is the thing, none is the whole graph; the rest says which clauses count.

    Raises:
        ParameterError: the request contradicts itself.
    """
    return _Writer(store, request).order()


class _Writer:
    def __init__(self, store: Store, request: Request) -> None:
        self.store, self.request = store, request
        self.facts = Facts(store)
        self.named = self.facts.named
        self.grounds = Grounds(store, self.facts)
        self.problem: Problem = pose(store, request) if request.goals else whole(store, request)
        self.instance = self.problem.instance
        self.ranks = ready(self.instance)
        self.known = {t for dependent, options in self.instance.clauses.values() for t in (dependent, *options)}

    def order(self) -> Order:
        found = rounds(self.instance)
        thing = self.request.goals[0] if self.request.goals else None
        before, after = (self._before(thing), self._after(thing)) if thing else ([], [])
        return Order(
            thing=self.named(thing) if thing else None,
            before=tuple(before),
            after=tuple(after),
            dates=tuple(self._dates(thing, before, after)) if thing else (),
            waves=tuple(self._all(wave, by_label=True) for wave in found.waves),
            circles=tuple(
                Circle(
                    self._all(circle),
                    tuple(self._ground(name) for name in names),
                )
                for circle, names in found.circles
            ),
            stuck=self._all(found.stuck),
            fingerprint=self.store.fingerprint,
        )

    def _all(self, iris: Iterable[str], *, by_label: bool = False) -> tuple[Named, ...]:
        found = map(self.named, iris)
        return tuple(sorted(found, key=lambda n: (n.label.nl.casefold(), n.iri)) if by_label else found)

    def _ground(self, name: str) -> Ground:
        return self.grounds.of(self.problem.clauses[clause_of(name)], self.instance.clauses[name][0])

    def _before(self, thing: str) -> list[Place]:
        asks: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, (dependent, options) in sorted(self.instance.clauses.items()):
            asks[dependent] += [(option, name) for option in options]
        said: dict[str, list[Reason]] = defaultdict(list)
        for first, then, reason in self._said:
            if then == thing:
                said[first].append(reason)
        return self._places(thing, asks, said, self._because)

    def _after(self, thing: str) -> list[Place]:
        asked: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, (dependent, options) in sorted(self.instance.clauses.items()):
            for option in options:
                asked[option].append((dependent, name))
        said: dict[str, list[Reason]] = defaultdict(list)
        for first, then, reason in self._said:
            if first == thing:
                said[then].append(reason)
        return self._places(thing, asked, said, lambda dependent, option, name: self._because(option, dependent, name))

    def _because(self, option: str, dependent: str, name: str) -> Reason:
        others = [o for o in self.instance.clauses[name][1] if o != option]
        return Reason(self.named(option), self.named(dependent), self._ground(name), self._all(others), None)

    def _places(
        self,
        thing: str,
        links: Mapping[str, Sequence[tuple[str, str]]],
        said: Mapping[str, list[Reason]],
        because: Callable[[str, str, str], Reason],
    ) -> list[Place]:
        """Return what is reached over clauses, nearest first, and what a source puts directly before or after the thing."""
        steps = {thing: 0}
        reasons: dict[str, list[Reason]] = defaultdict(list)
        queue = deque([thing])
        while queue:
            current = queue.popleft()
            for other, name in links.get(current, ()):
                if other not in steps:
                    steps[other] = steps[current] + 1
                    queue.append(other)
                if other != thing and steps[other] == steps[current] + 1:
                    reasons[other].append(because(other, current, name))
        for other, some in said.items():
            if other != thing:
                reasons[other] = some + (reasons[other] if steps.get(other) == 1 else [])
                steps[other] = 1
        places = [
            # What no clause is about needs nothing.
            Place(
                self.named(other), steps[other], self.ranks.get(other, None if other in self.known else 1), tuple(some)
            )
            for other, some in reasons.items()
        ]
        return sorted(places, key=lambda p: (p.steps, p.thing.label.nl.casefold(), p.thing.iri))

    @property
    def _said(self) -> list[tuple[str, str, Reason]]:
        rows: dict[tuple[str, str, str, str], list[ox.QuerySolution]] = defaultdict(list)
        for row in self.store.rows(_PRECEDES):
            first, then, passage = (row[name].value for name in ("first", "then", "passage"))
            rows[first, then, passage, getattr(row["node"], "value", "")].append(row)
        # A plain link beside a statement of its own passage says nothing more.
        qualified = {key[:3] for key in rows if key[3]}
        return [
            (first, then, self._sequence(first, then, passage, some))
            for (first, then, passage, node), some in sorted(rows.items())
            if node or (first, then, passage) not in qualified
        ]

    def _sequence(self, first: str, then: str, passage: str, rows: Sequence[ox.QuerySolution]) -> Reason:
        get = partial(_value, rows[0])
        notes = {row["note"].language: row["note"].value for row in rows if row["note"]}
        status, force = get("status"), get("force")
        said = Said(
            self.named(status) if status else None,
            self.named(force) if force else None,
            get("qualifier"),
            Text(notes.get("nl", ""), notes.get("en", notes.get("nl", ""))),
            self.named(passage),
            get("locator"),
        )
        return Reason(self.named(first), self.named(then), None, (), said)

    def _dates(self, thing: str, before: Sequence[Place], after: Sequence[Place]) -> list[Dated]:
        all_ = moments(self.store, self.facts)
        sides = {place.thing.iri: "before" for place in before}
        for place in after:
            # What is on both sides is in a circle; no date is against that.
            sides[place.thing.iri] = "both" if place.thing.iri in sides else "after"
        found = []
        for other, side in sides.items():
            shared = {m.iri for m in all_.get(thing, ())} & {m.iri for m in all_.get(other, ())}
            mine, theirs = ([m for m in all_.get(t, ()) if m.span and m.iri not in shared] for t in (thing, other))
            for first, then, some, rest, against in (
                (other, thing, theirs, mine, "after"),
                (thing, other, mine, theirs, "before"),
            ):
                if pair := _apart(some, rest):
                    last, start = pair
                    is_firm = {last.certainty, start.certainty} <= _FIRM
                    found.append(Dated(self.named(first), self.named(then), last, start, is_firm, side == against))
        return sorted(
            found, key=lambda d: (not d.is_against, by_time(d.last), by_time(d.start), d.first.iri, d.then.iri)
        )


def _apart(some: Sequence[Moment], rest: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """Return the last of some milestones and the first of others, if all of these lie wholly before all of those."""
    pairs = [(a, b, a.span.comes(b.span)) for a in some for b in rest if a.span and b.span]
    if not pairs or any(comes != "first" for _, _, comes in pairs):
        return None
    # All of the first have an end and all of the others a start: else none of them would surely come first.
    return max(some, key=lambda m: (_ends(m), m.iri)), min(rest, key=by_time)


def _ends(moment: Moment) -> date:
    return moment.span.end if moment.span and moment.span.end else date.min


def _value(row: ox.QuerySolution, name: str) -> str:
    return str(getattr(row[name], "value", ""))
