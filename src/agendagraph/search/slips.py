"""Slips of the keyboard: the known words that are written almost like one that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

_SHORTEST: Final = 3
_TWO_FROM: Final = 8
"""From so many letters on a word may have two slips; a shorter one, one."""
_ABBREVIATION: Final = 3
"""In words of so many letters another letter makes another abbreviation: AGB is no AMB; only letters swapped are a slip."""


def distance(first: str, second: str, limit: int) -> int:
    """Return how many slips make one word of another: a letter left out, added, replaced, or two neighbours swapped.

    The Damerau–Levenshtein distance in its restricted form (optimal string alignment), by dynamic programming.

    Args:
        first, second: the words.
        limit: more slips than this are not counted further.

    Returns:
        The distance, or `limit + 1` where it is more than the limit.

    >>> distance("mitzz", "mitz", 2), distance("bzg", "bgz", 2), distance("zorg", "wet", 2)
    (1, 1, 3)
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        row = [i]
        for j, other in enumerate(second, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return min(above[-1], limit + 1)


class Speller:
    """The words of a dataset, ready to be compared with what was typed."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """Keep the words.

        Args:
            vocabulary: each word and how much it is used.
        """
        self._words: dict[int, list[tuple[str, int, int]]] = {}
        for word, use in sorted(vocabulary.items()):
            if len(word) >= _SHORTEST and not _has_digit(word):
                self._words.setdefault(len(word), []).append((word, _letters(word), use))

    def nearest(self, word: str, limit: int = 5) -> list[str]:
        """Return the known words that are fewest slips away, the likeliest first; none for a word with a digit in it.

        A slip in a number is not ours to mend: NEN 7511 is another norm than NEN 7510.

        >>> Speller({"mitz": 9, "wet": 3}).nearest("mitzz")
        ['mitz']
        """
        if len(word) < _SHORTEST or _has_digit(word):
            return []
        allowed = 2 if len(word) >= _TWO_FROM else 1
        letters, found = _letters(word), []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for known, its_letters, use in self._words.get(length, ()):
                if (letters ^ its_letters).bit_count() <= 2 * allowed:  # each slip changes two kinds of letter at most
                    slips = distance(word, known, allowed)
                    other = len(word) == length == _ABBREVIATION and sorted(word) != sorted(known)
                    if 0 < slips <= allowed and not other:
                        found.append((slips, known[0] != word[0], -use, known))
        found.sort()
        return [known for slips, _, _, known in found if slips == found[0][0]][:limit]


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _letters(characters: Iterable[str]) -> int:
    """Return which letters there are, as bits; others than a–z share those bits."""
    found = 0
    for character in characters:
        found |= 1 << (ord(character) & 31)
    return found
