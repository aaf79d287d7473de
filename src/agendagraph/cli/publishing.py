"""The command that writes what others take the data along from."""

from __future__ import annotations

from pathlib import Path

import click

from agendagraph.cli import output


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--base-url",
    default="",
    envvar="AGENDAGRAPH_BASE_URL",
    help="Where DIR's site is reached; the files are then at URL/dumps/. Without it: the address of the IRIs.",
)
@click.pass_context
def publish(ctx: click.Context, folder: Path, base_url: str) -> int:
    """Write all data as files, with checksums, a catalogue record (DCAT and VoID) and a manifest.

    The names have the fingerprint of the data in them: a name always means the same bytes.
    """
    from agendagraph.publishing.release import release

    files = release(output.store(ctx), folder, base_url)
    for name, size in files.items():
        click.echo(f"{folder / name}  {size} bytes")
    return 0
