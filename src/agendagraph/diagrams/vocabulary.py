"""The words for terms of the vocabulary that a view names, such as the force of an edge: read from the packaged ontology."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from agendagraph import assets, terms
from agendagraph.text import Language


def label(name: str, language: Language) -> str:
    """Return what people call a term; the name itself where the ontology has no label for it.

    Args:
        name: its IRI, or its local name in the vocabulary of AgendaGraph.
        language: of the label.

    >>> label("Must", "nl"), label("", "nl"), label("Unheard", "nl")
    ('moet', '', 'Unheard')
    """
    if not name:
        return ""
    found = _labels().get(name if "://" in name else terms.AG + name, {})
    return found.get(language) or found.get("nl") or name


@cache
def _labels() -> dict[str, dict[str, str]]:
    folder = assets.folder("ontology")
    found: dict[str, dict[str, str]] = {}
    for path in (folder / "agendagraph.ttl", *sorted((folder / "values").glob("*.ttl"))):
        for quad in ox.parse(path=str(path)):
            if quad.predicate in (terms.LABEL, terms.PREF_LABEL) and isinstance(quad.object, ox.Literal):
                key = getattr(quad.subject, "value", "")
                found.setdefault(key, {})[quad.object.language or "nl"] = quad.object.value
    return found
