"""Which hit comes first: the very name, then another name, then what begins so, then words of names, then definitions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from agendagraph.search.corpus import Entry, Known
from agendagraph.search.hits import Match
from agendagraph.search.words import excerpt, marks
from agendagraph.text import Language


class Tier(IntEnum):
    """How what was typed is found in a thing; a higher one is better whatever else there is."""

    SOME_WORDS = 0
    DEFINITION = 1
    SPREAD = 2
    """Some words in one text and the others in another."""
    INSIDE = 3
    """In a name, but not all at the beginning of a word: stelsel in afsprakenstelsel."""
    WORDS = 4
    """Each at the beginning of a word of one name."""
    BEGINNING = 5
    OTHER_NAME = 6
    NAME = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, as it is compared: normalized as a whole, and in folded words."""

    key: str
    words: tuple[str, ...]
    language: Language


_LESS: Final = {"BuildingBlockVersion": 0.6, "Passage": 0.8}
"""Of two hits of one tier the building block comes before its versions, and a thing before the passage about it."""
_OTHER_LANGUAGE: Final = 0.85
_OTHER_FORM: Final = 0.95
_HALF: Final = 8.0
"""The weight of words (by BM25) that counts as half of the most a tier gives."""


def rank(entry: Entry, asked: Asked, weight: float, *, every_word: bool) -> float:
    """Return how good a hit an entry is: its tier, and within that a fraction for how near it is.

    Args:
        entry: what was found.
        asked: what was typed.
        weight: how much the words say that were found in it, by BM25.
        every_word: whether all of them were.
    """
    best = max(_near(text, asked) for text in entry.texts)
    if not every_word:
        best = Tier.SOME_WORDS, _typed_whole(entry, asked) or _share(weight) / 2
    elif best[0] < Tier.INSIDE:
        best = best[0] or Tier.SPREAD, _share(weight)
    less = min((_LESS.get(name, 1.0) for name in entry.classes), default=1.0)
    return best[0] + min(best[1] * less, 0.999)


def _share(weight: float) -> float:
    """Return a weight as a fraction."""
    return max(weight, 0.0) / (max(weight, 0.0) + _HALF)


def _typed_whole(entry: Entry, asked: Asked) -> float:
    """Return how much of what was typed is a whole name of an entry, from a half up: who asks what Mitz is means Mitz."""
    most = max(_whole(text, asked) for text in entry.texts)
    return 0.5 + 0.5 * min(1.0, most / len(asked.key)) if most else 0.0


def _whole(text: Known, asked: Asked) -> int:
    """Return the length of a name of which every word was typed; 0 for any other text."""
    return len(text.key) if text.is_name and set(text.words.split()) <= set(asked.words) else 0


def _near(text: Known, asked: Asked) -> tuple[Tier, float]:
    """Return the tier of one text, and how much of it was typed."""
    tier = _tier(text, asked)
    part = len(asked.key) / len(text.key) if text.key else 0.0
    if text.language not in {asked.language, ""}:
        part *= _OTHER_LANGUAGE
    return tier, part * (1.0 if text.form == "preferred" else _OTHER_FORM)


def _tier(text: Known, asked: Asked) -> Tier:
    if text.form == "definition":
        here = text.language in {asked.language, ""} and all(f" {word}" in text.words for word in asked.words)
        return Tier.DEFINITION if here else Tier.SOME_WORDS
    if text.key == asked.key:
        return Tier.NAME if text.form == "preferred" else Tier.OTHER_NAME
    if text.form == "identifier":
        return Tier.SPREAD if text.key.startswith(asked.key) else Tier.SOME_WORDS
    if text.key.startswith(asked.key):
        return Tier.BEGINNING
    if all(f" {word}" in text.words or f" {word}" in text.pairs for word in asked.words):
        return Tier.WORDS
    return Tier.INSIDE if all(word in text.words for word in asked.words) else Tier.SOME_WORDS


def match(entry: Entry, asked: Asked) -> Match:
    """Return the text of an entry that shows best why it was found: the one of the best tier, with most of the words."""
    best = max(entry.texts, key=lambda text: _telling(text, asked))
    found = marks(best.text, asked.key, asked.words)
    text, kept = excerpt(best.text, found) if best.form == "definition" else (best.text, found)
    return Match(best.form, text, best.language, kept)


def _telling(text: Known, asked: Asked) -> tuple[int, int, int, int, bool, float]:
    """Return how well a text shows why its thing was found, for sorting: its label if that does, and no other language."""
    tier, part = _near(text, asked)
    if text.form == "definition" and text.language not in {asked.language, ""}:
        return -1, 0, 0, 0, False, 0.0
    begun = sum(f" {word}" in text.words or f" {word}" in text.pairs for word in asked.words)
    inside = sum(word in text.words for word in asked.words)
    return tier, _whole(text, asked), begun, inside, text.form == "preferred" and text.language == asked.language, part
