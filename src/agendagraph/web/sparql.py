"""The page on which people use the endpoint; what programs send is answered by the server in front of the pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from flask import Response, current_app, make_response, render_template, request

from agendagraph import terms
from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AgendaGraphError, BusyError
from agendagraph.formats import of_kind
from agendagraph.protocol.request import Asked, read_query
from agendagraph.text import Text
from agendagraph.web.site import label, link_to, translate

Ask = Callable[[Job, str], Answer]
"""Answers a job of a visitor, somewhere that it can be stopped; the text says who asks, for a fair share."""

_SHOWN: Final = 500
_MOST: Final = 4_000_000
"""Bytes of an answer that is shown on a page: reading a larger one would keep all other pages waiting."""

_EXAMPLE: Final = """# Welke voorzieningen zijn er, en waar staat dat?
SELECT ?voorziening ?naam ?passage
WHERE {
  GRAPH ?passage { ?voorziening a ag:Facility ; skos:prefLabel ?naam }
  FILTER (LANG(?naam) = "nl")
}
ORDER BY ?naam
LIMIT 20
"""


def page() -> Response:
    """Show the form, with the answer to its query or with what is wrong with it."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        asked = read_query(request.method, request.query_string, headers, request.get_data())
    except AgendaGraphError as error:
        return _page(_typed(), status=error.http_status, error=error)
    if asked.what == "description":
        return _page(_EXAMPLE)
    return _answered(asked)


def _typed() -> str:
    return request.args.get("query", "") or request.form.get("query", "")


def _answered(asked: Asked) -> Response:
    job = Job("query", asked.text, request.base_url, "json", "turtle", asked.default_graphs, asked.named_graphs, _MOST)
    try:
        answer = _ask()(job, request.remote_addr or "")
    except AgendaGraphError as error:
        if error.http_status == 500:
            raise
        response = _page(asked.text, status=error.http_status, error=error)
        response.headers.update(error.headers)
        return response
    if answer.format == "turtle":
        return _page(asked.text, kind="graph", graph=answer.body.decode("utf-8", "replace"))
    found = json.loads(answer.body)
    if "boolean" in found:
        return _page(asked.text, boolean=translate("yes" if found["boolean"] else "no"))
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    cells = [[_cell(row.get(name, {})) for name in names] for row in rows[:_SHOWN]]
    return _page(asked.text, columns=names, rows=cells, shown=len(cells), all=len(rows))


def _ask() -> Ask:
    """Return what answers queries.

    Raises:
        BusyError: these pages run without the server that does.
    """
    ask: Ask | None = current_app.extensions["agendagraph-ask"]
    if ask is None:
        raise BusyError(
            Text("Hier draaien alleen de pagina's.", "Only the pages run here."),
            hint=Text("Start alles met: agendagraph serve.", "Start everything with: agendagraph serve."),
        )
    return ask


def _page(query: str, status: int = 200, kind: str = "rows", **found: Any) -> Response:
    formats = [form.name for form in of_kind("graph" if kind == "graph" else "rows")]
    nothing: dict[str, Any] = {
        "columns": None,
        "rows": [],
        "graph": "",
        "boolean": "",
        "error": None,
        "shown": 0,
        "all": 0,
    }
    response = make_response(render_template("sparql.html", query=query, formats=formats, **(nothing | found)), status)
    response.vary.add("Accept")
    return response


def _cell(term: dict[str, Any]) -> dict[str, str]:
    """Return a value for the page: only our own things become links, whatever a query puts into an IRI."""
    value = str(term.get("value", ""))
    if term.get("type") == "triple":
        return {"text": json.dumps(term["value"], ensure_ascii=False), "href": "", "title": "", "lang": ""}
    if term.get("type") != "uri":
        return {"text": value, "href": "", "title": "", "lang": str(term.get("xml:lang", ""))}
    href = link_to(value)
    return {"text": label(value) if href else terms.compact(value), "href": href, "title": value, "lang": ""}
