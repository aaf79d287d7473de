"""The plan for a goal as a page, and as the same files that the command line writes."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, g, make_response, render_template, request

from agendagraph import planner
from agendagraph.diagrams.views import VIEWS, Asked, plan_view
from agendagraph.errors import InputError, NotAcceptableError, TooLargeError
from agendagraph.planner import faces
from agendagraph.text import Text
from agendagraph.web.errors import wants_json
from agendagraph.web.site import language, link, near, site, typed, typed_several

SECONDS: Final = 2.0
"""So long the search for a visitor's plan may take; a plan that is not proven best says so."""

_FIELDS: Final = {"has": "heeft", "via": "via", "without": "zonder", "when": "geval", "within": "binnen"}
"""What the planner calls it → the field of the address."""

MOST_GOALS: Final = 5
"""For so many goals at once a visitor's plan may be."""


def plan() -> Response:
    """Show the form of a plan and, once it is filled in, the plan; or the plan as a file."""
    form = _form()
    goals, sector = typed_several("ding"), typed("sector")
    fields = {name: typed_several(field) for name, field in _FIELDS.items()}
    shown: dict[str, Any] = {
        "goals": goals,
        "sector": sector,
        "fields": fields,
        "plan": None,
        "error": None,
        "suggestions": [],
    }
    if not goals and not form:
        return make_response(render_template("plan.html", files={}, **shown))
    try:
        if len(goals) > MOST_GOALS:
            raise TooLargeError(
                Text(f"Hoogstens {MOST_GOALS} doelen tegelijk.", f"At most {MOST_GOALS} goals at once."),
                where="ding",
            )
        asked = planner.request_of(site().store, goals, sector, **fields)
        found = planner.make(site().store, asked, seconds=SECONDS)
    except InputError as error:
        if form or wants_json():
            g.machine = True
            raise
        names = [*goals, sector, *(value for values in fields.values() for value in values)]
        # One name at a time: looking for names that are near costs more than planning.
        unknown = next((name for name in names if name and not site().names.having(name)), "")
        suggestions = near(unknown) if unknown else []
        shown |= {"error": error, "suggestions": suggestions}
        return make_response(render_template("plan.html", files={}, **shown), error.http_status)
    if form:
        return _file(form, found)
    typed_ = {"ding": goals, "sector": [sector]} | {_FIELDS[name]: values for name, values in fields.items()}
    address = {field: tuple(values) for field, values in typed_.items() if any(values)}
    called = {name: [one.label(language()) for one in getattr(found, name)] for name in _FIELDS}
    shown |= {"goals": [goal.label(language()) for goal in found.goals], "fields": called}
    shown["drawn"] = plan_view(Asked(site().store, language(), VIEWS["plan"].parameters, address), found)
    shown |= {"plan": found, "files": {name: link("plan", **address, format=name) for name in faces.FORMS}}
    response = make_response(render_template("plan.html", **shown))
    response.vary.add("Accept")
    return response


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
