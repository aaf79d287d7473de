"""The calls about what rests on what in time: what happens without a thing, what most hangs on, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from agendagraph import planner
from agendagraph.planner import impact as effects
from agendagraph.planner import order as sequence
from agendagraph.planner.facts import Named
from agendagraph.reading.spans import Delay
from agendagraph.text import Text
from agendagraph.web.api import speech
from agendagraph.web.api.call import Call, Found, page_of
from agendagraph.web.api.fields import CITATIONS, Field, Row
from agendagraph.web.api.graph_calls import DING, SECTOR
from agendagraph.web.api.parameters import Asked, Parameter
from agendagraph.web.api.plan_calls import WHEN, WITHIN
from agendagraph.web.site import language, site

_EFFECTS: Final = (
    "falls",
    "switches",
    "conflicts",
    "unjudged",
    "undated",
    "milestone",
    "sector",
    "project",
    "ambition",
    "does-not-count",
)
_THING: Final = Field("thing", "thing", Text("Welk ding.", "Which thing."))
_KIND: Final = Field("kind", "thing", Text("De soort.", "The kind."), optional=True)
_WORDS: Final = Field("words", "text", Text("Hoe sterk, of waarom, in woorden.", "How strongly, or why, in words."))

_EFFECT: Final = (
    Field(
        "effect",
        "text",
        Text(
            "Wat er gebeurt: valt weg of wacht, kan wisselen, botst met een mijlpaal, niet te beoordelen, zonder datum, een "
            "mijlpaal ervan, een geraakte sector, project of ambitie, of een eis die niet meetelt.",
            "What happens: falls or waits, can switch, conflicts with a milestone, cannot be judged, has no date, a milestone "
            "of it, a sector, project or ambition that is touched, or a clause that does not count.",
        ),
        choices=_EFFECTS,
    ),
    _THING,
    _KIND,
    Field(
        "through", "thing", Text("Waardoor: de keten, of wat wegvalt.", "By what: the chain, or what falls."), many=True
    ),
    Field("left", "thing", Text("Wat er aan mogelijkheden blijft.", "Which options are left."), many=True),
    Field("milestone", "milestone", Text("Om welke mijlpaal het gaat.", "Which milestone it is about."), optional=True),
    Field(
        "before",
        "milestone",
        Text("Voor welke mijlpalen van het ding zij valt.", "Which milestones of the thing it falls before."),
        many=True,
    ),
    Field("is_certain", "boolean", Text("Of het botsen zeker is.", "Whether the conflict is certain."), optional=True),
    Field("is_new", "boolean", Text("Of de vertraging het doet.", "Whether the delay does it."), optional=True),
    _WORDS,
    CITATIONS,
)
_DAY: Final = Text("Als dag, of leeg.", "As a day, or empty.")
_COUNTING: Final = (SECTOR, WHEN, WITHIN)
_DELAY: Final = Parameter(
    "uitstel",
    "delay",
    Text(
        "Zoveel later komt het: 10d, 6w, 12m of 1y; zonder komt het niet.",
        "It comes so much later: 10d, 6w, 12m or 1y; without it does not come.",
    ),
    example=("12m",),
)
_ON: Final = Parameter(
    "op",
    "day",
    Text(
        "Laat mijlpalen van voor deze dag weg, zoals 2026-03-01.",
        "Leave out milestones before this day, such as 2026-03-01.",
    ),
    example=("2025-04-01",),
)


def _request(asked: Asked) -> planner.Request:
    return planner.request_of(
        site().store,
        asked.all("ding"),
        asked.one("sector"),
        when=asked.all("geval"),
        within=asked.all("binnen"),
    )


def _impact(asked: Asked) -> Found:
    delay = Delay.read(asked.one("uitstel")) if asked.one("uitstel") else None
    on = planner.day(asked.one("op"), option="op") if asked.one("op") else None
    found = effects.impact(site().store, _request(asked), delay=delay, on=on)
    return page_of(
        _all_effects(found),
        asked,
        lambda row: row,
        thing=speech.named(found.thing),
        status=speech.named(found.status),
        delay=delay.words(language()) if delay else None,
        on=on.isoformat() if on else None,
        sector=speech.named(found.sector),
        when=speech.all_named(found.when),
        within=speech.all_named(found.within),
        shifted=[
            {
                "milestone": speech.milestone(shifted.moment),
                "earliest": shifted.later.start.isoformat() if shifted.later.start else None,
                "latest": shifted.later.end.isoformat() if shifted.later.end else None,
            }
            for shifted in (found.later.shifted if found.later else ())
        ],
    )


def _all_effects(found: effects.Impact) -> list[Row]:
    """Return everything that happens as rows, in the order of `_EFFECTS`."""
    later = found.later
    rows = [
        _effect(
            "falls",
            speech.named(fall.thing),
            kind=speech.named(fall.kind),
            through=speech.all_named(link.option for link in fall.chain),
            words=fall.chain[-1].ground.words(language()),
            citations=speech.grounds(link.ground for link in reversed(fall.chain)),
        )
        for fall in found.falls
    ]
    rows += [
        _effect(
            "switches",
            speech.named(switch.thing),
            kind=speech.named(switch.kind),
            through=speech.all_named(switch.lost),
            left=speech.all_named(left.thing for left in switch.left),
            words=switch.ground.words(language()),
            citations=speech.grounds([switch.ground]),
        )
        for switch in found.switches
    ]
    for conflict in later.conflicts if later else ():
        rows += _dues(
            "conflicts",
            [conflict.due],
            before=[speech.milestone(shifted.moment) for shifted in conflict.before],
            is_certain=conflict.is_certain,
            is_new=conflict.is_new,
        )
    rows += _dues("unjudged", later.unjudged if later else ())
    rows += _dues("undated", later.undated if later else ())
    rows += _dues("milestone", found.milestones)
    for name, touched in (("sector", found.sectors), ("project", found.projects), ("ambition", found.ambitions)):
        rows += [
            _effect(name, speech.named(t.thing), kind=speech.named(t.kind), through=speech.all_named(t.through))
            for t in touched
        ]
    return rows + [
        _effect(
            "does-not-count",
            speech.named(aside.ground.dependent),
            left=speech.all_named(aside.options),
            words=aside.reason(language()),
            citations=speech.grounds([aside.ground]),
        )
        for aside in found.asides
    ]


def _dues(effect: str, dues: Iterable[effects.Due], **rest: Any) -> list[Row]:
    """Return milestones as rows, one for each thing that they are about."""
    rows = []
    for due in dues:
        written = speech.milestone(due.moment)
        rows += [
            _effect(effect, speech.named(thing), milestone=written, citations=[written["citation"]], **rest)
            for thing in due.things
        ]
    return rows


def _effect(effect: str, thing: dict[str, str] | None, **rest: Any) -> Row:
    empty: Row = {field.name: [] if field.many else "" if field is _WORDS else None for field in _EFFECT}
    return empty | {"effect": effect, "thing": thing} | rest


def _ranking(asked: Asked) -> Found:
    return page_of(effects.rank(site().store, _request(asked)), asked, _weight)


def _weight(weight: effects.Weight) -> Row:
    return {"thing": speech.named(weight.thing), "kind": speech.named(weight.kind), "falls": weight.falls}


_PLACE: Final = (
    Field(
        "place",
        "text",
        Text(
            "Ervoor, erna, een golf van wat zo te bereiken is, een kring die op zichzelf wacht, of wat zo niet kan.",
            "Before it, after it, a wave of what can be had, a circle that waits for itself, or what cannot come like this.",
        ),
        choices=("before", "after", "wave", "circle", "stuck"),
    ),
    Field("by", "text", Text("Waardoor dat zo is.", "Why that is so."), choices=("clause", "source", "date", "order")),
    _THING,
    Field("steps", "integer", Text("Over hoeveel stappen.", "Over how many steps."), optional=True),
    Field("wave", "integer", Text("In welke golf het kan.", "In which wave it can come."), optional=True),
    Field("beside", "thing", Text("Het volgende ding op de weg.", "The next thing on the way."), optional=True),
    Field("other_options", "thing", Text("Wat de eis ook vervult.", "What also satisfies the clause."), many=True),
    Field(
        "milestones",
        "milestone",
        Text("De laatste van het ene en de eerste van het andere.", "The last of the one and the first of the other."),
        many=True,
    ),
    Field("is_firm", "boolean", Text("Of de data vaststaan.", "Whether the dates are firm."), optional=True),
    Field(
        "is_against",
        "boolean",
        Text("Of de eisen het andersom zeggen.", "Whether the clauses say it the other way round."),
        optional=True,
    ),
    _WORDS,
    CITATIONS,
)


def _order(asked: Asked) -> Found:
    found = sequence.order(site().store, _request(asked))
    return page_of(_all_places(found), asked, lambda row: row, thing=speech.named(found.thing))


def _all_places(found: sequence.Order) -> list[Row]:
    rows = [row for place in found.before for row in _reasons("before", place)]
    rows += [row for place in found.after for row in _reasons("after", place)]
    for dated in found.dates:
        first, then = dated.first, dated.then
        is_before = found.thing == then
        rows.append(
            _place(
                "before" if is_before else "after",
                "date",
                first if is_before else then,
                beside=speech.named(then if is_before else first),
                milestones=[speech.milestone(dated.last), speech.milestone(dated.start)],
                is_firm=dated.is_firm,
                is_against=dated.is_against,
                citations=[speech.milestone(moment)["citation"] for moment in (dated.last, dated.start)],
            )
        )
    if not found.thing:
        rows += [
            _place("wave", "order", thing, wave=number) for number, wave in enumerate(found.waves, 1) for thing in wave
        ]
    for circle in found.circles:
        places = speech.grounds(circle.grounds)
        rows += [_place("circle", "order", thing, citations=places) for thing in circle.things]
    return rows + [_place("stuck", "order", thing) for thing in found.stuck]


def _reasons(side: str, place: sequence.Place) -> list[Row]:
    """Return why a thing comes before or after another, a row for each reason."""
    rows = []
    for reason in place.reasons:
        ground, said = reason.ground, reason.said
        words = ground.words(language()) if ground else said.note(language()) if said else ""
        cited = speech.grounds([ground]) if ground else []
        cited += [speech.citation(said.passage.iri, said.locator)] if said else []
        rows.append(
            _place(
                side,
                "clause" if ground else "source",
                place.thing,
                steps=place.steps,
                wave=place.wave,
                beside=speech.named(reason.then if side == "before" else reason.first),
                other_options=speech.all_named(reason.other_options),
                words=words,
                citations=cited,
            )
        )
    return rows


def _place(place: str, by: str, thing: Named, **rest: Any) -> Row:
    empty: Row = {field.name: [] if field.many else "" if field is _WORDS else None for field in _PLACE}
    return empty | {"place": place, "by": by, "thing": speech.named(thing)} | rest


CALLS: Final[Sequence[Call]] = (
    Call(
        "impact",
        "/impact",
        Text("Wat als iets later komt, of niet?", "What if something comes later, or not at all?"),
        Text(
            "Wat ermee wegvalt, wat kan wisselen en waarheen, welke mijlpalen botsen, en welke sectoren, projecten en ambities "
            "geraakt worden.",
            "What falls with it, what can switch and to what, which milestones conflict, and which sectors, projects and "
            "ambitions are touched.",
        ),
        (replace(DING, example=("mitz",)), _DELAY, _ON, *_COUNTING),
        _EFFECT,
        (
            _THING,
            Field(
                "status",
                "thing",
                Text("De status, als het er nog niet is.", "The status, if it is not there yet."),
                optional=True,
            ),
            Field("delay", "text", Text("Hoeveel later, in woorden.", "How much later, in words."), optional=True),
            Field("on", "text", _DAY, optional=True),
            Field("sector", "thing", Text("Voor wie.", "For whom."), optional=True),
            Field("when", "thing", Text("In welke gevallen.", "In which cases."), many=True),
            Field(
                "within", "thing", Text("Binnen welke regio of welk verband.", "In which region or union."), many=True
            ),
            Field(
                "shifted",
                "record",
                Text("De mijlpalen van het ding, met de vertraging.", "The milestones of the thing, with the delay."),
                many=True,
                fields=(
                    Field("milestone", "milestone", Text("Welke.", "Which.")),
                    Field("earliest", "text", _DAY, optional=True),
                    Field("latest", "text", _DAY, optional=True),
                ),
            ),
        ),
        _impact,
        shows=("uitstel",),
    ),
    Call(
        "ranking",
        "/impact/ranking",
        Text("Waar hangt het meeste aan?", "What does most hang on?"),
        Text(
            "Hoeveel andere dingen er zonder een ding niet kunnen komen, de meeste eerst.",
            "How many other things cannot be had without a thing, most first.",
        ),
        _COUNTING,
        (_THING, _KIND, Field("falls", "integer", Text("Hoeveel er wegvallen.", "How many fall."))),
        (),
        _ranking,
    ),
    Call(
        "order",
        "/order",
        Text("Wat komt voor wat?", "What comes before what?"),
        Text(
            "Wat voor en na een ding komt, en waarom: door eisen, door wat bronnen van de volgorde zeggen en door data. Zonder "
            "ding de golven van de hele graaf.",
            "What comes before and after a thing, and why: by clauses, by what sources say of the sequence and by dates. "
            "Without a thing the waves of the whole graph.",
        ),
        (replace(DING, required=False, example=("mitz",)), *_COUNTING),
        _PLACE,
        (replace(_THING, optional=True),),
        _order,
        shows=("ding",),
    ),
)
