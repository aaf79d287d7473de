"""A description as plain JSON: labels, values and places, for a program that does not read RDF."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing.description import Description, statement_nodes, values_of
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
    iri = description.iri
    subjects = {quad.subject.value for quad in description.said if isinstance(quad.subject, ox.NamedNode)}
    kinds = sorted({value.value for value in values_of(description, iri).get(terms.TYPE.value, {})})
    told = {
        **_named(store, iri),
        "kinds": [_named(store, kind) for kind in kinds if kind.startswith(terms.AG)],
        "statements": _statements(store, description, iri),
        "told_with_it": [
            {
                **_named(store, other),
                "kind": _named(store, kind) if (kind := statement_nodes(store).get(other)) else None,
                "statements": _statements(store, description, other),
            }
            for other in sorted(subjects - {iri})
        ],
        "sources": [_source(store, graph) for graph in description.graphs],
        "dataset": {"iri": DATASET.value, "fingerprint": store.fingerprint, "licence": licence(store)},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def licence(store: Store) -> str:
    """Return the IRI of the licence of the data, as the dataset says it."""
    stated = store.quads(DATASET, ox.NamedNode(terms.DCTERMS + "license"))
    return next((quad.object.value for quad in stated if isinstance(quad.object, ox.NamedNode)), "")


def _named(store: Store, iri: str) -> dict[str, Any]:
    return {"iri": iri, "label": {language: store.label(iri, language) for language in LANGUAGES}}


def _statements(store: Store, description: Description, iri: str) -> list[dict[str, Any]]:
    return [
        {"property": _named(store, predicate), "value": _value(store, value), "sources": sources}
        for predicate, values in values_of(description, iri).items()
        for value, sources in values.items()
    ]


def _value(store: Store, value: ox.NamedNode | ox.Literal) -> dict[str, Any]:
    if isinstance(value, ox.NamedNode):
        return _named(store, value.value)
    if value.language:
        return {"text": value.value, "language": value.language}
    return {"text": value.value, "datatype": terms.compact(value.datatype.value)}


def _source(store: Store, graph: str) -> dict[str, Any]:
    """Return what a statement stands in: a passage with its place, or what a rule derived."""
    node = ox.NamedNode(graph)
    lines = [
        quad.object.value for quad in store.quads(node, terms.ag("locator")) if isinstance(quad.object, ox.Literal)
    ]
    is_passage = any(quad.object == terms.PASSAGE for quad in store.quads(node, terms.TYPE))
    return {**_named(store, graph), "is_passage": is_passage, "locator": next(iter(lines), "")}
