"""Data sets and information standards: their versions, and which building blocks are in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.reading.passages import instances
from agendagraph.reading.statements import Reading, Statement
from agendagraph.store import Store
from agendagraph.text import Language

KINDS: Final = ("DataSet", "InformationStandard")
_VERSION_OF: Final = ox.NamedNode(terms.DCTERMS + "isVersionOf")


@dataclass(frozen=True, slots=True)
class Standard:
    """A data set or information standard.

    Attributes:
        iri: of it.
        kind: local name of its class.
        status: IRI of its status; empty where the sources give none.
        members: how many building blocks the sources name of it.
        releases: IRIs of the releases that those are of, oldest first.
        versions: its versions, which have none of their own.
    """

    iri: str
    kind: str
    status: str
    members: int
    releases: tuple[str, ...]
    versions: tuple[Standard, ...]

    @property
    def has_members(self) -> bool:
        """Whether the sources name building blocks of it, or of a version."""
        return bool(self.members) or any(version.members for version in self.versions)


@dataclass(frozen=True, slots=True)
class Line:
    """A building block in a data set and its versions.

    Attributes:
        section: the part of the set that it is in, empty where it has none.
        block: IRI of the building block, whichever version is in the set.
        places: IRI of a set → what the sources say of the block in it.
    """

    section: str
    block: str
    places: Mapping[str, tuple[Statement, ...]]


def standards(store: Store, reading: Reading) -> list[Standard]:
    """Return the data sets and standards that are no version of another, by name, each with its versions."""
    kinds = {node.value: kind for kind in KINDS for node in instances(store, kind)}
    wholes = {iri: whole for iri in kinds if (whole := _whole(store, iri)) in kinds}
    versions: dict[str, list[str]] = {}
    for iri, whole in wholes.items():
        versions.setdefault(whole, []).append(iri)

    def described(iri: str) -> Standard:
        members = _members(reading, iri)
        return Standard(
            iri=iri,
            kind=kinds[iri],
            status=_value(store, iri, terms.AG + "status"),
            members=len(members),
            releases=tuple(sorted({r for member in members if (r := _value(store, member, terms.AG + "inRelease"))})),
            versions=tuple(described(version) for version in sorted(versions.get(iri, ()))),
        )

    found = [described(iri) for iri in kinds if iri not in wholes]
    return sorted(found, key=lambda one: (store.label(one.iri, "nl").casefold(), one.iri))


def family(store: Store, iri: str) -> list[str]:
    """Return a set with its versions, and of a version the set that it is one of with all of those."""
    top = _whole(store, iri) or iri
    quads = store.quads(None, _VERSION_OF, ox.NamedNode(top))
    return [top, *sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})]


def composition(store: Store, reading: Reading, sets: Sequence[str], language: Language) -> list[Line]:
    """Return the building blocks of some sets side by side, by the section in which the first of them has it.

    Args:
        store: the dataset.
        reading: its reading.
        sets: IRIs of the sets, in the order in which they are compared.
        language: of the sections.
    """
    places: dict[str, dict[str, list[Statement]]] = {}
    for one in sets:
        for said in reading.said_with(one, ("Membership",), "memberOf"):
            places.setdefault(block_of(store, said.one("member")), {}).setdefault(one, []).append(said)
    lines = []
    for block, by_set in places.items():
        sections = [said.text("section", language) for some in by_set.values() for said in some]
        section = next((text for text in sections if text), "")
        lines.append(Line(section, block, {one: tuple(some) for one, some in by_set.items()}))
    name = {line.block: store.label(line.block, language).casefold() for line in lines}
    return sorted(lines, key=lambda line: (not line.section, line.section.casefold(), name[line.block], line.block))


def block_of(store: Store, member: str) -> str:
    """Return the building block of which a member of a set is a version; itself where it is of none."""
    return _whole(store, member) or member


def _members(reading: Reading, iri: str) -> set[str]:
    return {said.one("member") for said in reading.said_with(iri, ("Membership",), "memberOf")}


def _whole(store: Store, iri: str) -> str:
    return _value(store, iri, _VERSION_OF.value)


def _value(store: Store, iri: str, predicate: str) -> str:
    found = store.quads(ox.NamedNode(iri), ox.NamedNode(predicate))
    return min((quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)), default="")
