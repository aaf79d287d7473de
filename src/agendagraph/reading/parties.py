"""Organisations and collaborations: what each of them does, runs and takes part in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agendagraph import terms
from agendagraph.reading.passages import instances
from agendagraph.reading.statements import LINKS, Reading, Statement
from agendagraph.store import Store
from agendagraph.text import Language

KINDS: Final = ("Organisation", "Collaboration")
"""Who does things; what is asked of kinds of providers and of sectors stands on their own pages."""

_DOES: Final = tuple(
    terms.AG + name
    for name in (
        "managedBy",
        "offers",
        "developedBy",
        "responsibleFor",
        "ledBy",
        "fundedBy",
        "mandates",
        "implements",
        "adopts",
        "uses",
        "participatesIn",
        "contributesTo",
        "collaboratesWith",
        "hasRole",
        "operatesIn",
    )
)
"""The links that say what somebody does, what is run first; others say how things are called or ordered."""

_INVERSE: Final = "-om"
_MUTUAL: Final = {terms.AG + "collaboratesWith"}
"""Links that say the same from both sides."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a party does: one statement, read from the party.

    Attributes:
        party: IRI of who.
        role: name of the link and of the side on which the party stands, such as `managedBy-om`.
        other: IRI of what or whom.
        statement: what says so.
    """

    party: str
    role: str
    other: str
    statement: Statement


def parties(store: Store) -> dict[str, str]:
    """Return IRI → local name of the kind of every organisation and collaboration."""
    return {node.value: kind for kind in KINDS for node in sorted(instances(store, kind), key=str)}


def deeds(reading: Reading, party: str) -> list[Deed]:
    """Return what a party does, in the order of `roles`."""
    found = []
    for said in reading.said_with(party, LINKS, "subject", "object"):
        predicate = said.one("predicate")
        if predicate in _DOES:
            is_forward = said.one("subject") == party
            role = predicate.removeprefix(terms.AG) + ("" if is_forward or predicate in _MUTUAL else _INVERSE)
            found.append(Deed(party, role, said.one("object" if is_forward else "subject"), said))
    order = roles()
    return sorted(found, key=lambda deed: (order.index(deed.role), deed.other))


def roles() -> list[str]:
    """Return the names of all roles, that of who runs something first.

    >>> roles()[:2]
    ['managedBy-om', 'managedBy']
    """
    # The party of what is run, offered or made is what people look for; then the other way round.
    passive = {terms.AG + name for name in ("managedBy", "developedBy", "ledBy", "fundedBy")}
    found = []
    for predicate in _DOES:
        sides = (_INVERSE, "") if predicate in passive else ("", _INVERSE)
        found += [predicate.removeprefix(terms.AG) + side for side in sides if not (side and predicate in _MUTUAL)]
    return found


def role_label(store: Store, reading: Reading, role: str, language: Language) -> str:
    """Return what a role is called, read from the party, such as 'beheert'."""
    predicate = terms.AG + role.removesuffix(_INVERSE)
    return reading.inverse_label(predicate, language) if role.endswith(_INVERSE) else store.label(predicate, language)
