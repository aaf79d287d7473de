"""The plain layout, without any engine: nodes under one another in columns, links as curves between them."""

from __future__ import annotations

from collections import defaultdict
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
    """Return every node in the column of its rank; no two overlap, links may run behind nodes."""
    ranks = wiring.ranks or _by_depth(view, wiring)
    heights = [sum(cards[n].height + _UNDER for n in nodes) for nodes in ranks]
    nodes, boxes, x = [], {}, 0.0
    for members, height in zip(ranks, heights, strict=True):
        y = (max(heights) - height) / 2
        for identifier in members:
            placed = cards[identifier].at(identifier, x, y)
            nodes.append(placed)
            boxes[identifier] = placed.box
            y += cards[identifier].height + _UNDER
        x += max((cards[n].width for n in members), default=0.0) + _BETWEEN
    is_after = {link.end: link.start for link in wiring.links if link.edge is None}
    taken: dict[str, int] = defaultdict(int)
    for fork in wiring.forks:
        owner = boxes[fork.owner]
        side = owner.right + 12 if fork.key in is_after else owner.x - 12 - fork.width
        taken[fork.owner] += 1
        y = owner.y + (taken[fork.owner] - 1) * (JUNCTION_HEIGHT + 3)
        boxes[fork.key] = Box(side, y, fork.width, JUNCTION_HEIGHT)
    curves = [_between(boxes[link.start], boxes[link.end]) for link in wiring.links]
    trunks = {
        (link.start if link.start.startswith("\0") else link.end): curve
        for link, curve in zip(wiring.links, curves, strict=True)
        if link.edge is None
    }
    edges = [PlacedEdge(link.edge, c) for link, c in zip(wiring.links, curves, strict=True) if link.edge is not None]
    junctions = [Junction(f.choice, f.owner, boxes[f.key], f.text, trunks[f.key]) for f in wiring.forks]
    order = {node.id: place for place, node in enumerate(view.nodes)}
    nodes.sort(key=lambda node: order[node.id])
    return framed(view, Frame(tuple(nodes), tuple(edges), tuple(junctions)), "columns", notice)


def _by_depth(view: View, wiring: Wiring) -> tuple[tuple[str, ...], ...]:
    """Return nodes by how many links lead to them from a node without any, at most; in a cycle the first one met begins."""
    depth: dict[str, int] = {}
    owners = {fork.key: fork.owner for fork in wiring.forks}
    following: dict[str, list[str]] = defaultdict(list)
    for link in wiring.links:
        start, end = owners.get(link.start, link.start), owners.get(link.end, link.end)
        if start != end:
            following[start].append(end)
    reached = {end for ends in following.values() for end in ends}
    first = [node.id for node in view.nodes if node.id not in reached]
    for root in [*first, *(node.id for node in view.nodes)]:
        if root in depth:
            continue
        depth[root], queue = 0, [root]
        for current in queue:
            for end in following[current]:
                if end not in depth:
                    depth[end] = depth[current] + 1
                    queue.append(end)
    columns: dict[int, list[str]] = defaultdict(list)
    for node in view.nodes:
        columns[depth[node.id]].append(node.id)
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
