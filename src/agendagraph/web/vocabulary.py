"""The pages of the vocabulary: what the words in the data mean, how often they are used, and where to see one in use."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from flask import Response, make_response, render_template

from agendagraph import terms
from agendagraph.publishing import vocabulary
from agendagraph.publishing.description import unknown
from agendagraph.publishing.formats import RDF
from agendagraph.publishing.formats import write as write_rdf
from agendagraph.publishing.jsonld import context_file
from agendagraph.text import LANGUAGES
from agendagraph.web import linked
from agendagraph.web.representation import SUFFIXES, Resource, announce, negotiated, profile, send, wanted
from agendagraph.web.site import in_language, label, language, link, site

_ROLES = ("dependent", "subject", "member", "about", "prerequisite", "object", "memberOf")
"""What a statement is told by where it has no words of its own."""


def whole() -> Response:
    """Show all terms, each at its own place: the IRI of a term leads there; or give the ontology as data."""
    resource = _resource()
    if suffix := wanted():
        return negotiated(resource, suffix)
    words = vocabulary.read(site().store)
    response = make_response(
        render_template(
            "vocabulary.html",
            classes=_by_name(words.of("class")),
            properties=_by_name(words.of("property")),
            lists=[(scheme, name, _by_name(words.of("value", scheme))) for scheme, name in words.schemes.items()],
            files=_files(resource),
        )
    )
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
        return linked.document(terms.AG + stem, suffix)
    suffix = wanted()
    resource = linked.resource(terms.AG + name, profile())
    found = vocabulary.read(site().store).terms.get(name)
    if found is None:
        raise unknown(site().store, terms.AG + name)
    if suffix:
        return negotiated(resource, suffix)
    words = vocabulary.read(site().store)
    examples = [(page, _in_words(iri)) for iri in found.examples if (page := linked.page_of(iri))]
    response = make_response(
        render_template("term.html", term=found, words=words, examples=examples, files=_files(resource))
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


def _by_name(found: list[vocabulary.Term]) -> list[vocabulary.Term]:
    return sorted(found, key=lambda term: (term.label(language()).casefold(), term.name))


def _in_words(iri: str) -> str:
    """Return what an example is: a thing by its name, a statement by its note or by the things in it."""
    kind = site().reading.statement_nodes.get(iri)
    said = site().reading.said_by(iri)
    if kind is None or not said or said[0].one("prefLabel"):
        return label(iri)
    first = said[0]
    things = [value for role in _ROLES for value in first.all(role)]
    return first.text("note", language()) or " – ".join(label(thing) for thing in things) or label(iri)


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
