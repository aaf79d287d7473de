"""The layout of a time line: an axis of years, each as wide as what happens in it, and what has no date after the last.

Most of what documents tell of time is no more exact than a year, so that a true scale would put most cards on top of one another.
Within a year cards stand by date, from top to bottom and then from left to right.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from agendagraph.diagrams.layout.cards import Card, card
from agendagraph.diagrams.layout.laid import Box, Laid, PlacedGroup, PlacedNode
from agendagraph.diagrams.layout.measure import wrap
from agendagraph.diagrams.view import View
from agendagraph.text import Text

_ROOM: Final = 178.0
_SPOT: Final = 14.0
_TOP: Final = 34.0
_UNDER: Final = 10.0
_BESIDE: Final = 14.0
_MARGIN: Final = 8.0
_WIDE_AS_HIGH: Final = 1.7
_UNDATED: Final = Text("zonder datum", "no date")


@dataclass(frozen=True, slots=True)
class _Year:
    """What happens in a year, in order; the heading says which."""

    heading: str
    nodes: tuple[str, ...]


def laid_out(view: View) -> Laid:
    """Return the nodes by year, in columns that are about as high as the whole is wide allows."""
    cards = {node.id: card(node, _ROOM, lines=4) for node in view.nodes}
    years = _years(view)
    wide = _SPOT + 6 + max((one.width for one in cards.values()), default=0.0) + _BESIDE
    limit = _height(years, cards, wide)
    placed: dict[str, PlacedNode] = {}
    bands, ticks, x, bottom = [], [], _MARGIN, _TOP
    for number, year in enumerate(years):
        left = x
        for column in _even(year.nodes, cards, limit):
            y = _TOP + _UNDER
            for identifier in column:
                spot = Box(round(x + 4, 2), round(y + 8, 2), _SPOT, _SPOT)
                placed[identifier] = cards[identifier].at(identifier, x + 4 + _SPOT + 6, y, spot)
                y += cards[identifier].height + _UNDER
            bottom = max(bottom, y)
            x += wide
        ticks.append((round(left, 2), year.heading))
        bands.append((f"year-{number}", year.heading, left, x - left))
        x += 8
    groups = tuple(
        PlacedGroup(
            key, Box(round(left, 2), 4, round(room - 4, 2), round(bottom, 2)), wrap(heading, 14, room, "bold", most=1),
            Box(round(left, 2), 12, round(room - 4, 2), 20),
        )
        for key, heading, left, room in bands
    )  # fmt: skip
    nodes = tuple(placed[node.id] for node in view.nodes)
    return Laid(
        round(x + _MARGIN, 2), round(bottom + _MARGIN, 2), nodes, groups=groups, axis=tuple(ticks), engine="time"
    )


def _years(view: View) -> list[_Year]:
    """Return the years in which something happens, in order, and last what has no date."""
    days = {node.id: day for node in view.nodes if (day := _day(node.date) or _day(node.end))}
    by_year: dict[int, list[str]] = {}
    # What is known to the day or month stands before what is known to the year, which may be any time in it.
    exact = {node.id: -len(node.date or node.end) for node in view.nodes}
    for identifier in sorted(days, key=lambda one: (days[one].year, exact[one] >= -4, days[one], one)):
        by_year.setdefault(days[identifier].year, []).append(identifier)
    found = [_Year(str(year), tuple(some)) for year, some in by_year.items()]
    if undated := tuple(node.id for node in view.nodes if node.id not in days):
        found.append(_Year(_UNDATED(view.language), undated))
    return found


def _even(nodes: tuple[str, ...], cards: Mapping[str, Card], limit: float) -> list[list[str]]:
    """Return nodes in as few columns as a height allows, about equally high."""
    best = _filled(nodes, cards, limit)
    lower = limit
    while lower > _UNDER and len(filled := _filled(nodes, cards, lower)) <= len(best):
        best, lower = filled, lower - 10
    return best


def _filled(nodes: tuple[str, ...], cards: Mapping[str, Card], limit: float) -> list[list[str]]:
    columns: list[list[str]] = [[]]
    used = 0.0
    for node in nodes:
        high = cards[node].height + _UNDER
        if columns[-1] and used + high > limit:
            columns.append([])
            used = 0.0
        columns[-1].append(node)
        used += high
    return columns


def _height(years: list[_Year], cards: Mapping[str, Card], wide: float) -> float:
    """Return how far down columns may run: the least with which the whole is no wider than a page is."""
    highest = max((card.height for card in cards.values()), default=0.0)
    totals = [sum(cards[one].height + _UNDER for one in year.nodes) for year in years]
    height = highest + 2 * _UNDER
    while sum(math.ceil(total / height) for total in totals) * wide > height * _WIDE_AS_HIGH:
        height += 20
    return height + _UNDER


def _day(text: str) -> date | None:
    """Return the first day of a year, month or day as ISO text; None where it is none.

    >>> _day("2026-02")
    datetime.date(2026, 2, 1)
    """
    try:
        year, month, day = (*(int(part) for part in text[:10].split("-")), 1, 1)[:3]
        return date(year, month, min(day, calendar.monthrange(year, month)[1]))
    except ValueError:
        return None
