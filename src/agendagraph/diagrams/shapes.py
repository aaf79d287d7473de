"""The outlines that pictures are made of, as SVG path data: cards by family, arrow heads by basis, spots by certainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
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
    return f"M{n(box.x)} {n(box.y)}{_outline(shape, box.width, box.height)}"


@lru_cache(maxsize=1_000)
def _outline(shape: Shape, r: float, b: float) -> str:
    """Return an outline as steps from the top left corner; cards of one size have the same."""
    c = min(_CORNER, b / 3)
    match shape:
        case "pill":
            return _rounded(r, b, min(18.0, b / 2))
        case "round":
            return _rounded(r, b, 7)
        case "cut":
            return _steps((c, 0), (r, 0), (r, b - c), (r - c, b), (0, b), (0, c))
        case "folded":
            return _steps((0, 0), (r - c, 0), (r, c), (r, b), (0, b)) + f"m{n(r - c)} 0v{n(c)}h{n(c)}"
        case "hexagon":
            c = min(7.0, c)
            return _steps((c, 0), (r - c, 0), (r, c), (r, b - c), (r - c, b), (c, b), (0, b - c), (0, c))
        case "arrow":
            return _steps((0, 0), (r - c, 0), (r, b / 2), (r - c, b), (0, b))
        case "tab":
            return _steps((0, 0), (r, 0), (r, b), (0, b)) + f"m4 0v{n(b)}"
    return _steps((0, 0), (r, 0), (r, b), (0, b))


def _rounded(wide: float, high: float, radius: float) -> str:
    q, w, h = n(radius), n(wide - 2 * radius), n(high - 2 * radius)
    turn = f"a{q} {q} 0 0 1 "
    return f"m{q} 0h{w}{turn}{q} {q}v{h}{turn}-{q} {q}h-{w}{turn}-{q} -{q}v-{h}{turn}{q} -{q}z"


def _steps(*points: Point) -> str:
    """Return a polygon as steps from one point to the next, the first of them from where the pen is."""
    steps = zip(((0.0, 0.0), *points), points, strict=False)
    return "m" + "l".join(f"{n(x - before[0])} {n(y - before[1])}" for before, (x, y) in steps) + "z"


def _polygon(*points: Point) -> str:
    return f"M{_pairs(points, 'L')}Z"


def curve(points: tuple[Point, ...]) -> str:
    """Return a curve through cubic Bézier control points."""
    if not points:
        return ""
    whole = 1 + (len(points) - 1) // 3 * 3
    return f"M{_pairs(points[:1])}" + (f"C{_pairs(points[1:whole])}" if whole > 1 else "")


def _pairs(points: Sequence[Point], between: str = " ") -> str:
    """Return points as numbers to a tenth of a pixel: what `n` does, for many at once."""
    text = between.join([f"{x:.1f} {y:.1f}" for x, y in points]) + between
    return text.replace(".0 ", " ").replace(f".0{between}", between).removesuffix(between)


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
        return f"M{n(x)} {n(y)}{_rounded(box.width, box.height, half)}"
    if certainty == "Planned":
        return _polygon((x, middle), (x + half, y), (r - half, y), (r, middle), (r - half, b), (x + half, b))
    if certainty == "Expected":
        return _polygon((x, y), (r - half, y), (r, middle), (r - half, b), (x, b))
    if certainty == "Uncertain":
        return _polygon((x + half, y), (r - half, y), (r, b), (x, b))
    return _polygon((x, y + 2), (r, y + 2), (r, b - 2), (x, b - 2))
