"""What rests on what, without any words: what can no longer be had once a thing is gone, and what has another way."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agendagraph.planner.instance import Instance, ready


@dataclass(frozen=True, slots=True)
class Loss:
    """What happens to an AND/OR problem when one thing is taken out of it.

    Attributes:
        fails: what can no longer be had, nearest first → the clause by which it fails, and the option that leads to it from the
            thing that is gone, the shortest way. The thing itself is not in it.
        switching: clauses of what can still be had, of which an option is gone.
        left: what can still be had.
    """

    fails: Mapping[str, tuple[str, str]]
    switching: tuple[str, ...]
    left: frozenset[str]

    def chain(self, thing: str) -> tuple[tuple[str, str], ...]:
        """Return the clauses from what is gone to a thing that is lost, each with the option by which it fails."""
        links = []
        while thing in self.fails:
            links.append(self.fails[thing])
            thing = links[-1][1]
        return tuple(reversed(links))


def without(instance: Instance, thing: str) -> Loss:
    """Return what taking out a thing does: linear in the size of the problem.

    What can be had is the least fixed point that `ready` gives, so that nothing supports itself: two things that only have each
    other left are both lost. The goals and what was asked for do not matter here.

    Args:
        instance: the clauses, and what is there or excluded anyway.
        thing: what is taken out; if it could not be had anyway, nothing else is lost.

    >>> small = Instance((), {"1": ("a", ("b",)), "2": ("c", ("a", "d"))})
    >>> loss = without(small, "b")
    >>> loss.chain("a"), loss.switching
    ((('1', 'b'),), ('2',))
    """
    before = ready(instance)
    left = ready(replace(instance, without=instance.without | {thing}))
    gone = before.keys() - left.keys()
    failed: dict[str, list[str]] = defaultdict(list)
    switching = []
    for name, (dependent, options) in sorted(instance.clauses.items()):
        if gone.isdisjoint(options):
            continue
        if dependent in left:
            switching.append(name)
        elif dependent in gone and left.keys().isdisjoint(options):
            for option in gone.intersection(options):
                failed[option].append(name)
    return Loss(_fails(instance, thing, failed), tuple(switching), frozenset(left))


def _fails(instance: Instance, thing: str, failed: Mapping[str, list[str]]) -> Mapping[str, tuple[str, str]]:
    """Return for everything that is lost the clause and the option on the shortest way to it from what is gone.

    Everything that is lost is reached: it has a clause that failed, and the option of that clause that could be had first was
    lost as well, and could be had before it; so going back ends at the thing itself.
    """
    fails: dict[str, tuple[str, str]] = {}
    queue = deque([thing])
    while queue:
        option = queue.popleft()
        for name in failed.get(option, ()):
            dependent = instance.clauses[name][0]
            if dependent != thing and dependent not in fails:
                fails[dependent] = (name, option)
                queue.append(dependent)
    return fails


def counts(instance: Instance) -> dict[str, int]:
    """Return for every thing that can be had how many others are lost without it; one linear pass a thing.

    >>> counts(Instance((), {"1": ("a", ("b",)), "2": ("c", ("a", "d"))}))
    {'a': 0, 'b': 1, 'c': 0, 'd': 0}
    """
    before = ready(instance)
    options = {option for _, some in instance.clauses.values() for option in some}
    return {
        thing: len(before) - 1 - len(ready(replace(instance, without=instance.without | {thing})))
        if thing in options  # what nothing asks for takes nothing with it
        else 0
        for thing in sorted(before)
    }
