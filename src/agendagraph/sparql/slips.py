"""What people often write in a query that is never SPARQL: each slip with what was meant. Data for `diagnosis`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agendagraph.text import Text


@dataclass(frozen=True, slots=True)
class Slip:
    """A pattern that is wrong wherever it stands; its last group, where it has one, is the place."""

    pattern: re.Pattern[str]
    hint: Text


def _slip(pattern: str, nl: str, en: str) -> Slip:
    return Slip(re.compile(pattern, re.IGNORECASE), Text(nl, en))


_TERM = r"""(?:[?$]\w+|<[^<>\s]*>|"[^"\s]*"(?:@[\w-]+|\^\^\S+)?|(?:[A-Za-z][\w.-]*|_)?:[\w%-]+(?:\.[\w%-]+)*|[+-]?\d+(?:\.\d+)?|(?<![\w:])a(?![\w:]))"""  # noqa: E501
_START = r"(?:[{;]|(?<!\d)\.)"
_NOT_A_LETTER = r"(?<![\w:?$@.-])"

QUOTES: Final = (
    _slip(
        "[‘’‚“”„«»`´]",
        "Gebruik rechte aanhalingstekens: \" of '.",
        "Use straight quotation marks: \" or '.",
    ),
    _slip(
        r"(?<!\\)[\"']",
        "Dit aanhalingsteken wordt niet gesloten op dezelfde regel.",
        "This quotation mark is not closed on the same line.",
    ),
    _slip(
        r"<(?=[A-Za-z][A-Za-z0-9+.-]*:)",
        "Een IRI staat tussen < en >, zonder spaties.",
        "An IRI stands between < and >, without spaces.",
    ),
)
"""Slips that are looked for where strings and IRIs that are closed are blanks."""

SLIPS: Final = (
    _slip(
        rf"{_NOT_A_LETTER}PREFIX\s+\w+(?=\s)(?!\s*:)()",
        "Achter de naam van een prefix staat een dubbele punt: PREFIX ex: <…>.",
        "A colon follows the name of a prefix: PREFIX ex: <…>.",
    ),
    _slip(
        rf"{_NOT_A_LETTER}PREFIX\s+\w*:\s*(?![\s<])()",
        "De IRI van een prefix staat tussen < en >.",
        "The IRI of a prefix stands between < and >.",
    ),
    _slip(
        r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?(?:[?$]\w+\s*)+(,)",
        "Tussen variabelen staan geen komma's.",
        "There are no commas between variables.",
    ),
    _slip(
        r"\bSELECT\s*(?:(?:DISTINCT|REDUCED)\s*)?(?=\{|WHERE\b|FROM\b)()",
        "Noem achter SELECT variabelen, zoals ?naam, of *.",
        "Name variables behind SELECT, such as ?name, or *.",
    ),
    _slip(
        r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?(?:[?$]\w+\s+)*((?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\()",
        "Een berekening staat tussen haakjes en krijgt een naam: (COUNT(?x) AS ?n).",
        "A calculation stands between brackets and gets a name: (COUNT(?x) AS ?n).",
    ),
    _slip(
        r"\bSELECT\s+(?!DISTINC|REDUC)(?:(?:DISTINCT|REDUCED)\s+)?([A-Za-z]\w*)(?=\s*(?:\{|WHERE\b|FROM\b|,|[?$]))",
        "Een variabele begint met een vraagteken: ?naam.",
        "A variable begins with a question mark: ?name.",
    ),
    _slip(
        r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?\*\s*([?$(])",
        "Kies * of variabelen, niet beide.",
        "Choose * or variables, not both.",
    ),
    _slip(
        r"[*?$(\w]\s*\(\s*(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE)\s*\([^(){}]*\)\s*(\))\s*(?=[?$({]|WHERE\b|FROM\b)",
        "Geef de uitkomst een naam: (COUNT(?x) AS ?n).",
        "Give the outcome a name: (COUNT(?x) AS ?n).",
    ),
    _slip(
        rf"{_NOT_A_LETTER}AS(?!\w)\s*([A-Za-z]\w*|[\"<)])",
        "Achter AS staat een variabele: AS ?naam.",
        "A variable follows AS: AS ?name.",
    ),
    _slip(
        r"\bBIND\s*\((?:(?!\bAS\b)[^(){}]|\((?:[^(){}]|\([^(){}]*\))*\))*(\))",
        "BIND geeft een waarde een naam: BIND(waarde AS ?naam).",
        "BIND gives a value a name: BIND(value AS ?name).",
    ),
    _slip("(==)", "Gelijk is één teken: =.", "Equal is one sign: =."),
    _slip(r"[?$]\w+\s*(<>)\s*[?$\d\"]", "Ongelijk is !=.", "Unequal is !=."),
    _slip(
        rf"{_NOT_A_LETTER}(AND|OR)(?![\w:])",
        "Schrijf && voor ‘en’ en || voor ‘of’.",
        "Write && for ‘and’, and || for ‘or’.",
    ),
    _slip(r"(?<![:\w/])(//|--)", "Commentaar begint met #.", "A comment begins with #."),
    _slip(r"(;)\s*\Z", "Achter een query staat geen puntkomma.", "There is no semicolon behind a query."),
    _slip(
        rf"{_NOT_A_LETTER}FILTER\s*([?$\"])",
        "De voorwaarde van FILTER staat tussen haakjes: FILTER(…).",
        "The condition of FILTER stands between brackets: FILTER(…).",
    ),
    _slip(
        rf"{_NOT_A_LETTER}(?:ORDER|GROUP)(?!\s+BY\b)(?=\s)()",
        "Het is ORDER BY en GROUP BY, in twee woorden.",
        "It is ORDER BY and GROUP BY, in two words.",
    ),
    _slip(
        rf"{_NOT_A_LETTER}(?:ORDER|GROUP)\s+BY()\s*(?:\Z|LIMIT|OFFSET|HAVING|\}})",
        "Zeg waarop, zoals ORDER BY ?naam.",
        "Say by what, such as ORDER BY ?name.",
    ),
    _slip(
        r"\bBY\b[^{}]*\b(?:ASC|DESC)\s+([?$])",
        "Zet de variabele tussen haakjes: DESC(?naam).",
        "Put the variable between brackets: DESC(?name).",
    ),
    _slip(
        rf"{_NOT_A_LETTER}(?:LIMIT|OFFSET)()(?!\s*\d)(?![\w:])",
        "Achter LIMIT en OFFSET staat een getal.",
        "A number follows LIMIT and OFFSET.",
    ),
    _slip(
        r"\b(?:WHERE|ASK|CONSTRUCT|OPTIONAL|UNION|MINUS)\s+([?$<\"])",
        "Het patroon staat tussen { en }.",
        "The pattern stands between { and }.",
    ),
    _slip(
        r"\bCONSTRUCT\s*\{[^{}]*\}()\s*\Z",
        "Achter wat CONSTRUCT maakt, staat waaruit: CONSTRUCT { … } WHERE { … }.",
        "Behind what CONSTRUCT makes stands from what: CONSTRUCT { … } WHERE { … }.",
    ),
    _slip(
        rf"{_NOT_A_LETTER}GRAPH\s*(\{{)",
        "Noem de graaf, of een variabele ervoor: GRAPH ?g { … }.",
        "Name the graph, or a variable for it: GRAPH ?g { … }.",
    ),
    _slip(
        rf"{_NOT_A_LETTER}FROM\s+(?:NAMED\s+)?([A-Za-z]\w*)(?![\w:])",
        "FROM noemt een graaf met haar IRI: FROM <…>.",
        "FROM names a graph by its IRI: FROM <…>.",
    ),
)
"""Slips that are looked for where what is in strings and IRIs cannot be mistaken for anything; the first that fits is told."""

MISSING_DOT: Final = _slip(
    rf"{_START}\s*(?:{_TERM}\s+){{2,3}}{_TERM}\s+({_TERM})(?=\s+(?:{_TERM}|[\[(^]))",
    "Mist er een punt tussen deze uitspraak en de vorige?",
    "Is there a full stop missing between this statement and the one before?",
)
INCOMPLETE: Final = _slip(
    rf"(?:\{{|(?<!\d)\.)\s*{_TERM}(?:\s+{_TERM})?\s*([.}}])",
    "Een uitspraak heeft drie delen: onderwerp, eigenschap en waarde.",
    "A statement has three parts: subject, property and value.",
)
