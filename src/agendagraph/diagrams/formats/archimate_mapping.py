"""What things and relations are called in ArchiMate: read from `ontology/archimate.ttl`, which a maintainer can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import pyoxigraph as ox

from agendagraph import assets, terms

Profile = Literal["gemma", "am4"]
PROFILES: Final[tuple[Profile, ...]] = ("gemma", "am4")
"""`gemma` calls things as GEMMA and NORA do; `am4` avoids the elements that ArchiMate 4 no longer has."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of ArchiMate, as the drawing of a relation.

    Attributes:
        type: its name in the exchange format.
        is_reversed: it runs from the target of the relation to its source.
        is_directed: an association has an arrow only then.
        access: `Read` or `Write`, for access only.
    """

    type: str
    is_reversed: bool = False
    is_directed: bool = True
    access: str = ""


ASSOCIATION: Final = Relationship("Association")
"""What is always allowed."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The table of one profile.

    Attributes:
        elements: local name of a class → type of element.
        relationships: IRI of a relation → the relationships that fit, the best first.
        allowed: type of relationship with the types of element that it may run between.
    """

    elements: dict[str, str]
    relationships: dict[str, tuple[Relationship, ...]]
    allowed: frozenset[tuple[str, str, str]]

    def element(self, kind: str) -> str:
        """Return the type of element for a class, by its local name.

        >>> mapping("gemma").element("Norm"), mapping("am4").element("Norm")
        ('Constraint', 'Requirement')
        """
        return self.elements.get(kind) or self.elements["Thing"]

    def relationship(self, predicate: str, source: str, target: str) -> Relationship:
        """Return the first fitting relationship that is allowed, else the association.

        Args:
            predicate: IRI of the relation.
            source, target: types of element at its ends.

        >>> mapping("gemma").relationship(terms.AG + "requires", "BusinessService", "BusinessFunction")
        Relationship(type='Serving', is_reversed=True, is_directed=True, access='')
        """
        for fitting in self.relationships.get(predicate, ()):
            ends = (target, source) if fitting.is_reversed else (source, target)
            if fitting.type == ASSOCIATION.type or (fitting.type, *ends) in self.allowed:
                return fitting
        return ASSOCIATION


@cache
def mapping(profile: Profile) -> Mapping:
    """Return the table of a profile."""
    table = _Table()
    first, safe = table.texts("archimateElement"), table.texts("archimate4Element")
    elements = {**first, **(safe if profile == "am4" else {})}
    return Mapping(
        {iri.removeprefix(terms.AG): names[0] for iri, names in elements.items()},
        {
            quad.subject.value: tuple(table.relationship(item) for item in table.members(quad.object))
            for quad in table.quads("archimateRelationships")
            if isinstance(quad.subject, ox.NamedNode)
        },
        frozenset(table.allowed()),
    )


class _Table:
    """The file as statements."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.store.extend(ox.parse(path=str(assets.folder("ontology") / "archimate.ttl")))

    def quads(self, name: str, subject: ox.NamedNode | ox.BlankNode | None = None) -> list[ox.Quad]:
        return sorted(self.store.quads_for_pattern(subject, terms.ag(name), None, None), key=str)

    def texts(self, name: str) -> dict[str, list[str]]:
        """Return subject → the texts that it has under a property."""
        found: dict[str, list[str]] = {}
        for quad in self.quads(name):
            found.setdefault(getattr(quad.subject, "value", ""), []).append(getattr(quad.object, "value", ""))
        return found

    def text(self, name: str, subject: ox.NamedNode) -> str:
        return next((getattr(quad.object, "value", "") for quad in self.quads(name, subject)), "")

    def members(self, head: object) -> Iterator[ox.NamedNode]:
        """Yield the members of a list."""
        first, rest = ox.NamedNode(terms.RDF + "first"), ox.NamedNode(terms.RDF + "rest")
        while isinstance(head, ox.BlankNode):
            for quad in self.store.quads_for_pattern(head, first, None, None):
                assert isinstance(quad.object, ox.NamedNode)
                yield quad.object
            head = next(quad.object for quad in self.store.quads_for_pattern(head, rest, None, None))

    def relationship(self, name: ox.NamedNode) -> Relationship:
        return Relationship(
            self.text("archimateType", name),
            self.text("isReversed", name) == "true",
            self.text("isUndirected", name) != "true",
            self.text("accessType", name),
        )

    def allowed(self) -> Iterator[tuple[str, str, str]]:
        starts, ends, among = (self.texts(name) for name in ("allowsFrom", "allowsTo", "allowsBetween"))
        for rule, (kind, *_) in self.texts("archimateType").items():
            yield from ((kind, start, end) for start in starts.get(rule, ()) for end in ends.get(rule, ()))
            yield from ((kind, element, element) for element in among.get(rule, ()))
