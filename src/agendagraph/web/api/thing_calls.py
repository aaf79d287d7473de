"""The calls that find things by what people type, and tell of one thing what it is and how it hangs together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, get_args

from agendagraph import search, terms
from agendagraph.errors import UnknownNameError
from agendagraph.reading import LINKS, Statement
from agendagraph.search.hits import Kind
from agendagraph.text import Text
from agendagraph.web import thing as page
from agendagraph.web.api import speech
from agendagraph.web.api.call import Call, Found, page_of
from agendagraph.web.api.fields import CITATIONS, Field, Row
from agendagraph.web.api.parameters import Asked, Parameter
from agendagraph.web.site import label, language, link_to, near, site
from agendagraph.web.statements import citations, other_end

_HIT: Final = (
    Field("thing", "thing", Text("Wat is gevonden: een ding of een passage.", "What was found: a thing or a passage.")),
    Field("kind", "text", Text("Wat van de twee.", "Which of the two."), choices=get_args(Kind)),
    Field("classes", "thing", Text("De soorten.", "The kinds."), many=True),
    Field("found_in", "text", Text("In wat voor tekst.", "In which sort of text."), choices=tuple(search.FORMS)),
    Field("text", "text", Text("De tekst waarin de woorden staan.", "The text that has the words.")),
    Field("score", "number", Text("Hoe goed het past; hoger is beter.", "How well it fits; higher is better.")),
)


def _search(asked: Asked) -> Found:
    found = search.search(
        site().store,
        asked.one("q"),
        language(),
        limit=asked.per_page,
        offset=asked.offset,
        kinds=asked.all("soort"),
    )
    about = {"words": asked.one("q"), "corrected": found.corrected, "every_word": found.every_word}
    return Found([_hit(hit) for hit in found.hits], found.total, about)


def _hit(hit: search.Hit) -> Row:
    return {
        "thing": speech.thing(hit.iri),
        "kind": hit.kind,
        "classes": speech.things(terms.AG + name for name in hit.classes),
        "found_in": hit.match.form,
        "text": hit.match.text,
        "score": hit.score,
    }


_LINK: Final = (
    Field("words", "text", Text("Hoe het verband van het ding uit heet.", "What the link is called from the thing.")),
    Field("predicate", "thing", Text("Het verband.", "The link.")),
    Field("is_forward", "boolean", Text("Of het van het ding uitgaat.", "Whether it starts at the thing.")),
    Field("other", "thing", Text("Het andere ding.", "The other thing.")),
    Field("status", "thing", Text("De status.", "The status."), optional=True),
    Field("force", "thing", Text("Hoe sterk.", "How strongly."), optional=True),
    Field(
        "basis",
        "thing",
        Text("Wie het zegt, als dat niet de bron zelf is.", "Who says it, if not the source."),
        optional=True,
    ),
    Field(
        "qualifier",
        "text",
        Text("Het voorbehoud van de bron; mag leeg zijn.", "The reservation of the source; may be empty."),
    ),
    Field("note", "text", Text("In woorden; mag leeg zijn.", "In words; may be empty.")),
    CITATIONS,
)
_ABOUT: Final = (
    Field("thing", "thing", Text("Het ding.", "The thing.")),
    Field("classes", "thing", Text("De soorten.", "The kinds."), many=True),
    Field("other_names", "text", Text("Hoe het ook heet of heette.", "What else it is or was called."), many=True),
    Field(
        "definitions",
        "record",
        Text("Wat het is.", "What it is."),
        many=True,
        fields=(Field("text", "text", Text("In woorden.", "In words.")), CITATIONS),
    ),
    Field(
        "statuses",
        "record",
        Text("De status, volgens wie.", "The status, according to whom."),
        many=True,
        fields=(Field("status", "thing", Text("De status.", "The status.")), CITATIONS),
    ),
    Field("html", "text", Text("De pagina voor lezers.", "The page for readers.")),
)


def _thing(asked: Asked) -> Found:
    iri = terms.AGD + asked.identifier
    if not site().is_thing(iri):
        names = ", ".join(speech.identifier(other) for other in near(asked.identifier, 3))
        raise UnknownNameError(
            Text("Dit ding is er niet.", "There is no such thing."),
            where=asked.identifier[:200],
            hint=Text(f"Bedoeld: {names}?", f"Did you mean {names}?")
            if names
            else Text("Zoek het met /search.", "Look for it with /search."),
        )
    told = page.about(iri)
    others = {said.value for some in told["names"].values() for said in some}
    return page_of(
        site().reading.said_with(iri, LINKS, "subject", "object"),
        asked,
        partial(_link, iri),
        thing=speech.thing(iri),
        classes=speech.things(sorted(terms.AG + name for name in site().classes(iri))),
        other_names=sorted(others),
        definitions=[{"text": d.value, "citations": speech.citations(d.passages)} for d in told["definition"]],
        statuses=[{"status": speech.thing(s.value), "citations": speech.citations(s.passages)} for s in told["status"]],
        html=link_to(iri),
    )


def _link(iri: str, statement: Statement) -> Row:
    predicate, is_forward = statement.one("predicate"), statement.one("subject") == iri
    basis = site().reading.basis_of(statement)
    return {
        "words": label(predicate) if is_forward else site().reading.inverse_label(predicate, language()),
        "predicate": speech.thing(predicate),
        "is_forward": is_forward,
        "other": speech.thing(other_end(iri, statement)),
        "status": speech.maybe(statement.one("status")),
        "force": speech.maybe(statement.one("force")),
        "basis": speech.maybe(basis),
        "qualifier": statement.one("qualifier"),
        "note": statement.text("note", language()),
        "citations": [speech.citation(place.passage, place.locator) for place in citations(statement)],
    }


CALLS: Final[Sequence[Call]] = (
    Call(
        "search",
        "/search",
        Text("Zoek op naam of woorden", "Search by name or words"),
        Text(
            "Dingen, bronnen en passages met deze woorden in een naam, kop of omschrijving, de beste eerst; verschrijvingen "
            "worden begrepen.",
            "Things, sources and passages with these words in a name, heading or definition, the best first; slips are "
            "understood.",
        ),
        (
            Parameter(
                "q",
                "text",
                Text("Een naam, een deel ervan of een paar woorden.", "A name, part of one, or a few words."),
                required=True,
                example=("mitz",),
            ),
            Parameter(
                "soort",
                "text",
                Text("Alleen deze soorten, zoals Law of Passage.", "Only these kinds, such as Law or Passage."),
                many=True,
                example=("Facility",),
            ),
        ),
        _HIT,
        (
            Field("words", "text", Text("De woorden zoals getypt.", "The words as typed.")),
            Field(
                "corrected",
                "text",
                Text("De woorden zoals gelezen, als zij verbeterd zijn.", "The words as read, if they were mended."),
            ),
            Field(
                "every_word",
                "boolean",
                Text("Of alles wat gevonden is alle woorden heeft.", "Whether all that was found has all words."),
            ),
        ),
        _search,
    ),
    Call(
        "thing",
        "/things/{id}",
        Text("Wat is het, en hoe hangt het samen?", "What is it, and how does it hang together?"),
        Text(
            "Een ding met zijn namen, omschrijving en status, en een rij voor elk verband met een ander ding.",
            "A thing with its names, description and status, and a row for each link with another thing.",
        ),
        (
            Parameter(
                "id",
                "identifier",
                Text("De naam van het ding in zijn IRI.", "The name of the thing in its IRI."),
                required=True,
                example=("mitz",),
            ),
        ),
        _LINK,
        _ABOUT,
        _thing,
    ),
)
