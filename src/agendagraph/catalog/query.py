"""Named queries: one `.rq` file each, read by the command line, the pages, the documentation and the tests alike."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from agendagraph import assets, header
from agendagraph.errors import InputError, UnknownNameError
from agendagraph.text import Text

ParameterType = Literal["iri", "text", "words", "lang", "choice"]
ColumnType = Literal["iri", "passage", "text", "number"]

WORDS: Final = 6
"""So many words of a `words` parameter count; the query sees them, in lower case, as `$name1` … `$name6`."""

_QUERY_KEYS = {"id", "title", "description", "params", "columns", "min_rows", "empty", "sort", "about_time"}
_PARAMETER_KEYS = {"type", "class", "required", "example", "default", "many", "label", "choices"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a question is about.

    Attributes:
        name: variable name in the query, without `$`.
        type: `iri` (a thing), `text`, `words` (bound one by one, see `WORDS`), `lang` or `choice`.
        label: what a form calls it.
        classes: local names of the classes the thing may have; empty means any.
        required: whether the query runs without it.
        many: whether several values may be given; the rows of each are put together.
        example: a value with which the query answers on the shipped data.
        default: the value where none is given.
        choices: the values of a `choice`.
    """

    name: str
    type: ParameterType
    label: Text
    classes: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    example: str | tuple[str, ...] = ""
    default: str = ""
    choices: tuple[str, ...] = ()

    @property
    def examples(self) -> tuple[str, ...]:
        """The example values, one or more."""
        return (self.example,) if isinstance(self.example, str) else self.example


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its variable and how to read its values."""

    name: str
    type: ColumnType
    label: Text


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that can be asked of the graph, as its file describes it."""

    id: str
    title: Text
    description: Text
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    min_rows: int
    empty: Text
    text: str
    sort: str = ""
    """Column that orders the rows of several values of a parameter among each other."""
    about_time: bool = False
    """Whether it asks for times, so that a milestone without one is an answer, too."""

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        Raises:
            UnknownNameError: the query has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "–"
        raise UnknownNameError(
            Text(
                f"De vraag {self.id} heeft geen parameter {name}.", f"The question {self.id} has no parameter {name}."
            ),
            hint=Text(f"Parameters: {known}.", f"Parameters: {known}."),
        )


def parse(path: Path) -> NamedQuery:
    """Read one query file.

    Raises:
        InputError: the header does not keep the contract of `queries/README.md`.
    """
    head, text = header.read(path)
    if unknown := set(head) - _QUERY_KEYS:
        raise InputError(
            Text(f"Onbekende sleutel(s): {sorted(unknown)}.", f"Unknown key(s): {sorted(unknown)}."),
            where=path.name,
            hint=Text(f"Toegestaan: {sorted(_QUERY_KEYS)}.", f"Allowed: {sorted(_QUERY_KEYS)}."),
        )
    return NamedQuery(
        id=head["id"],
        title=header.bilingual(head.get("title"), path.name),
        description=header.bilingual(head.get("description"), path.name),
        parameters=tuple(_parameter(name, value, path.name) for name, value in head.get("params", {}).items()),
        columns=tuple(_column(name, value, path.name) for name, value in head.get("columns", {}).items()),
        min_rows=int(head.get("min_rows", 0)),
        empty=header.bilingual(head.get("empty"), path.name),
        text=text,
        sort=str(head.get("sort", "")),
        about_time=bool(head.get("about_time", False)),
    )


def _parameter(name: str, value: dict[str, Any], where: str) -> Parameter:
    unknown = set(value) - _PARAMETER_KEYS
    if unknown or value.get("type") not in get_args(ParameterType):
        raise InputError(
            Text(
                f"Parameter {name} is niet goed beschreven: {value}.",
                f"Parameter {name} is not described well: {value}.",
            ),
            where=where,
            hint=Text("Zie queries/README.md.", "See queries/README.md."),
        )
    classes, example = value.get("class", []), value.get("example", "")
    return Parameter(
        name=name,
        type=cast(ParameterType, value["type"]),
        label=header.bilingual(value.get("label"), where),
        classes=tuple([classes] if isinstance(classes, str) else classes),
        required=bool(value.get("required", False)),
        many=bool(value.get("many", False)),
        example=example if isinstance(example, str) else tuple(example),
        default=str(value.get("default", "")),
        choices=tuple(value.get("choices", ())),
    )


def _column(name: str, value: dict[str, Any], where: str) -> Column:
    if set(value) != {"type", "nl", "en"} or value["type"] not in get_args(ColumnType):
        raise InputError(
            Text(f"Kolom {name} is niet goed beschreven: {value}.", f"Column {name} is not described well: {value}."),
            where=where,
            hint=Text('Schrijf: { type = "iri", nl = "…", en = "…" }', 'Write: { type = "iri", nl = "…", en = "…" }'),
        )
    return Column(name, cast(ColumnType, value["type"]), Text(value["nl"], value["en"]))


@cache
def load(folder: Path | None = None) -> tuple[NamedQuery, ...]:
    """Return all named queries, sorted by id.

    >>> all(query.title.nl for query in load())
    True
    """
    return tuple(
        parse(path) for path in sorted((folder or assets.folder("queries")).rglob("*.rq"), key=lambda p: p.stem)
    )


def get(query_id: str) -> NamedQuery:
    """Return the named query with that id.

    Raises:
        UnknownNameError: there is none; the hint names the nearest ones.
    """
    known = {query.id: query for query in load()}
    if query_id in known:
        return known[query_id]
    near = difflib.get_close_matches(query_id, known, n=3, cutoff=0.4)
    raise UnknownNameError(
        Text(f"Er is geen vraag {query_id}.", f"There is no question {query_id}."),
        hint=Text(f"Bedoeld: {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
        if near
        else Text("Zie de lijst van vragen.", "See the list of questions."),
    )
