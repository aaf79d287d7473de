"""What a call can be asked: one table of parameters, read strictly from an address and written into the OpenAPI document."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from werkzeug.datastructures import MultiDict

from agendagraph import catalog
from agendagraph.errors import ParameterError
from agendagraph.text import LANGUAGES, Language, Text, as_language
from agendagraph.web.site import MAX_TYPED, MAX_VALUES

Type = Literal["name", "text", "integer", "choice", "day", "delay", "identifier"]

FORMS: Final = ("json", "csv")
MOST_A_PAGE: Final = 1000
_USUAL_A_PAGE: Final = 100
_MOST_PAGES: Final = 1_000_000
_WHOLE: Final = re.compile(r"[1-9][0-9]{0,6}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DELAY: Final = r"^[1-9][0-9]?[dwmy]$"
_IDENTIFIER: Final = r"^[A-Za-z0-9._-]+$"
_SEEN: Final = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""A name or text has a character that one sees: none of those that `str.strip` takes away, in words that every reader of JSON
Schema understands alike."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a call can be asked.

    Attributes:
        name: in the address.
        type: a `name` is the identifier of a thing, its prefixed name, its IRI or what people call it.
        text: what it means.
        required: whether the call goes without it.
        many: whether it may be given several times, at most `most` times.
        choices: the values of a `choice`.
        example: values with which the call answers on the shipped data.
        default: the value where none is given.
        most: the largest integer, or how many values there may be.
    """

    name: str
    type: Type
    text: Text
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    default: str = ""
    most: int = MAX_VALUES

    @classmethod
    def of(cls, parameter: catalog.Parameter) -> Parameter:
        """Return a parameter of the catalog."""
        kinds = ", ".join(parameter.classes)
        label = parameter.label
        return cls(
            name=parameter.name,
            type="name" if parameter.type == "iri" else "choice" if parameter.type == "choice" else "text",
            text=Text(f"{label.nl} (soort: {kinds})", f"{label.en} (kind: {kinds})") if kinds else label,
            required=parameter.required,
            many=parameter.many,
            choices=parameter.choices,
            example=tuple(value for value in parameter.examples if value) or (parameter.default,),
            default=parameter.default,
        )

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its value."""
        match self.type:
            case "integer":
                one: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": self.most}
            case "choice":
                one = {"type": "string", "enum": list(self.choices)}
            case "day":
                one = {"type": "string", "format": "date"}
            case "delay":
                one = {"type": "string", "pattern": _DELAY}
            case "identifier":
                one = {"type": "string", "pattern": _IDENTIFIER, "maxLength": MAX_TYPED}
            case _:
                one = {"type": "string", "pattern": _SEEN, "minLength": 1, "maxLength": MAX_TYPED}
        if self.many:
            return {"type": "array", "items": one, "minItems": 1, "maxItems": self.most}
        return one | ({"default": self._plain(self.default)} if self.default else {})

    @property
    def shown(self) -> Any:
        """The example as JSON has it."""
        values = [self._plain(value) for value in self.example]
        return values if self.many else next(iter(values), None)

    def _plain(self, value: str) -> Any:
        return int(value) if self.type == "integer" else value

    def check(self, values: Sequence[str]) -> None:
        """Refuse what was typed, where it does not fit.

        Raises:
            ParameterError: it is missing, empty, too long, too often, or no such value.
        """
        if not values and self.required:
            raise self._wrong("ontbreekt.", "is missing.")
        most = self.most if self.many else 1
        if len(values) > most:
            raise self._wrong(f"neemt hoogstens {most} waarde(n).", f"takes at most {most} value(s).")
        for value in values:
            self._check_one(value)

    def _check_one(self, value: str) -> None:
        if not re.search(_SEEN, value):
            leave = Text("Geef een waarde of laat hem weg.", "Give a value or leave it out.")
            raise self._wrong("is leeg.", "is empty.", leave)
        if len(value) > MAX_TYPED:
            raise self._wrong(f"is langer dan {MAX_TYPED} tekens.", f"is longer than {MAX_TYPED} characters.")
        if self.type == "choice" and value not in self.choices:
            raise self._wrong(f"kent geen waarde ‘{value}’.", f"knows no value ‘{value}’.", _near(value, self.choices))
        if self.type == "integer" and not (_WHOLE.fullmatch(value) and int(value) <= self.most):
            raise self._wrong(f"is een getal van 1 tot en met {self.most}.", f"is a number from 1 to {self.most}.")
        if self.type == "day" and not _is_day(value):
            raise self._wrong("is een dag als 2026-03-01.", "is a day as 2026-03-01.")
        if self.type == "delay" and not re.fullmatch(_DELAY, value):
            raise self._wrong("is een getal tot 99 met d, w, m of y.", "is a number up to 99 with d, w, m or y.")

    def _wrong(self, nl: str, en: str, hint: Text | None = None) -> ParameterError:
        example = next(iter(self.example), "")
        usual = Text(f"Bijvoorbeeld: {self.name}={example}", f"For example: {self.name}={example}") if example else None
        return ParameterError(Text(f"{self.name} {nl}", f"{self.name} {en}"), where=self.name, hint=hint or usual)


LANG: Final = Parameter(
    "lang",
    "choice",
    Text("De taal van het antwoord.", "The language of the answer."),
    choices=LANGUAGES,
    example=("nl",),
    default="nl",
)
FORMAT: Final = Parameter(
    "format",
    "choice",
    Text(
        "De vorm van het antwoord; gaat voor de kop Accept.", "The form of the answer; goes before the header Accept."
    ),
    choices=FORMS,
    example=("json",),
)
PAGE: Final = Parameter(
    "page",
    "integer",
    Text("Welke bladzijde, vanaf 1.", "Which page, from 1."),
    example=("1",),
    default="1",
    most=_MOST_PAGES,
)
PER_PAGE: Final = Parameter(
    "per_page",
    "integer",
    Text("Hoeveel rijen op een bladzijde.", "How many rows on a page."),
    example=("100",),
    default=str(_USUAL_A_PAGE),
    most=MOST_A_PAGE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call was asked.

    Attributes:
        values: parameter → values, at least one each.
        identifier: the last part of the path, where the call has one.
    """

    values: Mapping[str, tuple[str, ...]]
    identifier: str = ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter, empty where none was given."""
        return self.values.get(name, ())

    def one(self, name: str) -> str:
        """Return the value of a parameter, an empty text where none was given."""
        return next(iter(self.all(name)), "")

    def number(self, name: str) -> int | None:
        """Return the value of a parameter that is a number, None where none was given."""
        return int(self.one(name)) if self.one(name) else None

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return as_language(self.one("lang"))

    @property
    def page(self) -> int:
        """Which page, from 1."""
        return self.number("page") or 1

    @property
    def per_page(self) -> int:
        """How many rows on a page."""
        return self.number("per_page") or _USUAL_A_PAGE

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * self.per_page


def read(parameters: Iterable[Parameter], typed: MultiDict[str, str], identifier: str = "") -> Asked:
    """Return what was asked, if each of it is known and fits.

    Args:
        parameters: those of the call.
        typed: the fields of the address.
        identifier: the last part of the path, where the call has one.

    Raises:
        ParameterError: a parameter is unknown, missing or does not fit.
    """
    known = {parameter.name: parameter for parameter in parameters if parameter.type != "identifier"}
    if unknown := [name for name in typed if name not in known]:
        names = ", ".join(name[:MAX_TYPED] for name in unknown[:MAX_VALUES])
        raise ParameterError(
            Text(f"Onbekende parameter(s): {names}.", f"Unknown parameter(s): {names}."),
            where=names,
            hint=_near(unknown[0][:MAX_TYPED], known),
        )
    found: dict[str, tuple[str, ...]] = {}
    for name, parameter in known.items():
        values = typed.getlist(name)
        parameter.check(values)
        if values or parameter.default:
            found[name] = tuple(value.strip() for value in values) or (parameter.default,)
    return Asked(found, identifier)


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _near(value: str, known: Iterable[str]) -> Text:
    """Return which of the known values may be meant, or all of them where none is near."""
    listed = list(known)
    near = difflib.get_close_matches(value, listed, n=3, cutoff=0.6)
    if near:
        return Text(f"Bedoeld: {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
    return Text(f"Kies: {', '.join(listed)}.", f"Choose: {', '.join(listed)}.")
