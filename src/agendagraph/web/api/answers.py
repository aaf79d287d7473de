"""Answers of the API over HTTP: as JSON or CSV, a page at a time, with links to the others and a tag to ask again cheaply."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote, urlencode

from flask import Response, g, make_response, request, url_for

from agendagraph import __version__, results
from agendagraph.errors import NotAcceptableError, ParameterError, UnknownNameError
from agendagraph.text import Text
from agendagraph.web.api.call import Call, Found, Whole
from agendagraph.web.api.fields import table
from agendagraph.web.api.parameters import Asked, read
from agendagraph.web.site import language, site

PREFIX: Final = "/api/v1"
MEDIA_TYPES: Final = {"json": "application/json", "csv": "text/csv"}
_CONTENT_TYPES: Final = {"json": "application/json", "csv": "text/csv; charset=utf-8; header=present"}
_KEPT: Final = "public, max-age=300"
"""The answer to a question changes only with the data or the program; whoever has it asks again by its tag."""
_OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
}
"""Headers of everything under the API that does not have them already; it only reads, and knows nobody."""


def view(call: Call) -> Callable[..., Response]:
    """Return the view of a call."""

    def answered(identifier: str = "") -> Response:
        asked = read(call.parameters, request.args, identifier)
        form = _form(asked)
        tag = _tag(form)
        known = request.if_none_match
        if known.contains_weak(tag) and not known.star_tag:
            return _kept(make_response("", 304), tag)
        found = _find(call, asked)
        links = [f'<{url_for("api-document")}>; rel="service-desc"']
        if isinstance(found, Whole):
            response = make_response(found.write(form))
        else:
            pages = _pages(found, asked)
            response = make_response(_json(found, asked, pages) if form == "json" else _csv(call, found))
            links = [*(f'<{to}>; rel="{name}"' for name, to in pages.items() if to), *links]
        response.content_type = _CONTENT_TYPES[form]
        response.headers["Content-Disposition"] = f'inline; filename="{call.id}.{form}"'
        response.headers["Link"] = ", ".join(links)
        return _kept(response, tag) if found.is_stable else response

    return answered


def _find(call: Call, asked: Asked) -> Found | Whole:
    """Return what a call finds.

    What breaks the document of the API has been refused before this, with 400. What keeps to it and still does not fit the
    data, such as the name of a thing of another kind, is a name that names nothing here, and gets 404.

    Raises:
        UnknownNameError: a name names nothing that fits.
        AgendaGraphError: what the call itself refuses.
    """
    try:
        return call.find(asked)
    except ParameterError as error:
        raise UnknownNameError(error.message, where=error.where, hint=error.hint) from error


def _form(asked: Asked) -> str:
    """Return the form of the answer: the one named, or the one that the asker accepts best.

    Raises:
        NotAcceptableError: the asker accepts none of them.
    """
    if named := asked.one("format"):
        return named
    accepted = request.accept_mimetypes
    best = accepted.best_match(MEDIA_TYPES.values()) if accepted else MEDIA_TYPES["json"]
    if best is None:
        names = ", ".join(MEDIA_TYPES.values())
        raise NotAcceptableError(
            Text("Geen van de gevraagde vormen is er.", "None of the forms asked for is there."),
            where="Accept",
            hint=Text(f"Kies: {names}.", f"Choose: {names}."),
        )
    return next(form for form, media_type in MEDIA_TYPES.items() if media_type == best)


def _tag(form: str) -> str:
    """Return the tag of the answer to this request: another edition, program, address or form has another."""
    parts = (site().store.fingerprint, __version__, request.full_path, form)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _kept(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = _KEPT
    response.vary.add("Accept")
    return response


def _pages(found: Found, asked: Asked) -> dict[str, str | None]:
    """Return the addresses of the first, previous, next and last page; None where there is none.

    Raises:
        UnknownNameError: there is no such page.
    """
    last = max(1, -(-found.total // asked.per_page))
    if asked.page > last:
        raise UnknownNameError(
            Text(f"Er is geen bladzijde {asked.page}.", f"There is no page {asked.page}."),
            where="page",
            hint=Text(f"De laatste is {last}.", f"The last one is {last}."),
        )
    numbers = {"first": 1, "prev": asked.page - 1, "next": asked.page + 1, "last": last}
    return {name: _address(number) if 1 <= number <= last else None for name, number in numbers.items()}


def _address(page: int) -> str:
    """Return the address of another page of this answer, from the root of the site: the host is the asker's own business."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{quote(request.root_path.rstrip('/') + request.path)}?{urlencode([*asked, ('page', page)])}"


def _json(found: Found, asked: Asked, pages: Mapping[str, str | None]) -> str:
    return results.as_text_json(
        {
            **found.about,
            "items": list(found.rows),
            "message": "" if found.total else found.message(language()),
            "total": found.total,
            "page": asked.page,
            "per_page": asked.per_page,
            **pages,
            "language": language(),
            "fingerprint": site().store.fingerprint,
        }
    )


def _csv(call: Call, found: Found) -> str:
    return results.delimited(*table(call.row, found.rows))


def for_machines() -> None:
    """Answer everything under the API, and each error, for a program and in the language asked for."""
    if request.path.startswith("/api/"):
        g.machine = True
        g.language = "en" if request.args.get("lang") == "en" else "nl"


def open_to_all(response: Response) -> Response:
    """Let pages of others read what the API answers, and let nobody keep what it did not say may be kept, such as an error."""
    if request.path.startswith("/api/"):
        for name, value in _OPEN.items():
            response.headers.setdefault(name, value)
    return response
