"""The command that makes the scripts of the site while one works on them."""

from __future__ import annotations

import runpy

import click

from agendagraph.errors import InputError
from agendagraph.text import Text


@click.command()
@click.option("--watch", is_flag=True, help="Make them again whenever a source in front/ changes.")
def assets(watch: bool) -> int:
    """Make the scripts of the site from front/, as installing does; nothing happens where they are made already."""
    from agendagraph.assets import folder

    build = folder("ontology").parent / "hatch_build.py"
    if not build.is_file():
        raise InputError(
            Text("Hier zijn geen bronnen van de scripts.", "The sources of the scripts are not here."),
            hint=Text("Gebruik dit in een checkout.", "Use this in a checkout."),
        )
    made: int = runpy.run_path(str(build))["main"](["--watch"] if watch else [])
    return made
