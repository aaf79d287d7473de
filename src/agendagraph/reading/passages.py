"""Passages: the places in the documents that statements are taken from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.store import Store
from agendagraph.text import Text

_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: a page, or a heading on one; of a repository a file.

    Attributes:
        iri: the passage, which is also the graph of what it says.
        heading: as the source bears it.
        page, source, chapter: IRIs of what it is on, of and in.
        order: the place among the pages of its source.
        locator: its lines in the text of the source, if any.
        describes: IRIs of the things that it is devoted to.
        address, path: where it is on the web and in its repository, if known.
        status, support: IRIs of the status of the source and of how the passage was read, where it says so.
        read_on: the day on which it was read, if known.
        note: what to know of it.
    """

    iri: str
    heading: Text
    page: str
    source: str
    chapter: str
    order: int
    locator: str
    describes: tuple[str, ...]
    address: str = ""
    path: str = ""
    status: str = ""
    support: str = ""
    read_on: str = ""
    note: Text = field(default_factory=lambda: Text("", ""))

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
    notes: dict[str | None, str] = {}
    for quad in store.quads(node):
        if quad.predicate == terms.ag("heading") and isinstance(quad.object, ox.Literal):
            headings[quad.object.language] = quad.object.value
        if quad.predicate.value == terms.SKOS + "note" and isinstance(quad.object, ox.Literal):
            notes[quad.object.language] = quad.object.value
        values[re.split(r"[#/]", quad.predicate.value)[-1]].append(getattr(quad.object, "value", ""))

    def one(name: str) -> str:
        return next(iter(values[name]), "")

    first = next(iter(headings.values()), "")
    return Passage(
        iri=node.value,
        heading=Text(headings.get("nl", first), headings.get("en", first)),
        page=next((value for value in values["page"] if value.startswith(terms.AGD)), node.value),
        source=one("isPartOf"),
        chapter=one("chapter"),
        order=int(one("order") or 0),
        locator=one("locator"),
        describes=tuple(sorted(set(values["describes"]))),
        address=next((value for value in sorted(values["page"]) if not value.startswith(terms.AGD)), ""),
        path=one("path"),
        status=one("sourceStatus"),
        support=one("support"),
        read_on=one("readOn"),
        note=Text(notes.get("nl", ""), notes.get("en", notes.get("nl", ""))),
    )
