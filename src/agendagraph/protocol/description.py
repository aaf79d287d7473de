"""What the endpoint says of itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.engine.limits import Limits
from agendagraph.formats import FORMATS, Format

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_LISTED = 1000
"""So many named graphs are listed; a client that needs more asks for them."""


def describe(
    endpoint: str, *, union: bool, quads: int, graphs: Sequence[tuple[str, int]], limits: Limits
) -> list[ox.Triple]:
    """Return the description of the service.

    Args:
        endpoint: address of the endpoint.
        union: whether the default graph is the union of all graphs.
        quads: how many statements there are.
        graphs: IRI and size of the named graphs.
        limits: of every query.

    Returns:
        Triples about the service: its address, language, formats, features, and the dataset with its graphs.
    """
    service = ox.NamedNode(endpoint + "#service")
    dataset = ox.NamedNode(endpoint + "#dataset")
    default = ox.NamedNode(endpoint + "#default-graph")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    said: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (service, terms.TYPE, sd("Service")),
        (service, sd("endpoint"), ox.NamedNode(endpoint)),
        (service, sd("supportedLanguage"), sd("SPARQL10Query")),
        (service, sd("supportedLanguage"), sd("SPARQL11Query")),
        *((service, sd("resultFormat"), ox.NamedNode(form.standard)) for form in FORMATS.values()),
        (service, sd("defaultDataset"), dataset),
        (
            service,
            ox.NamedNode(terms.RDFS + "comment"),
            ox.Literal(_limits_nl(limits), language="nl"),
        ),
        (
            service,
            ox.NamedNode(terms.RDFS + "comment"),
            ox.Literal(_limits_en(limits), language="en"),
        ),
        (dataset, terms.TYPE, sd("Dataset")),
        (dataset, sd("defaultGraph"), default),
        (default, terms.TYPE, sd("Graph")),
    ]
    if union:
        said.append((service, sd("feature"), sd("UnionDefaultGraph")))
        said.append((default, ox.NamedNode(VOID + "triples"), ox.Literal(quads)))
    triples = [ox.Triple(*one) for one in said]
    for number, (iri, size) in enumerate(sorted(graphs)[:_LISTED], start=1):
        named, graph = ox.NamedNode(f"{endpoint}#named-{number}"), ox.NamedNode(f"{endpoint}#graph-{number}")
        triples += [
            ox.Triple(dataset, sd("namedGraph"), named),
            ox.Triple(named, terms.TYPE, sd("NamedGraph")),
            ox.Triple(named, sd("name"), ox.NamedNode(iri)),
            ox.Triple(named, sd("graph"), graph),
            ox.Triple(graph, terms.TYPE, sd("Graph")),
            ox.Triple(graph, ox.NamedNode(VOID + "triples"), ox.Literal(size)),
        ]
    return triples


def _limits_en(limits: Limits) -> str:
    return (
        f"Read only. A query may run {limits.seconds:g} seconds and is given whole or not at all, "
        f"up to {limits.answer // 1_000_000} MB."
    )


def _limits_nl(limits: Limits) -> str:
    return (
        f"Alleen lezen. Een query mag {limits.seconds:g} seconden duren en wordt geheel of niet beantwoord, "
        f"tot {limits.answer // 1_000_000} MB."
    )


def serialize(triples: Sequence[ox.Triple], form: Format) -> bytes:
    """Return the description in a format for graphs."""
    assert isinstance(form.engine, ox.RdfFormat)
    raw = ox.serialize(triples, format=form.engine, prefixes={"sd": SD, "void": VOID, "rdfs": terms.RDFS})
    assert raw is not None
    return raw
