"""A view as a Mermaid flowchart, for pages and documents that draw those."""

from __future__ import annotations

import json
from typing import Final

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legend import FOCUSED
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.svg import iri_of
from agendagraph.diagrams.view import Node, View
from agendagraph.planner.faces.as_diagram import inert

_SHAPES: Final = {"pill": "([{}])", "hexagon": "{{{{{}}}}}", "round": "({})", "arrow": ">{}]"}
"""Shape of a family → how Mermaid draws something like it; a rectangle otherwise."""


def write(view: View, _laid: Laid | None = None) -> bytes:
    """Return a flowchart, left to right; whatever a label says, it is text."""
    view = legible(view)
    names = outline.short_names(view)
    lines = ["---", f"title: {json.dumps(view.title)}", "---", f"flowchart {'RL' if view.is_reversed else 'LR'}"]
    for number, (group, nodes) in enumerate(outline.grouped(view), 1):
        if group:
            lines.append(f"  subgraph g{number}[{_quoted(group.label)}]")
        lines += [f"  {names[node.id]}{_card(node)}" for node in nodes]
        if group:
            lines.append("  end")
    for edge, text in zip(view.edges, outline.beside(view), strict=True):
        arrow = "-.->" if outline.is_dashed(edge) else "-->"
        beside = f"|{_quoted(text)}|" if text.strip() else ""
        lines.append(f"  {names[edge.source]} {arrow}{beside} {names[edge.target]}")
    for node in view.nodes:
        if page := iri_of(node.id):
            lines.append(f'  click {names[node.id]} href "{page}"')
    lines += [f"  classDef {name} {style}" for name, style in _styles(view).items()]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _card(node: Node) -> str:
    family = theme.family(node.kind)
    text = _quoted(*outline.texts(node))
    name = "strong" if node.marks & FOCUSED else family.name
    return f"{_SHAPES.get(family.shape, '[{}]').format(text)}:::{name}"


def _styles(view: View) -> dict[str, str]:
    families = {family.name: family for family in (theme.family(node.kind) for node in view.nodes)}
    styles = {name: f"fill:{family.fill},stroke:{family.stroke},color:{theme.INK}" for name, family in families.items()}
    if any(node.marks & FOCUSED for node in view.nodes):
        styles["strong"] = f"fill:{theme.INK},stroke:{theme.INK},color:{theme.PAPER}"
    return styles


def _quoted(*texts: str) -> str:
    return f'"{"<br>".join(inert(text) for text in texts) or " "}"'
