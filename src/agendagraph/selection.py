"""Asking some of the sources only: a dataset with what the others say taken out, and derived anew."""

from __future__ import annotations

import difflib
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from agendagraph import rules, terms
from agendagraph.errors import BusyError, UnknownNameError
from agendagraph.store import Store
from agendagraph.text import Text

_WITHOUT: Final = {
    "no-drafts": {"DraftSource", "ConsultationSource", "CandidateSource"},
    "no-pilots": {"PilotSource"},
    "no-outdated": {"OutdatedSource"},
    "no-third-party": {"ThirdPartySource"},
    "no-excerpts": {"Paraphrased"},
}
"""What a name leaves out: passages whose source has this status, or that were read in this way."""

_LOOSE: Final = ("OutdatedSource", "ThirdPartySource", "Paraphrased", "Inferred")
"""What a citation says of its passage, so that a reader looks twice; drafts and pilots show in the status of what they say."""

CHOICES: Final = ("documents", "specifications", *_WITHOUT, "no-editorial")
"""What anybody may choose by a fixed name, whichever sources there are."""

_EDITORIAL: Final = "editorial"
_GROUPS: Final = ("documents", "specifications")
_SOURCE: Final = terms.AGD + "source-"
_MOST_KEPT: Final = 4
_kept: WeakKeyDictionary[Store, OrderedDict[frozenset[str], Store]] = WeakKeyDictionary()
_turn = threading.Lock()


@dataclass(slots=True)
class _Place:
    """A passage: the source it is of, and the status and support that count for it."""

    source: str = ""
    marks: set[str] = field(default_factory=set)


def select(store: Store, names: Iterable[str]) -> Store:
    """Return the dataset that is left when only some sources may speak.

    Args:
        store: the whole dataset.
        names: `documents` (the agenda and the like), `specifications` (what lies under them), the name of a source as
            in its IRI (`agenda-2025-04`), any of them with `no-` in front to leave it out, or `no-drafts`,
            `no-pilots`, `no-outdated`, `no-excerpts` and `no-third-party`. Without a name that chooses, all sources
            count. What the editors add stays as long as the passages that it follows from, unless `no-editorial`.

    Returns:
        A new store: statements of the passages that are left, the ontology and the list of sources, and what the rules derive
        from that.

    Raises:
        UnknownNameError: a name is no source and no choice.

    >>> from agendagraph.build import build
    >>> whole = build(check=False).store()
    >>> len(select(whole, ["documents"])) < len(whole)
    True
    """
    places = _places(store)
    known = {place.source.removeprefix(_SOURCE) for place in places.values()}
    chosen, left_out = _read(names, known)
    documents = {source for source in known if source != _EDITORIAL and not _is_specification(store, source)}
    groups = {"documents": documents, "specifications": known - documents - {_EDITORIAL}}

    def sources(some: set[str]) -> set[str]:
        return set().union(*(groups.get(name, {name}) for name in some)) if some else set()

    wanted = sources(chosen) | {_EDITORIAL} if chosen else known
    unwanted = sources({name for name in left_out if name not in _WITHOUT})
    marks = set().union(*(_WITHOUT[name] for name in left_out if name in _WITHOUT))
    kept = {
        iri
        for iri, place in places.items()
        if (name := place.source.removeprefix(_SOURCE)) in wanted and name not in unwanted and not place.marks & marks
    }
    return Store(_left(store, places, kept))


def selected(store: Store, names: Iterable[str], *, wait: float = 15.0) -> Store:
    """Return the dataset that is left when only some sources may speak, made once for those who ask the same again.

    Making one takes seconds and is done one at a time; the few that were asked for last are kept.

    Args:
        store: the whole dataset.
        names: as `select` takes them; without any the dataset itself is returned.
        wait: so many seconds to wait for a turn.

    Raises:
        UnknownNameError: a name is no source and no choice.
        BusyError: others kept the turn all that time.
    """
    key = frozenset(name.strip().casefold() for name in names)
    if not key:
        return store
    if not _turn.acquire(timeout=wait):
        raise BusyError(
            Text("Er worden te veel keuzes van bronnen tegelijk gevraagd.", "Too many choices of sources at once."),
            hint=Text("Probeer het over een paar seconden opnieuw.", "Try again in a few seconds."),
            retry_after=5,
        )
    try:
        shelf = _kept.setdefault(store, OrderedDict())
        found = shelf.pop(key, None) or select(store, sorted(key))
        shelf[key] = found
        while len(shelf) > _MOST_KEPT:
            shelf.popitem(last=False)
        return found
    finally:
        _turn.release()


def _grounds(store: Store, places: Mapping[str, _Place]) -> dict[str, set[str]]:
    """Return what follows from passages, passages of the editors among it, with the passages that it follows from."""
    grounds: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(terms.PROV + "wasDerivedFrom")):
        if _name(quad.object) in places:
            grounds[_name(quad.subject)].add(_name(quad.object))
    return grounds


def reservations(store: Store) -> dict[str, tuple[str, ...]]:
    """Return the passages that a reader should look at twice, and why.

    Args:
        store: the dataset.

    Returns:
        IRI of a passage → IRIs of what restricts it: its source is an older edition or of a third party, or it is known from an
        excerpt or inferred. Passages without any are not in it.
    """
    found = {
        iri: tuple(terms.AG + name for name in _LOOSE if name in place.marks) for iri, place in _places(store).items()
    }
    return {iri: marks for iri, marks in found.items() if marks}


def _read(names: Iterable[str], known: set[str]) -> tuple[set[str], set[str]]:
    """Return the names that choose and those that leave out."""
    chosen: set[str] = set()
    left_out: set[str] = set()
    allowed = known | {*_GROUPS}
    for given in names:
        name = given.strip().casefold()
        bare = name.removeprefix("no-").removeprefix("source-")
        if name in _WITHOUT:
            left_out.add(name)
        elif bare in allowed:
            (left_out if name.startswith("no-") else chosen).add(bare)
        else:
            near = difflib.get_close_matches(name, [*allowed, *_WITHOUT, *(f"no-{one}" for one in allowed)], n=3)
            listed = ", ".join(near or [*_GROUPS, *_WITHOUT])
            raise UnknownNameError(
                Text("Er is geen bron of keuze met deze naam.", "There is no source or choice of this name."),
                where=given[:200],
                hint=Text(f"Bijvoorbeeld: {listed}.", f"For example: {listed}."),
            )
    return chosen, left_out


def _places(store: Store) -> dict[str, _Place]:
    """Return every passage with its source; the status of a source counts where the passage gives none."""
    part_of: dict[str, str] = {}
    status: dict[str, str] = {}
    support: dict[str, str] = {}
    for predicate, found in (
        (ox.NamedNode(terms.DCTERMS + "isPartOf"), part_of),
        (terms.ag("sourceStatus"), status),
        (terms.ag("support"), support),
    ):
        for quad in store.quads(None, predicate):
            found[_name(quad.subject)] = _name(quad.object)
    places = {}
    for quad in store.quads(None, terms.TYPE, terms.PASSAGE):
        iri = top = _name(quad.subject)
        chain = [iri]
        while top in part_of and part_of[top] not in chain:
            top = part_of[top]
            chain.append(top)
        marks = {next((values[one] for one in chain if one in values), "") for values in (status, support)}
        places[iri] = _Place(top, {mark.removeprefix(terms.AG) for mark in marks})
    return places


def _is_specification(store: Store, source: str) -> bool:
    return any(True for _ in store.quads(ox.NamedNode(_SOURCE + source), terms.ag("sourceStatus")))


def _left(store: Store, places: Mapping[str, _Place], kept: set[str]) -> list[ox.Quad]:
    """Return the quads that are left: without what other passages say, what follows from it, and what rules derived."""
    derived = {_name(quad.subject) for quad in store.quads(None, ox.NamedNode(terms.PROV + "used"))}
    machine = {activity.removesuffix("-activity") for activity in derived if "/rules/" in _used(store, activity)}
    gone = {node for node, passages in _grounds(store, places).items() if passages - kept} | (set(places) - kept)
    gone |= {place.source for place in places.values()} - {places[iri].source for iri in kept}
    left = [
        quad
        for quad in store.quads()
        if (graph := _name(quad.graph_name)) not in machine
        and graph != terms.GRAPH + "provenance"
        and not gone & {graph, _name(quad.subject)}
    ]
    return left + rules.derive(left)


def _used(store: Store, activity: str) -> str:
    used = store.quads(ox.NamedNode(activity), ox.NamedNode(terms.PROV + "used"))
    return next((_name(quad.object) for quad in used), "")


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""
