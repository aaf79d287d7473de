"""Just the statements of a view, as RDF: Turtle, JSON-LD, and TriG in which each statement stands in its passage."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import Edge, View
from agendagraph.results import rdf

Term = ox.NamedNode | ox.BlankNode

_FIRM = frozenset({"", "InForce", "InUse"})
_BINDING = frozenset({"", "Must", "Descriptive"})


def write_turtle(view: View, _laid: Laid | None = None) -> bytes:
    """Return the statements as Turtle."""
    return rdf(_Statements(legible(view)).triples(), ox.RdfFormat.TURTLE)


def write_jsonld(view: View, _laid: Laid | None = None) -> bytes:
    """Return the statements as JSON-LD."""
    return rdf(_Statements(legible(view)).triples(), ox.RdfFormat.JSON_LD)


def write_trig(view: View, _laid: Laid | None = None) -> bytes:
    """Return the statements as TriG: those about an edge in a graph named after each passage that it is cited from."""
    return rdf(_Statements(legible(view)).quads(), ox.RdfFormat.TRIG)


class _Statements:
    """What a view says, without saying more than its sources do.

    A relation that simply holds is a triple. One that is only wished, planned, reserved, one of several, or from the editors is a
    node that carries those, as in the data themselves: `ag:Requirement` for a choice, otherwise `ag:Relation`.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._terms = {node.id: _named(node.id) or ox.BlankNode(f"n{n}") for n, node in enumerate(view.nodes, 1)}

    def triples(self) -> list[ox.Triple]:
        """Return all statements once, without where they are from."""
        return list(dict.fromkeys(ox.Triple(q.subject, q.predicate, q.object) for q in self.quads()))

    def quads(self) -> list[ox.Quad]:
        """Return all statements, in the order of the view; those without a passage stand in the default graph."""
        return list(dict.fromkeys([*self._nodes(), *self._edges()]))

    def _nodes(self) -> Iterator[ox.Quad]:
        for node in self.view.nodes:
            subject = self._terms[node.id]
            if node.kind and (kind := _named(terms.AG + node.kind)):
                yield ox.Quad(subject, terms.TYPE, kind)
            yield ox.Quad(subject, terms.PREF_LABEL, ox.Literal(node.label, language=self.view.language))
            if node.status and (status := _named(terms.AG + node.status)):
                yield ox.Quad(subject, terms.ag("status"), status)
        for edge in self.view.edges:
            if edge.label and (predicate := _named(edge.predicate)):
                yield ox.Quad(predicate, terms.LABEL, ox.Literal(edge.label, language=self.view.language))
        for citation in sorted({c for edge in self.view.edges for c in edge.passages}, key=lambda c: (c.iri, c.label)):
            if (passage := _named(citation.iri)) and citation.label:
                yield ox.Quad(passage, terms.LABEL, ox.Literal(citation.label, language=self.view.language))

    def _edges(self) -> Iterator[ox.Quad]:
        for number, edge in enumerate(self.view.edges, 1):
            graphs = [found for passage in edge.passages if (found := _named(passage.iri))]
            for triple in self._edge(edge, number):
                yield from (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for graph in graphs)
                if not graphs:
                    yield ox.Quad(triple.subject, triple.predicate, triple.object)

    def _edge(self, edge: Edge, number: int) -> Iterator[ox.Triple]:
        source, target, predicate = self._terms[edge.source], self._terms[edge.target], _named(edge.predicate)
        simply = edge.status in _FIRM and edge.force in _BINDING and not (edge.qualifier or edge.choice)
        if predicate and simply and edge.basis != "Editorial":
            yield ox.Triple(source, predicate, target)
            return
        if edge.choice:
            node: Term = _named(edge.choice) or ox.BlankNode("c" + _safe(edge.choice))
            yield ox.Triple(node, terms.TYPE, terms.ag("Requirement"))
            yield ox.Triple(node, terms.ag("dependent"), source)
            yield ox.Triple(node, terms.ag("prerequisite"), target)
        else:
            node = ox.BlankNode(f"r{number}")
            yield ox.Triple(node, terms.TYPE, terms.ag("Relation"))
            yield ox.Triple(node, terms.ag("subject"), source)
            yield ox.Triple(node, terms.ag("object"), target)
        if predicate and not edge.choice:
            yield ox.Triple(node, terms.ag("predicate"), predicate)
        elif edge.label:
            yield ox.Triple(node, terms.LABEL, ox.Literal(edge.label, language=self.view.language))
        for name, value in (("force", edge.force), ("status", edge.status), ("basis", edge.basis)):
            if value and (concept := _named(terms.AG + value)):
                yield ox.Triple(node, terms.ag(name), concept)
        if edge.qualifier:
            yield ox.Triple(node, terms.ag("qualifier"), ox.Literal(edge.qualifier, language=self.view.language))


def _named(iri: str) -> ox.NamedNode | None:
    """Return an IRI as a term, or none where it is no absolute IRI."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _safe(text: str) -> str:
    return text.encode("utf-8").hex()
