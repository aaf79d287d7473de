"""The last step of every layout: boxes and headings of columns, and the whole moved to the origin with a margin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from agendagraph.diagrams.layout.labels import along
from agendagraph.diagrams.layout.laid import Box, Junction, Laid, PlacedEdge, PlacedGroup, PlacedNode, Point
from agendagraph.diagrams.layout.measure import wrap
from agendagraph.diagrams.view import View
from agendagraph.text import Text

HEADING_SIZE: Final = 12.5
MARGIN: Final = 8.0
_AROUND: Final = 8.0
_LINE: Final = 16.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What is placed already, wherever its origin is."""

    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...] = ()
    junctions: tuple[Junction, ...] = ()
    bundles: tuple[Box, ...] = ()


def framed(view: View, frame: Frame, engine: str = "graphviz", notice: Text | None = None) -> Laid:
    """Return the layout with its columns, from the origin."""
    groups = _groups(view, frame)
    boxes = [*(node.box for node in frame.nodes), *(junction.box for junction in frame.junctions), *frame.bundles]
    boxes += [edge.label_at for edge in frame.edges if edge.label_at] + [group.box for group in groups]
    curves = [edge.curve for edge in frame.edges] + [junction.trunk for junction in frame.junctions]
    inside = _around(boxes)
    points = [point for curve in curves for point in _beyond(curve, inside)]
    left = min([inside.x, *(x for x, _ in points)]) - MARGIN
    top = min([inside.y, *(y for _, y in points)]) - MARGIN
    right = max([inside.right, *(x for x, _ in points)]) + MARGIN
    bottom = max([inside.bottom, *(y for _, y in points)]) + MARGIN
    return Laid(
        width=round(right - left, 2),
        height=round(bottom - top, 2),
        nodes=tuple(_node(node, left, top) for node in frame.nodes),
        edges=tuple(_edge(edge, left, top) for edge in frame.edges),
        junctions=tuple(
            replace(one, box=_moved(one.box, left, top), trunk=_curve(one.trunk, left, top)) for one in frame.junctions
        ),
        groups=tuple(
            replace(group, box=_moved(group.box, left, top), heading=_moved(group.heading, left, top))
            for group in groups
        ),
        bundles=tuple(_moved(box, left, top) for box in frame.bundles),
        engine=engine,
        notice=notice or Text("", ""),
    )


def _around(boxes: list[Box]) -> Box:
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _beyond(curve: tuple[Point, ...], inside: Box) -> list[Point]:
    """Return the points of a curve that may lie outside of a box; most curves run within."""
    left, top, right, bottom = inside.x, inside.y, inside.right, inside.bottom
    # A curve is within the hull of its control points.
    if not curve or all(left <= x <= right and top <= y <= bottom for x, y in curve):
        return []
    return along(curve)


def _groups(view: View, frame: Frame) -> list[PlacedGroup]:
    """Return a band from top to bottom for every column, with its heading above all nodes."""
    columns = [group for group in view.groups if group.kind in {"column", "lane"} and group.members and group.label]
    if not columns or not frame.nodes:
        return []
    boxes = {node.id: node.box for node in frame.nodes}
    everything = [*boxes.values(), *frame.bundles, *(junction.box for junction in frame.junctions)]
    top, bottom = min(box.y for box in everything), max(box.bottom for box in everything)
    spans = [(min(boxes[m].x for m in group.members), max(boxes[m].right for m in group.members)) for group in columns]
    texts = [
        wrap(group.label, HEADING_SIZE, right - left, "bold", most=2)
        for group, (left, right) in zip(columns, spans, strict=True)
    ]
    high = max((len(text.lines) for text in texts), default=0) * _LINE
    above = high + 6 if high else 0
    found = []
    for group, (left, right), text in zip(columns, spans, texts, strict=True):
        x, wide = left - _AROUND, right - left + 2 * _AROUND
        band = Box(x, top - above - _AROUND, wide, bottom - top + above + 2 * _AROUND)
        heading = Box(x, top - above - _AROUND + 4, wide, high)
        found.append(PlacedGroup(group.id, band, text, heading))
    return found


def _moved(box: Box, left: float, top: float) -> Box:
    return Box(round(box.x - left, 2), round(box.y - top, 2), box.width, round(box.height, 2))


def _curve(points: Iterable[Point], left: float, top: float) -> tuple[Point, ...]:
    return tuple([(round(x - left, 2), round(y - top, 2)) for x, y in points])


def _node(node: PlacedNode, left: float, top: float) -> PlacedNode:
    return PlacedNode(node.id, _moved(node.box, left, top), node.kind, node.text, node.note, node.spot)


def _edge(edge: PlacedEdge, left: float, top: float) -> PlacedEdge:
    at = _moved(edge.label_at, left, top) if edge.label_at else None
    return PlacedEdge(edge.number, _curve(edge.curve, left, top), edge.label, at)
