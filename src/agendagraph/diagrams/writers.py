"""The one table of the files that a view can be written as; command line, web and documentation read it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.view import View
from agendagraph.errors import NotAcceptableError
from agendagraph.text import Text

Write = Callable[[View, Laid | None], bytes]


@dataclass(frozen=True, slots=True)
class Writer:
    """A kind of file.

    Attributes:
        name: what `--format` and the address call it, such as `svg`.
        suffix: how the name of such a file ends, with the dot; unique, so that a file name tells the format.
        media_type: as a server names it.
        title: what a link under a picture says.
        needs_layout: whether it draws; otherwise `write` is given None for the layout.
        source: module and function that write it, as `module:function`; imported at the first use only.
    """

    name: str
    suffix: str
    media_type: str
    title: Text
    needs_layout: bool
    source: str

    @property
    def write(self) -> Write:
        """The function from a view and its layout to the content of the file; the same input gives the same bytes."""
        module, _, function = self.source.partition(":")
        found: Write = getattr(importlib.import_module(module), function)
        return found


def _writer(
    name: str, suffix: str, media_type: str, title: Text | str, place: str, *, needs_layout: bool = False
) -> Writer:
    words = Text(title, title) if isinstance(title, str) else title
    return Writer(name, suffix, media_type, words, needs_layout, f"agendagraph.diagrams.{place}")


_TABLE: Final = (
    _writer("svg", ".svg", "image/svg+xml", "SVG", "svg:write", needs_layout=True),
    _writer("pdf", ".pdf", "application/pdf", "PDF", "formats.paged:write_pdf", needs_layout=True),
    _writer("png", ".png", "image/png", "PNG", "formats.paged:write_png", needs_layout=True),
    _writer("drawio", ".drawio", "application/vnd.jgraph.mxfile", "draw.io", "formats.drawio:write", needs_layout=True),
    _writer(
        "archimate", ".archimate.xml", "application/xml", "ArchiMate", "formats.archimate:write", needs_layout=True
    ),
    _writer(
        "archimate4",
        ".archimate4.xml",
        "application/xml",
        "ArchiMate 4",
        "formats.archimate:write_am4",
        needs_layout=True,
    ),
    _writer("csv", ".csv", "text/csv; charset=utf-8; header=present", "CSV", "formats.sheets:write_csv"),
    _writer(
        "xlsx",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        "formats.sheets:write_xlsx",
    ),
    _writer(
        "html",
        ".html",
        "text/html; charset=utf-8",
        Text("HTML in één bestand", "HTML in one file"),
        "formats.page:write",
        needs_layout=True,
    ),
    _writer("mermaid", ".mmd", "text/vnd.mermaid; charset=utf-8", "Mermaid", "formats.mermaid:write"),
    _writer("plantuml", ".puml", "text/plain; charset=utf-8", "PlantUML", "formats.plantuml:write"),
    _writer("d2", ".d2", "text/plain; charset=utf-8", "D2", "formats.d2:write"),
    _writer("dot", ".dot", "text/vnd.graphviz; charset=utf-8", "Graphviz", "formats.dot:write"),
    _writer("graphml", ".graphml", "application/graphml+xml", "GraphML", "formats.networks:write_graphml"),
    _writer("yed", ".yed.graphml", "application/graphml+xml", "yEd", "formats.yed:write", needs_layout=True),
    _writer("gexf", ".gexf", "application/gexf+xml", "GEXF", "formats.networks:write_gexf", needs_layout=True),
    _writer(
        "cytoscape", ".cyjs", "application/json", "Cytoscape", "formats.networks:write_cytoscape", needs_layout=True
    ),
    _writer("jgf", ".jgf.json", "application/vnd.jgf+json", "JSON Graph", "formats.networks:write_jgf"),
    _writer("turtle", ".ttl", "text/turtle; charset=utf-8", "Turtle", "formats.statements:write_turtle"),
    _writer("trig", ".trig", "application/trig; charset=utf-8", "TriG", "formats.statements:write_trig"),
    _writer("jsonld", ".jsonld", "application/ld+json", "JSON-LD", "formats.statements:write_jsonld"),
)

WRITERS: Final[dict[str, Writer]] = {writer.name: writer for writer in _TABLE}
"""Name → writer, in the order in which links stand under a picture."""


def by_name(name: str) -> Writer:
    """Return the writer of that name.

    Raises:
        NotAcceptableError: there is none.

    >>> by_name("svg").suffix
    '.svg'
    """
    if name in WRITERS:
        return WRITERS[name]
    raise NotAcceptableError(
        Text("Dit formaat is er niet.", "There is no such format."),
        where=name[:40],
        hint=Text(f"Kies: {', '.join(WRITERS)}.", f"Choose: {', '.join(WRITERS)}."),
    )


def by_file_name(file: str) -> Writer:
    """Return the writer that the end of a file name asks for; the longest suffix that fits.

    Raises:
        NotAcceptableError: no writer has that suffix.

    >>> by_file_name("mitz.SVG").name
    'svg'
    """
    name = PurePath(file).name.lower()
    fitting = [writer for writer in WRITERS.values() if name.endswith(writer.suffix)]
    if fitting:
        return max(fitting, key=lambda writer: len(writer.suffix))
    suffixes = ", ".join(writer.suffix for writer in WRITERS.values())
    raise NotAcceptableError(
        Text("De naam van het bestand zegt niet welk formaat het is.", "The file name does not tell the format."),
        where=file[-40:],
        hint=Text(f"Laat de naam eindigen op: {suffixes}.", f"Let the name end with: {suffixes}."),
    )
