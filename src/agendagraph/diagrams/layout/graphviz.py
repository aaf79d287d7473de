"""A layered layout by Graphviz: the wiring as DOT with sizes only, and its answer as places and routes.

No text of a view goes into the DOT: nodes are numbers with a size, so that nothing in a label can be read as DOT.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from typing import Final

from agendagraph.diagrams.layout import engine
from agendagraph.diagrams.layout.cards import Card
from agendagraph.diagrams.layout.groups import Frame, framed
from agendagraph.diagrams.layout.labels import Free, edge_labels, label_size
from agendagraph.diagrams.layout.laid import Box, Junction, Laid, PlacedEdge, PlacedText, Point
from agendagraph.diagrams.layout.wiring import JUNCTION_HEIGHT, Fork, Link, Wiring
from agendagraph.diagrams.view import View

_LETTER, _LINE = 6.0, 12.0
"""What Graphviz takes for a letter and a line of Courier of 10 points, whatever fonts a machine has."""

_BETWEEN: Final = 13.0
_LINKED: Final = 24.0
"""Between things under one another, without and with lines among them: an arrow needs room."""

_NEW_LINE: Final = r"\n"


def laid_out(view: View, cards: dict[str, Card], wiring: Wiring, *, seconds: float) -> Laid:
    """Return where Graphviz puts everything.

    Raises:
        EngineError: there is no Graphviz, it failed or took too long, or what it answers cannot be read.
    """
    task = _Task(view, cards, wiring)
    told = engine.render(task.dot(), seconds=seconds)
    try:
        return task.read(told.decode("ascii"))
    except (LookupError, ValueError) as error:  # a page never fails for want of a picture
        raise engine.EngineError("an answer that cannot be read") from error


class _Task:
    """One view on its way to Graphviz and back."""

    def __init__(self, view: View, cards: dict[str, Card], wiring: Wiring) -> None:
        self.view, self.cards, self.wiring = view, cards, wiring
        self.labels = edge_labels(view, len(wiring.links))
        self.sizes = wiring.sizes(view, cards)
        self.names = {end: f"n{number}" for number, end in enumerate(self.sizes)}
        self.ranks = wiring.rank_of()
        self.turned = self._turned()
        # Where nothing may change places, what has few others stands straight beside them.
        self.is_fixed = bool(wiring.ordered) and all(wiring.ordered)
        self.degree = Counter(end for link in wiring.links for end in (link.start, link.end))

    def _turned(self) -> set[int]:
        """Return the links that Graphviz is given the other way round, since they run from right to left."""
        ranks: dict[str, float] = dict(self.ranks)
        for fork in self.wiring.forks:
            if fork.owner in ranks:
                ranks[fork.key] = ranks[fork.owner] + (-0.5 if self.view.is_reversed else 0.5)
        return {
            number
            for number, link in enumerate(self.wiring.links)
            if link.start in ranks and link.end in ranks and ranks[link.start] > ranks[link.end]
        }

    def _label(self, link: Link) -> PlacedText | None:
        """Return the label of a link: that of its first edge, since all edges of one link say the same."""
        return self.labels.get(link.edges[0]) if link.edges else None

    def dot(self) -> str:
        """Return the wiring as DOT."""
        lines = [
            "digraph {",
            f"rankdir=LR; nodesep={_inch(self._apart())}; ranksep={_inch(self._gap())};",
            'node [shape=box, fixedsize=true, label=""]; edge [arrowhead=none];',
        ]
        lines += [
            f"{self.names[end]} [width={_inch(wide)}, height={_inch(high)}];"
            for end, (wide, high) in self.sizes.items()
        ]
        for number, ends in enumerate(self.wiring.ranks):
            names = [self.names[end] for end in ends]
            lines.append(f"{{rank=same; r{number} [style=invis, width=0.01, height=0.01]; {' '.join(names)}}}")
            if number:
                apart = 2 if self.wiring.forks else 1  # a choice stands between two columns
                lines.append(f"r{number - 1} -> r{number} [style=invis, minlen={apart}, weight=0];")
            if self.wiring.ordered[number] and len(names) > 1:
                lines.append(f"{' -> '.join(names)} [style=invis];")
        lines += [self._link(number, link) for number, link in enumerate(self.wiring.links)]
        return "\n".join([*lines, "}"])

    def _ends(self, number: int) -> tuple[str, str]:
        """Return the ends of a link as Graphviz is given it."""
        link = self.wiring.links[number]
        return (link.end, link.start) if number in self.turned else (link.start, link.end)

    def _numbers(self) -> dict[tuple[str, str], deque[int]]:
        """Return the links between two nodes."""
        found: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for number in range(len(self.wiring.links)):
            start, end = self._ends(number)
            found[self.names[start], self.names[end]].append(number)
        return found

    def _link(self, number: int, link: Link) -> str:
        start, end = self._ends(number)
        options = []
        if self._is_level(link):
            options.append("constraint=false")
        else:
            options += ["tailport=e", "headport=w"]
        if self.is_fixed:
            options.append(f"weight={1 + 8 // (self.degree[start] * self.degree[end])}")
        if label := self._label(link):
            wide, high = label_size(label)
            lines = ["x" * math.ceil(wide / _LETTER)] * math.ceil(high / _LINE)
            options.append(f'fontname="Courier", fontsize=10, label="{_NEW_LINE.join(lines)}"')
        return f"{self.names[start]} -> {self.names[end]} [{', '.join(options)}];"

    def _apart(self) -> float:
        """Return the room between things of one rank; a label makes its own."""
        is_linked = not self.labels and any(self._is_level(link) for link in self.wiring.links)
        return _LINKED if is_linked else _BETWEEN

    def _is_level(self, link: Link) -> bool:
        """Return whether both ends of a link stand in one rank."""
        return link.start in self.ranks and self.ranks[link.start] == self.ranks.get(link.end)

    def _gap(self) -> float:
        """Return the room between ranks: more where many links cross it, less where labels or choices have their own."""
        if self.labels:
            return 22
        if self.wiring.forks:
            return 26
        return min(96, 26 + len(self.wiring.links) * 2.2)

    def read(self, told: str) -> Laid:
        """Return the layout that an answer of Graphviz tells, in its plain format: a line for each node and edge, in inches."""
        lines = [line.split(" ") for line in told.splitlines()]
        top = float(lines[0][3])
        centres = {line[1]: _points(line[2:4], top)[0] for line in lines if line[0] == "node"}
        corners = {}
        for end, (wide, high) in self.sizes.items():
            x, y = centres[self.names[end]]
            corners[end] = (x - wide / 2, y - high / 2)
        # Edges between the same two nodes come in the order in which they were given.
        numbers = self._numbers()
        curves: dict[int, tuple[Point, ...]] = {}
        spots: dict[int, Point] = {}
        for line in lines:
            if line[0] == "edge" and line[-2] != "invis":
                number, last = numbers[line[1], line[2]].popleft(), 4 + 2 * int(line[3])
                curve = _points(line[4:last], top)
                curves[number] = curve[::-1] if number in self.turned else curve
                if len(line) > last + 2:  # a label and its centre
                    spots[number] = _points(line[last + 1 : last + 3], top)[0]
        solid = [Box(*corners[end], *size) for end, size in self.sizes.items()]
        free = Free(solid, {number: self._room(number, spot) for number, spot in spots.items()})
        edges = [
            edge
            for number, link in enumerate(self.wiring.links)
            if number in curves
            for edge in self._edges(number, link, curves[number], free)
        ]
        frame = Frame(
            tuple(self.wiring.nodes(self.view, self.cards, corners)),
            tuple(sorted(edges, key=lambda edge: edge.number)),
            tuple(self._junction(fork, curves, *corners[fork.key]) for fork in self.wiring.forks),
            tuple(Box(*map(_round, (*corners[one.key], *self.sizes[one.key]))) for one in self.wiring.bundles),
        )
        return framed(self.view, frame)

    def _room(self, number: int, centre: Point) -> Box:
        """Return the room that Graphviz left free for the label of a link."""
        label = self._label(self.wiring.links[number])
        wide, high = label_size(label) if label else (0.0, 0.0)
        return Box(*map(_round, (centre[0] - wide / 2, centre[1] - high / 2, wide, high)))

    def _edges(self, number: int, link: Link, curve: tuple[Point, ...], free: Free) -> list[PlacedEdge]:
        """Return the edges of a link, all along the same curve; the first bears the label."""
        found = [PlacedEdge(edge, curve) for edge in link.edges]
        if (label := self._label(link)) and (box := free.place(number, curve)):
            found[0] = PlacedEdge(link.edges[0], curve, label, box)
        return found

    def _junction(self, fork: Fork, curves: dict[int, tuple[Point, ...]], x: float, y: float) -> Junction:
        trunk = next(
            n for n, link in enumerate(self.wiring.links) if not link.edges and fork.key in (link.start, link.end)
        )
        box = Box(_round(x), _round(y), fork.width, JUNCTION_HEIGHT)
        return Junction(fork.choice, fork.owner, box, fork.text, curves.get(trunk, ()))


def _inch(pixels: float) -> str:
    return f"{pixels / 72:.4f}"


def _round(number: float) -> float:
    return round(number, 2)


def _points(numbers: list[str], top: float) -> tuple[Point, ...]:
    """Return points in pixels from the top, where Graphviz has inches from the bottom."""
    return tuple([(float(x) * 72, (top - float(y)) * 72) for x, y in zip(numbers[::2], numbers[1::2], strict=True)])
