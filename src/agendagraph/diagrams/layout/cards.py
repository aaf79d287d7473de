"""The card that a node is drawn as: how large, and which lines of text stand in it. One measure for all layouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agendagraph.diagrams.layout.laid import Box, PlacedNode, PlacedText
from agendagraph.diagrams.layout.measure import narrowest, width, wrap
from agendagraph.diagrams.view import Node, View

LEFT: Final = 13.0
"""From the left side to the text; the band with the colour of the kind is in it."""
RIGHT: Final = 10.0
TOP: Final = 8.0
ICON: Final = 13.0
"""The icon before the kind, with the room after it."""
BADGE: Final = 16.0
"""The room for a badge, such as the tick of what is in place, at the end of the line with the kind."""

KIND_SIZE: Final = 10.5
TEXT_SIZE: Final = 14.0
NOTE_SIZE: Final = 11.0
KIND_LINE: Final = 15.0
LEADING: Final = 1.22
"""Height of a line of label or note, for each pixel of its size."""

_NARROWEST, _WIDEST, _WIDEST_OF_MANY = 104.0, 172.0, 138.0
_LONGEST: Final = 216.0
"""The widest text for a single word, such as Dossierhouderstoestemmingsvoorziening in small letters."""
_MANY_COLUMNS: Final = 6
_BADGED: Final = {"present", "delayed", "conflict", "falls", "switches"}


@dataclass(frozen=True, slots=True)
class Card:
    """A node's texts and size."""

    kind: PlacedText
    text: PlacedText
    note: PlacedText
    width: float
    height: float

    def at(self, identifier: str, x: float, y: float, spot: Box | None = None) -> PlacedNode:
        """Return the node with its card's top left corner there."""
        box = Box(round(x, 2), round(y, 2), self.width, self.height)
        return PlacedNode(identifier, box, self.kind, self.text, self.note, spot)


def cards(view: View) -> dict[str, Card]:
    """Return the card of every node. All have the same width, which makes columns straight and lets the eye compare."""
    room = _room(view)
    return {node.id: card(node, room) for node in view.nodes}


def card(node: Node, room: float, lines: int = 3) -> Card:
    """Return the card of a node for a width of text.

    >>> card(Node("a", "Mitz", kind="Facility", kind_label="Voorziening"), 120).height
    48.0
    """
    beside = ICON if node.kind else 0.0
    badge = BADGE if node.marks & _BADGED else 0.0
    kind = wrap(node.kind_label, KIND_SIZE, room - beside - badge, most=1)
    text = wrap(node.label, TEXT_SIZE, room, "bold", most=lines)
    note = wrap(noted(node), NOTE_SIZE, room, most=2)
    height = TOP * 2 + (KIND_LINE if kind.lines or badge else 0) + block(text) + (block(note) + 2 if note.lines else 0)
    return Card(kind, text, note, round(room + LEFT + RIGHT, 1), float(max(36, round(height))))


def block(text: PlacedText) -> float:
    """Return the height of lines of text."""
    return len(text.lines) * text.size * LEADING


def noted(node: Node) -> str:
    """Return the small text under a label: the status where it is not simply so, and the note."""
    return " · ".join(part for part in (node.status_label, node.note) if part)


def _room(view: View) -> float:
    """Return the width of the text in which nine labels of ten take two lines at most, and nearly every word fits on one."""
    halves = sorted(
        max(
            (width(line, TEXT_SIZE, "bold") for line in wrap(node.label, TEXT_SIZE, _WIDEST, "bold", most=2).lines),
            default=_NARROWEST,
        )
        for node in view.nodes
    )
    widest = _WIDEST if sum(group.kind != "choice" for group in view.groups) <= _MANY_COLUMNS else _WIDEST_OF_MANY
    wanted = halves[min(len(halves) - 1, len(halves) * 9 // 10)] if halves else _NARROWEST
    # A word that is too long even in small letters would be cut off.
    longest = max((narrowest(node.label, TEXT_SIZE, "bold") for node in view.nodes), default=0.0)
    return round(max(min(widest, max(_NARROWEST, wanted + 1)), min(_LONGEST, longest)), 1)
