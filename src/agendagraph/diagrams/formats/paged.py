"""A view on paper and as pixels, by Typst: PDF that is tagged for screen readers (PDF/UA-1), and PNG at twice the size."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from agendagraph.diagrams import svg
from agendagraph.diagrams.formats import facts
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.layout.measure import clean, is_drawn
from agendagraph.diagrams.legible import legible, rewritten
from agendagraph.diagrams.view import View
from agendagraph.errors import NotAcceptableError
from agendagraph.tables import Cell, Table
from agendagraph.text import Text

_POINTS: Final = 0.75
"""Points to a CSS pixel."""
_PAPERS: Final = (("a4", 297, 210), ("a3", 420, 297))
"""Name, width and height in millimetres, lying down."""
_ROOM: Final = (24, 26)
"""Millimetres that margins and footer take, in width and height."""
_HEAD: Final = 52.0
"""Points for the heading above the picture; each line of text below it takes `_LINE` more."""
_LINE: Final = 15.0
_READABLE: Final = 0.62
"""From this scale on the letters of a picture can be read on paper."""
_MOST_PIXELS: Final = 40_000_000
_LONG_WORD: Final = 26
_LONG_LINE: Final = 120
"""In characters: what is longer than this is broken."""

_MISSING: Final = "\N{WHITE SQUARE}"
_NOTES: Final = Text("Tekens die het lettertype niet heeft", "Characters that the typeface lacks")
_NOTE: Final = Text("In dit bestand staat □ voor: {names}.", "In this file □ stands for: {names}.")
_SOURCE: Final = Text("Stand van de bronnen: {edition}", "Date of the sources: {edition}")

_ABSENT: Final = Text("PDF en PNG zijn hier niet geïnstalleerd.", "PDF and PNG are not installed here.")
_INSTALL: Final = Text(
    "Installeer ze met: pip install 'agendagraph[pdf]'; SVG en HTML gaan zonder.",
    "Install them with: pip install 'agendagraph[pdf]'; SVG and HTML do without.",
)


def write_pdf(view: View, laid: Laid | None) -> bytes:
    """Return a PDF/UA-1 file: title, picture and links, then every element, relation and source as text in tables.

    Raises:
        NotAcceptableError: Typst is not installed.
    """
    assert laid is not None
    view, laid = legible((view, laid))
    return _with_letters(view, laid, _pdf)


def write_png(view: View, laid: Laid | None) -> bytes:
    """Return the picture at two pixels to each of its own, less for one that would become very large.

    Raises:
        NotAcceptableError: Typst is not installed.
    """
    assert laid is not None
    view, laid = legible((view, laid))
    return _with_letters(view, laid, _png)


def _with_letters(view: View, laid: Laid, draw: Callable[[View, Laid, str], bytes]) -> bytes:
    """Return what `draw` makes, with a square for every character that no font at hand has; PDF/UA refuses those otherwise.

    Where Typst cannot tell which character is to blame, as with some marks and joined letters, Fira Sans's own are kept alone.
    """
    typst, missing = _typst(), frozenset[str]()
    while True:
        try:
            return draw(*_without(missing, (view, laid)), _lacking(missing, view))
        except typst.TypstError as error:
            blamed = frozenset("".join(_letters(str(error.diagnostic or error)))) - missing - {_MISSING}
            blamed = blamed or _foreign(view) - missing
            if not blamed:
                raise
            missing |= blamed


def _foreign(view: View) -> frozenset[str]:
    found: set[str] = set()
    rewritten(view, lambda text: found.update(text) or text)  # type: ignore[func-returns-value]
    return frozenset(c for c in found if not is_drawn(c) and not c.isspace())


def _without(missing: frozenset[str], pair: tuple[View, Laid]) -> tuple[View, Laid]:
    if not missing:
        return pair
    return rewritten(pair, lambda text: "".join(_MISSING if c in missing else c for c in text))


def _letters(diagnostic: str) -> list[str]:
    """Return the texts that Typst says it cannot show."""
    found = re.findall(r'the text `"(.+?)"` could not be displayed', diagnostic)
    return [re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text) for text in found]


def _lacking(missing: frozenset[str], view: View) -> str:
    names = [f"U+{ord(c):04X} ({unicodedata.name(c, '–').lower()})" for c in sorted(missing)]
    return _NOTE(view.language).format(names=", ".join(names[:40]) + (" …" if len(names) > 40 else "")) if names else ""


def _pdf(view: View, laid: Laid, note: str) -> bytes:
    picture = _drawn(view, laid, titled=False)
    wide, high = _size(picture)
    about = [text for text in (view.description, view.omission, laid.notice(view.language)) if text]
    paper, flipped, scale = _sheet(wide, high, _HEAD + _LINE * sum(1 + len(text) // 180 for text in about))
    source = [_SOURCE(view.language).format(edition=view.edition)] if view.edition else []
    tables = _tables(view)
    data = {
        "title": clean(view.title) or "AgendaGraph",
        "description": clean(view.description),
        "language": view.language,
        "paper": paper,
        "flipped": flipped,
        "about": about,
        "source": " · ".join([*source, *([view.fingerprint[:12]] if view.fingerprint else []), "AgendaGraph"]),
        "alternative": clean(f"{view.title}. {view.description} {_ALTERNATIVE(view.language)}"),
        "width": wide * scale,
        "height": high * scale,
        "spots": _spots(picture, laid, scale),
        "tables": tables,
        "has-long-words": _has_long_words(view, tables),
        "notes": [note] if note else [],
        "notes-heading": _NOTES(view.language),
    }
    inputs = {"data": json.dumps(data), "picture": picture}
    # No date: the same view gives the same bytes.
    return _compiled(_template(), inputs, format="pdf", pdf_standards=["ua-1"], timestamp=0)


_ALTERNATIVE: Final = Text(
    "Alle elementen en verbanden staan hierna ook in tabellen.",
    "All elements and relations are in the tables below as well.",
)


def _png(view: View, laid: Laid, _note: str) -> bytes:
    picture = _drawn(view, laid)
    wide, high = _size(picture)
    page = f"#set page(width: {wide}pt, height: {high}pt, margin: 0pt)\n"
    page += '#image(bytes(sys.inputs.picture), format: "svg", width: 100%, height: 100%, alt: "-")'
    inputs = {"picture": picture}
    if not picture.isascii():
        # Pixels do not tell of a missing letter; a PDF does.
        _compiled('#set document(title: "-")\n' + page, inputs, format="pdf", pdf_standards=["ua-1"], timestamp=0)
    scale = min(2.0, (_MOST_PIXELS / (wide * high)) ** 0.5)
    return _compiled(page, inputs, format="png", ppi=72 * scale)


def _drawn(view: View, laid: Laid, *, titled: bool = True) -> str:
    """Return the picture for a place where Fira Sans is at hand: words in it are whole, not set letter by letter to a length."""

    def free(found: re.Match[str]) -> str:
        is_own = all(is_drawn(character) or character == " " for character in found[3])
        return f"<tspan{found[1]}>{found[3]}</tspan>" if is_own else found[0]

    picture = svg.draw(view, laid, titled=titled, in_page=True)
    return re.sub(r"<tspan([^<>]*?)( textLength=[^<>]*)>([^<>]*)</tspan>", free, picture)


def _sheet(wide: float, high: float, taken: float) -> tuple[str, bool, float]:
    """Return the paper, whether it lies down, and the scale in points to a pixel at which a picture fits on one sheet.

    A4 where that can be read, else A3; upright where a picture is so tall that this makes it clearly larger.
    """
    found = ("a4", True, 0.0)
    for paper, long, short in _PAPERS:
        fits = {}
        for lies in (True, False):
            width, height = (long, short) if lies else (short, long)
            room = (width - _ROOM[0]) * 72 / 25.4, (height - _ROOM[1]) * 72 / 25.4 - taken
            fits[lies] = min(_POINTS, room[0] / wide, room[1] / high)
        lies = fits[True] >= fits[False] / 1.2
        found = (paper, lies, fits[lies])
        if fits[lies] >= _READABLE * _POINTS:
            break
    return found


def _size(picture: str) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert found
    return float(found[1]), float(found[2])


def _spots(picture: str, laid: Laid, scale: float) -> list[dict[str, Any]]:
    """Return where on the picture one can click, and where that leads."""
    found = re.search(r'<g transform="translate\(([\d.]+) ([\d.]+)\)"', picture)
    assert found
    left, top = float(found[1]), float(found[2])
    return [
        {
            "x": (node.box.x + left) * scale,
            "y": (node.box.y + top) * scale,
            "width": node.box.width * scale,
            "height": node.box.height * scale,
            "address": address,
        }
        for node in laid.nodes
        if (address := svg.iri_of(node.id))
    ]


def _tables(view: View) -> list[dict[str, Any]]:
    nodes, edges, sources = facts.node_table(view), facts.edge_table(view), facts.source_table(view)
    links = (
        (nodes, [{0: node.id} for node in view.nodes]),
        (edges, [{0: edge.source, 2: edge.target} for edge in view.edges]),
        (sources, [{0: str(row[-1])} for row in sources.rows]),
    )
    return [_table(table, found) for table, found in links if table.rows]


def _table(table: Table, links: list[dict[int, str]]) -> dict[str, Any]:
    shown = facts.telling(table) or [0]
    rows = [
        [{"text": _lines(row[place]), "address": svg.iri_of(link.get(place, ""))} for place in shown]
        for row, link in zip(table.rows, links, strict=True)
    ]
    heads = [table.columns[place].head for place in shown]
    texts = [[head, *(row[place]["text"] for row in rows)] for place, head in enumerate(heads)]
    return {"name": table.name, "heads": heads, "widths": [_share(column) for column in texts], "rows": rows}


def _has_long_words(view: View, tables: list[dict[str, Any]]) -> bool:
    texts = [cell["text"] for table in tables for row in table["rows"] for cell in row]
    return any(len(word) >= _LONG_WORD for text in (view.title, view.description, *texts) for word in text.split())


def _lines(cell: Cell) -> str:
    return ("\n".join(cell) if isinstance(cell, tuple) else str(cell)).replace("\t", " ")


def _share(texts: list[str]) -> float:
    """Return the share of a column in the width: its longest word has to fit, and long texts get more, within reason."""
    word = max((len(word) for text in texts for word in text.split()), default=1)
    line = max((len(line) for text in texts for line in text.split("\n")), default=1)
    return 2 + min(word, _LONG_WORD) + 0.25 * min(line, _LONG_LINE)


def _compiled(source: str, inputs: dict[str, str], **how: Any) -> bytes:
    typst = _typst()
    compiler = typst.Compiler(source.encode("utf-8"), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    raw: bytes = compiler.compile(**how)
    return raw


def _typst() -> Any:
    try:
        import typst
    except ImportError as error:
        raise NotAcceptableError(_ABSENT, hint=_INSTALL) from error
    return typst


@cache
def _fonts() -> Any:
    """Return Fira Sans and what Typst has itself for other scripts; never a font of the machine."""
    import fontpkg_fira_sans  # type: ignore[import-untyped]

    return _typst().Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fontpkg_fira_sans.ROOT)]
    )


@cache
def _template() -> str:
    return Path(__file__).with_name("paged.typ").read_text("utf-8")
