"""What the sources say a thing can do without: as telling as what it needs."""

from __future__ import annotations

from dataclasses import dataclass

from agendagraph.graph.needs import Needs
from agendagraph.store import Store
from agendagraph.text import Text

_EXEMPTIONS = """
SELECT ?thing ?without ?node ?status ?condition ?qualifier ?nl ?en ?passage ?locator
WHERE {
  {
    GRAPH ?passage { ?thing ag:doesNotRequire ?without }
    FILTER EXISTS { ?passage a ag:Passage }
  }
  UNION
  {
    GRAPH ?passage { ?node ag:predicate ag:doesNotRequire ; ag:subject ?thing ; ag:object ?without ; ag:status ?status }
    OPTIONAL { ?node ag:condition ?condition }
    OPTIONAL { ?node ag:qualifier ?qualifier }
    OPTIONAL { ?node ag:locator ?locator }
    OPTIONAL { ?node skos:note ?nl FILTER (LANG(?nl) = "nl") }
    OPTIONAL { ?node skos:note ?en FILTER (LANG(?en) = "en") }
  }
}
ORDER BY ?thing ?without ?node ?condition ?passage
"""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Something that a thing does not need.

    Attributes:
        thing: IRI of the thing that can do without.
        without: IRI of what it can do without.
        status: IRI of the status, or empty where it simply holds.
        condition: IRI of the case in which it holds, or empty.
        qualifier: the reservation of the source, or empty.
        note: in words; may be empty.
        passage, locator: where it is stated.
    """

    thing: str
    without: str
    status: str
    condition: str
    qualifier: str
    note: Text
    passage: str
    locator: str


def exemptions(store: Store, found: Needs) -> list[Exemption]:
    """Return what the sources say is not needed by a thing, or by what it needs.

    Args:
        store: the dataset.
        found: what the thing needs, as `needs` gives it.

    Returns:
        Those of the thing itself first, then those of what it needs, nearest first.
    """
    places = {iri: place for place, iri in enumerate((found.thing, *found.things))}
    exempt = []
    for row in store.rows(_EXEMPTIONS):
        values = {
            name: getattr(row[name], "value", "")
            for name in ("status", "condition", "qualifier", "locator", "nl", "en")
        }
        if row["thing"].value in places:
            note = Text(values.pop("nl"), values.pop("en"))
            exempt.append(
                Exemption(row["thing"].value, row["without"].value, note=note, passage=row["passage"].value, **values)
            )
    return sorted(exempt, key=lambda e: (places[e.thing], e.without, e.passage))
