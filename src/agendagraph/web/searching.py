"""Search: the things of a name, what the words find, and where they are mentioned; and names to choose from while typing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Response, jsonify, render_template, request

from agendagraph import catalog, search, terms
from agendagraph.build import ONTOLOGY_GRAPH
from agendagraph.catalog.run import Row
from agendagraph.web.site import language, link_to, site, typed

_MENTIONS: Final = 100
_HITS: Final = 20
_FARTHEST: Final = 10_000
_SUGGESTED: Final = 8
_KEPT: Final = "public, max-age=300"
"""Names to choose from are asked at every key; they change only with the data."""


def page() -> str:
    """Show the things of a name, then what the words find, then where they stand in what is said."""
    words, start = typed("q"), _start()
    found = search.search(site().store, words, language(), limit=_HITS, offset=start)
    exact = [name.iri for name in site().names.having(words) if site().is_thing(name.iri)] if words else []
    read = found.corrected or words
    said = catalog.ask(site().store, "zoek", {"woorden": [read], "lang": [language()]}, language()) if words else None
    mentions = _mentions(said.rows) if said else []
    return render_template(
        "search.html",
        words=words,
        read=read,
        exact=exact,
        found=found,
        hits=[hit for hit in found.hits if hit.iri not in exact],
        start=start,
        next=start + _HITS if start + _HITS < found.total else 0,
        forms=search.FORMS,
        marked=marked,
        mentions=mentions[:_MENTIONS],
        all=len(mentions),
        empty=said.message(language()) if said else "",
    )


def suggestions() -> Response:
    """Tell a machine which things and passages a visitor may mean by what is typed so far."""
    found = search.search(site().store, typed("q"), language(), limit=_SUGGESTED)
    response = jsonify(
        words=typed("q"),
        corrected=found.corrected,
        suggestions=[
            {
                "iri": hit.iri,
                "label": hit.label,
                "kind": hit.kind_label,
                "found": hit.match.text,
                "url": link_to(hit.iri),
            }
            for hit in found.hits
        ],
    )
    response.headers["Cache-Control"] = _KEPT
    return response


def marked(match: search.Match) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in order, each with whether it is what was looked for.

    >>> list(marked(search.Match("preferred", "Mitz Connector", "nl", ((0, 4),))))
    [('Mitz', True), (' Connector', False)]
    """
    at = 0
    for start, end in match.marks:
        if start > at:
            yield match.text[at:start], False
        yield match.text[start:end], True
        at = end
    if at < len(match.text):
        yield match.text[at:], False


def _start() -> int:
    """Return how many of the best hits a visitor has seen; 0 for what is no number."""
    number = request.args.get("vanaf", "")
    return min(int(number), _FARTHEST) if number.isascii() and number.isdigit() and len(number) < 9 else 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A text with the words in it, the things it is about, and where it stands."""

    text: str
    things: tuple[str, ...]
    passage: str
    locator: str

    @property
    def is_derived(self) -> bool:
        """Whether no passage says it, but a rule of ours made it of what passages say."""
        return self.passage.startswith(terms.GRAPH) and self.passage != ONTOLOGY_GRAPH.value


def _mentions(rows: list[Row]) -> list[Mention]:
    """Return each text once, in the language of the page where the passage has it in that language, too."""
    spoken = {(_value(row, "ding"), _value(row, "passage")) for row in rows if _language(row) == language()}
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows:
        thing, passage = _value(row, "ding"), _value(row, "passage")
        if _language(row) == language() or (thing, passage) not in spoken:
            found.setdefault((_value(row, "tekst"), passage, _value(row, "regels")), {})[thing] = None
    return [Mention(text, tuple(things), where, lines) for (text, where, lines), things in found.items()]


def _value(row: Row, name: str) -> str:
    return getattr(row[name], "value", "")


def _language(row: Row) -> str:
    return getattr(row["tekst"], "language", None) or ""
