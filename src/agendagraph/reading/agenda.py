"""The agenda as its readers use it: topics by chapter, what applies to whom and by which name, and how firmly each speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from agendagraph import catalog, terms
from agendagraph.reading.passages import Passage
from agendagraph.reading.statements import Reading
from agendagraph.store import Store

Kind = Literal["name", "wider", "part"]

_STRENGTH: Final[tuple[Kind, ...]] = ("name", "part", "wider")
"""How clearly a topic is for a sector, clearest first."""
FORCES: Final = ("Must", "Should", "May")
"""What a topic can ask, hardest first; what is only described asks nothing."""
EVERYBODY: Final = frozenset(terms.AGD + name for name in ("alle-zorgsectoren", "gehele-zorgveld"))
"""What the documents call all sectors at once; whoever is asked about belongs to them."""
_BROADER: Final = ox.NamedNode(terms.SKOS + "broader")


@dataclass(frozen=True, slots=True)
class Way:
    """How a topic applies to a sector.

    Attributes:
        named_as: IRI of the sector or group that the topic names.
        kind: the sector itself by `name`, a `wider` group that it belongs to, or a `part` of it.
        status: IRI of the status of that, where there is one.
        sector: IRI of the sector asked about.
    """

    named_as: str
    kind: Kind
    status: str
    sector: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a chapter.

    Attributes:
        thing: IRI of what it is about.
        pages: the pages devoted to it, in their order.
        ways: how it applies to the sectors asked about; only the clearest kind.
        sectors: IRIs of all sectors and groups that it names.
        forces: how often its pages say `Must`, `Should` and `May`, hardest first; what is not said is left out.
        scopes: IRIs of the regions or projects that it is confined to.
        statuses: IRIs of its own status.
        is_document: whether it is a document that names no sectors, such as a table of contents.
    """

    thing: str
    pages: tuple[Passage, ...]
    ways: tuple[Way, ...]
    sectors: tuple[str, ...]
    forces: Mapping[str, int]
    scopes: tuple[str, ...]
    statuses: tuple[str, ...]
    is_document: bool

    @property
    def is_named(self) -> bool:
        """Whether it names one of the sectors asked about."""
        return any(way.kind == "name" for way in self.ways)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its topics, and the pages that are about no topic, such as an introduction."""

    iri: str
    source: str
    topics: tuple[Topic, ...]
    pages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of the agenda that is itself an overview for some sectors; the document has it as one picture."""

    iri: str
    sectors: tuple[str, ...]


def chapters(store: Store, reading: Reading, sectors: Sequence[str] = ()) -> tuple[Chapter, ...]:
    """Return the agenda by chapter, in the order of its documents; each topic once in a chapter.

    Args:
        store: the dataset.
        reading: its reading.
        sectors: IRIs of the sectors to say of each topic how it applies to them.
    """
    ways = ways_of(store, sectors)
    by_chapter: dict[tuple[str, str], dict[str, list[Passage]]] = {}
    for page in reading.pages():
        if page.chapter:
            found = by_chapter.setdefault((page.source, page.chapter), {})
            for thing in page.describes or ("",):
                found.setdefault(thing, []).append(page)
    return tuple(
        Chapter(
            chapter,
            source,
            tuple(_topic(store, reading, thing, pages, ways) for thing, pages in found.items() if thing),
            tuple(found.get("", ())),
        )
        for (source, chapter), found in by_chapter.items()
    )


def _topic(
    store: Store, reading: Reading, thing: str, pages: Iterable[Passage], ways: Mapping[str, list[Way]]
) -> Topic:
    own = tuple(pages)
    counted: Counter[str] = Counter()
    for page in own:
        for passage in (page, *reading.headings_of(page.iri)):
            for said in reading.said_in(passage.iri):
                counted.update(force.removeprefix(terms.AG) for force in said.all("force"))
    sectors = _values(store, thing, terms.ag("appliesToSector")) | {
        said.one("object")
        for said in reading.said_with(thing, ("Relation",), "subject")
        if said.one("predicate") == terms.AG + "appliesToSector"
    }
    return Topic(
        thing,
        own,
        clearest(ways.get(thing, ())),
        tuple(sorted(sectors)),
        {force: counted[force] for force in FORCES if counted[force]},
        tuple(sorted(_values(store, thing, terms.ag("scope")) - {terms.AG + "National"})),
        tuple(sorted(_values(store, thing, terms.ag("status")))),
        not sectors and terms.AG + "Document" in _values(store, thing, terms.TYPE),
    )


def ways_of(store: Store, sectors: Sequence[str]) -> dict[str, list[Way]]:
    """Return topic → how it applies to the sectors, as the catalog's question tells it; a topic that does not is not in it."""
    found: dict[str, dict[Way, None]] = {}
    for sector in sectors:
        wider = groups_of(store, sector)
        rows = catalog.ask(store, "onderwerpen", {"sector": [f"<{sector}>"], "ook": ["verband"]}, "nl").rows
        for row in rows:
            topic, named_as, status = (getattr(row[name], "value", "") for name in ("ding", "genoemd", "status"))
            is_wider = named_as in wider or named_as in EVERYBODY
            kind: Kind = "name" if named_as == sector else "wider" if is_wider else "part"
            found.setdefault(topic, {})[Way(named_as, kind, status, sector)] = None
    return {topic: list(ways) for topic, ways in found.items()}


def clearest(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return the ways of the clearest kind that there is: by name, else through a part, else through a wider group."""
    found = tuple(ways)
    best = min((_STRENGTH.index(way.kind) for way in found), default=0)
    return tuple(way for way in found if _STRENGTH.index(way.kind) == best)


def groups_of(store: Store, sector: str) -> set[str]:
    """Return the wider groups that a sector belongs to, directly or through others."""
    reached: set[str] = set()
    open_ = [sector]
    while open_:
        fresh = _values(store, open_.pop(), _BROADER) - reached
        reached |= fresh
        open_ += fresh
    return reached


def overviews(store: Store, reading: Reading) -> tuple[Overview, ...]:
    """Return the overviews per sector that the agenda has as pictures: documents for sectors, without a page of text."""
    with_page = {thing for page in reading.pages() for thing in page.describes}
    subjects = (quad.subject for quad in store.quads(None, terms.TYPE, terms.ag("Document")))
    documents = {node.value for node in subjects if isinstance(node, ox.NamedNode)}
    found = [
        Overview(iri, tuple(sorted(_values(store, iri, terms.ag("appliesToSector"))))) for iri in documents - with_page
    ]
    return tuple(sorted((one for one in found if one.sectors), key=lambda one: one.iri))


def _values(store: Store, thing: str, predicate: ox.NamedNode) -> set[str]:
    found = (quad.object for quad in store.quads(ox.NamedNode(thing), predicate))
    return {node.value for node in found if isinstance(node, ox.NamedNode)}
