"""The commands that serve the site and the endpoint, and tell how a server is set up."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click

from agendagraph.cli import output
from agendagraph.server import settings as configuration
from agendagraph.server.settings import Settings
from agendagraph.text import Text


def _settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command a flag for every setting."""
    for one in reversed(fields(Settings)):
        help_ = f"{one.metadata['help'].en}  [default: {one.default if one.default != '' else 'none'}]"
        kind = click.Choice(["auto", "union", "own"]) if one.name == "default_graph" else type(one.default)
        command = click.option(f"--{one.name.replace('_', '-')}", one.name, type=kind, default=None, help=help_)(
            command
        )
    return command


@click.command()
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Serve these files of RDF instead of the dataset. Repeatable.",
)
@_settings
@click.pass_context
def serve(ctx: click.Context, /, data: tuple[Path, ...], **flags: Any) -> int:
    """Serve the web site and the SPARQL endpoint until Ctrl+C; SIGHUP loads the data anew.

    Each setting can also be given in the environment, as AGENDAGRAPH_ and its name: AGENDAGRAPH_PORT.
    """
    from agendagraph.server.running import Server

    chosen, _ = configuration.read(flags)
    language = output.language(ctx)
    server = Server(chosen, _plan(ctx, data, chosen), lambda text: output.say(text(language)))
    stop = Text("Ctrl+C stopt", "Ctrl+C stops")(language)
    server.run(lambda: output.say(f"AgendaGraph: {server.address}  ({stop})"))
    return 0


def _plan(ctx: click.Context, data: tuple[Path, ...], chosen: Settings) -> Callable[[], Any]:
    """Return what reads the data to be served, at the start and at every SIGHUP."""
    from agendagraph.server import sources

    graph: Any = chosen.default_graph
    place = ctx.obj["store"]
    if sum(map(bool, (data, ctx.obj["dataset"], place != "memory"))) > 1:
        raise click.UsageError("Give one of --data, --dataset and --store.", ctx)
    if data:
        return lambda: sources.files(data, graph)
    if ctx.obj["dataset"]:
        return lambda: sources.built(Path(ctx.obj["dataset"]), graph)
    if place.startswith("sparql:"):
        return lambda: sources.elsewhere(place)
    if place != "memory":
        return lambda: sources.on_disk(Path(place), graph)
    return lambda: sources.shipped(graph)


@click.command()
@_settings
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def config(ctx: click.Context, /, form: str, **flags: Any) -> int:
    """Print the settings of a server: each value, and whether a flag, the environment or the default gives it."""
    chosen, origins = configuration.read(flags)
    values = asdict(chosen)
    if form == "json":
        listed = {name: {"value": value, "from": origins[name]} for name, value in values.items()}
        output.emit(json.dumps(listed, indent=2))
        return 0
    language = output.language(ctx)
    words = {
        "flag": Text("optie", "flag"),
        "environment": Text("omgeving", "environment"),
        "default": Text("standaard", "default"),
    }
    rows = [
        [
            f"--{name.replace('_', '-')}",
            str(value),
            words[origins[name]](language),
            configuration.help_of(name)(language),
        ]
        for name, value in values.items()
    ]
    output.table(output.heads(language, "instelling waarde herkomst betekenis", "setting value from meaning"), rows)
    sys.stdout.flush()
    return 0
