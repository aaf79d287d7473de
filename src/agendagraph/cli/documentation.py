"""The command that writes the reference pages."""

from __future__ import annotations

import click

from agendagraph.cli import output
from agendagraph.errors import InputError
from agendagraph.text import Text


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a page is old.")
@click.pass_context
def docs(ctx: click.Context, check: bool) -> int:
    """Write what is made: docs/generated/ (ontology, questions, command line) and ontology/context.jsonld."""
    from agendagraph import assets
    from agendagraph.cli import reference

    root = assets.folder("ontology").parent
    if not (root / "docs").is_dir():
        raise InputError(
            Text("Er is hier geen map docs.", "There is no folder docs here."),
            hint=Text("Gebruik dit in een checkout.", "Use this in a checkout."),
        )
    if not check:
        reference.write(root)
        return 0
    old = reference.outdated(root)
    if old:
        names = ", ".join(old)
        output.say(
            Text(f"Oud: {names}. Maak ze opnieuw met: make docs", f"Old: {names}. Make them again with: make docs")(
                output.language(ctx)
            )
        )
    return 1 if old else 0
