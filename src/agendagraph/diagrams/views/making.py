"""The making of a view: nodes and edges in words, what is left out, and where all of it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from agendagraph import graph, terms
from agendagraph.catalog.names import index
from agendagraph.diagrams.view import Citation, Edge, Group, Node, View
from agendagraph.diagrams.views.asking import MOST_EVER, Asked
from agendagraph.diagrams.views.links import Link, local
from agendagraph.reading import read
from agendagraph.text import Text

_PARTIES: Final = ("Organisation", "Collaboration")
_SHOWN: Final = Text(
    "{shown} van {all} elementen getoond: de rest is weggelaten om het leesbaar te houden. Alles zien kan met meest={all}.",
    "{shown} of {all} elements shown: the rest is left out to keep it readable. See everything with meest={all}.",
)
_EDGES: Final = Text(
    "{count} verbanden tussen wat getoond is, zijn niet getekend{how}.",
    "{count} links between what is shown are not drawn{how}.",
)
_EDGE: Final = Text(
    "Eén verband tussen wat getoond is, is niet getekend{how}.", "One link between what is shown is not drawn{how}."
)
_REDUCED: Final = Text(
    "{count} verbanden zijn niet getekend omdat ze uit andere volgen; met reductie=nee staan ze er wel.",
    "{count} links are not drawn since they follow from others; with reductie=nee they are.",
)
_MORE_SOURCES: Final = Text(" en {count} andere", " and {count} others")
_LONGEST_EDITION: Final = 3


@dataclass(frozen=True, slots=True)
class Omitted:
    """How much is left out of a view, and the same in words."""

    nodes: int = 0
    edges: int = 0
    text: str = ""

    def also(self, nodes: int, text: str) -> Omitted:
        """Return the same with more nodes that are left out for a reason of their own."""
        return replace(self, nodes=self.nodes + nodes, text=" ".join(part for part in (self.text, text) if part))


class Maker:
    """Makes one view: keeps the words of one language, and what has been cited."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.store, self.language = asked, asked.store, asked.language
        self.reading = read(asked.store)
        self.names = index(asked.store)

    def label(self, iri: str) -> str:
        """Return what people call a thing."""
        return self.store.label(iri, self.language)

    def kinds(self, iri: str) -> set[str]:
        """Return the local names of a thing's classes in our vocabulary."""
        return {local(kind) for kind in self.names.classes.get(iri, ()) if kind.startswith(terms.AG)}

    def kind(self, iri: str) -> str:
        """Return the local name of a thing's class; of several the first by name, parties last."""
        kinds = sorted(self.kinds(iri), key=lambda kind: (kind in _PARTIES, kind))
        return kinds[0] if kinds else ""

    def node(self, iri: str, marks: Iterable[str] = (), note: str = "", **details: str) -> Node:
        """Return a thing as a node."""
        kind, status = self.kind(iri), graph.tentative(self.store, iri)
        return Node(
            id=iri,
            label=self.label(iri),
            kind=kind,
            kind_label=self.label(terms.AG + kind) if kind else "",
            note=note,
            marks=frozenset(marks),
            status=local(status),
            status_label=self.label(status) if status else "",
            details={name: text for name, text in details.items() if text},
            passages=self.cited(self._own_pages(iri)),
        )

    def _own_pages(self, iri: str) -> list[str]:
        """Return the passages that define a thing."""
        found = self.store.quads(ox.NamedNode(iri), ox.NamedNode(terms.SKOS + "definition"))
        graphs = {getattr(quad.graph_name, "value", "") for quad in found}
        return sorted(graphs & self.reading.passages.keys())

    def edge(self, link: Link, marks: Iterable[str] = ()) -> Edge:
        """Return a link as an edge."""
        return Edge(
            link.source,
            link.target,
            predicate=link.predicate,
            label=self.label(link.predicate),
            force=link.force,
            basis=link.basis,
            status=link.status,
            qualifier=link.qualifier,
            choice=link.choice,
            marks=frozenset(marks),
            passages=self.cited(link.passages),
        )

    def cited(self, passages: Iterable[str]) -> tuple[Citation, ...]:
        """Return passages with their place in words; what is no passage of a document is left out."""
        return tuple(Citation(iri, self.label(iri)) for iri in passages if iri in self.reading.passages)

    def view(
        self,
        kind: str,
        title: Text,
        description: Text,
        nodes: Sequence[Node],
        edges: Iterable[Edge] = (),
        *,
        groups: tuple[Group, ...] = (),
        left_out: Omitted | None = None,
        is_reversed: bool = False,
        edge_meaning: str = "",
    ) -> View:
        """Return a view of what was made, with the documents behind it; edges to what is not in it are dropped."""
        shown = {node.id for node in nodes}
        left_out = left_out or Omitted()
        found = View(
            kind=kind,
            title=title(self.language),
            description=description(self.language),
            language=self.language,
            nodes=tuple(nodes),
            edges=tuple(edge for edge in edges if edge.source in shown and edge.target in shown),
            groups=groups,
            parameters={name: tuple(values) for name, values in sorted(self.asked.values.items())},
            left_out_nodes=left_out.nodes,
            left_out_edges=left_out.edges,
            omission=left_out.text,
            fingerprint=self.store.fingerprint,
            is_reversed=is_reversed,
            edge_meaning=edge_meaning,
        )
        return self._sourced(self._reduced(found) if self._is_reduced() else found)

    def _is_reduced(self) -> bool:
        return any(p.name == "reductie" for p in self.asked.parameters) and self.asked.is_yes("reductie")

    def _reduced(self, view: View) -> View:
        """Return a view without the edges that follow from others, and with how many that are."""
        kept = reduced(view.edges)
        count = len(view.edges) - len(kept)
        told = _REDUCED(self.language).format(count=count) if count else ""
        return replace(
            view,
            edges=kept,
            left_out_edges=view.left_out_edges + count,
            omission=" ".join(part for part in (view.omission, told) if part),
        )

    def _sourced(self, view: View) -> View:
        """Return a view with the documents that its passages are of, those that are cited most first."""
        counts: dict[str, int] = {}
        cited = [one.passages for one in view.edges] + [one.passages for one in view.nodes]
        for citation in (citation for some in cited for citation in some):
            if source := self.reading.passages[citation.iri].source:
                counts[source] = counts.get(source, 0) + 1
        order = sorted(counts, key=lambda source: (-counts[source], source))
        sources = tuple(Citation(source, self._edition(source)) for source in order)
        edition = "; ".join(citation.label for citation in sources[:_LONGEST_EDITION])
        if len(sources) > _LONGEST_EDITION:
            edition += _MORE_SOURCES(self.language).format(count=len(sources) - _LONGEST_EDITION)
        return replace(view, sources=sources, edition=edition)

    def _edition(self, source: str) -> str:
        """Return a document with its edition."""
        found = self.store.quads(ox.NamedNode(source), ox.NamedNode(terms.DCTERMS + "alternative"))
        said = sorted(q.object.value for q in found if isinstance(q.object, ox.Literal))
        return ", ".join([self.label(source), *said[:1]])

    def omitted(self, shown: int, every: int, edges: int = 0, how: Text | None = None) -> Omitted:
        """Return what is left out, in words with the way to see it."""
        told = []
        if every > shown:
            told.append(_SHOWN(self.language).format(shown=shown, all=every))
        if edges:
            words = _EDGE if edges == 1 else _EDGES
            told.append(words(self.language).format(count=edges, how=(how or Text("", ""))(self.language)))
        return Omitted(every - shown, edges, " ".join(told))

    def most(self) -> int:
        """Return how many nodes there may be."""
        return self.asked.number("meest", 1, MOST_EVER)


def reduced(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Return the edges without those that follow from a longer way; edges of a choice and within a cycle always stay.

    The transitive reduction of the condensation, which is unique (Aho, Garey and Ullman 1972).

    >>> [e.target for e in reduced([Edge("a", "b"), Edge("b", "c"), Edge("a", "c")])]
    ['b', 'c']
    """
    import networkx as nx

    whole = nx.DiGraph((edge.source, edge.target) for edge in edges if not edge.choice)
    parts = nx.condensation(whole)
    place = parts.graph["mapping"]
    kept = set(nx.transitive_reduction(parts).edges)
    return tuple(
        edge
        for edge in edges
        if edge.choice or place[edge.source] == place[edge.target] or (place[edge.source], place[edge.target]) in kept
    )


def counted(number: int, one: str, many: str) -> str:
    """Return how many there are of something, in words.

    >>> counted(1, "stap", "stappen"), counted(2, "stap", "stappen")
    ('1 stap', '2 stappen')
    """
    return f"{number} {one if number == 1 else many}"


def columns(
    parts: Iterable[tuple[str, Iterable[str]]], shown: Collection[str], *, is_ordered: bool = False
) -> tuple[Group, ...]:
    """Return columns of what is shown, empty ones left out."""
    found = []
    for number, (label, members) in enumerate(parts):
        if kept := tuple(member for member in members if member in shown):
            found.append(Group(f"column-{number}", label, "column", kept, is_ordered))
    return tuple(found)
