"""The command that draws: a view of the graph as a picture or a file that other tools open."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from agendagraph.cli import output
from agendagraph.errors import InputError, ParameterError
from agendagraph.text import LANGUAGES, Language, Text, as_language

if TYPE_CHECKING:
    from agendagraph.diagrams.layout.laid import Laid

_PATIENCE = 1.0
"""Seconds after which one is told what is being done."""


@click.command()
@click.argument("view", required=False)
@click.argument("things", nargs=-1, metavar="[THING…]")
@click.option(
    "-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="What the picture is about; repeatable."
)
@click.option(
    "-o", "--output", "target", metavar="FILE", help="Where to; the name tells the format. '-' is standard output."
)
@click.option("--format", "form", help="The format, where the name of the file does not tell it.")
@click.option(
    "--lang", "tongue", type=click.Choice(LANGUAGES), help="Language of the picture; that of the answers by default."
)
@output.sources
@click.pass_context
def diagram(
    ctx: click.Context,
    view: str | None,
    things: tuple[str, ...],
    parameters: tuple[str, ...],
    target: str | None,
    form: str | None,
    tongue: str | None,
) -> int:
    """Draw VIEW; without one, list the views with their parameters and the formats.

    THINGS fill the first parameters of a view: `diagram path wegiz mitz -o path.svg`. Of the view `query` it is a file.
    """
    from agendagraph.diagrams import views, writers

    language = as_language(tongue) if tongue else output.language(ctx)
    if not view:
        _list(language)
        return 0
    if not target:
        raise InputError(
            Text("Waar moet de tekening heen?", "Where is the picture to go?"),
            hint=Text("Schrijf: -o naam.svg, of -o - --format svg.", "Write: -o name.svg, or -o - --format svg."),
        )
    # Before anything is computed: a wrong format is told at once.
    if target == "-" and not form:
        raise InputError(
            Text("Welk formaat moet het zijn?", "Which format is it to be?"),
            hint=Text("Schrijf: -o - --format svg.", "Write: -o - --format svg."),
        )
    writer = writers.by_name(form) if form else writers.by_file_name(target)
    kind = views.by_name(view)
    if not kind.is_public:
        things = tuple(_query(file) for file in things)
    values = _values(kind, things, parameters)
    say = _Progress(language)
    say(Text("de dataset wordt gelezen", "reading the dataset"))
    store = output.store(ctx)
    say(Text("de vraag wordt beantwoord", "answering the question"))
    made = views.make(store, kind.name, values, language)
    laid: Laid | None = None
    if writer.needs_layout:
        from agendagraph.diagrams import layout

        say(Text("alles krijgt een plaats", "placing everything"))
        laid = layout.render(made)
    say(Text("het bestand wordt geschreven", "writing the file"))
    raw = writer.write(made, laid)
    if target == "-":
        sys.stdout.buffer.write(raw)
    else:
        from agendagraph.files.writing import write

        write(Path(target), raw)
    for told in (made.omission, laid.notice(language) if laid else ""):
        if told:
            output.say(told)
    return 0


class _Progress:
    """Says what is being done, but only to those who have been waiting."""

    def __init__(self, language: Language) -> None:
        self._language, self._start = language, time.monotonic()

    def __call__(self, doing: Text) -> None:
        if time.monotonic() - self._start > _PATIENCE:
            output.say(f"… {doing(self._language)}")


def _values(kind: Any, things: tuple[str, ...], parameters: tuple[str, ...]) -> dict[str, list[str]]:
    """Return parameter → values: things by place, the others by name.

    Raises:
        InputError: a parameter is not name=value.
        ParameterError: there are more things than the view has places for.
    """
    values: dict[str, list[str]] = defaultdict(list)
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise InputError(
                Text(f"'{parameter}' is geen naam=waarde.", f"'{parameter}' is not name=value."),
                hint=Text("Schrijf bijvoorbeeld: -p diepte=2", "Write for example: -p diepte=2"),
            )
        values[name.strip()].append(value)
    places = [p for p in kind.parameters if p.required] or [p for p in kind.parameters if p.type == "iri"][:1]
    for number, thing in enumerate(things):
        place = places[min(number, len(places) - 1)] if places else None
        if place is None or (number >= len(places) and not place.many):
            raise ParameterError(
                Text("Dat zijn te veel dingen voor deze tekening.", "Those are too many things for this picture."),
                where=kind.name,
                hint=Text("Noem de andere met -p naam=waarde.", "Name the others with -p name=value."),
            )
        values[place.name].append(thing)
    return values


def _query(file: str) -> str:
    """Return the text of a query file; - is standard input.

    Raises:
        InputError: it cannot be read.
        RefusedError: it asks other servers.
    """
    from agendagraph.sparql import guard

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Text("Deze query is niet te lezen.", "This query cannot be read."), where=file[-80:]
        ) from error
    guard.check(text, guard.LONGEST_OWN)
    return text


def _list(language: Language) -> None:
    """Print the views and the formats."""
    from agendagraph.diagrams.views import VIEWS
    from agendagraph.diagrams.writers import WRITERS

    rows = [
        (
            kind.name,
            kind.description(language),
            " ".join(f"{p.name}{'' if p.required else '?'}{'…' if p.many else ''}" for p in kind.parameters),
        )
        for kind in VIEWS.values()
    ]
    heads = [Text("tekening", "view"), Text("vraag", "question"), Text("parameters", "parameters")]
    output.table([head(language) for head in heads], rows)
    formats = [(writer.name, writer.suffix, writer.title(language)) for writer in WRITERS.values()]
    heads = [Text("formaat", "format"), Text("bestand", "file"), Text("wat het is", "what it is")]
    output.table([head(language) for head in heads], formats)
    how = Text(
        "agendagraph diagram TEKENING DING… -p naam=waarde -o naam.svg   (? = mag, … = mag vaker)",
        "agendagraph diagram VIEW THING… -p name=value -o name.svg   (? = optional, … = repeatable)",
    )
    output.say(how(language))
