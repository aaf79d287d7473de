"""What stands in front of a SPARQL query: base, prefixes, and then the word that says which form it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from agendagraph import terms

Kind = Literal["rows", "graph"]

_PART: Final = re.compile(
    r"\s+|#[^\n]*|(?P<base>BASE)\s*<[^>]*>|PREFIX\s*(?P<prefix>[^\s:]*)\s*:\s*<[^>]*>", re.IGNORECASE
)
_FORM: Final = re.compile(r"(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prologue:
    """The start of a query.

    Attributes:
        end: where the query proper starts.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where none of these follows.
        has_base: whether it says what relative IRIs are relative to.
        prefixes: what it declares.
    """

    end: int
    form: str
    has_base: bool
    prefixes: frozenset[str]

    @property
    def kind(self) -> Kind:
        """Whether the query yields a table or a graph; a table where its form cannot be seen."""
        return "graph" if self.form in {"CONSTRUCT", "DESCRIBE"} else "rows"


def read(query: str) -> Prologue:
    """Return the start of a query.

    >>> read("PREFIX : <urn:x#> # note\\nDESCRIBE :a").form
    'DESCRIBE'
    >>> read("DEFINE sql:log-enable 2 SELECT * {}").form
    ''
    """
    position, has_base, prefixes = 0, False, set()
    while part := _PART.match(query, position):
        position = part.end()
        has_base = has_base or bool(part["base"])
        if part["prefix"] is not None:
            prefixes.add(part["prefix"])
    form = _FORM.match(query, position)
    return Prologue(position, form[0].upper() if form else "", has_base, frozenset(prefixes))


def completed(query: str, start: Prologue) -> str:
    """Return a query with the base and those of our prefixes that it uses without declaring them.

    They are put in line with what is there, so that the line numbers of an error stay right. The base goes in front: the
    grammar of SPARQL 1.0, which some servers still have, wants it there.

    >>> text = "# all\\nASK { <mitz> a ag:Facility }"
    >>> completed(text, read(text)).splitlines()[1]
    'PREFIX ag: <https://w3id.org/agendagraph/ns#> ASK { <mitz> a ag:Facility }'
    """
    body = query[start.end :]
    missing = {name: space for name, space in terms.prefixes().items() if name not in start.prefixes}
    declared = "".join(f"PREFIX {name}: <{space}> " for name, space in missing.items() if f"{name}:" in body)
    base = "" if start.has_base else f"BASE <{terms.AGD}> "
    return base + query[: start.end] + declared + body
