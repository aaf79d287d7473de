"""What is wrong with a query that does not parse: where, in words, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from typing import Final

from agendagraph.errors import QuerySyntaxError
from agendagraph.sparql.guard import blanked
from agendagraph.text import Text

_PLACE = re.compile(r"at (\d+):(\d+)")
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
_KEYWORDS: Final = (
    *_FORMS, "WHERE", "FROM", "NAMED", "OPTIONAL", "UNION", "MINUS", "GRAPH", "FILTER", "BIND", "VALUES", "EXISTS", "NOT",
    "DISTINCT", "REDUCED", "GROUP", "BY", "HAVING", "ORDER", "LIMIT", "OFFSET", "AS", "ASC", "DESC", "COUNT", "SUM", "MIN",
    "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "SEPARATOR", "BOUND", "REGEX", "LANG", "LANGMATCHES", "DATATYPE", "STR", "IRI",
    "URI", "CONCAT", "CONTAINS", "STRSTARTS", "STRENDS", "LCASE", "UCASE", "COALESCE", "IF", "IN", "REPLACE", "SUBSTR",
    "STRLEN", "STRLANG", "STRDT", "ISIRI", "ISLITERAL", "ISBLANK", "YEAR", "MONTH", "DAY", "ABS", "ROUND", "CEIL", "FLOOR",
    "TRUE", "FALSE", "UNDEF", "A",
)  # fmt: skip
_WORD = re.compile(r"(?<![\w:?$@<#/.-])[A-Za-z][A-Za-z_]*(?![\w:-])")
_PREFIXED = re.compile(r"(?<![\w?$<.-])([A-Za-z][\w.-]*|):(?=[\w%\\]|\s|$)")
_DECLARED = re.compile(r"PREFIX\s+([^\s:]*):", re.IGNORECASE)
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
    code = blanked(query)
    for look in (_unknown_prefix, _unknown_word, _unbalanced):
        hint, place = look(code, prefixes)
        if hint:
            return hint, place
    return _in_words(said), -1


def _unknown_prefix(code: str, prefixes: dict[str, str]) -> tuple[Text | None, int]:
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


def _unknown_word(code: str, _: dict[str, str]) -> tuple[Text | None, int]:
    for number, match in enumerate(_WORD.finditer(code)):
        word = match[0].upper()
        if word in _KEYWORDS:
            continue
        near = difflib.get_close_matches(word, _FORMS if number == 0 else _KEYWORDS, n=1, cutoff=0.7)
        if near:
            return Text(
                f"Bedoeld: {near[0]} in plaats van {match[0]}?", f"Did you mean {near[0]} instead of {match[0]}?"
            ), (match.start())
        if number == 0:
            forms = ", ".join(_FORMS[:4])
            return Text(f"Een query begint met {forms}.", f"A query begins with {forms}."), match.start()
    return None, -1


def _unbalanced(code: str, _: dict[str, str]) -> tuple[Text | None, int]:
    open_: list[tuple[str, int]] = []
    for match in re.finditer(r"[(){}\[\]]", code):
        sign = match[0]
        if sign in _PAIRS:
            open_.append((sign, match.start()))
        elif not open_ or _PAIRS[open_.pop()[0]] != sign:
            return Text(f"Deze {sign} sluit niets.", f"This {sign} closes nothing."), match.start()
    if open_:
        sign, place = open_[-1]
        return Text(f"Deze {sign} wordt niet gesloten.", f"This {sign} is not closed."), place
    return None, -1


def _in_words(said: str) -> Text:
    """Return what the engine expected, where its words are ones that a reader understands."""
    if "variable that is unbound" in said:
        return Text(
            "SELECT noemt een variabele die niet gegroepeerd of gebonden is.",
            "SELECT names a variable that is not grouped or bound.",
        )
    signs = re.findall(r'"([^"\\]{1,12})"', said)
    if signs and len(signs) <= 8:
        listed = " ".join(signs)
        return Text(f"Hier had een van deze moeten staan: {listed}", f"One of these was expected here: {listed}")
    words = re.findall(r"\b[A-Z]{2,}\b", said)
    if words:
        listed = ", ".join(dict.fromkeys(words))
        return Text(f"Hier kon staan: {listed}.", f"What could stand here: {listed}.")
    return Text(
        "Kijk naar het teken op deze plaats en wat eraan voorafgaat.", "Look at the sign in this place and before it."
    )
