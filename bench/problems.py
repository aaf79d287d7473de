"""Made problems to measure with: the same seed and size give the same problem, whatever the machine.

Three structures, since it is the structure and not the size that makes choosing hard:

* `local`: blocks of 20 clauses; a choice shares options with choices of its own block and the next one only. What a choice of a
  real agenda touches is near it, too.
* `scattered`: the same numbers, but an option can be in any later block, so that all choices hang together.
* `cover`: as few of a set of things as will do for many others, each to be had from five of them at random: set cover, NP-hard,
  without any locality. To see what a plan is worth when the time is up.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from agendagraph.planner import Instance

BLOCK: Final = 20
"""Clauses in a block, about."""

_INNER: Final = 14
"""Things in a block besides its head."""

_FAN: Final = 10
"""So many heads hang under one thing, and so many of those under the next."""


def local(clauses: int, seed: int = 1) -> Instance:
    """Return a problem of about so many clauses, with alternatives and cycles, whose choices touch only what is near."""
    return _blocks(clauses, seed, lambda _random, block, _count: block + 1)


def scattered(clauses: int, seed: int = 1) -> Instance:
    """Return a problem of about so many clauses, whose choices touch things anywhere."""
    return _blocks(clauses, seed, lambda random, block, count: random.randrange(block + 1, count))


def cover(clauses: int, seed: int = 1) -> Instance:
    """Return a set cover as a problem: half of the clauses are choices out of five, the other half make them count."""
    dice = random.Random(seed)
    things = max(clauses // 2, 1)
    sets = max(things * 8 // 15, 5)
    found: dict[str, tuple[str, tuple[str, ...]]] = {f"goal-{n}": ("goal", (f"t{n}",)) for n in range(things)}
    found |= {
        f"cover-{n}": (f"t{n}", tuple(f"s{s}" for s in sorted(dice.sample(range(sets), 5)))) for n in range(things)
    }
    return Instance(("goal",), found)


KINDS: Final[dict[str, Callable[[int], Instance]]] = {"local": local, "scattered": scattered, "cover": cover}


def _blocks(clauses: int, seed: int, other: Callable[[random.Random, int, int], int]) -> Instance:
    """Return heads under a tree of fan 10; each head has a block of clauses with one, two or three options.

    The things of a block have an order, and each clause has an option that is later in it, so that there is a plan. Another
    option is as often earlier, which makes cycles, and one in six is in the block that `other` names.
    """
    dice = random.Random(seed)
    count = max(round(clauses / (BLOCK + 1 + 1 / (_FAN - 1))), 1)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    level = [_name(block, 0) for block in range(count)]
    height = 0
    while len(level) > 1:
        above = [f"area{height}-{n:05}" for n in range((len(level) + _FAN - 1) // _FAN)]
        found |= {f"of-{thing}": (above[n // _FAN], (thing,)) for n, thing in enumerate(level)}
        level, height = above, height + 1
    found["goal"] = ("goal", (level[0],))
    for block in range(count):
        for number in range(BLOCK):
            # The head and the things after it have a clause or two each; the last third of a block has none.
            place = 0 if number < 4 else dice.randrange(_INNER * 2 // 3)
            options = {_name(block, dice.randrange(place + 1, _INNER + 1))}
            for _ in range(dice.choice((0, 1, 1, 2))):
                if dice.random() < 1 / 6 and block + 1 < count:
                    options.add(_name(other(dice, block, count), dice.randrange(_INNER + 1)))
                else:
                    options.add(_name(block, dice.randrange(1, _INNER + 1)))
            options.discard(_name(block, place))
            found[f"c{block:05}-{number:02}"] = (_name(block, place), tuple(sorted(options)))
    things = sorted({option for _, options in found.values() for option in options})
    costs = {thing: 1 + dice.randrange(3) for thing in things}
    burdens = {thing: 1 for thing in things if dice.random() < 0.1}
    present = frozenset(_name(block, _INNER) for block in range(0, count, 7))
    return Instance(("goal",), found, present=present, costs=costs, burdens=burdens)


def _name(block: int, place: int) -> str:
    return f"b{block:05}-{place:02}"
