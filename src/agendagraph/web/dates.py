"""Dates in the words of the visitor: a year, a month or a day, no more exact than the data have it."""

from __future__ import annotations

from datetime import date
from typing import Final

from babel.dates import format_skeleton

from agendagraph.web.site import language

_SKELETONS: Final = {7: "yMMMM", 10: "yMMMMd"}


def in_words(iso: str) -> str:
    """Return a date as ISO text in words, such as `april 2025`; what is no date, as it is."""
    try:
        parts = [int(number) for number in iso.split("-")]
        day = date(*(*parts, 1, 1)[:3])
    except (ValueError, TypeError):
        return iso
    skeleton = _SKELETONS.get(len(iso))
    return format_skeleton(skeleton, day, locale=language()) if skeleton else iso
