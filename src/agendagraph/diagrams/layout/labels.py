"""Which edges bear a label in the picture: only where it tells what the legend cannot, and there is room."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from typing import Final

from agendagraph.diagrams.layout.laid import Box, PlacedText, Point
from agendagraph.diagrams.layout.measure import width, wrap
from agendagraph.diagrams.view import View

_MOST_COLUMNS: Final = 5
"""With more columns than this, labels would make the picture too wide to be read on a slide."""
_STEPS: Final = 12
_FAR: Final = 150.0
_WEIGHTS: Final = tuple(
    ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3) for t in (n / _STEPS for n in range(1, _STEPS + 1))
)

SIZE: Final = 11.0
_ROOM: Final = 110.0
MOST: Final = 40
"""With more lines than this, labels hide what they explain: the table beside the picture has them."""


def edge_labels(view: View, lines: int) -> dict[int, PlacedText]:
    """Return the label of each edge that bears one, by its place in the view.

    None does where all say the same (the legend says it once), or where there are too many of them.

    Args:
        view: what is drawn.
        lines: how many lines there are in the picture; one may stand for several edges, which say the same.

    >>> from agendagraph.diagrams.view import Edge, Node
    >>> nodes = (Node("a", "A"), Node("b", "B"))
    >>> edge_labels(View("x", "", "", "nl", nodes, (Edge("a", "b", label="eist"),)), 1)
    {}
    """
    said = [edge.label or edge.qualifier for edge in view.edges]
    columns = sum(group.kind != "choice" for group in view.groups)
    if view.edge_meaning or lines > MOST or columns > _MOST_COLUMNS or len({text for text in said if text}) < 2:
        return {}
    wrapped = {number: wrap(text, SIZE, _ROOM, most=2) for number, text in enumerate(said) if text}
    return {number: text for number, text in wrapped.items() if text.lines}


def common_label(view: View) -> str:
    """Return what every edge says, for the legend; empty where they say different things."""
    said = {edge.label for edge in view.edges if edge.label}
    return view.edge_meaning or (said.pop() if len(said) == 1 else "")


def label_size(text: PlacedText) -> tuple[float, float]:
    """Return the room that the label of an edge takes."""
    return max(width(line, text.size) for line in text.lines) + 8, len(text.lines) * text.size * 1.2 + 4


class Free:
    """The room that is left for labels: they stand on their own line, and never on a node or on one another.

    Args:
        taken: what no label may cover.
        kept: line → the room that the layout left free for its label; no other label goes there.
    """

    def __init__(self, taken: Iterable[Box], kept: Mapping[int, Box]) -> None:
        self._taken, self._kept = list(taken), dict(kept)

    def place(self, line: int, curve: tuple[Point, ...]) -> Box | None:
        """Return where a label goes: where its line is flat, near the room left for it, or else in that room.

        Returns:
            None where even that is taken, as it can be beside lines that bend back: then the label is left to the table.
        """
        room = self._kept.pop(line)
        (x0, y0), wide, high = room.centre, room.width, room.height
        best, least = None if self._is_taken(room) else room, math.inf
        for (ax, ay), (bx, by) in itertools.pairwise(along(curve)):
            x, y = (ax + bx) / 2, (ay + by) / 2
            slope = abs(by - ay) / (abs(bx - ax) + 0.1)
            cost = abs(x - x0) + 0.5 * abs(y - y0) + 25 * min(slope, 4)
            box = Box(round(x - wide / 2, 2), round(y - high / 2, 2), wide, high)
            if cost < min(least, _FAR) and not self._is_taken(box):
                best, least = box, cost
        if best:
            self._taken.append(best)
        return best

    def _is_taken(self, box: Box) -> bool:
        return any(box.overlaps(other) for other in itertools.chain(self._taken, self._kept.values()))


def along(curve: tuple[Point, ...]) -> list[Point]:
    """Return points along a curve of cubic Bézier pieces.

    >>> along(((0, 0), (10, 0), (20, 10), (30, 10)))[6]
    (15.0, 5.0)
    """
    found = [curve[0]]
    for piece in range(0, len(curve) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve[piece : piece + 4]
        found += [(a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy) for a, b, c, d in _WEIGHTS]
    return found
