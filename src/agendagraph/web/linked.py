"""Linked data: whoever asks an IRI of ours is sent to the page about it or to the data, as they prefer."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
from flask import Response, g, redirect
from werkzeug.wrappers import Response as AnyResponse

from agendagraph import terms
from agendagraph.publishing import plain, vocabulary
from agendagraph.publishing.description import PROFILES, ROOT, Profile, describe, exists, unknown
from agendagraph.publishing.formats import RDF
from agendagraph.publishing.statistics import count
from agendagraph.text import LANGUAGES
from agendagraph.web.representation import SUFFIXES, Resource, announce, profile, send, wanted
from agendagraph.web.site import in_language, link, link_to, site

_ABOUT = ("dependent", "subject", "about", "assesses", "member", "participant")
"""Where a statement that no passage makes is shown: at what it is about."""


def by_id(path: str) -> AnyResponse:
    """Answer the IRI of a thing, passage or statement: 303 to its page or its data; with a suffix the data themselves."""
    return _answer(terms.AGD, path)


def by_graph(path: str) -> AnyResponse:
    """Answer the IRI of a named graph that was made by machine."""
    return _answer(terms.GRAPH, path)


def _answer(space: str, path: str) -> AnyResponse:
    """Answer an IRI; a name that ends like a suffix is first of all a name.

    Raises:
        UnknownNameError: the dataset has no such IRI.
    """
    stem, dot, suffix = path.rpartition(".")
    if dot and suffix in SUFFIXES and not exists(site().store, space + path):
        return document(space + stem, suffix)
    suffix = wanted()
    asked = resource(space + path, profile())
    if not exists(site().store, asked.iri):
        raise unknown(site().store, asked.iri)
    page = page_of(asked.iri)
    target = page if page and not suffix else asked.in_format(suffix or "json")
    response = redirect(target, 303)
    response.vary.add("Accept")
    announce(response, asked)
    return response


def document(iri: str, suffix: str) -> Response:
    """Return what the graph says about an IRI, in the format that its address asks for.

    Raises:
        UnknownNameError: the dataset has no such IRI.
    """
    g.machine = True
    if not exists(site().store, iri):
        raise unknown(site().store, iri)
    return send(resource(iri, profile()), suffix)


def resource(iri: str, told: Profile = PROFILES[0]) -> Resource:
    """Return what can be had about an IRI of ours."""

    def write(suffix: str) -> bytes:
        description = describe(site().store, iri, told)
        return description.write(RDF[suffix]) if suffix in RDF else plain.as_json(site().store, description)

    address = "/" + quote(iri.removeprefix(ROOT).replace("ns#", "ns/", 1))
    page = page_of(iri)
    pages = {tongue: in_language(page, tongue) for tongue in LANGUAGES if page}
    return Resource(iri, address, write, pages, told)


def as_data(iri: str) -> list[tuple[str, str]]:
    """Return the formats that something can be had in as data: suffix and address."""
    here = resource(iri)
    return [(suffix, here.in_format(suffix)) for suffix in SUFFIXES]


def page_of(iri: str) -> str:
    """Return the address of the page about something of ours, or of its place on one; empty where there is none."""
    if iri in site().reading.statement_nodes:
        return _place_of(iri)
    if iri.startswith(terms.AG):
        return link("term", name=iri.removeprefix(terms.AG))
    if iri.startswith(terms.AGD + "scheme-"):
        return f"{link('vocabulary')}#{vocabulary.read(site().store).place_of(iri)}"
    if iri in count(site().store).graphs and iri.startswith(terms.GRAPH):
        return f"{link('data')}#{iri.removeprefix(terms.GRAPH)}"
    return link_to(iri)


def _place_of(node: str) -> str:
    """Return the address of a statement: its place on the page of its passage; if derived, what it is about."""
    quads = sorted(site().store.quads(ox.NamedNode(node)), key=str)
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in site().reading.passages:
            return f"{link_to(quad.graph_name.value)}#{node.removeprefix(terms.AGD)}"
    about = {quad.predicate.value.removeprefix(terms.AG): quad.object for quad in quads}
    things = (about[role] for role in _ABOUT if role in about)
    return next((link_to(thing.value) for thing in things if isinstance(thing, ox.NamedNode)), "")
