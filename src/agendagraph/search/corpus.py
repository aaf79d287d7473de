"""What can be found: each thing, source and passage with all the texts that people may know it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.catalog import names
from agendagraph.search.hits import Form, Kind
from agendagraph.search.words import pairs, words
from agendagraph.store import Store

_FORMS: Final[Mapping[ox.NamedNode, Form]] = {
    terms.PREF_LABEL: "preferred",
    terms.ag("heading"): "heading",
    terms.ALT_LABEL: "alternative",
    terms.FORMER_NAME: "former",
    terms.HIDDEN_LABEL: "printed",
    ox.NamedNode(terms.SKOS + "notation"): "identifier",
    ox.NamedNode(terms.DCTERMS + "identifier"): "identifier",
    ox.NamedNode(terms.SKOS + "definition"): "definition",
}
_FORMS_OF_SOURCES: Final[Mapping[ox.NamedNode, Form]] = {
    ox.NamedNode(terms.DCTERMS + "title"): "alternative",
    ox.NamedNode(terms.DCTERMS + "alternative"): "alternative",
    ox.NamedNode(terms.SKOS + "note"): "definition",
}
"""Only of sources: the titles of versions of building blocks are those of the building block."""

_OID: Final = "urn:oid:"
"""Nobody types this before an object identifier."""
_ORDER: Final = list(dict.fromkeys([*_FORMS.values(), *_FORMS_OF_SOURCES.values()]))
_SOURCE: Final = terms.AG + "Source"


@dataclass(frozen=True, slots=True)
class Known:
    """A text that a thing is known by.

    Attributes:
        text, form, language: as in a `Match`.
        key: the text normalized.
        words: its folded words, each with a space before it.
        pairs: the same of each two neighbours written as one word.
    """

    text: str
    form: Form
    language: str
    key: str
    words: str
    pairs: str

    @classmethod
    def of(cls, text: str, form: Form, language: str) -> Known:
        """Return a text with all by which it is compared."""
        parts = words(text)
        return cls(text, form, language, "".join(parts), _spaced(parts), _spaced(pairs(parts)))

    @property
    def is_name(self) -> bool:
        """Whether it is a name in words, and so neither a definition nor an identifier."""
        return self.form not in {"definition", "identifier"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing or passage: its classes by local name (`kinds` has those above them, too) and its texts, names first."""

    iri: str
    kind: Kind
    classes: tuple[str, ...]
    kinds: frozenset[str]
    texts: tuple[Known, ...]


def read(store: Store) -> tuple[Entry, ...]:
    """Return all that can be found in a dataset, in the order of their IRIs."""
    index = names.index(store)
    passages = {iri for iri, classes in index.classes.items() if terms.PASSAGE.value in classes}
    sources = {iri for iri, classes in index.classes.items() if _SOURCE in classes}
    texts = _texts(store, index.things | passages | sources, sources)
    above = _above(store)
    entries = []
    for iri in sorted(texts):
        classes = tuple(sorted(c.removeprefix(terms.AG) for c in index.classes[iri] if c.startswith(terms.AG)))
        kinds = frozenset(classes).union(*(above[name] for name in classes))
        kind: Kind = "passage" if iri in passages else "thing"
        entries.append(Entry(iri, kind, classes, kinds, texts[iri]))
    return tuple(entries)


def _texts(store: Store, wanted: set[str], sources: set[str]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, set[tuple[int, str, str]]] = {
        iri: {(_ORDER.index("identifier"), iri.removeprefix(terms.AGD), "")} for iri in wanted
    }
    for forms, allowed in ((_FORMS, wanted), (_FORMS_OF_SOURCES, sources)):
        for predicate, form in forms.items():
            for quad in store.quads(None, predicate):
                subject, text = quad.subject, quad.object
                if isinstance(subject, ox.NamedNode) and isinstance(text, ox.Literal) and subject.value in allowed:
                    for value in {text.value, text.value.removeprefix(_OID)}:
                        found[subject.value].add((_ORDER.index(form), value, text.language or ""))
    return {
        iri: tuple(Known.of(text, _ORDER[order], language) for order, text, language in sorted(several))
        for iri, several in found.items()
    }


def _above(store: Store) -> dict[str, set[str]]:
    """Return for each class of ours the classes of ours above it, by local name."""
    direct: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(terms.RDFS + "subClassOf")):
        lower, upper = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if lower.startswith(terms.AG) and upper.startswith(terms.AG):
            direct[lower.removeprefix(terms.AG)].add(upper.removeprefix(terms.AG))
    found: dict[str, set[str]] = defaultdict(set)
    for name in list(direct):
        open_ = [name]
        while open_:
            for upper in direct.get(open_.pop(), ()):
                if upper not in found[name]:
                    found[name].add(upper)
                    open_.append(upper)
    return found


def _spaced(parts: Iterable[str]) -> str:
    return "".join(f" {part}" for part in parts)
