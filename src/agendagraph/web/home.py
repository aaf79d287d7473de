"""The start: one search box, one question, the overviews of the agenda, and what was about to change when it came out."""

from __future__ import annotations

from typing import Final

from flask import render_template

from agendagraph import terms
from agendagraph.reading import milestones as told
from agendagraph.reading.agenda import Chapter, chapters
from agendagraph.web.agenda import entries
from agendagraph.web.moments import issued_words, moments
from agendagraph.web.site import choices, kind_of, label, site

SOON: Final = 6
"""So many milestones the start shows; the time line has them all."""
_GOALS: Final = ("Exchange", "AgreementSystem")
"""Kinds of things that one plans for, beside the topics of the agenda."""


def home() -> str:
    """Show where one can begin."""
    every = chapters(site().store, site().reading)
    milestones = moments(told.chosen(site().store, site().reading, told.Choice()))
    ahead = told.coming(milestones)
    return render_template(
        "home.html",
        entries=entries(),
        goals=goals(every),
        chapters=_filled(every),
        soon=ahead[:SOON],
        ahead=len(ahead),
        overdue=[moment for moment in milestones if moment.phase == "overdue"],
        edition=issued_words(),
    )


def goals(every: tuple[Chapter, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a visitor can ask a plan for: kinds with identifiers and names, exchanges first.

    Args:
        every: the agenda; its topics can be goals, too.
    """
    found: dict[str, dict[str, str]] = {label(terms.AG + kind): dict(choices(kind)) for kind in _GOALS}
    known = {iri for names in found.values() for iri in names}
    for chapter in every:
        for topic in chapter.topics:
            if topic.thing not in known and not topic.is_document:
                found.setdefault(kind_of(topic.thing), {})[topic.thing] = label(topic.thing)
    return [
        (
            kind,
            [(iri.removeprefix(terms.AGD), name) for iri, name in sorted(names.items(), key=lambda p: p[1].casefold())],
        )
        for kind, names in found.items()
        if names
    ]


def _filled(every: tuple[Chapter, ...]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the sources with their chapters, and how many topics each of those has."""
    found: dict[str, list[tuple[str, int]]] = {}
    for chapter in every:
        if size := sum(not topic.is_document for topic in chapter.topics):
            found.setdefault(chapter.source, []).append((chapter.iri, size))
    return list(found.items())
