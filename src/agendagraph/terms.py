"""Namespaces and the few terms that code needs by name; everything else about the vocabulary is in `ontology/`."""

from __future__ import annotations

from functools import cache
from typing import Final

import pyoxigraph as ox

from agendagraph import assets

AG: Final = "https://w3id.org/agendagraph/ns#"
AGD: Final = "https://w3id.org/agendagraph/id/"
GRAPH: Final = "https://w3id.org/agendagraph/graph/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
PROV: Final = "http://www.w3.org/ns/prov#"
SH: Final = "http://www.w3.org/ns/shacl#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

TYPE: Final = ox.NamedNode(RDF + "type")
PREF_LABEL: Final = ox.NamedNode(SKOS + "prefLabel")
ALT_LABEL: Final = ox.NamedNode(SKOS + "altLabel")
HIDDEN_LABEL: Final = ox.NamedNode(SKOS + "hiddenLabel")
FORMER_NAME: Final = ox.NamedNode(AG + "formerName")
LABEL: Final = ox.NamedNode(RDFS + "label")
PASSAGE: Final = ox.NamedNode(AG + "Passage")


def ag(name: str) -> ox.NamedNode:
    """Return the term of the AgendaGraph vocabulary with that local name."""
    return ox.NamedNode(AG + name)


def agd(name: str) -> ox.NamedNode:
    """Return the AgendaGraph thing with that identifier."""
    return ox.NamedNode(AGD + name)


@cache
def prefixes() -> dict[str, str]:
    """Return prefix → namespace, as declared in `ontology/prefixes.ttl`, the only such list.

    >>> prefixes()["ag"]
    'https://w3id.org/agendagraph/ns#'
    """
    store = ox.Store()
    store.extend(ox.parse(path=str(assets.folder("ontology") / "prefixes.ttl")))
    found: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(SH + "prefix"), None, None):
        for other in store.quads_for_pattern(quad.subject, ox.NamedNode(SH + "namespace"), None, None):
            assert isinstance(quad.object, ox.Literal)
            assert isinstance(other.object, ox.Literal)
            found[quad.object.value] = other.object.value
    return dict(sorted(found.items()))


def compact(iri: str) -> str:
    """Return an IRI as a prefixed name where one of our prefixes fits, else unchanged.

    >>> compact("https://w3id.org/agendagraph/id/mitz")
    'agd:mitz'
    """
    best = max(
        ((p, ns) for p, ns in prefixes().items() if iri.startswith(ns) and len(iri) > len(ns)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri


def expand(name: str) -> str:
    """Return the IRI of a prefixed name, of `<iri>`, or of a bare identifier (read as `agd:`).

    >>> expand("mitz")
    'https://w3id.org/agendagraph/id/mitz'
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if colon and prefix in prefixes():
        return prefixes()[prefix] + local
    return name if "://" in name else AGD + name
