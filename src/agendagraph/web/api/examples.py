"""The questions of the catalog as examples in RDF, for editors of SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyoxigraph as ox
from flask import Response, current_app, make_response, request

from agendagraph.catalog.examples import as_turtle, examples
from agendagraph.web.site import site

_NOWHERE: Final = "https://w3id.org/agendagraph"
"""The address of a site that was not told where it stands: never that of the header Host, which anybody may write."""

FORMATS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""How the name of each file ends, and its format."""


def view(suffix: str) -> Callable[[], Response]:
    """Return the view of the examples in a format."""

    def answered() -> Response:
        endpoint = f"{current_app.config['ADDRESS'] or _NOWHERE}/sparql"
        form, triples = FORMATS[suffix], examples(site().store, endpoint)
        response = make_response(
            as_turtle(triples) if form == ox.RdfFormat.TURTLE else ox.serialize(triples, format=form)
        )
        response.content_type = f"{form.media_type}; charset=utf-8" if suffix == "ttl" else form.media_type
        response.headers["Cache-Control"] = "public, max-age=300"
        response.add_etag()
        response.make_conditional(request)
        return response

    return answered
