"""Columns as ranks: links within a column run from left to right, too, and no picture is much higher than it is wide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from agendagraph.diagrams.view import Edge, View

_ROW, _COLUMN, _GAP, _LABELLED = 66.0, 180.0, 50.0, 120.0
"""About how high a card is with the room below it, how wide a column, and the gap between two columns."""
_HIGH_AS_WIDE: Final = 0.85
_FEW_LINKS: Final = 3
"""With fewer than one link for so many nodes, columns can be divided without lines running through them."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Nodes under one another; of an ordered one the order says something."""

    members: tuple[str, ...]
    is_ordered: bool
    column: int


def ranks(view: View) -> list[Rank]:
    """Return the columns of a view from left to right, each in as many ranks as its own links ask for."""
    columns = [group for group in view.groups if group.kind in {"column", "lane"} and group.members]
    if not columns:
        return []
    grouped = {member for group in columns for member in group.members}
    # What is in no column stands before the first one.
    loose = tuple(node.id for node in view.nodes if node.id not in grouped)
    parts = [(loose, False)] if loose else []
    parts += [(group.members, group.is_ordered) for group in columns]
    found = []
    for column, (members, is_ordered) in enumerate(parts):
        layers = [members] if is_ordered else _layers(members, view.edges, is_reversed=view.is_reversed)
        found += [Rank(layer, is_ordered, column) for layer in layers]
    return found


def _layers(members: Sequence[str], edges: Sequence[Edge], *, is_reversed: bool) -> list[tuple[str, ...]]:
    """Return the members of a column in layers, so that a link between two of them runs to the right; cycles are cut."""
    held = set(members)
    after: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        start, end = (edge.target, edge.source) if is_reversed else (edge.source, edge.target)
        if start in held and end in held and start not in after[end]:
            after[start].add(end)
    if not any(after.values()):
        return [tuple(members)]
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(members)
    graph.add_edges_from((start, end) for start in members for end in sorted(after[start]))
    parts = nx.condensation(graph)
    level = {
        member: number
        for number, generation in enumerate(nx.topological_generations(parts))
        for part in generation
        for member in parts.nodes[part]["members"]
    }
    linked = {end for start, ends in after.items() for end in (start, *ends) if ends}
    hub = max(linked, key=lambda one: (len(after[one]) + sum(one in ends for ends in after.values()), one))
    # What has no link within the column stands with its hub's first neighbours, where there is most room.
    return [
        layer
        for number in sorted(set(level.values()))
        if (layer := tuple(m for m in members if (level[m] if m in linked else level[hub]) == number))
    ]


def rows(view: View, found: Sequence[Rank], sizes: Mapping[str, int]) -> int:
    """Return how many members of a bundle may stand under one another, so that the picture is not too high.

    Args:
        view, found: what is drawn and its ranks.
        sizes: node → how many stand in its bundle, for those in one.
    """
    for most in (5, 4, 3):
        if _height(found, sizes, most) <= _HIGH_AS_WIDE * _width(view, found, sizes, most):
            return most
    return 2


def _height(found: Sequence[Rank], sizes: Mapping[str, int], most: int) -> float:
    return max((sum(_share(sizes.get(m, 1), most) for m in rank.members) * _ROW for rank in found), default=0)


def _share(size: int, most: int) -> float:
    """Return which part of a row each of the members of a bundle takes."""
    columns = -(-size // most)
    return -(-size // columns) / size


def _width(view: View, found: Sequence[Rank], sizes: Mapping[str, int], most: int) -> float:
    widest = (max((-(-sizes.get(m, 1) // most) for m in rank.members), default=1) for rank in found)
    return sum(widest) * _COLUMN + (len(found) - 1) * (_GAP if view.edge_meaning else _LABELLED)


def divided(view: View, found: Sequence[Rank], weights: Mapping[str, float]) -> list[Rank]:
    """Return the ranks, those that are much too high in two or more, so that the whole is about as wide as a page is.

    Args:
        view: what is drawn.
        found: its ranks, of nodes and bundles.
        weights: end → how many rows it takes; 1 for those that are not told.
    """
    few = len(view.edges) * _FEW_LINKS < len(view.nodes)
    divided_ = list(found)
    for _ in range(40):
        high = [sum(weights.get(m, 1.0) for m in rank.members) * _ROW for rank in divided_]
        wide = len(divided_) * (_COLUMN + (20 if few else _GAP if view.edge_meaning else _LABELLED))
        worst = max(range(len(high)), key=lambda number: high[number], default=0)
        if not high or high[worst] <= wide * (0.6 if few else 1.1) or len(divided_[worst].members) < 6:
            break
        column = divided_[worst].column
        alike = [number for number, rank in enumerate(divided_) if rank.column == column]
        if not few and len(alike) > 2:
            break
        members = [m for number in alike for m in divided_[number].members] if few else list(divided_[worst].members)
        pieces = len(alike) + 1 if few else 2
        span = alike if few else [worst]
        new = [replace(divided_[worst], members=part) for part in _parts(view, members, weights, pieces, keep=few)]
        divided_[span[0] : span[-1] + 1] = new
    return divided_


def _parts(
    view: View, members: list[str], weights: Mapping[str, float], pieces: int, *, keep: bool
) -> list[tuple[str, ...]]:
    """Return members in parts of about the same height; those with the most links stand on the side of their links."""
    if not keep:
        degree: dict[str, int] = defaultdict(int)
        for edge in view.edges:
            degree[edge.source] += 1
            degree[edge.target] += 1
        members = sorted(members, key=lambda one: degree[one])
    total = sum(weights.get(m, 1.0) for m in members)
    parts: list[list[str]] = [[]]
    used = 0.0
    for member in members:
        if len(parts) < pieces and parts[-1] and used + weights.get(member, 1.0) / 2 > total * len(parts) / pieces:
            parts.append([])
        parts[-1].append(member)
        used += weights.get(member, 1.0)
    return [tuple(part) for part in parts]
