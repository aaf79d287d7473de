"""A picture in a page: the drawing, and what it says about itself to the script that lets it answer and to who wants more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app
from markupsafe import Markup

from agendagraph import terms
from agendagraph.diagrams import svg, theme, views
from agendagraph.diagrams.layout import Laid
from agendagraph.diagrams.view import Edge, Node, View
from agendagraph.diagrams.views.around import beyond
from agendagraph.errors import LimitError
from agendagraph.web.drawing import Drawings
from agendagraph.web.site import language, link, link_to, site, translate

MOST: Final = 250
"""So many elements a picture for a visitor may have; who wants more has the command line."""


def drawings() -> Drawings:
    """Return the pictures of this app."""
    found: Drawings = current_app.extensions["agendagraph-drawings"]
    return found


def picture(view: View) -> Markup:
    """Return a picture to stand in a page, its links leading to our pages; empty where it cannot be drawn now."""
    try:
        laid: Laid = drawings().laid(view)
    except LimitError:
        return Markup("")
    # Every text and attribute in it has passed through `markup.tag`, which escapes.
    return Markup(svg.draw(view, laid, link=page_of, in_page=True, titled=False))  # noqa: S704


def page_of(identifier: str) -> str:
    """Return the address of the page about a node; only things and statements of ours have one."""
    if identifier in site().reading.statement_nodes:
        return link("id", path=identifier.removeprefix(terms.AGD))
    return link_to(identifier) if identifier.startswith(terms.AGD) else ""


def relation_words(edge: Edge) -> list[str]:
    """Return what qualifies a relation, in words: force, reservation, basis, and whether it is one of several."""
    tongue = language()
    words = [theme.STROKES[edge.force].title(tongue)] if edge.force in theme.STROKES and edge.force else []
    if edge.choice:
        words.append(translate("relation_choice"))
    if edge.status:
        words.append(site().store.label(terms.AG + edge.status, tongue))
    if edge.qualifier:
        words.append(f"‘{edge.qualifier}’")
    if edge.basis in theme.HEADS and edge.basis != "Stated":
        words.append(theme.HEADS[edge.basis][1](tongue))
    return words


def graph(view: View) -> dict[str, Any]:
    """Return a picture as the script reads it: its elements with what is known of them, and its relations by their numbers.

    Everything in it stands on the page or one link away, too.
    """
    shown = {node.id for node in view.nodes}
    numbers = {node.id: number for number, node in enumerate(view.nodes)}
    return {
        "nodes": [_node(node, shown) for node in view.nodes],
        "edges": [
            [numbers[edge.source], numbers[edge.target], _words(edge.label, relation_words(edge))]
            for edge in view.edges
        ],
        "reversed": view.is_reversed,
        "addresses": {"path": link("path"), "where": translate("where")},
    }


def _words(label: str, more: Sequence[str]) -> str:
    return (label or "→") + (f" ({'; '.join(more)})" if more else "")


def _node(node: Node, shown: set[str]) -> dict[str, Any]:
    is_thing = site().is_thing(node.id)
    note = " · ".join(part for part in (node.status_label, node.note) if part)
    facts = [[translate("diagram_note"), note]] if note else []
    return {
        "id": node.id.removeprefix(terms.AGD),
        "name": node.label,
        "kind": node.kind_label,
        "url": page_of(node.id),
        "facts": [*facts, *([head, text] for head, text in node.details.items())],
        "where": [[passage.label, link_to(passage.iri)] for passage in node.passages],
        "more": beyond(site().store, node.id, shown) if is_thing else 0,
        "around": link("diagram", name="neighbourhood", ding=node.id.removeprefix(terms.AGD)) if is_thing else "",
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of what belongs in a picture is in it, and the addresses of one with more and one with fewer."""

    shown: int
    all: int
    more: str
    fewer: str


def counted(view: View, name: str, values: Mapping[str, Any]) -> Counted | None:
    """Return how much is shown; None where it is all, and nobody asked for it."""
    asked = _number(values.get("meest"))
    if not view.left_out_nodes and not asked:
        return None
    known = {parameter.name: parameter.default for parameter in views.by_name(name).parameters}
    limit = asked or _number(known.get("meest"))
    shown = len(view.nodes)
    is_full = bool(limit) and limit <= shown < shown + view.left_out_nodes
    more = link("diagram", name=name, **{**values, "meest": min(MOST, 2 * limit)}) if is_full and limit < MOST else ""
    fewer = (
        link("diagram", name=name, **{key: value for key, value in values.items() if key != "meest"}) if asked else ""
    )
    return Counted(shown, shown + view.left_out_nodes, more, fewer)


def _number(given: object) -> int:
    """Return what was given as a number; 0 where it is none.

    >>> _number(["60"]), _number(()), _number("x")
    (60, 0, 0)
    """
    text = given if isinstance(given, str | int) else next(iter(given), "") if isinstance(given, Sequence) else ""
    return int(text) if str(text).isdecimal() and len(str(text)) < 6 else 0
