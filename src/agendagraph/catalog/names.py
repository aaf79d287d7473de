"""From what people call a thing to the thing: labels, abbreviations, former names and printed slips."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.errors import ParameterError, UnknownNameError
from agendagraph.store import Store
from agendagraph.text import LANGUAGES, Text

_PREFERENCE = (
    terms.PREF_LABEL,
    terms.LABEL,
    terms.ALT_LABEL,
    terms.FORMER_NAME,
    terms.HIDDEN_LABEL,
    terms.ag("heading"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing, and how near to its preferred one it is (0 is preferred)."""

    iri: str
    text: str
    rank: int


def normalize(text: str) -> str:
    """Return a name without case, accents, spaces, hyphens and other punctuation.

    >>> normalize("Patiënten-samenvatting ") == normalize("patientensamenvatting")
    True
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


class NameIndex:
    """All names of one store: of things, and apart from them of what a query can be narrowed by (pages, values, terms)."""

    def __init__(self, store: Store) -> None:
        self.by_name: dict[str, list[Name]] = defaultdict(list)
        self.other_names: dict[str, list[Name]] = defaultdict(list)
        self.classes: dict[str, set[str]] = defaultdict(set)
        for quad in store.quads(None, terms.TYPE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                self.classes[quad.subject.value].add(quad.object.value)
        self.labels = {iri: store.label(iri) for iri in self.classes}
        self.things = {iri for iri in self.classes if self.classes[iri] & _kinds_of_things(store)}
        for rank, predicate in enumerate(_PREFERENCE):
            for quad in store.quads(None, predicate):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    self._add(Name(quad.subject.value, quad.object.value, rank))
        for iri in sorted(self.classes):
            if iri.startswith(terms.AGD):
                self._add(Name(iri, iri.removeprefix(terms.AGD), 0))
        for described in store.quads(None, terms.ag("describes")):
            if isinstance(described.subject, ox.NamedNode) and isinstance(described.object, ox.NamedNode):
                for name in self.names_of(described.object.value):
                    self._add(Name(described.subject.value, name, 1))

    def _add(self, name: Name) -> None:
        names = self.by_name if name.iri in self.things else self.other_names
        if name not in names[normalize(name.text)]:
            names[normalize(name.text)].append(name)

    def names_of(self, iri: str) -> list[str]:
        """Return all names of a thing, sorted."""
        return sorted({name.text for names in self.by_name.values() for name in names if name.iri == iri})

    def having(self, name: str, classes: Iterable[str] = ()) -> list[Name]:
        """Return the things of that exact name but for case, accents and punctuation.

        Of several the best count: those whose preferred name it is, and then those that are written just so. Without
        classes only things are meant; with them also the pages, values and terms that have one of these classes.
        """
        key, wanted = normalize(name), class_iris(classes)
        found = list(self.by_name.get(key, []))
        if wanted:
            found = [n for n in found + self.other_names.get(key, []) if self.classes[n.iri] & wanted]
        best = min((n.rank for n in found), default=0)
        nearest = [n for n in found if n.rank == best]
        as_written = [n for n in nearest if n.text == name]
        return sorted({n.iri: n for n in as_written or nearest}.values(), key=lambda n: n.iri)

    def near(self, name: str, limit: int = 5, classes: Iterable[str] = ()) -> list[str]:
        """Return names that are written almost like this one; with classes only of things that have one of these."""
        wanted = class_iris(classes)
        some = {
            key: [n for n in names if not wanted or self.classes[n.iri] & wanted] for key, names in self.by_name.items()
        }
        known = [key for key, names in some.items() if names]
        keys = difflib.get_close_matches(normalize(name), known, n=limit, cutoff=0.6)
        words = [key for key in known if len(name) > 2 and normalize(name) in key]
        found: list[str] = [self.labels[some[key][0].iri] for key in [*keys, *sorted(words, key=len)]]
        return list(dict.fromkeys(found))[:limit]


def class_iris(classes: Iterable[str]) -> set[str]:
    """Return the IRIs of classes; `Property` and `Class` mean the terms of the ontology themselves."""
    special = {"Property": terms.OWL + "ObjectProperty", "Class": terms.OWL + "Class"}
    return {special.get(name, terms.AG + name) for name in classes}


def _kinds_of_things(store: Store) -> set[str]:
    """Return the IRIs of all classes below `ag:Thing`."""
    below: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads(None, ox.NamedNode(terms.RDFS + "subClassOf")):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            below[quad.object.value].append(quad.subject.value)
    found, open_ = set(), [terms.AG + "Thing"]
    while open_:
        for kind in below[open_.pop()]:
            if kind not in found:
                found.add(kind)
                open_.append(kind)
    return found


_INDEXES: WeakKeyDictionary[Store, NameIndex] = WeakKeyDictionary()


def index(store: Store) -> NameIndex:
    """Return the names of a store; they are read once."""
    if store not in _INDEXES:
        _INDEXES[store] = NameIndex(store)
    return _INDEXES[store]


def find(store: Store, name: str, classes: Iterable[str] = ()) -> list[str]:
    """Return the IRIs of the things that people call by this name; empty where there is none."""
    return [found.iri for found in index(store).having(name, classes)]


def _wrong_kind(store: Store, name: str, iri: str, classes: Iterable[str]) -> ParameterError:
    """Return the error for a thing that is there, but is not of the kind asked for."""
    kinds = [store.label(iri, language) for language in LANGUAGES for iri in sorted(class_iris(classes))]
    half = len(kinds) // len(LANGUAGES)
    near = index(store).near(name, classes=classes)
    return ParameterError(
        Text(
            f"'{name}' is {store.label(iri)} ({terms.compact(iri)}), en dat is geen {' of '.join(kinds[:half]).lower()}.",
            f"'{name}' is {store.label(iri, 'en')} ({terms.compact(iri)}), which is no {' or '.join(kinds[half:]).lower()}.",
        ),
        hint=Text(f"Bedoeld: {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
        if near
        else Text("Kies een ding van die soort.", "Choose a thing of that kind."),
    )


def resolve(store: Store, name: str, classes: Iterable[str] = ()) -> ox.NamedNode:
    """Return the one thing meant by an IRI, a prefixed name, an identifier or a name.

    Args:
        store: the dataset.
        name: such as `agd:mitz`, `mitz`, `Toestemmingsvoorziening Mitz` or a full IRI.
        classes: local names of the classes it may have; any where empty.

    Raises:
        ParameterError: more than one thing has that name.
        UnknownNameError: nothing has it; the hint names the nearest ones.
    """
    names, wanted = index(store), class_iris(classes)
    if re.search(r'[<>"{}|\\^`\x00-\x20]', name.strip("<>")) is None:
        iri = terms.expand(name)
        if names.classes.get(iri, set()) & wanted or (not wanted and iri in names.classes):
            return ox.NamedNode(iri)
    found = names.having(name, classes)
    if not found and (others := names.having(name)):
        raise _wrong_kind(store, name, others[0].iri, classes)
    if len(found) == 1:
        return ox.NamedNode(found[0].iri)
    if found:
        choices = ", ".join(f"{store.label(n.iri)} ({terms.compact(n.iri)})" for n in found)
        raise ParameterError(
            Text(f"De naam '{name}' is niet eenduidig.", f"The name '{name}' is ambiguous."),
            hint=Text(f"Kies: {choices}.", f"Choose: {choices}."),
        )
    near = names.near(name)
    raise UnknownNameError(
        Text(f"Er is niets met de naam '{name}'.", f"There is nothing called '{name}'."),
        hint=Text(f"Bedoeld: {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
        if near
        else Text("Zoek met de vraag zoek.", "Search with the question zoek."),
    )
