"""RDF terms as plain tuples, and whether two sets of rows are the same up to the names of blank nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

Term = tuple[Any, ...] | None
"""`("iri", text)`, `("bnode", name)`, `("literal", text, datatype, language, direction)`, `("triple", s, p, o)`, or unbound."""

Row = tuple[Term, ...]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_VALUES: Final[dict[str, Callable[[str], object]]] = (
    {XSD + name: int for name in _WHOLE.split()}
    | {XSD + name: lambda text: repr(float(text)) for name in ("double", "float")}
    | {XSD + "decimal": lambda text: Decimal(text).normalize(), XSD + "boolean": lambda text: text in {"true", "1"}}
)


def literal(text: str, datatype: str | None = None, language: str = "", direction: str = "") -> Term:
    """Return a literal: numbers and booleans by their value, since an engine need not keep how they were written.

    >>> literal("01", XSD + "integer") == literal("1", XSD + "integer")
    True
    >>> literal("1.0", XSD + "decimal") == literal("1", XSD + "integer")
    False
    """
    datatype = "" if language else datatype or XSD + "string"
    try:
        value = _VALUES[datatype](text) if datatype in _VALUES else text
    except (ValueError, InvalidOperation):
        value = text
    return ("literal", value, datatype, language.lower(), direction)


def same(left: Sequence[Row], right: Sequence[Row], *, ordered: bool = False) -> bool:
    """Return whether two lists of rows hold the same, up to a one-to-one renaming of blank nodes.

    Colours are refined until they say no more (as for isomorphism of graphs); where blank nodes still look alike, each
    way to pair one of them is tried.

    >>> a, b, p = ("bnode", "a"), ("bnode", "b"), ("iri", "urn:p")
    >>> same([(a, p, b)], [(b, p, a)]), same([(a, p, b)], [(a, p, a)])
    (True, False)
    """
    if ordered:
        left, right = _numbered(left), _numbered(right)
    return len(left) == len(right) and _match(left, right, {}, {})


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [(("position", number), *row) for number, row in enumerate(rows)]


def _match(left: Sequence[Row], right: Sequence[Row], ours: dict[Term, int], theirs: dict[Term, int]) -> bool:
    ours, theirs = _refined(left, ours), _refined(right, theirs)
    if Counter(_coloured(row, ours) for row in left) != Counter(_coloured(row, theirs) for row in right):
        return False
    alike = [colour for colour, count in Counter(ours.values()).items() if count > 1]
    if not alike:
        return True
    colour = min(alike)
    chosen = next(node for node, its in ours.items() if its == colour)
    marked = hash(("chosen", colour))
    return any(
        _match(left, right, ours | {chosen: marked}, theirs | {other: marked})
        for other, its in theirs.items()
        if its == colour
    )


def _refined(rows: Sequence[Row], start: dict[Term, int]) -> dict[Term, int]:
    nodes = {node for row in rows for node in _nodes(row)}
    colours = {node: start.get(node, 0) for node in nodes}
    while True:
        seen: dict[Term, list[int]] = {node: [] for node in nodes}
        for row in rows:
            for node in _nodes(row):
                seen[node].append(hash(_coloured(row, colours, node)))
        finer = {node: hash((colours[node], tuple(sorted(found)))) for node, found in seen.items()}
        if len(set(finer.values())) == len(set(colours.values())):
            return finer
        colours = finer


def _nodes(term: Any) -> set[Term]:
    if not isinstance(term, tuple):
        return set()
    if term[:1] == ("bnode",):
        return {term}
    return set().union(*(_nodes(part) for part in term if isinstance(part, tuple)))


def _coloured(term: Any, colours: dict[Term, int], self: Term = None) -> Any:
    if not isinstance(term, tuple):
        return term
    if term[:1] == ("bnode",):
        return ("bnode", "self" if term == self else colours[term])
    return tuple(_coloured(part, colours, self) for part in term)
