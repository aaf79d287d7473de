"""A view as a Mermaid flowchart, for pages and documents that draw those."""

from __future__ import annotations

import json

from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import View
from agendagraph.planner.faces.as_diagram import inert


def write(view: View, _laid: Laid | None = None) -> bytes:
    """Return a flowchart, left to right; whatever a label says, it is text."""
    view = legible(view)
    names = outline.short_names(view)
    lines = ["---", f"title: {json.dumps(view.title)}", "---", f"flowchart {'RL' if view.is_reversed else 'LR'}"]
    for number, (group, nodes) in enumerate(outline.grouped(view), 1):
        if group:
            lines.append(f"  subgraph g{number}[{_quoted(group.label)}]")
        lines += [f"  {names[node.id]}[{_quoted(*outline.texts(node))}]" for node in nodes]
        if group:
            lines.append("  end")
    for edge, text in zip(view.edges, outline.beside(view), strict=True):
        arrow = "-.->" if outline.is_dashed(edge) else "-->"
        beside = f"|{_quoted(text)}|" if text.strip() else ""
        lines.append(f"  {names[edge.source]} {arrow}{beside} {names[edge.target]}")
    for node in view.nodes:
        if page := outline.address(node.id):
            lines.append(f'  click {names[node.id]} href "{page}"')
    return ("\n".join(lines) + "\n").encode("utf-8")


def _quoted(*texts: str) -> str:
    return f'"{"<br>".join(inert(text) for text in texts) or " "}"'
