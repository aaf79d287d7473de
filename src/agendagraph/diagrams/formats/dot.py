"""A view as DOT, for Graphviz and whatever else reads it."""

from __future__ import annotations

import re
from typing import Final

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.svg import iri_of
from agendagraph.diagrams.view import Node, View

_SHAPES: Final = {"hexagon": "hexagon", "folded": "note", "tab": "tab", "arrow": "cds"}
_HEADS: Final = {"filled": "normal", "hollow": "empty", "diamond": "odiamond"}


def write(view: View, _laid: Laid | None = None) -> bytes:
    """Return a directed graph, left to right; columns and lanes are clusters."""
    view = legible(view)
    lines = [
        "digraph agendagraph {",
        f"  graph [rankdir={'RL' if view.is_reversed else 'LR'}, label={_escaped(view.title)}, labelloc=t,"
        ' fontname="Fira Sans"];',
        '  node [style="rounded,filled", fontname="Fira Sans"];',
        '  edge [fontname="Fira Sans"];',
    ]
    for number, (group, nodes) in enumerate(outline.grouped(view), 1):
        if group:
            lines.append(f"  subgraph cluster_{number} {{ label={_escaped(group.label)};")
        lines += [f"  {quoted(node.id)} [{_card(node)}];" for node in nodes]
        if group:
            lines.append("  }")
    for edge, text in zip(view.edges, outline.beside(view), strict=True):
        style = f"arrowhead={_HEADS[outline.head(edge)]}{', style=dashed' if outline.is_dashed(edge) else ''}"
        lines.append(f"  {quoted(edge.source)} -> {quoted(edge.target)} [label={_escaped(text)}, {style}];")
    return ("\n".join([*lines, "}"]) + "\n").encode("utf-8")


def _card(node: Node) -> str:
    family, page = theme.family(node.kind), iri_of(node.id)
    look = f'shape={_SHAPES.get(family.shape, "box")}, fillcolor="{family.fill}", color="{family.stroke}"'
    return f"label={_escaped(*outline.texts(node))}, {look}{f', URL={quoted(page)}' if page else ''}"


def quoted(text: str) -> str:
    r"""Return a text as a DOT string that is that text, such as the name of a node.

    >>> print(quoted('a"b'))
    "a\"b"
    """
    # In a name only the quote is escaped; a backslash before it, or at the end, would take part in that.
    return '"' + text.replace("\\", "%5C").replace('"', '\\"').replace("\n", " ") + '"'


def _escaped(*texts: str) -> str:
    # In a label backslashes escape, and `&amp;` is read as an entity.
    text = "\n".join(outline.wrapped(text) for text in texts)
    return '"' + re.sub(r'(["\\])', r"\\\1", text.replace("&", "&amp;")).replace("\n", "\\n") + '"'
