"""Answers of queries as plain tuples, read from the four formats of results and from RDF.

The four formats are read here and not by the engine's own library: a fault of its writer is not to be hidden by its reader.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pyoxigraph as ox

from tests.w3c.terms import XSD, Row, Term, literal, same

MEDIA_TYPES: Final = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_SRX: Final = "{http://www.w3.org/2005/sparql-results#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_DIRECTION: Final = "{http://www.w3.org/2005/11/its}dir"
_TSV_TERM: Final = re.compile(r'<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@(\S+)|\^\^<([^>]*)>)?|(\S+)')
_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Answer:
    """A boolean, rows with their variables, or a graph: rows of three without variables."""

    boolean: bool | None = None
    variables: tuple[str, ...] | None = None
    rows: tuple[Row, ...] = ()

    def equals(self, other: Answer, *, ordered: bool = False) -> bool:
        """Return whether both say the same, up to the names of blank nodes and the order of columns."""
        if self.boolean is not None or other.boolean is not None:
            return self.boolean == other.boolean
        if (self.variables is None) != (other.variables is None):
            return False
        if self.variables is None:
            return same(list(set(self.rows)), list(set(other.rows)))
        if sorted(self.variables) != sorted(other.variables or ()):
            return False
        return same(self._aligned(), other._aligned(), ordered=ordered)

    def _aligned(self) -> list[Row]:
        places = sorted(range(len(self.variables or ())), key=lambda place: (self.variables or ())[place])
        return [tuple(row[place] for place in places) for row in self.rows]


def read(body: bytes, media_type: str, base: str = "") -> Answer:
    """Return what an answer says.

    Raises:
        ValueError: it is not in the format it says to be in.
    """
    readers = {
        "application/sparql-results+xml": _xml,
        "application/sparql-results+json": _json,
        "text/csv": _csv,
        "text/tab-separated-values": _tsv,
    }
    try:
        if media_type in readers:
            return readers[media_type](body)
        form = ox.RdfFormat.from_media_type(media_type)
        if form is None:
            raise ValueError(f"unknown media type {media_type!r}")
        return Answer(
            rows=tuple(tuple(map(term_of, quad.triple)) for quad in ox.parse(body, form, base_iri=base or None))
        )
    except (SyntaxError, KeyError, IndexError, json.JSONDecodeError, ElementTree.ParseError) as error:
        raise ValueError(f"not {media_type}: {error!r}") from error


def expected(path: Path, base: str) -> tuple[Answer, str]:
    """Return the result that a file of a suite has, and the media type to ask for; rows may be told in RDF, too."""
    media_type = MEDIA_TYPES[path.suffix]
    answer = read(path.read_bytes(), media_type, base)
    sets = [row[0] for row in answer.rows if row[2:] == (("iri", f"{_RS}ResultSet"),)]
    if not sets:
        return answer, media_type
    told: dict[tuple[Term, Term], list[Term]] = {}
    for s, p, o in answer.rows:
        told.setdefault((s, p), []).append(o)

    def values(node: Term, name: str) -> list[Term]:
        return told.get((node, ("iri", _RS + name)), [])

    variables = tuple(sorted(term[1] for term in values(sets[0], "resultVariable") if term))
    rows = []
    for solution in values(sets[0], "solution"):
        pairs = [(values(one, "variable")[0], values(one, "value")[0]) for one in values(solution, "binding")]
        bound = {name[1]: value for name, value in pairs if name}
        rows.append(tuple(bound.get(name) for name in variables))
    return Answer(variables=variables, rows=tuple(rows)), MEDIA_TYPES[".srj"]


def term_of(term: Any) -> Term:
    """Return a term of pyoxigraph as a plain tuple."""
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if isinstance(term, ox.BlankNode):
        return ("bnode", term.value)
    if isinstance(term, ox.Triple):
        return ("triple", *map(term_of, term))
    direction = str(term.direction.value) if getattr(term, "direction", None) else ""
    return literal(term.value, term.datatype.value, term.language or "", direction)


def _xml(body: bytes) -> Answer:
    root = ElementTree.fromstring(body)
    said = root.findtext(f"{_SRX}boolean")
    if said is not None:
        return Answer(boolean={"true": True, "false": False}[said.strip()])
    variables = tuple(one.attrib["name"] for one in root.iterfind(f"{_SRX}head/{_SRX}variable"))
    rows = []
    for result in root.iterfind(f"{_SRX}results/{_SRX}result"):
        bound = {binding.attrib["name"]: _xml_term(binding[0]) for binding in result}
        if not bound.keys() <= set(variables):
            raise KeyError(f"columns that are not in the head: {bound.keys() - set(variables)}")
        rows.append(tuple(bound.get(name) for name in variables))
    return Answer(variables=variables, rows=tuple(rows))


def _xml_term(node: ElementTree.Element) -> Term:
    text, kind = node.text or "", node.tag.removeprefix(_SRX)
    if kind == "uri":
        return ("iri", text)
    if kind == "bnode":
        return ("bnode", text)
    if kind == "triple":
        return ("triple", *(_xml_term(part[0]) for part in node))
    return literal(text, node.get("datatype"), node.get(_LANG, ""), node.get(_DIRECTION, ""))


def _json(body: bytes) -> Answer:
    told = json.loads(body)
    if "boolean" in told:
        return Answer(boolean=told["boolean"])
    variables = tuple(told["head"]["vars"])
    bindings = told["results"]["bindings"]
    rows = tuple(tuple(_json_term(row[name]) if name in row else None for name in variables) for row in bindings)
    return Answer(variables=variables, rows=rows)


def _json_term(told: dict[str, Any]) -> Term:
    value, kind = told["value"], told["type"]
    if kind == "triple":
        return ("triple", *(_json_term(value[part]) for part in ("subject", "predicate", "object")))
    if kind in {"uri", "bnode"}:
        return ("iri" if kind == "uri" else kind, value)
    return literal(value, told.get("datatype"), told.get("xml:lang", ""), told.get("its:dir", ""))


def _csv(body: bytes) -> Answer:
    """Read CSV, in which terms are text: what looks like a blank node is one, numbers are compared by value."""
    head, *rows = csv.reader(io.StringIO(body.decode()))
    return Answer(variables=tuple(head), rows=tuple(tuple(map(_csv_term, row)) for row in rows))


def _csv_term(text: str) -> Term:
    if text.startswith("_:"):
        return ("bnode", text[2:])
    return literal(text, XSD + "double") if re.fullmatch(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?", text) else literal(text)


def _tsv(body: bytes) -> Answer:
    head, *lines = body.decode().removesuffix("\n").split("\n")
    variables = tuple(name.removeprefix("?") for name in head.rstrip("\r").split("\t")) if head else ()
    rows = [tuple(_tsv_term(cell) for cell in line.rstrip("\r").split("\t")) for line in lines]
    if any(len(row) != len(variables) for row in rows):
        raise KeyError("a row with more or fewer cells than there are variables")
    return Answer(variables=variables, rows=tuple(rows))


def _tsv_term(cell: str) -> Term:
    if not cell:
        return None
    found = _TSV_TERM.fullmatch(cell)
    if not found:
        raise KeyError(f"not a term: {cell!r}")
    iri, bnode, text, language, datatype, bare = found.groups()
    if iri is not None:
        return ("iri", iri)
    if bnode is not None:
        return ("bnode", bnode)
    if text is not None:
        plain = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), text)
        return literal(plain, datatype, language or "")
    if bare in {"true", "false"}:
        return literal(bare, XSD + "boolean")
    kind = "integer" if re.fullmatch(r"[+-]?\d+", bare) else "double" if re.search("[eE]", bare) else "decimal"
    return literal(bare, XSD + kind)
