"""The calls that plan: a plan for a goal, and two plans side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agendagraph import catalog, planner
from agendagraph.errors import ContradictionError, ParameterError
from agendagraph.planner import faces
from agendagraph.planner.comparing import Comparison
from agendagraph.planner.document import Plan, Step
from agendagraph.planner.request import present_at
from agendagraph.text import Text
from agendagraph.web.api import speech
from agendagraph.web.api.call import Call, Found, Whole, page_of
from agendagraph.web.api.fields import CITATIONS, Field, Row
from agendagraph.web.api.graph_calls import DING, HAS, SECTOR, VIA
from agendagraph.web.api.parameters import Asked, Parameter
from agendagraph.web.plan import MOST_GOALS, SECONDS
from agendagraph.web.site import language, site

WITHOUT: Final = Parameter(
    "zonder",
    "name",
    Text("Dit mag niet worden gebruikt.", "This must not be used."),
    many=True,
    example=("app-bgz-twiin",),
)
WHEN: Final = Parameter(
    "geval",
    "name",
    Text("Dit geval doet zich voor, zoals expliciete toestemming.", "This case holds, such as explicit consent."),
    many=True,
    example=("expliciete-toestemming",),
)
WITHIN: Final = Parameter(
    "binnen",
    "name",
    Text("Men hoort bij deze regio of dit verband.", "One belongs to this region or union."),
    many=True,
    example=("connect4care",),
)
_ORGANISATION: Final = Parameter(
    "organisatie",
    "name",
    Text(
        "Een organisatie: wat volgens haar beoordelingen in gebruik is, is er al.",
        "An organisation: what its assessments call live is there already.",
    ),
    example=("vzvz",),
)
_REST: Final = (HAS, VIA, WITHOUT, WHEN, WITHIN)
_AS: Final = {"heeft": "has", "via": "via", "zonder": "without", "geval": "when", "binnen": "within"}
"""The name of a parameter → what the planner calls it."""

_SIDES: Final = {
    "eerste": Text("Voor het eerste plan: ", "For the first plan: "),
    "tweede": Text("Voor het tweede plan: ", "For the second plan: "),
}


def _request(asked: Asked, side: str = "") -> planner.Request:
    """Return what is to be planned: of all that was asked, or of one side of a comparison.

    Raises:
        ContradictionError: something is both asked for and excluded.
    """
    store = site().store
    sector = asked.one(f"{side}sector") or asked.one("sector")
    live: list[str] = []
    if organisation := asked.one(f"{side}organisatie"):
        iri = catalog.resolve(store, organisation, ("Organisation",)).value
        live = [f"<{thing}>" for thing in sorted(present_at(store, iri))]
    rest = {theirs: list(asked.all(side + ours)) for ours, theirs in _AS.items()}
    rest["has"] += live
    request = planner.request_of(store, asked.all("ding"), sector, **rest)
    try:
        request.check()
    except ParameterError as error:
        raise ContradictionError(error.message, where=error.where, hint=error.hint) from error
    return request


def _plan(asked: Asked) -> Whole:
    found = planner.make(site().store, _request(asked), seconds=SECONDS)
    return Whole(lambda form: faces.write(found, form, language()), is_stable=found.is_proven)


_STEP: Final = (
    Field("in", "text", Text("In welk plan.", "In which plan."), choices=("first", "second", "both")),
    Field("thing", "thing", Text("Waar de stap over gaat.", "What the step is about.")),
    Field("kind", "thing", Text("De soort.", "The kind."), optional=True),
    Field("deed", "text", Text("Wat ermee te doen.", "What to do with it.")),
    Field("wave", "integer", Text("In welke golf van zijn plan.", "In which wave of its plan.")),
    Field(
        "status",
        "thing",
        Text("De status, als het er nog niet is.", "The status, if it is not there yet."),
        optional=True,
    ),
    CITATIONS,
)
_SIDE: Final = (
    Field("sector", "thing", Text("Voor wie.", "For whom."), optional=True),
    Field("has", "thing", Text("Wat er al is.", "What is in place."), many=True),
    Field("via", "thing", Text("Waarlangs.", "What is used."), many=True),
    Field("without", "thing", Text("Waarzonder.", "What is not used."), many=True),
    Field("when", "thing", Text("In welke gevallen.", "In which cases."), many=True),
    Field("within", "thing", Text("Binnen welke regio of welk verband.", "In which region or union."), many=True),
    Field("cost", "integer", Text("Wat het kost.", "What it costs.")),
    Field(
        "is_proven",
        "boolean",
        Text("Of bewezen is dat geen plan minder kost.", "Whether it is proven that no plan costs less."),
    ),
    Field("steps", "integer", Text("Hoeveel stappen.", "How many steps.")),
    Field("waves", "integer", Text("Hoeveel golven.", "How many waves.")),
)
_OTHERWISE: Final = (
    Field("dependent", "thing", Text("Waarvoor te kiezen viel.", "What the choice was for.")),
    Field("first", "thing", Text("De keuze in het eerste plan.", "The choice in the first plan.")),
    Field("second", "thing", Text("De keuze in het tweede plan.", "The choice in the second plan.")),
)


def _compare(asked: Asked) -> Found:
    store = site().store
    plans = [planner.make(store, _request(asked, f"{side}."), seconds=SECONDS, explain=False) for side in _SIDES]
    found = planner.compare(*plans)
    return replace(
        page_of(
            _steps(found),
            asked,
            _step,
            goals=speech.all_named(found.first.goals),
            first_plan=_side(found.first),
            second_plan=_side(found.second),
            difference=found.difference,
            otherwise=[
                {
                    "dependent": speech.named(o.dependent),
                    "first": speech.named(o.first),
                    "second": speech.named(o.second),
                }
                for o in found.otherwise
            ],
        ),
        is_stable=all(plan.is_proven for plan in plans),
    )


def _steps(found: Comparison) -> list[tuple[str, Step]]:
    sides = {"first": found.only_first, "second": found.only_second, "both": found.both}
    return [(side, step) for side, steps in sides.items() for step in steps]


def _step(placed: tuple[str, Step]) -> Row:
    side, step = placed
    return {
        "in": side,
        "thing": speech.named(step.thing),
        "kind": speech.named(step.kind),
        "deed": step.deed(language()),
        "wave": step.wave,
        "status": speech.named(step.status),
        "citations": speech.grounds(step.grounds),
    }


def _side(plan: Plan) -> Row:
    return {
        "sector": speech.named(plan.sector),
        **{name: speech.all_named(getattr(plan, name)) for name in _AS.values()},
        "cost": plan.cost,
        "is_proven": plan.is_proven,
        "steps": len(plan.steps),
        "waves": len(plan.waves),
    }


def _for(side: str, parameter: Parameter) -> Parameter:
    words = _SIDES[side]
    text = Text(words.nl + parameter.text.nl, words.en + parameter.text.en)
    # The second plan of the example takes the route that the first one must not.
    turned = {VIA.name: WITHOUT.example, WITHOUT.name: VIA.example}
    example = turned.get(parameter.name, parameter.example) if side == "tweede" else parameter.example
    return replace(parameter, name=f"{side}.{parameter.name}", text=text, example=example)


_GOALS: Final = replace(
    DING, many=True, most=MOST_GOALS, text=Text("Wat bereikt moet worden.", "What is to be reached.")
)

CALLS: Final[Sequence[Call]] = (
    Call(
        "plan",
        "/plan",
        Text("Maak een plan", "Make a plan"),
        Text(
            "Wat er nodig is voor een doel, in welke volgorde, wat er te kiezen valt en waarom. Het antwoord is één document "
            "zonder bladzijden, met beide talen erin; als CSV een rij voor elke stap en elke grond.",
            "What is needed for a goal, in which order, what there is to choose and why. The answer is one document without "
            "pages, with both languages in it; as CSV a row for every step and every ground.",
        ),
        (_GOALS, SECTOR, _ORGANISATION, *_REST),
        (),
        (),
        _plan,
        schema="Plan",
        may_be_impossible=True,
        shows=("sector",),
    ),
    Call(
        "compare",
        "/compare",
        Text("Vergelijk twee plannen", "Compare two plans"),
        Text(
            "Wat alleen in het ene plan staat, wat in het andere, en wat in beide: twee routes, twee sectoren, voor en na.",
            "What is only in the one plan, what only in the other, and what in both: two routes, two sectors, before and after.",
        ),
        (
            _GOALS,
            SECTOR,
            *(_for(side, parameter) for side in _SIDES for parameter in (SECTOR, _ORGANISATION, *_REST)),
        ),
        _STEP,
        (
            Field("goals", "thing", Text("Wat bereikt moet worden.", "What is to be reached."), many=True),
            Field("first_plan", "record", Text("Het eerste plan.", "The first plan."), fields=_SIDE),
            Field("second_plan", "record", Text("Het tweede plan.", "The second plan."), fields=_SIDE),
            Field("difference", "integer", Text("Hoeveel meer het tweede kost.", "How much more the second costs.")),
            Field(
                "otherwise",
                "record",
                Text("Keuzes die anders uitvielen.", "Choices that came out differently."),
                many=True,
                fields=_OTHERWISE,
            ),
        ),
        _compare,
        may_be_impossible=True,
        shows=("eerste.via", "tweede.via"),
    ),
)
