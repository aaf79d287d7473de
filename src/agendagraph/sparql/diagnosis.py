"""What is wrong with a query that does not parse: where, in words, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Final

from agendagraph.errors import QuerySyntaxError
from agendagraph.sparql.guard import NOT_CODE, blanked
from agendagraph.sparql.slips import INCOMPLETE, MISSING_DOT, QUOTES, SLIPS, Slip
from agendagraph.text import Text

_PLACE = re.compile(r"at (\d+):(\d+)")
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
_INSIDE: Final = ("UNION", "FILTER", "OPTIONAL", "MINUS", "BIND", "GRAPH")
_KEYWORDS: Final = (
    *_FORMS, *_INSIDE, "WHERE", "FROM", "NAMED", "VALUES", "EXISTS", "NOT", "DISTINCT", "REDUCED", "GROUP", "BY", "HAVING",
    "ORDER", "LIMIT", "OFFSET", "AS", "ASC", "DESC", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT",
    "SEPARATOR", "BOUND", "REGEX", "LANG", "LANGMATCHES", "LANGDIR", "HASLANG", "HASLANGDIR", "STRLANGDIR", "DATATYPE",
    "STR", "IRI", "URI", "BNODE", "CONCAT", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "LCASE", "UCASE",
    "COALESCE", "IF", "IN", "REPLACE", "SUBSTR", "STRLEN", "STRLANG", "STRDT", "ISIRI", "ISURI", "ISLITERAL", "ISBLANK",
    "ISNUMERIC", "ISTRIPLE", "SAMETERM", "ENCODE_FOR_URI", "NOW", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS",
    "TIMEZONE", "TZ", "RAND", "ABS", "ROUND", "CEIL", "FLOOR", "UUID", "STRUUID", "TRIPLE", "PREDICATE", "OBJECT",
    "LATERAL", "SERVICE", "SILENT", "VERSION", "TRUE", "FALSE", "UNDEF", "A",
)  # fmt: skip
_WORD = re.compile(r"(?<![\w:?$@<#/.-])[A-Za-z][A-Za-z_]*(?![\w:-])")
_PREFIXED = re.compile(r"(?<![\w?$<.-])([A-Za-z][\w.-]*|):(?=[\w%\\]|\s|$)")
_DECLARED = re.compile(r"PREFIX\s+([^\s:]*):", re.IGNORECASE)
_FEW: Final = 3

_Found = tuple[Text | None, int]
"""What was probably meant, and where it stands; None where nothing was noticed."""

_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}


def explain(query: str, said: str, prefixes: dict[str, str]) -> QuerySyntaxError:
    """Return the error for a query that does not parse.

    Args:
        query: as it was sent.
        said: what the engine said; of its words only the place is used, and those that a reader understands.
        prefixes: those that need not be declared.

    Returns:
        The error, with line and column from 1 on, and the nearest mistake as hint.

    >>> explain("SELEC * {}", "error at 1:10: expected CONSTRUCT", {}).hint.en
    'Did you mean SELECT instead of SELEC?'
    """
    found = _PLACE.search(said)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    hint, place = _mistake(query, said, prefixes)
    if place >= 0:
        line, column = _position(query, place)
    where = f"{line}:{column}" if line else ""
    return QuerySyntaxError(
        Text(
            f"De query klopt niet op regel {line}, teken {column}.",
            f"The query does not parse at line {line}, column {column}.",
        )
        if line
        else Text("De query klopt niet.", "The query does not parse."),
        where=where,
        hint=hint,
        line=line,
        column=column,
    )


def _position(query: str, place: int) -> tuple[int, int]:
    before = query[:place]
    return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1


def _mistake(query: str, said: str, prefixes: dict[str, str]) -> tuple[Text, int]:
    """Return what was probably meant, and where it stands; -1 where the engine's own place is the best there is."""
    code, masked = blanked(query), _masked(query)
    looks: tuple[Callable[[], _Found], ...] = (
        lambda: _slipped(code, QUOTES),
        lambda: _first_word(code),
        lambda: _slipped(masked, SLIPS),
        lambda: _unknown_prefix(code, prefixes),
        lambda: _unknown_word(code),
        lambda: _unbalanced(code),
        lambda: _outside(code),
        lambda: _named_twice(masked),
        lambda: _broken_statement(masked),
    )
    for look in looks:
        hint, place = look()
        if hint:
            return hint, place
    return _in_words(query, said), -1


def _masked(query: str) -> str:
    """Return a query with strings as `"~~"`, IRIs as `<~~>` and comments as blanks, each as long as it was."""

    def mask(match: re.Match[str]) -> str:
        text = match[0]
        if text.startswith("#"):
            return " " * len(text)
        first, last = ("<", ">") if text.startswith("<") else ('"', '"')
        return first + re.sub(r"[^\n]", "~", text[1:-1]) + last

    return NOT_CODE.sub(mask, query)


def _slipped(code: str, slips: tuple[Slip, ...]) -> _Found:
    for slip in slips:
        if match := slip.pattern.search(code):
            return slip.hint, match.start(match.lastindex or 0)
    return None, -1


def _first_word(code: str) -> _Found:
    """Return what is wrong with how a query begins."""
    match = _WORD.search(code)
    forms = ", ".join(_FORMS[:4])
    begins = Text(f"Een query begint met {forms}.", f"A query begins with {forms}.")
    if not match:
        return begins, len(code) - len(code.lstrip())
    if match[0].upper() in _FORMS:
        return None, -1
    return _meant(match[0], _FORMS) or begins, match.start()


def _meant(word: str, known: tuple[str, ...]) -> Text | None:
    """Return the question whether a word was meant that is written almost like this one."""
    near = difflib.get_close_matches(word.upper(), known, n=1, cutoff=0.7)
    if not near:
        return None
    return Text(f"Bedoeld: {near[0]} in plaats van {word}?", f"Did you mean {near[0]} instead of {word}?")


def _unknown_prefix(code: str, prefixes: dict[str, str]) -> _Found:
    known = {*prefixes, *_DECLARED.findall(code)}
    for match in _PREFIXED.finditer(code):
        name = match[1]
        before = code[: match.start()].rstrip()
        if name in known or name == "_" or before.upper().endswith("PREFIX"):
            continue
        near = difflib.get_close_matches(name, sorted(known), n=1)
        meant = Text(f" Bedoeld: {near[0]}:?", f" Did you mean {near[0]}:?") if near else Text("", "")
        return Text(
            f"De prefix {name}: is niet gedeclareerd.{meant.nl}", f"The prefix {name}: is not declared.{meant.en}"
        ), match.start()
    return None, -1


def _unknown_word(code: str) -> _Found:
    for match in _WORD.finditer(code):
        word = match[0]
        if word.upper() not in _KEYWORDS:
            nothing = Text(
                f"‘{word}’ is geen woord van SPARQL. Een naam heeft een prefix (ag:{word}), een tekst aanhalingstekens.",
                f"‘{word}’ is no word of SPARQL. A name has a prefix (ag:{word}), a text quotation marks.",
            )
            return _meant(word, _KEYWORDS) or nothing, match.start()
    return None, -1


def _unbalanced(code: str) -> _Found:
    open_: list[tuple[str, int]] = []
    for match in re.finditer(r"[(){}\[\]]", code):
        sign = match[0]
        if sign in _PAIRS:
            open_.append((sign, match.start()))
        elif not open_:
            return Text(f"Deze {sign} sluit niets.", f"This {sign} closes nothing."), match.start()
        elif _PAIRS[open_[-1][0]] != sign:
            break
        else:
            open_.pop()
    if open_:
        sign, place = open_[-1]
        return Text(f"Deze {sign} wordt niet gesloten.", f"This {sign} is not closed."), place
    return None, -1


def _outside(code: str) -> _Found:
    """Return which part of a pattern stands behind it."""
    depth = 0
    for match in re.finditer(r"[{}]|(?<![\w:?$@.-])[A-Za-z]+(?![\w:])", code):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0 and match[0].upper() in _INSIDE:
            word = match[0].upper()
            return Text(f"{word} staat binnen {{ en }}.", f"{word} stands inside {{ and }}."), match.start()
    return None, -1


def _named_twice(masked: str) -> _Found:
    """Return which variable gets a name that is in use in the same group."""
    seen: dict[str, int] = {}
    for match in re.finditer(r"(\bAS\s+)?[?$](\w+)(?=\s*(\))?)|[{}]", masked, re.IGNORECASE):
        name = match[2]
        if name is None:
            seen = {"{": 0}  # names of another group are no hindrance
        elif match[1] and match[3] and name in seen and "{" in seen:
            return Text(
                f"?{name} heeft hier al een waarde; kies een andere naam.",
                f"?{name} has a value here already; choose another name.",
            ), match.start(2) - 1
        else:
            seen[name] = match.start()
    return None, -1


def _broken_statement(masked: str) -> _Found:
    """Return where a full stop is missing, or a part of a statement; the rows of VALUES are no statements."""
    rows = re.sub(r"(\bVALUES\s*(?:\([^(){}]*\)|[?$]\w+)\s*)\{([^{}]*)\}", _emptied, masked, flags=re.IGNORECASE)
    return next((found for slip in (MISSING_DOT, INCOMPLETE) if (found := _slipped(rows, (slip,)))[0]), (None, -1))


def _emptied(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _in_words(query: str, said: str) -> Text:
    """Return what the engine expected, where its words are ones that a reader understands; else what does not fit."""
    if "variable that is unbound" in said:
        return Text(
            "SELECT noemt een variabele die niet gegroepeerd of gebonden is.",
            "SELECT names a variable that is not grouped or bound.",
        )
    signs = re.findall(r'"([^\w\s"\\]{1,2})"', said)
    if signs and len(signs) <= _FEW:
        listed = " ".join(signs)
        return Text(f"Hier had een van deze moeten staan: {listed}", f"One of these was expected here: {listed}")
    found = _PLACE.search(said)
    lines = query.split("\n")
    rest = lines[int(found[1]) - 1][int(found[2]) - 1 :].split() if found and int(found[1]) <= len(lines) else []
    if rest:
        return Text(f"‘{rest[0][:40]}’ past hier niet.", f"‘{rest[0][:40]}’ does not fit here.")
    return Text("Hier ontbreekt iets, of eerder klopt iets niet.", "Something is missing here, or wrong before it.")
