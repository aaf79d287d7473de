"""A plan as CSV for a spreadsheet: a row for every step and every clause that asks for it."""

from __future__ import annotations

import csv
import io
from typing import Final

from agendagraph.planner.document import Plan
from agendagraph.planner.faces.rows import Cell, is_formula, steps
from agendagraph.text import Language

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def raw(plan: Plan, language: Language = "nl") -> bytes:
    """Return the steps of a plan as CSV: with semicolons, as Dutch spreadsheets expect, in UTF-8 with a byte order mark.

    A cell that a spreadsheet would take for a formula starts with an apostrophe.
    """
    table = steps(plan, language)
    buffer = io.StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.head for column in table.columns])
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8")


def _inert(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    text = cell if isinstance(cell, str) else " | ".join(cell)
    return "'" + text if is_formula(text) else text
