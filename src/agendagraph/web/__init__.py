"""The web site of AgendaGraph: Dutch at `/`, English at `/en/`, without scripts and without outbound requests."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response
from jinja2 import StrictUndefined

from agendagraph import protocol, reading, terms
from agendagraph.build import build
from agendagraph.graph.needs import NATURES
from agendagraph.store import Store
from agendagraph.text import LANGUAGES
from agendagraph.web import (
    agenda,
    dependencies,
    diagram,
    errors,
    pages,
    plan,
    questions,
    site,
    sparql,
    statements,
    thing,
)

_ROUTES: Final[tuple[tuple[str, str, Any, tuple[str, ...]], ...]] = (
    ("/", "home", pages.home, ("GET",)),
    ("/zoek", "search", pages.search, ("GET",)),
    ("/ding/<path:identifier>", "thing", thing.page, ("GET",)),
    ("/passage/<path:path>", "passage", pages.passage, ("GET",)),
    ("/agenda", "agenda", agenda.whole, ("GET",)),
    ("/agenda/<identifier>", "agenda_for", agenda.for_sector, ("GET",)),
    ("/vragen", "questions", questions.overview, ("GET",)),
    ("/vragen/<query_id>", "question", questions.question, ("GET",)),
    ("/nodig", "needs", dependencies.needs, ("GET",)),
    ("/plan", "plan", plan.plan, ("GET",)),
    ("/pad", "path", dependencies.path, ("GET",)),
    ("/diagram", "diagrams", diagram.overview, ("GET",)),
    ("/diagram/<name>", "diagram", diagram.diagram, ("GET",)),
    ("/sparql", "sparql", sparql.endpoint, ("GET", "POST")),
    ("/id/<path:path>", "id", thing.by_iri, ("GET",)),
)
"""Every page: path, name, view, methods. Each is there once in every language."""

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'none'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def create_app(store: Store | None = None) -> Flask:
    """Return the site as a WSGI application.

    Args:
        store: the dataset it is about; made from the shipped data where none is given.

    Raises:
        InvalidDataError: the shipped data cannot be read.
    """
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=200_000, QUERY_SECONDS=protocol.SECONDS)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    store = store or build(check=False).require_valid().store()
    app.extensions["agendagraph"] = site.Site(store, reading.read(store))
    for language in LANGUAGES:
        start = "" if language == LANGUAGES[0] else f"/{language}"
        for path, name, view, methods in _ROUTES:
            app.add_url_rule(start + path, f"{name}:{language}", view, methods=methods)
    app.add_url_rule("/health", "health", pages.health)
    app.add_url_rule("/schemas/plan/1", "plan_schema", plan.schema)
    errors.register(app)
    diagram.register(app)
    app.after_request(_secure)
    app.context_processor(_in_templates)
    app.jinja_env.undefined = StrictUndefined
    app.add_template_filter(terms.compact, "compacted")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _secure(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Language", site.language())
    return response


def _in_templates() -> dict[str, Any]:
    """Return what every template may use."""
    language = site.language()
    return {
        "t": site.translate,
        "language": language,
        "other": next(other for other in LANGUAGES if other != language),
        "same_page_in": site.same_page_in,
        "link": site.link,
        "link_to": site.link_to,
        "label": site.label,
        "kind_of": site.kind_of,
        "choices": site.choices,
        "reservations_of": site.reservations_of,
        "tentative": site.tentative,
        "dataset": site.site(),
        "lines": statements.lines,
        "marks": statements.marks,
        "citations": statements.citations,
        "plain_links": statements.plain_links,
        "natures": NATURES,
        "AG": terms.AG,
        "AGD": terms.AGD,
    }
