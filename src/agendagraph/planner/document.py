"""The plan as a document: every face shows this one object and computes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from agendagraph.graph.needs import Nature
from agendagraph.planner.facts import Hand, Named, Said, When
from agendagraph.text import Text


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause as a plan cites it: who asks for what, how strongly, and where that is written.

    Attributes:
        clause: IRI.
        dependent: what needs something.
        nature: how firmly it stands: stated, announced, wished, derived or editorial.
        words: force and status in words, such as 'verplicht, nog zonder datum'.
        force, status, basis: the values.
        qualifier: the reservation of the source, or empty.
        note: the clause in words.
        actors: on whom it rests; empty where nobody is named.
        passages: where it is written, or what it follows from.
        locator: lines or heading.
        reservations: why to look twice at the passages, such as an older edition.
    """

    clause: str
    dependent: Named
    nature: Nature
    words: Text
    force: Named
    status: Named
    basis: Named
    qualifier: str
    note: Text
    actors: tuple[Named, ...]
    passages: tuple[Named, ...]
    locator: str
    reservations: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to see to.

    Attributes:
        number: place in the plan, from 1.
        thing: what.
        kind: its class, if known.
        deed: what one does with it, such as 'Sluit aan op'.
        wave: which wave it can be done in, from 1.
        after: the steps and things in place that it waits for.
        unlocks: the steps that wait for it.
        why: from the step to a goal, the shortest way.
        grounds: the clauses that ask for it; none for a goal.
        status: its status, if it is not there yet.
        hands: who runs, makes or offers it.
        milestones: when, with certainty.
        cautions: where sources differ or names mislead.
        is_goal: whether it is what was asked for.
        is_critical: whether it is on the longest chain.
    """

    number: int
    thing: Named
    kind: Named | None
    deed: Text
    wave: int
    after: tuple[Named, ...]
    unlocks: tuple[Named, ...]
    why: tuple[Named, ...]
    grounds: tuple[Ground, ...]
    status: Named | None
    hands: tuple[Hand, ...]
    milestones: tuple[When, ...]
    cautions: tuple[Said, ...]
    is_goal: bool
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Other:
    """An option that was not chosen, and by how much the whole plan would cost more with it, if that was tried."""

    thing: Named
    status: Named | None
    more: int | None
    reason: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """A clause with several options, the one that was taken, and why."""

    clause: str
    dependent: Named
    taken: Named
    reason: Text
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Runner:
    """The next best plan: what it costs, and what is different in it."""

    cost: int
    instead: tuple[Named, ...]
    of: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A clause of something in the plan that does not count, and why: told so that nobody thinks it was forgotten."""

    reason: Text
    options: tuple[Named, ...]
    ground: Ground
    conditions: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of a party whatever the goal."""

    party: Named
    what: Named
    objects: tuple[Named, ...]
    force: Named
    status: Named
    qualifier: str
    passage: Named
    locator: str


@dataclass(frozen=True, slots=True)
class Spared:
    """What a thing of the plan can do without, in which case, and how certainly: a status unless it simply holds."""

    thing: Named
    without: Named
    condition: Named | None
    status: Named | None
    qualifier: str
    note: Text
    passage: Named
    locator: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is needed for a goal, in which order, what was chosen and why.

    Attributes:
        goals, sector, has, via, without, when, within: what was asked.
        forces, statuses, bases: which clauses count.
        weights: what a step costs instead of 1, or on top of it, as rules such as 'status:Trial=5'.
        cost: what the steps cost together.
        is_proven: whether no plan costs less; otherwise the time was up.
        best_plans: how many plans cost as little; `has_more_best` where these are not all.
        steps: in the order of the waves.
        waves: the steps that can be done at the same time, in order.
        choices: what was chosen, and what else could have been.
        runner_up: the next best plan, if there is one.
        in_place: what is there already and is used.
        asides: what would also be asked in other cases, or is only wished.
        critical: the longest chain, from what comes first to the goal.
        unknown: steps of which no source says when or by whom.
        releases: the releases of the zibs in the plan; more than one is a mix that needs a conversion.
        duties: what is asked of the sector anyway, whatever the goal.
        exemptions: what the sources say that things in the plan can do without.
        fingerprint: of the dataset.
    """

    goals: tuple[Named, ...]
    sector: Named | None
    has: tuple[Named, ...]
    via: tuple[Named, ...]
    without: tuple[Named, ...]
    when: tuple[Named, ...]
    within: tuple[Named, ...]
    forces: tuple[Named, ...]
    statuses: tuple[Named, ...]
    bases: tuple[Named, ...]
    weights: tuple[str, ...]
    cost: int
    is_proven: bool
    best_plans: int
    has_more_best: bool
    steps: tuple[Step, ...]
    waves: tuple[tuple[Named, ...], ...]
    choices: tuple[Choice, ...]
    runner_up: Runner | None
    in_place: tuple[Named, ...]
    asides: tuple[Aside, ...]
    critical: tuple[Named, ...]
    unknown: tuple[Named, ...]
    releases: tuple[Named, ...]
    duties: tuple[Demand, ...]
    exemptions: tuple[Spared, ...]
    fingerprint: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether no source says what the goals need: then that nothing more is in the plan says nothing."""
        return (
            bool(self.steps)
            and all(step.is_goal for step in self.steps)
            and not (self.in_place or self.asides or self.choices)
        )

    def step(self, iri: str) -> Step:
        """Return the step about a thing.

        Raises:
            KeyError: the plan has no such step.
        """
        return next(step for step in self.steps if step.thing.iri == iri)
