"""What users read, in the two languages of AgendaGraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

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


def as_language(name: str | None) -> Language:
    """Return the language of that name, or the default one where there is none such.

    >>> as_language("fr")
    'nl'
    """
    return "en" if name == "en" else "nl"
