"""The search on the shipped data: what people type finds what they mean; every name finds its thing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.catalog.names import normalize
from agendagraph.search import search
from agendagraph.search.corpus import read
from agendagraph.search.slips import distance
from agendagraph.store import Store
from agendagraph.text import LANGUAGES, Language

_EXPECTED = tomllib.loads((Path(__file__).parent / "expected.toml").read_text("utf-8"))
_CASES: list[tuple[Language, str, str, int]] = [
    (language, words, identifier, among)
    for language in LANGUAGES
    for name, among in (("first", 1), ("among-three", 3))
    for words, identifier in _EXPECTED[language][name].items()
]


@pytest.mark.shipped
@pytest.mark.parametrize(("language", "words", "identifier", "among"), _CASES, ids=[f"{c[0]}-{c[1]}" for c in _CASES])
def test_what_people_type_finds_what_they_mean(
    real: Store, language: Language, words: str, identifier: str, among: int
) -> None:
    """Abbreviations, former names, slips, halves of compounds and words of the other language find the thing."""
    found = search(real, words, language, limit=among)
    assert terms.AGD + identifier in [hit.iri for hit in found.hits], [(hit.iri, hit.score) for hit in found.hits]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_finds_its_thing(real: Store, language: Language) -> None:
    """The preferred name of a thing, in its language, has the thing itself among the best three hits."""
    missed = [
        text.text
        for entry in read(real)
        for text in entry.texts
        if (text.form, text.language) == ("preferred", language)
        and entry.iri not in {hit.iri for hit in search(real, text.text, language, limit=3).hits}
    ]
    assert missed == []


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_beginning_of_a_label_finds_its_thing(real: Store, data: st.DataObject) -> None:
    """Whoever has typed four letters of a name or more has the thing among the hits."""
    language = data.draw(st.sampled_from(LANGUAGES))
    labels = _labels(real, language)
    iri, label = data.draw(st.sampled_from(labels))
    typed = label[: data.draw(st.integers(4, max(4, len(label))))]
    assert iri in {hit.iri for hit in search(real, typed, language, limit=len(labels)).hits}


_KEPT: dict[Language, list[tuple[str, str]]] = {}


def _labels(store: Store, language: Language) -> list[tuple[str, str]]:
    if language not in _KEPT:
        _KEPT[language] = [
            (entry.iri, text.text)
            for entry in read(store)
            for text in entry.texts
            if (text.form, text.language) == ("preferred", language) and len(text.key) >= 4
        ]
    return _KEPT[language]


@settings(max_examples=100, deadline=None)
@given(slip=st.data())
def test_a_slip_in_a_name_of_one_long_word_is_mended(real: Store, slip: st.DataObject) -> None:
    """A letter left out or two swapped in a name of eight letters or more: the thing is found, or what is as near."""
    single = [(iri, label) for iri, label in _labels(real, "nl") if len(label) >= 8 and label.isalpha()]
    iri, label = slip.draw(st.sampled_from(single))
    at = slip.draw(st.integers(1, len(label) - 2))
    swapped = label[:at] + label[at + 1] + label[at] + label[at + 2 :]
    typed = slip.draw(st.sampled_from([label[:at] + label[at + 1 :], swapped]))
    found = search(real, typed, "nl", limit=500)
    assert found.total > 0
    if found.corrected and iri not in {hit.iri for hit in found.hits}:
        assert distance(normalize(typed), found.corrected, 2) == 1


def test_passages_are_found_by_their_heading(real: Store) -> None:
    """A heading finds the passage, by itself and beside the thing that it is about."""
    only = search(real, "Toestemmingsvoorziening Mitz", "nl", kinds=("passage",), limit=1).hits[0]
    assert (only.iri, only.kind, only.classes) == (
        terms.AGD + "agenda-2025-04/toestemmingsvoorziening-mitz",
        "passage",
        ("Passage",),
    )
    both = search(real, "Toestemmingsvoorziening Mitz", "nl", limit=2).hits
    assert [hit.kind for hit in both] == ["thing", "passage"]
    assert both[0].iri == terms.AGD + "mitz"


def test_a_number_is_never_mended(real: Store) -> None:
    """Norms that are not there are not taken for those that are."""
    assert search(real, "nen 7511", "nl").corrected == ""
    assert search(real, "nen7511", "nl").corrected == ""


def test_kinds_narrow_and_count_what_is_below_them(real: Store) -> None:
    """A class counts those below it; `thing` and `passage` count all of theirs; together they widen."""
    laws = search(real, "wet", "nl", kinds=("Law",), limit=100)
    assert laws.total == len(laws.hits) > 5
    assert {hit.classes for hit in laws.hits} == {("Law",)}
    goals = search(real, "ambitie", "nl", kinds=("Goal",), limit=100)
    assert "Ambition" in {name for hit in goals.hits for name in hit.classes}
    all_, things, passages = (search(real, "mitz", "nl", kinds=k).total for k in ((), ("thing",), ("passage",)))
    assert all_ == things + passages
    assert min(things, passages) > 0
    assert search(real, "mitz", "nl", kinds=("thing", "passage")).total == all_
