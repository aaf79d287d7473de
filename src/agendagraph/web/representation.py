"""One resource in many formats: which one is asked for, and the headers that tell of the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

from flask import Response, g, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from agendagraph import __version__
from agendagraph.errors import NotAcceptableError, ParameterError
from agendagraph.protocol import negotiation
from agendagraph.publishing import plain
from agendagraph.publishing.description import PROFILES, Profile
from agendagraph.publishing.formats import RDF
from agendagraph.text import LANGUAGES, Language, Text
from agendagraph.web.site import language, public, site

SUFFIXES: Final = {suffix: form.media_type for suffix, form in RDF.items()} | {"json": plain.MEDIA_TYPE}
"""Every format that a resource can be had in besides a page: suffix → media type."""

TITLES: Final = {suffix: form.title for suffix, form in RDF.items()} | {"json": "JSON"}
"""What people call them."""

_IN_IRI: Final = "%:/?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that can be had as a page and as data.

    Attributes:
        iri: what is described.
        address: where it is, without the suffix of a format.
        write: suffix → the bytes in that format.
        pages: language → the address of the page about it; empty where there is none.
        variant: what the bytes depend on besides the dataset, such as how much is told.
    """

    iri: str
    address: str
    write: Callable[[str], bytes]
    pages: Mapping[Language, str] = field(default_factory=dict)
    variant: str = ""

    def in_format(self, suffix: str) -> str:
        """Return the address of this resource in a format, told in as much detail."""
        told = f"?{urlencode({'profile': self.variant})}" if self.variant in PROFILES[1:] else ""
        return f"{self.address}.{suffix}{told}"


def profile() -> Profile:
    """Return how much the visitor wants to be told.

    Raises:
        ParameterError: there is no such profile.
    """
    asked = request.args.get("profile", PROFILES[0])
    found = next((known for known in PROFILES if known == asked), None)
    if found is None:
        raise ParameterError(
            Text("Dit profiel is er niet.", "There is no such profile."),
            where="profile",
            hint=Text(f"Kies: {', '.join(PROFILES)}.", f"Choose: {', '.join(PROFILES)}."),
        )
    return found


def wanted() -> str:
    """Return the suffix of the format that the visitor prefers, or an empty text for a page.

    Raises:
        NotAcceptableError: the visitor accepts nothing that is on offer.
    """
    accept = ", ".join(request.headers.getlist("Accept"))
    found = negotiation.best(accept, [(one, one) for one in (negotiation.HTML, *SUFFIXES.values())])
    g.machine = found != negotiation.HTML
    if not found:
        offered = ", ".join([negotiation.HTML, *SUFFIXES.values()])
        raise NotAcceptableError(
            Text("Geen van de gevraagde formaten is er.", "None of the formats asked for is there."),
            hint=Text(f"Kies: {offered}.", f"Choose: {offered}."),
        )
    return next((suffix for suffix, media_type in SUFFIXES.items() if media_type == found), "")


def send(resource: Resource, suffix: str) -> Response:
    """Return a resource in a format, or that it has not changed since the visitor had it.

    Raises:
        NotAcceptableError: there is no such format.
    """
    g.machine = True
    if suffix not in SUFFIXES:
        raise NotAcceptableError(
            Text("Dit formaat is er niet.", "There is no such format."),
            where=suffix[:20],
            hint=Text(f"Kies: {', '.join(SUFFIXES)}.", f"Choose: {', '.join(SUFFIXES)}."),
        )
    tag = _tag(resource, suffix)
    known = bool(tag) and request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else make_response(resource.write(suffix))
    response.content_type = RDF[suffix].content_type if suffix in RDF else plain.MEDIA_TYPE
    if tag:
        response.set_etag(tag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = ", ".join(LANGUAGES)
    announce(response, resource, suffix)
    return response


def negotiated(resource: Resource, suffix: str) -> Response:
    """Return a resource in the format that was negotiated at an address without a suffix, and say which one it is."""
    response = send(resource, suffix)
    response.headers["Content-Location"] = resource.in_format(suffix)
    response.vary.add("Accept")
    return response


def announce(response: AnyResponse, resource: Resource, suffix: str = "") -> None:
    """Add the links of a resource to an answer (RFC 8288): other formats, what describes it, its licence.

    Args:
        response: the answer.
        resource: what it is about.
        suffix: the format of the answer; empty for a page or a redirect.
    """
    for other, media_type in SUFFIXES.items():
        if other != suffix:
            _link(response, public(resource.in_format(other)), "alternate", type=media_type)
    for tongue, page in resource.pages.items():
        if suffix or tongue != language():
            _link(response, public(page), "alternate", type=negotiation.HTML, hreflang=tongue)
    _link(response, public("/dataset"), "describedby")
    _link(response, resource.iri, "describes")
    if licence := plain.licence(site().store):
        _link(response, licence, "license")
    if suffix:
        _link(response, public(resource.in_format(suffix)), "canonical")
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Location, ETag, Link"


def _link(response: AnyResponse, target: str, relation: str, **attributes: str) -> None:
    told = "".join(f'; {name}="{value}"' for name, value in attributes.items())
    response.headers.add("Link", f'<{quote(target, safe=_IN_IRI)}>; rel="{relation}"{told}')


def _tag(resource: Resource, suffix: str) -> str:
    """Return what changes whenever the bytes do; empty for a dataset that has no fingerprint."""
    fingerprint = site().store.fingerprint
    parts = (fingerprint, __version__, resource.iri, suffix, resource.variant)
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32] if fingerprint else ""
