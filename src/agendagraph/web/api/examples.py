"""The questions of the catalog as examples in RDF, for editors of SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyoxigraph as ox
from flask import Response, make_response, request

from agendagraph.catalog.examples import as_turtle, examples
from agendagraph.publishing.address import PERMANENT
from agendagraph.web.site import site

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
        endpoint = f"{site().base_url or PERMANENT}/sparql"
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
