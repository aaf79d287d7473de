"""Which format a SPARQL answer gets: what the query yields against what the asker accepts. No Flask here."""

from __future__ import annotations

import re
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from agendagraph.errors import NotAcceptableError
from agendagraph.results import FORMATS, Format
from agendagraph.store import prologue
from agendagraph.text import Text

HTML: Final = "text/html"

_ALIASES: Final = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
"""What askers call a format apart from its own media type."""

_ESCAPE = re.compile(r"\\u00([2-7][0-9A-Fa-f])|\\U000000([2-7][0-9A-Fa-f])")


def kind_of_query(query: str) -> prologue.Kind:
    """Return whether a query yields a table or a graph; a table where its form cannot be seen.

    >>> kind_of_query("PREFIX : <urn:x#> # note\\nDESCRIBE :a")
    'graph'
    """
    return prologue.read(_ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), query)).kind


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
