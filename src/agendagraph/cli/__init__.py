"""The command line: data on standard output, everything else on standard error.

Exit codes: 0 fine, 1 findings, 2 wrong input, 3 our fault.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, NoReturn

import click

from agendagraph.errors import AgendaGraphError
from agendagraph.text import LANGUAGES, as_language

_COMMANDS = {
    "build": "data",
    "validate": "data",
    "ingest": "ingestion",
    "search": "searching",
    "ask": "questions",
    "query": "questions",
    "needs": "dependencies",
    "used-by": "dependencies",
    "path": "dependencies",
    "impact": "impact",
    "order": "impact",
    "plan": "plan",
    "compare": "plan",
    "publish": "publishing",
    "diagram": "diagram",
    "export": "exporting",
    "serve": "serving",
    "config": "serving",
    "docs": "documentation",
    "assets": "frontend",
}
"""Command → module of this package; a module is imported only when its command is used."""


class _LazyGroup(click.Group):
    """A group that imports the module of a command when it is called for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"agendagraph.cli.{_COMMANDS[name]}")
        command = getattr(module, name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(error.message + hint, ctx) from error


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    envvar="AGENDAGRAPH_LANG",
    help="Language of the answers.",
)
@click.option(
    "--dataset",
    type=click.Path(dir_okay=False),
    envvar="AGENDAGRAPH_DATASET",
    help="A dataset written by 'agendagraph build'; without it the shipped data are used.",
)
@click.option(
    "--store",
    metavar="PLACE",
    default="memory",
    envvar="AGENDAGRAPH_STORE",
    help="Where the data are asked: memory, the folder of an on-disk store ('agendagraph build --store'), or sparql:URL "
    "for a SPARQL server that holds them.",
)
@click.version_option(package_name="agendagraph")
@click.pass_context
def cli(ctx: click.Context, lang: str, dataset: str | None, store: str) -> None:
    """Ask the regional agenda for data availability what depends on what."""
    if dataset and store != "memory":
        raise click.UsageError("Give --dataset or --store, not both.", ctx)
    ctx.obj = {"language": as_language(lang), "dataset": dataset, "store": store}


def main(argv: list[str] | None = None) -> NoReturn:
    """Run the command line; every error becomes one clear line and an exit code."""
    arguments: Any = {"args": argv, "standalone_mode": False, "prog_name": "agendagraph"}
    language = _language_asked(sys.argv[1:] if argv is None else argv)
    try:
        sys.exit(cli.main(**arguments) or 0)
    except AgendaGraphError as error:
        click.echo(f"agendagraph: {error.sentence(language)}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("agendagraph: afgebroken" if language == "nl" else "agendagraph: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if "AGENDAGRAPH_DEBUG" in os.environ:
            raise
        fault = {
            "nl": f"onverwachte fout ({type(error).__name__}); met AGENDAGRAPH_DEBUG=1 volgt de herkomst",
            "en": f"unexpected error ({type(error).__name__}); AGENDAGRAPH_DEBUG=1 shows where it comes from",
        }
        click.echo(f"agendagraph: {fault[language]}", err=True)
        sys.exit(3)


def _language_asked(argv: list[str]) -> Any:
    """Return the language of an error that comes before the options are read."""
    for position, argument in enumerate(argv):
        if argument == "--lang" and position + 1 < len(argv):
            return as_language(argv[position + 1])
        if argument.startswith("--lang="):
            return as_language(argument.partition("=")[2])
    return as_language(os.environ.get("AGENDAGRAPH_LANG"))
