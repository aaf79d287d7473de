"""The command for those who look for something: words in, things and passages out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from agendagraph.cli import output
from agendagraph.text import Language, Text

if TYPE_CHECKING:
    from agendagraph.search import Found, Hit


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="CLASS",
    help="Only things of this class, such as Law or Exchange, or 'thing' or 'passage'; repeatable.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="No more hits than this.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many of the best hits.")
@output.sources
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.pass_context
def search(
    ctx: click.Context, words: tuple[str, ...], kinds: tuple[str, ...], limit: int, offset: int, form: str
) -> int:
    """Find things and passages by WORDS: a name, part of one, another or former name, words of a definition."""
    from agendagraph import results
    from agendagraph import search as searching

    language, typed = output.language(ctx), " ".join(words)
    found = searching.search(output.store(ctx), typed, language, limit=limit, offset=offset, kinds=kinds)
    if form == "json":
        output.emit(results.as_text_json({"words": typed, **asdict(found)}))
    elif form == "csv":
        heads = ("iri", "label", "kind", "classes", "form", "text", "score")
        output.emit(results.delimited(heads, [_cells(hit) for hit in found.hits]))
    else:
        _show(found, typed, language)
    return 0


def _cells(hit: Hit) -> list[str]:
    return [hit.iri, hit.label, hit.kind, " ".join(hit.classes), hit.match.form, hit.match.text, f"{hit.score:.4f}"]


def _show(found: Found, typed: str, language: Language) -> None:
    from agendagraph import terms
    from agendagraph.search import FORMS

    if found.corrected:
        say = Text(
            f"Nergens gevonden: '{typed}'; gezocht is '{found.corrected}'.",
            f"Found nowhere: '{typed}'; this is for '{found.corrected}'.",
        )
        output.say(say(language))
    if found.hits and not found.every_word:
        some = Text("Niets heeft al deze woorden; dit heeft er enkele van.", "Nothing has all words; these have some.")
        output.say(some(language))
    rows = [
        (
            hit.label,
            hit.kind_label,
            "" if hit.match.text == hit.label else f"{FORMS[hit.match.form](language)}: {hit.match.text}",
            terms.compact(hit.iri),
        )
        for hit in found.hits
    ]
    if rows:
        output.table(output.heads(language, "naam soort gevonden-in kenmerk", "name kind found-in identifier"), rows)
    of = Text(f"{len(rows)} van {found.total}", f"{len(rows)} of {found.total}")
    output.say(of(language) if found.total else Text("Niets gevonden.", "Nothing was found.")(language))
