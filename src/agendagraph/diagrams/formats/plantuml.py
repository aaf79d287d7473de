"""A view as PlantUML."""

from __future__ import annotations

import re

from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import View


def write(view: View, _laid: Laid | None = None) -> bytes:
    """Return a diagram of rectangles and arrows, left to right; whatever a label says, it is text."""
    view = legible(view)
    names = outline.short_names(view)
    lines = ["@startuml", "left to right direction", "skinparam shadowing false", "skinparam wrapWidth 220"]
    lines += [f"title {_inert(view.title)}"] if view.title.strip() else []
    for number, (group, nodes) in enumerate(outline.grouped(view), 1):
        if group:
            lines.append(f'package "{_inert(group.label)}" as g{number} {{')
        for node in nodes:
            page = outline.address(node.id)
            kind = f" <<{_inert(node.kind_label)}>>" if node.kind_label.strip() else ""
            text = r"\n".join(_inert(text) for text in outline.texts(node))
            lines.append(f'rectangle "{text}" as {names[node.id]}{kind}{f" [[{page}]]" if page else ""}')
        if group:
            lines.append("}")
    for edge, text in zip(view.edges, outline.beside(view), strict=True):
        ends, line = (names[edge.source], names[edge.target]), ".." if outline.is_dashed(edge) else "--"
        # What stands first in the line stands first in the picture.
        arrow = f"{ends[1]} <{line} {ends[0]}" if view.is_reversed else f"{ends[0]} {line}> {ends[1]}"
        lines.append(f"{arrow} : {_inert(text)}" if text.strip() else arrow)
    return ("\n".join([*lines, "@enduml"]) + "\n").encode("utf-8")


def _inert(text: str) -> str:
    # Preprocessor, markup and escapes all start with a sign; so every sign is written as a code.
    line = " ".join(text.split()) or " "
    return re.sub(r"[^\w ,()’‘–]|_", lambda found: f"<U+{ord(found[0]):04X}>", line)
