"""The data as a whole: what they are, as a page and as a catalogue record, and the files to take them along."""

from __future__ import annotations

import json

from flask import Response, make_response, redirect, render_template, send_file
from werkzeug.wrappers import Response as AnyResponse

from agendagraph import terms
from agendagraph.errors import UnknownNameError
from agendagraph.publishing import plain
from agendagraph.publishing.catalogue import catalogue
from agendagraph.publishing.dumps import GZIP, MANIFEST, SUMS, Dumps
from agendagraph.publishing.formats import RDF, write
from agendagraph.publishing.statistics import count
from agendagraph.store import DATASET
from agendagraph.text import LANGUAGES, Text
from agendagraph.web.representation import SUFFIXES, TITLES, Resource, announce, negotiated, send, wanted
from agendagraph.web.site import in_language, link, own_address, public, site

_FOREVER = "public, max-age=31536000, immutable"
_BESIDE = {SUMS: "text/plain; charset=us-ascii", MANIFEST: "application/json"}
_EXAMPLE = "mitz"


def page() -> Response:
    """Show what the data are and how to take them along; or give their catalogue record."""
    resource = _resource()
    if suffix := wanted():
        return negotiated(resource, suffix)
    store = site().store
    counts = count(store)
    sources = sorted(counts.sources.items(), key=lambda pair: (-pair[1], pair[0]))
    made = sorted((graph, size) for graph, size in counts.graphs.items() if graph.startswith(terms.GRAPH))
    response = make_response(
        render_template(
            "data.html",
            counts=counts,
            sources=sources,
            made=made,
            dumps=site().shelf.dumps(),
            titles=TITLES,
            licence=plain.licence(store),
            files=[(suffix, resource.in_format(suffix)) for suffix in SUFFIXES],
            example=_example(),
            dataset_iri=DATASET.value,
            sums=(SUMS, MANIFEST),
            here=public(""),
            start=len(terms.GRAPH),
        )
    )
    response.vary.add("Accept")
    announce(response, resource)
    return response


def file(suffix: str) -> Response:
    """Give the catalogue record in a format."""
    return send(_resource(), suffix)


def void() -> AnyResponse:
    """Send whoever looks for a description of the data where it is (https://www.w3.org/TR/void/, 7.2)."""
    response = redirect(f"/dataset.{wanted() or 'ttl'}", 303)
    response.vary.add("Accept")
    return response


def dump(name: str) -> AnyResponse:
    """Give a file with all data; a name without a fingerprint leads to the file of now.

    Raises:
        UnknownNameError: there is no such file.
    """
    dumps = site().shelf.dumps()
    if name in _BESIDE:
        response = make_response((dumps.folder / name).read_bytes())
        response.content_type = _BESIDE[name]
        response.add_etag()
        response.headers["Cache-Control"] = "public, no-cache"
        return _open(response)
    if current := _current(dumps).get(name):
        return redirect(f"/dumps/{current}", 302)
    found = dumps.named(name)
    if found is None:
        raise UnknownNameError(
            Text("Dit bestand is er niet.", "There is no such file."),
            where=name[:200],
            hint=Text("De bestanden staan op /dataset.", "The files are listed at /dataset."),
        )
    media_type = GZIP if found.is_packed else RDF[found.format].content_type
    response = send_file(dumps.folder / found.name, mimetype=media_type, etag=found.sha256, conditional=True)
    response.headers["Cache-Control"] = _FOREVER
    response.headers.remove("Last-Modified")  # when it was made says nothing: the name and the checksum do
    return _open(response)


def _open(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Language"] = ", ".join(LANGUAGES)
    return response


def _current(dumps: Dumps) -> dict[str, str]:
    """Return the names that always lead to the newest files: `agendagraph.trig.gz` → the file of this fingerprint."""
    return {"agendagraph." + dump.name.partition(".")[2]: dump.name for dump in dumps.files}


def _resource() -> Resource:
    here = link("data")
    pages = {tongue: in_language(here, tongue) for tongue in LANGUAGES}
    return Resource(DATASET.value, "/dataset", _write, pages, own_address())


def _write(suffix: str) -> bytes:
    dumps = site().shelf.dumps()
    if suffix not in RDF:
        return json.dumps(dumps.manifest(), indent=1).encode("ascii") + b"\n"
    return write(catalogue(site().store, own_address(), dumps), RDF[suffix], first=DATASET.value)


def _example() -> str:
    """Return the identifier of a thing to show an address with."""
    here = site()
    things = sorted(iri for iri in here.names.things if here.is_thing(iri))
    wished = terms.AGD + _EXAMPLE
    return (wished if wished in things else things[0] if things else "").removeprefix(terms.AGD)
