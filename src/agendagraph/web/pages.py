"""The pages around the things: the start, search, a passage, and the health of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Response, jsonify, make_response, render_template

from agendagraph import catalog, terms
from agendagraph.build import ONTOLOGY_GRAPH
from agendagraph.catalog.run import Row
from agendagraph.errors import UnknownNameError
from agendagraph.text import Text
from agendagraph.web import linked
from agendagraph.web.errors import Problem, answer
from agendagraph.web.representation import announce
from agendagraph.web.site import language, near, site, typed

_SHOWN: Final = 100
_NEAR: Final = 12


def home() -> str:
    """Show where one can begin."""
    return render_template("home.html", questions=catalog.load(), chapters=_chapters())


def _chapters() -> list[tuple[str, list[str]]]:
    """Return the chapters of each source, in their order."""
    by_source: dict[str, dict[str, None]] = {}
    for page in site().reading.pages():
        if page.chapter:
            by_source.setdefault(page.source, {})[page.chapter] = None
    return [(source, list(chapters)) for source, chapters in by_source.items()]


def search() -> str:
    """Show the things of a name, and then where the words stand."""
    words = typed("q")
    if not words:
        return render_template("search.html", words="", exact=[], near=[], hits=[], all=0, empty="")
    exact = [name.iri for name in site().names.having(words) if site().is_thing(name.iri)]
    found = catalog.ask(site().store, "zoek", {"woorden": [words], "lang": [language()]}, language())
    hits = _hits(found.rows)
    return render_template(
        "search.html",
        words=words,
        exact=exact,
        near=[iri for iri in near(words, _NEAR) if iri not in exact],
        hits=hits[:_SHOWN],
        all=len(hits),
        empty=found.message(language()),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A text with the words in it, the things it is about, and where it stands."""

    text: str
    things: tuple[str, ...]
    passage: str
    locator: str

    @property
    def is_derived(self) -> bool:
        """Whether no passage says it, but a rule of ours made it of what passages say."""
        return self.passage.startswith(terms.GRAPH) and self.passage != ONTOLOGY_GRAPH.value


def _hits(rows: list[Row]) -> list[Hit]:
    """Return each text once, in the language of the page where the passage has it in that language, too."""
    spoken = {(_value(row, "ding"), _value(row, "passage")) for row in rows if _language(row) == language()}
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows:
        thing, passage = _value(row, "ding"), _value(row, "passage")
        if _language(row) == language() or (thing, passage) not in spoken:
            found.setdefault((_value(row, "tekst"), passage, _value(row, "regels")), {})[thing] = None
    return [Hit(text, tuple(things), where, lines) for (text, where, lines), things in found.items()]


def _value(row: Row, name: str) -> str:
    return getattr(row[name], "value", "")


def _language(row: Row) -> str:
    return getattr(row["tekst"], "language", None) or ""


def passage(path: str) -> Response:
    """Show everything that has been taken from a page or a heading."""
    reading = site().reading
    iri = terms.AGD + path
    if iri not in reading.passages:
        error = UnknownNameError(Text("Deze passage is er niet.", "There is no such passage."), where=path[:200])
        return answer(Problem.of(error), about=path.rpartition("/")[2].partition(".")[0])
    here = reading.passages[iri]
    parts = [here, *(reading.headings_of(iri) if here.is_page else [])]
    response = make_response(render_template("passage.html", here=here, parts=parts))
    announce(response, linked.resource(iri))
    return response


def health() -> Response:
    """Tell a machine whether the site works and with which data."""
    store = site().store
    works = len(store) > 0 and bool(store.query("ASK { ?passage a ag:Passage }"))
    response = jsonify(ok=works, fingerprint=store.fingerprint, quads=len(store))
    response.status_code = 200 if works else 503
    response.headers["Cache-Control"] = "no-store"
    return response
