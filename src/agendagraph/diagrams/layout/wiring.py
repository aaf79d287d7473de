"""What is to be joined in a picture, before anyone says where: columns as ranks, links, and choices as small nodes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from agendagraph.diagrams.layout.laid import PlacedText
from agendagraph.diagrams.layout.measure import width
from agendagraph.diagrams.view import View
from agendagraph.text import Text

_ONE_OF: Final = Text("één van {n}", "one of {n}")
JUNCTION_SIZE: Final = 10.5
JUNCTION_HEIGHT: Final = 20.0

_WIDE_AS_HIGH: Final = 1.9
"""A picture is made no wider than this by dividing long columns."""
_COLUMN, _ROW = 255.0, 72.0


@dataclass(frozen=True, slots=True)
class Link:
    """Something to draw between two ends, in the direction of reading; an end is a node id or the key of a junction."""

    start: str
    end: str
    edge: int | None
    """Place of the edge in the view; None for the trunk of a choice."""


@dataclass(frozen=True, slots=True)
class Fork:
    """The small node of a choice: its key, whose choice it is, and what it says."""

    key: str
    choice: str
    owner: str
    text: PlacedText
    width: float


@dataclass(frozen=True, slots=True)
class Wiring:
    """A view's links, forks and ranks.

    Attributes:
        links: in the order of the view's edges, trunks first.
        forks: one for each choice of which two or more options are shown.
        ranks: columns of nodes from left to right; empty where the edges alone tell.
        ordered: whether the nodes of that rank stand in a fixed order.
    """

    links: tuple[Link, ...]
    forks: tuple[Fork, ...]
    ranks: tuple[tuple[str, ...], ...]
    ordered: tuple[bool, ...]

    def rank_of(self) -> dict[str, int]:
        """Return node id → its rank."""
        return {node: rank for rank, nodes in enumerate(self.ranks) for node in nodes}


def wire(view: View) -> Wiring:
    """Return what there is to join in a view."""
    options: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, edge in enumerate(view.edges):
        if edge.choice:
            options[edge.choice, edge.source].append(number)
    forks: list[Fork] = []
    trunks: list[Link] = []
    by_edge: dict[int, str] = {}
    for (choice, owner), numbers in options.items():
        if len({view.edges[n].target for n in numbers}) < 2:
            continue
        said = _ONE_OF(view.language).format(n=len(numbers))
        fork = Fork(
            f"\0fork{len(forks)}",
            choice,
            owner,
            PlacedText((said,), JUNCTION_SIZE),
            round(width(said, JUNCTION_SIZE, "bold") + 16, 1),
        )
        forks.append(fork)
        trunks.append(_link(owner, fork.key, None, view))
        by_edge |= dict.fromkeys(numbers, fork.key)
    links = [_link(by_edge.get(n, edge.source), edge.target, n, view) for n, edge in enumerate(view.edges)]
    ranks, ordered = _ranks(view)
    return Wiring((*trunks, *links), tuple(forks), ranks, ordered)


def _link(source: str, target: str, edge: int | None, view: View) -> Link:
    return Link(target, source, edge) if view.is_reversed else Link(source, target, edge)


def _ranks(view: View) -> tuple[tuple[tuple[str, ...], ...], tuple[bool, ...]]:
    """Return the columns of a view, long ones divided so that the picture is about as wide as a page is."""
    columns = [group for group in view.groups if group.kind in {"column", "lane"} and group.members]
    if not columns:
        return (), ()
    grouped = {member for group in columns for member in group.members}
    # What is in no column stands before the first one.
    loose = tuple(node.id for node in view.nodes if node.id not in grouped)
    parts = [(loose, False)] if loose else []
    parts += [(group.members, group.is_ordered) for group in columns]
    longest = max(len(members) for members, _ in parts)
    most = next(
        (
            rows
            for rows in range(min(5, longest), longest)
            if sum(-(-len(members) // rows) for members, _ in parts) * _COLUMN <= rows * _ROW * _WIDE_AS_HIGH
        ),
        longest,
    )
    ranks, ordered = [], []
    for members, is_ordered in parts:
        share = -(-len(members) // (-(-len(members) // most)))
        for start in range(0, len(members), share):
            ranks.append(tuple(members[start : start + share]))
            ordered.append(is_ordered)
    return tuple(ranks), tuple(ordered)
