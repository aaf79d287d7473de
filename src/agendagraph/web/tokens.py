"""What each token of the style sheet is for, in both languages; the values are in `static/agendagraph.css`."""

from __future__ import annotations

from typing import Final

from agendagraph.diagrams import theme
from agendagraph.text import Text

_FILL = Text("vlak van {title}", "ground of {title}")
_STROKE = Text("rand en teken van {title}", "outline and sign of {title}")
_STRONG = Text("vlak waar het om gaat, met lichte letters: {title}", "ground of what it is about: {title}")


def _kinds() -> dict[str, Text]:
    found = {}
    for family in (*theme.FAMILIES, theme.OTHER):
        for part, words in (("fill", _FILL), ("stroke", _STROKE), ("strong", _STRONG)):
            found[f"{family.name}-{part}"] = Text(
                words.nl.format(title=family.title.nl.lower()), words.en.format(title=family.title.en.lower())
            )
    return found


GROUPS: Final[dict[Text, dict[str, Text]]] = {
    Text("Vlakken, letters en lijnen", "Grounds, letters and lines"): {
        "paper": Text("de bladzijde", "the page"),
        "surface": Text("kaarten, velden, tabellen en tekeningen", "cards, fields, tables and pictures"),
        "tint": Text("rustige banden: formulier, tabelkop, voet", "quiet bands: form, head of a table, foot"),
        "ink": Text("letters", "letters"),
        "soft": Text("letters die er minder toe doen: vindplaatsen, uitleg", "lesser letters: citations, hints"),
        "line": Text("lijnen die alleen ordenen", "lines that only set apart"),
        "edge": Text("randen die iets zeggen: velden, merktekens", "outlines that mean something: fields, marks"),
    },
    Text("Rollen", "Roles"): {
        "link": Text("koppelingen", "links"),
        "action": Text("knoppen, stappen en wat vaststaat", "buttons, steps and what stands firm"),
        "on-action": Text("letters daarop", "letters on it"),
        "brand": Text("kop van elke pagina, begin van de site", "head of every page, start of the site"),
        "on-brand": Text("letters daarop", "letters on it"),
        "signal": Text("waar u bent, en de knop, in de kop", "where you are, and the button, in the head"),
        "accent": Text("woorden van een verband, ‘of’, voorbehoud", "words of a relation, ‘or’, reservation"),
        "found": Text("achter gevonden woorden en de aangewezen regel", "behind words found and the line pointed at"),
        "focus": Text("ring om wat de toetsen nu bedienen", "ring around what the keys now work on"),
    },
    Text("Stoplichten", "Traffic lights"): {
        "green": Text("groen: schijf met vinkje", "green: disc with a tick"),
        "orange": Text("oranje: driehoek met uitroepteken; let op", "orange: triangle with a mark; take care"),
        "red": Text("rood: achthoek met kruis; conflict, fout", "red: octagon with a cross; conflict, error"),
        "unknown": Text("onbekend: open ring met vraagteken", "unknown: open ring with a question mark"),
    },
    Text("Soorten", "Kinds"): _kinds(),
    Text("Letters", "Letters"): {
        "font": Text("alle tekst", "all text"),
        "code": Text("queries en data", "queries and data"),
        "size-small": Text("merktekens, vindplaatsen, uitleg", "marks, citations, hints"),
        "size-text": Text("lopende tekst", "running text"),
        "size-lead": Text("waar de pagina over gaat, in een paar regels", "what the page is about, in a few lines"),
        "size-part": Text("kop van een onderdeel, stap", "heading of a part, step"),
        "size-section": Text("kop van een deel", "heading of a section"),
        "size-title": Text("titel van de pagina", "title of the page"),
    },
    Text("Ruimte en maten", "Space and sizes"): {
        "space-1": Text("binnen een regel", "within a line"),
        "space-2": Text("tussen regels die bij elkaar horen", "between lines that belong together"),
        "space-3": Text("tussen kaarten", "between cards"),
        "space-4": Text("rand van de pagina, tussen onderdelen", "edge of the page, between parts"),
        "space-5": Text("boven een onderdeel", "above a part"),
        "space-6": Text("boven een deel", "above a section"),
        "radius": Text("hoeken van kaarten, velden, kaders", "corners of cards, fields, frames"),
        "radius-round": Text("hoeken van wat helemaal rond is", "corners of what is round altogether"),
        "shadow": Text("wat boven de pagina hangt: het menu", "what hangs above the page: the menu"),
        "focus-width": Text("dikte van de ring om wat de toetsen bedienen", "width of the ring of the focus"),
        "wide": Text("breedste pagina", "widest page"),
        "text": Text("breedste tekst", "widest text"),
    },
}
"""Title of a group → name of a token without `--ag-` → what it is for."""
