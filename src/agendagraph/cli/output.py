"""What the commands share: the dataset they ask and the tables they print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from agendagraph.store import Store
from agendagraph.text import Language


def language(ctx: click.Context) -> Language:
    """Return the language the user chose."""
    found: Language = ctx.obj["language"]
    return found


def store(ctx: click.Context) -> Store:
    """Return the dataset to ask: the one given with --store or --dataset, else one made from the shipped data.

    Where --sources was given, only what the chosen sources say.
    """
    whole = _whole(ctx)
    if names := ctx.obj.get("sources"):
        from agendagraph.selection import select

        return select(whole, names)
    return whole


def _whole(ctx: click.Context) -> Store:
    if ctx.obj["dataset"]:
        return Store.open(Path(ctx.obj["dataset"]))
    from agendagraph.build import open_store

    return open_store(ctx.obj["store"])


def _keep(ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> None:
    ctx.obj["sources"] = [name for value in values for name in value.split(",") if name.strip()]


sources = click.option(
    "--sources",
    multiple=True,
    metavar="NAME[,NAME…]",
    expose_value=False,
    callback=_keep,
    help="Ask these sources only: documents, specifications or the name of a source; or leave some out: no-drafts, "
    "no-pilots, no-outdated, no-excerpts, no-third-party or no-NAME. Repeatable.",
)
"""The option of every command that asks: which sources may answer."""


def heads(language: Language, nl: str, en: str) -> list[str]:
    """Return the headings of a table, written with spaces between them."""
    return (nl if language == "nl" else en).split()


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """Print a table that fits the terminal; not on a terminal it is wide enough for every cell."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Cell

    rows = list(rows)
    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "160"))
    console = Console(file=sys.stdout, width=width, highlight=False)
    grid = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Cell(cell) for cell in row))
    console.print(grid)


def say(text: str) -> None:
    """Tell the user something that is no data."""
    click.echo(text, err=True)


def emit(raw: bytes | str) -> None:
    """Write data to standard output as it is."""
    stream: Any = sys.stdout.buffer
    stream.write(raw.encode("utf-8") if isinstance(raw, str) else raw)
    if raw[-1:] not in (b"\n", "\n"):
        stream.write(b"\n")
    stream.flush()
