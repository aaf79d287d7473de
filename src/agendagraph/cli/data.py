"""Commands for those who maintain the data: build and validate."""

from __future__ import annotations

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
@click.pass_context
def build(ctx: click.Context, target: Path, data: tuple[Path, ...]) -> int:
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
    click.echo(f"{target}  {len(made.quads)} quads  sha256:{made.fingerprint}")
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
    files = [path for path in paths if not path.is_dir()]
    if files:
        inside = {path.resolve() for path in shipped.rglob("*")}
        extra = [path for path in files if path.resolve() not in inside]
        findings = make([shipped, *[p for p in paths if p.is_dir()], *extra]).findings
        mine = {str(path) for path in paths} | {str(path.resolve()) for path in paths}
        findings = [
            f for f in findings if f.place.file in mine or any(Path(f.place.file).is_relative_to(p) for p in paths)
        ]
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
