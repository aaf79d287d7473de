"""What the forms of plan, impact and comparison ask: read from the address, and written back into it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flask import g, request

from agendagraph import catalog, graph, planner, terms
from agendagraph.catalog.names import index
from agendagraph.errors import (
    AgendaGraphError,
    ContradictionError,
    NotAcceptableError,
    ParameterError,
    UnknownNameError,
)
from agendagraph.planner.asking import ALL_FORCES, ALL_STATUSES
from agendagraph.planner.request import FORCES, STATUSES, present_at
from agendagraph.selection import CHOICES, selected
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.web.errors import wants_json
from agendagraph.web.site import choices, label, language, near, site, typed, typed_several

FIELDS: Final = {"heeft": "has", "via": "via", "zonder": "without", "geval": "when", "binnen": "within"}
"""Field of the address → what the planner calls it."""

_CLASSES: Final = {"sector": ("Sector", "ProviderType"), "organisatie": ("Organisation",)}
NAMES: Final = ("ding", "sector", "organisatie", *FIELDS)
"""The fields in which things are named."""

_NEEDED: Final = ("ding", "sector", "via")
"""Of what is asked, what the chosen sources must speak of; the rest simply has no effect where they do not."""
_FIXED: Final = {"kracht": ALL_FORCES, "status": ALL_STATUSES, "bronnen": CHOICES}


@dataclass(frozen=True, slots=True)
class Counting:
    """Which clauses count: with which force and status, and by which sources.

    Attributes:
        typed: field → values; empty where the usual ones count.
    """

    typed: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls) -> Counting:
        """Return what the address has; `check` says whether it can be used."""
        typed = {name: typed_several(name) for name in _FIXED}
        # In the order of the form, so that the same choice is the same address; what there is not comes last.
        return cls(
            {
                name: tuple(one for one in dict.fromkeys((*_FIXED[name], *some)) if one in some)
                for name, some in typed.items()
                if some
            }
        )

    def check(self) -> None:
        """Refuse a value that there is not.

        Raises:
            ParameterError: so it is.
        """
        for name, values in self.typed.items():
            for value in values:
                if value not in _FIXED[name]:
                    listed = ", ".join(_FIXED[name])
                    raise ParameterError(
                        Text(f"‘{value}’ is geen waarde voor {name}.", f"‘{value}’ is no value for {name}."),
                        where=name,
                        hint=Text(f"Kies uit: {listed}.", f"Choose from: {listed}."),
                    )

    @property
    def store(self) -> Store:
        """The dataset as far as the chosen sources speak.

        Raises:
            BusyError: too many others choose sources.
        """
        return selected(site().store, self.typed.get("bronnen", ()))

    @property
    def forces(self) -> tuple[str, ...]:
        """The forces that count."""
        return self.typed.get("kracht", FORCES)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that count."""
        return self.typed.get("status", STATUSES)


@dataclass(slots=True)
class Side:
    """What one plan is asked.

    Attributes:
        prefix: what stands before its fields in the address.
        typed: field without prefix → what was typed.
        found: field → IRIs, of those whose names were understood.
    """

    prefix: str
    typed: dict[str, list[str]]
    found: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, prefix: str = "", names: Sequence[str] = NAMES) -> Side:
        """Return what the address asks; of a page that knows few of the names the others stay empty."""
        return cls(prefix, {name: typed_several(prefix + name) if name in names else [] for name in NAMES})

    def resolve(self) -> None:
        """Find the things that are meant.

        Raises:
            UnknownNameError: there is nothing of a name.
            ParameterError: a name means several things, or one of another kind.
        """
        for name, values in self.typed.items():
            some = [catalog.resolve(site().store, value, _CLASSES.get(name, ())).value for value in values]
            self.found[name] = list(dict.fromkeys(some))

    def request(self, counting: Counting, shared: Side | None = None) -> planner.Request:
        """Return what the planner is asked, once the names are resolved.

        Args:
            counting: which clauses count.
            shared: goals and sector that hold where this side has none.

        Raises:
            UnknownNameError: the chosen sources do not speak of something that the plan needs.
            ParameterError: a goal is nothing that can be reached.
        """
        store = counting.store
        known = index(store).classes
        found = {name: self.found[name] or (shared.found[name] if shared else []) for name in NAMES}
        for iri in (iri for name in _NEEDED for iri in found[name] if iri not in known):
            raise UnknownNameError(
                Text(
                    f"In de gekozen bronnen staat niets over {site().store.label(iri)}.",
                    f"The chosen sources say nothing about {site().store.label(iri, 'en')}.",
                ),
                where=terms.compact(iri),
                hint=Text("Laat meer bronnen meetellen.", "Let more sources count."),
            )
        live = [thing for one in found["organisatie"] for thing in sorted(present_at(store, one))]
        fields = {FIELDS[name]: _quoted(iri for iri in found[name] if iri in known) for name in FIELDS}
        fields["has"] += _quoted(live)
        return planner.request_of(
            store,
            _quoted(found["ding"]),
            next(iter(_quoted(found["sector"])), ""),
            force=counting.forces,
            status=counting.statuses,
            **fields,
        )

    def shown(self, name: str) -> list[str]:
        """Return what a field shows: the names of things as people know them, else what was typed."""
        return [label(iri) for iri in self.found[name]] if name in self.found else self.typed[name]

    def chosen(self, name: str) -> list[str]:
        """Return the IRIs in a field that is chosen from, not typed; of what cannot be understood nothing is chosen."""
        return self.found.get(name) or [iri for value in self.typed[name] if (iri := _meant(value))]

    def address(self, **instead: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the fields of the address that ask the same, by identifiers.

        Args:
            instead: IRIs for a field, instead of those it has.
        """
        fields: dict[str, Sequence[str]] = {**self.found, **instead}
        return {
            self.prefix + name: tuple(iri.removeprefix(terms.AGD) for iri in fields[name])
            for name in NAMES
            if fields.get(name)
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked than goal and sector."""
        return any(self.typed[name] for name in NAMES[2:])


def checked(asked: planner.Request) -> planner.Request:
    """Return a request that does not contradict itself.

    Raises:
        ContradictionError: something is both asked for and excluded.
        ParameterError: there is no goal.
    """
    try:
        asked.check()
    except ParameterError as error:
        if not asked.goals:
            raise
        raise ContradictionError(error.message, where=error.where, hint=error.hint) from error
    return asked


def only_json() -> bool:
    """Return whether the answer is for a program; a page that also comes as JSON comes as nothing else.

    Raises:
        NotAcceptableError: another form is asked for.
    """
    form = request.args.get("format", "")
    g.machine = bool(form) or wants_json()
    if form not in {"", "json"}:
        raise NotAcceptableError(
            Text("Dit formaat is er niet.", "There is no such format."), hint=Text("Kies: json.", "Choose: json.")
        )
    return bool(g.machine)


def _quoted(iris: Iterable[str]) -> list[str]:
    return [f"<{iri}>" for iri in iris]


def picture_values(address: Mapping[str, tuple[str, ...]], plan: planner.Plan) -> dict[str, tuple[str, ...]]:
    """Return the fields with which a plan is asked as a picture: what an organisation has is named thing by thing."""
    values = {name: some for name, some in address.items() if name != "organisatie"}
    if plan.has:
        values["heeft"] = tuple(thing.iri.removeprefix(terms.AGD) for thing in plan.has)
    return values


def told(error: AgendaGraphError, *sides: Side) -> dict[str, Any]:
    """Return what a form shows of an error: what is wrong, and for a name that names nothing the nearest ones."""
    # One name at a time: looking for names that are near costs more than planning.
    names = [value for side in sides for some in side.typed.values() for value in some]
    unknown = next((name for name in names if not _meant(name)), "")
    return {"error": error, "suggestions": near(unknown) if unknown else []}


def _meant(name: str) -> str:
    """Return the IRI of what a name names, of several the first; empty where it names nothing."""
    iri = terms.expand(name)
    return iri if iri in site().names.classes else next((one.iri for one in site().names.having(name)), "")


def offered() -> dict[str, Any]:
    """Return what the forms have to choose from: cases, regions, organisations, forces, statuses and sources."""
    cases, scopes, assessed = _offered(site().store)
    parties = {iri for iri, _ in choices("Region", "Collaboration", "Organisation")}
    tongue = language()

    def named(iris: Sequence[str]) -> list[tuple[str, str]]:
        return sorted(((iri, site().store.label(iri, tongue)) for iri in iris), key=lambda pair: pair[1].casefold())

    return {
        "cases": named(cases),
        "scopes": named([iri for iri in scopes if iri in parties]),
        "assessed": named(assessed),
        "forces": [(name, label(terms.AG + name.capitalize())) for name in ALL_FORCES],
        "statuses": [(name, label(terms.AG + name)) for name in ALL_STATUSES],
        "usual": {"kracht": FORCES, "status": STATUSES},
    }


@functools.lru_cache(maxsize=4)
def _offered(store: Store) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the cases and limits that clauses name, and the organisations that were assessed."""
    clauses = graph.load(store)
    cases = {iri for clause in clauses for iri in clause.conditions}
    assessed = {row["who"].value for row in store.rows("SELECT DISTINCT ?who WHERE { ?one ag:assesses ?who }")}
    return tuple(sorted(cases)), tuple(sorted({clause.scope for clause in clauses})), tuple(sorted(assessed))


def page_number() -> int:
    """Return which page of a long list is asked for.

    Raises:
        ParameterError: that is no number.
    """
    page = typed("bladzijde") or "1"
    if page.isascii() and page.isdecimal() and len(page) < 5 and int(page) > 0:
        return int(page)
    raise ParameterError(Text("De bladzijde is een getal vanaf 1.", "The page is a number from 1."), where="bladzijde")
