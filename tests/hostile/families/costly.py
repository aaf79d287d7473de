"""Queries and requests that would take all time, stack or memory there is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tests.hostile.cases import Case
from tests.hostile.wire import direct, form, get, request

STOPPED: Final = (422, 504)
_ALL: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_DIGITS: Final = " ".join(str(number) for number in range(100))


def _values(power: int) -> str:
    return " ".join(f"VALUES ?v{n} {{ {_DIGITS} }}" for n in range(power))


def _doubled(call: str, times: int) -> str:
    binds = [f"BIND({call.replace('?x', f'?x{n}')} AS ?x{n + 1})" for n in range(times)]
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('aaaaaaaaaa' AS ?x0) {' '.join(binds)} }}"


RUNAWAYS: Final = {
    "cartesian COUNT": f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}",
    "cartesian COUNT DISTINCT": f"SELECT (COUNT(DISTINCT ?a) AS ?n) {{ {_ALL} }}",
    "ORDER BY product": f"SELECT * {{ {_ALL} }} ORDER BY ?c ?f ?i LIMIT 1",
    "DISTINCT product": f"SELECT DISTINCT * {{ {_ALL} }} OFFSET 1000000000 LIMIT 1",
    "GROUP BY product": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {_ALL} }} GROUP BY ?a ?d ?g",
    "FILTER of a product": f"SELECT * {{ {_ALL} FILTER(STR(?a) = CONCAT(STR(?d), 'x')) }}",
    "ASK of a product": f"ASK {{ {_ALL} FILTER(?c + ?f = -1) }}",
    "CONSTRUCT of a product": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {_ALL} }}",
    "OPTIONAL product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } } }",
    "MINUS product": f"SELECT (COUNT(*) AS ?n) {{ {_ALL} MINUS {{ ?a ?x ?y }} }}",
    "NOT EXISTS product": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?f = ?i + ?l) } }",
    "UNION in a product": f"SELECT (COUNT(*) AS ?n) {{ {{ {_ALL} }} UNION {{ {_ALL} }} }}",
    "sub-selects": "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } } { SELECT * { ?d ?e ?f } } { SELECT * { ?g ?h ?i } } }",
    "VALUES^4": f"SELECT (COUNT(*) AS ?n) {{ {_values(4)} }}",
    "VALUES^5": f"SELECT (COUNT(*) AS ?n) {{ {_values(5)} }}",
    "VALUES^6": f"SELECT (COUNT(*) AS ?n) {{ {_values(6)} }}",
    "path closure": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?c (!<urn:x>|^!<urn:x>)* ?d }",
    "path closure of closures": "SELECT (COUNT(*) AS ?n) { ?a ((!<urn:x>)+/(^!<urn:x>)+)+ ?b }",
    "GROUP_CONCAT": "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?c), STR(?f)))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "REPLACE doubling": _doubled("REPLACE(?x, '(.)', '$1$1')", 40),
    "REPLACE with the whole": _doubled("REPLACE(?x, 'a', ?x)", 12),
    "CONCAT doubling": _doubled("CONCAT(?x, ?x)", 40),
    "ENCODE_FOR_URI doubling": _doubled("ENCODE_FOR_URI(CONCAT('%', ?x, ?x))", 40),
    "regex": f"SELECT (COUNT(*) AS ?n) {{ {_ALL} FILTER REGEX(CONCAT(STR(?c), STR(?f)), '(a+)+$') }}",
    "regex of many repeats": f"SELECT (COUNT(*) AS ?n) {{ {_ALL} FILTER REGEX(STR(?c), '(\\\\w{{100}}){{50}}') }}",
    "hashes of a product": f"SELECT (MAX(SHA512(CONCAT(STR(?a), STR(?d), STR(?g)))) AS ?n) {{ {_ALL} }}",
    "new blank nodes": f"SELECT (COUNT(DISTINCT ?n) AS ?m) {{ {_ALL} BIND(BNODE() AS ?n) }}",
}
"""Queries without end, of every kind."""

_ENDED: Final = (200, 400, *STOPPED)


def _nested(start: str, unit: str, inside: str, close: str, end: str, depth: int = 10_000) -> str:
    return start + unit * depth + inside + close * depth + end


_NESTED: Final = {
    "braces": _nested("SELECT * ", "{", "?s ?p ?o", "}", ""),
    "braces, never closed": "SELECT * " + "{" * 50_000,
    "parentheses": _nested("SELECT * { FILTER", "(", "1", ")", " }"),
    "STR": _nested("SELECT (", "STR(", "1", ")", " AS ?x) {}"),
    "IF": _nested("SELECT (", "IF(1,", "1", ",2)", " AS ?x) {}"),
    "COALESCE": _nested("SELECT (", "COALESCE(", "1", ")", " AS ?x) {}", 9_000),
    "CONCAT": _nested("SELECT (", "CONCAT(", "'a'", ")", " AS ?x) {}"),
    "NOT EXISTS": _nested("SELECT * { ", "FILTER NOT EXISTS {", "?s ?p ?o", "}", " }", 4_900),
    "sub-selects": _nested("SELECT * ", "{SELECT * ", "{}", "}", "", 8_000),
    "OPTIONAL": _nested("SELECT * { ?s ?p ?o ", "OPTIONAL{", "?s ?p ?o", "}", "}", 9_000),
    "MINUS": _nested("SELECT * { ?s ?p ?o ", "MINUS{", "?s ?p ?o", "}", "}"),
    "GRAPH": _nested("SELECT * { ", "GRAPH ?g{", "?s ?p ?o", "}", "}", 9_000),
    "UNION": "SELECT * { {}" + " UNION{}" * 10_000 + "}",
    "BIND": "SELECT * { " + " ".join(f"BIND(1 AS ?v{n})" for n in range(5_000)) + "}",
    "OPTIONAL side by side": "SELECT * { " + "OPTIONAL{?s?p?o}" * 6_000 + "}",
    "paths in parentheses": _nested("SELECT * { ?s ", "(", "<urn:p>", ")*", " ?o }"),
    "path of steps": "SELECT * { ?s " + "/".join(["<a>"] * 10_000) + " ?o }",
    "path of alternatives": "SELECT * { ?s " + "|".join(["<a>"] * 10_000) + " ?o }",
    "path of inverses": "SELECT * { ?s " + "^(" * 10_000 + "<a>" + ")" * 10_000 + " ?o }",
    "path of plus": "SELECT * { ?s <a>" + "+" * 10_000 + " ?o }",
    "blank nodes": _nested("SELECT * { ", "[<a>", "1", "]", " }"),
    "collections": _nested("SELECT * { ?s ?p ", "(", "1", ")", " }"),
    "blank nodes side by side": "SELECT * { ?s ?p " + ",".join(["[]"] * 10_000) + " }",
    "or": "SELECT * { FILTER(" + "||".join(["1"] * 30_000) + ") }",
    "and": "SELECT * { FILTER(" + "&&".join(["1"] * 30_000) + ") }",
    "not": "SELECT * { FILTER(" + "!" * 60_000 + "1) }",
    "minus signs": "SELECT (" + "-" * 60_000 + "1 AS ?x) {}",
    "plus chain": "SELECT (1" + "+1" * 30_000 + " AS ?x) {}",
    "times chain": "SELECT (1" + "*1" * 30_000 + " AS ?x) {}",
    "equals chain": "SELECT (1" + "=1" * 30_000 + " AS ?x) {}",
    "triple terms": _nested("SELECT * { ?s ?p ", "<<(<a> <b> ", "1", ")>>", " }", 5_000),
    "reified triples": _nested("SELECT * { ", "<< ", "<a>", " <b> 1 >>", " <c> 1 }", 5_000),
    "semicolons": "SELECT * { ?s ?p 1" + " ;" * 40_000 + " }",
    "quotes": "SELECT * { FILTER(" + '"' * 90_000 + ") }",
    "closing": "SELECT * " + "}" * 90_000,
    "annotations": _nested("SELECT * { ?s ?p ?o ", "{| ?p ?o ", "", "|}", " }", 5_000),
}

_LONG: Final = {
    "escaped quotes that nothing closes": "\n\\'''" * 20_000,
    "other escaped quotes that nothing closes": '\n\\"""' * 20_000,
    "a string of blanks": 'ASK { ?s ?p "' + " " * 90_000 + '" }',
    "blanks": "ASK {" + " " * 90_000 + "}",
    "comments": "#\n" * 45_000 + "ASK {}",
    "a comment": "#" * 90_000 + "\nASK {}",
    "prefixes": " ".join(f"PREFIX p{n}: <urn:{n}>" for n in range(4_000)) + " ASK {}",
    "bases": "BASE <urn:a> " * 7_000 + " ASK {}",
    "unknown prefixes": "SELECT * { " + " ".join(f"x{n}:a" for n in range(9_000)) + " }",
    "dots and letters": "SELECT * { " + "a." * 45_000 + " }",
    "words that are nearly keywords": "SELECT * { " + "OPTIONALL FILTERR " * 5_000 + "}",
    "words that are none": "SELECT * { " + " ".join(f"zq{chr(97 + n % 26)}y" for n in range(18_000)) + " }",
    "a word": "SELECT" + "T" * 90_000,
    "a variable": "SELECT ?" + "x" * 90_000 + " {}",
    "variables": "SELECT " + " ".join(f"?v{n}" for n in range(12_000)) + " {}",
    "an IRI": "ASK { <urn:" + "x" * 90_000 + "> ?p ?o }",
    "a literal": "ASK { ?s ?p '" + "x" * 90_000 + "' }",
    "a language": "ASK { ?s ?p 'x'@" + "-".join(["abcdefgh"] * 9_000) + " }",
    "a number": "SELECT (" + "9" * 90_000 + " AS ?x) {}",
    "an exponent": "SELECT (1e" + "9" * 90_000 + " AS ?x) {}",
    "a decimal": "SELECT (1." + "9" * 90_000 + "+1 AS ?x) {}",
    "a date": "SELECT ('" + "9" * 90_000 + "-01-01'^^xsd:date AS ?x) {}",
    "a date added to": "SELECT ('9999999999-01-01T00:00:00Z'^^xsd:dateTime + 'P9999999999Y'^^xsd:duration AS ?x) {}",
    "IN": "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(10_000))) + ")) }",
    "VALUES": "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + " ".join(map(str, range(15_000))) + " } }",
    "VALUES of many columns": "SELECT * { VALUES ("
    + " ".join(f"?v{n}" for n in range(5_000))
    + ") { ("
    + "1 " * 5_000
    + ") } }",
    "a pattern of many": "SELECT * { " + " ".join(f"?s <urn:{n}> ?o{n} ." for n in range(3_000)) + " }",
    "a star of many": "SELECT * { " + " ".join(f"?s ?p{n} ?o{n} ." for n in range(3_000)) + " }",
    "a regex": "SELECT (REGEX('a', '" + "(a?" * 10_000 + ")" * 10_000 + "') AS ?x) {}",
    "a regex of repeats": "SELECT (REGEX('aaa', '((((a{100}){100}){100}){100})') AS ?x) {}",
    "LIMIT": "SELECT * { ?s ?p ?o } LIMIT " + "9" * 5_000,
    "OFFSET": "SELECT * { ?s ?p ?o } OFFSET 18446744073709551615 LIMIT 18446744073709551615",
    "escapes": "ASK { ?s ?p '" + "\\u0041" * 14_000 + "' }",
    "brackets in what might be an IRI": "ASK { FILTER(1 <" + ")" * 90_000 + "> }",
    "many aggregates": "SELECT " + " ".join(f"(SUM(?o+{n}) AS ?a{n})" for n in range(3_000)) + " { ?s ?p ?o }",
    "many FROM": "SELECT * " + "FROM <urn:g> " * 6_000 + "{ ?s ?p ?o }",
    "substring beyond": "SELECT (SUBSTR('abc', 1e300, 1e300) AS ?x) {}",
}

_MEMORY: Final = {
    "sorting": "SELECT ?x { ?a ?b ?c . ?d ?e ?f . BIND(CONCAT(STR(?a), STR(?c), STR(?f)) AS ?x) } ORDER BY ?x LIMIT 1",
    "distinct": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . BIND(CONCAT(STR(?a), STR(?c), STR(?f)) AS ?x) }",
    "one string": "SELECT (STRLEN(GROUP_CONCAT(?c)) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "answer": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "graph": "CONSTRUCT { ?a ?b ?x } { ?a ?b ?c . ?d ?e ?f . BIND(CONCAT(STR(?c), STR(?f)) AS ?x) }",
}

_MEGABYTE: Final = 1_000_000
_HEAD: Final = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


def _announced(size: int) -> Iterable[bytes]:
    """A body as large as it says."""
    yield _HEAD + f"Content-Length: {size}\r\n\r\n".encode()
    for _ in range(size // _MEGABYTE):
        yield b" " * _MEGABYTE


def _chunked(size: int) -> Iterable[bytes]:
    """A body in chunks, as large as it likes."""
    yield _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    for _ in range(size // _MEGABYTE):
        yield f"{_MEGABYTE:x}\r\n".encode() + b" " * _MEGABYTE + b"\r\n"
    yield b"0\r\n\r\n"


_TOO_LARGE: Final = (0, 413)

CASES: Final[tuple[Case, ...]] = (
    *(Case("runaway", name, direct(query), STOPPED) for name, query in RUNAWAYS.items()),
    *(
        Case("runaway", f"{name}, on the page", get(query, headers="Accept: text/html\r\n"), STOPPED)
        for name, query in list(RUNAWAYS.items())[::9]
    ),
    *(Case("nesting", name, direct(query), _ENDED) for name, query in _NESTED.items()),
    *(Case("long", name, direct(query), _ENDED) for name, query in _LONG.items()),
    *(Case("memory", name, direct(query), STOPPED) for name, query in _MEMORY.items()),
    Case("huge", "a query of 1 MB", direct("ASK {}" + " " * 900_000), (413,)),
    Case("huge", "a query of 2 MB", direct("ASK {}" + " " * 2_000_000), _TOO_LARGE),
    Case("huge", "a literal of 100 MB", lambda: _announced(100 * _MEGABYTE), _TOO_LARGE, within=3.0),
    Case("huge", "100 MB in chunks", lambda: _chunked(100 * _MEGABYTE), _TOO_LARGE, within=3.0),
    Case(
        "huge",
        "a body of 2^62 bytes",
        direct("ASK {}").replace(b"Content-Length: 6", b"Content-Length: 4611686018427387904"),
        _TOO_LARGE,
    ),
    Case(
        "huge",
        "a body of 2^80 bytes",
        direct("ASK {}").replace(b"Content-Length: 6", b"Content-Length: 1208925819614629174706176"),
        (0, 400, 413),
    ),
    Case("huge", "an IRI of 1 MB", direct("ASK { <urn:" + "x" * 1_000_000 + "> ?p ?o }"), _TOO_LARGE),
    Case("huge", "1 MB of variables", direct("SELECT " + "?v " * 300_000 + "{}"), (413,)),
    Case("huge", "100,000 VALUES", direct("ASK { VALUES ?x { " + "1 " * 100_000 + " } }"), (413,)),
    Case("huge", "a form of 1 MB", form("ASK {}", "&a=" + "x" * 900_000), (200,)),
    Case("huge", "a form of 2 MB", form("ASK {}", "&a=" + "x" * 2_000_000), _TOO_LARGE),
    Case("huge", "1,001 fields", form("ASK {}", "&a=1" * 1_001), (400,)),
    Case("huge", "100,000 fields", form("ASK {}", "&a" * 100_000), (400,)),
    Case("huge", "a query of 40 kB in the address", get("ASK {}" + "#" * 13_000), (0, 414)),
    Case("huge", "an address of 100 kB", request("/sparql?query=" + "A" * 100_000), (0, 400, 414, 431)),
    Case("huge", "an address of 60 kB elsewhere", request("/" + "a" * 60_000), (404, 414)),
    Case("huge", "a name of 30 kB", request("/zoek?q=" + "a" * 30_000), (200, 400, 414)),
    Case("huge", "a body to a page", request("/agenda", b"x" * 900_000, "text/plain"), (405, 413)),
    Case(
        "huge",
        "a body with a GET",
        request("/sparql?query=ASK%7B%7D", b"x" * 900_000, "text/plain", method="GET"),
        (0, 200, 400, 413),
    ),
    Case("huge", "500 graphs", get("ASK {}", "&named-graph-uri=urn:a" * 500), (200,)),
    Case("huge", "a graph of 20 kB", get("ASK {}", "&default-graph-uri=urn:" + "a" * 20_000), (200, 400)),
)
