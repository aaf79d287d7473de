"""Which release of the zibs a thing needs: exchanges on different releases do not understand each other as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from agendagraph import terms
from agendagraph.graph.needs import Needs
from agendagraph.store import Store


@dataclass(frozen=True, slots=True)
class ReleaseUse:
    """A release that a thing reaches.

    Attributes:
        thing: IRI of what was asked about.
        release: IRI of the release.
        is_forced: whether every way to satisfy the clauses leads to it; otherwise it depends on a choice.
        chain: the things from the one asked about to the release, the shortest way.
    """

    thing: str
    release: str
    is_forced: bool
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """Releases that meet where one would do.

    Attributes:
        things: the one thing that needs several releases itself, or the two that need different ones.
        releases: for each of the things the releases that it is bound to.
    """

    things: tuple[str, ...]
    releases: tuple[tuple[str, ...], ...]


def releases(store: Store, found: Needs) -> list[ReleaseUse]:
    """Return the releases among what a thing needs, those it is bound to first.

    Args:
        store: the dataset.
        found: what the thing needs, as `needs` gives it: with the options, sector and force that were chosen there.

    Returns:
        One entry for each release that is reached. A release is *forced* if it is reached through clauses with one option,
        or through every option of a clause.
    """
    kinds = {quad.subject.value for quad in store.quads(None, terms.TYPE, terms.ag("Release"))}  # type: ignore[union-attr]
    reached = [iri for iri in (found.thing, *found.things) if iri in kinds]
    if not reached:
        return []
    options = _options(found)
    bound = _forced(found.thing, options, kinds)
    uses = [ReleaseUse(found.thing, iri, iri in bound, _chain(found.thing, iri, options)) for iri in reached]
    return sorted(uses, key=lambda use: (not use.is_forced, use.release))


def mixes(uses: Iterable[Sequence[ReleaseUse]]) -> list[Mix]:
    """Return where releases would be mixed: within one thing, and between two.

    Args:
        uses: for each thing the releases it reaches, as `releases` gives them.

    Returns:
        First the things that are bound to more than one release themselves, then the pairs that share none. A thing that is
        bound to no release, or still has the choice, is in neither.
    """
    bound = [(one[0].thing, tuple(use.release for use in one if use.is_forced)) for one in uses if one]
    within = [Mix((thing,), (names,)) for thing, names in bound if len(names) > 1]
    between = [
        Mix((a, b), (of_a, of_b))
        for (a, of_a), (b, of_b) in combinations(bound, 2)
        if of_a and of_b and not {*of_a} & {*of_b}
    ]
    return [*within, *between]


def _options(found: Needs) -> dict[str, list[tuple[str, ...]]]:
    """Return the clauses of each thing, as the options that each of them leaves."""
    options: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for need in found.needs:
        # A clause of a wider kind counts for the thing through which it was reached.
        for dependent in {need.clause.dependent, need.chain[-1]}:
            options[dependent].append(need.clause.prerequisites)
    return options


def _forced(start: str, options: dict[str, list[tuple[str, ...]]], kinds: set[str]) -> set[str]:
    """Return the releases that every way to satisfy the clauses of a thing leads to: the least fixed point."""
    bound: dict[str, set[str]] = {iri: {iri} for iri in kinds}
    changed = True
    while changed:
        changed = False
        for thing, clauses in options.items():
            now = bound.get(thing, set()).union(
                *(set.intersection(*(bound.get(option, set()) for option in clause)) for clause in clauses)
            )
            if now != bound.get(thing, set()):
                bound[thing], changed = now, True
    return bound.get(start, set())


def _chain(start: str, end: str, options: dict[str, list[tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the shortest way from a thing to what it reaches."""
    chains: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = [start]
    for current in queue:
        for option in (option for clause in options.get(current, []) for option in clause):
            if option not in chains:
                chains[option] = (*chains[current], option)
                queue.append(option)
    return chains.get(end, (start, end))
