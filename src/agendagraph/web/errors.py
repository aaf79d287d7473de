"""Errors as visitors see them: one shape for machines, one page for people, and never the text of a surprise."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from agendagraph.errors import AgendaGraphError, StoreError
from agendagraph.text import Language, Text
from agendagraph.web.site import language, near


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with a request, whoever noticed it: our own code, Flask, or nobody."""

    status: int
    code: str
    message: Text
    hint: Text = field(default_factory=lambda: Text("", ""))
    where: str = ""

    @classmethod
    def of(cls, error: AgendaGraphError) -> Problem:
        """Return the problem that an error of ours is."""
        return cls(error.http_status, error.code, error.message, error.hint, error.where)

    def as_dict(self, tongue: Language) -> dict[str, Any]:
        """Return the one shape in which an error crosses the wire, as `AgendaGraphError.as_dict`."""
        return {"code": self.code, "message": self.message(tongue), "where": self.where, "hint": self.hint(tongue)}


_ROWS: Final = "application/sparql-results+json"

_BY_HTTP: Final = {
    404: Problem(
        404,
        "not-found",
        Text("Deze pagina bestaat niet.", "There is no such page."),
        Text("Zoek op naam, of begin bij de agenda.", "Search by name, or start from the agenda."),
    ),
    405: Problem(
        405,
        "method-not-allowed",
        Text("Dit adres kent deze methode niet.", "This address does not know this method."),
        Text(
            "De kop Allow noemt de methoden die het wel kent.", "The header Allow names the methods that it does know."
        ),
    ),
    413: Problem(
        413,
        "too-large",
        Text("Het verzoek is groter dan 200 kB.", "The request is larger than 200 kB."),
        Text("Stuur een kortere query.", "Send a shorter query."),
    ),
    415: Problem(
        415,
        "media-type",
        Text("Deze soort inhoud wordt hier niet gelezen.", "This kind of content is not read here."),
        Text("Stuur een formulier of application/sparql-query.", "Send a form or application/sparql-query."),
    ),
}


def register(app: Flask) -> None:
    """Let an app answer every error in the one shape."""
    app.register_error_handler(AgendaGraphError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Return whether this request comes from a program rather than from someone with a browser.

    The endpoint is there for programs: only who prefers a page gets one. Elsewhere only who prefers JSON gets that.
    """
    if "machine" in g:
        return bool(g.machine)
    accepted = request.accept_mimetypes
    if request.path.endswith("/sparql"):
        return accepted.best_match([_ROWS, "application/json", "text/html"]) != "text/html"
    return accepted["application/json"] > accepted["text/html"]


def answer(problem: Problem, about: str = "") -> Response:
    """Return a problem as JSON or as a page.

    Args:
        problem: what is wrong.
        about: a name that was not found; the page offers the nearest ones.
    """
    if wants_json():
        response = jsonify(ok=False, error=problem.as_dict(language()))
    else:
        response = make_response(render_template("error.html", problem=problem, suggestions=near(about)))
    response.status_code = problem.status
    response.vary.add("Accept")
    return response


def _ours(error: AgendaGraphError) -> Response:
    """Answer an error of ours; one that is our fault is as unexpected as any other."""
    problem = Problem.of(error)
    if isinstance(error, StoreError):  # the log has where the data are kept, the visitor has nothing to do with that
        current_app.logger.error("%s %s: %s", request.method, request.path, error.sentence("en"))
        problem = replace(problem, where="", hint=Text("Probeer het later opnieuw.", "Try again later."))
    return _unexpected(error) if problem.status == 500 else answer(problem)


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error  # a redirect
    unclear = Text("Het verzoek is niet te begrijpen.", "The request cannot be understood.")
    response = answer(_BY_HTTP.get(status, Problem(status, "input", unclear)))
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    """Answer a surprise with a reference that the log has, too; its text stays inside."""
    reference = secrets.token_hex(4)
    current_app.logger.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    message = Text("Er ging iets mis bij ons.", "Something went wrong on our side.")
    hint = Text(f"Meld het met dit kenmerk: {reference}.", f"Report it with this reference: {reference}.")
    return answer(Problem(500, "internal", message, hint, where=reference))
