"""Passages: the places in the documents that statements are taken from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.store import Store
from agendagraph.text import Text

_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: a page, or a heading on one."""

    iri: str
    heading: Text
    page: str
    source: str
    chapter: str
    order: int
    locator: str
    describes: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        """Whether it is a page rather than a heading on one."""
        return self.page == self.iri


def first_line(locator: str) -> int:
    """Return the first line of a locator, for sorting.

    >>> first_line("L1689-1792")
    1689
    """
    number = _NUMBER.search(locator)
    return int(number[0]) if number else 0


def instances(store: Store, kind: str) -> list[ox.NamedNode]:
    """Return the instances of a class."""
    return [q.subject for q in store.quads(None, terms.TYPE, terms.ag(kind)) if isinstance(q.subject, ox.NamedNode)]


def load(store: Store) -> dict[str, Passage]:
    """Return all passages of a store by IRI."""
    found = {node.value: _passage(store, node) for node in instances(store, "Passage")}
    for iri, passage in found.items():
        if passage.page in found and passage.page != iri:  # a heading is part of its page, and the page of its source
            found[iri] = replace(passage, source=found[passage.page].source)
    return found


def _passage(store: Store, node: ox.NamedNode) -> Passage:
    values: dict[str, list[str]] = defaultdict(list)
    headings: dict[str | None, str] = {}
    for quad in store.quads(node):
        if quad.predicate == terms.ag("heading") and isinstance(quad.object, ox.Literal):
            headings[quad.object.language] = quad.object.value
        values[re.split(r"[#/]", quad.predicate.value)[-1]].append(getattr(quad.object, "value", ""))

    def one(name: str) -> str:
        return next(iter(values[name]), "")

    return Passage(
        iri=node.value,
        heading=Text(headings.get("nl", ""), headings.get("en", headings.get("nl", ""))),
        page=one("page") or node.value,
        source=one("isPartOf"),
        chapter=one("chapter"),
        order=int(one("order") or 0),
        locator=one("locator"),
        describes=tuple(sorted(set(values["describes"]))),
    )
