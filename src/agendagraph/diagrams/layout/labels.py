"""Which edges bear a label in the picture: only where it tells what the legend cannot, and there is room."""

from __future__ import annotations

from typing import Final

from agendagraph.diagrams.layout.laid import PlacedText
from agendagraph.diagrams.layout.measure import width, wrap
from agendagraph.diagrams.view import View

SIZE: Final = 11.0
_ROOM: Final = 110.0
MOST: Final = 40
"""With more edges than this, labels hide what they explain: the table beside the picture has them."""


def edge_labels(view: View) -> dict[int, PlacedText]:
    """Return the label of each edge that bears one, by its place in the view.

    None does where all say the same (the legend says it once), or where there are too many of them.

    >>> from agendagraph.diagrams.view import Edge, Node
    >>> nodes = (Node("a", "A"), Node("b", "B"))
    >>> edge_labels(View("x", "", "", "nl", nodes, (Edge("a", "b", label="eist"),)))
    {}
    """
    said = [edge.label or edge.qualifier for edge in view.edges]
    if view.edge_meaning or len(view.edges) > MOST or len({text for text in said if text}) < 2:
        return {}
    wrapped = {number: wrap(text, SIZE, _ROOM, most=2) for number, text in enumerate(said) if text}
    return {number: text for number, text in wrapped.items() if text.lines}


def common_label(view: View) -> str:
    """Return what every edge says, for the legend; empty where they say different things."""
    said = {edge.label for edge in view.edges if edge.label}
    return view.edge_meaning or (said.pop() if len(said) == 1 else "")


def label_size(text: PlacedText) -> tuple[float, float]:
    """Return the room that the label of an edge takes."""
    return max(width(line, text.size) for line in text.lines) + 8, len(text.lines) * text.size * 1.2 + 4
