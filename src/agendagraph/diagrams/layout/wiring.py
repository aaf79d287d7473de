"""What is to be joined in a picture, before anyone says where: columns as ranks, bundles, links, and choices as small nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from agendagraph.diagrams.layout.bundles import Bundle, bundles
from agendagraph.diagrams.layout.cards import Card
from agendagraph.diagrams.layout.laid import PlacedNode, PlacedText
from agendagraph.diagrams.layout.measure import width
from agendagraph.diagrams.layout.ranks import divided, ranks, rows
from agendagraph.diagrams.view import View
from agendagraph.text import Text

_ONE_OF: Final = Text("één van {n}", "one of {n}")
JUNCTION_SIZE: Final = 10.5
JUNCTION_HEIGHT: Final = 20.0


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two ends, in the direction of reading; an end is a node id, or the key of a bundle or fork.

    Attributes:
        edges: places in the view of the edges that it stands for; none for the trunk of a choice.
    """

    start: str
    end: str
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """The small node of a choice: its key, whose choice it is, and what it says."""

    key: str
    choice: str
    owner: str
    text: PlacedText
    width: float


@dataclass(frozen=True, slots=True)
class Wiring:
    """A view's links, forks, bundles and ranks.

    Attributes:
        links: trunks first, then in the order of the view's edges.
        forks: one for each choice of which two or more options are shown.
        bundles: nodes that are joined by one link.
        ranks: columns of nodes and bundles from left to right; empty where the edges alone tell.
        ordered: whether the members of that rank stand in a fixed order.
    """

    links: tuple[Link, ...]
    forks: tuple[Fork, ...]
    bundles: tuple[Bundle, ...]
    ranks: tuple[tuple[str, ...], ...]
    ordered: tuple[bool, ...]

    def rank_of(self) -> dict[str, int]:
        """Return end → its rank."""
        return {end: rank for rank, ends in enumerate(self.ranks) for end in ends}

    def sizes(self, view: View, cards: Mapping[str, Card]) -> dict[str, tuple[float, float]]:
        """Return the width and height of everything that is to be placed: nodes on their own, bundles and forks."""
        held = {member for bundle in self.bundles for member in bundle.members}
        found = {node.id: (cards[node.id].width, cards[node.id].height) for node in view.nodes if node.id not in held}
        found |= {bundle.key: bundle.size(cards) for bundle in self.bundles}
        return found | {fork.key: (fork.width, JUNCTION_HEIGHT) for fork in self.forks}

    def nodes(
        self, view: View, cards: Mapping[str, Card], corners: Mapping[str, tuple[float, float]]
    ) -> list[PlacedNode]:
        """Return all nodes in the order of the view, given the top left corner of everything."""
        placed = [node for bundle in self.bundles for node in bundle.placed(cards, *corners[bundle.key])]
        placed += [cards[node.id].at(node.id, *corners[node.id]) for node in view.nodes if node.id in corners]
        order = {node.id: place for place, node in enumerate(view.nodes)}
        return sorted(placed, key=lambda node: order[node.id])


def wire(view: View) -> Wiring:
    """Return what there is to join in a view."""
    columns = ranks(view)
    tied = bundles(view, [rank.members for rank in columns])
    most = rows(view, columns, {member: len(bundle.members) for bundle in tied for member in bundle.members})
    tied = tuple(replace(bundle, most=most) for bundle in tied)
    stands_for = {member: bundle.key for bundle in tied for member in bundle.members}
    options: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, edge in enumerate(view.edges):
        if edge.choice:
            options[edge.choice, edge.source].append(number)
    forks: list[Fork] = []
    joined: dict[tuple[str, str, int | str], list[int]] = {}
    by_edge: dict[int, str] = {}
    for (choice, owner), numbers in options.items():
        if len({view.edges[number].target for number in numbers}) > 1:
            fork = _fork(len(forks), choice, owner, len(numbers), view)
            forks.append(fork)
            joined[owner, fork.key, ""] = []
            by_edge |= dict.fromkeys(numbers, fork.key)
    for number, edge in enumerate(view.edges):
        source, target = (stands_for.get(end, end) for end in (by_edge.get(number, edge.source), edge.target))
        is_tied = source.startswith("\0bundle") or target.startswith("\0bundle")
        joined.setdefault((source, target, "" if is_tied else number), []).append(number)
    links = tuple(
        Link(*((target, source) if view.is_reversed else (source, target)), tuple(numbers))
        for (source, target, _), numbers in joined.items()
    )
    columns = [
        replace(rank, members=tuple(dict.fromkeys(stands_for.get(node, node) for node in rank.members)))
        for rank in columns
    ]
    columns = divided(view, columns, {bundle.key: float(len(bundle.rows())) for bundle in tied})
    return Wiring(
        links, tuple(forks), tied, tuple(rank.members for rank in columns), tuple(rank.is_ordered for rank in columns)
    )


def _fork(number: int, choice: str, owner: str, options: int, view: View) -> Fork:
    said = _ONE_OF(view.language).format(n=options)
    room = round(width(said, JUNCTION_SIZE, "bold") + 16, 1)
    return Fork(f"\0fork{number}", choice, owner, PlacedText((said,), JUNCTION_SIZE), room)
