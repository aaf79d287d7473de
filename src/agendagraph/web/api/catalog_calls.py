"""The calls about the catalog: the list of its questions, and a call for each of them with its own parameters and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, get_args

import pyoxigraph as ox

from agendagraph import catalog, results
from agendagraph.catalog.query import ColumnType, ParameterType
from agendagraph.text import Text
from agendagraph.web.api import speech
from agendagraph.web.api.call import Call, Found, page_of
from agendagraph.web.api.fields import CITATIONS, Field, Kind, Row
from agendagraph.web.api.parameters import Asked, Parameter
from agendagraph.web.site import language, site

_LINES: Final = "regels"
"""The column in which questions tell the lines of a passage."""

_KINDS: Final[Mapping[ColumnType, Kind]] = {"iri": "thing", "passage": "thing", "text": "text", "number": "number"}

_NAME: Final = Field("name", "text", Text("De naam.", "The name."))
_LABEL: Final = Field("label", "text", Text("Hoe een formulier of tabel het noemt.", "What a form or table calls it."))
_PARAMETER: Final = (
    _NAME,
    Field("type", "text", Text("Wat voor waarde.", "What kind of value."), choices=get_args(ParameterType)),
    _LABEL,
    Field("required", "boolean", Text("Of hij nodig is.", "Whether it is needed.")),
    Field("many", "boolean", Text("Of hij vaker mag.", "Whether it may be repeated.")),
    Field(
        "classes",
        "text",
        Text("Welke soorten dingen; alle waar leeg.", "Which kinds of things; all if empty."),
        many=True,
    ),
    Field("choices", "text", Text("De waarden van een keuze.", "The values of a choice."), many=True),
    Field("default", "text", Text("De waarde waar geen is gegeven.", "The value where none is given.")),
    Field("examples", "text", Text("Waarden waarmee de vraag antwoord geeft.", "Values that are answered."), many=True),
)
_COLUMN: Final = (
    _NAME,
    Field("type", "text", Text("Hoe de waarden te lezen.", "How to read the values."), choices=get_args(ColumnType)),
    _LABEL,
)
_COLUMNS: Final = Field(
    "columns", "record", Text("De kolommen, in volgorde.", "The columns, in order."), many=True, fields=_COLUMN
)

_QUESTION: Final = (
    Field("id", "text", Text("De naam van de vraag.", "The name of the question.")),
    Field("title", "text", Text("De vraag.", "The question.")),
    Field("description", "text", Text("Wat zij beantwoordt.", "What it answers.")),
    Field(
        "parameters", "record", Text("Wat in te vullen is.", "What there is to fill in."), many=True, fields=_PARAMETER
    ),
    _COLUMNS,
    Field("empty", "text", Text("Wat het betekent dat er geen antwoord is.", "What it means that there is no answer.")),
    Field("path", "text", Text("Waar zij te stellen is, onder /api/v1.", "Where to ask it, below /api/v1.")),
)
_ABOUT: Final = (
    Field("question", "text", Text("De naam van de vraag.", "The name of the question.")),
    Field("title", "text", Text("De vraag.", "The question.")),
    Field(
        "understood",
        "values",
        Text("De parameters zoals zij zijn begrepen.", "The parameters as they were understood."),
    ),
    _COLUMNS,
    Field("answered", "boolean", Text("Of er een antwoord is.", "Whether there is an answer.")),
    Field(
        "said_to_be_absent",
        "record",
        Text(
            "Waar geen antwoord is: wat de documenten zelf onbekend of afwezig noemen.",
            "Where there is no answer: what the documents themselves call unknown or absent.",
        ),
        many=True,
        fields=(Field("text", "text", Text("Wat zij zeggen.", "What they say.")), CITATIONS),
    ),
)


def _questions(asked: Asked) -> Found:
    return page_of(catalog.load(), asked, _listed)


def _listed(query: catalog.NamedQuery) -> Row:
    tongue = language()
    return {
        "id": query.id,
        "title": query.title(tongue),
        "description": query.description(tongue),
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "label": p.label(tongue),
                "required": p.required,
                "many": p.many,
                "classes": list(p.classes),
                "choices": list(p.choices),
                "default": p.default,
                "examples": [example for example in p.examples if example],
            }
            for p in query.parameters
        ],
        "columns": _columns(query),
        "empty": query.empty(tongue),
        "path": f"/questions/{query.id}",
    }


def _columns(query: catalog.NamedQuery) -> list[Row]:
    return [{"name": c.name, "type": c.type, "label": c.label(language())} for c in query.columns]


def _ask(query: catalog.NamedQuery, asked: Asked) -> Found:
    store, tongue = site().store, language()
    values = {p.name: asked.all(p.name) for p in query.parameters if p.type != "lang"}
    answer = catalog.ask(store, query.id, values, tongue)
    found = page_of(
        answer.rows,
        asked,
        partial(_row, query),
        question=query.id,
        title=query.title(tongue),
        understood={name: _understood(answer, name, some) for name, some in values.items() if some},
        columns=_columns(query),
        answered=not answer.is_empty,
        said_to_be_absent=[
            {"text": said["text"], "citations": speech.citations([said["passage"]])}
            for said in results.absences(store, answer, tongue)
        ],
    )
    return replace(found, message=answer.message)


def _understood(answer: catalog.Answer, name: str, typed: Sequence[str]) -> list[Any]:
    """Return the values of a parameter: things where names were typed. Words are bound one by one, and told as typed."""
    bound = answer.values.get(name, ())
    return [speech.thing(t.value) if isinstance(t, ox.NamedNode) else t.value for t in bound] or list(typed)


def _row(query: catalog.NamedQuery, found: Mapping[str, Any]) -> Row:
    """Return a row: a value for every column, and where it is written."""
    row: Row = {column.name: _value(column, found[column.name]) for column in query.columns}
    lines = getattr(found.get(_LINES), "value", "")
    places = [found[column.name] for column in query.columns if column.type == "passage"]
    return row | {"citations": speech.citations((getattr(place, "value", "") for place in places), lines)}


def _value(column: catalog.Column, term: Any) -> Any:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return speech.thing(term.value)
    return float(term.value) if column.type == "number" else term.value


def _call(query: catalog.NamedQuery) -> Call:
    columns = tuple(Field(c.name, _KINDS[c.type], c.label, optional=True) for c in query.columns)
    return Call(
        id=f"question-{query.id}",
        path=f"/questions/{query.id}",
        title=query.title,
        description=query.description,
        asks=tuple(Parameter.of(p) for p in query.parameters if p.type != "lang"),
        row=(*columns, CITATIONS),
        about=_ABOUT,
        find=partial(_ask, query),
    )


CALLS: Final[Sequence[Call]] = (
    Call(
        "questions",
        "/questions",
        Text("Welke vragen zijn er?", "Which questions are there?"),
        Text(
            "De vragen van de catalogus, met wat in te vullen is en welke kolommen het antwoord heeft.",
            "The questions of the catalog, with what there is to fill in and which columns the answer has.",
        ),
        (),
        _QUESTION,
        (),
        _questions,
    ),
    *map(_call, catalog.load()),
)
