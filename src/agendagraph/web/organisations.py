"""Who does what: organisations and collaborations with what they run, make and take part in; or one role with all who have it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from flask import Response, make_response, render_template

from agendagraph import terms
from agendagraph.errors import InputError
from agendagraph.reading import parties
from agendagraph.reading.parties import KINDS, Deed
from agendagraph.web.asked import choice, fields, has_words, part, word
from agendagraph.web.site import Site, label, language, site
from agendagraph.web.statements import Group, groups

_SIZE: Final = 30
_ROWS: Final = 100
_MOST: Final = 6
"""So many things of one role are shown in a card; the rest is on the page of the party."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation or collaboration with all it does."""

    iri: str
    kind: str
    deeds: tuple[Deed, ...]


def page() -> Response:
    """Show the parties, or those that have one role with what they have it for."""
    given: dict[str, list[str]] = {}
    error: InputError | None = None
    role, found = "", list[Party]()
    try:
        given = fields("q", "soort", "rol")
        role = choice(given, "rol", parties.roles())
        kind = choice(given, "soort", KINDS)
        words = word(given, "q")
        found = [
            one
            for one in _every(site())
            if kind in {"", one.kind}
            and (not role or any(deed.role == role for deed in one.deeds))
            and has_words(_words(one), words)
        ]
    except InputError as problem:
        error = problem
    found.sort(key=lambda one: (KINDS.index(one.kind), label(one.iri).casefold(), one.iri))
    deeds = [deed for one in found for deed in one.deeds if deed.role == role] if role else []
    deeds.sort(key=lambda deed: (label(deed.party).casefold(), label(deed.other).casefold(), deed.statement.passage))
    listed = part(found, _SIZE)
    return make_response(
        render_template(
            "organisations.html",
            given=given,
            error=error,
            role=role,
            role_words=role_words,
            roles=_counted(),
            kinds=[(kind, label(terms.AG + kind)) for kind in KINDS],
            deeds=part(deeds, _ROWS),
            listed=listed,
            cards={kind: [one for one in listed.items if one.kind == kind] for kind in KINDS},
            done=done,
            most=_MOST,
        ),
        error.http_status if error else 200,
    )


def role_words(role: str) -> str:
    """Return what a role is called, such as 'beheert'."""
    return parties.role_label(site().store, site().reading, role, language())


def done(one: Party) -> list[Group]:
    """Return what a party does, by role, what it runs first; what several passages say in the same way is given once."""
    order = {role_words(role): number for number, role in enumerate(parties.roles())}
    found = groups(one.iri, [deed.statement for deed in one.deeds])
    once = [Group(group.title, tuple({(i.other, i.marks): i for i in group.items}.values())) for group in found]
    return sorted(once, key=lambda group: order.get(group.title, len(order)))


def _words(one: Party) -> str:
    return " ".join([label(one.iri), *(label(deed.other) for deed in one.deeds)])


def _counted() -> list[tuple[str, int]]:
    """Return each role that somebody has, with how many statements say so."""
    counts = dict.fromkeys(parties.roles(), 0)
    for one in _every(site()):
        for deed in one.deeds:
            counts[deed.role] += 1
    return [(role, count) for role, count in counts.items() if count]


@functools.lru_cache(maxsize=4)
def _every(here: Site) -> tuple[Party, ...]:
    return tuple(
        Party(iri, kind, tuple(parties.deeds(here.reading, iri))) for iri, kind in parties.parties(here.store).items()
    )
