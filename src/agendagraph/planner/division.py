"""Dividing a problem before it is searched: what is settled without choosing, and what is left in parts that do not touch.

Four steps, each of which leaves the best plans as they are:

1. What can never be ready is no option.
2. What each plan needs is needed: the goals, and the only option of a clause of what is needed.
3. A clause with an option that is there or needed anyway takes it: another would only add to the cost. That option may not wait
   for the clause itself, so it is to be outside the circle (strongly connected component) of the clause's dependent.
4. Choices that share no open thing and no circle are parts of their own: their costs add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from agendagraph.planner.instance import Instance, ready

_ROUNDS = 3
"""Settling a clause can open a circle, which settles others; after so many rounds what is left is left to the search."""


@dataclass(frozen=True, slots=True)
class Division:
    """A problem, as far as it goes without choosing.

    Attributes:
        needed: the steps of each plan.
        takes: clause → option, of the clauses that are settled; it counts where the clause's dependent is a step.
        parts: independent problems. A plan of the whole is `needed` with a plan of each part; their costs add up.
    """

    needed: frozenset[str]
    takes: Mapping[str, str]
    parts: tuple[Instance, ...]


def divide(instance: Instance) -> Division | None:
    """Return what is settled of a problem and the independent parts that are left; None where there is no plan.

    >>> problem = Instance(("a",), {"1": ("a", ("b",)), "2": ("a", ("c", "d")), "3": ("b", ("c", "x"))})
    >>> division = divide(replace(problem, present=frozenset({"x"})))
    >>> sorted(division.needed), sorted(division.takes.items()), [sorted(part.clauses) for part in division.parts]
    (['a', 'b'], [('1', 'b'), ('3', 'x')], [['2']])
    """
    if any(n < 0 for numbers in (instance.costs, instance.burdens) for n in numbers.values()):
        return Division(frozenset(), {}, (instance,))  # what is not needed may be worth taking
    possible = _possible(instance)
    return None if possible is None else _Divider(possible).division()


def _possible(instance: Instance) -> Instance | None:
    """Return the problem with only the options that can be ready; None where a goal cannot."""
    ranks = ready(instance)
    if any(goal not in ranks for goal in instance.goals):
        return None
    clauses = {
        name: (dependent, tuple(option for option in options if option in ranks))
        for name, (dependent, options) in instance.clauses.items()
        if dependent in ranks
    }
    return replace(instance, clauses=clauses).relevant()


class _Divider:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.of: dict[str, list[str]] = defaultdict(list)
        for name, (dependent, _) in instance.clauses.items():
            self.of[dependent].append(name)
        self.needed = self._needed()
        # What is to be used and is not sure to be: an option that leads to it may be taken at a cost.
        self.via = instance.via - self.needed - set(instance.goals)
        self.takes: dict[str, str] = {}
        self.circles: dict[str, int] = {}

    def division(self) -> Division | None:
        """Return what is settled and what is left; None where there is no plan."""
        leading = self._leading()
        for _ in range(_ROUNDS):
            self.circles = circles(self._edges())
            if not self._settle(leading):
                break
        parts = tuple(self._parts())
        missed = self.via - {thing for part in parts for thing in part.via}
        return None if missed else Division(frozenset(self.needed), self.takes, parts)

    def _needed(self) -> set[str]:
        needed = {goal for goal in self.instance.goals if goal not in self.instance.present}
        open_ = list(needed)
        while open_:
            for name in self.of[open_.pop()]:
                options = self.instance.clauses[name][1]
                if len(options) == 1 and options[0] not in needed and options[0] not in self.instance.present:
                    needed.add(options[0])
                    open_.append(options[0])
        return needed

    def _leading(self) -> set[str]:
        """Return what is to be used and what could lead to it."""
        leading = set(self.via)
        if leading:
            by_option: dict[str, list[str]] = defaultdict(list)
            for dependent, options in self.instance.clauses.values():
                for option in options:
                    by_option[option].append(dependent)
            open_ = list(leading)
            while open_:
                fresh = set(by_option[open_.pop()]) - leading
                leading |= fresh
                open_ += fresh
        return leading

    def _edges(self) -> dict[str, list[str]]:
        """Return what each reachable step could wait for, apart from settled clauses, which wait for nothing in a circle."""
        edges: dict[str, list[str]] = {}
        open_ = list(self.needed)
        while open_:
            thing = open_.pop()
            if thing in edges:
                continue
            edges[thing] = [
                option
                for name in self.of[thing]
                if name not in self.takes
                for option in self.instance.clauses[name][1]
                if option not in self.instance.present
            ]
            open_ += edges[thing]
        return edges

    def _settle(self, leading: set[str]) -> bool:
        """Settle the clauses with an option that costs nothing more, and return whether there were such."""
        before = len(self.takes)
        for thing in self.circles:
            for name in self.of[thing]:
                if name in self.takes:
                    continue
                options = self.instance.clauses[name][1]
                free = [option for option in options if self._is_free(option, thing)]
                if free and all(o in free or (self.instance.costs.get(o, 1) > 0 and o not in leading) for o in options):
                    self.takes[name] = min(free, key=lambda o: (o not in self.instance.present, o))
        return len(self.takes) > before

    def _is_free(self, option: str, dependent: str) -> bool:
        """Whether an option is ready in each plan before the dependent, and need not be used for its own sake."""
        if option in self.via:
            return False
        return option in self.instance.present or (
            option in self.needed and self.circles[option] != self.circles[dependent]
        )

    def _parts(self) -> Iterator[Instance]:
        """Yield the problems that are left, in a fixed order; clauses that leave nothing to choose are settled."""
        present = self.instance.present | self.needed
        left = sorted(name for thing in self.circles for name in self.of[thing] if name not in self.takes)
        groups = _Groups()
        for number, name in enumerate(left):
            dependent, options = self.instance.clauses[name]
            groups.join(number, *(option for option in options if option in self.via or option not in present))
            if dependent not in self.needed:
                groups.join(number, dependent)
            circle = self.circles[dependent]
            if any(self.circles.get(option) == circle for option in options):
                groups.join(number, -1 - circle)  # clauses are numbered from 0 up, circles from -1 down
        for numbers in groups.of(range(len(left))):
            names = [left[number] for number in numbers]
            if all(len(self.instance.clauses[name][1]) == 1 for name in names) and not self.via:
                self.takes |= {name: self.instance.clauses[name][1][0] for name in names}
            else:
                yield self._part(names)

    def _part(self, names: Iterable[str]) -> Instance:
        clauses = {name: self.instance.clauses[name] for name in names}
        dependents = {dependent for dependent, _ in clauses.values()}
        options = {option for _, some in clauses.values() for option in some}
        sure = self.needed & (dependents | options)
        return Instance(
            goals=tuple(sorted(sure & dependents)),
            clauses=clauses,
            present=(self.instance.present & options) | (sure - dependents),
            via=self.via & options,
            costs=dict.fromkeys(sure, 0) | {t: self.instance.costs.get(t, 1) for t in options - sure},
            burdens={t: self.instance.burdens[t] for t in options - sure if t in self.instance.burdens},
        )


def circles(edges: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return a number for each thing, the same for things that wait for each other.

    Args:
        edges: thing → what it waits for; each of these is a key, too.

    Returns:
        Thing → number of its strongly connected component (Tarjan, "Depth-first search and linear graph algorithms", 1972).

    >>> found = circles({"a": ["b"], "b": ["a", "c"], "c": []})
    >>> found["a"] == found["b"], found["b"] == found["c"]
    (True, False)
    """
    numbers: dict[str, int] = {}
    low: dict[str, int] = {}
    circle: dict[str, int] = {}
    stack: list[str] = []
    for root in edges:
        if root in numbers:
            continue
        numbers[root] = low[root] = len(numbers)
        stack.append(root)
        path = [(root, iter(edges[root]))]
        while path:
            thing, rest = path[-1]
            for other in rest:
                if other not in numbers:
                    numbers[other] = low[other] = len(numbers)
                    stack.append(other)
                    path.append((other, iter(edges[other])))
                    break
                if other not in circle:
                    low[thing] = min(low[thing], numbers[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[thing])
                if low[thing] == numbers[thing]:
                    while thing not in circle:
                        circle[stack.pop()] = numbers[thing]
    return circle


class _Groups:
    """Numbers and names that hang together, by union and find with halving of paths."""

    def __init__(self) -> None:
        self._above: dict[int | str, int | str] = {}

    def join(self, number: int, *others: int | str) -> None:
        top = self._top(number)
        for other in others:
            self._above[self._top(other)] = top

    def of(self, numbers: Iterable[int]) -> list[list[int]]:
        """Return the numbers in groups, in the order in which they come."""
        found: dict[int | str, list[int]] = defaultdict(list)
        for number in numbers:
            found[self._top(number)].append(number)
        return list(found.values())

    def _top(self, one: int | str) -> int | str:
        above = self._above
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one
