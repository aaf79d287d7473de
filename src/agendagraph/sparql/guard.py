"""A look at a query before it runs. It explains what is refused; what must not happen is enforced by the sandbox."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from agendagraph.errors import InputError, RefusedError, TooLargeError
from agendagraph.text import Text

MAX_DEPTH: Final = 200
MAX_STEPS: Final = 500
"""Longest property path, and most nested blank nodes and collections: beyond, the engine's planner takes minutes."""

LONGEST_OWN: Final = 10_000_000
"""Bytes of a query that someone runs on a machine of their own."""

_REMEMBERED: Final = 10_000
"""Characters of the longest query of which a look is remembered."""

_KEPT: Final = (
    r"""(?<!\\)(?:\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\x00-\x20]*>)"""
)
"""A string or an IRI; a sign behind a backslash begins none, as in the name `ag:it\\'s`."""

_COMMENT: Final = r"(?<!\\)#[^\n\r]*"
NOT_CODE: Final = re.compile(f"{_KEPT}|{_COMMENT}", re.DOTALL)
"""What holds no keywords: strings, IRIs and comments."""

_LAYOUT = re.compile(rf"({_KEPT})|(?:[ \t\r\n]|{_COMMENT})+", re.DOTALL)
_EITHER = re.compile(r"<(?!/)(?:[^>/#]|/(?!/))*(?:'|#)")
"""What begins an IRI by the standard, and for the engine perhaps a comparison with a string or a comment behind it."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATE = re.compile(
    r"\A\s*(?:(?:BASE|PREFIX\s+[^\s:]*:)\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)(?![\w:-])", re.I
)
_NAME = re.compile(r"[?$]\w+|(?<![\w.-])[\w.-]*+:[\w.:%-]*")
_SERVICE = re.compile(r"(?<![\w@-])SERVICE(?![\w-])", re.IGNORECASE)
_VOLATILE = re.compile(r"(?<![\w:?$@.-])(RAND|NOW|UUID|STRUUID|BNODE)\s*\(|\[|_:", re.IGNORECASE)


def unescape(query: str) -> str:
    r"""Return a query with its `\u` escapes replaced, which may stand anywhere in SPARQL 1.1.

    >>> unescape("\\u0041SK {}")
    'ASK {}'
    """

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    return _ESCAPE.sub(character, query)


def code_of(query: str) -> str:
    """Return a query without its strings, IRIs and comments: what is left are keywords, names and signs.

    >>> code_of('SELECT * { ?s ?p "SERVICE" } # LOAD').split()
    ['SELECT', '*', '{', '?s', '?p', '}']
    """
    return NOT_CODE.sub(" ", unescape(query))


def normalised(query: str) -> str:
    """Return a query without what does not change its meaning, so that one answer serves all ways to lay it out.

    >>> normalised("SELECT *  # all\\n{ ?s ?p  'two  spaces' }")
    "SELECT * { ?s ?p 'two  spaces' }"
    """
    if _is_unsure(query):
        return query
    return _LAYOUT.sub(lambda match: match[1] or " ", query).strip(" ")


def blanked(query: str) -> str:
    """Return a query in which strings, IRIs and comments are blanks, so that everything else stays where it was."""
    return NOT_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), query)


def _is_unsure(query: str) -> bool:
    """Return whether the engine may see strings and comments in other places than the standard does."""
    return any(match[0].startswith("<") and _EITHER.match(match[0]) for match in NOT_CODE.finditer(query))


def _hides_service(query: str) -> bool:
    """Return whether what the standard calls an IRI holds SERVICE behind a bracket.

    The engine does not take the longest token there: of `FILTER(?x<2)SERVICE#>` it reads a comparison, and then SERVICE.
    """
    iris = "\n".join(piece for piece in NOT_CODE.findall(unescape(query)) if piece[0] == "<")
    return bool(re.search(r"\)\s*SERVICE", iris, re.IGNORECASE))


def is_volatile(query: str) -> bool:
    """Return whether two runs of a query may differ: it asks for chance, the clock or new blank nodes.

    >>> is_volatile("SELECT (NOW() AS ?t) {}"), is_volatile('ASK { ?s ?p "NOW()" }')
    (True, False)
    """
    return _is_unsure(query) or bool(_VOLATILE.search(code_of(query)))


def check(query: str, most: int) -> None:
    """Refuse a query that would fetch from elsewhere, change something, or be more than any question we know.

    Args:
        query: as it was sent.
        most: bytes that it may have.

    Raises:
        TooLargeError: it is longer.
        RefusedError: it uses SERVICE or is an update.
        InputError: it is nested deeper, or has longer paths.
    """
    if len(query.encode("utf-8", "replace")) > most:
        raise TooLargeError(Text(f"De query is langer dan {most} bytes.", f"The query is longer than {most} bytes."))
    code = code_of(query)
    if found := _UPDATE.search(code):
        raise RefusedError(
            Text(f"{found[1].upper()} is een wijziging; hier kan alleen gelezen worden.",
                 f"{found[1].upper()} is an update; only reading is possible here."),
            hint=Text("De gegevens veranderen in hun bestanden.", "The data are changed in their files."),
        )  # fmt: skip
    if _SERVICE.search(_NAME.sub(" ", code)) or _hides_service(query):
        raise RefusedError(
            Text(
                "SERVICE is hier niet toegestaan: alleen deze gegevens.",
                "SERVICE is not allowed here: these data only.",
            ),
            hint=Text(
                "Haal de gegevens op en combineer ze aan uw kant.", "Fetch the data and combine them on your side."
            ),
        )
    _check_depth(code)


def _check_depth(code: str) -> None:
    depth = deepest = brackets = steps = 0
    for sign in re.findall(r"[({\[)}\]/|^!.;]", code):
        if sign in "({[":
            depth += 1
            deepest = max(deepest, depth)
            brackets += sign == "["
        elif sign in ")}]":
            depth -= 1
        steps = steps + 1 if sign in "/|^!" else 0 if sign in ".;{}" else steps
        if deepest > MAX_DEPTH or steps > MAX_STEPS or brackets > MAX_STEPS:
            raise InputError(
                Text(
                    f"De query is dieper genest dan {MAX_DEPTH} of heeft een pad van meer dan {MAX_STEPS} stappen.",
                    f"The query is nested deeper than {MAX_DEPTH} or has a path of more than {MAX_STEPS} steps.",
                ),
                hint=Text("Splits haar in meer dan één query.", "Split it into more than one query."),
            )


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a query tells.

    Attributes:
        normalised: the query without what does not change its meaning, where it is not a long one.
        volatile: whether two runs of it may differ.
    """

    normalised: str
    volatile: bool


def look_at(query: str, most: int) -> Look:
    """Return what is to be known of a query before it runs; of one that was seen lately, without looking again.

    Raises:
        TooLargeError, RefusedError, InputError: as `check`.
    """
    if len(query) <= _REMEMBERED:
        return _look(query, most)
    check(query, most)
    return Look(query, is_volatile(query))  # as it is: two long ones seldom differ in nothing but their layout


@lru_cache(maxsize=1024)
def _look(query: str, most: int) -> Look:
    check(query, most)
    return Look(normalised(query), is_volatile(query))
