"""How wide a text is, and how it wraps: from the widths of Fira Sans, so that no font is needed and every machine agrees."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from agendagraph.diagrams.layout.laid import PlacedText

Weight = Literal["regular", "bold"]

ELLIPSIS: Final = "…"
_UNKNOWN: Final = 620
"""Thousandths of the size for a letter that the table does not have: wider than most."""
_SMALLEST: Final = 0.8
"""The part of their size that letters have at the least, where a word is too long."""
_WIDE: Final = 1250
"""For ideographs and emoji, which come from a font of the machine that shows them."""
_NOT_SEEN: Final = {"Mn", "Me", "Cf", "Cc", "Cs"}
_BREAK: Final = re.compile(
    r"(?<=[\s/‐–—|·])|(?<=[^\W\d_]{4}-)(?=[^\W\d_]{4})|(?<=[^\W\d_]-)(?=[^\W\d_]{8})|(?<=\u00ad)|(?<=\u200b)"
)
"""Where a line may end: after a space, a slash, a dash, a hyphen between words, or where the text itself allows it.

A Dutch compound is one word: it is broken where its writer put a hyphen, and nowhere else; codes such as NEN-EN-ISO stay whole.
"""
_HUMP: Final = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{3})")
"""Where a name such as PatientEnrollmentCredential is broken, if it is too long for a line."""


@cache
def _table(weight: Weight) -> dict[int, int]:
    """Return character → advance width in thousandths of the size; the file is written by `tools/font_widths.py`."""
    read = json.loads((Path(__file__).parent / "fira_sans.json").read_text("utf-8"))[weight]
    return {int(first, 16) + n: w for first, widths in read.items() for n, w in enumerate(widths) if w}


@cache
def _advance(character: str, weight: Weight) -> int:
    known = _table(weight).get(ord(character))
    if known is not None and character != "\u00ad":
        return known
    if unicodedata.category(character) in _NOT_SEEN:
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF else _UNKNOWN


def is_drawn(character: str) -> bool:
    """Return whether Fira Sans itself has a character; others need another font, or are marks on a letter.

    >>> is_drawn("é"), is_drawn("😀")
    (True, False)
    """
    return ord(character) in _table("regular")


def width(text: str, size: float, weight: Weight = "regular") -> float:
    """Return how wide a line of text is, in the unit of its size; kerning is ignored, which makes lines a little wide.

    >>> width("Mitz", 10)
    18.58
    """
    return round(_units(text, weight) * size / 1000, 2)


@lru_cache(maxsize=20_000)
def _units(text: str, weight: Weight) -> int:
    """Return the width of a text in thousandths of its size."""
    return sum(_advance(character, weight) for character in text)


def clean(text: str) -> str:
    """Return a text as one line that can be drawn: control characters and line ends become spaces.

    Marks that turn the direction of writing are dropped, so that a label cannot reorder what stands beside it.

    >>> clean("a\\x00b\\n c")
    'a b c'
    """
    if text.isprintable():  # nearly always, and quick to tell
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    kept = (c for c in text if unicodedata.bidirectional(c) not in turning)
    seen = (" " if unicodedata.category(c) in {"Cc", "Cs", "Cn", "Zl", "Zp"} else c for c in kept)
    return " ".join("".join(seen).split())


@lru_cache(maxsize=5_000)
def wrap(text: str, size: float, room: float, weight: Weight = "regular", most: int = 3) -> PlacedText:
    """Return a text in lines that fit a width, smaller where one word is too long for it.

    Args:
        text: any text.
        size: of the letters.
        room: the widest a line may be.
        weight: of the letters.
        most: the number of lines; what does not fit ends in an ellipsis.

    Returns:
        Lines of about the same length, and the size, which is never less than four fifths of what was asked.

    >>> wrap("Generieke functie toestemming", 12, 110).lines
    ('Generieke functie', 'toestemming')
    """
    pieces = [piece for piece in _BREAK.split(clean(text)) if piece]
    if not pieces:
        return PlacedText((), size)
    # A space at the end of a line takes no room.
    units = [(_units(piece, weight), _units(piece.rstrip(), weight)) for piece in pieces]
    if max(seen for _, seen in units) * size / 1000 > room:
        pieces = [part for piece in pieces for part in _HUMP.split(piece)]
        units = [(_units(piece, weight), _units(piece.rstrip(), weight)) for piece in pieces]
    widest = max(seen for _, seen in units) * size / 1000
    if widest > room:
        size = round(max(size * room / widest, size * _SMALLEST) - 0.05, 1)
    ends = _filled(units, room * 1000 / size)
    if len(ends) <= most:
        ends = _balanced(units, room * 1000 / size, len(ends))
    lines = [_line(pieces[start:end]) for start, end in itertools.pairwise([0, *ends])]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + ELLIPSIS]
    return PlacedText(tuple(_cut(line, size, room, weight) for line in lines), size)


@lru_cache(maxsize=5_000)
def narrowest(text: str, size: float, weight: Weight = "regular") -> float:
    """Return the least room in which `wrap` cuts off no word of a text, in the unit of its size.

    >>> narrowest("Gezondheidsinformatiestelsel van nu", 10) == narrowest("Gezondheidsinformatiestelsel", 10)
    True
    """
    pieces = (part.rstrip() for piece in _BREAK.split(clean(text)) for part in _HUMP.split(piece))
    return max((_units(piece, weight) for piece in pieces), default=0) * size * _SMALLEST / 1000 + 1


def _line(pieces: list[str]) -> str:
    return "".join(pieces).replace("\u00ad", "").replace("\u200b", "").strip()


def _filled(units: list[tuple[int, int]], room: float) -> list[int]:
    """Return where lines end, as numbers of pieces, when each takes as many as fit."""
    ends, used = [], 0
    for number, (whole, seen) in enumerate(units):
        if used and used + seen > room:
            ends.append(number)
            used = 0
        used += whole
    return [*ends, len(units)]


def _balanced(units: list[tuple[int, int]], room: float, count: int) -> list[int]:
    """Return where as many lines end when the longest is as short as can be, to a hundredth of the size."""
    low, high, best = max(seen for _, seen in units) - 1.0, room, _filled(units, room)
    while high - low > 10:
        middle = (low + high) / 2
        ends = _filled(units, middle)
        low, high, best = (low, middle, ends) if len(ends) <= count else (middle, high, best)
    return best


def _cut(line: str, size: float, room: float, weight: Weight) -> str:
    """Return a line that fits, cut off with an ellipsis between two visible characters where it does not."""
    if width(line, size, weight) <= room:
        return line
    room -= width(ELLIPSIS, size, weight)
    end, used = 0, 0.0
    for character in line:
        used += _advance(character, weight) * size / 1000
        if used > room:
            break
        end += 1
    while end and (unicodedata.combining(line[end]) if end < len(line) else 0):
        end -= 1
    return line[:end].rstrip().rstrip(ELLIPSIS) + ELLIPSIS
