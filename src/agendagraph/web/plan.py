"""The plan for a goal as a page, and as the same files that the command line writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, g, make_response, render_template, request

from agendagraph import planner
from agendagraph.diagrams.views import VIEWS, Asked, plan_view
from agendagraph.errors import InputError, NotAcceptableError, TooLargeError
from agendagraph.planner import faces
from agendagraph.planner.deadlines import VERDICTS
from agendagraph.planner.document import Choice, Other, Plan, Step
from agendagraph.planner.faces import sentences
from agendagraph.text import Text
from agendagraph.web.errors import wants_json
from agendagraph.web.planning import Counting, Side, checked, offered, picture_values, told
from agendagraph.web.site import language, link, typed

SECONDS: Final = 2.0
"""So long the search for a visitor's plan may take; a plan that is not proven best says so."""

MOST_GOALS: Final = 5
"""For so many goals at once a visitor's plan may be."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Where the page of a plan leads on to: the same question with one thing different.

    Attributes:
        side: what was asked.
        rest: the fields of the address that are not about one side.
    """

    side: Side
    rest: dict[str, tuple[str, ...]]

    def along(self, choice: Choice, other: Other) -> str:
        """Return the address of the plan with another option taken."""
        return link("plan", **self.side.address(via=self._via(choice, other)), **self.rest)

    def beside(self, choice: Choice, other: Other) -> str:
        """Return the address of the comparison of this plan and the one with another option taken."""
        first, second = (Side(f"{name}.", {}, self.side.found) for name in ("eerste", "tweede"))
        sides = first.address() | second.address(via=self._via(choice, other))
        return link("compare", **sides, **{name: some for name, some in self.rest.items() if name != "uiterlijk"})

    def with_in_place(self, step: Step) -> str:
        """Return the address of the plan of somebody who has the thing of a step already."""
        return link("plan", **self.side.address(heeft=[*self.side.found["heeft"], step.thing.iri]), **self.rest)

    def _via(self, choice: Choice, other: Other) -> list[str]:
        others = {choice.taken.iri, *(one.thing.iri for one in choice.others)}
        return [*(iri for iri in self.side.found["via"] if iri not in others), other.thing.iri]


def plan() -> Response:
    """Show the form of a plan and, once it is filled in, the plan; or the plan as a file."""
    form = _form()
    side, counting, by = Side.read(), Counting.read(), typed("uiterlijk")
    shown: dict[str, Any] = {"side": side, "counting": counting, "by": by, "plan": None, "error": None, "files": {}}
    if not side.typed["ding"] and not form:
        return make_response(render_template("plan.html", **shown, **offered()))
    try:
        check_goals(side)
        counting.check()
        side.resolve()
        day = planner.day(by, option="uiterlijk", last=True) if by else None
        found = planner.make(counting.store, checked(side.request(counting)), seconds=SECONDS)
    except InputError as error:
        if form or wants_json():
            g.machine = True
            raise
        return make_response(
            render_template("plan.html", **(shown | told(error, side)), **offered()), error.http_status
        )
    if form:
        return _file(form, found)
    rest = dict(counting.typed) | ({"uiterlijk": (by,)} if by else {})
    address = side.address() | counting.typed
    values = picture_values(address, found)
    shown |= {
        "plan": found,
        "day": day,
        "late": planner.late(counting.store, found, day) if day else [],
        "verdicts": VERDICTS,
        "told": sentences.of_plan(found),
        "words": faces.words.Words(language()),
        "roads": Roads(side, rest),
        "numbers": {step.thing.iri: step.number for step in found.steps},
        "cautions": list(_cautions(found)),
        "drawn": plan_view(Asked(counting.store, language(), VIEWS["plan"].parameters, values), found),
        "files": {name: link("plan", **address, format=name) for name in faces.FORMS},
    }
    response = make_response(render_template("plan.html", **shown, **offered()))
    response.vary.add("Accept")
    return response


def check_goals(*sides: Side) -> None:
    """Refuse more goals than a visitor's plan may have.

    Raises:
        TooLargeError: there are.
    """
    if any(len(side.typed["ding"]) > MOST_GOALS for side in sides):
        raise TooLargeError(
            Text(f"Hoogstens {MOST_GOALS} doelen tegelijk.", f"At most {MOST_GOALS} goals at once."), where="ding"
        )


def _cautions(found: Plan) -> Iterator[tuple[Any, list[Step]]]:
    """Yield everything to beware of once, with the steps that it is about."""
    about: dict[Any, list[Step]] = {}
    for step in found.steps:
        for said in step.cautions:
            about.setdefault(said, []).append(step)
    yield from about.items()


def schema() -> Response:
    """Return the JSON Schema that a plan as JSON fits."""
    response = make_response(faces.schema())
    response.content_type = "application/schema+json"
    return response


def _form() -> str:
    """Return the name of the file asked for, empty where the page will do.

    Raises:
        NotAcceptableError: there is no such file.
    """
    form = request.args.get("format", "")
    if form and form not in faces.FORMS:
        g.machine = True
        raise NotAcceptableError(
            Text("Dit formaat is er niet.", "There is no such format."),
            hint=Text(f"Kies: {', '.join(faces.FORMS)}.", f"Choose: {', '.join(faces.FORMS)}."),
        )
    g.machine = form == "json" or wants_json()
    return form or ("json" if g.machine else "")


def _file(form: str, found: planner.Plan) -> Response:
    response = make_response(faces.write(found, form, language()))
    response.content_type = faces.MEDIA_TYPES[form]
    response.headers["Content-Disposition"] = f'inline; filename="plan{faces.SUFFIXES[form]}"'
    response.vary.add("Accept")
    return response
