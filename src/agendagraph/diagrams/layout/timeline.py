"""The layout of a time line: every card beside the moment or the span that it is about, on one axis; without a date, below."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from agendagraph.diagrams.layout.cards import Card, card
from agendagraph.diagrams.layout.laid import Box, Laid, PlacedNode
from agendagraph.diagrams.view import Node, View

_WIDTH: Final = 1240.0
_ROOM: Final = 200.0
_SPOT: Final = 14.0
_TOP: Final = 34.0
_BETWEEN: Final = 8.0


def laid_out(view: View) -> Laid:
    """Return the nodes with a date by time, in as few rows as they fit in, and then the others."""
    cards = {node.id: card(node, _ROOM, lines=4) for node in view.nodes}
    spans = {node.id: span for node in view.nodes if (span := _span(node))}
    first = min((start.year for start, _ in spans.values()), default=0)
    last = max((end.year for _, end in spans.values()), default=first) + 1
    origin, days = date(first or 1, 1, 1), max(1, (date(last or 2, 1, 1) - date(first or 1, 1, 1)).days)

    def x_of(day: date) -> float:
        return round(8 + (day - origin).days * _WIDTH / days, 2)

    rows: list[float] = []
    places: dict[str, tuple[int, float, Box]] = {}
    for node in sorted((n for n in view.nodes if n.id in spans), key=lambda n: (spans[n.id], n.id)):
        start, end = spans[node.id]
        x = x_of(start)
        bar = max(_SPOT, x_of(end) - x if (end - start).days > 31 else _SPOT)
        row = next((number for number, right in enumerate(rows) if right <= x), len(rows))
        rows += [0.0] * (row + 1 - len(rows))
        rows[row] = x + bar + 6 + cards[node.id].width + _BETWEEN
        places[node.id] = (row, x, Box(x, 0, bar, _SPOT))
    heights = [
        max((cards[i].height for i, place in places.items() if place[0] == n), default=0) for n in range(len(rows))
    ]
    tops = [_TOP + sum(h + _BETWEEN for h in heights[:n]) for n in range(len(rows))]
    nodes: dict[str, PlacedNode] = {}
    for identifier, (row, x, spot) in places.items():
        at = Box(x, round(tops[row] + (cards[identifier].height - _SPOT) / 2, 2), spot.width, _SPOT)
        nodes[identifier] = cards[identifier].at(identifier, x + spot.width + 6, tops[row], at)
    below = _TOP + sum(h + _BETWEEN for h in heights)
    bottom = _undated(view, cards, nodes, below)
    right = max([_WIDTH + 16, *(node.box.right + 8 for node in nodes.values())])
    ticks = tuple((x_of(date(year, 1, 1)), str(year)) for year in range(first, last + 1)) if spans else ()
    ordered = tuple(nodes[node.id] for node in view.nodes)
    return Laid(round(right, 2), round(bottom, 2), ordered, axis=ticks, engine="time")


def _undated(view: View, cards: dict[str, Card], nodes: dict[str, PlacedNode], top: float) -> float:
    """Place what has no date in rows below the axis; return where the picture ends."""
    x, y, high = 8.0, top + (28 if nodes else 0), 0.0
    for node in view.nodes:
        if node.id in nodes:
            continue
        if x + _SPOT + 6 + cards[node.id].width > _WIDTH:
            x, y, high = 8.0, y + high + _BETWEEN, 0.0
        spot = Box(x, round(y + (cards[node.id].height - _SPOT) / 2, 2), _SPOT, _SPOT)
        nodes[node.id] = cards[node.id].at(node.id, x + _SPOT + 6, y, spot)
        x += _SPOT + 6 + cards[node.id].width + 18
        high = max(high, cards[node.id].height)
    return max(top, y + high) + 10


def _span(node: Node) -> tuple[date, date] | None:
    """Return the first and last day that a node's dates can mean; None where it has none that can be read."""
    start, end = _day(node.date, last=False), _day(node.end or node.date, last=True)
    start, end = start or _day(node.end, last=False), end or start
    return (start, max(start, end)) if start and end else None


def _day(text: str, *, last: bool) -> date | None:
    """Return the first or last day of a year, month or day as ISO text.

    >>> _day("2026-02", last=True)
    datetime.date(2026, 2, 28)
    """
    try:
        parts = [int(part) for part in text[:10].split("-")]
        year, month, day = (*parts, *((12, 31) if last else (1, 1))[len(parts) - 1 :])[:3]
        return date(year, month, min(day, calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return None
