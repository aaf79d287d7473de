"""A view as D2."""

from __future__ import annotations

from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import Node, View


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
        style = " {style.stroke-dash: 4}" if outline.is_dashed(edge) else ""
        lines.append(f"{places[edge.source]} -> {places[edge.target]}: {_quoted(text)}{style}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _node(node: Node, name: str, indent: str) -> str:
    page = outline.address(node.id)
    return f"{indent}{name}: {_quoted(*outline.texts(node))}{f' {{link: {_quoted(page)}}}' if page else ''}"


def _quoted(*texts: str) -> str:
    # Between double quotes a dollar sign would start a substitution; a backslash takes the meaning off any sign.
    line = r"\n".join(" ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return '"' + line.replace("$", "\\$") + '"'
