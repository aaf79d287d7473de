"""A view as D2."""

from __future__ import annotations

import re
from typing import Final

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.svg import iri_of
from agendagraph.diagrams.view import Edge, Node, View

_SHAPES: Final = {"pill": "oval", "hexagon": "hexagon", "folded": "page", "arrow": "step"}


def write(view: View, _laid: Laid | None = None) -> bytes:
    """Return a diagram of boxes and arrows, left to right; whatever a label says, it is text."""
    view = legible(view)
    names, places = outline.short_names(view), {}
    lines = [f"# {' '.join(view.title.split())}", f"direction: {'left' if view.is_reversed else 'right'}"]
    for number, (group, nodes) in enumerate(outline.grouped(view), 1):
        if group:
            lines.append(f"g{number}: {_quoted(group.label)} {{")
        for node in nodes:
            lines.append(_node(node, names[node.id], "  " if group else ""))
            places[node.id] = f"g{number}.{names[node.id]}" if group else names[node.id]
        if group:
            lines.append("}")
    for edge, text in zip(view.edges, outline.beside(view), strict=True):
        lines.append(f"{places[edge.source]} -> {places[edge.target]}: {_quoted(text)}{_line(edge)}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _node(node: Node, name: str, indent: str) -> str:
    family, page = theme.family(node.kind), iri_of(node.id)
    parts = [f'style.fill: "{family.fill}"', f'style.stroke: "{family.stroke}"', f'style.font-color: "{theme.INK}"']
    parts += [f"shape: {_SHAPES[family.shape]}"] if family.shape in _SHAPES else []
    parts += [f"link: {_quoted(page)}"] if page else []
    return f"{indent}{name}: {_quoted(*outline.texts(node))} {{{'; '.join(parts)}}}"


def _line(edge: Edge) -> str:
    parts = ["style.stroke-dash: 4"] if outline.is_dashed(edge) else []
    if (head := outline.head(edge)) != "filled":
        shape = "diamond" if head == "diamond" else "triangle"
        parts.append(f"target-arrowhead: {{shape: {shape}; style.filled: false}}")
    return f" {{{'; '.join(parts)}}}" if parts else ""


def _quoted(*texts: str) -> str:
    # Between double quotes a dollar sign would start a substitution; a backslash takes the meaning off any sign.
    text = "\n".join(outline.wrapped(text) for text in texts)
    return '"' + re.sub(r'(["\\$])', r"\\\1", text).replace("\n", "\\n") + '"'
