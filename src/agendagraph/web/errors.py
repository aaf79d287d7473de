"""Errors as visitors see them: one shape for machines, one page for people, and never the text of a surprise."""

from __future__ import annotations

import secrets
from typing import Final

from flask import Flask, Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from agendagraph import problems
from agendagraph.errors import (
    AbsentError,
    AgendaGraphError,
    InputError,
    MediaTypeError,
    MethodError,
    StoreError,
    TooLargeError,
)
from agendagraph.text import Text
from agendagraph.web.site import language, near

_UNCLEAR: Final = Text("Het verzoek is niet te begrijpen.", "The request cannot be understood.")


def register(app: Flask) -> None:
    """Let an app answer every error in the one shape."""
    app.register_error_handler(AgendaGraphError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Return whether this request comes from a program rather than from someone with a browser."""
    if "machine" in g:
        return bool(g.machine)
    return request.accept_mimetypes["application/json"] > request.accept_mimetypes["text/html"]


def answer(error: AgendaGraphError, about: str = "") -> Response:
    """Return an error as a problem document or as a page.

    Args:
        error: what is wrong.
        about: a name that was not found; the page offers the nearest ones.
    """
    if wants_json():
        response = Response(problems.encode(error, language()), content_type=problems.MEDIA_TYPE)
    else:
        response = make_response(render_template("error.html", problem=error, suggestions=near(about)))
    response.status_code = error.http_status
    response.headers.update(error.headers)
    response.vary.add("Accept")
    return response


def _ours(error: AgendaGraphError) -> Response:
    """Answer an error of ours; one that is our fault is as unexpected as any other."""
    if isinstance(error, StoreError):
        current_app.logger.error("%s %s: %s", request.method, request.path, error.sentence("en"))
    return _unexpected(error) if error.http_status == 500 else answer(problems.for_visitors(error))


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error  # a redirect
    response = answer(_as_ours(error, status))
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _as_ours(error: HTTPException, status: int) -> AgendaGraphError:
    """Return what Flask noticed as an error of ours."""
    if status == 404:
        return AbsentError(
            Text("Deze pagina bestaat niet.", "There is no such page."),
            hint=Text("Zoek op naam, of begin bij de agenda.", "Search by name, or start from the agenda."),
        )
    if isinstance(error, MethodNotAllowed):
        return MethodError(sorted(error.valid_methods or ()))
    if status == 413:
        return TooLargeError(
            Text("Het verzoek is te groot.", "The request is too large."),
            hint=Text("Stuur een kortere query.", "Send a shorter query."),
        )
    if status == 415:
        return MediaTypeError(
            Text("Deze soort inhoud wordt hier niet gelezen.", "This kind of content is not read here.")
        )
    return InputError(_UNCLEAR)


def _unexpected(error: Exception) -> Response:
    """Answer a surprise with a reference that the log has, too; its text stays inside."""
    reference = secrets.token_hex(4)
    current_app.logger.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    hint = Text(f"Meld het met dit kenmerk: {reference}.", f"Report it with this reference: {reference}.")
    wrong = Text("Er ging iets mis bij ons.", "Something went wrong on our side.")
    return answer(AgendaGraphError(wrong, hint=hint, where=reference))
