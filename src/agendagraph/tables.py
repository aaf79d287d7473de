"""Tables as the files that people open in a spreadsheet: CSV and Excel. A text in them stays a text, whatever it looks like."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

Cell = str | int | tuple[str, ...]
"""A text, a number, or several texts that a file puts under or after one another."""

_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""With these a cell starts that a spreadsheet may take for a formula; the last four are the same signs in full width."""

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"

_CREATED: Final = datetime(2025, 1, 1, tzinfo=UTC)
"""Not when the file was made: the same tables give the same bytes."""

_LONGEST: Final = 32_767
"""So many characters fit in a cell of Excel."""

_A4: Final = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and its width in characters."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a short name; every row has a cell for every column. The first `fixed` columns stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 1


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula.

    >>> is_formula("=1+1"), is_formula("a=1")
    (True, False)
    """
    return text.startswith(_FORMULA)


def as_csv(table: Table) -> bytes:
    """Return a table as CSV: with semicolons, as Dutch spreadsheets expect, in UTF-8 with a byte order mark.

    A cell that a spreadsheet would take for a formula starts with an apostrophe.
    """
    buffer = io.StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.head for column in table.columns])
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8")


def as_xlsx(tables: Iterable[Table], title: str) -> bytes:
    """Return tables as an Excel workbook, a sheet for each. Texts are texts: nothing in it is a formula or a link."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title[:255], "author": "AgendaGraph", "created": _CREATED})
    look = {"valign": "top", "text_wrap": True}
    formats = {
        "head": book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1}),
        "text": book.add_format(look),
        # A text that looks like a formula stays a text when somebody edits the cell.
        "quoted": book.add_format({**look, "quote_prefix": True}),
        "number": book.add_format({"valign": "top"}),
    }
    for table in tables:
        _sheet(book, table, formats)
    book.close()
    return buffer.getvalue()


def _inert(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    text = cell if isinstance(cell, str) else " | ".join(cell)
    return "'" + text if is_formula(text) else text


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
