"""Milestones in a page: seen from the month of the agenda, with what they are about in the order of the visitor's language."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from agendagraph.reading import Statement, milestones
from agendagraph.reading.milestones import Moment
from agendagraph.web import local
from agendagraph.web.site import Site, label, language, site


def issued() -> str:
    """Return the month in which the agenda came out, as the data have it, such as `2025-04`; empty where they do not say."""
    return max(editions().values(), default="")


def issued_words() -> str:
    """Return that month in the words of the visitor, such as `april 2025`."""
    return local.date(issued(), language())


def editions() -> dict[str, str]:
    """Return the documents of the agenda, each with the date of its edition."""
    return _editions(site())


def moments(statements: Iterable[Statement]) -> list[Moment]:
    """Return milestones in order of time, those without a date last; each once."""
    return milestones.moments(statements, issued())


def about(moment: Moment) -> tuple[str, ...]:
    """Return IRIs of what a milestone is about: first what has a page of its own in a document, as that is what readers know."""
    known = _described(site())
    return tuple(sorted(moment.said.all("about"), key=lambda iri: (iri not in known, label(iri).casefold())))


@functools.lru_cache(maxsize=4)
def _editions(here: Site) -> dict[str, str]:
    return milestones.editions(here.store, here.reading)


@functools.lru_cache(maxsize=4)
def _described(here: Site) -> frozenset[str]:
    return frozenset(thing for page in here.reading.pages() if page.chapter for thing in page.describes)
