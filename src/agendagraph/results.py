"""Answers as text: one table of formats for the command line, the pages and the endpoint."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.catalog import Answer, Column
from agendagraph.catalog.run import Row
from agendagraph.errors import NotAcceptableError
from agendagraph.formats import Format, Kind, of_kind
from agendagraph.store import Results, Store
from agendagraph.text import Language, Text


def kind_of(results: Results) -> Kind:
    """Return whether a result is a table (SELECT, ASK) or a graph (CONSTRUCT, DESCRIBE)."""
    return "graph" if isinstance(results, ox.QueryTriples) else "rows"


def serialize(results: Results, form: Format) -> bytes:
    """Return the result of a query in a format.

    Raises:
        NotAcceptableError: the format is not for this form of query.
    """
    kind = kind_of(results)
    if kind != form.kind:
        fitting = ", ".join(f.name for f in of_kind(kind))
        raise NotAcceptableError(
            Text(f"{form.name} past niet bij deze vorm van query.", f"{form.name} does not fit this form of query."),
            hint=Text(f"Kies: {fitting}.", f"Choose: {fitting}."),
        )
    if isinstance(results, ox.QueryTriples):
        assert isinstance(form.engine, ox.RdfFormat)
        return rdf(sorted(results, key=str), form.engine)
    assert isinstance(form.engine, ox.QueryResultsFormat)
    raw = results.serialize(format=form.engine)
    assert raw is not None
    return raw


def rdf(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Return statements in a format, in the order given: the same bytes for the same statements.

    >>> print(rdf([ox.Triple(terms.agd("mitz"), terms.TYPE, terms.ag("Facility"))], ox.RdfFormat.TURTLE).decode())
    @prefix ag: <https://w3id.org/agendagraph/ns#> .
    @prefix agd: <https://w3id.org/agendagraph/id/> .
    agd:mitz a ag:Facility .
    <BLANKLINE>
    """
    raw = ox.serialize(statements, format=form, prefixes=terms.prefixes())
    assert raw is not None
    if form not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return raw
    # The engine declares all prefixes it was given, in an order that differs from call to call.
    lines = raw.decode("utf-8").splitlines(keepends=True)
    count = len(terms.prefixes())
    body = "".join(lines[count:])
    used = {found[1] for found in re.finditer(r"(?<![\w:-])(\w[\w-]*):", body)}
    return "".join([*sorted(line for line in lines[:count] if line.split()[1][:-1] in used), body]).encode("utf-8")


def cell(store: Store, column: Column, term: Any, language: Language) -> str:
    """Return a value as people read it: a thing by its label, a number with the comma of its language."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        if column.type == "number" and language == "nl":
            return term.value.replace(".", ",")
        return term.value
    return store.label(term.value, language)


def table(store: Store, answer: Answer, language: Language) -> tuple[list[str], list[list[str]]]:
    """Return an answer as headings and rows of text."""
    columns = answer.query.columns
    body = [[cell(store, column, row[column.name], language) for column in columns] for row in answer.rows]
    return [column.label(language) for column in columns], body


def as_json(store: Store, answer: Answer, language: Language) -> dict[str, Any]:
    """Return an answer as plain values: every thing with its IRI and its label."""

    def value(row: Row, column: Column) -> Any:
        term = row[column.name]
        if isinstance(term, ox.NamedNode):
            return {"iri": term.value, "label": store.label(term.value, language)}
        if term is None:
            return None
        return float(term.value) if column.type == "number" else term.value

    return {
        "question": answer.query.id,
        "title": answer.query.title(language),
        "parameters": {name: [term.value for term in values] for name, values in answer.values.items()},
        "columns": [{"name": c.name, "type": c.type, "label": c.label(language)} for c in answer.query.columns],
        "rows": [{column.name: value(row, column) for column in answer.query.columns} for row in answer.rows],
        "answered": not answer.is_empty,
        "message": answer.message(language) if answer.is_empty else "",
        "said_to_be_absent": [_absence(store, row, language) for row in answer.absences],
    }


def _absence(store: Store, row: Row, language: Language) -> dict[str, str]:
    said, passage = row["wat"], row["passage"]
    assert isinstance(passage, ox.NamedNode)
    return {"text": getattr(said, "value", ""), "passage": passage.value, "where": store.label(passage.value, language)}


def absences(store: Store, answer: Answer, language: Language) -> list[dict[str, str]]:
    """Return what the documents say is unknown or absent, where an answer is empty."""
    return [_absence(store, row, language) for row in answer.absences]


def as_delimited(store: Store, answer: Answer, language: Language, delimiter: str = ",") -> str:
    """Return an answer as CSV or TSV; a column with things is followed by one with their IRIs."""
    heads: list[str] = []
    for column in answer.query.columns:
        heads += [column.name, f"{column.name}_iri"] if column.type in {"iri", "passage"} else [column.name]
    rows: list[list[str]] = []
    for row in answer.rows:
        cells: list[str] = []
        for column in answer.query.columns:
            term = row[column.name]
            text = term.value if isinstance(term, ox.Literal) else cell(store, column, term, language)
            cells += [text, getattr(term, "value", "")] if column.type in {"iri", "passage"} else [text]
        rows.append(cells)
    return delimited(heads, rows, delimiter)


def delimited(heads: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows of text as CSV or TSV in which a spreadsheet sees no formulas.

    >>> delimited(["name"], [["=1+1"]])
    "name\\r\\n'=1+1\\r\\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_inert(text) for text in row] for row in rows)
    return buffer.getvalue()


def _inert(text: str) -> str:
    """Return a cell that a spreadsheet does not take for a formula."""
    return "'" + text if text[:1] in {"=", "+", "@", "\t", "\r"} else text


def as_text_json(value: Any) -> str:
    """Return a value as readable JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)
