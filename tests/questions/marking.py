"""The marking rules of the competency questions: what an answer must hold, and what it must not."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any

from agendagraph import catalog, graph, results, terms
from agendagraph.catalog import Answer
from agendagraph.store import Store

_NAMES = (terms.PREF_LABEL, terms.ALT_LABEL, terms.FORMER_NAME, terms.HIDDEN_LABEL)


def plain(text: str) -> str:
    """Return a value without case, spaces, hyphens and quotes (marking rule 1)."""
    return re.sub(r"[\s\-‐–‘’'“”\"]+", "", text).casefold()


@dataclass(frozen=True)
class Cell:
    """One value of an answer: everything it may be called, or the text that it is."""

    names: frozenset[str]
    is_text: bool = False

    def is_(self, wanted: list[str]) -> bool:
        """Whether the cell is the wanted value: by name, or for running text by containing it."""
        keys = {plain(value) for value in wanted}
        if self.names & keys:
            return True
        return self.is_text and any(key in name for key in keys for name in self.names)


def thing(store: Store, iri: str) -> Cell:
    """Return the cell of a thing: all of its names, with and without what is in brackets or after a colon."""
    import pyoxigraph as ox

    node = ox.NamedNode(iri)
    names = {q.object.value for p in _NAMES for q in store.quads(node, p) if isinstance(q.object, ox.Literal)}
    names |= {re.sub(r"\s*\([^)]*\)", "", name) for name in names} | {name.partition(":")[0] for name in names}
    return Cell(frozenset(plain(name) for name in names))


def passage(store: Store, iri: str) -> Cell:
    """Return the cell of a passage: its heading and those of the page it is on."""
    label = store.label(iri).partition(" – ")[2]
    return Cell(frozenset(plain(part) for part in [label, *label.split(" › ")]))


def cells(store: Store, answer: Answer, call: dict[str, Any]) -> list[list[Cell]]:
    """Return the rows of an answer in the columns that the call asks for."""
    without = {
        name: {catalog.resolve(store, value).value for value in values}
        for name, values in call.get("without", {}).items()
    }
    rows: list[list[Cell]] = []
    for row in answer.rows:
        if any(getattr(row[name], "value", "") in values for name, values in without.items()):
            continue
        if any(getattr(row[name], "value", "") in values for name, values in call.get("without_text", {}).items()):
            continue
        found = [_cell(store, answer, row, name) for name in call["columns"]]
        if found not in rows:
            rows.append(found)
    return rows


def _cell(store: Store, answer: Answer, row: Any, name: str) -> Cell:
    if "+" in name:
        parts = [_text(store, answer, row, part) for part in name.split("+")]
        return Cell(frozenset([plain(" ".join(parts))]))
    column = next(c for c in answer.query.columns if c.name == name)
    value = getattr(row[name], "value", "")
    if column.type == "passage":
        return passage(store, value)
    if column.type == "iri" and value.startswith(terms.AGD):
        return thing(store, value)
    return Cell(frozenset([plain(_text(store, answer, row, name))]), is_text=column.type == "text")


def _text(store: Store, answer: Answer, row: Any, name: str) -> str:
    column = next(c for c in answer.query.columns if c.name == name)
    return results.cell(store, column, row[name], "nl")


def put(store: Store, call: dict[str, Any]) -> tuple[list[list[Cell]], Answer | None]:
    """Put one call to the catalog or to `needs`, and return the rows of its answer."""
    if "needs" in call:
        start, sector, via = (catalog.resolve(store, call[name]).value for name in ("needs", "sector", "via"))
        found = graph.needs(store, start, sector=sector, via=[via])
        return [[thing(store, iri)] for iri in found.things], None
    special = {"ask", "columns", "count", "count_by", "without", "without_text"}
    values = {name: [v] if isinstance(v, str) else v for name, v in call.items() if name not in special}
    answer = catalog.ask(store, call["ask"], values)
    if "count" in call:
        number = len({getattr(row[call["count"]], "value", "") for row in answer.rows})
        return [[Cell(frozenset([str(number)]))]], answer
    rows = cells(store, answer, call)
    if "count_by" in call:
        column = call["columns"].index(call["count_by"])
        groups = itertools.groupby(sorted(rows, key=lambda r: min(r[column].names)), key=lambda r: r[column])
        counts = [[Cell(frozenset([str(len(list(group)))]))] for _, group in groups]
        rows = [[cell for n, cell in enumerate(row) if n != column] for row in rows] + counts
    return rows, answer


def mark(question: dict[str, Any], rows: list[list[Cell]]) -> list[str]:
    """Return what is wrong with an answer by the marking rules; empty where it is right."""
    accept = question.get("accept", {})
    values = [cell for row in rows for cell in row]

    def ways(value: str) -> list[str]:
        return [value, *accept.get(value, [])]

    wrong = [f"missing: {value}" for value in question["expected"] if not any(cell.is_(ways(value)) for cell in values)]
    for value in question["must_not_contain"]:
        named = [cell for cell in values if cell.names & {plain(value)}]
        expected_too = [cell for cell in named if any(cell.is_(ways(e)) for e in question["expected"])]
        if len(named) > len(expected_too):
            wrong.append(f"must not be there: {value}")
    if question["exact"]:
        allowed = [ways(v) for v in [*question["expected"], *question.get("inferred_ok", [])]]
        extra = [cell for cell in values if not any(cell.is_(way) for way in allowed)]
        wrong += [f"not asked for: {sorted(cell.names)[:3]}" for cell in extra]
    if question.get("ordered"):
        places = [next((n for n, cell in enumerate(values) if cell.is_(ways(v))), -1) for v in question["expected"]]
        if places != sorted(places):
            wrong.append(f"order: {places}")
    return wrong
