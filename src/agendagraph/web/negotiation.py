"""Which format a SPARQL answer gets: what the query yields against what the asker accepts. No Flask here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from agendagraph.errors import NotAcceptableError
from agendagraph.results import FORMATS, Format
from agendagraph.text import Text

HTML: Final = "text/html"

_ALIASES: Final = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
"""What askers call a format apart from its own media type."""

_PROLOGUE = re.compile(r"\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>", re.IGNORECASE)
_FORM = re.compile(r"(SELECT|ASK)\b|(CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u00([2-7][0-9A-Fa-f])|\\U000000([2-7][0-9A-Fa-f])")


def kind_of_query(query: str) -> Literal["rows", "graph"]:
    """Return whether a query yields a table or a graph; a table where its form cannot be seen.

    >>> kind_of_query("PREFIX : <urn:x#> # note\\nDESCRIBE :a")
    'graph'
    """
    text = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), query)
    position = 0
    while skipped := _PROLOGUE.match(text, position):
        position = skipped.end()
    form = _FORM.match(text, position)
    return "graph" if form and form[2] else "rows"


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type on offer that a header Accept prefers (RFC 9110, 12.5.1).

    The most specific range that fits a type gives it its weight, so that a range of weight 0 excludes it. Parameters
    such as `charset` or `profile` do not keep a range from fitting. Of equals that named more precisely comes first, then
    that which is offered first.

    Args:
        accept: the header as it came; empty accepts everything.
        offered: media types without parameters.

    >>> preferred("text/turtle;q=0.5, application/ld+json;profile=x", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> preferred("*/*, text/html;q=0", ["text/html", "text/turtle"])
    'text/turtle'
    """
    weights: dict[str, float] = {}
    for value, weight in parse_accept_header(accept.strip() or "*/*", MIMEAccept):
        name = value.partition(";")[0].strip().lower()
        weights[name] = max(weight, weights.get(name, 0.0))

    def rank(media_type: str) -> tuple[float, int]:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return next(((weights[name], -place) for place, name in enumerate(ranges) if name in weights), (0.0, 0))

    best = max(offered, key=rank, default=None)
    return best if best is not None and rank(best)[0] > 0 else None


def choose(accept: str, query: str) -> Format | None:
    """Return the format that fits a header Accept best.

    Args:
        accept: the header as it came; empty accepts everything.
        query: the query, which decides whether the formats of tables or those of graphs are on offer.

    Returns:
        The format, or None for a page.

    Raises:
        NotAcceptableError: the asker accepts nothing that is on offer.
    """
    kind = kind_of_query(query)
    fitting = [form for form in FORMATS.values() if form.kind == kind]
    offered = {form.media_type: form for form in fitting}
    offered |= {alias: FORMATS[name] for alias, name in _ALIASES.items() if FORMATS[name].kind == kind}
    accepted = parse_accept_header(accept or "*/*", MIMEAccept)
    best = accepted.best_match([*offered, HTML])
    if best is None:
        names = ", ".join(form.media_type for form in fitting)
        raise NotAcceptableError(
            Text(
                "Geen van de gevraagde formaten past bij deze query.", "None of the formats asked for fits this query."
            ),
            hint=Text(f"Kies: {names}.", f"Choose: {names}."),
        )
    return offered.get(best)


def by_name(name: str) -> Format:
    """Return the format of that name.

    Raises:
        NotAcceptableError: there is none.
    """
    if name in FORMATS:
        return FORMATS[name]
    names = ", ".join(FORMATS)
    raise NotAcceptableError(
        Text("Dit formaat is er niet.", "There is no such format."), hint=Text(f"Kies: {names}.", f"Choose: {names}.")
    )
