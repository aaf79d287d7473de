"""Commands about dependencies: needs, used-by and path."""

from __future__ import annotations

import click

from agendagraph.cli import output
from agendagraph.graph.clauses import FORCES
from agendagraph.text import Text


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
@click.argument("things", nargs=-1, required=True, metavar="THING…")
@click.option(
    "--sector", help="A care sector or provider type: leaves out what is for others, adds what is asked of it."
)
@click.option(
    "--via", multiple=True, metavar="THING", help="Go through this thing where there is a choice; repeatable."
)
@click.option("--has", multiple=True, metavar="THING", help="This is there already; repeatable.")
@_force
@_depth
@output.sources
@_format
@click.pass_context
def needs(
    ctx: click.Context,
    things: tuple[str, ...],
    sector: str | None,
    via: tuple[str, ...],
    has: tuple[str, ...],
    force: tuple[str, ...],
    depth: int | None,
    form: str,
) -> int:
    """Show what THING needs, directly and indirectly, and where that is written.

    Of several things it also tells whether they need different releases of the zibs.
    """
    from agendagraph import catalog, graph
    from agendagraph.cli import clauses
    from agendagraph.results import as_text_json

    store, language = output.store(ctx), output.language(ctx)
    goals = [catalog.resolve(store, thing).value for thing in things]
    who = catalog.resolve(store, sector, ("Sector", "ProviderType")).value if sector else None
    route, present = ([catalog.resolve(store, name).value for name in names] for names in (via, has))
    answers = []
    for goal in dict.fromkeys(goals):
        found = graph.needs(store, goal, sector=who, forces=force, depth=depth, via=route, has=present)
        apart = graph.duties(store, who, language, besides=found, has=present) if who else []
        duties = [duty for duty in apart if duty.force in force]
        answers.append(clauses.Answered(found, duties, graph.exemptions(store, found), graph.releases(store, found)))
    mixes = graph.mixes(answer.releases for answer in answers)
    if form == "json":
        output.emit(as_text_json(clauses.as_json(store, answers, mixes, language)))
    else:
        clauses.show(store, answers, mixes, language)
    return 0


@click.command("used-by")
@click.argument("thing")
@_force
@_depth
@output.sources
@_format
@click.pass_context
def used_by(ctx: click.Context, thing: str, force: tuple[str, ...], depth: int | None, form: str) -> int:
    """Show what needs THING, directly and indirectly."""
    from agendagraph import catalog, graph
    from agendagraph.cli import clauses
    from agendagraph.results import as_text_json

    store, language = output.store(ctx), output.language(ctx)
    found = graph.used_by(store, catalog.resolve(store, thing).value, forces=force, depth=depth)
    if form == "json":
        output.emit(as_text_json(clauses.as_json(store, [clauses.Answered(found)], [], language)))
    else:
        clauses.show_clauses(store, found, language, Text("is nodig voor", "is needed for"))
    return 0


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--all", "every", is_flag=True, help="Every simple path, not the shortest ones only.")
@click.option(
    "--length", type=click.IntRange(1, 8), default=4, show_default=True, help="Longest path that counts with --all."
)
@output.sources
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
        output.table(output.heads(language, "van verband naar waar", "from link to where"), rows, title=f"{number}.")
    return 0
