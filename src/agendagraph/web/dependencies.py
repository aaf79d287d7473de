"""What a goal needs, and how two things hang together: the pages of the graph's own questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask import Response, make_response, render_template

from agendagraph import catalog, graph, terms
from agendagraph.errors import InputError, ParameterError
from agendagraph.reading import LINKS, Statement
from agendagraph.text import Text
from agendagraph.web.errors import wants_json
from agendagraph.web.figure import drawings
from agendagraph.web.planning import page_number
from agendagraph.web.site import language, near, site, typed, typed_several

_MOST_PATHS: Final = 50
_A_PAGE: Final = 10


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
        "drawn": None,
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
    if found.needs and not (sector or via or has):
        # A neighbourhood knows no sector or route: where one is given it would show what does not count here.
        asked = {"ding": [thing.removeprefix(terms.AGD)], "richting": ["uit"], "verband": ["requires", "requiresOneOf"]}
        shown["drawn"] = drawings().view("neighbourhood", asked, language())
    return make_response(render_template("needs.html", **shown))


def _said(duties: Iterable[graph.Duty]) -> list[Statement]:
    """Return the statements that ask these duties."""
    nodes = dict.fromkeys(duty.node for duty in duties)
    return [statement for node in nodes for statement in site().reading.said_by(node)]


def path() -> Response:
    """Show the shortest series of links between two things; where asked for, longer ones, too."""
    start, end, every = typed("van"), typed("naar"), typed("alle")
    shown: dict[str, Any] = {"start": start, "end": end, "every": every == "ja", "paths": None, "drawn": None}
    shown |= {"error": None, "suggestions": []}
    if not (start or end):
        return make_response(render_template("path.html", **shown))
    try:
        if not (start and end):
            raise ParameterError(
                Text("Noem twee dingen.", "Name two things."),
                where="naar" if start else "van",
                hint=Text("Vul beide velden in.", "Fill in both fields."),
            )
        if every not in {"", "ja", "nee"}:
            raise ParameterError(
                Text(f"‘{every}’ is geen keuze.", f"‘{every}’ is no choice."),
                where="alle",
                hint=Text("Kies: ja of nee.", "Choose: ja or nee."),
            )
        a, b = (catalog.resolve(site().store, name).value for name in (start, end))
        page = page_number()
    except InputError as error:
        return _again("path.html", error, shown, [start, end])
    found = graph.paths(site().store, a, b, every=every == "ja", limit=_MOST_PATHS) if a != b else []
    pages = max(1, -(-len(found) // _A_PAGE))
    first = (min(page, pages) - 1) * _A_PAGE
    values = {"van": [a.removeprefix(terms.AGD)], "naar": [b.removeprefix(terms.AGD)]}
    values |= {"alle": ["ja"]} if every == "ja" else {}
    shown |= {"a": a, "b": b, "total": len(found), "first": first, "page": min(page, pages), "pages": pages}
    shown |= {"is_cut": len(found) == _MOST_PATHS, "address": values}
    shown["paths"] = [
        (_places(a, steps), [(step, _stated(step)) for step in steps]) for steps in found[first : first + _A_PAGE]
    ]
    if found:
        shown["drawn"] = drawings().view("path", values, language())
    return make_response(render_template("path.html", **shown))


def _places(start: str, steps: Iterable[graph.Step]) -> list[str]:
    """Return the things that a path passes, from its start."""
    return [start, *(step.object if step.is_forward else step.subject for step in steps)]


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
