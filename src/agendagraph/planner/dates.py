"""Milestones as the planner meets them: of every thing, with the span of their time and the words of the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.planner.facts import Facts, Named, When
from agendagraph.reading.spans import Span, span
from agendagraph.store import Store
from agendagraph.text import Text

_MILESTONES: Final = """
SELECT ?thing ?milestone ?label ?date ?end ?precision ?text ?certainty ?passage ?locator
WHERE {
  GRAPH ?passage {
    ?milestone a ag:Milestone ; ag:about ?thing ; skos:prefLabel ?label ; ag:certainty ?certainty ; ag:dateText ?text ;
      ag:datePrecision ?precision .
    OPTIONAL { ?milestone ag:date ?date }
    OPTIONAL { ?milestone ag:endDate ?end }
    OPTIONAL { ?milestone ag:locator ?locator }
  }
  FILTER (LANG(?label) = LANG(?text))
}
ORDER BY ?thing ?milestone ?passage ?label
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone with the span of its time.

    Attributes:
        iri: of the milestone; one milestone can be about several things.
        when: what, when and how certain, and where that is written.
        precision: local name of the precision, such as `Year` or `Until`.
        certainty: local name of the certainty, such as `Planned`.
        span: the days it can mean; None where the source gives no date.
    """

    iri: str
    when: When
    precision: str
    certainty: str
    span: Span | None

    @property
    def is_to_come(self) -> bool:
        """Whether the source sees it in the future: planned, expected or uncertain."""
        return self.certainty in {"Planned", "Expected", "Uncertain"}

    def is_past(self, on: date | None) -> bool:
        """Return whether it is wholly before a day; never where no day is given or the end is open."""
        return bool(on and self.span and self.span.end and self.span.end < on)


def moments(store: Store, facts: Facts) -> Mapping[str, tuple[Moment, ...]]:
    """Return the milestones of every thing that has any, early ones first and those without a date last."""
    rows: dict[tuple[str, str, str], list[ox.QuerySolution]] = defaultdict(list)
    for row in store.rows(_MILESTONES):
        rows[row["thing"].value, row["milestone"].value, row["passage"].value].append(row)
    found: dict[str, list[Moment]] = defaultdict(list)
    for (thing, milestone, passage), several in rows.items():
        found[thing].append(_moment(facts, milestone, facts.named(passage), several))
    return {thing: tuple(sorted(some, key=by_time)) for thing, some in found.items()}


def by_time(moment: Moment) -> tuple[date, date, str]:
    """Return where a milestone comes in a list: by its first day, then its last, then its IRI."""
    start, end = (moment.span.start, moment.span.end) if moment.span else (None, None)
    return (start or end or date.max, end or date.max, moment.iri)


def _moment(facts: Facts, milestone: str, passage: Named, several: list[ox.QuerySolution]) -> Moment:
    first = several[0]
    start, end, locator = (getattr(first[name], "value", "") for name in ("date", "end", "locator"))
    certainty, precision = first["certainty"].value, first["precision"].value.removeprefix(terms.AG)
    label, text = (
        {row[name].language: row[name].value for row in several if row[name].language} for name in ("label", "text")
    )
    return Moment(
        iri=milestone,
        when=When(_both(label), _both(text), start, end, facts.named(certainty), passage, locator),
        precision=precision,
        certainty=certainty.removeprefix(terms.AG),
        span=span(start, end, precision),
    )


def _both(found: Mapping[str, str]) -> Text:
    nl = found.get("nl", next(iter(found.values()), ""))
    return Text(nl, found.get("en", nl))
