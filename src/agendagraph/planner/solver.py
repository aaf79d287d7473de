"""Choosing: the best plans for a problem, found and proven by answer-set programming (clingo).

The program is `plan.lp`: stable models are founded, so that nothing in a plan supports itself, and minimisation is exact. The
same approach chooses packages in Spack (Gamblin et al., "Using Answer Set Programming for HPC Dependency Solving", 2022). It is
asked about what `division` leaves to choose, part by part.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agendagraph.planner.division import Division, divide
from agendagraph.planner.instance import Instance, ready

if TYPE_CHECKING:
    import clingo

TIME_LIMIT: Final = 10.0
"""Seconds after which the best plan found so far is taken, unproven."""

MOST_PLANS: Final = 100
"""So many plans of equal cost are listed at most."""

_AT_ONCE: Final = 120
"""Small parts are searched together up to so many clauses: a search of its own for each takes longer to set up than to do."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One plan: what is to be done and which option satisfies each clause.

    Attributes:
        needed: the steps; what is present is not among them.
        takes: clause → the option that satisfies it, of every clause of a step.
        cost: what the steps cost together.
    """

    needed: frozenset[str]
    takes: Mapping[str, str]
    cost: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer of the solver.

    Attributes:
        plans: the best plans, the first of them by burden and then by name first; empty where there is none.
        is_proven: whether they are proven to be best; not where the time was up.
        is_complete: whether all best plans are listed.
    """

    plans: tuple[Chosen, ...]
    is_proven: bool = True
    is_complete: bool = True

    @property
    def best(self) -> Chosen | None:
        """The plan to follow."""
        return self.plans[0] if self.plans else None


def solve(
    instance: Instance,
    *,
    every: bool = False,
    seconds: float = TIME_LIMIT,
    differs_from: Iterable[frozenset[str]] = (),
    takes: Mapping[str, str] | None = None,
) -> Solution:
    """Return the best plan for a problem.

    Args:
        instance: the problem.
        every: all plans of that cost instead of one, at most `MOST_PLANS`.
        seconds: time limit; the best plan found by then is returned, unproven.
        differs_from: step sets that are no answer, to find the next best.
        takes: clause → option that must satisfy it, if the clause counts.

    Returns:
        The best plans, none where the goals cannot be reached. The same problem gives the same answer.

    >>> problem = Instance(("goal",), {"1": ("goal", ("long", "short")), "2": ("long", ("more",))})
    >>> sorted(solve(problem).best.needed)
    ['goal', 'short']
    """
    deadline = time.monotonic() + seconds
    problem = instance.relevant()
    held = _held(problem, takes or {})
    differs_from = tuple(differs_from)
    # A plan may differ in something that is not worth choosing, so that nothing is settled then.
    division = Division(frozenset(), {}, (held,)) if differs_from else divide(held)
    if division is None:
        return Solution(())
    found: list[Solution] = []
    number = 1
    parts = _together(division.parts)
    for place, part in enumerate(parts, 1):
        now = time.monotonic()
        until = deadline if place == len(parts) else now + (deadline - now) / 2
        solution = _search(part, until, every=every and number <= MOST_PLANS, differs_from=differs_from)
        if solution.best is None:
            return Solution((), solution.is_proven)
        found.append(solution)
        number *= len(solution.plans)
    plans = [_joined(problem, division, some) for some in _combinations(found, deadline)]
    return Solution(
        tuple(sorted(plans, key=lambda plan: sorted(plan.needed))),
        is_proven=all(solution.is_proven for solution in found),
        is_complete=len(plans) == number and all(solution.is_complete for solution in found),
    )


def _held(problem: Instance, takes: Mapping[str, str]) -> Instance:
    """Return the problem with only the option given for a clause, and with its dependent as something to be used."""
    known = {option for _, options in problem.clauses.values() for option in options} | set(problem.goals)
    held = {name: option for name, option in takes.items() if name in problem.clauses and option in known}
    clauses = {
        name: (dependent, tuple(o for o in options if o == held[name])) if name in held else (dependent, options)
        for name, (dependent, options) in problem.clauses.items()
    }
    return replace(problem, clauses=clauses, via=problem.via | {problem.clauses[name][0] for name in held})


def _together(parts: Iterable[Instance]) -> list[Instance]:
    """Return the parts from small to large, small ones put together: what is independent may as well be one problem."""
    groups: list[list[Instance]] = []
    size = 0
    for part in sorted(parts, key=lambda part: len(part.clauses)):
        if not groups or size + len(part.clauses) > _AT_ONCE:
            groups.append([])
            size = 0
        groups[-1].append(part)
        size += len(part.clauses)
    return [_union(group) for group in groups]


def _union(parts: list[Instance]) -> Instance:
    if len(parts) == 1:
        return parts[0]
    goals = tuple(dict.fromkeys(goal for part in parts for goal in part.goals))
    return Instance(
        goals=goals,
        clauses={name: clause for part in parts for name, clause in part.clauses.items()},
        # What each plan needs can count as there in a part that says nothing more of it, but not in the part that does.
        present=frozenset().union(*(part.present for part in parts)) - set(goals),
        via=frozenset().union(*(part.via for part in parts)),
        costs={thing: cost for part in parts for thing, cost in part.costs.items()},
        burdens={thing: burden for part in parts for thing, burden in part.burdens.items()},
    )


def _combinations(found: list[Solution], deadline: float) -> Iterator[tuple[Chosen, ...]]:
    """Yield what the best plans of the parts make together: one at least, `MOST_PLANS` at most."""
    for number, some in enumerate(itertools.product(*(solution.plans for solution in found))):
        if number == MOST_PLANS or (number and time.monotonic() > deadline):
            return
        yield some


def _joined(problem: Instance, division: Division, parts: Iterable[Chosen]) -> Chosen:
    """Return the plan of the whole.

    Where a clause has several options that are ready in the plan, the one that is ready first is told, so that what is in
    place is named before what is still to be done. That keeps the plan founded: an option is only replaced by an earlier one.
    """
    needed, takes = set(division.needed), dict(division.takes)
    for part in parts:
        needed |= part.needed
        takes |= part.takes
    takes = {name: option for name, option in sorted(takes.items()) if problem.clauses[name][0] in needed}
    if not problem.via:
        as_taken = {name: (problem.clauses[name][0], (option,)) for name, option in takes.items()}
        ranks = ready(replace(problem, clauses=as_taken), needed)
        for name, option in takes.items():
            others = [other for other in problem.clauses[name][1] if other in ranks]
            takes[name] = min([option, *others], key=lambda other: (ranks[other], other != option, other))
    return Chosen(frozenset(needed), takes, problem.cost(needed))


def _search(part: Instance, deadline: float, *, every: bool, differs_from: Iterable[frozenset[str]]) -> Solution:
    """Return the best plan of a part, or all of them."""
    numbers = _numbers(part)
    program = _facts(part, numbers) + _differing(numbers, part, differs_from)
    found, is_proven = _best(program, deadline)
    if found is None:
        return Solution((), is_proven)
    models, is_complete = [found], not every or not found.need  # where nothing is to be done there is one plan only
    if not is_complete and is_proven:
        models, is_complete = _all(program, found.cost, deadline)
    plans = {model.need: _chosen(part, numbers, model) for model in models}
    return Solution(tuple(plans.values()), is_proven, is_complete)


@dataclass(frozen=True, slots=True)
class _Model:
    need: frozenset[int]
    takes: Mapping[int, int]
    cost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Things and clauses by number: shorter and safer to ground than names."""

    things: Mapping[str, int]
    clauses: Mapping[str, int]
    names: tuple[str, ...]


def _numbers(problem: Instance) -> _Numbers:
    options = {option for _, options in problem.clauses.values() for option in options}
    dependents = {dependent for dependent, _ in problem.clauses.values()}
    names = tuple(sorted(options | dependents | set(problem.goals) | problem.via))
    clauses = {name: number for number, name in enumerate(sorted(problem.clauses))}
    return _Numbers({name: number for number, name in enumerate(names)}, clauses, names)


def _facts(problem: Instance, numbers: _Numbers) -> str:
    of = numbers.things
    # In a fixed order, since the solver finds one of several equal plans by the order in which it reads.
    lines = [f"goal({of[goal]})." for goal in sorted(problem.goals)]
    for name, (dependent, options) in sorted(problem.clauses.items()):
        number = numbers.clauses[name]
        lines.append(f"clause({number},{of[dependent]}).")
        lines += [f"option({number},{of[option]})." for option in sorted(options)]
    for predicate, things in (("present", problem.present), ("via", problem.via), ("without", problem.without)):
        lines += [f"{predicate}({of[thing]})." for thing in sorted(things) if thing in of]
    lines += [f"cost({of[name]},{problem.costs.get(name, 1)})." for name in numbers.names]
    lines += [f"burden({of[name]},{n})." for name, n in sorted(problem.burdens.items()) if name in of and n]
    return "\n".join(lines) + "\n"


def _differing(numbers: _Numbers, problem: Instance, differs_from: Iterable[frozenset[str]]) -> str:
    lines = []
    for needed in differs_from:
        literals = [
            f"need({n})" if name in needed else f"not need({n})"
            for name, n in numbers.things.items()
            if name not in problem.present
        ]
        lines.append(f":- {', '.join(literals)}." if literals else ":- #true.")
    return "\n".join(lines) + "\n"


@cache
def _program() -> str:
    return (Path(__file__).parent / "plan.lp").read_text(encoding="utf-8")


def _control(arguments: list[str], facts: str) -> clingo.Control:
    import clingo

    # One thread and a fixed seed: the same problem gives the same answer.
    control = clingo.Control(["--warn=none", "--seed=1", "--parallel-mode=1", *arguments], logger=lambda *_: None)
    control.add("base", [], _program() + facts)
    control.ground([("base", [])])
    return control


def _best(facts: str, deadline: float) -> tuple[_Model | None, bool]:
    """Return the best model and whether it is proven to be that; None where there is no model at all."""
    found: list[_Model] = []
    # From below, which proves, dear steps first, so that there may be plans to show on the way. What time is left goes to
    # improving a plan from above; what was learnt is kept for it.
    control = _control(["--opt-strategy=usc,oll,disjoint,stratify"], facts)
    now = time.monotonic()
    is_proven = _run(control, found, now + (deadline - now) * 0.6)
    if not is_proven and deadline > time.monotonic():
        control.configuration.solver.opt_strategy = "bb,hier"  # type: ignore[union-attr]
        control.configuration.solver.opt_heuristic = "sign"  # type: ignore[union-attr]
        is_proven = _run(control, found, deadline)
    if not is_proven and not found:
        control.configuration.solve.opt_mode = "ignore"  # type: ignore[union-attr]
        control.configuration.solve.models = "1"  # type: ignore[union-attr]
        _run(control, found, None)
    return min(found, key=lambda model: model.cost, default=None), is_proven


def _all(facts: str, cost: tuple[int, ...], deadline: float) -> tuple[list[_Model], bool]:
    """Return the models of that cost, told apart by their steps, and whether these are all."""
    bound = ",".join(str(level) for level in cost)
    found: list[_Model] = []
    control = _control([f"--opt-mode=enum,{bound}", "--project=project", str(MOST_PLANS + 1)], facts)
    is_done = _run(control, found, deadline)
    return found[:MOST_PLANS], is_done and len(found) <= MOST_PLANS


def _run(control: clingo.Control, found: list[_Model], deadline: float | None) -> bool:
    """Solve until the deadline, keep the models found, and return whether the search came to its end."""
    with control.solve(on_model=lambda model: found.append(_read(model)), async_=True) as handle:
        if not handle.wait(None if deadline is None else max(deadline - time.monotonic(), 0.0)):
            handle.cancel()
            handle.wait(None)
            return False
        return bool(handle.get().exhausted)


def _read(model: clingo.Model) -> _Model:
    symbols = model.symbols(shown=True)
    need = frozenset(symbol.arguments[0].number for symbol in symbols if symbol.name == "need")
    takes = {s.arguments[0].number: s.arguments[1].number for s in symbols if s.name == "take"}
    return _Model(need, takes, tuple(model.cost))


def _chosen(problem: Instance, numbers: _Numbers, model: _Model) -> Chosen:
    """Return the plan of a model, in names."""
    clauses = {number: name for name, number in numbers.clauses.items()}
    needed = frozenset(numbers.names[number] for number in model.need)
    takes = {clauses[clause]: numbers.names[option] for clause, option in sorted(model.takes.items())}
    return Chosen(needed, takes, problem.cost(needed))


def blocking(instance: Instance, *, seconds: float = TIME_LIMIT) -> tuple[str, ...]:
    """Return a smallest set of clauses that cannot be met together: without any one of them there would be a plan.

    Args:
        instance: a problem without a plan.
        seconds: time limit; a larger set is returned when it is up.

    Returns:
        Names of clauses, sorted; empty where the goals can be reached, or where what was asked for rules them out whatever the
        clauses.

    >>> blocking(Instance(("a",), {"1": ("a", ("b",)), "2": ("b", ("a",)), "3": ("a", ("c",))}))
    ('1', '2')
    """
    problem = instance.relevant()
    if _is_possible(problem):
        return ()
    deadline = time.monotonic() + seconds
    core = dict(problem.clauses)
    if _is_possible(replace(problem, clauses={})):
        for name in sorted(problem.clauses):
            if time.monotonic() > deadline:
                break
            fewer = {other: clause for other, clause in core.items() if other != name}
            if not _is_possible(replace(problem, clauses=fewer)):
                core = fewer
        return tuple(sorted(core))
    return ()


def _is_possible(problem: Instance) -> bool:
    if problem.via:
        return solve(problem).best is not None
    ranks = ready(problem)
    return all(goal in ranks for goal in problem.goals)
