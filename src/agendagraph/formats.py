"""The formats in which the engine writes what a query yields: one table for the command line, the pages and the endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

Kind = Literal["rows", "graph"]
"""What a query yields: a table or a boolean (SELECT, ASK), or a graph (CONSTRUCT, DESCRIBE)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of query results.

    Attributes:
        name: what the command line and the parameter `format` call it.
        media_type: what it is called in `Content-Type` and `Accept`.
        kind: whether it is for tables or for graphs.
        engine: what the engine calls it.
        suffix: of a file in this format.
        standard: IRI of the format, as service descriptions use it.
        aliases: what else askers call it in `Accept`.
    """

    name: str
    media_type: str
    kind: Kind
    engine: ox.QueryResultsFormat | ox.RdfFormat
    suffix: str
    standard: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The header Content-Type: text needs its encoding said."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_W3 = "http://www.w3.org/ns/formats/"

FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format(
            "json",
            "application/sparql-results+json",
            "rows",
            ox.QueryResultsFormat.JSON,
            "srj",
            _W3 + "SPARQL_Results_JSON",
            ("application/json",),
        ),
        Format(
            "xml",
            "application/sparql-results+xml",
            "rows",
            ox.QueryResultsFormat.XML,
            "srx",
            _W3 + "SPARQL_Results_XML",
            ("application/xml", "text/xml"),
        ),
        Format("csv", "text/csv", "rows", ox.QueryResultsFormat.CSV, "csv", _W3 + "SPARQL_Results_CSV"),
        Format(
            "tsv", "text/tab-separated-values", "rows", ox.QueryResultsFormat.TSV, "tsv", _W3 + "SPARQL_Results_TSV"
        ),
        Format("turtle", "text/turtle", "graph", ox.RdfFormat.TURTLE, "ttl", _W3 + "Turtle", ("application/x-turtle",)),
        Format(
            "ntriples",
            "application/n-triples",
            "graph",
            ox.RdfFormat.N_TRIPLES,
            "nt",
            _W3 + "N-Triples",
            ("text/plain",),
        ),
        Format(
            "jsonld",
            "application/ld+json",
            "graph",
            ox.RdfFormat.JSON_LD,
            "jsonld",
            _W3 + "JSON-LD",
            ("application/json",),
        ),
        Format(
            "rdfxml",
            "application/rdf+xml",
            "graph",
            ox.RdfFormat.RDF_XML,
            "rdf",
            _W3 + "RDF_XML",
            ("application/xml", "text/xml"),
        ),
        Format("trig", "application/trig", "graph", ox.RdfFormat.TRIG, "trig", _W3 + "TriG"),
        Format("nquads", "application/n-quads", "graph", ox.RdfFormat.N_QUADS, "nq", _W3 + "N-Quads"),
    )
}
"""Every format by its name, the default of each kind first."""


def of_kind(kind: Kind) -> tuple[Format, ...]:
    """Return the formats of a kind, the default first.

    >>> [form.name for form in of_kind("rows")]
    ['json', 'xml', 'csv', 'tsv']
    """
    return tuple(form for form in FORMATS.values() if form.kind == kind)
