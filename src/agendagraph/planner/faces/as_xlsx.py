"""A plan as an Excel workbook: steps, choices, sources, duties and notes, each on a sheet."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

from agendagraph.planner.document import Plan
from agendagraph.planner.faces.rows import Cell, Table, is_formula, tables
from agendagraph.planner.faces.words import Words
from agendagraph.text import Language

_CREATED: Final = datetime(2025, 1, 1, tzinfo=UTC)
"""Not when the file was made: the same plan gives the same bytes."""

_LONGEST: Final = 32_767
"""So many characters fit in a cell of Excel."""

_A4: Final = 9


def raw(plan: Plan, language: Language = "nl") -> bytes:
    """Return a plan as a workbook. Texts are texts: nothing in it is a formula or a link."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": Words(language).title(plan)[:255], "author": "AgendaGraph", "created": _CREATED})
    look = {"valign": "top", "text_wrap": True}
    formats = {
        "head": book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1}),
        "text": book.add_format(look),
        # A text that looks like a formula stays a text when somebody edits the cell.
        "quoted": book.add_format({**look, "quote_prefix": True}),
        "number": book.add_format({"valign": "top"}),
    }
    for table in tables(plan, language):
        _sheet(book, table, formats)
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.name)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head, formats["head"])
    for line, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            _write(sheet, line, place, cell, formats)
    sheet.freeze_panes(1, table.fixed)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _write(sheet: Any, line: int, place: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, int):
        sheet.write_number(line, place, cell, formats["number"])
        return
    # Not `write`, which makes formulas, links and numbers of texts that look like them.
    text = cell if isinstance(cell, str) else "\n".join(cell)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    sheet.write_string(line, place, text, formats["quoted" if is_formula(text) else "text"])
