"""Requests that would make the server fetch something, or change something. `{listener}` is an address that hears it."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from tests.hostile.cases import Case
from tests.hostile.wire import direct, form, get, request

_AT: Final = "http://{listener}/sparql"
_P: Final = "{ ?s ?p ?o }"

_FETCHING: Final = {
    "plain": f"SELECT * {{ SERVICE <{_AT}> {_P} }}",
    "silent": f"SELECT * {{ SERVICE SILENT <{_AT}> {_P} }}",
    "lower case": f"select * {{ service <{_AT}> {_P} }}",
    "mixed case": f"SELECT * {{ sErViCe SiLeNt <{_AT}> {_P} }}",
    "https": f"SELECT * {{ SERVICE <https://{{listener}}/> {_P} }}",
    "file": f"SELECT * {{ SERVICE <file:///etc/passwd> {_P} }}",
    "ftp": f"SELECT * {{ SERVICE <ftp://{{listener}}/> {_P} }}",
    "data": f"SELECT * {{ SERVICE <data:text/turtle,> {_P} }}",
    "variable": f"SELECT * {{ VALUES ?where {{ <{_AT}> }} SERVICE ?where {_P} }}",
    "variable from data": f"SELECT * {{ ?x ?y ?where SERVICE ?where {_P} }}",
    "variable by BIND": f"SELECT * {{ BIND(IRI('{_AT}') AS ?where) SERVICE ?where {_P} }}",
    "in a sub-select": f"SELECT * {{ {{ SELECT ?s {{ SERVICE <{_AT}> {_P} }} }} }}",
    "in a union": f"SELECT * {{ {_P} UNION {{ SERVICE <{_AT}> {_P} }} }}",
    "in an optional": f"SELECT * {{ ?a a ?b OPTIONAL {{ SERVICE <{_AT}> {_P} }} }}",
    "in a minus": f"SELECT * {{ ?s a ?b MINUS {{ SERVICE <{_AT}> {_P} }} }}",
    "in a graph": f"SELECT * {{ GRAPH ?g {{ SERVICE <{_AT}> {_P} }} }}",
    "in exists": f"SELECT * {{ ?s a ?b FILTER EXISTS {{ SERVICE <{_AT}> {_P} }} }}",
    "in not exists": f"SELECT * {{ ?s a ?b FILTER NOT EXISTS {{ SERVICE <{_AT}> {_P} }} }}",
    "in exists of BIND": f"SELECT * {{ ?s a ?b BIND(EXISTS {{ SERVICE <{_AT}> {_P} }} AS ?e) }}",
    "in exists of SELECT": f"SELECT (EXISTS {{ SERVICE <{_AT}> {_P} }} AS ?e) {{ }}",
    "in HAVING": f"SELECT ?b {{ ?s a ?b }} GROUP BY ?b HAVING (EXISTS {{ SERVICE <{_AT}> {_P} }})",
    "in ORDER BY": f"SELECT ?b {{ ?s a ?b }} ORDER BY (EXISTS {{ SERVICE <{_AT}> {_P} }})",
    "in a service": f"SELECT * {{ SERVICE <{_AT}> {{ SERVICE <{_AT}> {_P} }} }}",
    "after VALUES": f"SELECT * {{ VALUES ?s {{ 1 2 3 }} SERVICE <{_AT}> {_P} }}",
    "ask": f"ASK {{ SERVICE <{_AT}> {_P} }}",
    "construct": f"CONSTRUCT {_P} WHERE {{ SERVICE <{_AT}> {_P} }}",
    "construct template": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ SERVICE <{_AT}> {_P} }} }}",
    "describe": f"DESCRIBE ?s {{ SERVICE <{_AT}> {_P} }}",
    "prefixed": f"PREFIX x: <http://{{listener}}/> SELECT * {{ SERVICE x:sparql {_P} }}",
    "prefix of one letter": f"PREFIX : <http://{{listener}}/> SELECT * {{ SERVICE :a {_P} }}",
    "relative to BASE": f"BASE <http://{{listener}}/> SELECT * {{ SERVICE <sparql> {_P} }}",
    "relative to us": f"SELECT * {{ SERVICE <sparql> {_P} }}",
    "empty IRI": f"SELECT * {{ SERVICE <> {_P} }}",
    "escaped letter": f"SELECT * {{ \\u0053ERVICE <{_AT}> {_P} }}",
    "escaped letters": f"SELECT * {{ S\\u0045RV\\U00000049CE <{_AT}> {_P} }}",
    "escaped brackets": f"SELECT * \\u007B SERVICE <{_AT}> {_P} \\u007D",
    "escaped inside the IRI": f"SELECT * {{ SERVICE <http://\\u007Blistener\\u007D/> {_P} }}",
    "comment in between": f"SELECT * {{ SERVICE # <urn:x>\n <{_AT}> {_P} }}",
    "comment before": f"SELECT * {{ # SERVICE\n SERVICE\n#\n<{_AT}> {_P} }}",
    "comment ended by CR": f"SELECT * {{ # a\rSERVICE <{_AT}> {_P} }}",
    "no space": f"SELECT*{{SERVICE<{_AT}>{_P}}}",
    "no space, silent": f"SELECT*{{?s?p?o.SERVICE SILENT<{_AT}>{_P}}}",
    "after a number": f"SELECT * {{ ?s ?p 1.SERVICE <{_AT}> {_P} }}",
    "after a string": f"SELECT * {{ ?s ?p 'x'SERVICE <{_AT}> {_P} }}",
    "after a quote in a string": f"SELECT * {{ ?s ?p '\"' SERVICE <{_AT}> {_P} . ?a ?b '\"' }}",
    "after a hash in a string": f"SELECT * {{ ?s ?p '#' SERVICE <{_AT}> {_P} }}",
    "after a hash in an IRI": f"SELECT * {{ ?s <urn:a#b> ?o SERVICE <{_AT}> {_P} }}",
    "between long strings": f"SELECT * {{ ?s ?p '''a''' SERVICE <{_AT}> {_P} . ?s ?p '''b''' }}",
    "an empty string before a string": f'SELECT * {{ VALUES ?x {{ """a" }} SERVICE <{_AT}> {_P} }}',
    "escaped quotes in a name": f"SELECT * {{ ?s ag:a\\'b ?o SERVICE <{_AT}> {_P} . ?s ag:\\' ?q }}",
    "less than": f"SELECT * {{ ?s ?p ?x FILTER(?x<2)SERVICE#>\n<{_AT}> {_P} }}",
    "less than, lower case": f"SELECT * {{ ?s ?p ?x FILTER(?x<2)service#>\n<{_AT}> {_P} }}",
    "less than, silent": f"SELECT * {{ ?s ?p ?x FILTER(?x<2)SERVICE#>\nSILENT <{_AT}> {_P} }}",
    "less than, bracketed": f"SELECT * {{ ?s ?p ?x FILTER((?x<2))SERVICE#>\n<{_AT}> {_P} }}",
    "less than in BIND": f"SELECT * {{ BIND((1<2)AS?y)SERVICE#>\n<{_AT}> {_P} }}",
    "less than and a name": f"SELECT * {{ ?s ?p ?x FILTER(1<?x)SERVICE<{_AT}>{_P} }}",
    "less than in a call": f"SELECT * {{ FILTER(ABS(1<2)||1<2)SERVICE#>\n<{_AT}>{_P} }}",
    "less than in HAVING": f"SELECT ?x {{ {{ SELECT ?x {{ ?x a ?t }} GROUP BY ?x HAVING(1<2)}}SERVICE#>\n<{_AT}> {_P} }}",
    "less than, next a keyword": f"SELECT * {{ FILTER(1<2)OPTIONAL{{SERVICE#>\n<{_AT}>{_P}}} }}",
    "blank node in the pattern": f"SELECT * {{ SERVICE <{_AT}> {{ [] ?p ?o }} }}",
    "user and password": f"SELECT * {{ SERVICE <http://a:b@{{listener}}/> {_P} }}",
    "shorter address": f"SELECT * {{ SERVICE <http://2130706433/> {_P} }}",
    "machine metadata": f"SELECT * {{ SERVICE <http://169.254.169.254/latest/> {_P} }}",
    "ipv6": f"SELECT * {{ SERVICE <http://[::1]:80/> {_P} }}",
    "a name of the local network": f"SELECT * {{ SERVICE <http://localhost:80/> {_P} }}",
}

_NOT_SPARQL: Final = {"data", "prefix of one letter"}

_NAMED_ELSEWHERE: Final = {
    "FROM": f"SELECT * FROM <{_AT}> {_P}",
    "FROM NAMED": f"SELECT * FROM NAMED <{_AT}> {{ GRAPH ?g {_P} }}",
    "FROM a file": f"SELECT * FROM <file:///etc/passwd> {_P}",
    "FROM ftp": f"SELECT * FROM <ftp://{{listener}}/> {_P}",
    "GRAPH": f"SELECT * {{ GRAPH <{_AT}> {_P} }}",
    "GRAPH of a file": f"SELECT * {{ GRAPH <file:///etc/passwd> {_P} }}",
    "DESCRIBE": f"DESCRIBE <{_AT}>",
    "a custom function": f"SELECT (<{_AT}>(1) AS ?x) {{}}",
    "a keyword in a string": f"SELECT ('SERVICE <{_AT}>' AS ?x) {{}}",
    "a keyword in a name": "SELECT ?service { ?service ag:service ?SERVICE }",
}

_CHANGING: Final = {
    "INSERT DATA": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE DATA": "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "DELETE INSERT": "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD": f"LOAD <{_AT}>",
    "LOAD SILENT": f"LOAD SILENT <{_AT}> INTO GRAPH <urn:g>",
    "LOAD a file": "LOAD <file:///etc/passwd>",
    "CLEAR": "CLEAR ALL",
    "DROP": "DROP ALL",
    "CREATE": "CREATE GRAPH <urn:g>",
    "COPY": "COPY DEFAULT TO <urn:g>",
    "MOVE": "MOVE DEFAULT TO <urn:g>",
    "ADD": "ADD DEFAULT TO <urn:g>",
    "after a prefix": "PREFIX a: <urn:a> INSERT DATA { a:a a:b a:c }",
    "after a comment": "# SELECT\nDROP ALL",
    "escaped": "\\u0044ROP ALL",
    "with SERVICE": f"INSERT {_P} WHERE {{ SERVICE <{_AT}> {_P} }}",
    "behind a query": "ASK {} ; DROP ALL",
}

_DOORS: Final = {"get": get, "form": form, "direct": direct}
_NAMES: Final = tuple(_DOORS)


def _everywhere(family: str, queries: dict[str, str], allowed: tuple[int, ...]) -> list[Case]:
    """Return each query through one of the doors, in turn, and the first of them through all."""
    found = []
    for number, (name, query) in enumerate(queries.items()):
        doors = _NAMES if number < 3 else (_NAMES[number % 3],)
        found += [Case(family, f"{name}, by {door}", _DOORS[door](query), allowed) for door in doors]
    return found


def _fields() -> list[Case]:
    found = []
    for name in ("default-graph-uri", "named-graph-uri"):
        for what, iri, allowed in (
            ("http", _AT, (200,)),
            ("file", "file:///etc/passwd", (200,)),
            ("ftp", "ftp://{listener}/", (200,)),
            ("relative", "../../etc/passwd", (400,)),
            ("empty", "", (400,)),
            ("header", "urn:a\r\nX-Evil: 1", (400,)),
            ("markup", "urn:a><script>", (400,)),
            ("a bracket", "http://[", (400,)),
        ):
            more = f"&{name}={quote(iri, safe='{}')}"
            found.append(Case("named elsewhere", f"{name} {what}", get("ASK { ?s ?p ?o }", more), allowed))
    return found


CASES: Final[tuple[Case, ...]] = (
    *_everywhere("fetch", _FETCHING, (400, 403)),
    *(
        Case("fetch", f"{name}, on the page", get(query, headers="Accept: text/html\r\n"), (400, 403))
        for name, query in list(_FETCHING.items())[::12]
    ),
    *_everywhere("named elsewhere", _NAMED_ELSEWHERE, (200, 400, 422)),
    *_fields(),
    *(
        Case(
            "named elsewhere",
            f"graph store: {iri!r}",
            request(f"/rdf-graph-store?graph={quote(iri, safe='{}')}"),
            allowed,
        )
        for iri, allowed in (
            (_AT, (404,)),
            ("file:///etc/passwd", (404,)),
            ("x", (400,)),
            ("", (400,)),
            ("urn:a\r\nX-Evil: 1", (400,)),
            ("urn:a> { ?s ?p ?o } } #", (400,)),
        )
    ),
    *_everywhere("change", _CHANGING, (400, 403)),
    *(
        Case(
            "change",
            f"{name}, as an update",
            request("/sparql", query.encode(), "application/sparql-update"),
            (403,),
        )
        for name, query in _CHANGING.items()
    ),
    *(
        Case(
            "change",
            f"{name}, as a field",
            form("", f"&update={quote(query, safe='{}')}").replace(b"query=&", b"aquery&"),
            (403,),
        )
        for name, query in list(_CHANGING.items())[::4]
    ),
    *(
        Case(
            "change",
            f"{method} {path}",
            request(path, b"<urn:a> <urn:b> 1 .", "text/turtle", method=method),
            (405, 404, 415),
        )
        for method in ("PUT", "POST", "DELETE", "PATCH")
        for path in ("/rdf-graph-store?default", "/sparql", "/id/x", "/agenda")
    ),
)
