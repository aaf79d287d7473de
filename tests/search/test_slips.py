"""Slips of the keyboard: the distance is the one of the literature, and the speller finds just the nearest words."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from agendagraph.search.slips import Speller, distance

_LETTERS = st.text(alphabet="abcé", max_size=8)


@cache
def _by_definition(first: str, second: str) -> int:
    """Return the optimal string alignment distance straight from its recurrence."""
    if not first or not second:
        return len(first) + len(second)
    best = min(
        _by_definition(first[:-1], second) + 1,
        _by_definition(first, second[:-1]) + 1,
        _by_definition(first[:-1], second[:-1]) + (first[-1] != second[-1]),
    )
    if len(first) > 1 and len(second) > 1 and first[-1] == second[-2] and first[-2] == second[-1]:
        best = min(best, _by_definition(first[:-2], second[:-2]) + 1)
    return best


@given(_LETTERS, _LETTERS, st.integers(0, 4))
def test_the_distance_is_that_of_its_definition(first: str, second: str, limit: int) -> None:
    """Up to the limit exactly, above it the limit and one."""
    assert distance(first, second, limit) == min(_by_definition(first, second), limit + 1)


_WORDS = st.text(alphabet="abcdeé", min_size=4, max_size=9)


@given(_WORDS, st.sets(_WORDS, max_size=30))
def test_the_speller_skips_no_nearest_word(word: str, vocabulary: set[str]) -> None:
    """What it leaves out unseen was never near enough."""
    allowed = 2 if len(word) >= 8 else 1
    near = {known: d for known in vocabulary if 0 < (d := _by_definition(word, known)) <= allowed}
    nearest = {known for known, slips in near.items() if slips == min(near.values())}
    assert set(Speller(dict.fromkeys(vocabulary, 1)).nearest(word, limit=100)) == nearest


def test_which_slips_are_mended() -> None:
    """Abbreviations are mended where letters are swapped, added or lost; numbers never; the most used word comes first."""
    known = Speller({"bgz": 1, "amb": 1, "7510": 1, "mitz": 1, "kasten": 1, "kosten": 9})
    assert known.nearest("bzg") == ["bgz"]
    assert known.nearest("agb") == []
    assert known.nearest("7511") == []
    assert known.nearest("miz") == ["mitz"]
    assert known.nearest("kusten") == ["kosten", "kasten"]
    assert known.nearest("k") == []
