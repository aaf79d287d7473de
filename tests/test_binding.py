"""Binding: any value goes into a query as one whole term, and nothing else in the query is touched."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendagraph.binding import fill
from agendagraph.store import Store

EMPTY = Store([])
NAMES = ["item", "lang", "x1"]
VALUES = {name: ox.NamedNode(f"urn:value:{name}") for name in NAMES}


@st.composite
def literals(draw: st.DrawFn) -> ox.Literal:
    """Return a literal of any text, plain, with a language or with a type."""
    text = draw(st.text() | st.text(alphabet="$?{}<>\"'\\#.;@^`\n\r\t item", max_size=30))
    kind = draw(st.sampled_from(["plain", "language", "type"]))
    if kind == "language":
        return ox.Literal(text, language=draw(st.sampled_from(["nl", "en", "nl-be"])))
    if kind == "type":
        return ox.Literal(text, datatype=ox.NamedNode("urn:type"))
    return ox.Literal(text)


def _back(query: str, **values: ox.Literal | ox.NamedNode) -> list[tuple[object, ...]]:
    """Return the rows of a query with the columns ?a and ?b, after binding."""
    return [(row["a"], row["b"]) for row in EMPTY.rows(query, values)]


@given(literals(), literals())
def test_any_literal_comes_back_as_it_was_bound(first: ox.Literal, second: ox.Literal) -> None:
    """Whatever text a visitor types, the query sees that text: with its quotes, backslashes, line ends and `$names`."""
    assert _back("SELECT ?a ?b WHERE { BIND ($item AS ?a) BIND ($lang AS ?b) }", item=first, lang=second) == [
        (first, second)
    ]


@given(literals())
def test_a_bound_value_cannot_end_its_query(value: ox.Literal) -> None:
    """What stands behind a parameter still counts, whatever its value is."""
    query = "SELECT ?a ?b WHERE { BIND ($item AS ?a) FILTER (?a = $item) BIND (1 AS ?b) FILTER (?b = 2) }"
    assert _back(query, item=value) == []


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N"]), min_size=1).map("urn:x:{}".format))
def test_an_iri_comes_back_as_it_was_bound(iri: str) -> None:
    """A bound name is the name itself."""
    assert _back("SELECT ?a ?b WHERE { BIND ($item AS ?a) BIND (1 AS ?b) }", item=ox.NamedNode(iri))[0][0].value == iri  # type: ignore[attr-defined]


inside = st.text(alphabet="$item lang{}?#<>.;", max_size=20)


@given(inside)
def test_what_stands_in_a_string_is_untouched(text: str) -> None:
    """A `$name` between quotes is text."""
    query = f'SELECT ?a ?b WHERE {{ BIND ("{text}" AS ?a) BIND ($item AS ?b) }}'
    assert fill(query, VALUES) == query.replace("BIND ($item AS ?b)", "BIND (<urn:value:item> AS ?b)")


@pytest.mark.parametrize(
    "text",
    [
        '"""$item"""',
        '"""a "$item" b"""',
        '"""a\n$item\n"""',
        "'$item'",
        "'#'",
        "'it\\'s $item'",
        "'''it's $item'''",
    ],
)
def test_what_stands_in_another_kind_of_string_is_untouched(text: str) -> None:
    """SPARQL has four kinds of quotes: a `$name` between any of them is text, and what follows is filled."""
    assert fill(f"ASK {{ ?s ?p {text} , $item }}", VALUES) == f"ASK {{ ?s ?p {text} , <urn:value:item> }}"


@given(inside)
def test_what_stands_in_a_comment_is_untouched(text: str) -> None:
    """A `$name` in a comment, as in the header of a query, stays; the next line is filled."""
    assert fill(f"#+ {text}\nASK {{ $item ?p ?o }}", VALUES) == f"#+ {text}\nASK {{ <urn:value:item> ?p ?o }}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { <urn:$item> ?p $item }", "ASK { <urn:$item> ?p <urn:value:item> }"),
        ("ASK { <urn:x#$item> ?p $item }", "ASK { <urn:x#$item> ?p <urn:value:item> }"),
        ('ASK { ?s ?p "a \\" $item" , $item }', 'ASK { ?s ?p "a \\" $item" , <urn:value:item> }'),
        ("ASK { ?item ?p $item2 }", "ASK { ?item ?p $item2 }"),
        ("ASK { FILTER (?a < $x1 && $x1 > ?b) }", "ASK { FILTER (?a < <urn:value:x1> && <urn:value:x1> > ?b) }"),
        ("ASK { FILTER (BOUND($item)) }", "ASK { FILTER (true) }"),
        ("ASK { FILTER (!BOUND( $lang )) }", "ASK { FILTER (!true) }"),
        ("ASK { FILTER (BOUND(?item)) }", "ASK { FILTER (BOUND(?item)) }"),
        ("ASK { FILTER (BOUND($other)) }", "ASK { FILTER (BOUND($other)) }"),
        ("SELECT ?a WHERE { $other ?p ?a }", "SELECT ?a WHERE { $other ?p ?a }"),
        ("", ""),
    ],
)
def test_only_whole_parameters_are_filled(query: str, expected: str) -> None:
    """A parameter is `$` and its whole name; one that was not given stays; BOUND tells the two apart."""
    assert fill(query, VALUES) == expected


def test_a_value_is_not_filled_again() -> None:
    """A `$name` in a value is not a parameter, whichever value is bound first."""
    values = {"item": ox.Literal("$lang"), "lang": ox.Literal("$item")}
    assert fill("ASK { ?s $item $lang }", values) == 'ASK { ?s "$lang" "$item" }'
