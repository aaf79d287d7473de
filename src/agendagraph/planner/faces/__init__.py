"""The faces of a plan that are files: JSON with its schema, Markdown, CSV, Excel and a diagram. A face computes nothing."""

from __future__ import annotations

from typing import Final

from agendagraph.errors import NotAcceptableError
from agendagraph.planner.document import Plan
from agendagraph.planner.faces import as_diagram, as_json, as_markdown, rows
from agendagraph.planner.faces.words import Words
from agendagraph.tables import as_csv, as_xlsx
from agendagraph.text import Language, Text

__all__ = ["FORMS", "MEDIA_TYPES", "SUFFIXES", "schema", "write"]

FORMS: Final = ("json", "markdown", "csv", "xlsx", "mermaid")
"""The forms that a plan can be written in."""

MEDIA_TYPES: Final[dict[str, str]] = {
    "json": "application/json",
    "markdown": "text/markdown; charset=utf-8; variant=CommonMark",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "mermaid": "text/vnd.mermaid; charset=utf-8",
}
"""The media type of each form, as a server names it."""

SUFFIXES: Final[dict[str, str]] = {
    "json": ".json",
    "markdown": ".md",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "mermaid": ".mmd",
}
"""How the name of a file of each form ends."""


def write(plan: Plan, form: str, language: Language = "nl") -> bytes:
    """Return a plan as the content of a file.

    Args:
        plan: the plan.
        form: one of `FORMS`.
        language: of headings and labels; JSON always has both languages.

    Returns:
        The same bytes for the same plan, form and language.

    Raises:
        NotAcceptableError: there is no such form.
    """
    match form:
        case "json":
            return as_json.raw(plan)
        case "markdown":
            return as_markdown.raw(plan, language)
        case "csv":
            return as_csv(rows.steps(plan, language))
        case "xlsx":
            return as_xlsx(rows.tables(plan, language), Words(language).title(plan))
        case "mermaid":
            return as_diagram.diagram(plan).as_mermaid(language).encode("utf-8")
    raise NotAcceptableError(
        Text("Een plan bestaat niet in deze vorm.", "A plan does not come in this form."),
        where=form,
        hint=Text(f"Kies: {', '.join(FORMS)}.", f"Choose: {', '.join(FORMS)}."),
    )


def schema() -> bytes:
    """Return the JSON Schema that a plan as JSON fits, as the content of a file."""
    return as_json.FILE.read_bytes()
