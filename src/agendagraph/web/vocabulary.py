"""The pages of the vocabulary: what the words in the data mean, how often they are used, and where to see one in use."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from flask import Response, make_response, render_template

from agendagraph import terms
from agendagraph.errors import UnknownNameError
from agendagraph.publishing import vocabulary
from agendagraph.publishing.description import unknown
from agendagraph.publishing.formats import RDF, context_file
from agendagraph.publishing.formats import write as write_rdf
from agendagraph.text import LANGUAGES
from agendagraph.web import linked
from agendagraph.web.representation import SUFFIXES, Resource, announce, negotiated, profile, send, wanted
from agendagraph.web.site import in_language, link, site


def whole() -> Response:
    """Show all terms, each at its own place: the IRI of a term leads there; or give the ontology as data."""
    resource = _resource()
    if suffix := wanted():
        return negotiated(resource, suffix)
    words = vocabulary.read(site().store)
    response = make_response(render_template("vocabulary.html", words=words, files=_files(resource)))
    response.vary.add("Accept")
    announce(response, resource)
    return response


def file(suffix: str) -> Response:
    """Give the ontology in a format."""
    return send(_resource(), suffix)


def term(name: str) -> Response:
    """Show a term with what it hangs together with and examples; or give it as data.

    Raises:
        UnknownNameError: there is no such term; the hint names the nearest ones.
    """
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in SUFFIXES:
        return send(linked.resource(terms.AG + stem, profile()), suffix)
    resource = linked.resource(terms.AG + name, profile())
    suffix = wanted()
    found = vocabulary.read(site().store).terms.get(name)
    if found is None:
        raise _unknown(name)
    if suffix:
        return negotiated(resource, suffix)
    response = make_response(
        render_template("term.html", term=found, words=vocabulary.read(site().store), files=_files(resource))
    )
    response.vary.add("Accept")
    announce(response, resource)
    return response


def context() -> Response:
    """Give the JSON-LD context with all our short names."""
    response = make_response(context_file())
    response.content_type = "application/ld+json"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _unknown(name: str) -> UnknownNameError:
    return unknown(site().store, terms.AG + name)


def _resource() -> Resource:
    page = link("vocabulary")
    return Resource(vocabulary.IRI, "/ns", _write, {tongue: in_language(page, tongue) for tongue in LANGUAGES})


def _files(resource: Resource) -> list[tuple[str, str]]:
    return [(suffix, resource.in_format(suffix)) for suffix in SUFFIXES]


def _write(suffix: str) -> bytes:
    store = site().store
    if suffix in RDF:
        return write_rdf(vocabulary.quads(store), RDF[suffix], first=vocabulary.IRI)
    told: list[dict[str, Any]] = [asdict(term) for term in vocabulary.read(store).terms.values()]
    return json.dumps({"iri": vocabulary.IRI, "terms": told}, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
