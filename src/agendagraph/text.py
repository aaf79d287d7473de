"""What users read, in the two languages of AgendaGraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Self

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
"""The languages users can choose, the default first."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Dutch and in English.

    >>> Text("ja", "yes")("en")
    'yes'
    """

    nl: str
    en: str

    def __call__(self, language: Language = "nl") -> str:
        """Return the text in one language."""
        return self.nl if language == "nl" else self.en

    def format(self, **values: object) -> Text:
        """Return the text with `{name}` filled in, in both languages."""
        return Text(self.nl.format(**values), self.en.format(**values))


class Spoken(str):
    """What data say, with the language it is in: not always the one that was asked for, and then readers are told so.

    >>> Spoken("Wet", "nl").language
    'nl'
    """

    __slots__ = ("language",)

    language: str

    def __new__(cls, words: str, language: str = "") -> Self:
        """Return the words; the language is empty where they are in none, as a number or an identifier is."""
        spoken = super().__new__(cls, words)
        spoken.language = language
        return spoken


def as_language(name: str | None) -> Language:
    """Return the language of that name, or the default one where there is none such.

    >>> as_language("fr")
    'nl'
    """
    return "en" if name == "en" else "nl"
