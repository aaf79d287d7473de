"""Time as sources tell it: a year, a month or a day, read as a span; which of two comes first, and what a delay does."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, Self

from agendagraph.errors import ParameterError
from agendagraph.text import Text

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DELAY: Final = re.compile(r"(\d{1,5})\s*([dwmyj])", re.IGNORECASE)
_LONGEST: Final = {"d": 36_500, "w": 5_200, "m": 1_200, "y": 100}
_QUARTER: Final = 3
"""Months in a quarter, and in a season."""

Comes = Literal["first", "later", "perhaps"]
"""Whether a span lies wholly before another, begins after it, or neither can be told."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day that a time in words can mean; None where the source leaves that side open."""

    start: date | None
    end: date | None

    def comes(self, other: Span) -> Comes:
        """Return whether this comes before another span.

        >>> year = span("2026", "", "Year")
        >>> span("2025", "", "Year").comes(year), span("2026-03", "", "Month").comes(year)
        ('first', 'perhaps')
        """
        if self.end and other.start and self.end < other.start:
            return "first"
        if other.end and self.start and other.end < self.start:
            return "later"
        return "perhaps"

    def shifted(self, delay: Delay) -> Span:
        """Return the span, so much later."""
        # The end is the day before the next day, so that the end of a month stays the end of a month.
        return Span(
            self.start and delay.after(self.start),
            self.end and _plus(delay.after(_plus(self.end, 1)), -1),
        )


@dataclass(frozen=True, slots=True)
class Delay:
    """A number of days, weeks, months or years.

    Attributes:
        number: how many.
        unit: `d`, `w`, `m` or `y`.
    """

    number: int
    unit: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the delay that a user wrote, such as `12m`, `10d`, `6w` or `1y`; `1j` is a year, too.

        Raises:
            ParameterError: it is no delay, or longer than a century.

        >>> Delay.read("12m")
        Delay(number=12, unit='m')
        """
        if found := _DELAY.fullmatch(text.strip()):
            number, unit = int(found[1]), found[2].lower().replace("j", "y")
            if 0 < number <= _LONGEST[unit]:
                return cls(number, unit)
        raise ParameterError(
            Text(f"'{text}' is geen vertraging.", f"'{text}' is no delay."),
            where="--delay",
            hint=Text(
                "Een getal met d (dagen), w (weken), m (maanden) of y (jaren), hoogstens een eeuw: 12m.",
                "A number with d (days), w (weeks), m (months) or y (years), a century at most: 12m.",
            ),
        )

    def after(self, day: date) -> date:
        """Return the day so much later; months go by the calendar, and end at the end of a shorter month.

        >>> Delay(1, "m").after(date(2026, 1, 31)).isoformat()
        '2026-02-28'
        """
        if self.unit in "dw":
            return _plus(day, self.number * (7 if self.unit == "w" else 1))
        months = day.year * 12 + day.month - 1 + self.number * (12 if self.unit == "y" else 1)
        year, month = months // 12, months % 12 + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

    @property
    def words(self) -> Text:
        """The delay in words."""
        one = self.number == 1
        nl = {"d": ("dag", "dagen"), "w": ("week", "weken"), "m": ("maand", "maanden"), "y": ("jaar", "jaar")}
        en = {"d": "day", "w": "week", "m": "month", "y": "year"}
        return Text(f"{self.number} {nl[self.unit][not one]}", f"{self.number} {en[self.unit]}{'' if one else 's'}")


def span(start: str, end: str, precision: str) -> Span | None:
    """Return the days that a milestone can mean.

    Args:
        start: the date as the data have it: `2026`, `2026-03` or `2026-03-01`, or empty.
        end: the end date, or empty.
        precision: local name of the precision, which says how to read the dates.

    Returns:
        None where there is no date, or none that can be read.

    >>> quarter = span("2025-04", "", "Quarter")
    >>> quarter.start.isoformat(), quarter.end.isoformat()
    ('2025-04-01', '2025-06-30')
    """
    first, last = _extent(start), _extent(end)
    if first and last:
        return Span(first[0], max(first[0], last[1]))
    if last:
        return Span(None, _plus(last[0], -1) if precision == "Before" else last[1])
    if not first:
        return None
    if precision == "After":
        return Span(_plus(first[1], 1), None)
    if precision in {"Quarter", "Season"}:
        return Span(first[0], _plus(Delay(_QUARTER, "m").after(first[0]), -1))
    return Span(*first)


def day(text: str, *, option: str, last: bool = False) -> date:
    """Return the day that a user wrote.

    Args:
        text: `2026-03-01`, `2026-03` or `2026`.
        option: the option it was given with, for the error.
        last: of a month or year the last day instead of the first.

    Raises:
        ParameterError: there is no such day.
    """
    if found := _extent(text.strip()):
        return found[1] if last else found[0]
    raise ParameterError(
        Text(f"'{text}' is geen datum.", f"'{text}' is no date."),
        where=option,
        hint=Text("Schrijf 2026-03-01, 2026-03 of 2026.", "Write 2026-03-01, 2026-03 or 2026."),
    )


def _extent(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a year, month or day."""
    if not (found := _ISO.fullmatch(text)):
        return None
    year, month, day_ = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day_ or 1)
        last_month = month or 12
        return first, date(year, last_month, day_ or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None


def _plus(day_: date, days: int) -> date:
    try:
        return day_ + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
