"""What a plan tells of a thing besides its clauses: what to do with it, who runs it, when, and what to beware of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.graph import tentative
from agendagraph.graph.remembering import once_per_store
from agendagraph.store import Store
from agendagraph.text import Text

_PEOPLE: Final = """
SELECT ?thing ?how ?who
WHERE {
  VALUES ?how { ag:managedBy ag:ledBy ag:developedBy }
  GRAPH ?passage { ?thing ?how ?who }
}
ORDER BY ?thing ?how ?who
"""
_OFFERED: Final = "SELECT ?thing ?who WHERE { ?who ag:offers ?thing } ORDER BY ?thing ?who"
_MILESTONES: Final = """
SELECT ?thing ?milestone ?label ?date ?end ?text ?certainty ?passage ?locator
WHERE {
  GRAPH ?passage {
    ?milestone a ag:Milestone ; ag:about ?thing ; skos:prefLabel ?label ; ag:certainty ?certainty ; ag:dateText ?text .
    OPTIONAL { ?milestone ag:date ?date }
    OPTIONAL { ?milestone ag:endDate ?end }
    OPTIONAL { ?milestone ag:locator ?locator }
  }
  FILTER (LANG(?label) = LANG(?text))
}
ORDER BY ?thing ?date ?end ?milestone ?label
"""
_CAUTIONS: Final = """
SELECT ?thing ?remark ?note ?passage ?locator
WHERE {
  GRAPH ?passage {
    ?remark a ag:Remark ; ag:about ?thing ; ag:remarkKind ag:Caution ; skos:note ?note .
    OPTIONAL { ?remark ag:locator ?locator }
  }
}
ORDER BY ?thing ?remark ?note
"""

DEEDS: Final[dict[str, Text]] = {
    "AgreementSystem": Text("Neem deel aan", "Take part in"),
    "BuildingBlock": Text("Leg vast volgens", "Record by"),
    "BuildingBlockVersion": Text("Leg vast volgens", "Record by"),
    "CareApplication": Text("Gebruik de toepassing", "Use the application"),
    "Certification": Text("Verkrijg", "Obtain"),
    "Collaboration": Text("Werk samen in", "Work together in"),
    "DataSet": Text("Ondersteun de gegevensset", "Support the data set"),
    "Document": Text("Sluit of lever", "Conclude or deliver"),
    "Exchange": Text("Richt in", "Set up"),
    "Facility": Text("Sluit aan op", "Connect to"),
    "GenericFunction": Text("Regel", "Arrange"),
    "Guideline": Text("Werk volgens", "Work by"),
    "IdentityMeans": Text("Beschik over", "Hold"),
    "InformationStandard": Text("Ondersteun", "Support"),
    "Infrastructure": Text("Sluit aan op", "Connect to"),
    "Law": Text("Voldoe aan", "Comply with"),
    "Norm": Text("Voldoe aan", "Comply with"),
    "Policy": Text("Maak of volg", "Make or follow"),
    "Programme": Text("Doe mee aan", "Join"),
    "Project": Text("Doe mee aan", "Join"),
    "Registry": Text("Gebruik", "Use"),
    "Release": Text("Werk met", "Work with"),
    "Role": Text("Werk met", "Work with"),
    "SystemType": Text("Beschik over", "Have"),
    "TechnicalStandard": Text("Ondersteun", "Support"),
}
"""What one does with a thing of a kind; for all others one sees to it that it is there."""

_OTHERWISE: Final = Text("Zorg voor", "See to")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing or value with what people call it."""

    iri: str
    label: Text


@dataclass(frozen=True, slots=True)
class When:
    """A milestone of a thing: what happens, when in words and as a date, how certain, and where that is written."""

    what: Text
    text: Text
    date: str
    end: str
    certainty: Named
    passage: Named
    locator: str


@dataclass(frozen=True, slots=True)
class Said:
    """A caution about a thing, and where it is written."""

    text: Text
    passage: Named
    locator: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who has to do with a thing, and how."""

    how: Named
    who: Named


class Facts:
    """What one dataset says of its things; each kind of fact is read once per dataset."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def named(self, iri: str) -> Named:
        """Return a thing with its label in both languages."""
        return _named(self.store, iri)

    def kind(self, iri: str) -> Named | None:
        """Return the class of a thing."""
        classes = sorted(
            quad.object.value
            for quad in self.store.quads(ox.NamedNode(iri), terms.TYPE)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(terms.AG)
        )
        return self.named(classes[0]) if classes else None

    def deed(self, iri: str) -> Text:
        """Return what one does with a thing, such as 'Sluit aan op'."""
        kind = self.kind(iri)
        return DEEDS.get(kind.iri.removeprefix(terms.AG), _OTHERWISE) if kind else _OTHERWISE

    def status(self, iri: str) -> Named | None:
        """Return the status of a thing that is not there yet, or no more."""
        status = tentative(self.store, iri)
        return self.named(status) if status else None

    def hands(self, iri: str) -> tuple[Hand, ...]:
        """Return who runs, leads, makes or offers a thing."""
        return _hands(self.store).get(iri, ())

    def milestones(self, iri: str) -> tuple[When, ...]:
        """Return the milestones of a thing, dated ones first and early ones first."""
        return _milestones(self.store).get(iri, ())

    def cautions(self, iri: str) -> tuple[Said, ...]:
        """Return what to beware of with a thing: sources that differ, names that mislead."""
        return _cautions(self.store).get(iri, ())


@once_per_store
def _names(_store: Store) -> dict[str, Named]:
    return {}


def _named(store: Store, iri: str) -> Named:
    names = _names(store)
    if iri not in names:
        names[iri] = Named(iri, Text(store.label(iri, "nl"), store.label(iri, "en")))
    return names[iri]


@once_per_store
def _hands(store: Store) -> Mapping[str, tuple[Hand, ...]]:
    found: dict[str, dict[Hand, None]] = defaultdict(dict)
    for row in store.rows(_PEOPLE):
        found[row["thing"].value][Hand(_named(store, row["how"].value), _named(store, row["who"].value))] = None
    offers = terms.AG + "offers"
    offered = Named(offers, _inverse(store, offers))
    for row in store.rows(_OFFERED):
        found[row["thing"].value][Hand(offered, _named(store, row["who"].value))] = None
    return {iri: tuple(hands) for iri, hands in found.items()}


@once_per_store
def _milestones(store: Store) -> Mapping[str, tuple[When, ...]]:
    rows: dict[tuple[str, str, str], list[ox.QuerySolution]] = defaultdict(list)
    for row in store.rows(_MILESTONES):
        rows[row["thing"].value, row["milestone"].value, row["passage"].value].append(row)
    found: dict[str, list[When]] = defaultdict(list)
    for (thing, _, passage), several in rows.items():
        first = several[0]
        date, end, locator = (getattr(first[name], "value", "") for name in ("date", "end", "locator"))
        found[thing].append(
            When(
                _text(several, "label"),
                _text(several, "text"),
                date,
                end,
                _named(store, first["certainty"].value),
                _named(store, passage),
                locator,
            )
        )
    return {
        thing: tuple(sorted(some, key=lambda w: (not (w.date or w.end), w.date or w.end, w.text.nl, w.what.nl)))
        for thing, some in found.items()
    }


@once_per_store
def _cautions(store: Store) -> Mapping[str, tuple[Said, ...]]:
    rows: dict[tuple[str, str, str], list[ox.QuerySolution]] = defaultdict(list)
    for row in store.rows(_CAUTIONS):
        rows[row["thing"].value, row["remark"].value, row["passage"].value].append(row)
    found: dict[str, list[Said]] = defaultdict(list)
    for (thing, _, passage), several in rows.items():
        found[thing].append(
            Said(_text(several, "note"), _named(store, passage), getattr(several[0]["locator"], "value", ""))
        )
    return {thing: tuple(some) for thing, some in found.items()}


def _inverse(store: Store, predicate: str) -> Text:
    labels = {
        quad.object.language: quad.object.value
        for quad in store.quads(ox.NamedNode(predicate), terms.ag("inverseLabel"))
        if isinstance(quad.object, ox.Literal)
    }
    return Text(labels.get("nl", ""), labels.get("en", ""))


def _text(rows: Iterable[ox.QuerySolution], name: str) -> Text:
    found = {row[name].language: row[name].value for row in rows}
    nl = found.get("nl", next(iter(found.values()), ""))
    return Text(nl, found.get("en", nl))
