"""How the drawn edges run and what stands in what, for files of which the tool draws the lines itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from agendagraph.diagrams.layout.laid import Box, Laid, Point
from agendagraph.diagrams.view import View

_NEAR: Final = 8.0
"""So far from a box a line may end that leads to it; its arrow head is in between."""


def bends(view: View, laid: Laid) -> dict[int, tuple[Point, ...]]:
    """Return for every edge that was routed the points between its two ends, by its place in the view.

    An edge of a choice passes through the junction where its options meet, and one of a bundle through the side of its frame.
    """
    trunks = {junction.choice: junction for junction in laid.junctions}
    found = {}
    for placed in laid.edges:
        route = _forward(placed.points, view)
        if junction := trunks.get(view.edges[placed.number].choice):
            route = (*_forward(junction.trunk[::3], view), junction.box.centre, *route)
        edge = view.edges[placed.number]
        ends = [laid.boxes[edge.source], laid.boxes[edge.target]]
        first, last = (_touches(box, point) for box, point in zip(ends, (route[0], route[-1]), strict=True))
        between = route[int(first) : len(route) - int(last)]
        found[placed.number] = tuple(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in between))
    return found


def _touches(box: Box, point: Point) -> bool:
    x, y = point
    return box.x - _NEAR <= x <= box.right + _NEAR and box.y - _NEAR <= y <= box.bottom + _NEAR


def _forward(points: tuple[Point, ...], view: View) -> tuple[Point, ...]:
    return points[::-1] if view.is_reversed else points


def inner(areas: Iterable[tuple[Box, str]], box: Box) -> tuple[Box, str] | None:
    """Return the first of the areas, each with its name, that a box stands in."""
    for area, name in areas:
        if area.x <= box.x and area.y <= box.y and box.right <= area.right and box.bottom <= area.bottom:
            return area, name
    return None
