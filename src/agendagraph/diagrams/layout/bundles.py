"""Nodes that stand in the picture in the same way stand together, and are joined to the rest by one line instead of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agendagraph.diagrams.layout.cards import Card
from agendagraph.diagrams.layout.laid import PlacedNode
from agendagraph.diagrams.view import View

GAP: Final = 7.0
PADDING: Final = 7.0
_WIDEST: Final = 4
"""A bundle has no more columns than this."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Nodes with one link each, all alike and with the same other end; at most so many of them stand under one another."""

    key: str
    members: tuple[str, ...]
    most: int = 5

    @property
    def columns(self) -> int:
        """How many columns its members stand in."""
        return min(_WIDEST, -(-len(self.members) // self.most))

    def rows(self) -> list[tuple[str, ...]]:
        """Return the members row by row; they are read column by column."""
        share = -(-len(self.members) // self.columns)
        columns = [self.members[start : start + share] for start in range(0, len(self.members), share)]
        return [tuple(column[row] for column in columns if row < len(column)) for row in range(share)]

    def size(self, cards: Mapping[str, Card]) -> tuple[float, float]:
        """Return its width and height."""
        rows = self.rows()
        wide = max(sum(cards[m].width for m in row) + GAP * (len(row) - 1) for row in rows)
        high = sum(max(cards[m].height for m in row) for row in rows) + GAP * (len(rows) - 1)
        return round(wide + 2 * PADDING, 2), round(high + 2 * PADDING, 2)

    def placed(self, cards: Mapping[str, Card], x: float, y: float) -> list[PlacedNode]:
        """Return its members, with its top left corner there."""
        found = []
        y += PADDING
        for row in self.rows():
            left = x + PADDING
            for member in row:
                found.append(cards[member].at(member, left, y))
                left += cards[member].width + GAP
            y += max(cards[m].height for m in row) + GAP
        return found


def bundles(view: View, ranks: Sequence[Sequence[str]]) -> tuple[Bundle, ...]:
    """Return the nodes of a view that can be joined by one line.

    Args:
        view: what is to be drawn.
        ranks: the columns; only nodes of one column stand together. Empty where the edges alone tell.
    """
    at: dict[str, list[int]] = defaultdict(list)
    for number, edge in enumerate(view.edges):
        at[edge.source].append(number)
        at[edge.target].append(number)
    rank_of = {node: rank for rank, nodes in enumerate(ranks) for node in nodes}
    order = {node: place for nodes in ranks for place, node in enumerate(nodes)}
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for node in sorted(view.nodes, key=lambda one: order.get(one.id, 0)):
        numbers = at[node.id]
        if len(numbers) != 1 or view.edges[numbers[0]].choice:
            continue
        edge = view.edges[numbers[0]]
        hub = edge.target if edge.source == node.id else edge.source
        rank = rank_of.get(node.id)
        if len(at[hub]) == 1 or (rank is not None and rank == rank_of.get(hub)):
            continue  # two that have only each other, or neighbours in one column
        look = (edge.label or edge.qualifier, edge.force, edge.basis, "other" in edge.marks)
        alike[(rank, hub, edge.source == node.id, *look)].append(node.id)
    return tuple(
        Bundle(f"\0bundle{number}", tuple(members))
        for number, members in enumerate(members for members in alike.values() if len(members) > 1)
    )
