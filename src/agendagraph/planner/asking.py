"""From what people type to a request: names of things, and rules for what steps cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from agendagraph import terms
from agendagraph.catalog import resolve
from agendagraph.catalog.names import index
from agendagraph.errors import ParameterError
from agendagraph.planner.request import BASES, FORCES, STATUSES, Request, Weights
from agendagraph.store import Store
from agendagraph.text import Text

ALL_FORCES: Final = ("must", "should", "may", "descriptive")
_PARTIES: Final = ("Organisation", "ProviderType", "Region", "Role", "Sector")
ALL_STATUSES: Final = (*STATUSES, "Explored", "Intended", "Ended")


def request_of(
    store: Store,
    goals: Sequence[str],
    sector: str = "",
    *,
    has: Sequence[str] = (),
    via: Sequence[str] = (),
    without: Sequence[str] = (),
    when: Sequence[str] = (),
    within: Sequence[str] = (),
    force: Sequence[str] | None = None,
    status: Sequence[str] | None = None,
    basis: Sequence[str] | None = None,
    weight: Sequence[str] = (),
) -> Request:
    """Return the request that names make: what people call things becomes what the dataset calls them.

    Raises:
        UnknownNameError: there is nothing of a name.
        ParameterError: a weight is no rule, or a goal is nothing that can be set up.
    """

    def iris(names: Sequence[str]) -> frozenset[str]:
        return frozenset(resolve(store, name).value for name in names if name.strip())

    return Request(
        goals=tuple(_goal(store, goal) for goal in goals),
        sector=resolve(store, sector, ("Sector", "ProviderType")).value if sector else "",
        has=iris(has),
        via=iris(via),
        without=iris(without),
        when=iris(when),
        within=iris(within),
        forces=tuple(force or FORCES),
        statuses=tuple(status or STATUSES),
        bases=tuple(basis or BASES),
        weights=_weights(store, weight),
    )


def _goal(store: Store, name: str) -> str:
    """Return what is to be reached: a thing, and no party, since parties do not come about by a plan."""
    iri = resolve(store, name).value
    names = index(store)
    if iri in names.things and not names.classes[iri] & {terms.AG + kind for kind in _PARTIES}:
        return iri
    raise ParameterError(
        Text(
            f"{store.label(iri)} ({terms.compact(iri)}) is geen doel dat bereikt kan worden.",
            f"{store.label(iri, 'en')} ({terms.compact(iri)}) is no goal that can be reached.",
        ),
        hint=Text(
            "Noem een uitwisseling, voorziening, standaard of ander ding; voor wie zeg je met de sector.",
            "Name an exchange, facility, standard or other thing; for whom is said with the sector.",
        ),
    )


def _weights(store: Store, rules: Sequence[str]) -> Weights:
    things: dict[str, int] = {}
    kinds: dict[str, int] = {}
    statuses: dict[str, int] = {}
    forces: dict[str, int] = {}
    for rule in rules:
        name, equals, number = rule.rpartition("=")
        if not equals or not name or not number.isdecimal() or int(number) > 1000:
            raise ParameterError(
                Text(f"'{rule}' is geen gewicht.", f"'{rule}' is no weight."),
                where="--weight",
                hint=Text(
                    "Schrijf bijvoorbeeld mitz=3 of status:Trial=5: een heel getal tot 1000.",
                    "Write for example mitz=3 or status:Trial=5: a whole number up to 1000.",
                ),
            )
        kind, colon, value = name.partition(":")
        if colon and kind == "status" and value in ALL_STATUSES:
            statuses[value] = int(number)
        elif colon and kind == "force" and value in ALL_FORCES:
            forces[value] = int(number)
        elif store.query(f"ASK {{ ag:{name} rdfs:subClassOf ag:Thing }}") if name.isalpha() else False:
            kinds[name] = int(number)
        else:
            things[resolve(store, name).value] = int(number)
    return Weights(things, kinds, statuses, forces)
