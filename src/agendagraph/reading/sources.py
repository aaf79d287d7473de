"""The documents behind the graph: what each is, how it was read, and how much was taken from each of its passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.reading.passages import Passage, instances
from agendagraph.reading.statements import EDITORIAL, LINKS, Reading
from agendagraph.store import Store
from agendagraph.text import Text

Group = Literal["documents", "specifications", "editorial"]

GROUPS: Final[dict[Group, Text]] = {
    "documents": Text("Agenda en ambities", "Agenda and ambitions"),
    "specifications": Text("Specificaties, wetten en toelichtingen", "Specifications, laws and explanations"),
    "editorial": Text("Redactie", "Editors"),
}
"""What a source is to the agenda: what it is itself, what lies under it, and what was added."""

SORTS: Final[tuple[str, ...]] = (
    "Description",
    "Link",
    "Requirement",
    "Membership",
    "Milestone",
    "Figure",
    "AgendaStatus",
    "Assessment",
    "Remark",
)
"""What is taken from a passage, in the order in which it is told; links of every kind count as one sort."""

_TEXTS: Final = {"title": terms.DCTERMS + "title", "note": terms.SKOS + "note"}
_PAGE: Final = terms.prefixes()["foaf"] + "page"


@dataclass(frozen=True, slots=True)
class Source:
    """A document in one edition.

    Attributes:
        iri: of the source.
        group: what it is to the agenda.
        title, note: in words; the note says what was read of it and what to know of that.
        edition, issued, language: as the document gives them, empty where it does not.
        publisher, status, licence, address: IRIs, empty where unknown.
        repository, commit: where it is a repository.
        passages: in the order of the document.
        supports: IRIs of how its passages were read, where they say so.
    """

    iri: str
    group: Group
    title: Text
    note: Text
    edition: str
    issued: str
    language: str
    publisher: str
    status: str
    licence: str
    address: str
    repository: str
    commit: str
    passages: tuple[Passage, ...]
    supports: tuple[str, ...]


def sources(store: Store, reading: Reading) -> list[Source]:
    """Return every source, those of the agenda first, then by name."""
    passages: dict[str, list[Passage]] = {}
    for page in reading.pages():
        passages.setdefault(page.source, []).extend((page, *reading.headings_of(page.iri)))
    found = [_source(store, node, tuple(passages.get(node.value, ()))) for node in instances(store, "Source")]
    order = list(GROUPS)
    return sorted(found, key=lambda one: (order.index(one.group), store.label(one.iri, "nl").casefold(), one.iri))


def taken(reading: Reading, passages: Iterable[Passage]) -> dict[str, int]:
    """Return sort → how much of it was taken from these passages; a sort of which there is nothing is not in it."""
    counts = dict.fromkeys(SORTS, 0)
    for passage in passages:
        counts["Description"] += len(reading.described_in(passage.iri))
        for said in reading.said_in(passage.iri):
            counts["Link" if said.kind in LINKS else said.kind] += 1
    return {sort: count for sort, count in counts.items() if count}


def _source(store: Store, node: ox.NamedNode, passages: tuple[Passage, ...]) -> Source:
    values: dict[str, list[str]] = {}
    texts: dict[str, dict[str, str]] = {name: {} for name in _TEXTS}
    for quad in store.quads(node):
        if not isinstance(quad.object, ox.NamedNode | ox.Literal):
            continue
        values.setdefault(quad.predicate.value, []).append(quad.object.value)
        for name, predicate in _TEXTS.items():
            if quad.predicate.value == predicate:
                texts[name][getattr(quad.object, "language", "") or ""] = quad.object.value

    def one(predicate: str) -> str:
        return min(values.get(predicate, [""]))

    status = one(terms.AG + "sourceStatus")
    return Source(
        iri=node.value,
        group="editorial" if node.value == EDITORIAL else "specifications" if status else "documents",
        title=_both(texts["title"]) or Text(*(store.label(node.value, tongue) for tongue in ("nl", "en"))),
        note=_both(texts["note"]) or Text("", ""),
        edition=one(terms.DCTERMS + "alternative"),
        issued=one(terms.DCTERMS + "issued"),
        language=", ".join(sorted(values.get(terms.DCTERMS + "language", ()))),
        publisher=one(terms.DCTERMS + "publisher"),
        status=status,
        licence=one(terms.DCTERMS + "license"),
        address=min((value for value in values.get(_PAGE, ()) if is_web(value)), default=""),
        repository=one(terms.AG + "repository"),
        commit=one(terms.AG + "commit"),
        passages=passages,
        supports=tuple(sorted({passage.support for passage in passages if passage.support})),
    )


def is_web(address: str) -> bool:
    """Return whether an address leads to the web.

    >>> is_web("https://example.org/"), is_web("javascript:alert(1)")
    (True, False)
    """
    return address.startswith(("https://", "http://"))


def _both(found: Mapping[str, str]) -> Text | None:
    if not found:
        return None
    first = found.get("nl") or next(iter(found.values()))
    return Text(first, found.get("en", first))
