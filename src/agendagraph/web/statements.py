"""Statements in the words of a page: who or what, how it is called in this direction, and all that restricts it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from agendagraph import terms
from agendagraph.reading import Statement
from agendagraph.web.site import label, language, local_name, site

PARTIES: Final = {"Organisation", "Collaboration", "Role", "ProviderType"}
_USUAL_SCOPE: Final = terms.AG + "National"
_RANGE: Final = re.compile(r"L(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: the passage, and the lines where it has lines of its own.

    Attributes:
        passage: IRI of the passage.
        locator: lines of its own, if any.
        node: identifier of the statement, the anchor on the page of its passage.
        is_ground: whether the passage does not state it, but is what the editors derived it from.
    """

    passage: str
    locator: str = ""
    node: str = ""
    is_ground: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that restricts a statement, in words; `sort` is what it looks like, never the only difference."""

    sort: str
    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One link of a thing with another, with the places that state it."""

    other: str
    marks: tuple[Mark, ...]
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The links of a thing that are called the same."""

    title: str
    items: tuple[Item, ...]


def lines(locator: str) -> str:
    """Return a locator without its letters.

    >>> lines("L12-34, L40")
    '12–34, 40'
    """
    return _RANGE.sub(lambda match: match[1] + (f"–{match[2]}" if match[2] else ""), locator)


def marks(statement: Statement) -> tuple[Mark, ...]:
    """Return all that restricts a statement: status, force, basis, scope, role, actors, sectors, condition, reservation."""
    found = [Mark(_sort_of(iri), label(iri)) for name in ("status", "force") for iri in statement.all(name)]
    basis = site().reading.basis_of(statement)
    if basis and basis != terms.AG + "Stated":
        found.append(Mark(local_name(basis).lower(), label(basis)))
    found += [Mark("scope", label(iri), iri) for iri in statement.all("scope") if iri != _USUAL_SCOPE]
    found += [Mark("role", label(iri)) for iri in statement.all("role")]
    found += [Mark("actor", label(iri), iri) for iri in statement.all("actor")]
    if statement.kind != "Link":
        found += [Mark("sector", label(iri), iri) for iri in statement.all("appliesToSector")]
    found += [Mark("condition", label(iri), iri) for iri in statement.all("condition")]
    found += [Mark("qualifier", text) for text in statement.all("qualifier")]
    found += [Mark("loose", label(iri)) for iri in statement.all("confidence")]
    return tuple(found)


def _sort_of(iri: str) -> str:
    """Return how firm a status or force is: `firm` holds now, `loose` does not or is no duty."""
    return "firm" if iri.removeprefix(terms.AG) in {"InForce", "InUse", "Must"} else "loose"


def groups(thing: str, statements: Iterable[Statement]) -> list[Group]:
    """Return links as they are read from one thing, by what they are called; the same link is given once."""
    by_title: dict[str, dict[tuple[str, tuple[Mark, ...], str], list[Citation]]] = {}
    for statement in statements:
        key = (_other(thing, statement), marks(statement), statement.text("note", language()))
        places = by_title.setdefault(_title(thing, statement), {}).setdefault(key, [])
        places.extend(citations(statement))
    return [
        Group(title, tuple(Item(*key, tuple(by_key[key])) for key in sorted(by_key, key=_name_first)))
        for title, by_key in sorted(by_title.items())
    ]


def _name_first(key: tuple[str, tuple[Mark, ...], str]) -> tuple[str, str]:
    return label(key[0]).casefold(), str(key[1:])


def _title(thing: str, statement: Statement) -> str:
    predicate = statement.one("predicate")
    forward = statement.one("subject") == thing
    return label(predicate) if forward else site().reading.inverse_label(predicate, language())


def _other(thing: str, statement: Statement) -> str:
    ends = (statement.one("subject"), statement.one("object"))
    return ends[1] if ends[0] == thing else ends[0]


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain links of a passage that share their subject and what they are called."""

    subject: str
    predicate: str
    objects: tuple[str, ...]
    basis: tuple[Mark, ...]


def plain_links(statements: Iterable[Statement]) -> list[Plain]:
    """Return the plain links among statements, those of one subject and name together."""
    found: dict[tuple[str, str, tuple[Mark, ...]], list[str]] = {}
    for statement in statements:
        if statement.kind == "Link":
            key = (statement.one("subject"), statement.one("predicate"), marks(statement))
            found.setdefault(key, []).append(statement.one("object"))
    return [
        Plain(key[0], key[1], tuple(objects), key[2]) for key, objects in sorted(found.items(), key=lambda p: p[0][:2])
    ]


def citations(statement: Statement) -> list[Citation]:
    """Return where a statement stands, and the passages it was derived from where it says so."""
    own = Citation(statement.passage, statement.one("locator"), statement.iri.removeprefix(terms.AGD))
    grounds = [iri for iri in statement.all("wasDerivedFrom") if iri in site().reading.passages]
    return [own, *(Citation(iri, is_ground=True) for iri in grounds)]


def is_party(iri: str) -> bool:
    """Return whether this is someone rather than something."""
    return bool(site().classes(iri) & PARTIES)


def is_sector_link(thing: str, statement: Statement) -> bool:
    """Return whether a link says which sectors a thing is for."""
    return statement.one("predicate") == terms.AG + "appliesToSector" and statement.one("subject") == thing


def other_end(thing: str, statement: Statement) -> str:
    """Return the IRI at the other end of a link."""
    return _other(thing, statement)
