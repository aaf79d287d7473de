"""Quads as RDF in every format that linked data are asked in; the same quads always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.errors import NotAcceptableError
from agendagraph.publishing import jsonld
from agendagraph.text import Text


@dataclass(frozen=True, slots=True)
class RdfFormat:
    """A format for RDF.

    Attributes:
        suffix: what its files and addresses end in, without the dot.
        media_type: its name in a header.
        title: its name for people.
        engine: what the engine calls it.
        named: whether it keeps named graphs, so that each statement stands in its passage.
    """

    suffix: str
    media_type: str
    title: str
    engine: ox.RdfFormat
    named: bool = False

    @property
    def content_type(self) -> str:
        """The media type with what a client must know to read the bytes."""
        return self.media_type + ("; charset=utf-8" if self.media_type.startswith("text/") else "")


RDF: Final[dict[str, RdfFormat]] = {
    form.suffix: form
    for form in (
        RdfFormat("ttl", "text/turtle", "Turtle", ox.RdfFormat.TURTLE),
        RdfFormat("jsonld", "application/ld+json", "JSON-LD", ox.RdfFormat.JSON_LD),
        RdfFormat("rdf", "application/rdf+xml", "RDF/XML", ox.RdfFormat.RDF_XML),
        RdfFormat("nt", "application/n-triples", "N-Triples", ox.RdfFormat.N_TRIPLES),
        RdfFormat("trig", "application/trig", "TriG", ox.RdfFormat.TRIG, named=True),
        RdfFormat("nq", "application/n-quads", "N-Quads", ox.RdfFormat.N_QUADS, named=True),
    )
}
"""Every RDF format by its suffix, in the order in which they are offered."""

JSON_LD_GRAPHS: Final = replace(RDF["jsonld"], named=True)
"""JSON-LD with named graphs; what we answer in JSON-LD has none, because few readers expect them."""

_UNWRITTEN: Final = {terms.RDF + "type", terms.RDF + "langString", terms.XSD + "string"}
_HEADER = re.compile(r"(?:@prefix [^\n]*\n)+")
_XML_CANNOT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(quads: Iterable[ox.Quad], form: RdfFormat, first: str = "") -> bytes:
    """Return quads in a format: sorted, with only the prefixes that occur, in their order.

    Args:
        quads: what to write; a format without named graphs writes every triple once.
        form: one of `RDF`.
        first: the IRI of the resource that it is about and that a reader wants to see first.

    Raises:
        NotAcceptableError: XML has no way to write some character of a text.

    >>> quad = ox.Quad(terms.agd("x"), terms.TYPE, terms.ag("Law"), terms.agd("p"))
    >>> print(write([quad], RDF["ttl"]).decode())
    @prefix ag: <https://w3id.org/agendagraph/ns#> .
    @prefix agd: <https://w3id.org/agendagraph/id/> .
    agd:x a ag:Law .
    <BLANKLINE>
    """
    found = set(quads)

    def place(row: Any) -> tuple[Any, ...]:
        graph = str(row.graph_name) if form.named else ""
        subject, predicate = str(row.subject), str(row.predicate)
        return graph, subject != f"<{first}>", subject, row.predicate != terms.TYPE, predicate, str(row.object)

    rows: list[Any] = sorted(found if form.named else {quad.triple for quad in found}, key=place)
    if form.suffix == "jsonld":
        return jsonld.write(rows)
    if form.suffix == "rdf" and any(_XML_CANNOT.search(getattr(row.object, "value", "")) for row in rows):
        raise NotAcceptableError(
            Text("Een tekst hierin past niet in XML.", "A text in this does not fit in XML."),
            hint=Text("Vraag om een ander formaat, zoals Turtle.", "Ask for another format, such as Turtle."),
        )
    raw = ox.serialize(rows, format=form.engine, prefixes=_used(found))
    assert raw is not None
    return _ordered(raw) if form.suffix in {"ttl", "trig"} else raw


def _ordered(raw: bytes) -> bytes:
    """Return Turtle or TriG with its prefixes sorted: the engine writes them in any order."""
    text = raw.decode("utf-8")
    header = _HEADER.match(text)
    if header is None:
        return raw
    lines = sorted(header[0].splitlines(keepends=True))
    return ("".join(lines) + text[header.end() :]).encode("utf-8")


def _names(quads: Iterable[ox.Quad]) -> set[str]:
    """Return the IRIs that are written out: not that of `a`, nor the datatypes of plain texts."""
    found: set[str] = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
            elif isinstance(term, ox.Literal):
                found.add(term.datatype.value)
    return found - _UNWRITTEN


def _used(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Return the prefixes that shorten something in the quads; of two that fit the longer one is meant."""
    used = {terms.compact(iri).partition(":")[0] for iri in _names(quads)}
    return {prefix: namespace for prefix, namespace in terms.prefixes().items() if prefix in used}
