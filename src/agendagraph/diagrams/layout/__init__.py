"""Where everything in a picture stands: sizes from the letters, places and routes from Graphviz, and a plain way without it."""

from __future__ import annotations

from typing import Final

from agendagraph.diagrams.layout import columns, graphviz, timeline
from agendagraph.diagrams.layout.cards import cards
from agendagraph.diagrams.layout.engine import SECONDS, EngineError
from agendagraph.diagrams.layout.laid import Box, Junction, Laid, PlacedEdge, PlacedGroup, PlacedNode, PlacedText
from agendagraph.diagrams.layout.wiring import wire
from agendagraph.diagrams.view import View
from agendagraph.text import Text

__all__ = ["Box", "Junction", "Laid", "PlacedEdge", "PlacedGroup", "PlacedNode", "PlacedText", "render"]

_PLAIN: Final = Text(
    "Eenvoudig getekend: de tekenmachine is er niet of deed er te lang over.",
    "Drawn plainly: the layout engine is not there or took too long.",
)


def render(view: View, *, seconds: float = SECONDS) -> Laid:
    """Return where everything in a view is; always, if need be plainly.

    Args:
        view: what to lay out.
        seconds: so long the engine may take; after that the plain layout is used, and says so.

    Returns:
        The same places for the same view, on every machine.

    >>> from agendagraph.diagrams.view import Edge, Node
    >>> laid = render(View("x", "", "", "nl", (Node("a", "A"), Node("b", "B")), (Edge("a", "b"),)))
    >>> laid.boxes["a"].right < laid.boxes["b"].x
    True
    """
    if view.kind == "timeline":
        return timeline.laid_out(view)
    sized = cards(view)
    wiring = wire(view)
    try:
        return graphviz.laid_out(view, sized, wiring, seconds=seconds)
    except EngineError:
        return columns.laid_out(view, sized, wiring, _PLAIN)
