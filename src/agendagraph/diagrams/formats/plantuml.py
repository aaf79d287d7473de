"""A view as PlantUML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import outline
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.svg import iri_of
from agendagraph.diagrams.view import Edge, Node, View

_STEREOTYPE: Final = re.compile(r"\w[\w ,’‘–-]*")
"""A kind that can stand above a name as it is; any other stands below it, in codes."""

_HEADS: Final = {"filled": ("<", ">"), "hollow": ("<|", "|>"), "diamond": ("o", "o")}
"""Head of an arrow → how it is written at the left and at the right end."""


def write(view: View, _laid: Laid | None = None) -> bytes:
    """Return a diagram of rectangles and arrows, left to right; whatever a label says, it is text."""
    view = legible(view)
    names = outline.short_names(view)
    lines = ["@startuml", "left to right direction", "skinparam shadowing false", "skinparam wrapWidth 220"]
    lines.append(f"skinparam ArrowColor {theme.LINE}")
    lines += [f"title {_inert(view.title)}"] if view.title.strip() else []
    for number, (group, nodes) in enumerate(outline.grouped(view), 1):
        if group:
            lines.append(f'package "{_inert(group.label)}" as g{number} {{')
        for node in nodes:
            lines.append(_card(node, names[node.id]))
        if group:
            lines.append("}")
    for edge, text in zip(view.edges, outline.beside(view), strict=True):
        arrow = _arrow(edge, names[edge.source], names[edge.target], is_reversed=view.is_reversed)
        lines.append(f"{arrow} : {_inert(text)}" if text.strip() else arrow)
    return ("\n".join([*lines, "@enduml"]) + "\n").encode("utf-8")


def _card(node: Node, name: str) -> str:
    page = iri_of(node.id)
    kind = ""
    if _STEREOTYPE.fullmatch(node.kind_label):
        kind, node = f" <<{node.kind_label}>>", replace(node, kind_label="")
    text = r"\n".join(_inert(text) for text in outline.texts(node))
    return f'rectangle "{text}" as {name}{kind}{f" [[{page}]]" if page else ""} {theme.family(node.kind).fill}'


def _arrow(edge: Edge, source: str, target: str, *, is_reversed: bool) -> str:
    line = ".." if outline.is_dashed(edge) else "--"
    left, right = _HEADS[outline.head(edge)]
    # What stands first in the line stands first in the picture.
    return f"{target} {left}{line} {source}" if is_reversed else f"{source} {line}{right} {target}"


def _inert(text: str) -> str:
    # Preprocessor, markup and escapes all start with a sign; so every sign is written as a code.
    line = " ".join(text.split()) or " "
    return re.sub(r"[^\w ,()’‘–]|_", lambda found: f"<U+{ord(found[0]):04X}>", line)
