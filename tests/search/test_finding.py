"""The search as a function: ranks, slips, pages of hits, marks, and whatever a visitor may send."""

from __future__ import annotations

import threading

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.errors import ParameterError
from agendagraph.search import Found, search
from agendagraph.search.index import index
from agendagraph.store import Store
from agendagraph.text import Language

SUB_CLASS = ox.NamedNode(terms.RDFS + "subClassOf")
DEFINITION = ox.NamedNode(terms.SKOS + "definition")


def _store(*texts: tuple[str, ox.NamedNode, str, str]) -> Store:
    """Return a dataset of facilities: identifier, property, text, language."""
    quads = [ox.Quad(terms.ag("Facility"), SUB_CLASS, terms.ag("Thing"))]
    for identifier, predicate, text, language in texts:
        thing = terms.agd(identifier)
        quads.append(ox.Quad(thing, terms.TYPE, terms.ag("Facility")))
        quads.append(ox.Quad(thing, predicate, ox.Literal(text, language=language)))
    return Store(quads)


@pytest.fixture(scope="module")
def boxes() -> Store:
    """Return a dataset with one thing for each way in which `kast` can be found."""
    return _store(
        ("h", DEFINITION, "Hier staat ook een kast.", "nl"),
        ("h", terms.PREF_LABEL, "Gang", "nl"),
        ("g", terms.PREF_LABEL, "Boekenkasten", "nl"),
        ("f", terms.PREF_LABEL, "Oude kast van zolder", "nl"),
        ("e", terms.PREF_LABEL, "Kastdeur", "nl"),
        ("d", terms.PREF_LABEL, "Meubel", "nl"),
        ("d", terms.FORMER_NAME, "Kast", "nl"),
        ("c", terms.PREF_LABEL, "Kast", "nl"),
        ("b", terms.PREF_LABEL, "Kast", "nl"),
        ("a", terms.PREF_LABEL, "Iets anders", "nl"),
    )


def names(found: Found) -> list[str]:
    """Return the identifiers of the hits in order."""
    return [hit.iri.removeprefix(terms.AGD) for hit in found.hits]


def test_the_order_of_hits(boxes: Store) -> None:
    """The very name, another name, a beginning, words, inside a compound, a definition; equals by IRI."""
    found = search(boxes, "kast", "nl")
    assert names(found) == ["b", "c", "d", "e", "f", "g", "h"]
    assert [int(hit.score) for hit in found.hits] == [7, 7, 6, 5, 4, 3, 1]
    assert [hit.match.form for hit in found.hits] == [
        "preferred", "preferred", "former", "preferred", "preferred", "preferred", "definition",
    ]  # fmt: skip
    assert (found.total, found.corrected, found.every_word) == (7, "", True)


def test_what_was_found_is_marked(boxes: Store) -> None:
    """The marks are places in the text as written, and hold what was typed."""
    for hit in search(boxes, "KÁST", "nl").hits:
        (start, end), *more = hit.match.marks
        assert (hit.match.text[start:end].casefold(), more) == ("kast", [])


def test_pages_of_hits(boxes: Store) -> None:
    """Limit and offset cut the one order of hits; the total stays; what lies outside is empty."""
    whole = search(boxes, "kast", "nl").hits
    assert search(boxes, "kast", "nl", limit=3, offset=2).hits == whole[2:5]
    assert search(boxes, "kast", "nl", limit=3, offset=2).total == 7
    assert search(boxes, "kast", "nl", offset=99).hits == ()
    assert search(boxes, "kast", "nl", limit=0).total == 7
    assert search(boxes, "kast", "nl", limit=-1, offset=-5).hits == ()


def test_a_slip_is_mended_only_where_it_must_be(boxes: Store) -> None:
    """A word that is known stays; one that is not becomes the nearest known one, and the answer says so."""
    assert search(boxes, "kastt", "nl").corrected == "kast"
    assert names(search(boxes, "kastt", "nl")) == names(search(boxes, "kast", "nl"))
    assert search(boxes, "oude kst", "nl").corrected == "oude kast"
    assert search(boxes, "kastd", "nl").corrected == ""
    assert search(boxes, "tafel", "nl") == Found((), 0)


def test_where_nothing_has_all_words(boxes: Store) -> None:
    """What has some of them is given, a whole name first, and the answer says that it is not all."""
    found = search(boxes, "waar staat het meubel", "nl")
    assert not found.every_word
    assert names(found)[0] == "d"


def test_definitions_count_in_the_language_asked_for() -> None:
    """Names are found in both languages, definitions in one."""
    store = _store(
        ("x", terms.PREF_LABEL, "Slot", "nl"),
        ("x", terms.PREF_LABEL, "Lock", "en"),
        ("x", DEFINITION, "Houdt dicht.", "nl"),
        ("x", DEFINITION, "Keeps closed.", "en"),
    )
    cases: list[tuple[str, Language, int]] = [
        ("lock", "nl", 1),
        ("slot", "en", 1),
        ("dicht", "nl", 1),
        ("dicht", "en", 0),
        ("closed", "en", 1),
        ("closed", "nl", 0),
    ]
    assert [search(store, words, language).total for words, language, _ in cases] == [total for *_, total in cases]
    hit = search(store, "lock", "nl").hits[0]
    assert (hit.label, hit.match.text, hit.match.language) == ("Slot", "Lock", "en")


def test_an_unknown_kind_is_an_error_with_a_hint(boxes: Store) -> None:
    """The nearest kinds are named."""
    with pytest.raises(ParameterError) as caught:
        search(boxes, "kast", "nl", kinds=("Facilty",))
    assert "Facility" in caught.value.hint.nl


def test_an_empty_dataset() -> None:
    """There is nothing to be found in nothing."""
    assert search(Store([]), "kast", "nl") == Found((), 0)


HOSTILE = [
    '"', '""', "' OR 1=1 --", "kast*", "*", "kast AND", "NEAR(kast oude, 2)", "names:kast", "{names nl}:", "^kast",
    "-kast", "kast + oude", "(", "a OR", "\x00", "ka\x00st", "\ud800", "💥", "\u202ekast\u202c", "؟!…—", "   ", "_",
    "x" * 10_000, "kast " * 2_000, '"' * 10_000, "é" * 10_000, "e\u0301" * 5_000, "½", "ß", "İ", "中文", "kast\u0000*",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_is_syntax(boxes: Store, words: str) -> None:
    """Operators, quotes, NUL, half characters and very long texts are words, or nothing."""
    found = search(boxes, words, "nl")
    assert found.total == len(found.hits)


def test_operators_are_words(boxes: Store) -> None:
    """What FTS5 would read as an operator changes nothing."""
    assert search(boxes, '"kast*', "nl") == search(boxes, "kast", "nl")
    assert search(boxes, "-kast^", "nl") == search(boxes, "kast", "nl")
    assert names(search(boxes, "kast\u202e", "nl")) == names(search(boxes, "kast", "nl"))
    assert search(boxes, "kast NOT kast", "nl").every_word is False


@settings(max_examples=200, deadline=None)
@given(words=st.text(max_size=60), language=st.sampled_from(("nl", "en")))
def test_any_text_gives_things_that_are_there(mini: Store, words: str, language: Language) -> None:
    """Every hit exists, comes once, in order of score, with marks inside its text."""
    found = search(mini, words, language, limit=10_000)
    iris = [hit.iri for hit in found.hits]
    assert len(set(iris)) == len(iris) == found.total
    assert set(iris) <= {entry.iri for entry in index(mini).entries}
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    for hit in found.hits:
        assert any(True for _ in mini.quads(ox.NamedNode(hit.iri)))
        edges = [place for mark in hit.match.marks for place in mark]
        assert edges == sorted(set(edges))
        assert not edges or (edges[0] >= 0 and edges[-1] <= len(hit.match.text))


def test_many_threads_ask_one_index(mini: Store) -> None:
    """Sixteen threads at once get what one gets."""
    words = ["sleutel", "kast", "pasje", "slutelkast"] * 4
    alone = {word: search(mini, word, "nl") for word in words}
    together: dict[int, bool] = {}

    def ask(number: int, word: str) -> None:
        together[number] = all(search(mini, word, "nl") == alone[word] for _ in range(10))

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(words)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == dict.fromkeys(range(16), True)
