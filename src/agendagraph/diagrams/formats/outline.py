"""What the formats in which one writes a diagram as text have in common: short names, groups, and what stands beside an arrow."""

from __future__ import annotations

import textwrap
from typing import Final

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import facts
from agendagraph.diagrams.view import Edge, Group, Node, View

_LINE: Final = 32
"""Characters in a line of a label, for formats whose tools do not wrap."""


def short_names(view: View) -> dict[str, str]:
    """Return id → a name that any of these formats takes: n1, n2 and so on."""
    return {node.id: f"n{number}" for number, node in enumerate(view.nodes, 1)}


def grouped(view: View) -> list[tuple[Group | None, list[Node]]]:
    """Return every node once: with the first column or lane that it is in, and after those the nodes that are in none."""
    home: dict[str, str] = {}
    areas = [group for group in view.groups if group.kind != "choice"]
    for group in areas:
        for member in group.members:
            home.setdefault(member, group.id)
    inside = [(group, [node for node in view.nodes if home.get(node.id) == group.id]) for group in areas]
    loose = [node for node in view.nodes if node.id not in home]
    return [*((group, nodes) for group, nodes in inside if nodes), *([(None, loose)] if loose else [])]


def texts(node: Node) -> list[str]:
    """Return what stands in a node: its label, and below it in a smaller part its kind, its note and its status.

    >>> texts(Node("a", "Mitz", kind_label="Voorziening", status_label="gepland"))
    ['Mitz', 'Voorziening · gepland']
    """
    below = " · ".join(text for text in (node.kind_label, node.note, node.status_label) if text)
    return [node.label, below] if below else [node.label]


def wrapped(text: str) -> str:
    """Return a text in lines of a width that a box can have, broken between words only.

    >>> print(wrapped("Toetreding van de zorgaanbieder tot het stelsel"))
    Toetreding van de zorgaanbieder
    tot het stelsel
    """
    return "\n".join(textwrap.wrap(text, _LINE, break_long_words=False, break_on_hyphens=False))


def beside(view: View) -> list[str]:
    """Return what stands beside each edge: its label, and of which choice it is an option.

    >>> one, two = Edge("a", "b", label="needs one of", choice="c"), Edge("a", "d", label="needs one of", choice="c")
    >>> beside(View("x", "", "", "en", (Node("a", "A"), Node("b", "B"), Node("d", "D")), (one, two)))[0]
    'needs one of (choice 1: one of 2)'
    """
    choices = facts.choices(view)

    def text(edge: Edge) -> str:
        words = choices.get(edge.choice, "")
        return f"{edge.label} ({words})" if edge.label and words else edge.label or words

    return [text(edge) for edge in view.edges]


def is_dashed(edge: Edge) -> bool:
    """Return whether an edge has a broken line: what it says need not be so."""
    return bool(theme.STROKES.get(edge.force, theme.STROKES[""]).dash)


def head(edge: Edge) -> theme.Head:
    """Return the head of an edge: who says it."""
    return theme.HEADS.get(edge.basis, theme.HEADS["Stated"])[0]
