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


_TABLE: Final = (Writer("svg", ".svg", "image/svg+xml", Text("SVG", "SVG"), True, "agendagraph.diagrams.svg:write"),)

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
