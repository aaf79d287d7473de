"""Text as a search sees it: folded words, whole names without their punctuation, and the way back to the text as written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from agendagraph.catalog.names import normalize

_WORD: Final = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")

Marks = tuple[tuple[int, int], ...]


def words(text: str) -> list[str]:
    """Return the words of a text without case and accents.

    >>> words("E-overdracht: zorgcoördinatie!")
    ['e', 'overdracht', 'zorgcoordinatie']
    """
    return [folded for word in _WORD.findall(text) if (folded := normalize(word))]


def pairs(parts: list[str]) -> list[str]:
    """Return each two neighbours as one word: who types NEN7510 means NEN 7510.

    >>> pairs(["nen", "7510", "wet"])
    ['nen7510', '7510wet']
    """
    return [first + second for first, second in pairwise(parts)]


def marks(text: str, whole: str, parts: Iterable[str]) -> Marks:
    """Return where in a text the words stand: all of what was typed where it begins a word, else each word of it.

    Args:
        text: as written.
        whole: what was typed, normalized.
        parts: its words, folded.

    >>> marks("Norm NEN 7510", "nen7510", ["nen7510"])
    ((5, 13),)
    >>> marks("Afsprakenstelsel", "stelsel", ["stelsel"])
    ((9, 16),)
    """
    folded, places = _aligned(text)
    begins = _beginnings(text, places)
    if found := _standing(folded, whole, begins):
        return _merged((places[start], places[end - 1] + 1) for start, end in found)
    ranges: list[tuple[int, int]] = []
    for part in parts:
        ranges += _standing(folded, part, begins) or _standing(folded, part, None)[:1]
    return _merged((places[start], places[end - 1] + 1) for start, end in ranges)


def excerpt(text: str, found: Marks, length: int = 200) -> tuple[str, Marks]:
    """Return the part of a long text around the first mark, cut between words, with the marks that fall in it.

    >>> excerpt("one two three four five six", ((14, 18),), 14)
    ('… four five …', ((2, 6),))
    """
    if len(text) <= length:
        return text, found
    first = found[0][0] if found else 0
    start = max(0, min(first - length // 3, len(text) - length))
    end = min(len(text), start + length)
    if start:
        start = min(text.find(" ", start) + 1 or start, first)
    if end < len(text):
        end = max(text.rfind(" ", start, end), found[0][1] if found else 0)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    kept = tuple((a + shift, b + shift) for a, b in found if start <= a and b <= end)
    return before + text[start:end] + after, kept


def _aligned(text: str) -> tuple[str, list[int]]:
    """Return a text normalized, and for each of its characters the place of the one that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in normalize(character):
            folded.append(plain)
            places.append(place)
    return "".join(folded), places


def _beginnings(text: str, places: list[int]) -> set[int]:
    """Return the places in the normalized text where words begin."""
    starts = {match.start() for match in _WORD.finditer(text)}
    return {at for at, place in enumerate(places) if place in starts and (at == 0 or places[at - 1] != place)}


def _standing(folded: str, part: str, begins: set[int] | None) -> list[tuple[int, int]]:
    found, at = [], folded.find(part) if part else -1
    while at >= 0:
        if begins is None or at in begins:
            found.append((at, at + len(part)))
        at = folded.find(part, at + 1)
    return found


def _merged(ranges: Iterable[tuple[int, int]]) -> Marks:
    """Return ranges in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
