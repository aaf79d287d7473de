"""Dates and numbers as each language writes them, after the Unicode CLDR; never as the machine does it happens to run on."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from agendagraph.text import Language

LOCALES: Final[dict[Language, str]] = {"nl": "nl_NL", "en": "en_GB"}
"""English is British: its dates have the day first, as those around them in the sources have."""

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_ROUGH: Final = {"Season", "PartOfYear"}
_ONE_SIDED: Final = {"Since", "Until", "Before", "After"}


@functools.lru_cache(maxsize=4096)
def number(value: float | Decimal | str, language: Language) -> str:
    """Return a number with the separators of a language; what is no number, as it is.

    >>> number(12345.5, "nl"), number("12345.5", "en"), number("?", "nl")
    ('12.345,5', '12,345.5', '?')
    """
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    return str(format_decimal(exact, locale=LOCALES[language], decimal_quantization=False))


def size(count: int, language: Language) -> str:
    """Return how large a file is, in kilobytes or megabytes.

    >>> size(1_234_567, "nl"), size(999, "en")
    ('1,2 MB', '1 kB')
    """
    unit, one = ("digital-megabyte", 1_000_000) if count >= 1_000_000 else ("digital-kilobyte", 1_000)
    form = "#,##0.#" if one > 1_000 else "#,##0"
    return str(format_unit(count / one, unit, "short", format=form, locale=LOCALES[language]))


def date(iso: str, language: Language) -> str:
    """Return a year, a month or a day in words, no more exact than it is given; what is no date, as it is.

    >>> date("2025-04-06", "nl"), date("2025-04", "en"), date("2025", "nl"), date("soon", "en")
    ('6 april 2025', 'April 2025', '2025', 'soon')
    """
    day = _day(iso)
    if day is None:
        return iso
    if len(iso) == 10:
        return str(format_date(day, "long", locale=LOCALES[language]))
    return str(format_skeleton("yMMMM" if len(iso) == 7 else "y", day, locale=LOCALES[language]))


def period(start: str, end: str, precision: str, say: Callable[..., str], language: Language) -> str:
    """Return when something is, in words, no more exact than the source has it; empty where there is no date.

    Args:
        start: the date or the begin, as ISO text; may be empty.
        end: the end or the latest date; may be empty.
        precision: local name of a value of the list of precisions, such as `Quarter`.
        say: returns a text of the site by its key: `since`, `until`, `before` and `after` with a date.
        language: that of the reader.

    >>> period("2025-04", "", "Quarter", str, "nl"), period("2025", "2026", "Period", str, "nl")
    ('2e kwartaal 2025', '2025–2026')
    """
    first, last = _day(start), _day(end)
    if first is None and last is None:
        return start or end
    if precision in _ONE_SIDED:
        return say(f"period_{precision.lower()}", date=date(start or end, language))
    if precision in _ROUGH:
        return date((start or end)[:4], language)
    if precision == "Quarter" and first:
        return str(format_skeleton("yQQQQ", first, locale=LOCALES[language]))
    if first is None or last is None:
        return date(start or end, language)
    if len(start) == len(end) < 10:
        return str(format_interval(first, last, "yMMMM" if len(start) == 7 else "y", locale=LOCALES[language]))
    return f"{date(start, language)} – {date(end, language)}"


def _day(iso: str) -> datetime.date | None:
    """Return the first day of a year or a month, or the day itself; None for what is no date."""
    parts = _ISO.fullmatch(iso)
    try:
        return datetime.date(*(int(part or 1) for part in parts.groups())) if parts else None
    except ValueError:
        return None
