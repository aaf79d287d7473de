"""The page on which people use the endpoint; what programs send is answered by the server in front of the pages."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, Final

import pyoxigraph as ox
from babel.numbers import format_decimal
from flask import Response, current_app, make_response, render_template, request

from agendagraph import catalog, terms
from agendagraph.diagrams.view import View
from agendagraph.diagrams.views.asking import Asked as AskedView
from agendagraph.diagrams.views.pairs import linked
from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AgendaGraphError, BusyError, QuerySyntaxError
from agendagraph.formats import of_kind
from agendagraph.protocol.request import Asked, read_query
from agendagraph.text import Text
from agendagraph.web import editor, messages
from agendagraph.web.site import label, language, link, link_to, site, translate

Ask = Callable[[Job, str], Answer]
"""Answers a job of a visitor, somewhere that it can be stopped; the text says who asks, for a fair share."""

_SHOWN: Final = 500
_DRAWN: Final = 60
_READ: Final = 20_000
"""So many statements of an answer are looked at for its picture."""
_MOST: Final = 4_000_000
"""Bytes of an answer that is shown on a page: reading a larger one would keep all other pages waiting."""
_LONGEST_ADDRESS: Final = 6_000
"""Beyond so many characters an address is a trouble to what stands between; then the query is posted."""
_AROUND: Final = 60

_EXAMPLE: Final = """# Welke voorzieningen zijn er, en waar staat dat?
PREFIX ag: <https://w3id.org/agendagraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

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
        if asked.what == "description":
            return _page(_chosen())
    except AgendaGraphError as error:
        return _page(_typed(), status=error.http_status, error=error)
    return _answered(asked)


def _chosen() -> str:
    """Return the question that the visitor chose to start from, else an example.

    Raises:
        UnknownNameError: there is no such question.
    """
    identifier = request.args.get("vraag", "")
    return editor.question(identifier[:100]) if identifier else _EXAMPLE


def _typed() -> str:
    return request.args.get("query", "") or request.form.get("query", "")


def _answered(asked: Asked) -> Response:
    job = Job("query", asked.text, request.base_url, "json", "turtle", asked.default_graphs, asked.named_graphs, _MOST)
    began = time.perf_counter()
    try:
        answer = _ask()(job, request.remote_addr or "")
    except AgendaGraphError as error:
        if error.http_status == 500:
            raise
        response = _page(asked.text, status=error.http_status, error=error, place=_place(asked.text, error))
        response.headers.update(error.headers)
        return response
    took = format_decimal(round(1000 * (time.perf_counter() - began)), locale=language())
    if answer.format == "turtle":
        return _page(asked.text, kind="graph", took=took, **_graph(answer.body))
    found = json.loads(answer.body)
    if "boolean" in found:
        return _page(asked.text, took=took, boolean=translate("yes" if found["boolean"] else "no"))
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    cells = [[_cell(row.get(name, {})) for name in names] for row in rows[:_SHOWN]]
    return _page(asked.text, took=took, columns=names, rows=cells, shown=len(cells), all=len(rows))


def _graph(body: bytes) -> dict[str, Any]:
    """Return a graph as what the page shows of it: a picture, a table and its text."""
    found = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)]
    heads = [translate(f"sparql_{name}") for name in ("subject", "predicate", "object")]
    rows = [[_cell(_as_json(term)) for term in triple] for triple in found[:_SHOWN]]
    text = body.decode("utf-8", "replace")
    return {"graph": text, "columns": heads, "rows": rows, "shown": len(rows), "all": len(found), "view": _drawn(found)}


def _drawn(found: list[ox.Triple]) -> View | None:
    """Return statements as a picture; None where they join nothing."""
    joined = [tuple(triple) for triple in found[:_READ] if isinstance(triple.object, ox.NamedNode | ox.BlankNode)]
    if not joined:
        return None
    asked = AskedView(site().store, language(), ())
    return linked(asked, messages.text("sparql_picture_title"), joined, _DRAWN, messages.text("sparql_picture_cut"))


def _as_json(term: object) -> dict[str, Any]:
    """Return a term as it stands in results in JSON."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        return {"type": "literal", "value": term.value, "xml:lang": term.language or ""}
    return {"type": "bnode", "value": str(term)}


def _place(query: str, error: AgendaGraphError) -> dict[str, Any] | None:
    """Return where a query is wrong: line and column, and the line in three parts with the sign itself in the middle."""
    if not isinstance(error, QuerySyntaxError) or not error.line:
        return None
    lines = query.replace("\r\n", "\n").split("\n")
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    at = min(max(error.column - 1, 0), len(line))
    start = max(0, at - _AROUND)
    return {
        "line": error.line,
        "column": error.column,
        "before": line[start:at],
        "sign": line[at : at + 1] or " ",
        "after": line[at + 1 : at + 1 + _AROUND],
    }


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
    permalink = link("sparql", query=query)
    nothing: dict[str, Any] = dict.fromkeys(("columns", "error", "place", "view"))
    nothing |= {"rows": [], "graph": "", "boolean": "", "shown": 0, "all": 0, "took": ""}
    shown = {
        "query": query,
        "formats": [form.name for form in of_kind("graph" if kind == "graph" else "rows")],
        "questions": catalog.load(),
        "asked_question": request.args.get("vraag", ""),
        "permalink": permalink if len(permalink) <= _LONGEST_ADDRESS else "",
        "longest": _LONGEST_ADDRESS,
        "words": editor.address(),
    }
    response = make_response(render_template("sparql.html", **shown, **(nothing | found)), status)
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
