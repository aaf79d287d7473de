"""The problem behind a plan, without any words: goals, clauses, what is there, what is asked for and what it costs."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Instance:
    """An AND/OR problem: a thing is ready when it is present, or when each of its clauses has an option that is ready.

    Attributes:
        goals: what must be ready.
        clauses: name of a clause → its dependent and the options that satisfy it.
        present: what is ready without any step.
        via: what must be used.
        without: what must not be used.
        costs: thing → what the step costs, a whole number; 1 where nothing is said.
        burdens: thing → what tells plans of equal cost apart, less is better; 0 where nothing is said.
    """

    goals: tuple[str, ...]
    clauses: Mapping[str, tuple[str, tuple[str, ...]]]
    present: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    costs: Mapping[str, int] = field(default_factory=dict)
    burdens: Mapping[str, int] = field(default_factory=dict)

    def cost(self, needed: Iterable[str]) -> int:
        """Return what steps cost together."""
        return sum(self.costs.get(thing, 1) for thing in needed)

    def relevant(self) -> Instance:
        """Return the problem with only the clauses that a plan for the goals could come to.

        >>> small = Instance(("a",), {"1": ("a", ("b",)), "2": ("x", ("y",))})
        >>> list(small.relevant().clauses)
        ['1']
        """
        by_dependent: dict[str, list[str]] = defaultdict(list)
        for name, (dependent, _) in self.clauses.items():
            by_dependent[dependent].append(name)
        reached = set(self.goals)
        queue = deque(self.goals)
        kept: set[str] = set()
        while queue:
            thing = queue.popleft()
            if thing in self.present:
                continue
            for name in by_dependent[thing]:
                kept.add(name)
                fresh = [p for p in self.clauses[name][1] if p not in reached and p not in self.without]
                reached.update(fresh)
                queue.extend(fresh)
        return replace(self, clauses={name: self.clauses[name] for name in self.clauses if name in kept})


def ready(instance: Instance, among: Iterable[str] | None = None) -> dict[str, int]:
    """Return what can be made ready, with its rank: 0 for what is present, one more than what it waits for otherwise.

    Args:
        instance: the problem; its costs and `via` do not matter here.
        among: the things that may be used besides what is present; all by default.

    Returns:
        Thing → the least number of waves before it can be done. What waits for itself is not in it.
    """
    allowed = None if among is None else set(among)
    waiting: dict[str, int] = defaultdict(int)
    clauses_of_option: dict[str, list[str]] = defaultdict(list)
    things = set(instance.goals)
    for name, (dependent, options) in instance.clauses.items():
        waiting[dependent] += 1
        things.update((dependent, *options))
        for option in options:
            clauses_of_option[option].append(name)
    there = instance.present - instance.without
    usable = {t for t in things if t not in instance.without and (allowed is None or t in allowed)} - there
    ranks = dict.fromkeys(there, 0)
    queue = deque(sorted(there))
    for thing in sorted(usable):
        if not waiting[thing]:
            ranks[thing] = 1
            queue.append(thing)
    met: set[str] = set()
    # Present things come first and every later one has the rank of the wave that completes it, so the queue is in order.
    while queue:
        thing = queue.popleft()
        for name in clauses_of_option[thing]:
            if name in met:
                continue
            met.add(name)
            dependent = instance.clauses[name][0]
            waiting[dependent] -= 1
            if not waiting[dependent] and dependent in usable and dependent not in ranks:
                ranks[dependent] = ranks[thing] + 1
                queue.append(dependent)
    return ranks
