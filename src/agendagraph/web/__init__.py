"""The web site of AgendaGraph: Dutch at `/`, English at `/en/`, whole without scripts, and without outbound requests."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response
from jinja2 import StrictUndefined

from agendagraph import reading, terms
from agendagraph.build import open_store
from agendagraph.graph.needs import NATURES
from agendagraph.publishing.address import public_address
from agendagraph.publishing.dumps import Shelf
from agendagraph.store import Store
from agendagraph.text import LANGUAGES
from agendagraph.web import (
    agenda,
    api,
    compare,
    data,
    dependencies,
    design,
    diagram,
    editor,
    errors,
    home,
    icons,
    impact,
    keeping,
    linked,
    local,
    moments,
    navigation,
    organisations,
    pages,
    plan,
    questions,
    representation,
    scripts,
    searching,
    site,
    sources,
    sparql,
    standards,
    statements,
    thing,
    timeline,
    vocabulary,
)
from agendagraph.web.api import pages as api_pages

_ROUTES: Final[tuple[tuple[str, str, Any, tuple[str, ...]], ...]] = (
    ("/", "home", home.home, ("GET",)),
    ("/zoek", "search", searching.page, ("GET",)),
    ("/zoek/suggesties", "suggestions", searching.suggestions, ("GET",)),
    ("/ding/<path:identifier>", "thing", thing.page, ("GET",)),
    ("/passage/<path:path>", "passage", pages.passage, ("GET",)),
    ("/agenda", "agenda", agenda.whole, ("GET",)),
    ("/agenda/<identifier>", "agenda_for", agenda.for_sector, ("GET",)),
    ("/vragen", "questions", questions.overview, ("GET",)),
    ("/vragen/<query_id>", "question", questions.question, ("GET",)),
    ("/nodig", "needs", dependencies.needs, ("GET",)),
    ("/plan", "plan", plan.plan, ("GET",)),
    ("/impact", "impact", impact.impact, ("GET",)),
    ("/impact/ranglijst", "ranking", impact.ranking, ("GET",)),
    ("/vergelijk", "compare", compare.compare, ("GET",)),
    ("/pad", "path", dependencies.path, ("GET",)),
    ("/api", "api", api_pages.overview, ("GET",)),
    ("/diagram", "diagrams", diagram.overview, ("GET",)),
    ("/diagram/<name>", "diagram", diagram.diagram, ("GET",)),
    ("/sparql", "sparql", sparql.page, ("GET", "POST")),
    ("/tijdlijn", "timeline", timeline.page, ("GET",)),
    ("/bronnen", "sources", sources.overview, ("GET",)),
    ("/bronnen/<name>", "source", sources.source, ("GET",)),
    ("/standaarden", "standards", standards.overview, ("GET",)),
    ("/standaarden/zibs", "zibs", standards.zibs, ("GET",)),
    ("/standaarden/samenstelling", "composition", standards.composition, ("GET",)),
    ("/standaarden/verschillen", "differences", standards.differences, ("GET",)),
    ("/organisaties", "organisations", organisations.page, ("GET",)),
    ("/sparql/woorden.json", "editor_words", editor.words, ("GET",)),
    ("/id/<path:path>", "id", linked.by_id, ("GET",)),
    ("/graph/<path:path>", "graph", linked.by_graph, ("GET",)),
    ("/ns", "vocabulary", vocabulary.whole, ("GET",)),
    ("/ns/<name>", "term", vocabulary.term, ("GET",)),
    ("/dataset", "data", data.page, ("GET",)),
    ("/ontwerp", "design", design.page, ("GET",)),
    ("/over", "about", pages.about, ("GET",)),
)
"""Every page: path, name, view, methods. Each is there once in every language."""

_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


_FILES: Final[tuple[tuple[str, str, Any], ...]] = (
    ("/ns.<suffix>", "vocabulary_file", vocabulary.file),
    ("/ns/context.jsonld", "context", vocabulary.context),
    ("/dataset.<suffix>", "data_file", data.file),
    ("/.well-known/void", "void", data.void),
    ("/dumps/<name>", "dump", data.dump),
)
"""What is only for programs, and has no language."""


def create_app(
    store: Store | None = None, *, ask: sparql.Ask | None = None, base_url: str = "", contact: str = ""
) -> Flask:
    """Return the site as a WSGI application.

    Args:
        store: the dataset it is about; made from the shipped data where none is given.
        ask: answers the queries that visitors type; without it the page says that only the pages run here.
        base_url: where the public reaches the site, such as `https://agenda.regio.example`; that of this machine where
            it is not given. The IRIs of the data stay what they are.
        contact: where visitors can ask, as an address such as `mailto:agenda@regio.example`.

    Raises:
        InputError: the public address is none.
        InvalidDataError: the shipped data cannot be read.
    """
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=200_000)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["agendagraph-ask"] = ask
    store = open_store() if store is None else store
    app.extensions["agendagraph"] = site.Site(
        store, reading.read(store), Shelf(store), public_address(base_url), contact
    )
    for language in LANGUAGES:
        start = "" if language == LANGUAGES[0] else f"/{language}"
        for path, name, view, methods in _ROUTES:
            app.add_url_rule(start + path, f"{name}:{language}", view, methods=methods)
    for path, name, view in _FILES:
        app.add_url_rule(path, name, view)
    app.add_url_rule("/schemas/plan/1", "plan_schema", plan.schema)
    errors.register(app)
    api.register(app)
    diagram.register(app)
    scripts.register(app)
    keeping.register(app)
    app.after_request(_secure)
    app.context_processor(_in_templates)
    app.jinja_env.undefined = StrictUndefined
    app.add_template_filter(terms.compact, "compacted")
    app.add_template_filter(site.spoken, "spoken")
    for how in (local.date, local.number, local.size):
        app.add_template_filter(site.written(how), how.__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", scripts.policy())
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
        "time_of": site.time_of,
        "label_of": site.label_of,
        "kind_of": site.kind_of,
        "family_named": icons.family_named,
        "family_of": icons.family_of,
        "icons": icons.ICONS,
        "light_of": icons.light_of,
        "light_shapes": icons.SHAPES,
        "site_map": navigation.groups,
        "choices": site.choices,
        "depending": site.depending,
        "as_data": linked.as_data,
        "data_titles": representation.TITLES,
        "data_types": representation.SUFFIXES,
        "reservations_of": site.reservations_of,
        "tentative": site.tentative,
        "dataset": site.site(),
        "lines": statements.lines,
        "marks": statements.marks,
        "citations": statements.citations,
        "impact_of": agenda.impact_of,
        "things_about": moments.about,
        "plain_links": statements.plain_links,
        "natures": NATURES,
        "AG": terms.AG,
        "AGD": terms.AGD,
    }
