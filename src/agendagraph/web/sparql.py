"""The SPARQL endpoint, and the page that lets people use it."""

from __future__ import annotations

import json
from typing import Any, Final

from flask import Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import UnsupportedMediaType

from agendagraph import protocol, terms
from agendagraph.errors import AgendaGraphError, InputError, ParameterError, RefusedError
from agendagraph.results import FORMATS, Format
from agendagraph.text import Text
from agendagraph.web import negotiation
from agendagraph.web.errors import wants_json
from agendagraph.web.site import label, link_to, site, translate

_SHOWN: Final = 500
_EXAMPLE: Final = """# Welke voorzieningen zijn er, en waar staat dat?
SELECT ?voorziening ?naam ?passage
WHERE {
  GRAPH ?passage { ?voorziening a ag:Facility ; skos:prefLabel ?naam }
  FILTER (LANG(?naam) = "nl")
}
ORDER BY ?naam
LIMIT 20
"""
_NOT_HERE: Final = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")


def endpoint() -> Response:
    """Answer a query by GET, by form or directly by POST; without a query, show the form."""
    accept = request.headers.get("Accept", "")
    g.machine = wants_json()
    query = _query()
    if not query.strip():
        if accept and request.accept_mimetypes[negotiation.HTML] == 0:
            raise InputError(
                Text("Er is geen query gegeven.", "No query was given."),
                hint=Text("Geef de parameter query.", "Give the parameter query."),
            )
        return _page(_EXAMPLE)
    name = request.values.get("format", "")
    form = negotiation.by_name(name) if name else negotiation.choose(accept, query)
    if form is None:
        g.machine = False
        return _answered_page(query)
    form, body = _run(query, form)
    response = make_response(body)
    response.content_type = form.media_type + ("; charset=utf-8" if form.media_type.startswith("text/") else "")
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="agendagraph.{_extension(form)}"'
    response.vary.add("Accept")
    return response


def _query() -> str:
    """Return the query as it was sent, empty where there is none.

    Raises:
        InputError: there are several, or the body is no UTF-8.
        RefusedError: it is an update.
        UnsupportedMediaType: the body is of some other kind.
    """
    if request.mimetype == "application/sparql-update" or "update" in request.values:
        raise RefusedError(
            Text("Hier kan alleen gelezen worden.", "Only reading is possible here."),
            hint=Text("De gegevens veranderen in hun bestanden.", "The data are changed in their files."),
        )
    if foreign := [name for name in _NOT_HERE if name in request.values]:
        raise ParameterError(
            Text("Een andere dataset kan hier niet gekozen worden.", "Another dataset cannot be chosen here."),
            where=foreign[0],
            hint=Text("Gebruik GRAPH in de query.", "Use GRAPH in the query."),
        )
    if request.method != "POST":
        return _only(request.args.getlist("query"))
    if request.mimetype == "application/x-www-form-urlencoded":
        return _only(request.form.getlist("query"))
    if request.mimetype != "application/sparql-query":
        raise UnsupportedMediaType
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(Text("De query is geen geldige UTF-8.", "The query is not valid UTF-8.")) from error


def _only(queries: list[str]) -> str:
    if len(queries) > 1:
        raise ParameterError(Text("Er is meer dan één query gegeven.", "More than one query was given."), where="query")
    return queries[0] if queries else ""


def _run(query: str, form: Format) -> tuple[Format, bytes]:
    return protocol.run(site().store, query, form, seconds=current_app.config["QUERY_SECONDS"])


def _extension(form: Format) -> str:
    return {"json": "srj", "xml": "srx", "turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}.get(form.name, form.name)


def _page(query: str, status: int = 200, **found: Any) -> Response:
    kind = negotiation.kind_of_query(query)
    formats = [form.name for form in FORMATS.values() if form.kind == kind]
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


def _answered_page(query: str) -> Response:
    """Return the form with the answer to its query, or with what is wrong with it."""
    try:
        if negotiation.kind_of_query(query) == "graph":
            return _page(query, graph=_run(query, FORMATS["turtle"])[1].decode())
        found = json.loads(_run(query, FORMATS["json"])[1])
    except AgendaGraphError as error:
        if error.http_status == 500:
            raise
        return _page(query, status=error.http_status, error=error)
    if "boolean" in found:
        return _page(query, boolean=translate("yes" if found["boolean"] else "no"))
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    cells = [[_cell(row.get(name, {})) for name in names] for row in rows[:_SHOWN]]
    return _page(query, columns=names, rows=cells, shown=len(cells), all=len(rows))


def _cell(term: dict[str, Any]) -> dict[str, str]:
    """Return a value for the page: only our own things become links, whatever a query puts into an IRI."""
    value = str(term.get("value", ""))
    if term.get("type") != "uri":
        return {"text": value, "href": "", "title": "", "lang": str(term.get("xml:lang", ""))}
    href = link_to(value)
    return {"text": label(value) if href else terms.compact(value), "href": href, "title": value, "lang": ""}
