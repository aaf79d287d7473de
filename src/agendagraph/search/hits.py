"""What a search answers: hits, each with the text in which the words were found and where in it they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from agendagraph.text import Text

Kind = Literal["thing", "passage"]
Form = Literal["preferred", "alternative", "former", "printed", "heading", "identifier", "definition"]

FORMS: Final[Mapping[Form, Text]] = {
    "preferred": Text("naam", "name"),
    "alternative": Text("andere naam", "other name"),
    "former": Text("vroegere naam", "former name"),
    "printed": Text("ook geschreven als", "also written as"),
    "heading": Text("kop", "heading"),
    "identifier": Text("kenmerk", "identifier"),
    "definition": Text("omschrijving", "definition"),
}
"""What the texts of a thing are to it, in words."""


@dataclass(frozen=True, slots=True)
class Match:
    """The text of a hit in which the words were found.

    Attributes:
        form: what the text is to the thing: one of `FORMS`.
        text: the name, or the part of the definition around the words; as hostile as the data may be, so escape it.
        language: of the text; empty where it has none.
        marks: where the words stand in it: start and end, in order and apart from each other.
    """

    form: Form
    text: str
    language: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing or passage that was found.

    Attributes:
        iri: what was found.
        kind: `thing` (sources are things, too) or `passage`.
        classes: local names of its classes, such as `Law`, sorted.
        label: what people call it, in the language asked for.
        kind_label: its classes in words.
        match: where the words were found.
        score: how good a hit it is, higher is better: from 7 for its very name down to 0 where only some words were found.
    """

    iri: str
    kind: Kind
    classes: tuple[str, ...]
    label: str
    kind_label: str
    match: Match
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search.

    Attributes:
        hits: those asked for, the best first.
        total: how many there are in all.
        corrected: the words as they were read, where what was typed was found nowhere; empty where nothing was corrected.
        every_word: whether each hit has all the words; if not, nothing has, and these have some of them.
    """

    hits: tuple[Hit, ...]
    total: int
    corrected: str = ""
    every_word: bool = True
