"""The questions as examples in RDF, in the pattern of the SIB Swiss Institute of Bioinformatics: queries that run as they are.

The pattern, of https://github.com/sib-swiss/sparql-examples: each query is an `sh:SPARQLSelectExecutable` with its text, what
it asks in words, keywords and the endpoint that it is for. Editors of SPARQL that read it offer the queries to their users.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.binding import fill
from agendagraph.catalog.query import NamedQuery, load
from agendagraph.catalog.run import bind
from agendagraph.store import Store
from agendagraph.text import LANGUAGES, Language

SCHEMA: Final = "https://schema.org/"
QUERIES: Final = "https://w3id.org/agendagraph/queries/"
"""Begins the IRI of every example."""

_ANY_URI: Final = ox.NamedNode(terms.XSD + "anyURI")
_PREFIXES: Final = ox.NamedNode("https://w3id.org/agendagraph/prefixes")
_HEADER: Final = re.compile(r"^#\+.*\n", re.MULTILINE)
_PREFIXED: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|(?<![\w$?])([A-Za-z][\w-]*):')
"""A prefix, or a string or IRI in which a colon means nothing."""


def runnable(store: Store, query: NamedQuery, language: Language = "nl") -> str:
    """Return a question as SPARQL that runs as it is: its parameters filled in with their example, its prefixes declared.

    Of a parameter that takes several values the first is filled in; those that may be left out are.

    Args:
        store: the dataset in which the example values are looked up.
        query: the question.
        language: of the texts in the answer.
    """
    given = {p.name: p.examples[:1] for p in query.parameters if p.required}
    bound = bind(store, query, given, language)
    text = fill(_HEADER.sub("", query.text), {name: values[0] for name, values in bound.items()})
    used = {match[1] for match in _PREFIXED.finditer(text) if match[1]}
    heads = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in terms.prefixes().items() if prefix in used]
    return "\n".join([*heads, text.strip()])


def examples(store: Store, endpoint: str) -> list[ox.Triple]:
    """Return every question as an example.

    Args:
        store: the dataset.
        endpoint: address of the SPARQL endpoint that the examples are for.

    Returns:
        The same triples in the same order for the same dataset and endpoint.
    """
    return [*_declared(), *(triple for query in load() for triple in _example(store, query, endpoint))]


def as_turtle(triples: Iterable[ox.Triple]) -> str:
    """Return triples as Turtle, the same bytes every time: the engine writes prefixes in no fixed order."""
    used = {"rdfs": terms.RDFS, "schema": SCHEMA, "sh": terms.SH, "xsd": terms.XSD}
    raw = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    lines = raw.decode("utf-8").splitlines(keepends=True) if raw else []
    heads = list(itertools.takewhile(lambda line: line.startswith("@prefix"), lines))
    return "".join([*sorted(heads), *lines[len(heads) :]])


def _example(store: Store, query: NamedQuery, endpoint: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(QUERIES + query.id)
    for kind in ("SPARQLExecutable", "SPARQLSelectExecutable"):
        yield ox.Triple(node, terms.TYPE, ox.NamedNode(terms.SH + kind))
    for language in LANGUAGES:
        title = ox.Literal(query.title(language), language=language)
        yield ox.Triple(node, terms.LABEL, title)
        words = f"{query.title(language)} {query.description(language)}"
        yield ox.Triple(node, ox.NamedNode(terms.RDFS + "comment"), ox.Literal(words, language=language))
        for keyword in dict.fromkeys(p.label(language) for p in query.parameters if p.type != "lang"):
            yield ox.Triple(node, ox.NamedNode(SCHEMA + "keywords"), ox.Literal(keyword, language=language))
    yield ox.Triple(node, ox.NamedNode(SCHEMA + "keywords"), ox.Literal(query.id))
    yield ox.Triple(node, ox.NamedNode(SCHEMA + "target"), ox.NamedNode(endpoint))
    yield ox.Triple(node, ox.NamedNode(terms.SH + "prefixes"), _PREFIXES)
    yield ox.Triple(node, ox.NamedNode(terms.SH + "select"), ox.Literal(runnable(store, query)))


def _declared() -> Iterator[ox.Triple]:
    """Yield the prefixes, for readers that take them from there instead of from the query."""
    for prefix, iri in terms.prefixes().items():
        # An IRI instead of a blank node, so that the same dataset gives the same bytes.
        node = ox.NamedNode(f"{_PREFIXES.value}#{prefix}")
        yield ox.Triple(_PREFIXES, ox.NamedNode(terms.SH + "declare"), node)
        yield ox.Triple(node, ox.NamedNode(terms.SH + "prefix"), ox.Literal(prefix))
        yield ox.Triple(node, ox.NamedNode(terms.SH + "namespace"), ox.Literal(iri, datatype=_ANY_URI))
