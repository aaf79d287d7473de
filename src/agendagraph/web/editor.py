"""What the editor of queries offers: our prefixes, our words and things to complete with, and the questions of the catalog."""

from __future__ import annotations

import functools
from typing import Any, Final

from flask import Response, jsonify, request

from agendagraph import catalog, terms
from agendagraph.catalog.examples import runnable
from agendagraph.publishing import statistics, vocabulary
from agendagraph.text import Language
from agendagraph.web import messages
from agendagraph.web.site import Site, choices, kind_of, language, link, site

_KEPT: Final = "public, max-age=31536000, immutable"


def words() -> Response:
    """Give a program, the editor, what it completes with. The address has the fingerprint in it and so can be kept."""
    response = jsonify(
        prefixes=terms.prefixes(),
        terms=_terms(site(), language()),
        things=[[terms.compact(iri), name, kind_of(iri)] for iri, name in choices()],
        questions={query.id: question(query.id) for query in catalog.load()},
    )
    response.headers["Cache-Control"] = _KEPT if request.args.get("v") == site().store.fingerprint[:12] else "no-cache"
    return response


def address() -> str:
    """Return the address of the above: another one for every dataset."""
    return link("editor_words", v=site().store.fingerprint[:12])


def question(identifier: str) -> str:
    """Return a question of the catalog as a query that runs as it is, with a title.

    Raises:
        UnknownNameError: there is no such question; the hint names the nearest ones.
    """
    return _question(site(), catalog.get(identifier).id, language())


@functools.lru_cache(maxsize=256)
def _question(here: Site, identifier: str, tongue: Language) -> str:
    query = catalog.get(identifier)
    return f"# {query.title(tongue)}\n{runnable(here.store, query, tongue)}\n"


@functools.lru_cache(maxsize=4)
def _terms(here: Site, tongue: Language) -> list[list[Any]]:
    """Return short name, label and kind of every word: those of our vocabulary, and those of others that the data use."""
    known = vocabulary.read(here.store).terms.values()
    ours = [
        [terms.compact(term.iri), term.label(tongue), messages.say(f"editor_{term.kind}", tongue)] for term in known
    ]
    counts = statistics.count(here.store)
    kinds = dict.fromkeys(counts.properties, "property") | dict.fromkeys(counts.classes, "class")
    others = [
        [name, "", kind] for iri, kind in kinds.items() if not (name := terms.compact(iri)).startswith(("ag:", "http"))
    ]
    return sorted(ours) + sorted(others)
