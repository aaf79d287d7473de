"""Commands for those who maintain the data: build and validate."""

from __future__ import annotations

import os
from pathlib import Path

import click

from agendagraph.cli import output
from agendagraph.text import Text


@click.command()
@click.option(
    "-o", "--output", "target", type=click.Path(dir_okay=False, path_type=Path), default=Path("build/agendagraph.nq")
)
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Data folders instead of the shipped one.",
)
@click.option(
    "--store",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also write the dataset as an on-disk store in this folder, which opens at once.",
)
@click.pass_context
def build(ctx: click.Context, target: Path, data: tuple[Path, ...], folder: Path | None) -> int:
    """Read, derive, validate and write one fingerprinted dataset.

    Nothing is written when there are violations.
    """
    from agendagraph.build import build as make
    from agendagraph.findings import violations

    made = make(list(data) or None)
    for finding in made.findings:
        output.say(finding.sentence(output.language(ctx)))
    if violations(made.findings):
        return 1
    made.write(target)
    if folder:
        made.write_store(folder)
    for place in filter(None, (target, folder)):
        click.echo(f"{place}  {len(made.quads)} quads  sha256:{made.fingerprint}")
    return 0


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def validate(ctx: click.Context, paths: tuple[Path, ...], form: str) -> int:
    """Say what is wrong with the data, where, and what to do.

    Without PATHS the shipped data are validated. A folder is validated as a whole of its own; a file is
    read beside the shipped data, so that it may refer to them, and only its own findings are shown.
    """
    from agendagraph import assets
    from agendagraph.build import build as make
    from agendagraph.findings import violations
    from agendagraph.results import as_text_json

    language = output.language(ctx)
    shipped = assets.folder("data")
    if any(not path.is_dir() for path in paths):
        known = {_real(path) for path in shipped.rglob("*")}
        beside = [path for path in paths if _real(path) not in known]
        base, asked = Path() if beside else shipped.parent, [_real(path) for path in paths]
        findings = make(beside, check=False).findings
        if not violations(findings):  # of a file that cannot be read nothing more can be said
            findings = make([shipped, *beside]).findings
        findings = [f for f in findings if any(_real(base / f.place.file).is_relative_to(path) for path in asked)]
    else:
        findings = make(list(paths) or None).findings
    if form == "json":
        output.emit(as_text_json([finding.as_dict(language) for finding in findings]))
    else:
        for finding in findings:
            click.echo(finding.sentence(language))
    wrong = len(violations(findings))
    output.say(
        Text(
            f"{wrong} fout(en), {len(findings) - wrong} waarschuwing(en)",
            f"{wrong} violation(s), {len(findings) - wrong} warning(s)",
        )(language)
    )
    return 1 if wrong else 0


def _real(path: Path) -> Path:
    """Return the path without links and detours; unlike `Path.resolve` it bears a link to itself."""
    return Path(os.path.realpath(path))
