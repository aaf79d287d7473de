"""What happens when a thing comes later or not at all: what falls, what can switch, which milestones conflict, who is touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from agendagraph import terms
from agendagraph.graph import Clause
from agendagraph.planner import reliance
from agendagraph.planner.dates import Moment, by_time, moments
from agendagraph.planner.document import Aside, Ground
from agendagraph.planner.facts import Facts, Named
from agendagraph.planner.grounds import Grounds
from agendagraph.planner.request import REASONS, Problem, Request, clause_of, pose
from agendagraph.reading.spans import Delay, Span
from agendagraph.store import Store

_SECTORS: Final = """
SELECT DISTINCT ?thing ?sector
WHERE {
  { ?thing ag:appliesToSector ?sector }
  UNION
  { ?relation ag:subject ?thing ; ag:predicate ag:appliesToSector ; ag:object ?sector }
}
ORDER BY ?thing ?sector
"""
_PROJECTS: Final = frozenset({"Programme", "Project"})
_AMBITIONS: Final = frozenset({"Ambition", "Goal"})
_NOTHING: Final = terms.AGD
"""No thing has this IRI; a problem about the whole graph has it for a goal."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: what is needed for something, and by which clause.

    Attributes:
        option: what falls.
        ground: the clause of what falls with it, and where that is written.
        not_named: what also satisfies the clause, but the sources name it for other sectors only.
    """

    option: Named
    ground: Ground
    not_named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """A thing that can no longer be had, and how that comes: the shortest chain of clauses that have no other option left."""

    thing: Named
    kind: Named | None
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """An option that is left, with its status if it is not there yet, such as in trial or planned."""

    thing: Named
    status: Named | None


@dataclass(frozen=True, slots=True)
class Switch:
    """A clause of something that can still be had, of which an option falls: which, and what is left."""

    thing: Named
    kind: Named | None
    lost: tuple[Named, ...]
    left: tuple[Left, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone to come, of one or more things that wait for what was asked about."""

    moment: Moment
    things: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Shifted:
    """A milestone of the thing itself, and when it is with the delay."""

    moment: Moment
    later: Span


@dataclass(frozen=True, slots=True)
class Conflict:
    """A milestone of what waits for the thing, that falls before the thing is there.

    Attributes:
        due: the milestone and the things that it is about.
        before: the shifted milestones of the thing that it falls before, or may fall before.
        is_certain: whether it falls before one of them however the dates are read; otherwise the dates are too rough to tell.
        is_new: whether the delay does it; otherwise it would be so without a delay, too.
    """

    due: Due
    before: tuple[Shifted, ...]
    is_certain: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Later:
    """What a delay does to the milestones.

    Attributes:
        delay: how long.
        shifted: the dated milestones to come of the thing itself; where there are none it is unknown when it is there.
        conflicts: certain ones first, and those that the delay does first.
        unjudged: dated milestones of what waits, that cannot be judged since no source says when the thing itself is there.
        undated: milestones of what waits for which the source gives no date.
    """

    delay: Delay
    shifted: tuple[Shifted, ...]
    conflicts: tuple[Conflict, ...]
    unjudged: tuple[Due, ...]
    undated: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A sector, provider type, project or ambition that notices, and by what."""

    thing: Named
    kind: Named | None
    through: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What happens when a thing comes later or not at all.

    Attributes:
        thing: what is later or gone.
        status: its status, if it is not there yet.
        falls: what cannot be had without it, nearest first; with a delay, what waits for it.
        switches: what has another way.
        later: what the delay does to the milestones; None where the thing is gone.
        milestones: milestones to come of the thing and of what falls with it, where the thing is gone.
        sectors, projects, ambitions: who is touched: what the thing itself, what falls and what switches are for, and which
            projects, programmes, ambitions and goals are among them.
        asides: clauses that ask for the thing but do not count, and why.
        sector, when, within: what was asked.
        on: the day before which milestones are past; None if none are.
        fingerprint: of the dataset.
    """

    thing: Named
    status: Named | None
    falls: tuple[Fall, ...]
    switches: tuple[Switch, ...]
    later: Later | None
    milestones: tuple[Due, ...]
    sectors: tuple[Touched, ...]
    projects: tuple[Touched, ...]
    ambitions: tuple[Touched, ...]
    asides: tuple[Aside, ...]
    sector: Named | None
    when: tuple[Named, ...]
    within: tuple[Named, ...]
    on: date | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How many things cannot be had without a thing."""

    thing: Named
    kind: Named | None
    falls: int


def impact(store: Store, request: Request, *, delay: Delay | None = None, on: date | None = None) -> Impact:
    """Return what happens when a thing comes later or not at all.

    A thing can be had when each of its clauses has an option that can be had; what has no clauses can, and nothing supports
    itself. What can be had with the thing and not without it falls.

    Args:
        store: the dataset.
        request: its one goal is the thing; sector, cases, forces and statuses say which clauses count.
        delay: how much later the thing comes; without it the thing is gone.
        on: milestones wholly before this day are past and left out; without it none are, whatever day it is.

    Raises:
        ParameterError: the request contradicts itself.

    >>> from agendagraph.build import build
    >>> answer = impact(build(check=False).store(), Request(goals=("https://w3id.org/agendagraph/id/mitz",)))
    >>> answer.thing.label.nl, answer.later
    ('Mitz', None)
    """
    return _Writer(store, request, on).impact(delay)


def rank(store: Store, request: Request | None = None) -> list[Weight]:
    """Return how many others fall without each thing, most first; what nothing rests on is left out.

    Args:
        store: the dataset.
        request: which clauses count; its goals do not matter.
    """
    facts = Facts(store)
    found = reliance.counts(whole(store, request or Request(goals=())).instance)
    weights = [Weight(facts.named(iri), facts.kind(iri), falls) for iri, falls in found.items() if falls]
    return sorted(weights, key=lambda w: (-w.falls, w.thing.label.nl.casefold(), w.thing.iri))


def whole(store: Store, request: Request) -> Problem:
    """Return the clauses that count, as a problem without a goal: about the whole graph."""
    problem = pose(store, replace(request, goals=(_NOTHING,)))
    return replace(problem, instance=replace(problem.instance, goals=()))


class _Writer:
    """Writes the answer about one thing."""

    def __init__(self, store: Store, request: Request, on: date | None) -> None:
        self.store, self.request, self.on = store, request, on
        self.thing = request.goals[0]
        self.problem = pose(store, request)
        self.instance = self.problem.instance
        self.loss = reliance.without(self.instance, self.thing)
        self.facts = Facts(store)
        self.named, self.kind = self.facts.named, self.facts.kind
        self.grounds = Grounds(store, self.facts)
        self.moments = moments(store, self.facts)

    def impact(self, delay: Delay | None) -> Impact:
        falls, switches = tuple(map(self._fall, self.loss.fails)), tuple(map(self._switch, self.loss.switching))
        kinds = {f.thing.iri: f.kind for f in falls} | {s.thing.iri: s.kind for s in switches}
        request = self.request
        return Impact(
            thing=self.named(self.thing),
            status=self.facts.status(self.thing),
            falls=falls,
            switches=switches,
            later=self._later(delay) if delay else None,
            milestones=() if delay else tuple(self._dues([self.thing, *self.loss.fails])),
            sectors=tuple(self._sectors()),
            projects=tuple(self._among(kinds, _PROJECTS)),
            ambitions=tuple(self._among(kinds, _AMBITIONS)),
            asides=tuple(self._asides()),
            sector=self.named(request.sector) if request.sector else None,
            when=self._all(sorted(request.when)),
            within=self._all(sorted(request.within)),
            on=self.on,
            fingerprint=self.store.fingerprint,
        )

    def _all(self, iris: Iterable[str]) -> tuple[Named, ...]:
        return tuple(map(self.named, iris))

    def _clause(self, name: str) -> Clause:
        return self.problem.clauses[clause_of(name)]

    def _ground(self, name: str) -> Ground:
        return self.grounds.of(self._clause(name), self.instance.clauses[name][0])

    def _fall(self, thing: str) -> Fall:
        chain = (
            Link(
                self.named(option),
                self._ground(name),
                self._all(p for p in self._clause(name).prerequisites if p not in self.instance.clauses[name][1]),
            )
            for name, option in self.loss.chain(thing)
        )
        return Fall(self.named(thing), self.kind(thing), tuple(chain))

    def _switch(self, name: str) -> Switch:
        thing, options = self.instance.clauses[name]
        left = [o for o in options if o in self.loss.left]
        return Switch(
            thing=self.named(thing),
            kind=self.kind(thing),
            lost=self._all(o for o in options if o == self.thing or o in self.loss.fails),
            left=tuple(Left(self.named(o), self.facts.status(o)) for o in left),
            ground=self._ground(name),
        )

    def _dues(self, things: Iterable[str], besides: frozenset[str] = frozenset()) -> list[Due]:
        """Return the milestones to come of things, each once with all the things it is about."""
        about: dict[str, list[Named]] = defaultdict(list)
        found: dict[str, Moment] = {}
        for thing in things:
            for moment in self.moments.get(thing, ()):
                if moment.iri in besides or moment.certainty == "Done" or moment.is_past(self.on):
                    continue
                found[moment.iri] = moment
                about[moment.iri].append(self.named(thing))
        return [Due(moment, tuple(about[moment.iri])) for moment in sorted(found.values(), key=by_time)]

    def _later(self, delay: Delay) -> Later:
        own = [m for m in self.moments.get(self.thing, ()) if m.is_to_come and m.span and not m.is_past(self.on)]
        shifted = tuple(Shifted(m, m.span.shifted(delay)) for m in own if m.span)
        # A milestone that is also about the thing itself moves along with it, or has been.
        dues = self._dues(self.loss.fails, besides=frozenset(m.iri for m in self.moments.get(self.thing, ())))
        dated = [due for due in dues if due.moment.span]
        conflicts = [c for due in dated if (c := _conflict(due, shifted))]
        return Later(
            delay=delay,
            shifted=shifted,
            conflicts=tuple(sorted(conflicts, key=lambda c: (not c.is_certain, not c.is_new, by_time(c.due.moment)))),
            unjudged=() if shifted else tuple(dated),
            undated=tuple(due for due in dues if not due.moment.span),
        )

    def _sectors(self) -> list[Touched]:
        reached = [self.thing, *self.loss.fails, *(self.instance.clauses[name][0] for name in self.loss.switching)]
        through: dict[str, dict[str, None]] = defaultdict(dict)
        of: dict[str, list[str]] = defaultdict(list)
        for row in self.store.rows(_SECTORS):
            of[row["thing"].value].append(row["sector"].value)
        for thing in reached:
            for sector in of[thing]:
                through[sector][thing] = None
        for name in (*(name for name, _ in self.loss.fails.values()), *self.loss.switching):
            for sector in self._clause(name).sectors:
                through[sector][self.instance.clauses[name][0]] = None
        return self._touched(through)

    def _among(self, kinds: Mapping[str, Named | None], wanted: frozenset[str]) -> list[Touched]:
        through: dict[str, dict[str, None]] = defaultdict(dict)
        for thing, (_, option) in self.loss.fails.items():
            through[thing][option] = None
        for thing, options in (self.instance.clauses[name] for name in self.loss.switching):
            through[thing].update((o, None) for o in options if o == self.thing or o in self.loss.fails)
        return self._touched(
            {iri: by for iri, by in through.items() if (k := kinds[iri]) and k.iri.removeprefix(terms.AG) in wanted}
        )

    def _touched(self, through: Mapping[str, Iterable[str]]) -> list[Touched]:
        found = [Touched(self.named(iri), self.kind(iri), self._all(dict.fromkeys(by))) for iri, by in through.items()]
        return sorted(found, key=lambda t: (t.thing.label.nl.casefold(), t.thing.iri))

    def _asides(self) -> list[Aside]:
        return [
            Aside(
                REASONS[reason],
                self._all(clause.prerequisites),
                self.grounds.of(clause),
                self._all(clause.conditions),
            )
            for clause, reason in self.problem.left_out
            if self.thing in clause.prerequisites and reason != "sector"
        ]


def _conflict(due: Due, shifted: Sequence[Shifted]) -> Conflict | None:
    """Return whether a milestone falls before the thing is there, with the delay; None where it does not."""
    assert due.moment.span
    now, before = due.moment.span, []
    for other in shifted:
        assert other.moment.span
        without, with_ = now.comes(other.moment.span), now.comes(other.later)
        if with_ != "later":
            before.append((other, with_ == "first", with_ != without))
    if not before:
        return None
    is_certain = any(certain for _, certain, _ in before)
    strongest = [(other, new) for other, certain, new in before if certain == is_certain]
    return Conflict(due, tuple(other for other, _ in strongest), is_certain, all(new for _, new in strongest))
