"""What is in a dataset, counted: statements, things, classes, properties, sources, links to elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing.description import ROOT
from agendagraph.store import Store

_PART_OF: Final = terms.DCTERMS + "isPartOf"
_CARRIED: Final = {"agd", "agenda", "ambities", "editorial", "kennemerland", "spec", "graph", "xsd"}
"""Prefixes of ours that shorten names of things: no vocabularies."""


@dataclass(slots=True)
class Statistics:
    """The counts of a dataset.

    Attributes:
        quads, triples: statements, each in its graph, and without regard to graphs.
        subjects, objects: how many different ones there are.
        entities: things, passages and statements under our own namespace.
        graphs: statements in each named graph.
        classes, properties: instances of each class, statements with each property.
        sources: statements in the passages of each source.
        passages: how many there are.
        links: host elsewhere → property → links to it.
        edition: the last day on which a source was read, else on which one was issued; as written, with its datatype.
    """

    quads: int = 0
    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    graphs: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    passages: int = 0
    links: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    edition: ox.Literal | None = None

    @property
    def vocabularies(self) -> list[str]:
        """The vocabularies that classes and properties are from: those of our prefixes, without the hash sign."""
        used = {terms.compact(iri).partition(":")[0] for iri in (*self.classes, *self.properties)}
        known = terms.prefixes()
        return sorted(known[prefix].removesuffix("#") for prefix in used - _CARRIED if prefix in known)


def count(store: Store) -> Statistics:
    """Return the counts of a dataset; they are made once.

    >>> from agendagraph.build import build
    >>> counts = count(build(check=False).store())
    >>> counts.quads == sum(counts.graphs.values())
    True
    """
    if store not in _COUNTED:
        _COUNTED[store] = _count(store)
    return _COUNTED[store]


def _count(store: Store) -> Statistics:
    found = Statistics()
    triples = {quad.triple for quad in store.quads()}
    whole: dict[str, str] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    days: dict[str, set[tuple[str, ox.Literal]]] = defaultdict(set)
    for quad in store.quads():
        found.quads += 1
        found.graphs[getattr(quad.graph_name, "value", "")] += 1
    for triple in triples:
        subject, predicate, object_ = getattr(triple.subject, "value", ""), triple.predicate.value, triple.object
        found.properties[predicate] += 1
        if isinstance(object_, ox.NamedNode):
            if predicate == terms.TYPE.value:
                kinds[object_.value].add(subject)
            elif subject.startswith(terms.AGD) and not object_.value.startswith(ROOT):
                found.links[urlsplit(object_.value).netloc][predicate] += 1
            if predicate == _PART_OF:
                whole[subject] = object_.value
        elif isinstance(object_, ox.Literal) and predicate in {terms.AG + "readOn", terms.DCTERMS + "issued"}:
            days[predicate].add((object_.value, object_))
    found.triples = len(triples)
    found.subjects = len({triple.subject for triple in triples})
    found.objects = len({triple.object for triple in triples})
    found.entities = len({s for members in kinds.values() for s in members if s.startswith(terms.AGD)})
    found.classes = Counter({kind: len(members) for kind, members in kinds.items()})
    found.passages = found.classes[terms.PASSAGE.value]
    last = max(days[terms.AG + "readOn"] or days[terms.DCTERMS + "issued"], key=lambda day: day[0], default=None)
    found.edition = last[1] if last else None
    for graph, statements in found.graphs.items():
        source = whole.get(
            whole.get(graph, ""), whole.get(graph, "")
        )  # a heading is part of a page, a page of a source
        if source in kinds[terms.AG + "Source"]:
            found.sources[source] += statements
    return found


_COUNTED: WeakKeyDictionary[Store, Statistics] = WeakKeyDictionary()
