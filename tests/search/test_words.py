"""Words and marks: text folded for comparing, and the way back to the text as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendagraph.catalog.names import normalize
from agendagraph.search.words import excerpt, marks, words


@given(st.text(max_size=60))
def test_words_are_the_normalized_text_in_parts(text: str) -> None:
    """Nothing is in the words that is not in the whole; they have no space, quote or sign in them."""
    found = words(text)
    assert all(word and word.isalnum() for word in found)
    assert "".join(found) == normalize(text)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Zorgcoördinatie", "coordinatie", ["coördinatie"]),
        ("Zorgcoo\u0308rdinatie", "coordinatie", ["coo\u0308rdinatie"]),
        ("MedMij Afsprakenstelsel", "medmij afspraken", ["MedMij Afspraken"]),
        ("Afspraken van MedMij", "medmij afspraken", ["Afspraken", "MedMij"]),
        ("Norm NEN 7510 (2017)", "nen7510", ["NEN 7510"]),
        ("eOverdracht", "e-overdracht", ["eOverdracht"]),
        ("Straße", "strasse", ["Straße"]),
        ("Mitz en Mitz Connector", "mitz", ["Mitz", "Mitz"]),
        ("Zorg", "wet", []),
    ],
)
def test_marks_hold_what_was_typed(text: str, typed: str, marked: list[str]) -> None:
    """Accents, ligatures, hyphens and order do not matter."""
    assert [text[start:end] for start, end in marks(text, normalize(typed), words(typed))] == marked


@given(st.lists(st.text(alphabet="ab", min_size=1, max_size=9), min_size=1, max_size=80), st.data())
def test_an_excerpt_keeps_the_first_mark(parts: list[str], data: st.DataObject) -> None:
    """The part is about as long as asked for, and its marks hold the same letters."""
    text = " ".join(parts)
    at = data.draw(st.integers(0, len(parts) - 1))
    start = sum(len(part) + 1 for part in parts[:at])
    mark = (start, start + len(parts[at]))
    part, kept = excerpt(text, (mark,), 40)
    assert len(part) <= 44
    assert [part[a:b] for a, b in kept] == [parts[at]]
    assert part.removeprefix("… ").removesuffix(" …") in text
