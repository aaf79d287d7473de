"""Quads as compacted JSON-LD in our short names, with the part of our context that it takes to read them.

rdflib compacts, too, but drops a value that is false, zero or empty where a property has another value after it. Our data
have IRIs for nodes, so that what is left of https://www.w3.org/TR/json-ld11/ is short.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any, Final

import pyoxigraph as ox

from agendagraph import assets, terms

_BOOLEANS: Final = {"true": True, "false": False}
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every reader of JSON takes for the same number, and writes in the same way again."""


def context_file() -> bytes:
    """Return our JSON-LD context, as it is served; nobody needs to fetch it to read an answer."""
    return (assets.folder("ontology") / "context.jsonld").read_bytes()


def write(rows: Iterable[Any]) -> bytes:
    """Return triples, or quads in their graphs, as JSON-LD.

    Args:
        rows: sorted by graph, subject and predicate, in the order in which they are to be read.

    >>> print(write([ox.Triple(terms.agd("x"), terms.TYPE, terms.ag("Law"))]).decode())
    {
     "@context": {
      "Law": "ag:Law",
      "ag": "https://w3id.org/agendagraph/ns#",
      "agd": "https://w3id.org/agendagraph/id/"
     },
     "@graph": [
      {
       "@id": "agd:x",
       "@type": "Law"
      }
     ]
    }
    <BLANKLINE>
    """
    writer = _Writer()
    graph: list[Any] = []
    for name, inside in groupby(rows, key=lambda row: getattr(row, "graph_name", ox.DefaultGraph())):
        nodes = writer.nodes(inside)
        graph += nodes if isinstance(name, ox.DefaultGraph) else [{"@id": writer.name(name), "@graph": nodes}]
    whole = {"@context": dict(sorted(writer.context.items())), "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


@cache
def _words() -> dict[str, tuple[str, Any]]:
    """Return our short names: IRI → name and what the context says of it."""
    context: dict[str, Any] = json.loads(context_file())["@context"]
    meant = {name: told["@id"] if isinstance(told, dict) else told for name, told in context.items()}
    return {terms.expand(iri): (name, context[name]) for name, iri in meant.items() if iri.startswith("ag:")}


class _Writer:
    """Writes nodes, and gathers the context of what it wrote."""

    def __init__(self) -> None:
        self.context: dict[str, Any] = {}
        self._names: dict[str, str] = {}

    def nodes(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Return the nodes of one graph."""
        found = []
        for subject, about in groupby(rows, key=lambda row: row.subject):
            node: dict[str, list[Any]] = {}
            for row in about:
                key, value = self._said(row.predicate, row.object)
                node.setdefault(key, []).append(value)
            found.append({"@id": self.name(subject)} | {k: v if len(v) > 1 else v[0] for k, v in node.items()})
        return found

    def name(self, node: Any) -> str:
        """Return a node as a reference: a prefixed name where one of our prefixes fits."""
        if not isinstance(node, ox.NamedNode):
            return str(node)
        if node.value not in self._names:
            short = self._names[node.value] = terms.compact(node.value)
            if short != node.value:
                prefix = short.partition(":")[0]
                self.context[prefix] = terms.prefixes()[prefix]
        return self._names[node.value]

    def _word(self, iri: str) -> str:
        name, told = _words()[iri]
        self.context |= {name: told, "ag": terms.AG}
        return name

    def _said(self, predicate: ox.NamedNode, value: Any) -> tuple[str, Any]:
        """Return a property and a value of it, in as few words as the context allows."""
        is_node = isinstance(value, ox.NamedNode | ox.BlankNode)
        if predicate == terms.TYPE and is_node:
            is_short = getattr(value, "value", "") in _words()
            return "@type", self._word(value.value) if is_short else self.name(value)
        if predicate == terms.TYPE:
            return predicate.value, self._literal(value)
        _, told = _words().get(predicate.value, ("", None))
        is_coerced = isinstance(told, dict) and "@type" in told
        key = self._word(predicate.value) if told and is_coerced == is_node else self.name(predicate)
        if is_node:
            return key, self.name(value) if told and is_coerced else {"@id": self.name(value)}
        return key, self._literal(value)

    def _literal(self, value: ox.Literal) -> Any:
        if value.language:
            return {"@language": value.language, "@value": value.value}
        kind = value.datatype.value.removeprefix(terms.XSD)
        if kind == "string":
            return value.value
        if kind == "boolean" and value.value in _BOOLEANS:
            return _BOOLEANS[value.value]
        if kind == "integer" and _INTEGER.fullmatch(value.value):
            return int(value.value)
        return {"@type": self.name(value.datatype), "@value": value.value}
