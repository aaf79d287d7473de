"""The sources: which documents were read, and passage by passage what was taken from each."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, make_response, render_template

from agendagraph import terms
from agendagraph.errors import InputError, UnknownNameError
from agendagraph.reading import Passage, sources
from agendagraph.reading.sources import GROUPS, Source
from agendagraph.text import Text
from agendagraph.web.asked import Part, choice, fields, has_words, part, short, word
from agendagraph.web.errors import answer
from agendagraph.web.site import Site, label, language, link, site

_FIELDS: Final = ("q", "groep", "status", "lezing")
_SIZE: Final = 80
_PASSAGES: Final = 100
_FIRM: Final = {"", terms.AG + "PublishedSource"}
_START: Final = "source-"


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in the reverse reading: what was taken from it, by sort."""

    passage: Passage
    chapter: str
    taken: dict[str, int]

    @property
    def total(self) -> int:
        """How much was taken from it."""
        return sum(self.taken.values())


def overview() -> Response:
    """List the sources by group."""
    given: dict[str, list[str]] = {}
    error: InputError | None = None
    found: list[Source] = []
    try:
        given = fields(*_FIELDS)
        found = _chosen(given)
    except InputError as problem:
        error = problem
    listed = part(found, _SIZE)
    offered = _offered()
    return make_response(
        render_template(
            "sources.html",
            given=given,
            error=error,
            listed=listed,
            groups={group: [one for one in listed.items if one.group == group] for group in GROUPS},
            names=GROUPS,
            offered=offered,
            totals={one.iri: sum(sources.taken(site().reading, one.passages).values()) for one in found},
            is_firm=lambda one: one.status in _FIRM,
            name_of=name_of,
        ),
        error.http_status if error else 200,
    )


def source(name: str) -> Response:
    """Show a source, and passage by passage what was taken from it."""
    found = next((one for one in every() if name_of(one) == name), None)
    if found is None:
        error = UnknownNameError(Text("Deze bron is er niet.", "There is no such source."), where=name[:200])
        return answer(error, about=_START + name)
    rows = _rows(found)
    listed = part([row for row in rows if row.total], _PASSAGES)
    return make_response(
        render_template(
            "source.html",
            source=found,
            group=GROUPS[found.group],
            chapters=_by_chapter(listed),
            listed=listed,
            rows=rows,
            empty=[row for row in rows if not row.total and not _has_parts(rows, row)],
            total=sources.taken(site().reading, found.passages),
            sort=sort,
            is_firm=found.status in _FIRM,
            name_of=name_of,
            not_stated=_not_stated(found),
        )
    )


def every() -> Sequence[Source]:
    """Return all sources of the dataset."""
    return _every(site())


@functools.lru_cache(maxsize=4)
def _every(here: Site) -> tuple[Source, ...]:
    return tuple(sources.sources(here.store, here.reading))


def name_of(found: Source) -> str:
    """Return what the address calls a source."""
    return short(found.iri).removeprefix(_START)


def page_of(iri: str) -> str:
    """Return the address of the page of a source; empty where it is none."""
    found = next((one for one in every() if one.iri == iri), None)
    return link("source", name=name_of(found)) if found else ""


def sort(name: str) -> str:
    """Return what a sort of statement is called on these pages, as a key of the texts."""
    return f"taken_{name.lower()}"


def _chosen(given: dict[str, list[str]]) -> list[Source]:
    group = choice(given, "groep", GROUPS)
    status = choice(given, "status", (short(one.status) for one in every() if one.status))
    support = choice(given, "lezing", (short(iri) for one in every() for iri in one.supports))
    words = word(given, "q")
    return [
        one
        for one in every()
        if group in {"", one.group}
        and status in {"", short(one.status)}
        and (not support or support in map(short, one.supports))
        and has_words(_words(one), words)
    ]


def _words(one: Source) -> str:
    tongue = language()
    publisher = label(one.publisher) if one.publisher else ""
    return " ".join((one.title(tongue), label(one.iri), publisher, one.note(tongue), one.repository))


def _offered() -> dict[str, list[tuple[str, str]]]:
    def named(iris: set[str]) -> list[tuple[str, str]]:
        return sorted(((short(iri), label(iri)) for iri in iris if iri), key=lambda pair: pair[1])

    return {
        "groep": [(group, title(language())) for group, title in GROUPS.items()],
        "status": named({one.status for one in every()}),
        "lezing": named({iri for one in every() for iri in one.supports}),
    }


def _rows(found: Source) -> list[Row]:
    reading = site().reading
    chapters = {passage.iri: passage.chapter for passage in found.passages}
    return [
        Row(passage, chapters.get(passage.page, passage.chapter), sources.taken(reading, (passage,)))
        for passage in found.passages
    ]


def _has_parts(rows: Sequence[Row], row: Row) -> bool:
    return any(other.passage.page == row.passage.iri and other.total for other in rows)


def _by_chapter(listed: Part[Row]) -> list[tuple[str, list[Row]]]:
    found: list[tuple[str, list[Row]]] = []
    for row in listed.items:
        if not found or found[-1][0] != row.chapter:
            found.append((row.chapter, []))
        found[-1][1].append(row)
    return found


def _not_stated(found: Source) -> list[Any]:
    """Return what the source itself calls unknown or absent."""
    unknown = {terms.AG + "ExplicitlyUnknown", terms.AG + "ExplicitlyNone"}
    said = (one for passage in found.passages for one in site().reading.said_in(passage.iri))
    return [one for one in said if one.kind == "Remark" and one.one("remarkKind") in unknown]
