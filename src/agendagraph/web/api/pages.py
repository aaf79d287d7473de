"""The page about the API: every call with what it can be asked, an example to follow and what that answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from agendagraph.errors import InputError
from agendagraph.results import as_text_json
from agendagraph.text import Language
from agendagraph.web.api.answers import PREFIX
from agendagraph.web.api.call import Call, Found
from agendagraph.web.api.calls import CALLS
from agendagraph.web.api.document import schema_name
from agendagraph.web.api.parameters import FORMAT, LANG, PAGE, PER_PAGE, read
from agendagraph.web.site import Site, language, site


@dataclass(frozen=True, slots=True)
class Shown:
    """A call with its example: the address, and the first of what it answers."""

    call: Call
    schema: str
    address: str
    answer: str


def overview() -> Response:
    """Show every call of the API."""
    shown = _all_shown(site(), language())
    return make_response(
        render_template(
            "api.html",
            shown=[one for one in shown if not one.call.id.startswith("question-")],
            questions=[one for one in shown if one.call.id.startswith("question-")],
            common=(LANG, FORMAT, PAGE, PER_PAGE),
            root=request.root_path.rstrip("/"),
        )
    )


@lru_cache(maxsize=4)
def _all_shown(_here: Site, tongue: Language) -> tuple[Shown, ...]:
    """Return all calls with their examples; the answers are found once."""
    return tuple(Shown(call, schema_name(call), address(call, tongue), _answer(call)) for call in CALLS)


def address(call: Call, tongue: Language, **more: str) -> str:
    """Return the address of the example of a call, from the root of the site."""
    asked = call.example | {name: [value] for name, value in more.items()}
    if tongue != LANG.default:
        asked["lang"] = [tongue]
    query = urlencode(asked, doseq=True)
    return PREFIX + call.path.replace("{id}", call.example_identifier) + (f"?{query}" if query else "")


def _answer(call: Call) -> str:
    """Return the beginning of what a call answers to its example: what goes for all rows, shortened, and one row.

    Empty where these data do not have what the example is about.
    """
    asked = read(call.parameters, MultiDict(call.example), call.example_identifier)
    try:
        found = call.find(asked)
    except InputError:
        return ""
    told: dict[str, Any] = (
        found.about | {"items": list(found.rows[:1]), "total": found.total}
        if isinstance(found, Found)
        else json.loads(found.write("json"))
    )
    return as_text_json(_shortened(told))


def _shortened(value: Any) -> Any:
    """Return a value with the first of each list only.

    >>> _shortened({"a": [1, 2]})
    {'a': [1, '…']}
    """
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    if isinstance(value, list) and len(value) > 1:
        return [_shortened(value[0]), "…"]
    return [_shortened(item) for item in value] if isinstance(value, list) else value
