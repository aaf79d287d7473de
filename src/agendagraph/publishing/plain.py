"""A description as plain JSON: labels, values and places, for a program that does not read RDF."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing.description import Description, Values, statement_nodes, values_of
from agendagraph.store import DATASET, Store
from agendagraph.text import LANGUAGES

MEDIA_TYPE = "application/json"


def as_json(store: Store, description: Description) -> bytes:
    """Return a description as JSON with every label in both languages; what it is made of names its passages.

    >>> from agendagraph.build import build
    >>> from agendagraph.publishing.description import describe
    >>> store = build(check=False).store()
    >>> told = json.loads(as_json(store, describe(store, terms.AGD + "mitz")))
    >>> told["label"]["nl"], told["kinds"][0]["label"]["en"]
    ('Mitz', 'Facility')
    """
    iri, said = description.iri, values_of(description)
    labels = _Labels(store)
    kinds = sorted(kind.value for kind in said.get(iri, {}).get(terms.TYPE.value, {}))
    told = {
        **labels.of(iri),
        "kinds": [labels.of(kind) for kind in kinds if kind.startswith(terms.AG)],
        "statements": _statements(labels, said.get(iri, {})),
        "told_with_it": [
            {
                **labels.of(other),
                "kind": labels.of(kind) if (kind := statement_nodes(store).get(other)) else None,
                "statements": _statements(labels, values),
            }
            for other, values in sorted(said.items())
            if other != iri
        ],
        "sources": [_source(store, labels, graph) for graph in description.graphs],
        "dataset": {"iri": DATASET.value, "fingerprint": store.fingerprint, "licence": licence(store)},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def licence(store: Store) -> str:
    """Return the IRI of the licence of the data, as the dataset says it."""
    stated = store.quads(DATASET, ox.NamedNode(terms.DCTERMS + "license"))
    return next((quad.object.value for quad in stated if isinstance(quad.object, ox.NamedNode)), "")


class _Labels:
    """The names of resources in both languages, each looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, dict[str, Any]] = {}

    def of(self, iri: str) -> dict[str, Any]:
        """Return a resource with its names."""
        if iri not in self._found:
            labels = {language: self._store.label(iri, language) for language in LANGUAGES}
            self._found[iri] = {"iri": iri, "label": labels}
        return self._found[iri]


def _statements(labels: _Labels, said: Values) -> list[dict[str, Any]]:
    return [
        {"property": labels.of(predicate), "value": _value(labels, value), "sources": sources}
        for predicate, values in said.items()
        for value, sources in values.items()
    ]


def _value(labels: _Labels, value: ox.NamedNode | ox.Literal) -> dict[str, Any]:
    if isinstance(value, ox.NamedNode):
        return labels.of(value.value)
    if value.language:
        return {"text": value.value, "language": value.language}
    return {"text": value.value, "datatype": terms.compact(value.datatype.value)}


def _source(store: Store, labels: _Labels, graph: str) -> dict[str, Any]:
    """Return what a statement stands in: a passage with its place, or what a rule derived."""
    node = ox.NamedNode(graph)
    lines = [
        quad.object.value for quad in store.quads(node, terms.ag("locator")) if isinstance(quad.object, ox.Literal)
    ]
    is_passage = any(quad.object == terms.PASSAGE for quad in store.quads(node, terms.TYPE))
    return {**labels.of(graph), "is_passage": is_passage, "locator": next(iter(lines), "")}
