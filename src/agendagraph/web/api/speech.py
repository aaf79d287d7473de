"""Things, passages and milestones as the API writes them, in the language of the request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agendagraph import terms
from agendagraph.planner.dates import Moment
from agendagraph.planner.document import Ground
from agendagraph.planner.facts import Named
from agendagraph.web.site import label, language, reservations_at


def thing(iri: str) -> dict[str, str]:
    """Return a thing or value: its IRI, what a parameter calls it, and what people call it."""
    return {"iri": iri, "id": identifier(iri), "label": label(iri)}


def identifier(iri: str) -> str:
    """Return what a parameter calls a thing: its identifier, or its prefixed name.

    >>> identifier("https://w3id.org/agendagraph/id/mitz"), identifier("https://w3id.org/agendagraph/ns#Law")
    ('mitz', 'ag:Law')
    """
    return iri.removeprefix(terms.AGD) if iri.startswith(terms.AGD) else terms.compact(iri)


def maybe(iri: str) -> dict[str, str] | None:
    """Return a thing, None for an empty text."""
    return thing(iri) if iri else None


def things(iris: Iterable[str]) -> list[dict[str, str]]:
    """Return several things, in their order."""
    return [thing(iri) for iri in iris]


def named(one: Named | None) -> dict[str, str] | None:
    """Return a thing of the planner."""
    return thing(one.iri) if one else None


def all_named(some: Iterable[Named]) -> list[dict[str, str]]:
    """Return several things of the planner, in their order."""
    return [thing(one.iri) for one in some]


def citation(passage: str, locator: str = "") -> dict[str, Any]:
    """Return a place where something is written, with the reasons to look twice at it."""
    return {"passage": thing(passage), "locator": locator, "reservations": things(reservations_at(passage))}


def citations(passages: Iterable[str], locator: str = "") -> list[dict[str, Any]]:
    """Return the places where something is written."""
    return [citation(passage, locator) for passage in passages if passage]


def grounds(some: Iterable[Ground]) -> list[dict[str, Any]]:
    """Return where clauses are written, each place once."""
    places = dict.fromkeys((passage.iri, ground.locator) for ground in some for passage in ground.passages)
    return [citation(passage, locator) for passage, locator in places]


def milestone(moment: Moment) -> dict[str, Any]:
    """Return a milestone: what, when, how certain, and where it is written."""
    when = moment.when
    return {
        "what": when.what(language()),
        "when": when.text(language()),
        "date": when.date,
        "end": when.end,
        "certainty": thing(when.certainty.iri),
        "citation": citation(when.passage.iri, when.locator),
    }
