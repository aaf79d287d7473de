"""The plain layout, without any engine: nodes under one another in columns, links as curves between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from agendagraph.diagrams.layout.cards import Card
from agendagraph.diagrams.layout.groups import Frame, framed
from agendagraph.diagrams.layout.laid import Box, Junction, Laid, PlacedEdge, Point
from agendagraph.diagrams.layout.wiring import JUNCTION_HEIGHT, Wiring
from agendagraph.diagrams.view import View
from agendagraph.text import Text

_BETWEEN: Final = 150.0
_UNDER: Final = 16.0


def laid_out(view: View, cards: dict[str, Card], wiring: Wiring, notice: Text) -> Laid:
    """Return every node in the column of its rank; no two overlap, lines may run behind nodes."""
    sizes = wiring.sizes(view, cards)
    ranks = wiring.ranks or _by_depth(wiring, sizes)
    heights = [sum(sizes[end][1] + _UNDER for end in ends) for ends in ranks]
    boxes, x = {}, 0.0
    for ends, height in zip(ranks, heights, strict=True):
        y = (max(heights) - height) / 2
        for end in ends:
            boxes[end] = Box(round(x, 2), round(y, 2), *sizes[end])
            y += sizes[end][1] + _UNDER
        x += max((sizes[end][0] for end in ends), default=0.0) + _BETWEEN
    taken: dict[str, int] = defaultdict(int)
    for fork in wiring.forks:
        owner = boxes[fork.owner]
        side = owner.x - 12 - fork.width if view.is_reversed else owner.right + 12
        boxes[fork.key] = Box(side, owner.y + taken[fork.owner] * (JUNCTION_HEIGHT + 3), fork.width, JUNCTION_HEIGHT)
        taken[fork.owner] += 1
    curves = [(link, _between(boxes[link.start], boxes[link.end])) for link in wiring.links]
    trunks = {end: curve for link, curve in curves if not link.edges for end in (link.start, link.end)}
    edges = sorted((PlacedEdge(n, curve) for link, curve in curves for n in link.edges), key=lambda edge: edge.number)
    frame = Frame(
        tuple(wiring.nodes(view, cards, {end: (box.x, box.y) for end, box in boxes.items()})),
        tuple(edges),
        tuple(Junction(f.choice, f.owner, boxes[f.key], f.text, trunks[f.key]) for f in wiring.forks),
        tuple(boxes[bundle.key] for bundle in wiring.bundles),
    )
    return framed(view, frame, "columns", notice)


def _by_depth(wiring: Wiring, sizes: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    """Return nodes by how many links lead to them from a node without any, at most; in a cycle the first one met begins."""
    depth: dict[str, int] = {}
    owners = {fork.key: fork.owner for fork in wiring.forks}
    following: dict[str, list[str]] = defaultdict(list)
    for link in wiring.links:
        start, end = owners.get(link.start, link.start), owners.get(link.end, link.end)
        if start != end:
            following[start].append(end)
    reached = {end for ends in following.values() for end in ends}
    every = [end for end in sizes if end not in owners]
    for root in [*(end for end in every if end not in reached), *every]:
        if root in depth:
            continue
        depth[root], queue = 0, [root]
        for current in queue:
            for end in following[current]:
                if end not in depth:
                    depth[end] = depth[current] + 1
                    queue.append(end)
    columns: dict[int, list[str]] = defaultdict(list)
    for end in every:
        columns[depth[end]].append(end)
    return tuple(tuple(columns[level]) for level in sorted(columns))


def _between(start: Box, end: Box) -> tuple[Point, ...]:
    """Return a curve from side to side; between boxes of one column it bends out to the right."""
    if start.right <= end.x:
        a, b = (start.right, start.centre[1]), (end.x, end.centre[1])
    elif end.right <= start.x:
        a, b = (start.x, start.centre[1]), (end.right, end.centre[1])
    else:
        a, b = (start.right, start.centre[1]), (end.right, end.centre[1])
        out = max(start.right, end.right) + 40
        return a, (out, a[1]), (out, b[1]), b
    middle = (a[0] + b[0]) / 2
    return a, (middle, a[1]), (middle, b[1]), b
