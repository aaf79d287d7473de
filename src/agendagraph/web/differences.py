"""Where sources differ about a thing: what each of them says, side by side, and what the editors make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from agendagraph import terms
from agendagraph.reading import LINKS, Statement
from agendagraph.web.site import label, language, site

_CAUTION: Final = terms.AG + "Caution"
_ONE_ONLY: Final = (terms.AG + "managedBy",)
"""Links that one expects once: two pages that name others differ, whoever is right."""
_SHOWN: Final = 2
"""So much of a passage stands on its side; the passage itself has the rest."""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage and what it says that matters here; nothing where the editors sum it up in their own words only."""

    passage: str
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Passages that do not say the same.

    Attributes:
        title: what it is about, in the language of the visitor.
        remark: what the editors say of it, if they do.
        sides: at least two.
    """

    title: str
    remark: Statement | None
    sides: tuple[Side, ...]


def differences(thing: str) -> list[Difference]:
    """Return where passages differ about a thing: what the editors noted first, then what differs on the face of it."""
    return [*_noted(thing), *_plain(thing)]


def _noted(thing: str) -> list[Difference]:
    """Return the cautions of the editors that rest on several passages, with what those say of the same things."""
    found = []
    for remark in site().reading.said_with(thing, ("Remark",), "about"):
        grounds = [iri for iri in remark.all("wasDerivedFrom") if iri in site().reading.passages]
        if remark.one("remarkKind") == _CAUTION and len(grounds) > 1:
            heading = site().reading.passages[remark.passage].heading(language())
            sides = tuple(Side(iri, _about_same(remark, iri)) for iri in grounds)
            found.append(Difference(heading, remark, sides))
    return found


def _about_same(remark: Statement, passage: str) -> tuple[Statement, ...]:
    """Return what a passage says of the things a remark is about: of most of them first, and in words before a plain link."""
    things = set(remark.all("about"))
    shared = [(len(things & _mentioned(said)), said) for said in site().reading.said_in(passage)]
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].kind == "Link"))
    return tuple(said for _, said in best[:_SHOWN])


def _mentioned(said: Statement) -> set[str]:
    return {value for name in ("about", "subject", "object", "dependent", "prerequisite") for value in said.all(name)}


def _plain(thing: str) -> list[Difference]:
    """Return links that one expects once, and milestones and numbers of the same name, that differ from page to page."""
    by_name: dict[str, list[tuple[str, Statement]]] = {}
    reading = site().reading
    for said in reading.said_with(thing, LINKS, "subject"):
        if said.one("predicate") in _ONE_ONLY and not said.one("qualifier"):
            by_name.setdefault(label(said.one("predicate")), []).append((said.one("object"), said))
    for said in reading.said_with(thing, ("Milestone", "Figure"), "about"):
        value = said.text("dateText", "nl") or " ".join(said.all("value") + said.all("maxValue"))
        by_name.setdefault(said.text("prefLabel", language()), []).append((value, said))
    return [Difference(name, None, _sides(pairs)) for name, pairs in sorted(by_name.items()) if _differ(pairs)]


def _differ(pairs: Iterable[tuple[str, Statement]]) -> bool:
    """Return whether two pages have no value in common."""
    by_page: dict[str, set[str]] = {}
    for value, said in pairs:
        by_page.setdefault(site().reading.passages[said.passage].page, set()).add(value)
    values = list(by_page.values())
    return any(one.isdisjoint(other) for at, one in enumerate(values) for other in values[at + 1 :])


def _sides(pairs: Iterable[tuple[str, Statement]]) -> tuple[Side, ...]:
    by_passage: dict[str, list[Statement]] = {}
    for _, said in pairs:
        by_passage.setdefault(said.passage, []).append(said)
    return tuple(Side(passage, tuple(said)) for passage, said in by_passage.items())
