"""Commands for those who ask: named questions and free SPARQL."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import IO

import click

from agendagraph.catalog import Answer
from agendagraph.cli import output
from agendagraph.errors import InputError
from agendagraph.formats import FORMATS
from agendagraph.text import Language, Text


@click.command()
@click.argument("question", required=False)
@click.option(
    "-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="What the question is about; repeatable."
)
@output.sources
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "tsv"]), default="table", show_default=True
)
@click.pass_context
def ask(ctx: click.Context, question: str | None, parameters: tuple[str, ...], form: str) -> int:
    """Ask a named QUESTION; without one, list them.

    A value may be an identifier (mitz), a prefixed name (agd:mitz) or what people call the thing.
    """
    from agendagraph import catalog, results

    language = output.language(ctx)
    if not question:
        _list(language, form)
        return 0
    values: dict[str, list[str]] = defaultdict(list)
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise InputError(
                Text(f"'{parameter}' is geen naam=waarde.", f"'{parameter}' is not name=value."),
                hint=Text("Schrijf bijvoorbeeld: --param ding=mitz", "Write for example: --param ding=mitz"),
            )
        values[name.strip()].append(value.strip())
    store = output.store(ctx)
    answer = catalog.ask(store, question, values, language)
    if form == "json":
        output.emit(results.as_text_json(results.as_json(store, answer, language)))
    elif form in {"csv", "tsv"}:
        output.emit(results.as_delimited(store, answer, language, "," if form == "csv" else "\t"))
    elif answer.is_empty:
        click.echo(answer.message(language))
        for absence in results.absences(store, answer, language):
            click.echo(f"  {absence['text']}  [{absence['where']}]")
    else:
        output.table(*results.table(store, answer, language), title=answer.query.title(language))
        output.say(_size(answer, language))
    return 0


def _size(answer: Answer, language: Language) -> str:
    """Return how many rows there are, and how many different things they begin with."""
    rows = len(answer.rows)
    first = answer.query.columns[0]
    different = len({getattr(row[first.name], "value", "") for row in answer.rows})
    size = Text(f"{rows} rij(en)", f"{rows} row(s)")
    if different < rows:
        label = first.label(language)
        size = Text(
            f"{rows} rijen, {different} verschillende in kolom '{label}'",
            f"{rows} rows, {different} different in column '{label}'",
        )
    return size(language)


def _list(language: Language, form: str) -> None:
    from agendagraph import catalog, results

    queries = catalog.load()
    if form == "json":
        rows = [{"id": q.id, "title": q.title(language)} for q in queries]
        output.emit(results.as_text_json(rows))
        return
    rows_of_text = []
    for query in queries:
        wanted = [
            f"{p.name}{'' if p.required else '?'}{'…' if p.many else ''}" for p in query.parameters if p.type != "lang"
        ]
        rows_of_text.append((query.id, query.title(language), " ".join(wanted)))
    headings = [
        Text("vraag", "question"),
        Text("wat het beantwoordt", "what it answers"),
        Text("parameters", "parameters"),
    ]
    output.table([heading(language) for heading in headings], rows_of_text)
    how = Text(
        "agendagraph ask VRAAG --param naam=waarde   (? = mag, … = mag vaker)",
        "agendagraph ask QUESTION --param name=value   (? = optional, … = repeatable)",
    )
    output.say(how(language))


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@output.sources
@click.option("--format", "form", type=click.Choice(["table", *FORMATS]), help="Default: table, or turtle for a graph.")
@click.pass_context
def query(ctx: click.Context, file: IO[str], form: str | None) -> int:
    """Run the SPARQL query in FILE; - reads standard input. Our prefixes need not be declared."""
    import pyoxigraph as ox

    from agendagraph import results
    from agendagraph.sparql import guard

    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise InputError(
            Text("De query is geen geldige UTF-8.", "The query is not valid UTF-8."), where=getattr(file, "name", "")
        ) from error
    guard.check(text, guard.LONGEST_OWN)
    store = output.store(ctx)
    found = store.query(text)
    if isinstance(found, ox.QueryTriples):
        output.emit(results.serialize(found, FORMATS["turtle" if form in {None, "table"} else form]))
    elif form not in {None, "table"}:
        output.emit(results.serialize(found, FORMATS[form]))
    elif isinstance(found, ox.QueryBoolean):
        click.echo((Text("ja", "yes") if found else Text("nee", "no"))(output.language(ctx)))
    else:
        names = [variable.value for variable in found.variables]
        output.table(names, [[_shown(row[name]) for name in names] for row in found])
    sys.stdout.flush()
    return 0


def _shown(term: object) -> str:
    from agendagraph import terms

    value = getattr(term, "value", "")
    return terms.compact(value) if value.startswith("http") else value
