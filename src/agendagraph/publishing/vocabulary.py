"""The vocabulary as people read it: each term with its label, meaning and place, how often it is used, and examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing.description import ONTOLOGY, statement_nodes
from agendagraph.store import DATASET, Store
from agendagraph.text import LANGUAGES, Text

Kind = Literal["class", "property", "value"]

IRI: Final = "https://w3id.org/agendagraph/ns"
EXAMPLES: Final = 5

_CLASS: Final = terms.OWL + "Class"
_PROPERTIES: Final = {terms.OWL + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
_SCHEME: Final = terms.SKOS + "ConceptScheme"
_NOTHING: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary.

    Attributes:
        iri, kind: what it is.
        label, definition, inverse: in words; `inverse` is what a property is called when read backwards.
        parents, children: IRIs of broader and narrower classes or properties.
        domain, range: IRIs of what a property goes from and to; any one of them where there are several.
        scheme: the IRI of the list that a value is in.
        uses: instances of a class, statements with a property, statements that give a value.
        examples: IRIs of instances, or of things that a statement with the term is about.
    """

    iri: str
    kind: Kind
    label: Text
    definition: Text = _NOTHING
    inverse: Text = _NOTHING
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    scheme: str = ""
    uses: int = 0
    examples: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its local name."""
        return self.iri.removeprefix(terms.AG)


class Vocabulary:
    """All terms of the vocabulary of one store, read once.

    >>> from agendagraph.build import build
    >>> read(build(check=False).store()).terms["Facility"].label.nl
    'Voorziening'
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        self._uses: Counter[str] = Counter()
        self._examples: dict[str, set[str]] = defaultdict(set)
        self._below: dict[str, list[str]] = defaultdict(list)
        for quad in sorted(store.quads(), key=str):
            self._read(quad)
        kinds = {iri: kind for iri in self._said if iri.startswith(terms.AG) and (kind := self._kind(iri))}
        self.terms = {iri.removeprefix(terms.AG): self._term(iri, kind) for iri, kind in sorted(kinds.items())}
        schemes = {term.scheme for term in self.terms.values()} - {""}
        self.schemes = {iri: self._words(iri, terms.PREF_LABEL.value) for iri in sorted(schemes)}

    def of(self, kind: Kind, scheme: str = "") -> list[Term]:
        """Return the terms of a kind, those of one list of values where a scheme is given."""
        return [term for term in self.terms.values() if term.kind == kind and scheme in {"", term.scheme}]

    def place_of(self, scheme: str) -> str:
        """Return the name of what a scheme lists, as its place on a page: a list of values, or else the class of things."""
        name = scheme.removeprefix(terms.AGD)
        if scheme in self.schemes:
            return name
        kind = name.removeprefix("scheme-").replace("-", "")
        return next((term.name for term in self.of("class") if term.name.lower() == kind), "")

    def _read(self, quad: ox.Quad) -> None:
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode | ox.Literal):
            return
        subject, predicate = quad.subject.value, quad.predicate.value
        if _is_vocabulary(quad):
            self._said[subject][predicate].append(quad.object)
        if predicate in {terms.RDFS + "subClassOf", terms.RDFS + "subPropertyOf"}:
            self._below[quad.object.value].append(subject)
        value = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
        if predicate == terms.TYPE.value:
            self._use(value, subject)
        elif subject.startswith(terms.AGD):
            self._use(predicate, subject)
            self._use(value, subject)

    def _use(self, iri: str, subject: str) -> None:
        if iri.startswith(terms.AG):
            self._uses[iri] += 1
            self._examples[iri].add(subject)

    def _kind(self, iri: str) -> Kind | None:
        kinds = {kind.value for kind in self._said[iri][terms.TYPE.value]}
        if _CLASS in kinds:
            return "class"
        if kinds & _PROPERTIES:
            return "property"
        return "value" if terms.SKOS + "Concept" in kinds else None

    def _term(self, iri: str, kind: Kind) -> Term:
        label = terms.PREF_LABEL if kind == "value" else terms.LABEL
        parents = [*self._iris(iri, terms.RDFS + "subClassOf"), *self._iris(iri, terms.RDFS + "subPropertyOf")]
        return Term(
            iri,
            kind,
            self._words(iri, label.value),
            self._words(iri, terms.SKOS + "definition"),
            self._words(iri, terms.AG + "inverseLabel"),
            tuple(parents),
            tuple(sorted(set(self._below[iri]))),
            self._classes(iri, terms.RDFS + "domain"),
            self._classes(iri, terms.RDFS + "range"),
            next(iter(self._iris(iri, terms.SKOS + "inScheme")), ""),
            self._uses[iri],
            tuple(sorted(self._examples[iri], key=self._telling)[:EXAMPLES]),
        )

    def _telling(self, example: str) -> tuple[bool, int, str]:
        """Return how little an example tells, for sorting: what has a name and a short one comes first."""
        return example in statement_nodes(self._store), len(example), example

    def _iris(self, iri: str, predicate: str) -> list[str]:
        return [value.value for value in self._said[iri][predicate] if isinstance(value, ox.NamedNode)]

    def _words(self, iri: str, predicate: str) -> Text:
        found = {v.language: v.value for v in self._said[iri][predicate] if isinstance(v, ox.Literal)}
        words = {language: found.get(language, found.get("nl", "")) for language in LANGUAGES}
        return Text(words["nl"], words["en"])

    def _classes(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Return the classes at one end of a property; a union by its members."""
        found: list[str] = []
        for node in self._iris(iri, predicate):
            unions = self._iris(node, terms.OWL + "unionOf")
            found += [member for union in unions for member in self._list(union)] if unions else [node]
        return tuple(found)

    def _list(self, node: str) -> Iterable[str]:
        while node != terms.RDF + "nil" and node in self._said:
            yield from self._iris(node, terms.RDF + "first")
            node = next(iter(self._iris(node, terms.RDF + "rest")), terms.RDF + "nil")


_READ: WeakKeyDictionary[Store, Vocabulary] = WeakKeyDictionary()


def read(store: Store) -> Vocabulary:
    """Return the vocabulary of a store; it is read once."""
    if store not in _READ:
        _READ[store] = Vocabulary(store)
    return _READ[store]


def quads(store: Store) -> set[ox.Quad]:
    """Return the vocabulary itself: the ontology and its lists of values, without the things and the dataset in that graph."""
    return {quad for quad in store.quads() if _is_vocabulary(quad)}


def _is_vocabulary(quad: ox.Quad) -> bool:
    subject = getattr(quad.subject, "value", "")
    is_thing = subject.startswith(terms.AGD) and not subject.startswith(terms.AGD + "scheme-")
    return quad.graph_name == ONTOLOGY and not is_thing and quad.subject != DATASET
