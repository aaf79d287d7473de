"""What a visitor asks of an overview: fields of a form in the address, and where in a long list one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from flask import request

from agendagraph import catalog, terms
from agendagraph.errors import ParameterError, UnknownNameError
from agendagraph.text import Text
from agendagraph.web.site import link, near, site, typed_several

FROM: Final = "vanaf"
"""The field that says how much of a list comes before this page."""

_FAR: Final = 9
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[_Item]):
    """A page of a long list.

    Attributes:
        items: what is on it.
        start: how many come before it.
        total: how many there are.
        before, after: addresses of the pages around it, empty where there are none.
    """

    items: Sequence[_Item]
    start: int
    total: int
    before: str
    after: str

    @property
    def is_all(self) -> bool:
        """Whether the list fits on this page."""
        return len(self.items) == self.total


def fields(*names: str) -> dict[str, list[str]]:
    """Return field → what was typed in it, without those that were left empty.

    Raises:
        ParameterError: a field is not of this form, or has too much in it.
    """
    if unknown := sorted(set(request.args) - {*names, FROM}):
        raise ParameterError(
            Text("Dit veld is er hier niet.", "There is no such field here."),
            where=unknown[0][:40],
            hint=Text(f"Velden: {', '.join(names)}.", f"Fields: {', '.join(names)}."),
        )
    return {name: some for name in names if (some := typed_several(name))}


def word(given: dict[str, list[str]], name: str) -> str:
    """Return the one value of a field.

    Raises:
        ParameterError: it has several.
    """
    values = given.get(name, [])
    if len(values) > 1:
        raise ParameterError(Text("Dit veld neemt één waarde.", "This field takes one value."), where=name)
    return next(iter(values), "")


def choice(given: dict[str, list[str]], name: str, known: Iterable[str]) -> str:
    """Return the value of a field that is one of some.

    Raises:
        ParameterError: it is none of them.
    """
    value, listed = word(given, name), tuple(known)
    if value and value not in listed:
        hint = ", ".join(listed[:12])
        raise ParameterError(
            Text("Deze keuze is er niet.", "There is no such choice."),
            where=f"{name}={value}"[:60],
            hint=Text(f"Kies: {hint}.", f"Choose: {hint}."),
        )
    return value


def thing(given: dict[str, list[str]], name: str, *classes: str) -> str:
    """Return the IRI of the thing that was typed in a field; empty where none was.

    Raises:
        UnknownNameError: there is no such thing.
    """
    value = word(given, name)
    return catalog.resolve(site().store, value, classes).value if value else ""


def meant(error: Exception, given: dict[str, list[str]]) -> list[str]:
    """Return the things that a visitor may have meant by a name that is none."""
    if not isinstance(error, UnknownNameError):
        return []
    unknown = [value for values in given.values() for value in values if not site().names.having(value)]
    return near(unknown[0]) if unknown else []


def has_words(text: str, words: str) -> bool:
    """Return whether every word is in a text, capitals aside.

    >>> has_words("Regionale Agenda Databeschikbaarheid", "agenda regio")
    True
    """
    lower = text.casefold()
    return all(part in lower for part in words.casefold().split())


def part(items: Sequence[_Item], size: int) -> Part[_Item]:
    """Return the page of a list that the address asks for; the first where it asks for none that there is."""
    typed = request.args.get(FROM, "")
    start = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _FAR else 0
    start = start if start < len(items) else 0
    shown = items[start : start + size]
    after = _at(start + size) if start + size < len(items) else ""
    return Part(shown, start, len(items), _at(max(start - size, 0)) if start else "", after)


def _at(start: int) -> str:
    kept = {name: values for name, values in request.args.lists() if name != FROM and any(values)}
    page = (request.endpoint or "home").rpartition(":")[0]
    return link(page, **(request.view_args or {}), **kept, **({FROM: start} if start else {}))


def short(iri: str) -> str:
    """Return an identifier of ours without its namespace, as an address has it; of a term of the ontology with its prefix.

    >>> short("https://w3id.org/agendagraph/id/mitz"), short("https://w3id.org/agendagraph/ns#Planned")
    ('mitz', 'ag:Planned')
    """
    return f"ag:{iri.removeprefix(terms.AG)}" if iri.startswith(terms.AG) else iri.removeprefix(terms.AGD)
