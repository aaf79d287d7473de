"""The command that hands the whole model to other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from agendagraph.cli import output
from agendagraph.errors import ParameterError
from agendagraph.text import Language, Text

if TYPE_CHECKING:
    from agendagraph.store import Store

_MODELS: Final = ("archimate", "graphml", "gexf", "cytoscape", "jgf", "csv", "xlsx")
"""Formats of things and relations, written by the writer of that name."""
_DUMPS: Final = ("trig", "nq", "jsonld", "ttl")
"""Formats of the dataset itself, statement by statement."""
_PROFILES: Final = ("gemma", "am4")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([*_MODELS, *_DUMPS]))
@click.option(
    "-o", "--output", "path", type=click.Path(dir_okay=False), default="-", help="The file; - is standard output."
)
@click.option(
    "--profile",
    type=click.Choice(_PROFILES),
    help="For archimate: elements as GEMMA and NORA have them, or only those that ArchiMate 4 still has.  [default: gemma]",
)
@output.sources
@click.pass_context
def export(ctx: click.Context, form: str, path: str, profile: str | None) -> int:
    """Write the whole model as one file in FORMAT.

    Things and relations for other tools: archimate, graphml, gexf, cytoscape, jgf, csv, xlsx. The dataset itself, with every
    statement in the graph of its passage: trig, nq, jsonld; without those graphs: ttl. Of one picture: see 'diagram'.
    """
    language = output.language(ctx)
    if profile and form != "archimate":
        raise ParameterError(
            Text("Een profiel hoort bij ArchiMate.", "A profile goes with ArchiMate."), where="--profile"
        )
    if path == "-" and form == "xlsx" and sys.stdout.isatty():
        raise ParameterError(
            Text("Een werkmap is niet te lezen in een terminal.", "A workbook cannot be read in a terminal."),
            where="xlsx",
            hint=Text("Geef een bestand: -o model.xlsx.", "Give a file: -o model.xlsx."),
        )
    _progress(Text("Gegevens lezen …", "Reading the data …"), language)
    store = output.store(ctx)
    raw = _dump(store, form, language) if form in _DUMPS else _model(store, form, profile or "gemma", language)
    if path == "-":
        stream: Any = sys.stdout.buffer
        stream.write(raw)
        stream.flush()
        return 0
    from agendagraph.files.writing import write

    write(Path(path), raw)
    _progress(Text(f"{path}: {len(raw):,} bytes".replace(",", "."), f"{path}: {len(raw):,} bytes"), language)
    return 0


def _model(store: Store, form: str, profile: str, language: Language) -> bytes:
    from agendagraph.diagrams.views.whole import whole
    from agendagraph.diagrams.writers import by_name

    view = whole(store, language)
    things, relations = len(view.nodes), len(view.edges)
    told = Text(
        f"{things} dingen en {relations} verbanden schrijven …", f"Writing {things} things and {relations} relations …"
    )
    _progress(told, language)
    return by_name("archimate4" if profile == "am4" else form).write(view, None)


def _dump(store: Store, form: str, language: Language) -> bytes:
    import pyoxigraph as ox

    from agendagraph.results import rdf

    forms = {
        "trig": ox.RdfFormat.TRIG,
        "nq": ox.RdfFormat.N_QUADS,
        "jsonld": ox.RdfFormat.JSON_LD,
        "ttl": ox.RdfFormat.TURTLE,
    }
    quads = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    _progress(Text(f"{len(quads)} uitspraken schrijven …", f"Writing {len(quads)} statements …"), language)
    if form != "ttl":
        return rdf(quads, forms[form])
    triples: Iterable[ox.Triple] = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return rdf(sorted(set(triples), key=str), forms[form])


def _progress(text: Text, language: Language) -> None:
    output.say(text(language))
