"""Commands about dependencies: needs, used-by and path."""

from __future__ import annotations

from typing import Any

import click

from agendagraph import terms
from agendagraph.cli import output
from agendagraph.graph.clauses import FORCES
from agendagraph.text import Language, Text

_WORDS = {
    "must": Text("moet", "must"),
    "should": Text("zou moeten", "should"),
    "may": Text("mag of kan", "may"),
    "descriptive": Text("beschreven", "described"),
}


def _forces(ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    del ctx
    return FORCES if value == "any" else (value,)


_force = click.option(
    "--force",
    type=click.Choice([*FORCES, "any"]),
    default="any",
    show_default=True,
    callback=_forces,
    help="Which force counts.",
)
_depth = click.option("--depth", type=click.IntRange(1), help="How many steps to follow; all by default.")
_format = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)


@click.command()
@click.argument("thing")
@click.option(
    "--sector", help="A care sector or provider type: leaves out what is for others, adds what is asked of it."
)
@click.option(
    "--via", multiple=True, metavar="THING", help="Go through this thing where there is a choice; repeatable."
)
@click.option("--has", multiple=True, metavar="THING", help="This is there already; repeatable.")
@_force
@_depth
@_format
@click.pass_context
def needs(
    ctx: click.Context,
    thing: str,
    sector: str | None,
    via: tuple[str, ...],
    has: tuple[str, ...],
    force: tuple[str, ...],
    depth: int | None,
    form: str,
) -> int:
    """Show what THING needs, directly and indirectly, and where that is written."""
    from agendagraph import catalog, graph

    store, language = output.store(ctx), output.language(ctx)
    what = catalog.resolve(store, thing).value
    who = catalog.resolve(store, sector, ("Sector", "ProviderType")).value if sector else None
    route, present = ([catalog.resolve(store, name).value for name in names] for names in (via, has))
    found = graph.needs(store, what, sector=who, forces=force, depth=depth, via=route, has=present)
    apart = graph.duties(store, who, language, besides=found, has=present) if who else []
    duties = [duty for duty in apart if duty.force in force]
    if form == "json":
        from agendagraph.results import as_text_json

        output.emit(as_text_json(_as_json(store, found, duties, language)))
        return 0
    _show(store, found, language, Text("heeft nodig", "needs"))
    _warn(store, what, language)
    if duties:
        title = Text("Wordt los van dit doel gevraagd", "Asked apart from this goal")(language)
        rows = [
            (
                store.label(d.party, language),
                _WORDS[d.force](language),
                store.label(d.what, language),
                Text(" óf ", " OR ")(language).join(store.label(o, language) for o in d.objects),
                store.label(d.status, language) + (f" ({d.qualifier})" if d.qualifier else ""),
                _where(store, (d.passage,), d.locator, language),
            )
            for d in duties
        ]
        output.table(
            _heads(language, "wie kracht waarvoor wat status waar", "who force for what-asked status where"),
            rows,
            title=title,
        )
    return 0


@click.command("used-by")
@click.argument("thing")
@_force
@_depth
@_format
@click.pass_context
def used_by(ctx: click.Context, thing: str, force: tuple[str, ...], depth: int | None, form: str) -> int:
    """Show what needs THING, directly and indirectly."""
    from agendagraph import catalog, graph

    store, language = output.store(ctx), output.language(ctx)
    found = graph.used_by(store, catalog.resolve(store, thing).value, forces=force, depth=depth)
    if form == "json":
        from agendagraph.results import as_text_json

        output.emit(as_text_json(_as_json(store, found, [], language)))
    else:
        _show(store, found, language, Text("is nodig voor", "is needed for"))
    return 0


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--all", "every", is_flag=True, help="Every simple path, not the shortest ones only.")
@click.option(
    "--length", type=click.IntRange(1, 8), default=4, show_default=True, help="Longest path that counts with --all."
)
@_format
@click.pass_context
def path(ctx: click.Context, start: str, end: str, every: bool, length: int, form: str) -> int:
    """Show how START and END hang together."""
    from agendagraph import catalog, graph
    from agendagraph.results import as_text_json

    store, language = output.store(ctx), output.language(ctx)
    a, b = catalog.resolve(store, start).value, catalog.resolve(store, end).value
    found = graph.paths(store, a, b, every=every, length=length)
    if form == "json":
        steps = [
            [
                {
                    "subject": s.subject,
                    "predicate": s.predicate,
                    "object": s.object,
                    "status": s.status,
                    "passage": s.passage,
                }
                for s in p
            ]
            for p in found
        ]
        output.emit(as_text_json(steps))
        return 0
    if not found:
        click.echo(
            Text("De documenten leggen geen verband tussen deze twee.", "The documents do not link these two.")(
                language
            )
        )
    for number, steps_ in enumerate(found, 1):
        rows = []
        for step in steps_:
            status = f" ({store.label(step.status, language)})" if step.status else ""
            link = f"{store.label(step.predicate, language)}{status}"
            rows.append(
                (
                    store.label(step.subject, language),
                    link,
                    store.label(step.object, language),
                    store.label(step.passage, language),
                )
            )
        output.table(_heads(language, "van verband naar waar", "from link to where"), rows, title=f"{number}.")
    return 0


def _warn(store: Any, thing: str, language: Language) -> None:
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
        output.table(_heads(language, "wat waar", "what where"), rows, title=Text("Let op", "Beware")(language))


def _heads(language: Language, nl: str, en: str) -> list[str]:
    return (nl if language == "nl" else en).split()


def _where(store: Any, passages: tuple[str, ...], locator: str, language: Language) -> str:
    return "; ".join(store.label(p, language) for p in passages) + (f" ({locator})" if locator else "")


def _status(store: Any, clause: Any, language: Language) -> str:
    """Return the status in words, with the reservation and the region where there are such."""
    limits = [clause.qualifier] if clause.qualifier else []
    if clause.scope.startswith(terms.AGD):
        limits.append(store.label(clause.scope, language))
    return str(store.label(clause.status, language)) + (f" ({'; '.join(limits)})" if limits else "")


def _show(store: Any, found: Any, language: Language, verb: Text) -> None:
    from agendagraph.graph.needs import NATURES

    if not found.needs:
        nothing = Text(
            "De documenten noemen niets waarvan dit afhangt.", "The documents name nothing that this depends on."
        )
        nobody = Text("De documenten noemen niets dat dit nodig heeft.", "The documents name nothing that needs this.")
        click.echo((nothing if verb.en == "needs" else nobody)(language))
    for nature, title in NATURES.items():
        rows = []
        for need in found.of(nature):
            options = [
                store.label(p, language)
                + (
                    Text(" [niet genoemd voor deze sector]", " [not named for this sector]")(language)
                    if p in need.not_named
                    else ""
                )
                for p in need.clause.prerequisites
            ]
            choice = Text(" óf ", " OR ")(language).join(options)
            status = _status(store, need.clause, language)
            actors = ", ".join(store.label(a, language) for a in need.clause.actors)
            rows.append(
                (
                    str(need.depth),
                    store.label(need.clause.dependent, language),
                    choice,
                    _WORDS[need.clause.force](language),
                    status,
                    actors,
                    _where(store, need.clause.passages, need.clause.locator, language),
                )
            )
        if rows:
            heads = _heads(language, "stap wat _ kracht status wie waar", "step what _ force status who where")
            heads[2] = verb(language)
            output.table(heads, rows, title=title(language))


def _as_json(store: Any, found: Any, duties: list[Any], language: Language) -> dict[str, Any]:
    def thing(iri: str) -> dict[str, str]:
        return {"iri": iri, "label": store.label(iri, language)}

    return {
        "thing": thing(found.thing),
        "things": [thing(iri) for iri in found.things],
        "needs": [
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
                "actors": [thing(a) for a in need.clause.actors],
                "note": need.clause.note(language),
                "chain": [thing(iri) for iri in need.chain],
                "passages": [thing(p) for p in need.clause.passages],
                "locator": need.clause.locator,
            }
            for need in found.needs
        ],
        "duties": [
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
            for d in duties
        ],
    }
