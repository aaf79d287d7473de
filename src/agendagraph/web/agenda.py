"""The agenda as the documents have it: by chapter, and what of it names a sector."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from agendagraph import catalog, terms
from agendagraph.errors import UnknownNameError
from agendagraph.reading import Passage, Statement
from agendagraph.text import Text
from agendagraph.web.errors import answer
from agendagraph.web.site import language, link, site, typed


@dataclass(frozen=True, slots=True)
class Applies:
    """How a topic applies to a sector: by which sector name of the document, and with which status where it has one."""

    named_as: str
    is_by_name: bool
    status: str


@dataclass(frozen=True, slots=True)
class Card:
    """A topic of the agenda, or a page without one."""

    page: Passage
    thing: str
    lights: tuple[Statement, ...]
    applies: tuple[Applies, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its topics, in the order of the document."""

    iri: str
    source: str
    cards: tuple[Card, ...]


def whole() -> AnyResponse:
    """Show all topics by chapter; a sector chosen in the form has an address of its own."""
    if chosen := typed("sector"):
        found = catalog.resolve(site().store, chosen, ("Sector", "ProviderType"))
        return redirect(link("agenda_for", identifier=found.value.removeprefix(terms.AGD)), 303)
    return make_response(render_template("agenda.html", sector="", chapters=_chapters({}), named=0, general=0))


def for_sector(identifier: str) -> Response:
    """Show which topics name a sector, which apply through a general term, and which do not name it."""
    iri = terms.AGD + identifier
    if not site().classes(iri) & {"Sector", "ProviderType"}:
        error = UnknownNameError(Text("Deze sector is er niet.", "There is no such sector."), where=identifier[:200])
        return answer(error, about=identifier)
    applies = _applies(iri)
    named = sum(any(a.is_by_name for a in found) for found in applies.values())
    return make_response(
        render_template(
            "agenda.html", sector=iri, chapters=_chapters(applies), named=named, general=len(applies) - named
        )
    )


def _applies(sector: str) -> dict[str, tuple[Applies, ...]]:
    """Return topic → how it applies to a sector, as the catalog's question tells it."""
    rows = catalog.ask(site().store, "onderwerpen", {"sector": [f"<{sector}>"], "ook": ["alle"]}, language()).rows
    found: dict[str, dict[Applies, None]] = {}
    for row in rows:
        topic, named_as, status = (getattr(row[name], "value", "") for name in ("ding", "genoemd", "status"))
        found.setdefault(topic, {})[Applies(named_as, named_as == sector, status)] = None
    return {topic: tuple(sorted(ways, key=lambda a: not a.is_by_name)) for topic, ways in found.items()}


def _chapters(applies: dict[str, tuple[Applies, ...]]) -> list[Chapter]:
    reading = site().reading
    by_chapter: dict[tuple[str, str], list[Card]] = {}
    for page in reading.pages():
        if not page.chapter:
            continue
        cards = by_chapter.setdefault((page.source, page.chapter), [])
        for thing in page.describes or ("",):
            lights = tuple(reading.said_with(thing, ("AgendaStatus",), "about")) if thing else ()
            cards.append(Card(page, thing, lights, applies.get(thing, ())))
    return [Chapter(chapter, source, tuple(cards)) for (source, chapter), cards in by_chapter.items()]
