"""What a goal needs, and how two things hang together: the pages of the graph's own questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, make_response, render_template

from agendagraph import catalog, graph
from agendagraph.errors import InputError
from agendagraph.reading import LINKS, Statement
from agendagraph.web.errors import wants_json
from agendagraph.web.figure import drawings
from agendagraph.web.site import language, near, site, typed, typed_several


def needs() -> Response:
    """Show what a thing needs: for a sector, along a route, and apart from what is there, where those are given."""
    goal, sector, via, has = typed("ding"), typed("sector"), typed_several("via"), typed_several("heeft")
    form = {"goal": goal, "sector": sector, "via": via, "has": has}
    shown: dict[str, Any] = form | {
        "thing": "",
        "party": "",
        "found": None,
        "duties": [],
        "exempt": [],
        "releases": [],
        "mixes": [],
        "error": None,
        "suggestions": [],
    }
    if not goal:
        return make_response(render_template("needs.html", **shown))
    store = site().store
    try:
        thing = catalog.resolve(store, goal).value
        party = catalog.resolve(store, sector, ("Sector", "ProviderType")).value if sector else None
        route, present = ([catalog.resolve(store, name).value for name in names] for names in (via, has))
    except InputError as error:
        return _again("needs.html", error, shown, [goal, sector, *via, *has])
    found = graph.needs(store, thing, sector=party, via=route, has=present)
    apart = graph.duties(store, party, language(), besides=found, has=present) if party else []
    releases = graph.releases(store, found)
    shown |= {"thing": thing, "party": party or "", "found": found, "duties": _said(apart)}
    shown |= {"exempt": graph.exemptions(store, found), "releases": releases, "mixes": graph.mixes([releases])}
    return make_response(render_template("needs.html", **shown))


def _said(duties: Iterable[graph.Duty]) -> list[Statement]:
    """Return the statements that ask these duties."""
    nodes = dict.fromkeys(duty.node for duty in duties)
    return [statement for node in nodes for statement in site().reading.said_by(node)]


def path() -> Response:
    """Show the shortest series of links between two things."""
    start, end = typed("van"), typed("naar")
    shown: dict[str, Any] = {"start": start, "end": end, "paths": None, "drawn": None, "error": None, "suggestions": []}
    if not (start and end):
        return make_response(render_template("path.html", **shown))
    try:
        a, b = (catalog.resolve(site().store, name).value for name in (start, end))
    except InputError as error:
        return _again("path.html", error, shown, [start, end])
    found = graph.paths(site().store, a, b) if a != b else []
    shown |= {"a": a, "b": b, "paths": [[(step, _stated(step)) for step in steps] for steps in found]}
    if found:
        shown["drawn"] = drawings().view("path", {"van": [start], "naar": [end]}, language())
    return make_response(render_template("path.html", **shown))


def _stated(step: graph.Step) -> Statement | None:
    """Return the statement that a step rests on; None where a rule derived it."""
    same = [
        statement
        for statement in site().reading.said_with(step.subject, (*LINKS, "Requirement"), "subject", "dependent")
        if step.object in (*statement.all("object"), *statement.all("prerequisite"))
        and statement.one("predicate") in {step.predicate, ""}
    ]
    exact = [statement for statement in same if statement.passage == step.passage]
    return next(iter(exact or same), None)


def _again(template: str, error: InputError, shown: dict[str, Any], names: list[str]) -> Response:
    """Show the form again with what to change; names that name nothing are met with the nearest ones."""
    if wants_json():
        raise error
    suggestions = [iri for name in names if not site().names.having(name) for iri in near(name)]
    shown |= {"error": error, "suggestions": suggestions}
    return make_response(render_template(template, **shown), error.http_status)
