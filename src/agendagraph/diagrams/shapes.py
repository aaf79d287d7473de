"""The outlines that pictures are made of, as SVG path data: cards by family, arrow heads by basis, spots by certainty."""

from __future__ import annotations

import math
from typing import Final

from agendagraph.diagrams.layout.laid import Box, Point
from agendagraph.diagrams.theme import Head, Shape

_CORNER: Final = 9.0
_HEAD: Final = 9.0


def n(value: float) -> str:
    """Return a number as short as can be, to a tenth of a pixel.

    >>> n(12.0), n(0.25)
    ('12', '0.2')
    """
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def card(shape: Shape, box: Box) -> str:
    """Return the outline of a card, all of it within its box."""
    x, y, r, b = box.x, box.y, box.right, box.bottom
    c = min(_CORNER, box.height / 3)
    match shape:
        case "pill":
            return _rounded(box, min(18.0, box.height / 2))
        case "round":
            return _rounded(box, 7)
        case "cut":
            return _polygon((x + c, y), (r, y), (r, b - c), (r - c, b), (x, b), (x, y + c))
        case "folded":
            return _polygon((x, y), (r - c, y), (r, y + c), (r, b), (x, b)) + f"M{n(r - c)} {n(y)}V{n(y + c)}H{n(r)}"
        case "hexagon":
            c = min(7.0, c)
            return _polygon(
                (x + c, y), (r - c, y), (r, y + c), (r, b - c), (r - c, b), (x + c, b), (x, b - c), (x, y + c)
            )
        case "arrow":
            return _polygon((x, y), (r - c, y), (r, (y + b) / 2), (r - c, b), (x, b))
        case "tab":
            return _polygon((x, y), (r, y), (r, b), (x, b)) + f"M{n(x + 4)} {n(y)}V{n(b)}"
    return _polygon((x, y), (r, y), (r, b), (x, b))


def _rounded(box: Box, radius: float) -> str:
    q = n(radius)
    wide, high = n(box.width - 2 * radius), n(box.height - 2 * radius)
    return (
        f"M{n(box.x + radius)} {n(box.y)}h{wide}a{q} {q} 0 0 1 {q} {q}v{high}a{q} {q} 0 0 1 -{q} {q}"
        f"h-{wide}a{q} {q} 0 0 1 -{q} -{q}v-{high}a{q} {q} 0 0 1 {q} -{q}z"
    )


def _polygon(*points: Point) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def curve(points: tuple[Point, ...]) -> str:
    """Return a curve through cubic Bézier control points."""
    if not points:
        return ""
    first, rest = points[0], points[1:]
    pieces = (rest[i : i + 3] for i in range(0, len(rest), 3))
    return f"M{n(first[0])} {n(first[1])}" + "".join(
        "C" + " ".join(f"{n(x)} {n(y)}" for x, y in piece) for piece in pieces if len(piece) == 3
    )


def head(points: tuple[Point, ...], kind: Head) -> str:
    """Return the arrow head at the end of a curve, its tip on the last point."""
    if len(points) < 2:
        return ""
    tip = points[-1]
    # Where control points coincide with the end, an earlier one tells the direction.
    before = next((p for p in reversed(points[:-1]) if math.dist(p, tip) > 0.5), points[0])
    length = math.dist(before, tip) or 1.0
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length

    def at(back: float, aside: float) -> Point:
        return tip[0] - ux * back - uy * aside, tip[1] - uy * back + ux * aside

    if kind == "diamond":
        return _polygon(tip, at(_HEAD * 0.65, 4), at(_HEAD * 1.3, 0), at(_HEAD * 0.65, -4))
    return _polygon(tip, at(_HEAD, 4), at(_HEAD, -4))


def spot(certainty: str, box: Box) -> str:
    """Return the sign of a moment: a disc where it is done, a diamond where planned, a ring, square or triangle otherwise.

    A span is a bar with the same ends, so that length tells the time and the end tells how certain it is.
    """
    x, y, r, b = box.x, box.y, box.right, box.bottom
    middle, half = (y + b) / 2, box.height / 2
    if certainty == "Done":
        return _rounded(box, half)
    if certainty == "Planned":
        return _polygon((x, middle), (x + half, y), (r - half, y), (r, middle), (r - half, b), (x + half, b))
    if certainty == "Expected":
        return _polygon((x, y), (r - half, y), (r, middle), (r - half, b), (x, b))
    if certainty == "Uncertain":
        return _polygon((x + half, y), (r - half, y), (r, b), (x, b))
    return _polygon((x, y + 2), (r, y + 2), (r, b - 2), (x, b - 2))
