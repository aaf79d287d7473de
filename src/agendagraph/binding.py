"""Binding the parameters of a query of ours: whole terms, never text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

_PARAMETER = re.compile(
    r"""
    \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}  # long strings
    | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n]|\\.)*"              # strings
    | '(?:[^'\\\n]|\\.)*'
    | <[^<>\s]*>                       # IRIs
    | \#[^\n]*                         # comments
    | BOUND\s*\(\s*\$(?P<bound>\w+)\s*\)
    | \$(?P<name>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""A parameter, or a string, IRI or comment in which `$` means nothing."""


def fill(text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return a query with its `$name` parameters replaced by whole terms, escaped as the engine writes them.

    The engine's own substitution reaches projected variables only (docs/adr/0005). A parameter that was not given stays
    a variable that nothing binds, so that `BOUND($name)` tells the two cases apart.

    >>> fill("ASK { $thing a ag:Law FILTER (BOUND($thing)) }", {"thing": ox.NamedNode("urn:x")})
    'ASK { <urn:x> a ag:Law FILTER (true) }'
    """

    def term(match: re.Match[str]) -> str:
        name = match["bound"] or match["name"]
        if name is None or name not in bindings:
            return match[0]
        return "true" if match["bound"] else str(bindings[name])

    return _PARAMETER.sub(term, text)
