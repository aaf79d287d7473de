"""Commands about what rests on what in time: `impact` of a thing that is late or gone, and `order` of things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from agendagraph.cli import output
from agendagraph.errors import ParameterError
from agendagraph.text import Text

_format = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)


def _counting(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say which clauses count."""
    for option in (
        click.option(
            "--wishes", is_flag=True, help="Also count what is only asked for, possible, explored or intended."
        ),
        click.option("--within", multiple=True, metavar="REGION", help="One belongs to this region; repeatable."),
        click.option("--when", multiple=True, metavar="CASE", help="This case holds, such as consent; repeatable."),
        click.option("--sector", default="", help="Only clauses for this sector or provider type."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("thing", required=False)
@click.option("--delay", metavar="TIME", help="It comes so much later: 12m, 10d, 6w or 1y.")
@click.option("--withdrawn", is_flag=True, help="It does not come, or goes. This is what is asked without --delay.")
@click.option("--on", metavar="DATE", help="Leave out milestones before this date; without it none are past.")
@click.option(
    "--rank",
    type=click.IntRange(1),
    is_flag=False,
    flag_value=20,
    metavar="[N]",
    help="Instead of one THING: the N things that most others cannot do without; 20 by default.",
)
@_counting
@output.sources
@_format
@click.pass_context
def impact(
    ctx: click.Context,
    /,
    thing: str | None,
    delay: str | None,
    withdrawn: bool,
    on: str | None,
    rank: int | None,
    form: str,
    **counting: Any,
) -> int:
    """Show what happens when THING comes later or not at all.

    What falls with it, what can switch and to what, which milestones conflict, and which sectors, projects and ambitions are
    touched; each with where it is written.
    """
    from agendagraph.cli import impact_view
    from agendagraph.planner import impact as planner
    from agendagraph.planner.plain import plain
    from agendagraph.reading.spans import Delay, day
    from agendagraph.results import as_text_json

    if rank is not None and (thing or delay or withdrawn or on):
        raise ParameterError(
            Text("--rank gaat over alle dingen.", "--rank is about all things."),
            where="--rank",
            hint=Text("Laat THING en de andere vragen weg.", "Leave out THING and the other questions."),
        )
    if rank is None and not thing:
        raise ParameterError(
            Text("Er is geen ding genoemd.", "No thing is named."),
            hint=Text("Noem een ding, of vraag --rank.", "Name a thing, or ask --rank."),
        )
    if delay is not None and withdrawn:
        raise ParameterError(
            Text("--delay en --withdrawn spreken elkaar tegen.", "--delay and --withdrawn contradict each other."),
            hint=Text("Kies een van beide.", "Choose one of the two."),
        )
    later = Delay.read(delay) if delay is not None else None
    today = day(on, option="--on") if on is not None else None
    store, language = output.store(ctx), output.language(ctx)
    if rank is not None:
        weights = planner.rank(store, _asked(store, None, **counting))[:rank]
        if form == "json":
            output.emit(as_text_json(plain(weights)))
        else:
            impact_view.show_rank(weights, language)
        return 0
    found = planner.impact(store, _asked(store, thing, **counting), delay=later, on=today)
    if form == "json":
        output.emit(as_text_json(plain(found)))
    else:
        impact_view.show_impact(found, language)
    return 0


@click.command()
@click.argument("thing", required=False)
@_counting
@output.sources
@_format
@click.pass_context
def order(ctx: click.Context, /, thing: str | None, form: str, **counting: Any) -> int:
    """Show what comes before and after THING, and why; without THING the waves of the whole graph.

    By clauses, by what sources say of the sequence, and by dates; also what waits for itself.
    """
    from agendagraph.cli import impact_view
    from agendagraph.planner import order as planner
    from agendagraph.planner.plain import plain
    from agendagraph.results import as_text_json

    store, language = output.store(ctx), output.language(ctx)
    found = planner.order(store, _asked(store, thing, **counting))
    if form == "json":
        output.emit(as_text_json(plain(found)))
    else:
        impact_view.show_order(found, language)
    return 0


def _asked(store: Any, thing: str | None, *, sector: str, when: Any, within: Any, wishes: bool) -> Any:
    """Return the request that the options make."""
    from agendagraph.planner.asking import ALL_FORCES, ALL_STATUSES, request_of

    statuses = [status for status in ALL_STATUSES if status != "Ended"] if wishes else None
    return request_of(
        store,
        [thing] if thing else [],
        sector,
        when=when,
        within=within,
        force=ALL_FORCES if wishes else None,
        status=statuses,
    )
