"""The page of a thing: what it is, how it hangs together with the rest, when, and where all of that is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import pyoxigraph as ox
from flask import Response, make_response, render_template

from agendagraph import catalog, graph, terms
from agendagraph.diagrams.view import View
from agendagraph.errors import LimitError, UnknownNameError
from agendagraph.reading import LINKS, Statement, Term
from agendagraph.reading.milestones import Moment
from agendagraph.text import Spoken, Text
from agendagraph.web import linked, sources, standards
from agendagraph.web.diagram import thumbnail
from agendagraph.web.differences import differences
from agendagraph.web.errors import answer
from agendagraph.web.figure import drawings
from agendagraph.web.moments import issued_words, moments
from agendagraph.web.questions import FILES
from agendagraph.web.representation import announce
from agendagraph.web.site import label, language, site
from agendagraph.web.statements import groups, is_party, is_sector_link, other_end

DEPTH: Final = 2
"""How many steps of the dependencies the page of a thing shows; the whole chain has a page of its own."""

_SITE: Final = terms.prefixes()["foaf"] + "page"
_UNKNOWN: Final = {terms.AG + "ExplicitlyUnknown", terms.AG + "ExplicitlyNone"}
_CAUTION: Final = terms.AG + "Caution"
_NAMES: Final = {
    "other_names": terms.ALT_LABEL,
    "former_names": terms.FORMER_NAME,
    "printed_names": terms.HIDDEN_LABEL,
}
_FACTS: Final = {
    "version_of": terms.DCTERMS + "isVersionOf",
    "release": terms.AG + "inRelease",
    "version": terms.prefixes()["dcat"] + "version",
    "status": terms.AG + "versionStatus",
    "notation": terms.SKOS + "notation",
    "identifiers": terms.DCTERMS + "identifier",
    "profile_validation": terms.AG + "profileValidation",
    "profiles": terms.AG + "profile",
    "source_status": terms.AG + "sourceStatus",
    "repository": terms.AG + "repository",
    "commit": terms.AG + "commit",
    "licence": terms.DCTERMS + "license",
}
"""What versions of building blocks and sources have besides a name: key of its word → property."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a thing, and the passages that give it."""

    value: Spoken
    passages: tuple[str, ...]


def page(identifier: str) -> Response:
    """Show everything about a thing."""
    iri = terms.AGD + identifier
    if not site().is_thing(iri):
        return _unknown(identifier)
    reading = site().reading
    found = reading.said_with(iri, LINKS, "subject", "object")
    sectors = [s for s in found if is_sector_link(iri, s)]
    others = [s for s in found if not is_sector_link(iri, s)]
    places = catalog.ask(site().store, "vindplaatsen", {"ding": [f"<{iri}>"]}, language()).rows
    needs = graph.needs(site().store, iri, depth=DEPTH)
    response = make_response(
        render_template(
            "thing.html",
            iri=iri,
            identifier=identifier,
            about=about(iri),
            lights=_lights(iri),
            drawn=thumbnail(iri),
            view=_neighbourhood(iri),
            sectors=groups(iri, sectors),
            who=groups(iri, [s for s in others if is_party(other_end(iri, s))]),
            links=groups(iri, [s for s in others if not is_party(other_end(iri, s))]),
            needs=needs,
            exempt=graph.exemptions(site().store, needs),
            used_by=graph.used_by(site().store, iri, depth=DEPTH),
            asked=reading.said_with(iri, ("Requirement", *LINKS[1:]), "actor", "appliesToSector"),
            members=reading.said_with(iri, ("Membership",), "member", "memberOf"),
            is_sector=bool(site().classes(iri) & {"Sector", "ProviderType"}),
            pages=reading.pages(iri) if "Source" in site().classes(iri) else [],
            files=FILES,
            places=places,
            read_at=_read_at(getattr(row["pagina"], "value", "") for row in places),
            own_source=sources.page_of(iri),
            among=standards.ways_to(iri),
            **_told(iri),
        )
    )
    announce(response, linked.resource(iri))
    return response


def _unknown(name: str) -> Response:
    error = UnknownNameError(Text("Dit ding is er niet.", "There is no such thing."), where=name[:200])
    return answer(error, about=name.rpartition("/")[2])


def _neighbourhood(iri: str) -> View | None:
    """Return the picture of a thing and what is linked with it; None where it cannot be drawn now, or nothing is."""
    values = thumbnail(iri)
    if values is None:
        return None
    try:
        return drawings().view("neighbourhood", {name: [str(value)] for name, value in values.items()}, language())
    except LimitError:
        return None


def about(iri: str) -> dict[str, Any]:
    """Return names, definition, status and the like, each with the passages that give it."""
    said: dict[str, dict[Term, list[str]]] = {}
    for quad in site().store.quads(ox.NamedNode(iri)):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            where = said.setdefault(quad.predicate.value, {}).setdefault(quad.object, [])
            where += [p for p in (getattr(quad.graph_name, "value", ""),) if p in site().reading.passages]

    def values(predicate: str, *, every_language: bool = False) -> list[Said]:
        found = said.get(predicate, {})
        spoken = {term: where for term, where in found.items() if getattr(term, "language", None) in {None, language()}}
        chosen = found if every_language or not spoken else spoken
        told = ((Spoken(term.value, getattr(term, "language", None) or ""), where) for term, where in chosen.items())
        return sorted((Said(value, tuple(sorted(where))) for value, where in told), key=lambda said: said.value)

    names = {key: values(predicate.value, every_language=True) for key, predicate in _NAMES.items()}
    return {
        "names": {
            key: others for key, found in names.items() if (others := [v for v in found if v.value != label(iri)])
        },
        "definition": values(terms.SKOS + "definition") or values(terms.SKOS + "note"),
        "title": values(terms.DCTERMS + "title"),
        "edition": values(terms.DCTERMS + "alternative"),
        "publisher": values(terms.DCTERMS + "publisher"),
        "status": values(terms.AG + "status"),
        "scope": values(terms.AG + "scope"),
        "sites": [v for v in values(_SITE) if urlsplit(v.value).scheme in {"http", "https"}],
        "facts": {key: found for key, predicate in _FACTS.items() if (found := values(predicate))},
        "own_pages": [p for p in site().reading.pages() if iri in p.describes],
    }


def _lights(iri: str) -> list[Statement]:
    return site().reading.said_with(iri, ("AgendaStatus",), "about")


def _read_at(pages: Iterable[str]) -> list[tuple[str, str]]:
    """Return the sources of some pages with the addresses of theirs, each once."""
    passages = site().reading.passages
    found = dict.fromkeys(passages[page].source for page in pages if page in passages)
    return [(iri, address) for iri in found if (address := sources.page_of(iri))]


def _told(iri: str) -> dict[str, Any]:
    """Return the milestones, numbers and remarks about a thing, and where sources differ."""
    reading = site().reading
    differ = differences(iri)
    noted = {difference.remark.iri for difference in differ if difference.remark}
    remarks = [remark for remark in reading.said_with(iri, ("Remark",), "about") if remark.iri not in noted]
    by_kind: dict[str, list[Statement]] = {}
    for remark in remarks:
        if remark.one("remarkKind") not in _UNKNOWN | {_CAUTION}:
            by_kind.setdefault(label(remark.one("remarkKind")), []).append(remark)
    return {
        "timeline": _parted(moments(reading.said_with(iri, ("Milestone",), "about"))),
        "edition": issued_words(),
        "differences": differ,
        "figures": reading.said_with(iri, ("Figure",), "about"),
        "remarks": sorted(by_kind.items()),
        "cautions": [r for r in remarks if r.one("remarkKind") == _CAUTION],
        "not_stated": [r for r in remarks if r.one("remarkKind") in _UNKNOWN],
    }


def _parted(found: list[Moment]) -> tuple[list[Moment], list[Moment]]:
    """Return milestones up to the agenda and those after it; what has no date comes after, as nothing says it is over."""
    before = [moment for moment in found if moment.phase in {"done", "overdue"}]
    return before, [moment for moment in found if moment not in before]
