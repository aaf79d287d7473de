"""Answers as plain values, for programs: every field under its own name, both languages in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from agendagraph.planner.document import Plan

PLAN_SCHEMA: Final = "https://w3id.org/agendagraph/schemas/plan/1"
"""Which schema a plan fits. A change that breaks readers gets another number."""


def plain(value: Any) -> Any:
    """Return an answer as dictionaries, lists and plain values.

    Args:
        value: something made of dataclasses, dictionaries, tuples, dates and plain values, such as a `Plan`, `Impact` or `Order`.

    Returns:
        A text as `{"nl", "en"}`, a thing as `{"iri", "label"}`, a day as `2026-03-01`, all lists in their order. Every plan, also
        one that is part of something else, says in `schema` which schema it fits.

    >>> from agendagraph.text import Text
    >>> plain((Text("ja", "yes"), date(2026, 3, 1)))
    [{'nl': 'ja', 'en': 'yes'}, '2026-03-01']
    """
    # The fields of an answer are its format: a schema names each of them, so that none comes or goes unnoticed.
    if is_dataclass(value):
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"schema": PLAN_SCHEMA} | found if isinstance(value, Plan) else found
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
