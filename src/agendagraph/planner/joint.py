"""Several organisations at once: what they can share counts once, what each must see to counts for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from agendagraph import terms
from agendagraph.errors import ParameterError
from agendagraph.planner.document import Plan
from agendagraph.planner.facts import Facts, Named
from agendagraph.planner.instance import Instance
from agendagraph.planner.request import Problem, Request, pose
from agendagraph.planner.solver import TIME_LIMIT, Chosen, Solution, solve
from agendagraph.planner.writing import Writer, impossible
from agendagraph.store import Store
from agendagraph.text import Text


@dataclass(frozen=True, slots=True)
class JointPlan:
    """The plans of several organisations that share what can be shared.

    Attributes:
        names: who they are, as they were named.
        plans: of each its own plan, with shared steps in it.
        shared: what they see to together: each is a step in the plans of several.
        cost: what all steps cost together, shared ones counted once.
        apart: what the plans would cost if each organisation planned by itself.
        is_proven: whether no joint plan costs less.
    """

    names: tuple[str, ...]
    plans: tuple[Plan, ...]
    shared: tuple[Named, ...]
    cost: int
    apart: int
    is_proven: bool


def make_joint(store: Store, requests: Sequence[tuple[str, Request]], *, seconds: float = TIME_LIMIT) -> JointPlan:
    """Return the best plan for several organisations together.

    Args:
        store: the dataset.
        requests: name and request of each organisation.
        seconds: time limit of each search.

    Returns:
        The plan at least cost in all; which things can be shared the dataset says (`ag:canBeShared`).

    Raises:
        ParameterError: there is nobody, or a request contradicts itself.
        ImpossibleError: for one of them there is no plan.
    """
    if not requests:
        raise ParameterError(Text("Er is geen organisatie.", "There is no organisation."))
    shareable = {q.subject.value for q in store.quads(None, terms.ag("canBeShared"))}  # type: ignore[union-attr]
    problems = [pose(store, request) for _, request in requests]
    apart = 0
    for problem in problems:
        alone = solve(problem.instance, seconds=seconds)
        if alone.best is None:
            raise impossible(store, problem, seconds)
        apart += alone.best.cost
    solution = solve(_joined(problems, shareable), seconds=seconds)
    assert solution.best is not None, "what each can reach alone all can reach together"
    plans, needed = [], []
    for number, ((_, request), problem) in enumerate(zip(requests, problems, strict=True)):
        one, elsewhere = _of(number, problem, solution.best)
        # What another organisation sees to for something they share is there for this one.
        there = replace(problem, instance=replace(problem.instance, present=problem.instance.present | elsewhere))
        as_one = Solution((one,), solution.is_proven, is_complete=False)
        plans.append(Writer(store, request, there, as_one, seconds, explain=False).plan(one))
        needed.append(one.needed)
    shared = sorted(thing for thing in shareable if sum(thing in steps for steps in needed) > 1)
    facts = Facts(store)
    return JointPlan(
        tuple(name for name, _ in requests),
        tuple(plans),
        tuple(facts.named(thing) for thing in shared),
        solution.best.cost,
        apart,
        solution.is_proven,
    )


def _own(thing: str, number: int) -> str:
    return f"{thing}@{number}"


def _joined(problems: Sequence[Problem], shareable: set[str]) -> Instance:
    """Return one problem in which a shareable thing is one node for all and every other thing is one for each.

    What a shared thing needs can be seen to by any of them, so that sharing never costs more than planning apart.
    """

    def node(thing: str, number: int) -> str:
        return thing if thing in shareable else _own(thing, number)

    clauses: dict[str, tuple[str, tuple[str, ...]]] = {}
    ones = [problem.instance for problem in problems]
    for number, one in enumerate(ones):
        for name, (dependent, options) in one.clauses.items():
            mine = tuple(node(option, number) for option in options)
            if dependent in shareable:
                before = clauses.get(name, (dependent, ()))[1]
                clauses[name] = (dependent, tuple(dict.fromkeys((*before, *mine))))
            else:
                clauses[_own(name, number)] = (node(dependent, number), mine)

    def joined(things: Callable[[Instance], Iterable[str]]) -> frozenset[str]:
        return frozenset(node(thing, number) for number, one in enumerate(ones) for thing in things(one))

    return Instance(
        goals=tuple(dict.fromkeys(node(goal, number) for number, one in enumerate(ones) for goal in one.goals)),
        clauses=clauses,
        present=joined(lambda one: one.present),
        via=joined(lambda one: one.via),
        without=joined(lambda one: one.without),
        costs={node(thing, n): cost for n, one in enumerate(ones) for thing, cost in one.costs.items()},
        burdens={node(thing, n): burden for n, one in enumerate(ones) for thing, burden in one.burdens.items()},
    )


def _of(number: int, problem: Problem, joint: Chosen) -> tuple[Chosen, frozenset[str]]:
    """Return the part of a joint plan that is the plan of one organisation, and what another sees to for it."""
    by_dependent: dict[str, list[str]] = defaultdict(list)
    for name, (dependent, _) in problem.instance.clauses.items():
        by_dependent[dependent].append(name)
    takes: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    needed: set[str] = set()
    open_ = [goal for goal in problem.instance.goals if goal not in problem.instance.present]
    while open_:
        thing = open_.pop()
        if thing in needed:
            continue
        needed.add(thing)
        for name in by_dependent[thing]:
            taken = joint.takes.get(_own(name, number)) or joint.takes[name]
            bare, at, whose = taken.rpartition("@")
            is_mine = not at or whose == str(number)
            takes[name] = bare if at else taken
            if is_mine and takes[name] not in problem.instance.present:
                open_.append(takes[name])
            elif not is_mine:
                elsewhere[name] = takes[name]
    # What both see to, each for itself, would wait here for the wrong one of the two: the clause is the other's business.
    takes = {name: taken for name, taken in takes.items() if elsewhere.get(name) not in needed}
    others = frozenset(elsewhere.values()) - needed
    return Chosen(frozenset(needed), takes, problem.instance.cost(needed)), others
