"""Writing the plan: from what the solver chose to the document that every face shows."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from agendagraph import terms
from agendagraph.errors import ImpossibleError
from agendagraph.graph import Needs, duties, exemptions
from agendagraph.planner.document import Aside, Choice, Demand, Other, Plan, Runner, Spared, Step
from agendagraph.planner.facts import Facts, Named
from agendagraph.planner.grounds import Grounds
from agendagraph.planner.instance import Instance, ready
from agendagraph.planner.request import REASONS, Problem, Request, clause_of, pose
from agendagraph.planner.solver import TIME_LIMIT, Chosen, Solution, blocking, solve
from agendagraph.store import Store
from agendagraph.text import Text

MOST_EXPLAINED: Final = 60
"""So many options that were not chosen are explained by what they would cost; more are named only."""


def make(store: Store, request: Request, *, seconds: float = TIME_LIMIT, explain: bool = True) -> Plan:
    """Return the best plan for what was asked.

    Args:
        store: the dataset.
        request: goals, for whom, what is there, what counts.
        seconds: time limit of each search; when it is up the best plan found is returned, and it says that it is not proven.
        explain: also say what every other option would cost and what the runner-up is.

    Returns:
        The same plan for the same dataset and request.

    Raises:
        ParameterError: the request contradicts itself.
        ImpossibleError: there is no plan; the error names a smallest set of clauses that cannot be met together.
    """
    problem = pose(store, request)
    # All best plans, also where nothing is explained: the first of them by name is the same however it was asked.
    solution = solve(problem.instance, every=True, seconds=seconds)
    if solution.best is None:
        raise impossible(store, problem, seconds)
    return Writer(store, request, problem, solution, seconds, explain=explain).plan(solution.best)


def impossible(store: Store, problem: Problem, seconds: float) -> ImpossibleError:
    """Return the error that says why there is no plan: by a smallest set of clauses that cannot be met together."""
    facts = Facts(store)
    names = blocking(problem.instance, seconds=seconds)
    told_nl, told_en = [], []
    for name in names:
        clause = problem.clauses[clause_of(name)]
        dependent, options = facts.named(clause.dependent).label, [facts.named(p).label for p in clause.prerequisites]
        told_nl.append(f"{dependent.nl} heeft nodig: {' óf '.join(o.nl for o in options)}")
        told_en.append(f"{dependent.en} needs: {' OR '.join(o.en for o in options)}")
    goals = [facts.named(goal).label for goal in problem.instance.goals]
    if not names:
        asked = [facts.named(iri).label for iri in sorted(problem.instance.via | problem.instance.without)]
        told_nl, told_en = ["; ".join(a.nl for a in asked)], ["; ".join(a.en for a in asked)]
        why = Text(
            "Wat gevraagd of uitgesloten is, laat geen plan over.", "What was asked for or excluded leaves no plan."
        )
    else:
        why = Text("Deze voorwaarden kunnen niet samen vervuld worden.", "These conditions cannot be met together.")
    return ImpossibleError(
        Text(
            f"Voor {', '.join(g.nl for g in goals)} is er geen plan. {why.nl} {'. '.join(told_nl)}.",
            f"There is no plan for {', '.join(g.en for g in goals)}. {why.en} {'. '.join(told_en)}.",
        ),
        where=", ".join(terms.compact(name) for name in dict.fromkeys(clause_of(n) for n in names)),
        hint=Text(
            "Laat een uitsluiting of route weg, of noem wat er al is.",
            "Leave out an exclusion or route, or name what is there.",
        ),
    )


class Writer:
    """Writes the document of one chosen plan."""

    def __init__(
        self, store: Store, request: Request, problem: Problem, solution: Solution, seconds: float, *, explain: bool
    ) -> None:
        self.store, self.request, self.problem, self.solution = store, request, problem, solution
        self.instance: Instance = problem.instance.relevant()
        self.facts = Facts(store)
        self.named = self.facts.named
        self.seconds, self.explain = seconds, explain
        self.grounds = Grounds(store, self.facts)

    def plan(self, chosen: Chosen) -> Plan:
        """Return the document."""
        taken = {name: (self.instance.clauses[name][0], (option,)) for name, option in chosen.takes.items()}
        ranks = ready(replace(self.instance, clauses=taken), chosen.needed)
        order = sorted(chosen.needed, key=lambda thing: (ranks[thing], self.named(thing).label.nl.casefold(), thing))
        waits: dict[str, list[str]] = defaultdict(list)
        for name, option in chosen.takes.items():
            waits[self.instance.clauses[name][0]].append(option)
        critical = _longest(self.instance.goals, waits, ranks, self.instance.present)
        steps = self._steps(chosen, order, ranks, waits, set(critical))
        waves = defaultdict(list)
        for step in steps:
            waves[step.wave].append(step.thing)
        in_place = sorted(
            {o for o in chosen.takes.values() if o in self.instance.present}
            | (set(self.instance.goals) & self.instance.present)
        )
        return Plan(
            goals=self._all(self.request.goals),
            sector=self.named(self.request.sector) if self.request.sector else None,
            has=self._all(sorted(self.request.has)),
            via=self._all(sorted(self.request.via)),
            without=self._all(sorted(self.request.without)),
            when=self._all(sorted(self.request.when)),
            within=self._all(sorted(self.request.within)),
            forces=self._all(terms.AG + force.capitalize() for force in self.request.forces),
            statuses=self._all(terms.AG + status for status in self.request.statuses),
            bases=self._all(terms.AG + basis for basis in self.request.bases),
            weights=self.request.weights.rules,
            cost=chosen.cost,
            is_proven=self.solution.is_proven,
            best_plans=len(self.solution.plans),
            has_more_best=not self.solution.is_complete,
            steps=tuple(steps),
            waves=tuple(tuple(waves[number]) for number in sorted(waves)),
            choices=tuple(self._choices(chosen)),
            runner_up=self._runner_up(chosen) if self.explain else None,
            in_place=self._all(in_place),
            asides=tuple(self._asides(chosen)),
            critical=self._all(critical),
            unknown=tuple(
                s.thing for s in steps if not s.milestones and not s.hands and not any(g.actors for g in s.grounds)
            ),
            releases=self._all(t for t in order if "Release" in self._classes(t)),
            duties=tuple(self._duties(chosen)),
            exemptions=tuple(self._exemptions(order)),
            fingerprint=self.store.fingerprint,
        )

    def _all(self, iris: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self.named(iri) for iri in iris)

    def _steps(
        self,
        chosen: Chosen,
        order: Sequence[str],
        ranks: Mapping[str, int],
        waits: Mapping[str, list[str]],
        critical: set[str],
    ) -> list[Step]:
        unlocked: dict[str, list[str]] = defaultdict(list)
        asked: dict[str, list[str]] = defaultdict(list)
        for name, option in chosen.takes.items():
            dependent = self.instance.clauses[name][0]
            unlocked[option].append(dependent)
            asked[option].append(name)
        whys = _ways(self.instance.goals, waits)
        place = {thing: number for number, thing in enumerate(order)}
        return [
            Step(
                number=number,
                thing=self.named(thing),
                kind=self.facts.kind(thing),
                deed=self.facts.deed(thing),
                wave=ranks[thing],
                after=self._all(sorted(set(waits.get(thing, ())), key=lambda t: (place.get(t, -1), t))),
                unlocks=self._all(sorted(set(unlocked[thing]), key=lambda t: (place.get(t, -1), t))),
                why=self._all(whys.get(thing, (thing,))),
                grounds=tuple(
                    self.grounds.of(self.problem.clauses[clause_of(name)], self.instance.clauses[name][0])
                    for name in asked[thing]
                ),
                status=self.facts.status(thing),
                hands=self.facts.hands(thing),
                milestones=self.facts.milestones(thing),
                cautions=self.facts.cautions(thing),
                is_goal=thing in self.instance.goals,
                is_critical=thing in critical,
            )
            for number, thing in enumerate(order, 1)
        ]

    def _choices(self, chosen: Chosen) -> list[Choice]:
        # What another option would cost on the route that was asked for, and where that rules it out, on any route.
        free = replace(self.instance, via=frozenset())
        choices = []
        tried = 0
        for name, option in sorted(chosen.takes.items()):
            dependent = self.instance.clauses[name][0]
            options = self.problem.clauses[clause_of(name)].prerequisites
            if len(options) < 2:
                continue
            others = []
            for other in options:
                if other == option:
                    continue
                more = None
                is_open = other in free.clauses[name][1] and other not in free.without
                if self.explain and is_open and tried < MOST_EXPLAINED:
                    tried += 1
                    held = {name: other}
                    best = solve(self.instance, takes=held, seconds=self.seconds).best
                    if best is None and self.instance.via:
                        best = solve(free, takes=held, seconds=self.seconds).best
                    more = best.cost - chosen.cost if best else None
                others.append(self._other(other, more))
            reason = self._why_taken(chosen, option, others)
            choices.append(Choice(clause_of(name), self.named(dependent), self.named(option), reason, tuple(others)))
        return choices

    def _other(self, other: str, more: int | None) -> Other:
        if other in self.instance.without:
            reason = Text("uitgesloten", "excluded")
        elif other in self.problem.unnamed:
            reason = Text("niet genoemd voor deze sector", "not named for this sector")
        elif more is None:
            reason = (
                Text("leidt hier niet tot een plan", "does not lead to a plan here") if self.explain else Text("", "")
            )
        elif more == 0:
            reason = Text("kost evenveel", "costs as much")
        elif more < 0:
            reason = Text(f"zou {-more} minder kosten", f"would cost {-more} less")
        else:
            reason = Text(f"kost {more} meer", f"costs {more} more")
        return Other(self.named(other), self.facts.status(other), more, reason)

    def _why_taken(self, chosen: Chosen, option: str, others: Sequence[Other]) -> Text:
        if option in self.instance.via:
            return Text("gevraagd", "asked for")
        if option in self.instance.present:
            return Text("is er al", "is there already")
        if equals := [other.thing.label for other in others if other.more == 0]:
            nl, en = ", ".join(name.nl for name in equals), ", ".join(name.en for name in equals)
            return Text(
                f"kost even weinig als {nl}; het maakt voor de kosten niet uit",
                f"costs as little as {en}; for the cost it does not matter",
            )
        if sum(taken == option for taken in chosen.takes.values()) > 1:
            return Text("is ook voor iets anders nodig", "is needed for something else, too")
        costs = [other.more for other in others if other.more is not None]
        if costs and min(costs) > 0:
            return Text(f"de volgende mogelijkheid kost {min(costs)} meer", f"the next option costs {min(costs)} more")
        if costs:
            return Text("er is een mogelijkheid die minder kost", "there is an option that costs less")
        return (
            Text("de enige weg die hier tot een plan leidt", "the only way that leads to a plan here")
            if self.explain
            else Text("", "")
        )

    def _runner_up(self, chosen: Chosen) -> Runner | None:
        same = [plan for plan in self.solution.plans if plan.needed != chosen.needed]
        next_best = same[0] if same else solve(self.instance, differs_from=[chosen.needed], seconds=self.seconds).best
        if next_best is None:
            return None
        return Runner(
            next_best.cost,
            self._all(sorted(next_best.needed - chosen.needed)),
            self._all(sorted(chosen.needed - next_best.needed)),
        )

    def _classes(self, thing: str) -> str:
        kind = self.facts.kind(thing)
        return kind.iri.removeprefix(terms.AG) if kind else ""

    def _duties(self, chosen: Chosen) -> list[Demand]:
        if not self.request.sector:
            return []
        met = chosen.needed | self.instance.present
        return [
            Demand(
                self.named(duty.party),
                self.named(duty.what),
                self._all(duty.objects),
                self.named(terms.AG + duty.force.capitalize()),
                self.named(duty.status),
                duty.qualifier,
                self.named(duty.passage),
                duty.locator,
            )
            for duty in duties(self.store, self.request.sector)
            if not set(duty.objects) & met and duty.node not in self.problem.clauses
        ]

    def _exemptions(self, order: Sequence[str]) -> list[Spared]:
        reached = Needs(order[-1], (), tuple(order[:-1])) if order else Needs("", (), ())
        return [
            Spared(
                self.named(e.thing),
                self.named(e.without),
                self.named(e.condition) if e.condition else None,
                self.named(e.status) if e.status else None,
                e.qualifier,
                e.note,
                self.named(e.passage),
                e.locator,
            )
            for e in exemptions(self.store, reached)
        ]

    def _asides(self, chosen: Chosen) -> list[Aside]:
        met = chosen.needed | set(chosen.takes.values()) | self.instance.present
        return [
            Aside(
                REASONS[reason], self._all(clause.prerequisites), self.grounds.of(clause), self._all(clause.conditions)
            )
            for clause, reason in self.problem.left_out
            if clause.dependent in chosen.needed and reason != "sector" and not set(clause.prerequisites) & met
        ]


def _ways(goals: Iterable[str], waits: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return for every thing of a plan the shortest way from it to a goal."""
    ways: dict[str, tuple[str, ...]] = {goal: (goal,) for goal in goals}
    queue = deque(ways)
    while queue:
        current = queue.popleft()
        for option in sorted(set(waits.get(current, ()))):
            if option not in ways:
                ways[option] = (option, *ways[current])
                queue.append(option)
    return ways


def _longest(
    goals: Iterable[str], waits: Mapping[str, list[str]], ranks: Mapping[str, int], present: frozenset[str]
) -> list[str]:
    """Return the longest chain of steps to a goal, what comes first in front."""
    steps = [goal for goal in goals if goal not in present]
    if not steps:
        return []
    current = max(steps, key=lambda thing: (ranks[thing], thing))
    chain = [current]
    while before := [option for option in waits.get(current, ()) if option not in present]:
        current = max(before, key=lambda thing: (ranks[thing], thing))
        chain.append(current)
    return chain[::-1]
