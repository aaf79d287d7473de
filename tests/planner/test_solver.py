"""Choosing is exact: against an independent brute force on thousands of small problems with choices and cycles."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.planner.instance import Instance
from agendagraph.planner.solver import blocking, solve

THINGS = "abcdefg"


@dataclass(frozen=True)
class Way:
    """One way to satisfy every clause that counts: what it needs and which options it takes."""

    needed: frozenset[str]
    cost: int


def brute(problem: Instance) -> list[Way]:
    """Return every founded way to reach the goals, by trying every option of every clause, with none of the solver's ideas."""
    ways = []
    names = sorted(problem.clauses)
    for chosen in itertools.product(*(problem.clauses[name][1] for name in names)):
        takes = dict(zip(names, chosen, strict=True))
        needed: set[str] = set()
        taken: set[str] = set()
        open_ = [goal for goal in problem.goals if goal not in problem.present]
        while open_:
            thing = open_.pop()
            if thing in needed:
                continue
            needed.add(thing)
            for name in names:
                if problem.clauses[name][0] == thing:
                    taken.add(takes[name])
                    if takes[name] not in problem.present:
                        open_.append(takes[name])
        if (needed | taken | set(problem.goals)) & problem.without or problem.via - taken - set(problem.goals):
            continue
        done = set(problem.present)
        grew = True
        while grew:
            fresh = {
                thing
                for thing in needed - done
                if all(takes[name] in done for name in names if problem.clauses[name][0] == thing)
            }
            grew = bool(fresh)
            done |= fresh
        if needed <= done:
            ways.append(Way(frozenset(needed), sum(problem.costs.get(thing, 1) for thing in needed)))
    return ways


def is_founded(problem: Instance, needed: frozenset[str], takes: dict[str, str]) -> bool:
    """Return whether each step's clauses are satisfied by what comes before it, by the options taken."""
    done = set(problem.present)
    left = set(needed)
    while left:
        fresh = {
            thing
            for thing in left
            if all(takes[name] in done for name, (dependent, _) in problem.clauses.items() if dependent == thing)
        }
        if not fresh:
            return False
        done |= fresh
        left -= fresh
    return True


@st.composite
def problems(draw: st.DrawFn, *, asked: bool = True) -> Instance:
    """Return a small problem with choices, cycles, costs, and things that are there, asked for or excluded."""
    options = st.lists(st.sampled_from(THINGS), min_size=1, max_size=3, unique=True)
    clauses = draw(st.lists(st.tuples(st.sampled_from(THINGS), options), max_size=7))
    some = st.frozensets(st.sampled_from(THINGS), max_size=2)
    goals = draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=2, unique=True))
    return Instance(
        goals=tuple(goals),
        clauses={str(number): (dependent, tuple(choice)) for number, (dependent, choice) in enumerate(clauses)},
        present=draw(some),
        via=draw(st.frozensets(st.sampled_from(THINGS), max_size=1)) if asked else frozenset(),
        without=draw(some) if asked else frozenset(),
        costs=draw(st.dictionaries(st.sampled_from(THINGS), st.integers(1, 4), max_size=4)),
    )


@settings(max_examples=1500, deadline=None)
@given(problems())
def test_the_best_plan_is_the_best_of_all_ways(problem: Instance) -> None:
    """The cost is that of the cheapest way, the plan is one of the ways, and it supports itself nowhere."""
    ways = brute(problem)
    solution = solve(problem)
    if not ways:
        assert solution.best is None
        assert solution.is_proven
        return
    best = solution.best
    assert best is not None
    assert best.cost == min(way.cost for way in ways)
    assert best.needed in {way.needed for way in ways}
    assert {problem.clauses[name][0] for name in best.takes} <= best.needed
    assert set(best.takes) == {name for name, (dependent, _) in problem.clauses.items() if dependent in best.needed}
    assert is_founded(problem, best.needed, dict(best.takes))


@settings(max_examples=500, deadline=None)
@given(problems())
def test_all_best_plans_are_listed_once(problem: Instance) -> None:
    """Every set of steps of the least cost, in a fixed order, and no other."""
    ways = brute(problem)
    solution = solve(problem, every=True)
    least = min((way.cost for way in ways), default=0)
    assert [plan.needed for plan in solution.plans] == sorted(
        {way.needed for way in ways if way.cost == least}, key=sorted
    )
    assert solution.is_complete


@settings(max_examples=500, deadline=None)
@given(problems())
def test_the_next_best_differs(problem: Instance) -> None:
    """With the best plan ruled out the next best comes, at the cost that trying all ways gives."""
    best = solve(problem).best
    if best is None:
        return
    others = [way.cost for way in brute(problem) if way.needed != best.needed]
    runner_up = solve(problem, differs_from=[best.needed]).best
    assert (runner_up.cost if runner_up else None) == min(others, default=None)


@settings(max_examples=300, deadline=None)
@given(problems(asked=False), st.sampled_from(THINGS))
def test_having_more_never_costs_more(problem: Instance, thing: str) -> None:
    """What is there already can only help."""
    before, after = solve(problem).best, solve(replace(problem, present=problem.present | {thing})).best
    if before is not None:
        assert after is not None
        assert after.cost <= before.cost


@settings(max_examples=300, deadline=None)
@given(problems(asked=False), st.integers(0, 6))
def test_fewer_options_never_cost_less(problem: Instance, which: int) -> None:
    """Without one of its options a clause is not easier to satisfy."""
    name = str(which)
    if len(problem.clauses.get(name, ("", ()))[1]) < 2:
        return
    dependent, options = problem.clauses[name]
    fewer = replace(problem, clauses={**problem.clauses, name: (dependent, options[1:])})
    before, after = solve(problem).best, solve(fewer).best
    if after is not None:
        assert before is not None
        assert before.cost <= after.cost


@settings(max_examples=300, deadline=None)
@given(problems(asked=False), st.randoms())
def test_the_order_of_clauses_does_not_matter(problem: Instance, random: object) -> None:
    """The same problem written in another order gives the same plan, step by step."""
    shuffled = sorted(problem.clauses)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(problem, clauses={name: problem.clauses[name] for name in shuffled})
    assert solve(other) == solve(problem)


@settings(max_examples=400, deadline=None)
@given(problems())
def test_what_blocks_is_a_smallest_set(problem: Instance) -> None:
    """The clauses named cannot be met together, and without any one of them they can; where there is a plan there are none."""
    core = blocking(problem)
    if brute(problem):
        assert core == ()
        return
    if not core:  # what was asked for rules every plan out
        assert not brute(replace(problem, clauses={}))
        return
    kept = {name: problem.clauses[name] for name in core}
    assert not brute(replace(problem, clauses=kept))
    for name in core:
        assert brute(replace(problem, clauses={other: kept[other] for other in core if other != name}))


@pytest.mark.parametrize("takes", ["b", "c"])
def test_an_option_can_be_held_fixed(takes: str) -> None:
    """With an option held fixed the plan is the best of those that take it, so that a choice can be explained."""
    problem = Instance(("a",), {"1": ("a", ("b", "c")), "2": ("c", ("d",))})
    best = solve(problem, takes={"1": takes}).best
    assert best is not None
    assert best.takes["1"] == takes
    assert best.cost == {"b": 2, "c": 3}[takes]


def test_no_time_at_all_gives_a_plan_that_is_not_called_proven() -> None:
    """When the time is up before the search, a valid plan comes and says that it is not proven best."""
    # Covering 150 things with as few of 80 others as will do: no small matter.
    clauses = {
        f"{n}": (f"t{n}", tuple({f"s{(n * a + b) % 80}" for a, b in ((7, 3), (11, 29), (23, 5), (31, 41), (37, 2))}))
        for n in range(150)
    }
    clauses |= {f"goal-{n}": ("goal", (f"t{n}",)) for n in range(150)}
    problem = Instance(("goal",), clauses)
    solution = solve(problem, seconds=0.0)
    assert solution.best is not None
    assert not solution.is_proven
    assert is_founded(problem, solution.best.needed, dict(solution.best.takes))


def test_costs_decide_and_burdens_break_ties() -> None:
    """A dear option loses from a cheap one; of two of equal cost the one with less burden wins."""
    problem = Instance(("a",), {"1": ("a", ("b", "c"))})
    assert solve(replace(problem, costs={"b": 5})).best.takes["1"] == "c"  # type: ignore[union-attr]
    assert solve(replace(problem, burdens={"b": 1})).best.takes["1"] == "c"  # type: ignore[union-attr]
    assert solve(replace(problem, burdens={"c": 1})).best.takes["1"] == "b"  # type: ignore[union-attr]
