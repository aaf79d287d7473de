"""The graph as a reader of the documents sees it: passages, and in each what it says about which thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.reading.passages import Passage, first_line, instances, load
from agendagraph.store import Store
from agendagraph.text import Language, Spoken

Term = ox.NamedNode | ox.Literal

LINKS: Final = ("Link", "Relation", "Participation")
"""Kinds of statements that link two things."""

EDITORIAL: Final = terms.AGD + "source-editorial"
_STATEMENT_KINDS: Final = (
    "Requirement",
    "Participation",
    "Relation",
    "Membership",
    "Milestone",
    "Figure",
    "Remark",
    "AgendaStatus",
    "Assessment",
)
_DESCRIBING: Final = {
    terms.TYPE.value,
    terms.PREF_LABEL.value,
    terms.ALT_LABEL.value,
    terms.FORMER_NAME.value,
    terms.HIDDEN_LABEL.value,
    terms.SKOS + "definition",
    terms.AG + "status",
    terms.AG + "scope",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one passage says, as a plain link between two things or as a node with all that restricts it.

    Attributes:
        kind: local name of its class; `Link` for a plain triple, `Description` for the names and so on of a thing.
        iri: the node or the described thing, empty for a plain triple.
        passage: IRI of the passage.
        values: local name of a property → its values; a plain triple has `subject`, `predicate` and `object`.
    """

    kind: str
    iri: str
    passage: str
    values: Mapping[str, tuple[Term, ...]] = field(hash=False)

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a property as text."""
        return tuple(term.value for term in self.values.get(name, ()))

    def one(self, name: str) -> str:
        """Return the first value of a property as text, or an empty text."""
        return next(iter(self.all(name)), "")

    def text(self, name: str, language: Language) -> Spoken:
        """Return the value of a property in a language; in Dutch or another where it has no value in that one."""
        found = {t.language or "": t.value for t in self.values.get(name, ()) if isinstance(t, ox.Literal) and t.value}
        for wanted in (language, "nl", *found):
            if wanted in found:
                return Spoken(found[wanted], wanted)
        return Spoken("")


class Reading:
    """All passages and statements of one store, found by passage and by thing.

    It is read once, in one go over the quads: a page then costs what is on it.
    """

    def __init__(self, store: Store) -> None:
        links = {
            q.subject.value for q in store.quads(None, terms.ag("inverseLabel")) if isinstance(q.subject, ox.NamedNode)
        }
        kinds = {terms.AG + kind: kind for kind in _STATEMENT_KINDS}
        self._inverse: dict[tuple[str, str], str] = {}
        self.statement_nodes: dict[str, str] = {}
        by_subject: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in store.quads():
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            by_subject[quad.subject.value].append(quad)
            if quad.predicate == terms.TYPE and isinstance(quad.object, ox.NamedNode) and quad.object.value in kinds:
                self.statement_nodes[quad.subject.value] = kinds[quad.object.value]
            if quad.predicate.value == terms.AG + "inverseLabel" and isinstance(quad.object, ox.Literal):
                self._inverse[quad.subject.value, quad.object.language or ""] = quad.object.value
        self.passages = load(store)
        self.chapters = {node.value for node in instances(store, "Chapter")}
        self._in: dict[str, list[Statement]] = defaultdict(list)
        self._with: dict[str, list[Statement]] = defaultdict(list)
        self._by_node: dict[str, list[Statement]] = defaultdict(list)
        self._described: dict[str, list[Statement]] = defaultdict(list)
        for subject, quads in by_subject.items():
            if subject in self.statement_nodes:
                self._add_nodes(subject, quads)
            else:
                self._add_plain(subject, quads, links)
        for found in self._in.values():
            found.sort(key=self._place)

    def _add_nodes(self, iri: str, quads: list[ox.Quad]) -> None:
        for passage, values in self._by_passage(quads).items():
            statement = Statement(self.statement_nodes[iri], iri, passage, values)
            self._by_node[iri].append(statement)
            self._add(statement)

    def _add_plain(self, subject: str, quads: list[ox.Quad], links: set[str]) -> None:
        for quad in quads:
            passage = getattr(quad.graph_name, "value", "")
            if passage in self.passages and quad.predicate.value in links and isinstance(quad.object, ox.NamedNode):
                ends = {"subject": (ox.NamedNode(subject),), "predicate": (quad.predicate,), "object": (quad.object,)}
                self._add(Statement("Link", "", passage, ends))
        describing = [quad for quad in quads if quad.predicate.value in _DESCRIBING]
        for passage, values in self._by_passage(describing).items():
            self._described[passage].append(Statement("Description", subject, passage, values))

    def _by_passage(self, quads: list[ox.Quad]) -> dict[str, dict[str, tuple[Term, ...]]]:
        """Return what quads about one subject say, by passage and then by property, in an order that no engine decides."""
        found: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            passage = getattr(quad.graph_name, "value", "")
            if passage in self.passages and isinstance(quad.object, ox.NamedNode | ox.Literal):
                found[passage][re.split(r"[#/]", quad.predicate.value)[-1]].add(quad.object)
        return {
            passage: {name: tuple(sorted(values, key=str)) for name, values in sorted(by.items())}
            for passage, by in found.items()
        }

    def _add(self, statement: Statement) -> None:
        self._in[statement.passage].append(statement)
        mentioned = {t.value for ts in statement.values.values() for t in ts if isinstance(t, ox.NamedNode)}
        for iri in mentioned:
            self._with[iri].append(statement)

    def _place(self, statement: Statement) -> tuple[str, int, bool, str, str]:
        """Return the place of a statement in the documents: lines are counted through the whole document."""
        passage = self.passages[statement.passage]
        line = first_line(statement.one("locator") or passage.locator)
        return passage.source, line, bool(statement.iri), statement.iri, statement.one("object")

    def said_in(self, passage: str) -> list[Statement]:
        """Return what a passage says, in the order of its lines."""
        return self._in.get(passage, [])

    def said_with(self, thing: str, kinds: Iterable[str], *roles: str) -> list[Statement]:
        """Return the statements of these kinds in which a thing has one of these roles, in document order."""
        wanted = set(kinds)
        found = [
            s for s in self._with.get(thing, []) if s.kind in wanted and any(thing in s.all(role) for role in roles)
        ]
        return sorted(found, key=self._place)

    def said_by(self, node: str) -> list[Statement]:
        """Return a statement by its IRI; one for each passage that makes it."""
        return self._by_node.get(node, [])

    def described_in(self, passage: str) -> list[Statement]:
        """Return what a passage says of things by themselves: their names, definition, status."""
        return sorted(self._described.get(passage, []), key=lambda s: s.iri)

    def pages(self, source: str = "") -> list[Passage]:
        """Return the pages of a source (of all sources where none is given), in the order of the document."""
        found = [p for p in self.passages.values() if p.is_page and source in {"", p.source}]
        return sorted(found, key=lambda p: (p.source, p.order, p.iri))

    def headings_of(self, page: str) -> list[Passage]:
        """Return the headings on a page, in the order of their lines."""
        found = [p for p in self.passages.values() if p.page == page and not p.is_page]
        return sorted(found, key=lambda p: (first_line(p.locator), p.iri))

    def inverse_label(self, predicate: str, language: Language) -> str:
        """Return what a link is called when read from its object to its subject."""
        return self._inverse.get((predicate, language)) or self._inverse.get((predicate, "nl"), predicate)

    def basis_of(self, statement: Statement) -> str:
        """Return on whose account a statement stands: what is in a passage of the editors is never the document's."""
        given = statement.one("basis")
        if given in {"", terms.AG + "Stated"} and self.passages[statement.passage].source == EDITORIAL:
            return terms.AG + "Editorial"
        return given
