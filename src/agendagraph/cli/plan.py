"""Commands that plan: `plan` for one goal or several, and `compare` for two plans side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from agendagraph.cli import output
from agendagraph.errors import ParameterError
from agendagraph.text import Text

if TYPE_CHECKING:
    from agendagraph.store import Store

_FORMS: Final = ("table", "json", "markdown", "csv", "xlsx", "mermaid")
_FORCES: Final = ("must", "should", "may", "descriptive")
_STATUSES: Final = ("InForce", "InUse", "Announced", "Planned", "Trial", "Explored", "Intended", "Ended")
_BASES: Final = ("Stated", "Derived", "Editorial")
"""The values as `planner.asking` has them; the command line starts without importing it."""


def _list_of(*allowed: str) -> Any:
    """Return a callback that reads names with commas between them."""

    def read(_ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
        if value is None:
            return None
        names = [name.strip() for name in value.split(",") if name.strip()]
        known = {name.casefold(): name for name in allowed}
        if wrong := [name for name in names if name.casefold() not in known]:
            raise ParameterError(
                Text(f"{wrong[0]} is geen waarde hiervoor.", f"{wrong[0]} is no value for this."),
                where=f"--{parameter.name}",
                hint=Text(f"Kies uit: {', '.join(allowed)}.", f"Choose from: {', '.join(allowed)}."),
            )
        return tuple(known[name.casefold()] for name in names)

    return read


@click.command()
@click.argument("goals", nargs=-1, required=True, metavar="GOAL…")
@click.option("--sector", multiple=True, help="For whom: a sector or provider type; several plan together.")
@click.option(
    "--organisation",
    multiple=True,
    help="For whom: what its assessments call live is there already; its sector by --sector.",
)
@click.option("--has", multiple=True, metavar="THING", help="This is there already; repeatable.")
@click.option("--via", multiple=True, metavar="THING", help="This must be used; repeatable.")
@click.option("--without", multiple=True, metavar="THING", help="This must not be used; repeatable.")
@click.option("--when", multiple=True, metavar="CASE", help="This case holds, such as explicit consent; repeatable.")
@click.option("--within", multiple=True, metavar="REGION", help="One belongs to this region or union; repeatable.")
@click.option(
    "--force", callback=_list_of(*_FORCES), metavar="NAMES", help="Which forces count.  [default: must,descriptive]"
)
@click.option(
    "--status",
    callback=_list_of(*_STATUSES),
    metavar="NAMES",
    help="Which statuses count.  [default: InForce,InUse,Announced,Planned,Trial]",
)
@click.option("--basis", callback=_list_of(*_BASES), metavar="NAMES", help="Which bases count.  [default: all]")
@click.option(
    "--weight",
    multiple=True,
    metavar="RULE",
    help="What a step costs instead of 1: thing=N, or added: Class=N is instead, status:Trial=N, force:descriptive=N.",
)
@click.option("--brief", is_flag=True, help="Only the steps by name and the choices.")
@click.option("--all-best", is_flag=True, help="Also list every other plan that costs as little.")
@click.option("--by", metavar="DATE", help="Also tell what is late for this date, as 2026-12-31, 2026-12 or 2026.")
@click.option("--limit", type=click.FloatRange(0.0, 3600.0), default=10.0, show_default=True, help="Seconds to search.")
@output.sources
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("-o", "--output", "path", type=click.Path(dir_okay=False), help="Write to this file instead.")
@click.pass_context
def plan(
    ctx: click.Context,
    /,
    goals: tuple[str, ...],
    sector: tuple[str, ...],
    organisation: tuple[str, ...],
    brief: bool,
    all_best: bool,
    by: str | None,
    limit: float,
    form: str,
    path: str | None,
    **asked: Any,
) -> int:
    """Plan what to see to for GOAL: in which order, what to choose, and why.

    The plan satisfies every clause at least cost; nothing in it supports itself. It is proven to be best, or says that it is
    not.
    """
    from agendagraph import planner
    from agendagraph.cli import plan_view

    day = planner.day(by, option="--by", last=True) if by else None
    if form != "table" and (all_best or (day and form != "json")):
        raise ParameterError(
            Text(
                "Andere plannen en een datum horen niet in een bestand van een plan.",
                "Other plans and a date do not belong in a file of one plan.",
            ),
            where="--all-best" if all_best else "--by",
            hint=Text("Vraag ze als tabel; --by kan ook als JSON.", "Ask for them as a table; --by also as JSON."),
        )
    store, language = output.store(ctx), output.language(ctx)
    parties = _parties(store, sector, organisation)
    requests = [
        (name, planner.request_of(store, goals, who, has=(*asked["has"], *live), **_rest(asked)))
        for name, who, live in parties
    ]
    if len(requests) > 1:
        if form not in {"table", "json"}:
            raise ParameterError(
                Text("Een gezamenlijk plan is er als tabel en als JSON.", "A joint plan comes as table and as JSON."),
                where="--format",
            )
        joint = planner.make_joint(store, requests, seconds=limit)
        _put(plan_view.as_json(joint) if form == "json" else None, path)
        if form == "table":
            plan_view.show_joint(joint, language, brief=brief)
        return 0
    found = planner.make(store, requests[0][1], seconds=limit)
    late = planner.late(store, found, day) if day else []
    if day and form == "json":
        _put(plan_view.as_json({"plan": found, "late": tuple(late)}), path)
        return 0
    if form != "table":
        _put(plan_view.as_file(found, form, language), path)
        return 0
    (plan_view.show_briefly if brief else plan_view.show)(found, language)
    if all_best:
        plan_view.show_all_best(store, requests[0][1], limit, language)
    if day:
        plan_view.show_late(late, day, language)
    return 0


@click.command()
@click.argument("goal")
@click.option(
    "--first",
    multiple=True,
    metavar="KEY=VALUE",
    help="What the first plan is asked: via, without, has, sector, organisation, when, within.",
)
@click.option("--second", multiple=True, metavar="KEY=VALUE", help="What the second plan is asked, likewise.")
@click.option("--sector", help="For whom both plans are, unless they say otherwise.")
@output.sources
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def compare(
    ctx: click.Context, goal: str, first: tuple[str, ...], second: tuple[str, ...], sector: str | None, form: str
) -> int:
    """Compare two plans for GOAL: two routes, two sectors, before and after."""
    from agendagraph import planner
    from agendagraph.cli import plan_view

    store, language = output.store(ctx), output.language(ctx)
    plans = []
    for asked in (first, second):
        values = _pairs(asked)
        who = values.pop("sector", [sector or ""])[0]
        for _, _, live in _parties(store, (), values.pop("organisation", [])):
            values["has"] = [*values.get("has", []), *live]
        plans.append(planner.make(store, planner.request_of(store, (goal,), who, **values), explain=False))
    found = planner.compare(*plans)
    if form == "json":
        _put(plan_view.as_json(found), None)
    else:
        plan_view.show_comparison(found, language)
    return 0


def _parties(
    store: Store, sectors: Sequence[str], organisations: Sequence[str]
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return name, sector and what is live for everybody who is planned for; nobody in particular is one of them."""
    from agendagraph.catalog import resolve
    from agendagraph.planner.request import present_at

    if not organisations:
        return [(sector, sector, ()) for sector in sectors] or [("", "", ())]
    if len(sectors) not in {0, 1, len(organisations)}:
        raise ParameterError(
            Text(
                "Niet te zeggen welke organisatie tot welke sector hoort.",
                "No telling which organisation is of which sector.",
            ),
            where="--sector",
            hint=Text(
                "Geef een sector voor alle organisaties, of een voor elk in dezelfde volgorde.",
                "Give one sector for all organisations, or one for each in the same order.",
            ),
        )
    parties = []
    for place, name in enumerate(organisations):
        iri = resolve(store, name, ("Organisation",)).value
        who = sectors[place % len(sectors)] if sectors else ""
        parties.append((name, who, tuple(f"<{thing}>" for thing in sorted(present_at(store, iri)))))
    return parties


def _rest(asked: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name != "has"}


def _pairs(words: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in {"via", "without", "has", "sector", "organisation", "when", "within"}:
            raise ParameterError(
                Text(f"'{word}' is niet te lezen.", f"'{word}' cannot be read."),
                hint=Text(
                    "Schrijf bijvoorbeeld: --first via=lsp --second via=app-bgz-twiin",
                    "Write for example: --first via=lsp --second via=app-bgz-twiin",
                ),
            )
        found.setdefault(name, []).append(value)
    return found


def _put(raw: bytes | None, path: str | None) -> None:
    if raw is None:
        return
    if path is None or path == "-":
        output.emit(raw)
        return
    from agendagraph.files.writing import write

    write(Path(path), raw)
