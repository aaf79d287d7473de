"""Data sets and information standards, and the building blocks under them: over the releases, and two side by side."""

from __future__ import annotations

import functools
import itertools
from typing import Any, Final

from flask import Response, make_response, render_template

from agendagraph import catalog, results, terms
from agendagraph.errors import InputError, ParameterError
from agendagraph.reading import blocks, standards
from agendagraph.reading.blocks import CHANGES, Block
from agendagraph.reading.standards import KINDS, Standard
from agendagraph.text import Text
from agendagraph.web.asked import choice, fields, has_words, meant, part, short, thing, word
from agendagraph.web.site import Site, label, language, link, site

_SIZE: Final = 60
_BLOCKS: Final = 150
_ROWS: Final = 200
_CONTENTS: Final = ("ja", "nee")
_DIFFERENCES: Final[dict[str, Text]] = {
    "alle": Text("alles", "all"),
    "gewijzigd": Text("gewijzigd", "changed"),
    "erbij": Text("erbij", "added"),
    "vervallen": Text("vervallen", "dropped"),
    "gelijk": Text("gelijk", "the same"),
}


def overview() -> Response:
    """List the data sets and standards with their versions."""
    given: dict[str, list[str]] = {}
    shown: dict[str, Any] = {"error": None, "found": []}
    status = 200
    try:
        given = fields("q", "soort", "bouwstenen")
        shown["found"] = _chosen(given)
    except InputError as error:
        shown["error"], status = error, error.http_status
    kinds = [(kind, label_of_kind(kind)) for kind in KINDS]
    listed = part(shown["found"], _SIZE)
    return make_response(render_template("standards.html", given=given, kinds=kinds, listed=listed, **shown), status)


def zibs() -> Response:
    """Show the building blocks over the releases: which version is in which, and what became of each."""
    here = site()
    releases = blocks.release_order(here.store)
    given: dict[str, list[str]] = {}
    shown: dict[str, Any] = {"error": None, "found": []}
    status = 200
    try:
        given = fields("q", "wat", "uitgave")
        change = choice(given, "wat", CHANGES)
        release = choice(given, "uitgave", map(short, releases))
        shown["found"] = [
            one
            for one in _blocks(here)
            if has_words(" ".join(here.store.label(one.iri, tongue) for tongue in ("nl", "en")), word(given, "q"))
            and (not change or change in one.changes)
            and (not release or any(short(iri) == release for iri in one.versions))
        ]
    except InputError as error:
        shown["error"], status = error, error.http_status
    every = _blocks(here)
    return make_response(
        render_template(
            "zibs.html",
            given=given,
            releases=releases,
            counts={iri: sum(iri in one.versions for one in every) for iri in releases},
            changes=[(name, title(language())) for name, title in CHANGES.items()],
            changed={name: sum(name in one.changes for one in every) for name in CHANGES},
            words=CHANGES,
            listed=part(sorted(shown["found"], key=lambda one: label(one.iri).casefold()), _BLOCKS),
            short=short,
            pairs=list(itertools.pairwise(releases)),
            **shown,
        ),
        status,
    )


def composition() -> Response:
    """Show which building blocks are in a data set, over its versions."""
    here = site()
    given: dict[str, list[str]] = {}
    shown: dict[str, Any] = {"error": None, "suggestions": [], "whole": "", "sets": [], "blocks": [], "pairs": []}
    status = 200
    try:
        given = fields("set")
        if chosen := thing(given, "set", *KINDS):
            every = standards.family(here.store, chosen)
            found = standards.composition(here.store, here.reading, every, language())
            sets = [iri for iri in every if any(iri in line.places for line in found)]
            versions = list(itertools.pairwise(iri for iri in sets if iri != every[0]))
            shown |= {"whole": chosen, "sets": sets, "blocks": found, "pairs": versions}
    except InputError as error:
        status = error.http_status
        shown |= {"error": error, "suggestions": meant(error, given)}
    return make_response(
        render_template("composition.html", given=given, offered=_with_members(), short=short, **shown), status
    )


def differences() -> Response:
    """Show what changes from one version of a set, or one release, to another."""
    given: dict[str, list[str]] = {}
    shown: dict[str, Any] = {"error": None, "suggestions": [], "answer": None, "listed": None}
    status = 200
    try:
        given = fields("van", "naar", "wat")
        shown |= _compared(given)
    except InputError as error:
        status = error.http_status
        shown |= {"error": error, "suggestions": meant(error, given)}
    return make_response(
        render_template(
            "differences.html",
            given=given,
            offered=_comparable(),
            kinds=[(name, title(language())) for name, title in _DIFFERENCES.items()],
            short=short,
            words=_DIFFERENCES,
            **shown,
        ),
        status,
    )


def ways_to(iri: str) -> list[tuple[str, str]]:
    """Return where among these pages a thing stands, as a key of the texts and an address; nothing where it stands in none."""
    classes = site().classes(iri)
    if classes & set(KINDS):
        composed = (
            [("thing_blocks", link("composition", set=short(iri)))] if short(iri) in dict(_with_members()) else []
        )
        return [*composed, ("thing_standard", link("standards", q=label(iri)) + "#lijst")]
    if "BuildingBlock" in classes:
        return [("thing_zibs", link("zibs", q=label(iri)))]
    return [("thing_zibs", link("zibs", uitgave=short(iri)))] if iri in blocks.release_order(site().store) else []


def label_of_kind(kind: str) -> str:
    """Return what a class of ours is called."""
    return label(terms.AG + kind)


def _chosen(given: dict[str, list[str]]) -> list[Standard]:
    kind = choice(given, "soort", KINDS)
    contents = choice(given, "bouwstenen", _CONTENTS)
    words = word(given, "q")
    here = site()
    return [
        one
        for one in standards.standards(here.store, here.reading)
        if (not kind or kind == one.kind)
        and (not contents or one.has_members == (contents == "ja"))
        and has_words(" ".join(map(label, (one.iri, *(version.iri for version in one.versions)))), words)
    ]


def _with_members() -> list[tuple[str, str]]:
    """Return the sets of which the sources name building blocks, as value and name."""
    here = site()
    found = [
        one.iri
        for whole in standards.standards(here.store, here.reading)
        for one in (whole, *whole.versions)
        if one.members or (one is whole and one.has_members)
    ]
    return sorted(((short(iri), label(iri)) for iri in found), key=lambda pair: pair[1].casefold())


def _comparable() -> list[tuple[str, str]]:
    """Return the releases, and the sets with building blocks."""
    releases: list[tuple[str, str]] = [(short(iri), label(iri)) for iri in blocks.release_order(site().store)]
    here = site()
    found = [
        one.iri
        for whole in standards.standards(here.store, here.reading)
        for one in (whole, *whole.versions)
        if one.releases
    ]
    return [*releases, *sorted(((short(iri), label(iri)) for iri in found), key=lambda pair: pair[1].casefold())]


def _compared(given: dict[str, list[str]]) -> dict[str, Any]:
    start, end = word(given, "van"), word(given, "naar")
    kind = choice(given, "wat", _DIFFERENCES)
    if not start and not end:
        return {}
    if not start or not end:
        raise ParameterError(
            Text("Kies twee versies of uitgaven.", "Choose two versions or releases."),
            where="naar" if start else "van",
            hint=Text("Bijvoorbeeld van bgz-2017 naar bgz-2020.", "For example from bgz-2017 to bgz-2020."),
        )
    store = site().store
    values: dict[str, list[str]] = {"van": [start], "naar": [end], "wat": [kind or "alle"], "lang": [str(language())]}
    answer = catalog.ask(store, "zibverschil", values, language())
    _, texts = results.table(store, answer, language())
    every = (
        answer if kind in {"", "alle"} else catalog.ask(store, "zibverschil", values | {"wat": ["alle"]}, language())
    )
    _must_have_versions(given, every)
    counts: dict[str, int] = {}
    for row in every.rows:
        key = _difference(row)
        counts[key] = counts.get(key, 0) + 1
    return {
        "answer": answer,
        "listed": part(list(zip(answer.rows, texts, strict=True)), _ROWS),
        "counts": [("alle", len(every.rows)), *((name, counts[name]) for name in _DIFFERENCES if name in counts)],
        "ends": [answer.values["van"][0].value, answer.values["naar"][0].value],
    }


def _must_have_versions(given: dict[str, list[str]], answer: catalog.Answer) -> None:
    """Refuse to compare with what has no versions of building blocks: all of the other would seem to be new.

    Raises:
        ParameterError: one of the two has none.
    """
    for name, column in (("van", "oud"), ("naar", "nieuw")):
        if answer.rows and all(row[column] is None for row in answer.rows):
            raise ParameterError(
                Text(
                    "De bronnen geven hiervan geen versies van bouwstenen.",
                    "The sources give no versions of its blocks.",
                ),
                where=f"{name}={given[name][0]}"[:60],
                hint=Text(
                    "Kies een versie van een set, of een uitgave van de zibs.",
                    "Choose a version of a set, or a release of the zibs.",
                ),
            )


def _difference(row: dict[str, Any]) -> str:
    """Return what kind of difference a row tells of."""
    if row["oud"] is None:
        return "erbij"
    if row["nieuw"] is None:
        return "vervallen"
    return "gewijzigd" if "→" in row["verschil"].value else "gelijk"


@functools.lru_cache(maxsize=4)
def _blocks(here: Site) -> tuple[Block, ...]:
    return tuple(blocks.blocks(here.store))
