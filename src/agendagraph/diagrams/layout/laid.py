"""A view with a place for everything in it: what a writer needs that draws, and nothing about how it was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from agendagraph.text import Text

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its top left corner; in CSS pixels, y runs down.

    >>> Box(10, 20, 100, 40).centre
    (60.0, 40.0)
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its bottom side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share more than a side."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines of text that fit the box they are in.

    Attributes:
        lines: what to write, wrapped and, where it was too long, ended by an ellipsis.
        size: of the letters, in pixels.
    """

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its place.

    Attributes:
        id: as in the view.
        box: the whole card.
        kind: its kind in words, a line above the label.
        text: its label.
        note: its status and note, smaller, below the label.
        spot: where it is on a time axis: a point, or a bar that is wider than it is high.
    """

    id: str
    box: Box
    kind: PlacedText
    text: PlacedText
    note: PlacedText
    spot: Box | None = None


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """An edge with its route.

    Attributes:
        number: place of the edge in `View.edges`.
        curve: cubic Bézier control points: the start and then three for every piece. It runs as the eye reads the picture, which
            is from target to source where the view `is_reversed`. Of an edge in a choice it runs between junction and option.
        label: the text beside it; no lines where it has none.
        label_at: the box of that text, or None.
    """

    number: int
    curve: tuple[Point, ...]
    label: PlacedText = PlacedText((), 0)
    label_at: Box | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        """The points that the curve passes through: a polyline close to it."""
        return self.curve[::3]


@dataclass(frozen=True, slots=True)
class Junction:
    """Where the edges of one choice meet: the thing that chooses, a small node, and from there an edge to every option.

    Attributes:
        choice: as in `Edge.choice`.
        owner: id of the node that chooses.
        box: of the small node; `text` is what it says, such as `1 van 3`.
        trunk: the curve between owner and junction, as `PlacedEdge.curve`.
    """

    choice: str
    owner: str
    box: Box
    text: PlacedText
    trunk: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A column or lane with its place, and where its heading stands."""

    id: str
    box: Box
    text: PlacedText
    heading: Box


@dataclass(frozen=True)
class Laid:
    """Where everything of one view is.

    Attributes:
        width, height: of the drawing without title, legend or source line, which are the writer's.
        nodes: in the order of the view; edges too, those that could not be routed left out.
        bundles: boxes around nodes that share one line: the curves of their edges are the same, and end at the box.
        axis: ticks of a time axis, if the view is about time: x and the text there.
        engine: what laid it out: `graphviz`, `columns` (our own, plain) or `time`.
        notice: empty, or in words that a plainer layout was used and why.
    """

    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...] = ()
    junctions: tuple[Junction, ...] = ()
    groups: tuple[PlacedGroup, ...] = ()
    bundles: tuple[Box, ...] = ()
    axis: tuple[tuple[float, str], ...] = ()
    engine: str = "graphviz"
    notice: Text = field(default_factory=lambda: Text("", ""))

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Node id → its box."""
        return {node.id: node.box for node in self.nodes}
