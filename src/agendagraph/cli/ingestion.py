"""Commands that read what others publish, and write it as data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agendagraph.cli import output
from agendagraph.text import Language, Text

if TYPE_CHECKING:
    from agendagraph.ingest.zibs import Zibs


@click.group()
def ingest() -> None:
    """Read what others publish, and write it as data."""


@ingest.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The TriG file to write; - is standard output, <package>-<version>.trig the default.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Data to look the zibs up in, instead of the shipped data.",
)
@click.option("--name", default="", help="The name of the package, where it does not say so or says it wrong.")
@click.option("--version", default="", help="Its version, likewise.")
@click.pass_context
def fhir(ctx: click.Context, path: Path, target: Path | None, data: tuple[Path, ...], name: str, version: str) -> int:
    """Write which profiles the FHIR package at PATH has, and what they are mapped and refer to.

    PATH is an npm package (.tgz), an unpacked one, or a checkout of its repository; FHIR STU3 or R4. Only names,
    numbers, identifiers and addresses are taken. Nothing is written when a definition cannot be read.
    """
    from agendagraph import ingest as reading
    from agendagraph.files import writing
    from agendagraph.ingest.statements import statements

    language = output.language(ctx)
    try:
        with _progress(language) as progress:
            packages = reading.read(path, name=name, version=version, progress=progress)
    except reading.BadPackageError as bad:
        for finding in bad.findings[: reading.MAX_SHOWN]:
            output.say(finding.sentence(language))
        raise
    made = statements(packages, _zibs(ctx, data))
    for finding in made.findings:
        output.say(finding.sentence(language))
    target = target or Path(reading.file_name(packages))
    if str(target) == "-":
        output.emit(made.trig())
    else:
        writing.write(target, made.trig())
    count, files = reading.profiles(packages.found), packages.files
    names = ", ".join(f"{package.manifest.name} {package.manifest.version}" for package in packages.found)
    output.say(
        Text(
            f"{target}: {count} profiel(en) uit {files} bestand(en), {len(made.quads)} uitspraken ({names})",
            f"{target}: {count} profile(s) from {files} file(s), {len(made.quads)} statements ({names})",
        )(language)
    )
    return 0


def _zibs(ctx: click.Context, data: tuple[Path, ...]) -> Zibs:
    """Return the zibs of the dataset: the data given, else the dataset of the other commands."""
    from agendagraph.build import build
    from agendagraph.ingest.zibs import Zibs

    store = build(data, check=False).require_valid().store() if data else output.store(ctx)
    return Zibs.of(store)


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int], object] | None]:
    """Show on a terminal how many files were read."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    text = Text("{n} bestanden gelezen", "{n} files read")(language)
    with Console(stderr=True).status(text.format(n=0)) as status:
        yield lambda n: status.update(text.format(n=n)) if n % 25 == 0 else None
