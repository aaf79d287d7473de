"""Two plans side by side as a page: two sectors, two routes, two goals, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, make_response, render_template

from agendagraph import planner
from agendagraph.errors import InputError
from agendagraph.planner.comparing import Comparison
from agendagraph.planner.document import Step
from agendagraph.planner.faces import as_json, sentences
from agendagraph.planner.faces.words import Words
from agendagraph.text import Text
from agendagraph.web.plan import SECONDS, check_goals
from agendagraph.web.planning import Counting, Side, checked, offered, only_json, picture_values, told
from agendagraph.web.site import language, link

SIDES: Final = {"eerste": Text("Links", "On the left"), "tweede": Text("Rechts", "On the right")}
"""Prefix of a side in the address → what it is called."""


def compare() -> Response:
    """Show the form and, once it is filled in, what two plans share and what only one of them has."""
    is_for_program = only_json()
    shared, counting = Side.read(), Counting.read()
    sides = [Side.read(f"{name}.") for name in SIDES]
    shown: dict[str, Any] = {"shared": shared, "sides": sides, "counting": counting, "found": None, "error": None}
    shown["side_names"] = list(SIDES.values())
    if not any(side.typed["ding"] for side in (shared, *sides)) and not is_for_program:
        return make_response(render_template("compare.html", **shown, **offered()))
    try:
        check_goals(shared, *sides)
        counting.check()
        for side in (shared, *sides):
            side.resolve()
        plans = [_plan(side, shared, counting) for side in sides]
    except InputError as error:
        if is_for_program:
            raise
        wrong = told(error, shared, *sides)
        return make_response(render_template("compare.html", **(shown | wrong), **offered()), error.http_status)
    found = planner.compare(*plans)
    if is_for_program:
        response = make_response(as_json.raw(found))
        response.content_type = "application/json"
        return response
    own = [_own(side, shared) for side in sides]
    whole = shared.address() | sides[0].address() | sides[1].address() | counting.typed
    shown |= {
        "found": found,
        "told": sentences.of_comparison(found),
        "words": Words(language()),
        "titles": [Words(language()).title(plan) for plan in (found.first, found.second)],
        "addresses": [link("plan", **side.address(), **counting.typed) for side in own],
        "pictures": [
            picture_values(side.address() | counting.typed, plan) for side, plan in zip(own, plans, strict=True)
        ],
        "rows": _rows(found),
        "as_json": link("compare", **whole, format="json"),
        "turned": link("compare", **_turned(whole)),
    }
    response = make_response(render_template("compare.html", **shown, **offered()))
    response.vary.add("Accept")
    return response


def _plan(side: Side, shared: Side, counting: Counting) -> planner.Plan:
    """Return the plan of one side.

    Raises:
        InputError: as the planner does; the message says on which side.
    """
    try:
        asked = checked(side.request(counting, shared))
        return planner.make(counting.store, asked, seconds=SECONDS, explain=False)
    except InputError as error:
        name = SIDES[side.prefix.removesuffix(".")]
        error.message = Text(f"{name.nl}: {error.message.nl}", f"{name.en}: {error.message.en}")
        raise


def _own(side: Side, shared: Side) -> Side:
    """Return what one side asks, with what it shares, as a plan of its own is asked."""
    return Side("", side.typed, {name: some or shared.found[name] for name, some in side.found.items()})


def _turned(address: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the address with left and right changed places."""
    first, second = (f"{name}." for name in SIDES)
    turned = {}
    for name, some in address.items():
        other = {first: second, second: first}.get(name[: len(first)])
        turned[other + name[len(first) :] if other else name] = some
    return turned


def _rows(found: Comparison) -> list[tuple[Step, int, int]]:
    """Return every step with its wave on the left and on the right; 0 where that plan does not have it."""
    left, right = ({step.thing.iri: step.wave for step in plan.steps} for plan in (found.first, found.second))
    steps = (*found.both, *found.only_first, *found.only_second)
    return [(step, left.get(step.thing.iri, 0), right.get(step.thing.iri, 0)) for step in steps]
