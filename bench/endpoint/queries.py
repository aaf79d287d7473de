"""What is asked: seven queries of everyday, the tiniest of them alone, a long list, and what no server should be hurt by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import graph

PREFIXES: Final = f"""PREFIX ag: <{graph.AG}>
PREFIX skos: <{graph.SKOS}>
PREFIX dct: <{graph.DCT}>
PREFIX prov: <{graph.PROV}>
"""
VARIANTS: Final = 40
"""How many different things each query of the mix is asked about: 280 requests, of which none is asked twice in a row."""

_MIX: Final = {
    "label": "SELECT ?label {{ <{b}organisation/{o}> skos:prefLabel ?label FILTER(LANG(?label) = 'nl') }}",
    "star": """SELECT ?organisation ?name {{
        ?organisation ag:sector <{b}sector/{k}> ; skos:prefLabel ?name FILTER(LANG(?name) = 'nl') }}""",
    "two hops": """SELECT ?initiative ?label ?status ?organisation ?name {{
        ?topic skos:broader <{b}topic/{t}> . ?standard dct:subject ?topic .
        ?initiative ag:realises ?standard ; skos:prefLabel ?label ; ag:status ?status ; ag:carriedBy ?organisation .
        ?organisation skos:prefLabel ?name FILTER(LANG(?label) = 'nl' && LANG(?name) = 'nl') }}""",
    "path": "SELECT ?needed ?label {{ <{b}standard/{f}> ag:requires+ ?needed . ?needed skos:prefLabel ?label }}",
    "optional": """SELECT ?thing ?label ?note ?status {{ {subjects}
        ?thing skos:prefLabel ?label ; ag:status ?status . OPTIONAL {{ ?thing skos:note ?note }} }}""",
    "construct": """CONSTRUCT {{ ?initiative ag:under ?topic ; skos:prefLabel ?label ; ag:carriedBy ?organisation .
            ?organisation skos:prefLabel ?name }} WHERE {{
        ?topic skos:broader <{b}topic/{t}> . ?initiative dct:subject ?topic ; skos:prefLabel ?label ;
            ag:carriedBy ?organisation . ?organisation skos:prefLabel ?name FILTER(LANG(?name) = 'nl') }}""",
    "provenance": """SELECT ?passage ?source ?line {{
        GRAPH ?source {{ ?passage ag:about <{b}initiative/{s}> ; prov:wasDerivedFrom ?source ; ag:line ?line }} }}""",
}
"""The seven kinds of the measurements from which the targets come, of about the same size (140 bytes to 34 kB) and cost beside a
label. In process here: 0.05, 0.55, 0.62, 0.12, 0.35, 0.40 and 0.08 ms; there 0.04, 0.55, 0.89, 0.15, 0.61, 0.54 and 0.06."""

_LIGHTER: Final = {
    "label": "SELECT ?label {{ <{b}organisation/{o}> skos:prefLabel ?label FILTER(LANG(?label) = 'nl') }}",
    "star": "SELECT ?p ?v {{ {{ <{b}standard/{s}> ?p ?v }} UNION {{ ?v ?p <{b}standard/{s}> }} }}",
    "two hops": """SELECT ?initiative ?label ?standard ?status {{
        ?topic skos:broader <{b}topic/{t}> . ?standard dct:subject ?topic ; ag:status ?status .
        ?initiative ag:realises ?standard ; skos:prefLabel ?label }}""",
    "path": "SELECT ?needed ?label {{ <{b}standard/{s}> ag:requires+ ?needed . ?needed skos:prefLabel ?label }}",
    "optional": """SELECT ?initiative ?label ?note ?status {{
        {{ ?initiative ag:carriedBy <{b}organisation/{o}> }} UNION {{ ?initiative ag:carriedBy <{b}organisation/{p}> }}
        UNION {{ ?initiative ag:carriedBy <{b}organisation/{q}> }}
        ?initiative skos:prefLabel ?label ; ag:status ?status . OPTIONAL {{ ?initiative skos:note ?note }} }}""",
    "construct": """CONSTRUCT {{ ?initiative ag:under ?topic ; skos:prefLabel ?label }} WHERE {{
        ?topic skos:broader <{b}topic/{t}> . ?initiative dct:subject ?topic ; skos:prefLabel ?label }}""",
    "provenance": """SELECT ?source ?line ?about {{
        GRAPH ?source {{ ?passage prov:wasDerivedFrom <{b}source/{g}> ; ag:line ?line ; ag:about ?about }} }}""",
}
"""Seven that ask for less: half the cost on average, so that more of the time is the server's own."""

ROWS: Final = PREFIXES + "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000"

RUNAWAYS: Final = {
    "count of a product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "order of a product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 5",
    "distinct product": "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } OFFSET 1000000000",
    "product of values, 4": "SELECT (COUNT(*) AS ?n) {{ {} }}".format(
        " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(300)))} }}" for n in range(4))
    ),
    "product of values, 6": "SELECT (SUM(?v0 * ?v5) AS ?n) {{ {} }}".format(
        " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(100)))} }}" for n in range(6))
    ),
    "closure of a path": "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:y>)* ?b . ?b (<urn:x>|!<urn:y>)* ?c }",
    "concatenation": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
}
"""Seven kinds of queries without an end that anyone would wait for."""

CRASHERS: Final = {
    "nested deeply": "SELECT * { " + "{ " * 20_000 + "?s ?p ?o" + " }" * 20_000 + " }",
    "brackets in brackets": "ASK { FILTER(" + "(" * 30_000 + "true" + ")" * 30_000 + ") }",
    "doubling text": "SELECT (STRLEN(?t40) AS ?n) {{ BIND('0123456789' AS ?t0) {} }}".format(
        " ".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(40))
    ),
}
"""Queries that end a process which is not careful: by its stack, or by its memory."""


@dataclass(frozen=True)
class Query:
    """A query and the format that is asked for."""

    kind: str
    text: str
    accept: str = "application/sparql-results+json"


def mix(triples: int, *, lighter: bool = False) -> list[Query]:
    """Return the requests of the mix, each kind in turn."""
    number = graph.initiatives(triples)
    found = []
    for n in range(VARIANTS):
        for kind, template in (_LIGHTER if lighter else _MIX).items():
            step = 1 + n * 97
            text = PREFIXES + template.format(
                b=graph.BASE,
                o=step % (number // 4),
                p=(step + 7) % (number // 4),
                q=(step + 31) % (number // 4),
                s=(number // 6 + step) % (number // 3),
                f=(number // 6 + step) % (number // 3) // 40 * 40 + 39,
                t=1 + n % 30,
                subjects=" UNION ".join(
                    f"{{ ?thing dct:subject <{graph.BASE}topic/{6 * (1 + n % 30) + m}> }}" for m in range(1, 7)
                ),
                k=n % graph.SECTORS,
                g=step % max(1, number // 50),
            )
            accept = "application/n-triples" if kind == "construct" else "application/sparql-results+json"
            found.append(Query(kind, text, accept))
    return found


def tiny(triples: int) -> list[Query]:
    """Return the requests for one label."""
    return [query for query in mix(triples) if query.kind == "label"]
