"""A view as one HTML file that asks nothing of anybody: the picture, the same in tables, and a small script that may be off."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from agendagraph.diagrams import svg
from agendagraph.diagrams.formats import facts
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.markup import said, tag
from agendagraph.diagrams.view import View
from agendagraph.tables import Cell, Table
from agendagraph.text import Text

_WORDS: Final = {
    "chosen": Text("{0}. Hangt af van: {1}. Hiervan hangt af: {2}.", "{0}. Depends on: {1}. Depending on it: {2}."),
    "found": Text("{0} van {1} elementen gevonden.", "{0} of {1} elements found."),
    "way": Text("Kortste weg: {0}.", "Shortest way: {0}."),
    "noway": Text("Tussen deze twee is hier geen weg.", "There is no way between these two here."),
}
"""What the script says."""

_SEARCH: Final = Text("Zoeken ( / )", "Search ( / )")
_FROM: Final = Text("Weg van", "Way from")
_TO: Final = Text("naar", "to")
_CHOOSE: Final = Text("kies …", "choose …")
_LARGER: Final = Text("Groter", "Larger")
_SMALLER: Final = Text("Kleiner", "Smaller")
_FIT: Final = Text("Passend", "Fit")
_CLEAR: Final = Text("Wis (Esc)", "Clear (Esc)")
_HOW: Final = Text(
    "Klik op een element om te zien waarmee het samenhangt; Shift en klik toont de weg erheen. Met het toetsenbord: Tab, dan "
    "spatie; Enter opent de pagina van het element.",
    "Click an element to see what hangs together with it; Shift and click shows the way there. By keyboard: Tab, then the space "
    "bar; Enter opens the page of the element.",
)
_PICTURE: Final = Text("Tekening, te verschuiven", "Drawing, scrolls")
_SOURCE: Final = Text("Stand van de bronnen: {edition}.", "Date of the sources: {edition}.")
_FINGERPRINT: Final = Text("Vingerafdruk van de gegevens: {print}.", "Fingerprint of the data: {print}.")


def write(view: View, laid: Laid | None) -> bytes:
    """Return the page of a view that is laid out."""
    assert laid is not None
    view, laid = legible((view, laid))
    picture = svg.draw(view, laid, titled=False)
    style, script = _file("page.css"), _file("page.js")
    styles = [style, *re.findall(r"<style>(.*?)</style>", picture, re.S)]
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {' '.join(_hash(text) for text in styles)}; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">'
        + f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        + '<meta name="viewport" content="width=device-width, initial-scale=1">'
        + tag("title", said(view.title))
        + f"<style>{style}</style>"
    )
    body = _body(view, laid, picture)
    page = ["<!DOCTYPE html>", f'<html lang="{view.language}"><head>{head}</head>', "<body>", body]
    page += [f"<script>{script}</script>", "</body></html>", ""]
    return "\n".join(page).encode("utf-8")


def _body(view: View, laid: Laid, picture: str) -> str:
    language = view.language
    about = [view.description, view.omission, laid.notice(language)]
    sources = [_SOURCE(language).format(edition=view.edition)] if view.edition else []
    sources += [_FINGERPRINT(language).format(print=view.fingerprint)] if view.fingerprint else []
    scroll = tag("div", picture, class_="picture", tabindex=0, role="region", aria_label=_PICTURE(language))
    prefix = re.search(r'id="(ag[0-9a-f]{8})-t"', picture)
    assert prefix
    return "\n".join(
        [
            "<main>",
            tag("h1", said(view.title)),
            *(tag("p", said(text)) for text in about if text),
            _tools(view),
            tag("p", said(""), id="told", role="status"),
            scroll,
            tag("div", _tables(view, laid, prefix[1]), class_="tables"),
            "</main>",
            tag("footer", *(tag("p", said(text)) for text in (*sources, "AgendaGraph"))),
        ]
    )


def _tools(view: View) -> str:
    language = view.language
    choice = tag("option", said(_CHOOSE(language)), value=" ").replace('value=" "', 'value=""')
    buttons = (("larger", "+", _LARGER), ("smaller", "–", _SMALLER), ("fit", "⤢", _FIT))
    parts = [
        tag("label", said(_SEARCH(language)), '<input type="search" id="search" autocomplete="off">'),
        tag("label", said(_FROM(language)), tag("select", choice, id="from")),
        tag("label", said(_TO(language)), tag("select", choice, id="to")),
        *(
            tag("button", said(sign), type="button", id=name, aria_label=text(language), title=text(language))
            for name, sign, text in buttons
        ),
        tag("button", said(_CLEAR(language)), type="button", id="clear"),
        tag("p", said(_HOW(language))),
    ]
    words = {f"data_{name}": text(language) for name, text in _WORDS.items()}
    return tag("div", *parts, id="tools", class_="tools", **words).replace('id="tools"', 'id="tools" hidden', 1)


def _tables(view: View, laid: Laid, prefix: str) -> str:
    places = {node.id: number for number, node in enumerate(view.nodes)}
    # Edges that run along the same curve share a line.
    lines = {curve: number for number, curve in enumerate(dict.fromkeys(placed.curve for placed in laid.edges))}
    drawn = {placed.number: lines[placed.curve] for placed in laid.edges}
    forks = {(fork.owner, fork.choice): number for number, fork in enumerate(laid.junctions)}
    nodes = [{"data_n": f"{prefix}-n{number}"} for number in range(len(view.nodes))]
    edges = [
        {
            "data_a": places[edge.source],
            "data_b": places[edge.target],
            "data_e": drawn.get(number),
            "data_f": forks.get((edge.source, edge.choice)),
        }
        for number, edge in enumerate(view.edges)
    ]
    node_links = [{0: svg.iri_of(node.id)} for node in view.nodes]
    edge_links = [{0: svg.iri_of(edge.source), 2: svg.iri_of(edge.target)} for edge in view.edges]
    sources = facts.source_table(view)
    source_links = [{0: svg.iri_of(str(row[-1]))} for row in sources.rows]
    return "".join(
        (
            _table(facts.node_table(view), nodes, node_links),
            _table(facts.edge_table(view), edges, edge_links),
            _table(sources, [{} for _ in sources.rows], source_links),
        )
    )


def _table(table: Table, attributes: Sequence[Mapping[str, object]], links: list[dict[int, str]]) -> str:
    """Return a table without its columns of IRIs, which are links here, and without columns that say nothing."""
    if not table.rows:
        return ""
    shown = facts.telling(table)
    heads = [tag("th", said(table.columns[place].head), scope="col") for place in shown]
    rows = [
        tag("tr", *(_cell(row[place], link.get(place, "")) for place in shown), **about)
        for row, about, link in zip(table.rows, attributes, links, strict=True)
    ]
    parts = (tag("caption", said(table.name)), tag("thead", tag("tr", *heads)), tag("tbody", *rows))
    return tag("table", *parts)


def _cell(cell: Cell, link: str) -> str:
    text = "\n".join(said(line) for line in (cell if isinstance(cell, tuple) else (str(cell),)))
    return tag("td", tag("a", text or "–", href=link) if link else text)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")
