"""The small signs of the site: the same kinds, marks and shapes as in the pictures, drawn in a square of 12 by 12."""

from __future__ import annotations

from typing import Final

from agendagraph import terms
from agendagraph.diagrams import theme
from agendagraph.web.site import local_name, site

ICONS: Final[dict[str, str]] = {
    **{family.name: family.icon for family in theme.FAMILIES},
    **{name: badge.icon for name, badge in theme.BADGES.items()},
    "search": "M5 1a4 4 0 1 0 .01 0M8 8l3 3",
    "caution": "M6 1l5.3 10H.7zM6 4.5v3M6 9v.4",
    "unstated": "M4 4a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6M6 9.5v.4",
    "download": "M6 1v7M3 5.5l3 3 3-3M1 11h10",
    "source": "M6 2.5C5 1.5 3 1.5 1 2v8c2-.5 4-.5 5 .5 1-1 3-1 5-.5V2c-2-.5-4-.5-5 .5v8",
}
"""Name → path, drawn with a line and not filled."""

LIGHTS: Final[dict[str, str]] = {
    "status-in-uitvoering": "green",
    "status-volgend-potentie": "orange",
    "status-niet-op-agenda": "red",
    "status-onbekend": "unknown",
}
"""Last part of the IRI of a traffic light → its colour, by which the style sheet and the shape go."""

SHAPES: Final[dict[str, tuple[str, str]]] = {
    "green": ("M6 .7a5.3 5.3 0 1 0 .01 0z", "M3.6 6.2l1.8 1.8 3.2-3.8"),
    "orange": ("M6 1l5.2 9.8H.8z", "M6 4.6v2.6M6 9v.1"),
    "red": ("M3.9 .8h4.2l3.1 3.1v4.2l-3.1 3.1H3.9L.8 8.1V3.9z", "M4.2 4.2l3.6 3.6M7.8 4.2L4.2 7.8"),
    "unknown": ("M6 .9a5.1 5.1 0 1 0 .01 0z", "M4.6 4.8a1.5 1.5 0 1 1 2.2 1.3c-.6.3-.8.6-.8 1.1M6 9v.1"),
}
"""Colour of a light → its outline and the sign within: a disc with a tick, a triangle, an octagon, an open ring."""


def light_of(iri: str) -> str:
    """Return the colour of a traffic light; `unknown` for one that is none."""
    return LIGHTS.get(local_name(iri), "unknown")


def family_named(kind: str) -> str:
    """Return the name of the family of a kind."""
    return theme.family(kind).name


def family_of(iri: str) -> str:
    """Return the name of the family of kinds that a thing looks like; of several the first by kind, parties last."""
    kinds = (local_name(kind) for kind in site().names.classes.get(iri, ()) if kind.startswith(terms.AG))
    families = [family_named(kind) for kind in sorted(kinds)] or [theme.OTHER.name]
    return min(families, key="party".__eq__)
