"""One search for the command line, the site and the interface: from what somebody typed to ranked hits."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from agendagraph import terms
from agendagraph.errors import ParameterError
from agendagraph.search.hits import Found, Hit
from agendagraph.search.index import Index, index
from agendagraph.search.ranking import Asked, match, rank
from agendagraph.search.words import words as words_of
from agendagraph.store import Store
from agendagraph.text import Language, Text

_READ: Final = 400
"""What is typed beyond so many characters is not read."""
_MOST_WORDS: Final = 12
_WORTH: Final = 0.5
"""Where nothing has all the words, what has less than this share of the best hit's weight is left out."""


def search(
    store: Store,
    words: str,
    language: Language = "nl",
    *,
    limit: int = 20,
    offset: int = 0,
    kinds: tuple[str, ...] = (),
) -> Found:
    """Find things, sources and passages by name, part of a name, other or former name, heading or definition.

    Case, accents, hyphens and spaces do not matter; each word may be the beginning of one, or stand inside a compound.
    Where a word is found nowhere, the known word nearest to it is read instead, and `corrected` says so. The same
    dataset and words always give the same hits in the same order.

    Args:
        store: the dataset.
        words: what somebody typed, however odd.
        language: of labels and definitions; names are found in both languages.
        limit, offset: which of the hits to return.
        kinds: local names of classes, such as `Law`, or `thing` or `passage`; with those below them; all where empty.

    Raises:
        ParameterError: there is no such kind.

    >>> from agendagraph.build import build
    >>> store = build(check=False).store()
    >>> search(store, "Mitzz", "nl", limit=1).hits[0].label
    'Mitz'
    >>> search(store, "Mitzz", "nl").corrected
    'mitz'
    """
    here = index(store)
    wanted = _of_kinds(here, kinds)
    typed = tuple(dict.fromkeys(words_of(words[:_READ])))[:_MOST_WORDS]
    if not typed:
        return Found((), 0)
    asked = Asked("".join(words_of(words[:_READ])), typed, language)
    weights, read, every_word = _find(here, asked)
    corrected = "" if read is asked else " ".join(read.words)
    ranked = sorted(
        (-rank(here.entries[number], read, weight, every_word=every_word), number)
        for number, weight in weights.items()
        if wanted is None or number in wanted
    )
    chosen = ranked[max(offset, 0) :][: max(limit, 0)]
    hits = tuple(_hit(store, here, number, read, -score) for score, number in chosen)
    return Found(hits, len(ranked), corrected, every_word)


def _find(here: Index, asked: Asked) -> tuple[dict[int, float], Asked, bool]:
    """Return the entries and the weight of their words, what was read, and whether each has all the words."""
    having = {word: here.having(word, asked.language) for word in asked.words}
    if found := _with_all(having, here.beginning(asked.key)):
        return found, asked, True
    known = [found for found in having.values() if found]
    read = []
    for word in asked.words:
        near = [] if having[word] else here.speller.nearest(word)
        having |= {other: here.having(other, asked.language) for other in near}
        read.append(next((other for other in near if _common([having[other], *known])), word))
    if tuple(read) != asked.words:
        asked = Asked("".join(read), tuple(dict.fromkeys(read)), asked.language)
    having = {word: having[word] for word in asked.words}
    if found := _with_all(having, here.beginning(asked.key)):
        return found, asked, True
    some = _with_some(having)
    return some, asked, not some


def _with_all(having: dict[str, dict[int, float]], named: set[int]) -> dict[int, float]:
    """Return the entries that have all the words, or a name that begins with what was typed."""
    common = _common(list(having.values())) | named
    return {number: sum(found.get(number, 0.0) for found in having.values()) for number in common}


def _common(several: list[dict[int, float]]) -> set[int]:
    return set.intersection(*(set(found) for found in several))


def _with_some(having: dict[str, dict[int, float]]) -> dict[int, float]:
    """Return the entries that have the words that say most."""
    sums: dict[int, float] = defaultdict(float)
    for found in having.values():
        for number, weight in found.items():
            sums[number] += weight
    least = max(sums.values(), default=0.0) * _WORTH
    return {number: weight for number, weight in sums.items() if weight >= least}


def _hit(store: Store, here: Index, number: int, read: Asked, score: float) -> Hit:
    entry = here.entries[number]
    return Hit(
        iri=entry.iri,
        kind=entry.kind,
        classes=entry.classes,
        label=store.label(entry.iri, read.language),
        kind_label=", ".join(sorted(store.label(terms.AG + name, read.language) for name in entry.classes)),
        match=match(entry, read),
        score=round(score, 4),
    )


def _of_kinds(here: Index, kinds: Iterable[str]) -> set[int] | None:
    """Return the entries of these kinds; none at all where every kind will do."""
    if not kinds:
        return None
    found: set[int] = set()
    for name in kinds:
        if name not in here.of_kind:
            near = difflib.get_close_matches(name[:100], sorted(here.of_kind), n=3)
            raise ParameterError(
                Text(f"Er is geen soort '{name[:100]}'.", f"There is no kind '{name[:100]}'."),
                hint=Text(f"Bedoeld: {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
                if near
                else Text("Bijvoorbeeld: Law, Exchange of Passage.", "For example: Law, Exchange or Passage."),
            )
        found |= here.of_kind[name]
    return found
