"""Building blocks over the releases of the zibs: which version is in which, and what became of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from agendagraph import catalog
from agendagraph.reading.passages import instances
from agendagraph.store import Store
from agendagraph.text import Text

Change = Literal["same", "changed", "new", "gone", "succeeded", "successor"]

CHANGES: Final[dict[Change, Text]] = {
    "same": Text("overal dezelfde versie", "the same version throughout"),
    "changed": Text("versienummer gewijzigd", "version number changed"),
    "new": Text("nieuw in een latere uitgave", "new in a later release"),
    "gone": Text("niet in de laatste uitgave", "not in the last release"),
    "succeeded": Text("opgevolgd door een andere bouwsteen", "succeeded by another building block"),
    "successor": Text("volgt een andere bouwsteen op", "succeeds another building block"),
}
"""What can become of a building block over the releases; more than one can be so."""


@dataclass(frozen=True, slots=True)
class Version:
    """A building block as it is in one release."""

    iri: str
    number: str
    status: str
    passage: str


@dataclass(frozen=True, slots=True)
class Block:
    """A building block over the releases.

    Attributes:
        iri: of the building block.
        versions: IRI of a release → the version in it.
        changes: what became of it; of a block in one release only, which is the first and last, nothing.
        successors, predecessors: IRIs of other building blocks that replace it, and that it replaces.
    """

    iri: str
    versions: Mapping[str, Version]
    changes: tuple[Change, ...]
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]


def release_order(store: Store) -> list[str]:
    """Return the IRIs of the releases, oldest first."""
    return sorted(node.value for node in instances(store, "Release"))


def blocks(store: Store) -> list[Block]:
    """Return every building block that is in a release, as the question `zib-uitgaven` tells, by IRI."""
    releases = release_order(store)
    versions: dict[str, dict[str, Version]] = {}
    replaced: dict[str, set[str]] = {}
    for row in catalog.ask(store, "zib-uitgaven", {}, "nl").rows:
        value = {name: getattr(term, "value", "") for name, term in row.items()}
        version = Version(value["versie"], value["nummer"], value["stand"], value["passage"])
        versions.setdefault(value["bouwsteen"], {})[value["uitgave_van"]] = version
        if value["vervangt"]:
            replaced.setdefault(value["bouwsteen"], set()).add(value["vervangt"])
    found = []
    for iri, of_block in sorted(versions.items()):
        after = tuple(sorted(block for block, before in replaced.items() if iri in before))
        before = tuple(sorted(replaced.get(iri, ())))
        found.append(Block(iri, of_block, _changes(releases, of_block, after, before), after, before))
    return found


def _changes(
    releases: list[str], versions: Mapping[str, Version], after: tuple[str, ...], before: tuple[str, ...]
) -> tuple[Change, ...]:
    numbers = {version.number for version in versions.values()}
    every = all(release in versions for release in releases)
    holds: dict[Change, bool] = {
        "same": every and len(numbers) == 1,
        "changed": len(numbers) > 1,
        "new": bool(releases) and releases[0] not in versions,
        "gone": bool(releases) and releases[-1] not in versions,
        "succeeded": bool(after),
        "successor": bool(before),
    }
    return tuple(change for change, is_so in holds.items() if is_so)
