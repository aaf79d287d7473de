"""The agenda as its readers know it: chapters as columns, what applies to a sector and how, and what of it is soon."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Response, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from agendagraph import catalog, terms
from agendagraph.errors import InputError, ParameterError, UnknownNameError
from agendagraph.reading import Statement
from agendagraph.reading.agenda import FORCES, Chapter, Overview, Topic, chapters, overviews
from agendagraph.reading.milestones import Moment, coming
from agendagraph.text import Text
from agendagraph.web.errors import answer
from agendagraph.web.moments import issued_words, moments
from agendagraph.web.site import label, language, link, local_name, near, site, translate, typed

NATIONAL: Final = "landelijk"
"""What is confined to no region, as a value of the field `regio`."""
_FIELDS: Final = ("hoofdstuk", "soort", "kracht", "regio", "genoemd")


@dataclass(frozen=True, slots=True)
class Card:
    """A topic with all that its card says: the traffic lights of the regions, and what is next."""

    topic: Topic
    lights: tuple[Statement, ...]
    next: Moment | None


@dataclass(frozen=True, slots=True)
class Column:
    """A chapter, the cards of it that are shown, and how many topics it has."""

    chapter: Chapter
    cards: tuple[Card, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What a visitor wants to see of the agenda; each field is empty where everything will do."""

    hoofdstuk: str = ""
    soort: str = ""
    kracht: str = ""
    regio: str = ""
    genoemd: str = ""

    def keeps(self, chapter: Chapter, topic: Topic) -> bool:
        """Return whether a topic is to be shown."""
        return (
            self.hoofdstuk in {"", chapter.iri.removeprefix(terms.AGD)}
            and (not self.soort or terms.AG + self.soort in _kinds(topic))
            and (not self.kracht or self.kracht in topic.forces)
            and self.regio in {"", *_regions(topic)}
            and (not self.genoemd or topic.is_named)
        )

    @property
    def asked(self) -> dict[str, str]:
        """The fields that are filled in, as the address has them."""
        return {name: value for name in _FIELDS if (value := getattr(self, name))}


def whole() -> AnyResponse:
    """Show all topics by chapter; a sector chosen in the form has an address of its own, and keeps the other fields."""
    try:
        if chosen := typed("sector"):
            kept = {name: value for name in _FIELDS if (value := typed(name))}
            return redirect(link("agenda_for", identifier=_identifier(chosen), **kept), 303)
    except InputError as error:
        return _page("", (), error=error, suggestions=near(request.args.get("sector", "")))
    return _page("", ())


def for_sector(identifier: str) -> AnyResponse:
    """Show the agenda for a sector or provider type, or for the sectors that an overview of the document is for."""
    iri = terms.AGD + identifier
    if site().classes(iri) & {"Sector", "ProviderType"}:
        return _page(iri, (iri,))
    overview = next((one for one in _overviews() if one.iri == iri), None)
    if overview:
        return _page(iri, overview.sectors)
    error = UnknownNameError(Text("Deze sector is er niet.", "There is no such sector."), where=identifier[:200])
    return answer(error, about=identifier)


def entries() -> list[tuple[str, str]]:
    """Return identifier and name of the overviews that the document has itself, by name."""
    found = ((one.iri.removeprefix(terms.AGD), label(one.iri)) for one in _overviews())
    return sorted(found, key=lambda pair: pair[1].casefold())


def impact_of(iri: str) -> str:
    """Return the address of what happens without a thing: a page of its own where there is one, else the picture."""
    name = iri.removeprefix(terms.AGD)
    if f"impact:{language()}" in current_app.view_functions:
        return link("impact", ding=name)
    return link("diagram", name="impact", ding=name)


def _overviews() -> tuple[Overview, ...]:
    return overviews(site().store, site().reading)


def _identifier(chosen: str) -> str:
    if terms.AGD + chosen in {one.iri for one in _overviews()}:
        return chosen
    return catalog.resolve(site().store, chosen, ("Sector", "ProviderType")).value.removeprefix(terms.AGD)


def _page(about: str, sectors: tuple[str, ...], *, error: InputError | None = None, **more: Any) -> Response:
    every = chapters(site().store, site().reading, sectors)
    asked = Filter()
    try:
        # What is wrong in another field is told first; the filters are read when that is right.
        asked = asked if error else _asked(every, sectors)
    except InputError as wrong:
        error = wrong
    columns = [_column(chapter, asked) for chapter in every]
    topics = [topic for chapter in every for topic in chapter.topics if not topic.is_document]
    response = make_response(
        render_template(
            "agenda.html",
            about=about,
            sectors=sectors,
            columns=columns,
            counts=_counts(topics),
            asked=asked,
            options=_options(every),
            shown=sum(len(column.cards) for column in columns),
            entries=entries(),
            edition=issued_words(),
            error=error,
            **({"suggestions": []} | more),
        )
    )
    response.status_code = error.http_status if error else 200
    return response


def _counts(topics: list[Topic]) -> Counter[str]:
    """Return how many topics name the sector, apply in another way, name others only, or name nobody; and all."""
    ways = (topic.ways[0].kind if topic.ways else "others" if topic.sectors else "silent" for topic in topics)
    return Counter({"all": len(topics)}) + Counter("name" if way == "name" else way for way in ways)


def _column(chapter: Chapter, asked: Filter) -> Column:
    topics = [topic for topic in chapter.topics if not topic.is_document]
    return Column(chapter, tuple(_card(topic) for topic in topics if asked.keeps(chapter, topic)), len(topics))


def _card(topic: Topic) -> Card:
    reading = site().reading
    lights = tuple(reading.said_with(topic.thing, ("AgendaStatus",), "about"))
    ahead = coming(moments(reading.said_with(topic.thing, ("Milestone",), "about")))
    return Card(topic, lights, next(iter(ahead), None))


def _options(every: tuple[Chapter, ...]) -> dict[str, list[tuple[str, str]]]:
    """Return for each field the values that some topic has, with their names."""
    topics = [topic for chapter in every for topic in chapter.topics if not topic.is_document]
    filled = [chapter.iri for chapter in every if not all(topic.is_document for topic in chapter.topics)]
    forces = {force for topic in topics for force in topic.forces}
    return {
        "hoofdstuk": [(iri.removeprefix(terms.AGD), label(iri)) for iri in filled],
        "soort": _by_name({kind for topic in topics for kind in _kinds(topic)}),
        "kracht": [(force, label(terms.AG + force)) for force in FORCES if force in forces],
        "regio": [
            (NATIONAL, translate("agenda_national")),
            *_by_name({scope for topic in topics for scope in topic.scopes}),
        ],
    }


def _by_name(iris: set[str]) -> list[tuple[str, str]]:
    return sorted(((local_name(iri), label(iri)) for iri in iris), key=lambda pair: (pair[1].casefold(), pair[0]))


def _kinds(topic: Topic) -> set[str]:
    return {iri for iri in site().names.classes.get(topic.thing, ()) if iri.startswith(terms.AG)}


def _regions(topic: Topic) -> set[str]:
    return {local_name(scope) for scope in topic.scopes} or {NATIONAL}


def _asked(every: tuple[Chapter, ...], sectors: tuple[str, ...]) -> Filter:
    """Return what the visitor filled in.

    Raises:
        ParameterError: a field has a value that it cannot have, or there is no such field.
    """
    if unknown := sorted(set(request.args) - {*_FIELDS, "sector"}):
        raise ParameterError(
            Text("De agenda heeft dit veld niet.", "The agenda has no such field."),
            where=unknown[0][:40],
            hint=Text(f"Velden: {', '.join(_FIELDS)}.", f"Fields: {', '.join(_FIELDS)}."),
        )
    asked = Filter(**{name: typed(name) for name in _FIELDS})
    options = _options(every)
    allowed = {name: {value for value, _ in pairs} for name, pairs in options.items()} | {"genoemd": {"ja"}}
    for name, value in asked.asked.items():
        if value not in allowed[name]:
            raise ParameterError(
                Text(f"‘{value[:40]}’ is hier geen keuze.", f"‘{value[:40]}’ is no choice here."),
                where=name,
                hint=Text("Kies een waarde uit de lijst.", "Choose a value from the list."),
            )
    return asked if sectors else replace(asked, genoemd="")
