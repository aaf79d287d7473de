"""The three tests of the service description, of which the manifest gives the names: what is meant by them is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, Namespace, URIRef

from tests.servers import Served
from tests.w3c import manifests
from tests.w3c.outcome import Outcome
from tests.w3c.wire import Request, send

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
SHAPES: Final = Path(__file__).with_name("service-description.ttl")
TERMS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        Aggregate BasicFederatedQuery Dataset DereferencesURIs EmptyGraphs EntailmentProfile EntailmentRegime Feature
        Function Graph GraphCollection Language NamedGraph RequiresDataset SPARQL10Query SPARQL11Query SPARQL11Update
        Service UnionDefaultGraph availableGraphs defaultDataset defaultEntailmentRegime defaultGraph
        defaultSupportedEntailmentProfile endpoint entailmentRegime extensionAggregate extensionFunction feature graph
        inputFormat languageExtension name namedGraph propertyFeature resultFormat supportedEntailmentProfile
        supportedLanguage url
        """,
    )
)
"""Everything that the vocabulary has a name for."""


def run(served: Served, shared: Path) -> Iterator[Outcome]:
    """Yield the outcome of each test."""
    tests: dict[str, Callable[[Served], str]] = {
        "returns-rdf": _returns_rdf,
        "has-endpoint-triple": _has_endpoint,
        "conforms-to-schema": _conforms,
    }
    for name in manifests.service_description(shared):
        yield Outcome("service description", f"service-description/{name}", tests[name](served))


def describe(served: Served, accept: str = "") -> tuple[Graph | None, str]:
    """Return what a service says of itself to a GET without a query, or why that cannot be read."""
    response = send(served, Request("GET", served.query, {"Accept": accept} if accept else {}))
    if response.status != 200:
        return None, f"answered with {response}"
    try:
        return Graph().parse(data=response.body, format=response.media_type, publicID=served.endpoint), ""
    except Exception as error:  # rdflib has no one family of errors
        return None, f"not {response.media_type}: {error!r}"


def _returns_rdf(served: Served) -> str:
    """A GET gives RDF, whether RDF was asked for or nothing was."""
    for accept in ("", "text/turtle", "application/rdf+xml", "application/n-triples"):
        graph, fault = describe(served, accept)
        if not graph:
            return f"Accept {accept!r}: {fault or 'empty'}"
    return ""


def _has_endpoint(served: Served) -> str:
    """The endpoint named is the one that was asked."""
    graph, fault = describe(served)
    if graph is None:
        return fault
    named = {str(endpoint) for endpoint in graph.objects(None, SD.endpoint)}
    return "" if named == {served.endpoint} else f"sd:endpoint is {named or 'not there'}, asked was {served.endpoint}"


def _conforms(served: Served) -> str:
    """Terms of the vocabulary are used as it says, and none that it does not have."""
    import pyshacl

    graph, fault = describe(served)
    if graph is None:
        return fault
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(SD))}
    unknown = {str(term) for term in used if term.removeprefix(str(SD)) not in TERMS}
    if unknown:
        return f"not in the vocabulary: {sorted(unknown)}"
    if (None, RDF.type, SD.Service) not in graph:
        return "no sd:Service"
    conforms, _, text = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES))
    return "" if conforms else text
