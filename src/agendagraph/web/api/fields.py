"""What an answer consists of: one table of fields, read as JSON Schema, as JSON and as the columns of a CSV file alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from agendagraph.text import Language, Text

Kind = Literal["text", "number", "integer", "boolean", "thing", "citation", "milestone", "record", "values"]

Row = dict[str, Any]
"""One row of an answer: a value for every field."""

_SCALARS: Final = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
_BETWEEN: Final = " | "
"""Stands between several values in one cell."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row or of an answer.

    Attributes:
        name: its key in JSON and its column in CSV.
        kind: what its values are; `record` has fields of its own, `values` is a list of things and texts for each name.
        text: what it tells.
        many: whether it is a list.
        optional: whether it can be null.
        choices: all values that a text can have.
        fields: those of a record.
    """

    name: str
    kind: Kind
    text: Text
    many: bool = False
    optional: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()

    def schema(self, language: Language) -> dict[str, Any]:
        """Return the JSON Schema of its values."""
        one = self._one(language)
        if self.many:
            found: dict[str, Any] = {"type": "array", "items": one}
        elif self.optional:
            found = {"oneOf": [one, {"type": "null"}]}
        else:
            found = dict(one)
        # Beside a reference a description is read, too, since JSON Schema 2019-09.
        return found | {"description": self.text(language)}

    def _one(self, language: Language) -> dict[str, Any]:
        if self.kind == "record":
            return record(self.fields, language)
        if self.kind == "values":
            either = {"oneOf": [reference("Thing"), {"type": "string"}]}
            return {"type": "object", "additionalProperties": {"type": "array", "items": either}}
        if self.kind in _SCALARS:
            return {"type": _SCALARS[self.kind]} | ({"enum": list(self.choices)} if self.choices else {})
        return reference(self.kind.capitalize())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a CSV file: what is a thing or a passage has one with its IRI beside it."""
        return (self.name, f"{self.name}_iri") if self.kind in {"thing", "citation"} else (self.name,)

    def cells(self, value: Any) -> tuple[str, ...]:
        """Return a value as text in each of its columns."""
        values = (value if self.many else [value]) if value is not None else []
        if self.kind == "thing":
            return _joined(v["label"] for v in values), _joined(v["iri"] for v in values)
        if self.kind == "citation":
            return _joined(map(_cited, values)), _joined(v["passage"]["iri"] for v in values)
        if self.kind == "milestone":
            return (_joined(f"{v['what']} ({v['when']})" for v in values),)
        if self.kind == "record":
            return (_joined(str(v[self.fields[0].name]) for v in values),)
        return (_joined(str(v).lower() if isinstance(v, bool) else str(v) for v in values),)


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(values)


def _cited(citation: Mapping[str, Any]) -> str:
    label, locator = citation["passage"]["label"], citation["locator"]
    return f"{label} ({locator})" if locator else f"{label}"


def reference(name: str) -> dict[str, Any]:
    """Return a reference to a schema of the OpenAPI document."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(fields: Iterable[Field], language: Language) -> dict[str, Any]:
    """Return the JSON Schema of an object that has exactly these fields."""
    listed = tuple(fields)
    assert len({field.name for field in listed}) == len(listed)
    return {
        "type": "object",
        "properties": {field.name: field.schema(language) for field in listed},
        "required": [field.name for field in listed],
        "additionalProperties": False,
    }


def table(fields: Iterable[Field], rows: Iterable[Row]) -> tuple[list[str], list[list[str]]]:
    """Return rows as heads and cells of text.

    >>> table([Field("step", "integer", Text("stap", "step"))], [{"step": 1}])
    (['step'], [['1']])
    """
    listed = tuple(fields)
    heads = [column for field in listed for column in field.columns]
    return heads, [[cell for field in listed for cell in field.cells(row[field.name])] for row in rows]


CITATIONS: Final = Field(
    "citations",
    "citation",
    Text("Waar het staat.", "Where it is written."),
    many=True,
)
"""Every row that a source states ends with the places where it does."""

SHARED: Final[dict[str, tuple[Field, ...]]] = {
    "Thing": (
        Field("iri", "text", Text("De IRI.", "The IRI.")),
        Field("id", "text", Text("Hoe het in een parameter heet.", "What it is called in a parameter.")),
        Field("label", "text", Text("Hoe mensen het noemen.", "What people call it.")),
    ),
    "Citation": (
        Field("passage", "thing", Text("De plaats in de bron.", "The place in the source.")),
        Field("locator", "text", Text("De regels of de kop; mag leeg zijn.", "The lines or heading; may be empty.")),
        Field(
            "reservations",
            "thing",
            Text(
                "Waarom er twee keer naar te kijken, zoals een oudere uitgave.",
                "Why to look twice at it, such as an older edition.",
            ),
            many=True,
        ),
    ),
    "Milestone": (
        Field("what", "text", Text("Wat er gebeurt.", "What happens.")),
        Field("when", "text", Text("Wanneer, in de woorden van de bron.", "When, in the words of the source.")),
        Field(
            "date",
            "text",
            Text("Als jaar, maand of dag, of leeg.", "As a year, month or day, or empty."),
        ),
        Field("end", "text", Text("Tot en met, of leeg.", "Until, or empty.")),
        Field("certainty", "thing", Text("Hoe zeker.", "How certain.")),
        Field("citation", "citation", Text("Waar het staat.", "Where it is written.")),
    ),
}
"""What the values of things, citations and milestones consist of: the schemas that all others refer to."""
