"""A problem divided gives what the undivided search gives: cost, burden, all best plans; and the time limit is kept honestly."""

from __future__ import annotations

import importlib.util
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.planner import solver
from agendagraph.planner.division import Division, circles, divide
from agendagraph.planner.instance import Instance
from agendagraph.planner.solver import Solution, solve
from tests.planner.test_solver import THINGS, brute, is_founded
from tests.planner.test_solver import problems as small_problems

BENCH = Path(__file__).resolve().parent.parent.parent / "bench"


def _bench(name: str) -> ModuleType:
    given = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert given is not None
    assert given.loader is not None
    module = importlib.util.module_from_spec(given)
    sys.modules[given.name] = module
    given.loader.exec_module(module)
    return module


made = _bench("problems")


def undivided(problem: Instance, *, every: bool = False) -> Solution:
    """Return what the program gives when it is asked about the whole."""
    return solver._search(problem.relevant(), time.monotonic() + 60, every=every, differs_from=())


def worth(problem: Instance, solution: Solution) -> tuple[int, int] | None:
    """Return cost and burden of the best plan."""
    best = solution.best
    return (best.cost, sum(problem.burdens.get(t, 0) for t in best.needed)) if best else None


@st.composite
def wide_problems(draw: st.DrawFn) -> Instance:
    """Return small problems with steps that cost nothing, burdens, and several groups of things that hardly touch."""
    groups = [f"{letter}{number}" for letter in "pqr" for number in range(4)]
    clauses = {}
    for number in range(draw(st.integers(3, 12))):
        letter = draw(st.sampled_from("pqr"))
        own = [thing for thing in groups if thing[0] == letter]
        near = own if draw(st.integers(0, 4)) else groups
        clauses[f"c{number}"] = (
            draw(st.sampled_from(own)),
            tuple(draw(st.lists(st.sampled_from(near), min_size=1, max_size=3, unique=True))),
        )
    clauses |= {f"goal-{letter}": ("goal", (f"{letter}0",)) for letter in "pqr"}
    return Instance(
        goals=("goal",),
        clauses=clauses,
        present=draw(st.frozensets(st.sampled_from(groups), max_size=2)),
        via=draw(st.frozensets(st.sampled_from(groups), max_size=1)),
        without=draw(st.frozensets(st.sampled_from(groups), max_size=1)),
        costs=draw(st.dictionaries(st.sampled_from(groups), st.integers(0, 3), max_size=6)),
        burdens=draw(st.dictionaries(st.sampled_from(groups), st.integers(0, 2), max_size=4)),
    )


@pytest.mark.parametrize("at_once", [0, 250])
@settings(max_examples=400, deadline=None)
@given(wide_problems())
def test_divided_or_not_the_best_plans_are_the_same(at_once: int, problem: Instance) -> None:
    """Cost, burden and the set of all best plans, with parts searched one by one or together."""
    before = solver._AT_ONCE
    solver._AT_ONCE = at_once  # type: ignore[misc]
    try:
        divided = solve(problem, every=True)
        one = solve(problem)
    finally:
        solver._AT_ONCE = before  # type: ignore[misc]
    whole = undivided(problem, every=True)
    assert worth(problem, one) == worth(problem, divided) == worth(problem, whole)
    assert divided.is_complete == whole.is_complete
    if whole.is_complete:
        assert {plan.needed for plan in divided.plans} == {plan.needed for plan in whole.plans}
    for plan in (*divided.plans, *one.plans):
        assert is_founded(problem, plan.needed, dict(plan.takes))
        assert all(option in problem.clauses[name][1] for name, option in plan.takes.items())


@settings(max_examples=400, deadline=None)
@given(small_problems(), st.integers(0, 6), st.sampled_from(THINGS))
def test_an_option_held_fixed_costs_what_trying_all_ways_gives(problem: Instance, which: int, option: str) -> None:
    """Of the ways in which the clause counts and takes the option, the cheapest."""
    name = str(which)
    if name not in problem.relevant().clauses or option not in problem.clauses[name][1]:
        return
    dependent = problem.clauses[name][0]
    fixed = replace(problem, clauses={**problem.clauses, name: (dependent, (option,))})
    costs = [way.cost for way in brute(fixed) if dependent in way.needed]
    best = solve(problem, takes={name: option}).best
    assert (best.cost if best else None) == min(costs, default=None)


@settings(max_examples=400, deadline=None)
@given(small_problems(asked=False))
def test_what_is_settled_is_in_each_plan_and_parts_do_not_touch(problem: Instance) -> None:
    """What is needed without choosing is needed in every way there is; no open thing is in two parts."""
    division = divide(problem.relevant())
    ways = brute(problem)
    assert (division is None) == (not ways)
    if division is None:
        return
    assert all(division.needed <= way.needed for way in ways)
    seen: set[str] = set()
    for part in division.parts:
        things = {t for dependent, options in part.clauses.values() for t in (dependent, *options)}
        open_ = things - part.present - set(part.goals)
        assert not open_ & seen
        seen |= open_


def test_what_the_parts_cost_adds_up_to_the_whole() -> None:
    """A problem of two halves that share only what both need falls apart in two, each with the choice that is left."""
    clauses = {
        "1": ("goal", ("left",)),
        "2": ("goal", ("right",)),
        "3": ("left", ("a", "b")),
        "4": ("right", ("c", "d")),
        "5": ("left", ("shared",)),
        "6": ("right", ("shared", "dear")),
    }
    division = divide(Instance(("goal",), clauses))
    assert isinstance(division, Division)
    assert division.needed == {"goal", "left", "right", "shared"}
    assert division.takes["6"] == "shared"
    assert sorted(tuple(part.clauses) for part in division.parts) == [("3",), ("4",)]
    best = solve(Instance(("goal",), clauses)).best
    assert best is not None
    assert best.cost == 6


def test_what_waits_for_the_clause_does_not_settle_it() -> None:
    """Both are needed anyway, but neither can be what the other waits for."""
    clauses = {
        "1": ("goal", ("a",)),
        "2": ("goal", ("b",)),
        "3": ("a", ("b", "x")),
        "4": ("b", ("a", "y")),
    }
    best = solve(Instance(("goal",), clauses, costs={"x": 5, "y": 3})).best
    assert best is not None
    assert best.needed == {"goal", "a", "b", "y"}
    assert dict(best.takes) == {"1": "a", "2": "b", "3": "b", "4": "y"}


@pytest.mark.parametrize("kind", ["local", "scattered", "cover"])
@pytest.mark.parametrize("seed", range(4))
def test_made_problems_cost_the_same_undivided(kind: str, seed: int) -> None:
    """The problems that the benchmark measures with, of sizes that the undivided search proves at once."""
    problem = getattr(made, kind)(60 if kind == "cover" else 400, seed=seed)
    solution = solve(problem)
    assert solution.is_proven
    assert worth(problem, solution) == worth(problem, undivided(problem))
    assert solution.best is not None
    assert is_founded(problem, solution.best.needed, dict(solution.best.takes))


@pytest.mark.parametrize("kind", ["local", "scattered", "cover"])
def test_made_problems_are_made_the_same_each_time(kind: str) -> None:
    """The same size and seed give the same problem; another seed another one; local choices stay near."""
    make = getattr(made, kind)
    assert make(200) == make(200)
    assert make(200) != make(200, seed=2)
    assert 160 <= len(make(200).clauses) <= 240
    if kind == "local":
        for dependent, options in make(2000).clauses.values():
            if dependent.startswith("b"):
                assert {int(o[1:6]) - int(dependent[1:6]) for o in options} <= {0, 1}


@pytest.mark.parametrize("kind", ["scattered", "cover"])
def test_a_plan_that_is_not_proven_best_says_so_and_is_a_plan(kind: str) -> None:
    """Without time the plan holds, costs no less than the best, and is not called proven."""
    problem = getattr(made, kind)(100 if kind == "cover" else 2000)
    quick, best = solve(problem, seconds=0.0), solve(problem, seconds=60.0)
    assert best.is_proven
    assert not quick.is_proven
    assert quick.best is not None
    assert best.best is not None
    assert quick.best.cost >= best.best.cost
    assert is_founded(problem, quick.best.needed, dict(quick.best.takes))


def test_no_plan_is_proven_before_the_search() -> None:
    """That a goal cannot be reached needs no time: it is said to be proven even without any."""
    problem = Instance(("goal",), {"1": ("goal", ("a", "b")), "2": ("a", ("b",)), "3": ("b", ("a",))})
    assert solve(problem, seconds=0.0) == Solution((), is_proven=True)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), max_size=10))
def test_circles_are_strongly_connected_components(given_edges: dict[int, list[int]]) -> None:
    """As networkx finds them."""
    edges = {str(n): [str(o) for o in given_edges.get(n, [])] for n in range(10)}
    found = circles(edges)
    mine = {frozenset(t for t in found if found[t] == number) for number in found.values()}
    assert mine == {frozenset(some) for some in nx.strongly_connected_components(nx.DiGraph(edges))}


@pytest.mark.parametrize("at_once", [0, 250])
@pytest.mark.parametrize("choices", [6, 7])
def test_more_best_plans_than_are_listed(at_once: int, choices: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Independent choices between equals multiply: 64 plans are all listed, of 128 a hundred, and it says that there are more."""
    monkeypatch.setattr(solver, "_AT_ONCE", at_once)
    problem = Instance(("goal",), {str(n): ("goal", (f"a{n}", f"b{n}")) for n in range(choices)})
    solution = solve(problem, every=True)
    assert len({plan.needed for plan in solution.plans}) == len(solution.plans) == {6: 64, 7: 100}[choices]
    assert solution.is_complete == (choices == 6)
    assert list(solution.plans) == sorted(solution.plans, key=lambda plan: sorted(plan.needed))


def test_a_step_that_yields_something_is_taken_besides_what_is_there() -> None:
    """With a cost below zero what is not needed may still be worth taking."""
    clauses = {"1": ("a", ("b", "c")), "2": ("c", ("d",))}
    best = solve(Instance(("a",), clauses, present=frozenset({"b"}), costs={"d": -3})).best
    assert best is not None
    assert best.needed == {"a", "c", "d"}
    assert best.cost == -1
