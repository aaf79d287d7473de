"""Triples about the dataset, said in few words."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.text import Text


class Record:
    """A growing set of triples."""

    def __init__(self) -> None:
        self.quads: set[ox.Quad] = set()

    def say(self, subject: str, kind: str | Iterable[str] = (), **values: object) -> str:
        """Add what a resource is and has, and return its IRI.

        `prefix_name` as a keyword is the property `prefix:name`; a value is an IRI, a literal, a text in two languages,
        or several of those.
        """
        for one in (kind,) if isinstance(kind, str) else kind:
            self._add(subject, "rdf_type", one)
        for name, value in values.items():
            for each in value if isinstance(value, list) else [value]:
                self._add(subject, name, each)
        return subject

    def _add(self, subject: str, name: str, value: object) -> None:
        prefix, _, local = name.partition("_")
        predicate = ox.NamedNode(terms.prefixes()[prefix] + local)
        nodes: list[ox.NamedNode | ox.Literal]
        if isinstance(value, Text):
            nodes = [ox.Literal(value.nl, language="nl"), ox.Literal(value.en, language="en")]
        elif isinstance(value, ox.Literal):
            nodes = [value]
        elif isinstance(value, int):
            nodes = [ox.Literal(value)]
        else:
            nodes = [ox.NamedNode(named(str(value)))]
        self.quads |= {ox.Quad(ox.NamedNode(subject), predicate, node) for node in nodes}


def named(name: str) -> str:
    """Return the IRI of a name with one of our prefixes; an IRI stays one."""
    return terms.expand(name) if name.partition(":")[0] in terms.prefixes() else name
