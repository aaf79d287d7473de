"""What the graph says about one resource, with the passages that say it: the answer to asking its IRI."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.catalog import names
from agendagraph.errors import UnknownNameError
from agendagraph.publishing.formats import RdfFormat, write
from agendagraph.store import Store
from agendagraph.text import Text

Profile = Literal["concise", "complete"]
PROFILES: Final[tuple[Profile, ...]] = ("concise", "complete")
"""How much is told, the default first."""

ROOT: Final = "https://w3id.org/agendagraph/"
ONTOLOGY: Final = ox.NamedNode(terms.GRAPH + "ontology")
SOURCE: Final = ox.NamedNode(terms.DCTERMS + "source")

_NAMES: Final = (terms.PREF_LABEL, terms.LABEL)
_CITING: Final = {
    terms.TYPE,
    terms.PREF_LABEL,
    terms.LABEL,
    terms.ag("locator"),
    terms.ag("page"),
    ox.NamedNode(terms.DCTERMS + "isPartOf"),
    ox.NamedNode(terms.PROV + "wasGeneratedBy"),
}
"""What a short description tells of a passage or of the graph of a rule; a complete one tells all that is declared of it."""

_IN_GRAPH: Final = "SELECT ?s ?p ?o WHERE { GRAPH $graph { ?s ?p ?o } }"
_LONGEST: Final = 200
"""Longer than this is no name of ours: nothing near it is looked for."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said about a resource.

    Attributes:
        iri: the resource.
        said: the statements, each in the graph of the passage, rule or file that makes it.
        names: the labels of what the statements mention.
        citations: what the graphs of the statements are: passages with their place, rules with their title.
    """

    iri: str
    said: frozenset[ox.Quad]
    names: frozenset[ox.Quad]
    citations: frozenset[ox.Quad]

    @property
    def quads(self) -> frozenset[ox.Quad]:
        """All of it as it stands in the dataset: nothing is added, nothing is moved."""
        return self.said | self.names | self.citations

    @property
    def graphs(self) -> list[str]:
        """The IRIs of the passages and rules that make the statements, sorted."""
        return sorted({quad.graph_name.value for quad in self.said if isinstance(quad.graph_name, ox.NamedNode)})

    @property
    def sourced(self) -> frozenset[ox.Quad]:
        """All of it for formats without named graphs: each described resource with `dcterms:source` its passages."""
        sources = {
            ox.Quad(q.subject, SOURCE, q.graph_name) for q in self.said if isinstance(q.graph_name, ox.NamedNode)
        }
        return self.quads | sources

    def write(self, form: RdfFormat) -> bytes:
        """Return the description in a format; its provenance travels with it in every one."""
        return write(self.quads if form.named else self.sourced, form, first=self.iri)


def describe(store: Store, iri: str, profile: Profile = "concise") -> Description:
    """Return what the graph says about a resource of ours.

    Concise is what is said of it itself, and of a passage or another named graph also what stands in it. Complete adds
    the statements that mention it: links to it, and requirements, milestones and the like about it, in full. Where a
    value or a term of the vocabulary is used is a question, not a description: of those only other terms count.

    Args:
        store: the dataset.
        iri: a thing, statement, passage, source, chapter, value, term of the vocabulary, or a graph made by a rule.
        profile: how much to tell.

    Raises:
        UnknownNameError: the dataset does not know the IRI; the hint has the nearest names.

    >>> from agendagraph.build import build
    >>> mitz = describe(build(check=False).store(), terms.AGD + "mitz")
    >>> terms.AGD + "agenda-2025-04/toestemmingsvoorziening-mitz" in mitz.graphs
    True
    """
    if not exists(store, iri):
        raise unknown(store, iri)
    node = ox.NamedNode(iri)
    said = set(store.quads(node)) | set(_in_graph(store, node))
    if profile == "complete" or not said:
        said |= set(_mentions(store, node))
    cited = {quad.graph_name for quad in said if isinstance(quad.graph_name, ox.NamedNode)}
    whole = profile == "complete"
    return Description(
        iri,
        frozenset(said),
        frozenset(_labels(store, said)),
        frozenset(q for graph in cited for q in store.quads(graph) if whole or q.predicate in _CITING),
    )


def exists(store: Store, iri: str) -> bool:
    """Return whether the dataset knows a resource of ours by this IRI."""
    if not iri.startswith(ROOT):
        return False
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    known = any(True for _ in store.quads(node)) or any(True for _ in store.quads(None, None, node))
    return known or bool(store.rows(_IN_GRAPH + " LIMIT 1", {"graph": node}))


def unknown(store: Store, iri: str) -> UnknownNameError:
    """Return the error for an IRI that the dataset does not know; its hint has the nearest names."""
    name = iri.removeprefix(ROOT).partition("/")[2] or iri.removeprefix(ROOT).partition("#")[2]
    last = name.rpartition("/")[2]
    index = names.index(store)
    near: list[str] = []
    if iri.startswith(terms.AG):
        known = [term.removeprefix(terms.AG) for term in index.classes if term.startswith(terms.AG)]
        near = difflib.get_close_matches(name[:_LONGEST], sorted(known), n=3)
    elif len(last) <= _LONGEST and names.normalize(last):
        near = index.near(last)
    return UnknownNameError(
        Text("Deze IRI is hier niet bekend.", "This IRI is not known here."),
        where=(name or iri)[:_LONGEST],
        hint=Text(f"Bedoeld: {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
        if near
        else Text("Zoek met de vraag zoek.", "Search with the question zoek."),
    )


def _in_graph(store: Store, graph: ox.NamedNode) -> Iterable[ox.Quad]:
    """Yield what stands in a named graph."""
    for row in store.rows(_IN_GRAPH, {"graph": graph}):
        subject, predicate = row["s"], row["p"]
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode):
            yield ox.Quad(subject, predicate, row["o"], graph)


def _mentions(store: Store, node: ox.NamedNode) -> Iterable[ox.Quad]:
    """Yield the statements that mention a resource; those with a node of their own in full."""
    in_vocabulary = node.value.startswith(terms.AG)
    for quad in store.quads(None, None, node):
        if in_vocabulary and quad.graph_name != ONTOLOGY:
            continue
        yield quad
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in statement_nodes(store):
            yield from store.quads(quad.subject)


def _labels(store: Store, quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    """Yield the labels of all that is mentioned in quads."""
    mentioned = {term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    for node in mentioned:
        for predicate in _NAMES:
            yield from store.quads(node, predicate)


_STATEMENTS: WeakKeyDictionary[Store, dict[str, str]] = WeakKeyDictionary()


def statement_nodes(store: Store) -> dict[str, str]:
    """Return the statements that have a node of their own: IRI → the IRI of their class, read once."""
    if store not in _STATEMENTS:
        kinds = {
            quad.subject.value
            for quad in store.quads(None, ox.NamedNode(terms.RDFS + "subClassOf"), terms.ag("Statement"))
            if isinstance(quad.subject, ox.NamedNode)
        }
        found: dict[str, str] = {}
        for quad in store.quads(None, terms.TYPE):
            kind = getattr(quad.object, "value", "")
            if kind in kinds and isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value] = kind
        _STATEMENTS[store] = found
    return _STATEMENTS[store]


Values = dict[str, dict[ox.NamedNode | ox.Literal, list[str]]]
"""Property → value → the passages and rules that give it."""


def values_of(description: Description) -> dict[str, Values]:
    """Return what a description says, by resource; everything is sorted."""
    found: dict[str, Values] = {}
    for quad in sorted(description.said, key=str):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            values = found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, {})
            values.setdefault(quad.object, []).append(getattr(quad.graph_name, "value", ""))
    return found
