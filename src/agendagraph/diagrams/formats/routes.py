"""How the drawn edges run and what stands in what, for files of which the tool draws the lines itself."""

from __future__ import annotations

from collections.abc import Iterable

from agendagraph.diagrams.layout.laid import Box, Laid, Point
from agendagraph.diagrams.view import View


def bends(view: View, laid: Laid) -> dict[int, tuple[Point, ...]]:
    """Return for every edge that was routed the points between its two ends, by its place in the view.

    An edge of a choice passes through the junction where its options meet.
    """
    trunks = {junction.choice: junction for junction in laid.junctions}
    found = {}
    for placed in laid.edges:
        route = _forward(placed.points, view)
        if junction := trunks.get(view.edges[placed.number].choice):
            route = (*_forward(junction.trunk[::3], view), junction.box.centre, *route)
        found[placed.number] = tuple(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in route[1:-1]))
    return found


def _forward(points: tuple[Point, ...], view: View) -> tuple[Point, ...]:
    return points[::-1] if view.is_reversed else points


def inner(areas: Iterable[tuple[Box, str]], box: Box) -> tuple[Box, str] | None:
    """Return the first of the areas, each with its name, that a box stands in."""
    for area, name in areas:
        if area.x <= box.x and area.y <= box.y and box.right <= area.right and box.bottom <= area.bottom:
            return area, name
    return None
