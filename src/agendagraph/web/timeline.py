"""The time line: all milestones, how certain each is, and what several sources say of the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Response, make_response, render_template
from markupsafe import Markup

from agendagraph import terms
from agendagraph.diagrams import legend, theme, views
from agendagraph.diagrams.layout.laid import Box
from agendagraph.diagrams.markup import tag
from agendagraph.diagrams.views import documents
from agendagraph.diagrams.views.asking import Asked, check
from agendagraph.errors import InputError
from agendagraph.reading import Statement, milestones
from agendagraph.web.asked import fields, meant, part, short
from agendagraph.web.figure import drawings
from agendagraph.web.moments import editions
from agendagraph.web.site import label, language, local_name, site

_FIELDS: Final = ("ding", "sector", "hoofdstuk", "zekerheid", "bron", "van", "tot")
_SIZE: Final = 150
_DRAWN: Final = 60
"""So many milestones can be read on one picture."""


def page() -> Response:
    """Show the milestones that were asked for as a picture and as a list."""
    given: dict[str, list[str]] = {}
    shown: dict[str, Any] = {"error": None, "suggestions": [], "view": None, "found": None}
    status = 200
    try:
        given = fields(*_FIELDS)
        shown |= _found(given)
    except InputError as error:
        status = error.http_status
        shown |= {"error": error, "suggestions": meant(error, given)}
    return make_response(render_template("timeline.html", given=given, offered=_offered(), sign=sign, **shown), status)


def _found(given: Mapping[str, list[str]]) -> dict[str, Any]:
    here = site()
    kind = views.by_name("timeline")
    asked = Asked(here.store, language(), kind.parameters, check(kind, given))
    choice = documents.moments(asked)
    every = milestones.chosen(here.store, here.reading, replace(choice, first=None, last=None))
    found = milestones.chosen(here.store, here.reading, choice)
    listed = part(found, _SIZE)
    pictured = _pictured(given, found)
    return {
        "found": found,
        "listed": listed,
        "per_year": milestones.per_year(listed.items),
        "years": milestones.years(every),
        "undated": sum(not milestones.when(one) for one in every),
        "choice": choice,
        "pictured": pictured,
        "view": drawings().view("timeline", pictured, language()) if found and not listed.start else None,
        "earlier": _before(found, pictured) if "van" not in given else 0,
        "beside": milestones.side_by_side(here.reading, found),
        "cautions": milestones.cautions(here.reading, found),
        "editions": _editions(),
    }


def _pictured(given: Mapping[str, list[str]], found: list[Statement]) -> dict[str, list[str]]:
    """Return what the picture is asked for: with more than it can show, it begins in the year of the agenda."""
    start = max(_editions(), default="")
    is_whole = len(found) <= _DRAWN or "van" in given or "tot" in given
    if is_whole or not any(year >= start for year in milestones.years(found)):
        return dict(given)
    return dict(given) | {"van": [start]}


def _before(found: list[Statement], pictured: Mapping[str, list[str]]) -> int:
    """Return how many dated milestones come before the year in which the picture begins."""
    start = next(iter(pictured.get("van", ())), "")
    return sum(count for year, count in milestones.years(found).items() if year < start)


def _offered() -> dict[str, list[tuple[str, str]]]:
    """Return field → what can be chosen in it, as value and name: only what has a milestone."""
    reading = site().reading
    found = milestones.chosen(site().store, reading, milestones.Choice())
    pages = [reading.passages[reading.passages[one.passage].page] for one in found]
    sources = {page.source for page in pages}
    chapters = list(dict.fromkeys(page.chapter for page in reading.pages() if page.chapter))
    certainties = [terms.AG + name for name in theme.CERTAINTIES]
    return {
        "hoofdstuk": [(short(iri), label(iri)) for iri in chapters if any(page.chapter == iri for page in pages)],
        "bron": sorted(((short(iri), label(iri)) for iri in sources), key=lambda pair: pair[1].casefold()),
        "zekerheid": [(short(iri), label(iri)) for iri in certainties],
        "ding": sorted({(short(iri), label(iri)) for one in found for iri in one.all("about")}, key=lambda p: p[1]),
    }


def _editions() -> dict[str, list[tuple[str, str]]]:
    """Return year → the documents of the agenda that are of it, each with its edition in words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for iri, edition in editions().items():
        found.setdefault(edition[:4], []).append((iri, edition))
    return found


def sign(milestone: Statement) -> Markup:
    """Return the shape of a certainty, as on the picture: the word stands beside it."""
    shape = legend.spot(local_name(milestone.one("certainty")), Box(1, 1, 12, 12), theme.family("Milestone"))
    drawn = tag("svg", shape, class_="moment f-change", viewBox="0 0 14 14", width=14, height=14, aria_hidden="true")
    return Markup(drawn)  # noqa: S704 - made of numbers and of our own words, through `tag`, which escapes
