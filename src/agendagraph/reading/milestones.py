"""Milestones as the documents tell them: in order of time, chosen by what they are about and where they stand, and seen from
the day of the agenda: what was done, what should have been by then, and what was still to come.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.reading.agenda import EVERYBODY, groups_of, ways_of
from agendagraph.reading.spans import Span, span
from agendagraph.reading.statements import Reading, Statement
from agendagraph.store import Store

_CAUTION: Final = terms.AG + "Caution"
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_ISSUED: Final = ox.NamedNode(terms.DCTERMS + "issued")
_TO_COME: Final = {terms.AG + name for name in ("Planned", "Expected", "Uncertain")}

Phase = Literal["done", "overdue", "coming", "undated"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which milestones; what is empty or None restricts nothing.

    Attributes:
        things: IRIs of what they are about, any of them.
        first, last: years; with either, what has no date is left out.
        chapter, sector, source: IRIs of the chapter and source that they stand in, and of the sector that they are for.
        certainties: IRIs of how certain they are, any of them.
    """

    things: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    chapter: str = ""
    sector: str = ""
    source: str = ""
    certainties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone and where it lies.

    Attributes:
        said: the statement.
        span: the days it can mean; None where the source gives no date.
        phase: `done` according to the source; `overdue` when the source sees it ahead although its time was over before
            the agenda came out, so that nobody knows whether it happened; `coming`; or `undated`.
    """

    said: Statement
    span: Span | None
    phase: Phase

    @property
    def certainty(self) -> str:
        """How certain it is, as the style sheet calls it: `done`, `planned`, `expected`, `uncertain` or `unknown`."""
        return self.said.one("certainty").removeprefix(terms.AG).lower() or "unknown"


def editions(store: Store, reading: Reading) -> dict[str, str]:
    """Return the documents that have chapters, each with the date of its edition as the data have it, such as `2025-04`."""
    sources = sorted({page.source for page in reading.pages() if page.chapter})
    dates = {iri: [quad.object for quad in store.quads(ox.NamedNode(iri), _ISSUED)] for iri in sources}
    return {iri: term.value for iri, found in dates.items() for term in found if isinstance(term, ox.Literal)}


def moments(statements: Iterable[Statement], issued: str) -> list[Moment]:
    """Return milestones in order of time, those without a date last; each once.

    Args:
        statements: milestones; others are left out.
        issued: the month in which the agenda came out, from which they are seen.
    """
    once = {said.iri: said for said in statements if said.kind == "Milestone"}
    start = span(issued, "", "Month")
    return [_seen(said, (start and start.start) or date.min) for said in sorted(once.values(), key=by_time)]


def coming(found: Iterable[Moment]) -> list[Moment]:
    """Return what was still to come when the agenda came out: first what was to be there first, so a month before its year."""
    ahead = [moment for moment in found if moment.phase == "coming"]
    return sorted(ahead, key=lambda moment: ((moment.span and moment.span.end) or date.max, by_time(moment.said)))


def _seen(said: Statement, start: date) -> Moment:
    days = span(said.one("date"), said.one("endDate"), said.one("datePrecision").removeprefix(terms.AG))
    if days is None:
        return Moment(said, None, "undated")
    if said.one("certainty") not in _TO_COME:
        return Moment(said, days, "done")
    return Moment(said, days, "overdue" if days.end and days.end < start else "coming")


def chosen(store: Store, reading: Reading, choice: Choice) -> list[Statement]:
    """Return the milestones of a choice in order of time, those without a date last; each once.

    A milestone is for a sector when something it is about, or a topic of the page that states it, applies to the sector as on the
    agenda: by name, through a wider group or a part of it, or as all sectors; or when the sector or such a group is what it is
    about.
    """
    topics = _topics(store, choice.sector) if choice.sector else frozenset()
    found: dict[str, Statement] = {}
    for passage in sorted(reading.passages):
        for said in reading.said_in(passage):
            if said.kind == "Milestone" and _fits(reading, said, choice, topics):
                found.setdefault(said.iri, said)
    return sorted(found.values(), key=by_time)


def when(milestone: Statement) -> str:
    """Return the date that a milestone is ordered by, as ISO text: its start, else its end; empty where it has neither."""
    return milestone.one("date") or milestone.one("endDate")


def by_time(milestone: Statement) -> tuple[bool, str, bool, str, str]:
    """Return where a milestone comes: by year; what is known to the year only after what is known to the day or month."""
    date = when(milestone)
    return not date, date[:4], len(date) <= len("2025"), date, milestone.iri


def years(milestones: Iterable[Statement]) -> dict[str, int]:
    """Return year → how many milestones it has, in order; those without a date are not in it."""
    found: dict[str, int] = {}
    for year in sorted(when(one)[:4] for one in milestones if when(one)):
        found[year] = found.get(year, 0) + 1
    return found


def side_by_side(reading: Reading, milestones: Iterable[Statement]) -> dict[str, dict[str, list[Statement]]]:
    """Return thing → source → its milestones, for every thing that more than one source gives a date for.

    They need not disagree: sources tell of different moments, or of the same one as it was seen at another time. They are put
    beside one another because nothing here is settled.
    """
    found: dict[str, dict[str, list[Statement]]] = {}
    for one in milestones:
        if when(one):
            for thing in one.all("about"):
                found.setdefault(thing, {}).setdefault(reading.passages[one.passage].source, []).append(one)
    return {thing: by_source for thing, by_source in sorted(found.items()) if len(by_source) > 1}


def cautions(reading: Reading, milestones: Collection[Statement]) -> list[Statement]:
    """Return what the editors warn of in the times of these milestones.

    That is each caution that speaks of a year, is about one of the same things and rests on a passage of one of them.
    """
    stated: dict[str, set[str]] = {}
    for one in milestones:
        for thing in one.all("about"):
            stated.setdefault(thing, set()).add(one.passage)
    found: dict[str, Statement] = {}
    for thing, passages in sorted(stated.items()):
        for remark in reading.said_with(thing, ("Remark",), "about"):
            is_caution = remark.one("remarkKind") == _CAUTION and passages & set(remark.all("wasDerivedFrom"))
            if is_caution and _YEAR.search(remark.text("note", "nl")):
                found.setdefault(remark.iri, remark)
    return list(found.values())


def _topics(store: Store, sector: str) -> frozenset[str]:
    return frozenset({sector, *groups_of(store, sector), *EVERYBODY, *ways_of(store, (sector,))})


def _fits(reading: Reading, said: Statement, choice: Choice, topics: Collection[str]) -> bool:
    page = reading.passages[reading.passages[said.passage].page]
    about = set(said.all("about"))
    return (
        (not choice.things or bool(about & set(choice.things)))
        and (not choice.sector or not about.union(page.describes).isdisjoint(topics))
        and choice.chapter in {"", page.chapter}
        and choice.source in {"", page.source}
        and (not choice.certainties or said.one("certainty") in choice.certainties)
        and _is_within(when(said)[:4], choice.first, choice.last)
    )


def _is_within(year: str, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return year.isdecimal() and (first is None or int(year) >= first) and (last is None or int(year) <= last)


def per_year(milestones: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """Return year → milestones, in their order; those without a date under an empty text."""
    found: dict[str, list[Statement]] = {}
    for one in milestones:
        found.setdefault(when(one)[:4], []).append(one)
    return found
