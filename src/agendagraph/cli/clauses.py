"""How the answers of `needs` and `used-by` look in a terminal and in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import click

from agendagraph import terms
from agendagraph.cli import output
from agendagraph.graph import Clause, Duty, Exemption, Mix, Needs, ReleaseUse, tentative
from agendagraph.graph.needs import NATURES
from agendagraph.selection import reservations
from agendagraph.store import Store
from agendagraph.text import Language, Text

FORCE_WORDS: Final = {
    "must": Text("moet", "must"),
    "should": Text("zou moeten", "should"),
    "may": Text("mag of kan", "may"),
    "descriptive": Text("beschreven", "described"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """Everything that is told about one thing: what it needs, what it does not, and on which releases."""

    found: Needs
    duties: Sequence[Duty] = ()
    exemptions: Sequence[Exemption] = ()
    releases: Sequence[ReleaseUse] = field(default_factory=list)


def show(store: Store, answers: Sequence[Answered], mixes: Iterable[Mix], language: Language) -> None:
    """Print the answers one after another, and then how their releases go together."""
    for answer in answers:
        if len(answers) > 1:
            click.echo(f"\n=== {store.label(answer.found.thing, language)} ===\n")
        show_clauses(store, answer.found, language, Text("heeft nodig", "needs"))
        _show_exemptions(store, answer.exemptions, language)
        _warn(store, answer.found.thing, language)
        _show_duties(store, answer.duties, language)
    _show_releases(store, [use for answer in answers for use in answer.releases], language)
    for mix in mixes:
        click.echo(_mixed(store, mix)(language))


def _mixed(store: Store, mix: Mix) -> Text:
    names = [Text(*(store.label(thing, tongue) for tongue in ("nl", "en"))) for thing in mix.things]
    bound = [
        Text(*(" + ".join(store.label(iri, tongue) for iri in some) for tongue in ("nl", "en")))
        for some in mix.releases
    ]
    if len(names) == 1:
        return Text(
            f"Let op: {names[0].nl} heeft zelf meer dan één uitgave nodig: {bound[0].nl}.",
            f"Beware: {names[0].en} itself needs more than one release: {bound[0].en}.",
        )
    return Text(
        f"Let op: deze twee hebben verschillende uitgaven nodig: {names[0].nl} ({bound[0].nl}) en {names[1].nl} ({bound[1].nl}).",
        f"Beware: these two need different releases: {names[0].en} ({bound[0].en}) and {names[1].en} ({bound[1].en}).",
    )


def _show_releases(store: Store, uses: Sequence[ReleaseUse], language: Language) -> None:
    rows = [
        (
            store.label(use.thing, language),
            store.label(use.release, language),
            (Text("ja", "yes") if use.is_forced else Text("hangt van de keuze af", "depends on the choice"))(language),
            " → ".join(store.label(iri, language) for iri in use.chain[1:-1]) or "–",
        )
        for use in uses
    ]
    if rows:
        title = Text("Welke uitgave van de zibs", "Which release of the zibs")(language)
        output.table(output.heads(language, "wat uitgave nodig via", "what release needed via"), rows, title=title)


def _show_exemptions(store: Store, exempt: Sequence[Exemption], language: Language) -> None:
    rows = []
    for one in exempt:
        limits = [_on_condition(store, (one.condition,), language)] if one.condition else []
        limits += [one.qualifier] if one.qualifier else []
        status = store.label(one.status, language) if one.status else ""
        rows.append(
            (
                store.label(one.thing, language),
                store.label(one.without, language),
                status + (f" ({'; '.join(limits)})" if limits else ""),
                one.note(language),
                _where(store, (one.passage,), one.locator, language),
            )
        )
    if rows:
        title = Text("Is volgens de bronnen niet nodig", "Is not needed according to the sources")(language)
        output.table(
            output.heads(language, "voor wat status uitleg waar", "for what status note where"), rows, title=title
        )


def _show_duties(store: Store, duties: Sequence[Duty], language: Language) -> None:
    rows = [
        (
            store.label(d.party, language),
            FORCE_WORDS[d.force](language),
            store.label(d.what, language),
            Text(" óf ", " OR ")(language).join(store.label(o, language) for o in d.objects),
            store.label(d.status, language) + (f" ({d.qualifier})" if d.qualifier else ""),
            _where(store, (d.passage,), d.locator, language),
        )
        for d in duties
    ]
    if rows:
        title = Text("Wordt los van dit doel gevraagd", "Asked apart from this goal")(language)
        heads = output.heads(language, "wie kracht waarvoor wat status waar", "who force for what-asked status where")
        output.table(heads, rows, title=title)


def _on_condition(store: Store, conditions: Iterable[str], language: Language) -> str:
    names = ", ".join(store.label(iri, language) for iri in conditions)
    return Text(f"bij: {names}", f"with: {names}")(language)


def _warn(store: Store, thing: str, language: Language) -> None:
    """Print what to beware of with the thing: contradictions, and names that mislead."""
    from agendagraph import catalog
    from agendagraph.results import cell

    answer = catalog.ask(store, "let-op", {"ding": [thing]}, language)
    columns = {column.name: column for column in answer.query.columns}
    rows = [
        [cell(store, columns[name], row[name], language) for name in ("wat", "passage")]
        for row in answer.rows
        if row["wat"]
    ]
    if rows:
        output.table(output.heads(language, "wat waar", "what where"), rows, title=Text("Let op", "Beware")(language))


def _option(store: Store, thing: str, not_named: tuple[str, ...], language: Language) -> str:
    """Return what is needed, with its status where it is not there yet and a word where it is not for the sector."""
    status = tentative(store, thing)
    marks: list[str] = [store.label(status, language)] if status else []
    marks += (
        [Text("niet genoemd voor deze sector", "not named for this sector")(language)] if thing in not_named else []
    )
    return store.label(thing, language) + (f" [{'; '.join(marks)}]" if marks else "")


def _where(store: Store, passages: tuple[str, ...], locator: str, language: Language) -> str:
    """Return the citation, with what a reader should know of the passages."""
    places = "; ".join(store.label(p, language) for p in passages) + (f" ({locator})" if locator else "")
    loose = {mark: store.label(mark, language) for p in passages for mark in _reservations(store).get(p, ())}
    return places + (f" [{', '.join(loose.values())}]" if loose else "")


@lru_cache(maxsize=1)
def _reservations(store: Store) -> dict[str, tuple[str, ...]]:
    return reservations(store)


def _status(store: Store, clause: Clause, language: Language) -> str:
    """Return the status in words, with the reservation and the region where there are such."""
    limits = [_on_condition(store, clause.conditions, language)] if clause.conditions else []
    limits += [clause.qualifier] if clause.qualifier else []
    if clause.scope.startswith(terms.AGD):
        limits.append(store.label(clause.scope, language))
    return str(store.label(clause.status, language)) + (f" ({'; '.join(limits)})" if limits else "")


def show_clauses(store: Store, found: Needs, language: Language, verb: Text) -> None:
    """Print the clauses by nature, each with where it is written."""
    if not found.needs:
        nothing = Text(
            "De documenten noemen niets waarvan dit afhangt.", "The documents name nothing that this depends on."
        )
        nobody = Text("De documenten noemen niets dat dit nodig heeft.", "The documents name nothing that needs this.")
        click.echo((nothing if verb.en == "needs" else nobody)(language))
    for nature, title in NATURES.items():
        rows = []
        for need in found.of(nature):
            options = [_option(store, p, need.not_named, language) for p in need.clause.prerequisites]
            choice = Text(" óf ", " OR ")(language).join(options)
            status = _status(store, need.clause, language)
            actors = ", ".join(store.label(a, language) for a in need.clause.actors)
            rows.append(
                (
                    str(need.depth),
                    store.label(need.clause.dependent, language),
                    choice,
                    FORCE_WORDS[need.clause.force](language),
                    status,
                    actors,
                    _where(store, need.clause.passages, need.clause.locator, language),
                )
            )
        if rows:
            heads = output.heads(language, "stap wat _ kracht status wie waar", "step what _ force status who where")
            heads[2] = verb(language)
            output.table(heads, rows, title=title(language))


def as_json(store: Store, answers: Sequence[Answered], mixes: Iterable[Mix], language: Language) -> dict[str, Any]:
    """Return the answers for a program: of one thing the answer itself, of several a list of them."""

    def thing(iri: str) -> dict[str, str]:
        return {"iri": iri, "label": store.label(iri, language)}

    def needs(answer: Answered) -> list[dict[str, Any]]:
        return [
            {
                "clause": need.clause.iri,
                "depth": need.depth,
                "dependent": thing(need.clause.dependent),
                "prerequisites": [
                    {**thing(p), "named_for_sector": p not in need.not_named} for p in need.clause.prerequisites
                ],
                "nature": need.nature,
                "force": need.clause.force,
                "status": need.clause.status.removeprefix(terms.AG),
                "basis": need.clause.basis.removeprefix(terms.AG),
                "qualifier": need.clause.qualifier,
                "conditions": [thing(c) for c in need.clause.conditions],
                "actors": [thing(a) for a in need.clause.actors],
                "note": need.clause.note(language),
                "chain": [thing(iri) for iri in need.chain],
                "passages": [thing(p) for p in need.clause.passages],
                "locator": need.clause.locator,
            }
            for need in answer.found.needs
        ]

    def duties(answer: Answered) -> list[dict[str, Any]]:
        return [
            {
                "party": thing(d.party),
                "what": thing(d.what),
                "objects": [thing(o) for o in d.objects],
                "force": d.force,
                "status": d.status.removeprefix(terms.AG),
                "qualifier": d.qualifier,
                "note": d.note,
                "passage": thing(d.passage),
                "locator": d.locator,
            }
            for d in answer.duties
        ]

    def one(answer: Answered) -> dict[str, Any]:
        return {
            "thing": thing(answer.found.thing),
            "things": [thing(iri) for iri in answer.found.things],
            "needs": needs(answer),
            "not_needed": [
                {
                    "thing": thing(e.thing),
                    "without": thing(e.without),
                    "status": e.status.removeprefix(terms.AG),
                    "condition": thing(e.condition) if e.condition else None,
                    "qualifier": e.qualifier,
                    "note": e.note(language),
                    "passage": thing(e.passage),
                    "locator": e.locator,
                }
                for e in answer.exemptions
            ],
            "releases": [
                {"release": thing(u.release), "is_forced": u.is_forced, "chain": [thing(iri) for iri in u.chain]}
                for u in answer.releases
            ],
            "duties": duties(answer),
        }

    mixed = [
        {"things": [thing(t) for t in mix.things], "releases": [[thing(r) for r in some] for some in mix.releases]}
        for mix in mixes
    ]
    if len(answers) == 1:
        return one(answers[0]) | {"mixes": mixed}
    return {"answers": [one(answer) for answer in answers], "mixes": mixed}
