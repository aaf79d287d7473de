"""Which format an answer gets: what is on offer against what the asker accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from agendagraph.errors import NotAcceptableError
from agendagraph.formats import FORMATS, of_kind
from agendagraph.text import Text

HTML: Final = "text/html"
_KEPT: Final = 512
_OF_GRAPHS: Final = {
    "xml": "rdfxml",
    "rdf+xml": "rdfxml",
    "json": "jsonld",
    "json-ld": "jsonld",
    "n3": "turtle",
}
"""What clients call formats of graphs in the parameter `format` (SPARQLWrapper does), besides our names and suffixes."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One range of a header Accept: `type/subtype` with stars, its weight, and how specific it is."""

    type: str
    subtype: str
    weight: float

    @property
    def specificity(self) -> int:
        """2 for a media type, 1 for `type/*`, 0 for `*/*`."""
        return (self.type != "*") + (self.subtype != "*")

    def covers(self, media_type: str) -> bool:
        """Return whether a media type lies in this range."""
        kind, _, subtype = media_type.partition("/")
        return self.type in {"*", kind} and self.subtype in {"*", subtype}


def parse(header: str) -> list[Accepted]:
    """Return the ranges of a header Accept; what cannot be understood is passed over, as RFC 9110 advises.

    Parameters other than `q` do not distinguish our formats and are passed over, too.

    >>> parse("text/csv;header=present;q=0.5, */*;q=0.1")[0]
    Accepted(type='text', subtype='csv', weight=0.5)
    """
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        kind, slash, subtype = name.lower().partition("/")
        if not (slash and kind and subtype):
            if name != "*":
                continue
            kind = subtype = "*"
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        found.append(Accepted(kind, subtype, weight if weight == weight else 0.0))
    return found


def best(header: str, offered: Sequence[tuple[str, str]]) -> str:
    """Return the name of what the asker likes best.

    Args:
        header: the header Accept; empty accepts everything.
        offered: media type and name of what there is, the default first.

    Returns:
        The name with the highest weight; among equals what was asked for most specifically, and then what comes first. Empty
        where nothing is acceptable.

    >>> best("text/csv;q=0.5, text/*", [("text/csv", "csv"), ("text/html", "html")])
    'html'
    """
    ranges = parse(header or "*/*")
    found, highest = "", (0.0, -1)
    for media_type, name in offered:
        covering = [one for one in ranges if one.covers(media_type)]
        if not covering:
            continue
        nearest = max(covering, key=lambda one: one.specificity)
        if nearest.weight > 0 and (nearest.weight, nearest.specificity) > highest:
            found, highest = name, (nearest.weight, nearest.specificity)
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """The formats for an answer whose form is not known yet: one for a table, one for a graph, or a page for either.

    An empty name stands for a form that the asker accepts no format of.
    """

    rows: str
    graph: str
    page: bool = False


def _offers(kind: str) -> list[tuple[str, str]]:
    forms = of_kind("rows" if kind == "rows" else "graph")
    own = [(form.media_type, form.name) for form in forms]
    return own + [(alias, form.name) for form in forms for alias in form.aliases]


@lru_cache(maxsize=_KEPT)
def choose(header: str, name: str = "") -> Choice:
    """Return the formats that fit best.

    Args:
        header: the header Accept.
        name: what the parameter `format` says, a name or a media type; it comes before the header.

    Raises:
        NotAcceptableError: nothing fits.
    """
    if name:
        return _named(name)
    rows, graph = best(header, _offers("rows")), best(header, _offers("graph"))
    every = [*_offers("rows"), *_offers("graph"), (HTML, HTML)]
    if header and best(header, every) == HTML:
        return Choice(rows, graph, page=True)
    if not rows and not graph:
        raise _nothing()
    return Choice(rows, graph)


def _named(name: str) -> Choice:
    if name == "html":
        return Choice("", "", page=True)
    wanted = name.lower().replace(" ", "+")  # a plus that was not escaped in an address arrives as a space
    rows, graph = (
        next((form for media, form in _offers(kind) if wanted in {media, form, FORMATS[form].suffix}), "")
        for kind in ("rows", "graph")
    )
    graph = graph or _OF_GRAPHS.get(wanted, "")
    if not rows and not graph:
        raise _nothing()
    return Choice(rows, graph)


def _nothing() -> NotAcceptableError:
    media_types = ", ".join(form.media_type for form in FORMATS.values())
    return NotAcceptableError(
        Text("Geen van de gevraagde formaten is er.", "There is none of the formats asked for."),
        hint=Text(f"Kies: {media_types}.", f"Choose: {media_types}."),
    )
