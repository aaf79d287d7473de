"""What happens when a thing comes later or not at all, as a page; and what most things hang on."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, make_response, render_template

from agendagraph import planner
from agendagraph.diagrams.views import VIEWS, Asked, impact_view
from agendagraph.errors import InputError, ParameterError
from agendagraph.planner import impact as effects
from agendagraph.planner.faces import sentences
from agendagraph.planner.plain import plain
from agendagraph.reading.spans import Delay, Span
from agendagraph.results import as_text_json
from agendagraph.text import Text
from agendagraph.web.planning import Counting, Side, offered, only_json, page_number, told
from agendagraph.web.site import language, link, typed

_MONTHS: Final = 600
"""Nothing is asked to come later than this."""
_A_PAGE: Final = 50
_NAMES: Final = ("ding", "sector", "geval", "binnen")


def impact() -> Response:
    """Show the form and, once it is filled in, what falls or waits, what can switch, and what conflicts."""
    is_for_program = only_json()
    side, counting = Side.read(names=_NAMES), Counting.read()
    how, months, on = typed("hoe"), typed("maanden"), typed("op")
    shown: dict[str, Any] = {"side": side, "counting": counting, "how": how, "months": months, "on": on}
    shown |= {"found": None, "error": None}
    if not side.typed["ding"] and not is_for_program:
        return make_response(render_template("impact.html", **shown, **offered()))
    try:
        if len(side.typed["ding"]) != 1:
            raise ParameterError(Text("Noem één ding.", "Name one thing."), where="ding")
        counting.check()
        side.resolve()
        delay = _delay(how, months)
        day = planner.day(on, option="op") if on else None
        found = effects.impact(counting.store, side.request(counting), delay=delay, on=day)
    except InputError as error:
        if is_for_program:
            raise
        return make_response(
            render_template("impact.html", **(shown | told(error, side)), **offered()), error.http_status
        )
    if is_for_program:
        return _json(found)
    address = side.address() | counting.typed
    values = address | ({"vertraging": (f"{delay.number}{delay.unit}",)} if delay else {})
    rest = {name: (value,) for name, value in (("hoe", how), ("maanden", months), ("op", on)) if value}
    shown |= {
        "found": found,
        "title_": sentences.title_of_impact(found),
        "told": sentences.of_impact(found),
        "drawn": impact_view(Asked(counting.store, language(), VIEWS["impact"].parameters, values), found),
        "days": _days,
        "as_json": link("impact", **address, **rest, format="json"),
    }
    response = make_response(render_template("impact.html", **shown, **offered()))
    response.vary.add("Accept")
    return response


def ranking() -> Response:
    """Show which things most others cannot do without."""
    is_for_program = only_json()
    side, counting = Side.read(names=_NAMES[1:]), Counting.read()
    shown: dict[str, Any] = {"side": side, "counting": counting, "weights": [], "error": None}
    shown |= {"page": 1, "pages": 1, "start": 0}
    try:
        page = page_number()
        counting.check()
        side.resolve()
        asked = side.request(counting)
        weights = effects.rank(counting.store, asked)
    except InputError as error:
        if is_for_program:
            raise
        return make_response(
            render_template("ranking.html", **(shown | told(error, side)), **offered()), error.http_status
        )
    if is_for_program:
        return _json(weights)
    pages = max(1, -(-len(weights) // _A_PAGE))
    page = min(page, pages)
    start = (page - 1) * _A_PAGE
    address = side.address() | counting.typed
    shown |= {"weights": weights[start : start + _A_PAGE], "total": len(weights), "page": page, "pages": pages}
    shown |= {"start": start, "address": address, "as_json": link("ranking", **address, format="json")}
    response = make_response(render_template("ranking.html", **shown, **offered()))
    response.vary.add("Accept")
    return response


def _delay(how: str, months: str) -> Delay | None:
    """Return how much later the thing comes; None where it does not come at all.

    Raises:
        ParameterError: that cannot be told from what was filled in.
    """
    if how not in {"", "vervalt", "later"}:
        raise ParameterError(
            Text(f"‘{how}’ is geen keuze.", f"‘{how}’ is no choice."),
            where="hoe",
            hint=Text("Kies: vervalt of later.", "Choose: vervalt or later."),
        )
    if how == "vervalt" or (not how and not months):
        return None
    if months.isascii() and months.isdecimal() and len(months) < 5 and 1 <= int(months) <= _MONTHS:
        return Delay(int(months), "m")
    raise ParameterError(
        Text(
            f"Hoeveel maanden later? Dat is een getal van 1 tot en met {_MONTHS}.",
            f"How many months later? That is a number from 1 to {_MONTHS}.",
        ),
        where="maanden",
        hint=Text("Vul bijvoorbeeld 12 in.", "Fill in 12, for example."),
    )


def _days(span: Span) -> str:
    """Return from which day to which, as days; an open side is said."""
    start, end = (day.isoformat() if day else "" for day in (span.start, span.end))
    if not start:
        return Text(f"uiterlijk {end}", f"by {end}")(language())
    if not end:
        return Text(f"na {start}", f"from {start}")(language())
    return start if start == end else Text(f"{start} tot en met {end}", f"{start} to {end}")(language())


def _json(value: Any) -> Response:
    response = make_response(as_text_json(plain(value)))
    response.content_type = "application/json"
    response.vary.add("Accept")
    return response
