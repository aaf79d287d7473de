"""Milestones seen from the day of the agenda: what was done, what should have been by then, and what was still to come."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.planner.dates import Span, span
from agendagraph.reading import Statement
from agendagraph.web import local
from agendagraph.web.site import Site, label, language, local_name, site

Phase = Literal["done", "overdue", "coming", "undated"]

_TO_COME: Final = {terms.AG + name for name in ("Planned", "Expected", "Uncertain")}
_ISSUED: Final = ox.NamedNode(terms.DCTERMS + "issued")


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
        return local_name(self.said.one("certainty")).lower() or "unknown"

    @property
    def things(self) -> tuple[str, ...]:
        """IRIs of what it is about: first what has a page of its own in a document, as that is what readers know."""
        known = _described(site())
        return tuple(sorted(self.said.all("about"), key=lambda iri: (iri not in known, label(iri).casefold())))


def issued() -> str:
    """Return the month in which the agenda came out, as the data have it, such as `2025-04`; empty where they do not say."""
    return _issued(site())


def issued_words() -> str:
    """Return that month in the words of the visitor, such as `april 2025`."""
    return local.date(issued(), language())


def moments(statements: Iterable[Statement]) -> list[Moment]:
    """Return milestones in the order of time, those without a date last; each once.

    Args:
        statements: milestones; others are left out.
    """
    once = {said.iri: said for said in statements if said.kind == "Milestone"}
    return sorted((_moment(said) for said in once.values()), key=_in_time)


def coming(found: Iterable[Moment]) -> list[Moment]:
    """Return what was still to come when the agenda came out: first what was to be there first, so a month before its year."""
    ahead = [moment for moment in found if moment.phase == "coming"]
    return sorted(ahead, key=lambda moment: (_last(moment), _in_time(moment)))


def every_moment() -> list[Moment]:
    """Return all milestones of the dataset, in the order of time."""
    reading = site().reading
    return moments(said for passage in reading.passages for said in reading.said_in(passage))


def _moment(said: Statement) -> Moment:
    days = span(said.one("date"), said.one("endDate"), said.one("datePrecision").removeprefix(terms.AG))
    if days is None:
        return Moment(said, None, "undated")
    if said.one("certainty") not in _TO_COME:
        return Moment(said, days, "done")
    return Moment(said, days, "overdue" if days.end and days.end < _start() else "coming")


def _start() -> date:
    found = span(issued(), "", "Month")
    return found.start if found and found.start else date.min


def _first(moment: Moment) -> date:
    return (moment.span and (moment.span.start or moment.span.end)) or date.max


def _last(moment: Moment) -> date:
    return (moment.span and moment.span.end) or date.max


def _in_time(moment: Moment) -> tuple[bool, date, date, str]:
    return moment.span is None, _first(moment), _last(moment), moment.said.iri


@functools.lru_cache(maxsize=4)
def _issued(here: Site) -> str:
    sources = {page.source for page in here.reading.pages() if page.chapter}
    found = (quad.object for iri in sources for quad in here.store.quads(ox.NamedNode(iri), _ISSUED))
    return max((term.value for term in found if isinstance(term, ox.Literal)), default="")


@functools.lru_cache(maxsize=4)
def _described(here: Site) -> frozenset[str]:
    return frozenset(thing for page in here.reading.pages() if page.chapter for thing in page.describes)
