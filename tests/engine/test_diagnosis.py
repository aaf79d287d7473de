"""What is said of a query that does not parse: where, and what was probably meant, in both languages."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.errors import QuerySyntaxError
from agendagraph.sparql.diagnosis import explain

_STORE = ox.Store()

WRONG = [
    # words
    ("SELEC * {}", "1:1", "Bedoeld: SELECT in plaats van SELEC?"),
    ("selct ?s where { ?s ?p ?o }", "1:1", "Bedoeld: SELECT in plaats van selct?"),
    ("PREFX ex: <http://e/> SELECT * {}", "1:1", "Bedoeld: PREFIX in plaats van PREFX?"),
    ("SELECT ?s WHRE { ?s ?p ?o }", "1:11", "Bedoeld: WHERE in plaats van WHRE?"),
    ("SELECT DISTINC ?s { ?s ?p ?o }", "1:8", "Bedoeld: DISTINCT in plaats van DISTINC?"),
    ("SELECT ?s {\n  ?s ?p ?o\n  OPTINAL { ?s ?q ?r }\n}", "3:3", "Bedoeld: OPTIONAL in plaats van OPTINAL?"),
    ("SELECT ?s { ?s ?p ?o FILTR(?o > 3) }", "1:22", "Bedoeld: FILTER in plaats van FILTR?"),
    ("SELECT * { ?s ?p ?o FILTER(langmatch(?o,'nl')) }", "1:28", "Bedoeld: LANGMATCHES in plaats van langmatch?"),
    ("SELECT * { ?s ?p ?o } LIMTI 10", "1:23", "Bedoeld: LIMIT in plaats van LIMTI?"),
    ("hallo daar", "1:1", "Een query begint met SELECT, ASK, CONSTRUCT, DESCRIBE."),
    ("FROM <urn:g> SELECT * {}", "1:1", "Een query begint met SELECT, ASK, CONSTRUCT, DESCRIBE."),
    ("SELECT * { ?s a Law }", "1:17",
     "‘Law’ is geen woord van SPARQL. Een naam heeft een prefix (ag:Law), een tekst aanhalingstekens."),
    # prefixes
    ("SELECT ?s { ?s aga:name ?o }", "1:16", "De prefix aga: is niet gedeclareerd. Bedoeld: ag:?"),
    ("SELECT ?s { ?s foo:name ?o }", "1:16", "De prefix foo: is niet gedeclareerd."),
    ("# ag\nSELECT ?s { ?s dctermz:title ?o }", "2:16", "De prefix dctermz: is niet gedeclareerd. Bedoeld: dcterms:?"),
    ("PREFIX ex <http://e/> SELECT * {}", "1:10", "Achter de naam van een prefix staat een dubbele punt: PREFIX ex: <…>."),
    ("PREFIX ex: http://e/ SELECT * {}", "1:12", "De IRI van een prefix staat tussen < en >."),
    # brackets
    ("SELECT ?s { ?s ?p ?o", "1:11", "Deze { wordt niet gesloten."),
    ("SELECT ?s { ?s ?p ?o } }", "1:24", "Deze } sluit niets."),
    ("SELECT ?s { ?s ?p ?o FILTER(?o > 3 }", "1:28", "Deze ( wordt niet gesloten."),
    ("SELECT (COUNT(?s) AS ?n { ?s ?p ?o }", "1:8", "Deze ( wordt niet gesloten."),
    ("SELECT ?s { ?s ?p [ ?q ?r }", "1:19", "Deze [ wordt niet gesloten."),
    ("SELECT * WHERE ?s ?p ?o", "1:16", "Het patroon staat tussen { en }."),
    ("ASK ?s ?p ?o", "1:5", "Het patroon staat tussen { en }."),
    ("SELECT ?s { ?s ?p ?o FILTER ?o > 3 }", "1:29", "De voorwaarde van FILTER staat tussen haakjes: FILTER(…)."),
    ("SELECT * { ?s ?p ?o } UNION { ?a ?b ?c }", "1:23", "UNION staat binnen { en }."),
    ("SELECT * { ?s ?p ?o } FILTER(?o > 2)", "1:23", "FILTER staat binnen { en }."),
    # quotation marks and IRIs
    ("SELECT ?s { ?s ?p 'abc }", "1:19", "Dit aanhalingsteken wordt niet gesloten op dezelfde regel."),
    ('SELECT ?s {\n ?s ?p "abc }', "2:8", "Dit aanhalingsteken wordt niet gesloten op dezelfde regel."),
    ("SELECT ?s { ?s ?p “abc” }", "1:19", "Gebruik rechte aanhalingstekens: \" of '."),
    ("SELECT ?s { ?s ?p `abc` }", "1:19", "Gebruik rechte aanhalingstekens: \" of '."),
    ("SELECT ?s { ?s <http://e/a b> ?o }", "1:16", "Een IRI staat tussen < en >, zonder spaties."),
    ("SELECT ?s { ?s <http://e ?o }", "1:16", "Een IRI staat tussen < en >, zonder spaties."),
    # statements
    ("SELECT ?s {\n  ?s a ag:Law\n  ?s skos:prefLabel ?n\n}", "3:6", "Mist er een punt tussen deze uitspraak en de vorige?"),
    ("SELECT ?s { ?s ?p }", "1:19", "Een uitspraak heeft drie delen: onderwerp, eigenschap en waarde."),
    ("SELECT * { GRAPH { ?s ?p ?o } }", "1:18", "Noem de graaf, of een variabele ervoor: GRAPH ?g { … }."),
    # variables
    ("SELECT name { ?s ?p ?name }", "1:8", "Een variabele begint met een vraagteken: ?naam."),
    ("SELECT ?s, ?p { ?s ?p ?o }", "1:10", "Tussen variabelen staan geen komma's."),
    ("SELECT { ?s ?p ?o }", "1:8", "Noem achter SELECT variabelen, zoals ?naam, of *."),
    ("SELECT * ?s { ?s ?p ?o }", "1:10", "Kies * of variabelen, niet beide."),
    ("SELECT ?s ?x { ?s ?p ?o } GROUP BY ?s", "1:38", "SELECT noemt een variabele die niet gegroepeerd of gebonden is."),
    ("SELECT COUNT(?s) { ?s ?p ?o }", "1:8", "Een berekening staat tussen haakjes en krijgt een naam: (COUNT(?x) AS ?n)."),
    ("SELECT (COUNT(?s)) { ?s ?p ?o }", "1:18", "Geef de uitkomst een naam: (COUNT(?x) AS ?n)."),
    ("SELECT (COUNT(?s) as n) { ?s ?p ?o }", "1:22", "Achter AS staat een variabele: AS ?naam."),
    ("SELECT * { BIND('x' ?y) }", "1:23", "BIND geeft een waarde een naam: BIND(waarde AS ?naam)."),
    ("SELECT * { ?s ?p ?o BIND(1 AS ?o) }", "1:31", "?o heeft hier al een waarde; kies een andere naam."),
    # signs
    ("SELECT ?s { ?s ?p ?o FILTER(?o == 3) }", "1:32", "Gelijk is één teken: =."),
    ("SELECT ?s { ?s ?p ?o FILTER(?o <> 3) }", "1:32", "Ongelijk is !=."),
    ("SELECT ?s { ?s ?p ?o FILTER(?o > 1 AND ?o < 9) }", "1:36", "Schrijf && voor ‘en’ en || voor ‘of’."),
    ("SELECT ?s { ?s ?p ?o } // laws", "1:24", "Commentaar begint met #."),
    ("SELECT ?s { ?s ?p ?o } LIMIT 10;", "1:32", "Achter een query staat geen puntkomma."),
    # the end
    ("SELECT * { ?s ?p ?o } ORDER ?s", "1:28", "Het is ORDER BY en GROUP BY, in twee woorden."),
    ("SELECT * { ?s ?p ?o } ORDER BY", "1:31", "Zeg waarop, zoals ORDER BY ?naam."),
    ("SELECT * { ?s ?p ?o } ORDER BY DESC ?s", "1:37", "Zet de variabele tussen haakjes: DESC(?naam)."),
    ("SELECT * { ?s ?p ?o } LIMIT tien", "1:28", "Achter LIMIT en OFFSET staat een getal."),
    ("CONSTRUCT { ?s ?p ?o }", "1:23", "Achter wat CONSTRUCT maakt, staat waaruit: CONSTRUCT { … } WHERE { … }."),
    ("SELECT * FROM agenda { ?s ?p ?o }", "1:15", "FROM noemt een graaf met haar IRI: FROM <…>."),
    ("SELECT * { VALUES (?x ?y) { (1) } }", "1:36", "Hier ontbreekt iets, of eerder klopt iets niet."),
]  # fmt: skip


def _said(query: str) -> QuerySyntaxError | None:
    try:
        _STORE.query(query, prefixes=terms.prefixes(), base_iri="http://x/")
    except SyntaxError as error:
        return explain(query, str(error), terms.prefixes())
    return None


@pytest.mark.parametrize(("query", "where", "hint"), WRONG, ids=[query[:50] for query, _, _ in WRONG])
def test_the_nearest_mistake_is_told(query: str, where: str, hint: str) -> None:
    """Line and column of what is wrong, and what to do, in Dutch and in English."""
    error = _said(query)
    assert error is not None
    assert (error.where, error.hint.nl) == (where, hint)
    assert f"{error.line}:{error.column}" == where
    assert error.message.nl == f"De query klopt niet op regel {error.line}, teken {error.column}."
    assert error.message.en == f"The query does not parse at line {error.line}, column {error.column}."
    assert error.hint.en
    assert error.hint.en != error.hint.nl


RIGHT = [
    "SELECT * { VALUES ?x { ag:a ag:b ag:c ag:d } ?x ?p 1.5 }",
    "SELECT * { { BIND(1 AS ?x) } UNION { BIND(2 AS ?x) } }",
    "SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o FILTER(?o != 'a AND b') } GROUP BY ?p ORDER BY DESC(?n) LIMIT 5",
    "SELECT ?s { ?s rdf:type/rdfs:subClassOf* ag:Law ; ag:p 'x' , \"it's\" . FILTER NOT EXISTS { ?s a ag:B } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:g> { ?s ?p ?o } OPTIONAL { ?s <urn:a//b> ?x } }",
    "ASK FROM <urn:g> { ?s a ag:Law }",
    "PREFIX : <urn:x> SELECT DISTINCT ?s { ?s a :y ; :z [ :p ?o ] }",
]


@pytest.mark.parametrize("query", RIGHT)
def test_what_is_right_is_never_taken_for_the_mistake(query: str) -> None:
    """A good query with one wrong sign behind it: the sign is named, not what stands before it."""
    assert _said(query) is None
    error = _said(query + " %%")
    assert error is not None
    assert error.hint.nl in {"‘%%’ past hier niet.", "Hier ontbreekt iets, of eerder klopt iets niet."}
    assert error.line == 1
    assert error.column > len(query)


@given(
    st.lists(
        st.sampled_from([*" \n\"'<>{}()[].;,?$#@:^/|*+-=!&", "SELECT", "?x", "ag:y", "FILTER", "AS", "é", "\ud800"]),
        max_size=25,
    )
)
@settings(max_examples=300, deadline=None)
def test_anything_gets_an_explanation(pieces: list[str]) -> None:
    """It never fails, and the place lies within the query or right behind it."""
    query = "".join(pieces)
    error = explain(query, "error at 1:1: expected [_]", terms.prefixes())
    lines = query.split("\n")
    assert 1 <= error.line <= len(lines)
    assert 1 <= error.column <= len(lines[error.line - 1]) + 1
    assert error.hint.nl


def test_a_place_that_is_not_known_is_not_made_up() -> None:
    """Without a place the message is short, and `where` empty."""
    error = explain("ASK {}", "it went wrong", {})
    assert (error.where, error.line, error.message.en) == ("", 0, "The query does not parse.")
