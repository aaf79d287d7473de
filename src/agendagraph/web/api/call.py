"""A call of the API: what it is asked, what it answers, and which function of the layers below finds that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from agendagraph.text import Text
from agendagraph.web.api.fields import Field, Row
from agendagraph.web.api.parameters import FORMAT, LANG, PAGE, PER_PAGE, Asked, Parameter

Value = TypeVar("Value")

SILENT: Final = Text("De documenten zeggen hier niets over.", "The documents say nothing about this.")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the rows that answer a call.

    Attributes:
        rows: those of the page asked for.
        total: how many there are on all pages.
        about: what goes for all rows: a value for every field of the call's `about`.
        message: what it means that there are no rows.
        is_stable: whether the same question has the same answer next time.
    """

    rows: Sequence[Row]
    total: int
    about: dict[str, Any] = field(default_factory=dict)
    message: Text = SILENT
    is_stable: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer that is one document and has no pages.

    Attributes:
        write: returns its content in a form.
        is_stable: whether the same question has the same answer next time.
    """

    write: Callable[[str], bytes]
    is_stable: bool = True


def page_of(found: Sequence[Value], asked: Asked, write: Callable[[Value], Row], **about: Any) -> Found:
    """Return the page asked for of what was found; only its own rows are written."""
    return Found([write(one) for one in found[asked.offset : asked.offset + asked.per_page]], len(found), about)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API.

    Attributes:
        id: its name, as in the OpenAPI document and in the names of files.
        path: below `/api/v1`.
        title, description: what it answers.
        asks: its own parameters.
        row: the fields of a row.
        about: the fields of the answer besides the rows.
        find: finds the answer.
        schema: name of the schema of an answer that is a document and has no rows.
        may_be_impossible: whether there are questions that make sense and have no answer.
        shows: parameters that can be left out and are in its example.
    """

    id: str
    path: str
    title: Text
    description: Text
    asks: tuple[Parameter, ...]
    row: tuple[Field, ...]
    about: tuple[Field, ...]
    find: Callable[[Asked], Found | Whole]
    schema: str = ""
    may_be_impossible: bool = False
    shows: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters: its own, and those of every call of its sort."""
        return (*self.asks, LANG, FORMAT) if self.schema else (*self.asks, LANG, FORMAT, PAGE, PER_PAGE)

    @property
    def example(self) -> dict[str, list[str]]:
        """Parameters with which it answers on the shipped data."""
        shown = [p for p in self.asks if p.required or p.name in self.shows]
        return {p.name: list(p.example) for p in shown if p.type != "identifier"}

    @property
    def example_identifier(self) -> str:
        """The last part of the path of the example, where the call has one."""
        return next((p.example[0] for p in self.asks if p.type == "identifier"), "")
