"""A view: what a picture shows, before anyone decides how it looks. Made from the graph or a plan; writers ask nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agendagraph.text import Language

GroupKind = Literal["column", "lane", "choice"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that says something: its IRI, and its place in words."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a picture.

    Attributes:
        id: its IRI; for a row of a table without IRIs, the text itself.
        label: what people call it, in the language of the view; any text at all, hostile ones included.
        kind: local name of its class, such as `Law`; empty where it has none.
        kind_label: the same in words.
        note: a second, shorter line, such as a date or who runs it.
        marks: what sets it apart: `focus`, `goal`, `start`, `present` (already in place), `chosen`, `other` (an option
            that was not chosen), `falls`, `switches`, `critical`, `delayed`, `conflict`.
        status: local name of its status where it is not simply so, such as `Planned`.
        date, end: first and last day as ISO text where the view is about time; `precision` says how exact.
        details: further facts for tables and tooltips, in words: heading → text.
    """

    id: str
    label: str
    kind: str = ""
    kind_label: str = ""
    note: str = ""
    marks: frozenset[str] = frozenset()
    status: str = ""
    status_label: str = ""
    date: str = ""
    end: str = ""
    precision: str = ""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    passages: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation in a picture, from the thing that needs or does to the thing that is needed or done to.

    Attributes:
        predicate: IRI of the relation.
        label: the relation in words, read from source to target.
        force: local name, such as `Must`; empty where the relation has none.
        basis: `Stated`, `Derived` or `Editorial`; empty where that is unknown.
        choice: id of the clause or group of which any one edge suffices; empty where the edge stands alone.
    """

    source: str
    target: str
    predicate: str = ""
    label: str = ""
    force: str = ""
    basis: str = ""
    status: str = ""
    qualifier: str = ""
    choice: str = ""
    marks: frozenset[str] = frozenset()
    passages: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that stand together: a column (in reading order), a lane, or the options of a choice.

    Attributes:
        is_ordered: whether the order of the members says something, and a layout must keep it.
    """

    id: str
    label: str
    kind: GroupKind
    members: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What a picture shows.

    Attributes:
        kind: which view it is, such as `neighbourhood`.
        parameters: what it was asked with, so that the same view can be asked again.
        title, description: what it is a picture of, in words for whoever cannot see it.
        nodes, edges: in a fixed order; every edge joins two nodes of the view.
        groups: columns and lanes in their order, and choices.
        left_out_nodes, left_out_edges: how many belong in it and were left out to keep it readable.
        omission: the same in words, with the way to see them.
        fingerprint: of the dataset it was made from.
        edition: date of the dataset's sources in words; never the clock.
        sources: the documents behind it.
        is_reversed: whether the picture is read from the target of an edge to its source, as in a plan: what is needed stands
            first and the arrow runs to what needs it. The edges themselves are as ever.
        edge_meaning: what an arrow as drawn says where all of them say the same, such as 'komt voor'.
    """

    kind: str
    title: str
    description: str
    language: Language
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    left_out_nodes: int = 0
    left_out_edges: int = 0
    omission: str = ""
    fingerprint: str = ""
    edition: str = ""
    sources: tuple[Citation, ...] = ()
    is_reversed: bool = False
    edge_meaning: str = ""

    def node(self, identifier: str) -> Node:
        """Return the node of that id.

        Raises:
            KeyError: the view has none.
        """
        for node in self.nodes:
            if node.id == identifier:
                return node
        raise KeyError(identifier)
