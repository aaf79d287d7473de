"""A layered layout by Graphviz: the wiring as DOT with sizes only, and its answer as places and routes.

No text of a view goes into the DOT: nodes are numbers with a size, so that nothing in a label can be read as DOT.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from agendagraph.diagrams.layout import engine
from agendagraph.diagrams.layout.cards import Card
from agendagraph.diagrams.layout.groups import Frame, framed
from agendagraph.diagrams.layout.labels import edge_labels, label_size
from agendagraph.diagrams.layout.laid import Box, Junction, Laid, PlacedEdge, Point
from agendagraph.diagrams.layout.wiring import JUNCTION_HEIGHT, Fork, Link, Wiring
from agendagraph.diagrams.view import View

_MANY_LEAVES: Final = 8
"""Of a fan without columns with more leaves than this, the leaves stand in more than one column."""

_LABEL: Final = (
    'label=<<table border="0" cellborder="0" cellpadding="0" cellspacing="0" fixedsize="true" width="{}" height="{}">'
    "<tr><td></td></tr></table>>"
)
"""An empty label of a fixed size: Graphviz keeps the room free, and what is written there is not its business."""


def laid_out(view: View, cards: dict[str, Card], wiring: Wiring, *, seconds: float) -> Laid:
    """Return where Graphviz puts everything.

    Raises:
        EngineError: there is no Graphviz, or it failed or took too long.
    """
    task = _Task(view, cards, wiring)
    return task.read(json.loads(engine.render(task.dot(), seconds=seconds)))


class _Task:
    """One view on its way to Graphviz and back."""

    def __init__(self, view: View, cards: dict[str, Card], wiring: Wiring) -> None:
        self.view, self.cards, self.wiring = view, cards, wiring
        self.labels = edge_labels(view)
        self.names = {node.id: f"n{number}" for number, node in enumerate(view.nodes)}
        self.names |= {fork.key: f"f{number}" for number, fork in enumerate(wiring.forks)}
        self.ranks = wiring.rank_of()
        self.turned = self._turned()

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

    def dot(self) -> str:
        """Return the wiring as DOT."""
        lines = [
            "digraph {",
            f"rankdir=LR; nodesep={_inch(13)}; ranksep={_inch(self._gap())};",
            'node [shape=box, fixedsize=true, label=""]; edge [arrowhead=none];',
        ]
        lines += [self._box(i, card.width, card.height) for i, card in self.cards.items()]
        lines += [self._box(fork.key, fork.width, JUNCTION_HEIGHT) for fork in self.wiring.forks]
        for number, nodes in enumerate(self.wiring.ranks):
            names = [self.names[node] for node in nodes]
            lines.append(f"{{rank=same; r{number} [style=invis, width=0.01, height=0.01]; {' '.join(names)}}}")
            if number:
                apart = 2 if self.wiring.forks else 1  # a choice stands between two columns
                lines.append(f"r{number - 1} -> r{number} [style=invis, minlen={apart}, weight=0];")
            if self.wiring.ordered[number] and len(names) > 1:
                lines.append(f"{' -> '.join(names)} [style=invis];")
        stagger = self._staggered()
        lines += [self._link(number, link, stagger.get(number, 1)) for number, link in enumerate(self.wiring.links)]
        return "\n".join([*lines, "}"])

    def _box(self, identifier: str, width: float, height: float) -> str:
        return f"{self.names[identifier]} [width={_inch(width)}, height={_inch(height)}];"

    def _link(self, number: int, link: Link, length: int) -> str:
        start, end = (link.end, link.start) if number in self.turned else (link.start, link.end)
        options = [f"id={number}"]
        if start in self.ranks and self.ranks[start] == self.ranks.get(end):
            options.append("constraint=false")
        else:
            options += ["tailport=e", "headport=w"]
        if length > 1:
            options.append(f"minlen={length}")
        if link.edge in self.labels:
            options.append(_LABEL.format(*map(round, label_size(self.labels[link.edge]))))
        return f"{self.names[start]} -> {self.names[end]} [{', '.join(options)}];"

    def _gap(self) -> float:
        """Return the room between ranks: more where many links cross it, less where labels or choices have their own."""
        if self.labels:
            return 18
        return 26 if self.wiring.forks else min(110, 46 + len(self.wiring.links) * 0.9)

    def _staggered(self) -> dict[int, int]:
        """Return how long links to leaves are, so that a large fan becomes several columns."""
        if self.wiring.ranks:
            return {}
        degree = Counter(end for link in self.wiring.links for end in (link.start, link.end))
        fans: dict[tuple[str, bool], list[int]] = {}
        for number, link in enumerate(self.wiring.links):
            for hub, leaf in ((link.start, link.end), (link.end, link.start)):
                if degree[leaf] == 1 and degree[hub] > _MANY_LEAVES:
                    fans.setdefault((hub, link.start == hub), []).append(number)
        return {
            number: 1 + place % max(1, round((len(fan) / 6) ** 0.5))
            for fan in fans.values()
            for place, number in enumerate(fan)
        }

    def read(self, found: dict[str, Any]) -> Laid:
        """Return the layout that an answer of Graphviz tells."""
        top = float(found["bb"].split(",")[3])
        places = {one["name"]: _point(one["pos"], top) for one in found.get("objects", ()) if "pos" in one}
        nodes = []
        for node in self.view.nodes:
            (x, y), card = places[self.names[node.id]], self.cards[node.id]
            nodes.append(card.at(node.id, x - card.width / 2, y - card.height / 2))
        curves: dict[int, tuple[Point, ...]] = {}
        spots: dict[int, Point] = {}
        for one in found.get("edges", ()):
            if "id" in one and "pos" in one:
                number, curve = int(one["id"]), tuple(_point(part, top) for part in one["pos"].split())
                curves[number] = curve[::-1] if number in self.turned else curve
                if "lp" in one:
                    spots[number] = _point(one["lp"], top)
        links = enumerate(self.wiring.links)
        edges = [
            self._edge(link, curves[n], spots.get(n)) for n, link in links if link.edge is not None and n in curves
        ]
        junctions = [self._junction(fork, curves, places[self.names[fork.key]]) for fork in self.wiring.forks]
        return framed(self.view, Frame(tuple(nodes), tuple(sorted(edges, key=lambda e: e.number)), tuple(junctions)))

    def _edge(self, link: Link, curve: tuple[Point, ...], spot: Point | None) -> PlacedEdge:
        assert link.edge is not None
        if spot is None or link.edge not in self.labels:
            return PlacedEdge(link.edge, curve)
        wide, high = label_size(self.labels[link.edge])
        box = Box(round(spot[0] - wide / 2, 2), round(spot[1] - high / 2, 2), round(wide, 2), round(high, 2))
        return PlacedEdge(link.edge, curve, self.labels[link.edge], box)

    def _junction(self, fork: Fork, curves: dict[int, tuple[Point, ...]], centre: Point) -> Junction:
        trunk = next(
            n for n, link in enumerate(self.wiring.links) if link.edge is None and fork.key in (link.start, link.end)
        )
        x, y = centre[0] - fork.width / 2, centre[1] - JUNCTION_HEIGHT / 2
        box = Box(round(x, 2), round(y, 2), fork.width, JUNCTION_HEIGHT)
        return Junction(fork.choice, fork.owner, box, fork.text, curves.get(trunk, ()))


def _inch(pixels: float) -> str:
    return f"{pixels / 72:.4f}"


def _point(text: str, top: float) -> Point:
    x, y = text.split(",")
    return round(float(x), 2), round(top - float(y), 2)
