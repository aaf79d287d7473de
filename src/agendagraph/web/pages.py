"""The pages around the things: a passage, and the health of the site."""

from __future__ import annotations

from flask import Response, jsonify, make_response, render_template

from agendagraph import terms
from agendagraph.errors import UnknownNameError
from agendagraph.text import Text
from agendagraph.web import linked
from agendagraph.web.errors import answer
from agendagraph.web.representation import announce
from agendagraph.web.site import site


def passage(path: str) -> Response:
    """Show everything that has been taken from a page or a heading."""
    reading = site().reading
    iri = terms.AGD + path
    if iri not in reading.passages:
        error = UnknownNameError(Text("Deze passage is er niet.", "There is no such passage."), where=path[:200])
        return answer(error, about=path.rpartition("/")[2].partition(".")[0])
    here = reading.passages[iri]
    parts = [here, *(reading.headings_of(iri) if here.is_page else [])]
    response = make_response(render_template("passage.html", here=here, parts=parts))
    announce(response, linked.resource(iri))
    return response


def health() -> Response:
    """Tell a machine whether the site works and with which data."""
    store = site().store
    works = len(store) > 0 and bool(store.query("ASK { ?passage a ag:Passage }"))
    response = jsonify(ok=works, fingerprint=store.fingerprint, quads=len(store))
    response.status_code = 200 if works else 503
    response.headers["Cache-Control"] = "no-store"
    return response
