"""A look at a query before it runs: what it sees, what it explains, and that its tidying never changes a meaning."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.errors import InputError, RefusedError, TooLargeError
from agendagraph.sparql import guard

_STORE = ox.Store()
for _number in range(4):
    for _text in ("a", "two  spaces", "# no comment", 'quo"te', "it's", "line\nbreak"):
        _STORE.add(ox.Quad(ox.NamedNode(f"http://e.example/s{_number}#x"), ox.NamedNode("urn:p"), ox.Literal(_text)))
    _STORE.add(ox.Quad(ox.NamedNode(f"http://e.example/s{_number}#x"), ox.NamedNode("urn:n"), ox.Literal(_number)))

_SPACE = st.lists(
    st.sampled_from([" ", "  ", "\n", "\t", "\r\n", "# c ' \" < {\n", "#\n"]), min_size=1, max_size=3
).map("".join)
_WORDS = [
    "?s", "?p", "?o", "<urn:p>", "<http://e.example/s1#x>", "'a'", '"two  spaces"', "'# no comment'", "'quo\"te'", '"it\'s"',
    "'''it's'''", '"""line\nbreak"""', '"line\\nbreak"', "1", "2", ".", ";", ",", "{", "}", "(", ")", "FILTER", "<", ">",
    "<=", "&&", "||", "=", "!=", "+", "OPTIONAL", "UNION", "BIND", "AS", "?x", "STRLEN", "e:a\\#b", "e:it\\'s", "e:a",
    "e:b", "a",
]  # fmt: skip
_SHAPES = [
    ["SELECT", "*", "{", "?s", "<urn:p>", "?o", "}"],
    ["SELECT", "*", "{", "?s", "?p", "?o", "FILTER", "(", "?o", "<", "2", ")", "}"],
    ["SELECT", "(", "STRLEN", "(", "?o", ")", "AS", "?n", ")", "{", "?s", "<urn:p>", "?o", "}"],
    ["PREFIX", "e:", "<http://e.example/s1#>", "SELECT", "?p", "{", "e:x", "?p", "'two  spaces'", "}"],
    ["ASK", "{", "?s", "?p", '"# no comment"', "}"],
]


def _answer(query: str) -> str:
    """Return what the engine makes of a query, comparable."""
    try:
        found = _STORE.query(query, prefixes={"e": "urn:e:"})
    except SyntaxError:
        return "syntax"
    if isinstance(found, ox.QueryBoolean):
        return str(bool(found))
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return "\n".join([" ".join(names), *sorted(str([str(row[name]) for name in names]) for row in found)])


@given(st.sampled_from(_SHAPES), st.data())
@settings(max_examples=200, deadline=None)
def test_layout_does_not_matter(words: list[str], data: st.DataObject) -> None:
    """However a query is laid out, it is tidied to the same text, which gives the same rows."""
    spaces = [data.draw(_SPACE) for _ in words]
    laid_out = "".join(space + word for space, word in zip(spaces, words, strict=True)) + data.draw(_SPACE)
    tidy = guard.normalised(laid_out)
    assert tidy == " ".join(words)
    assert _answer(tidy) == _answer(laid_out)


@given(st.lists(st.one_of(st.sampled_from(_WORDS), _SPACE, st.just("")), max_size=12))
@settings(max_examples=400, deadline=None)
def test_tidying_never_changes_the_meaning(pieces: list[str]) -> None:
    """Whatever stands in a group, sense or nonsense, gives the same rows or the same refusal before and after."""
    query = "SELECT * { ?s <urn:p> ?o " + "".join(pieces) + " }"
    tidy = guard.normalised(query)
    assert _answer(tidy) == _answer(query)
    assert guard.normalised(tidy) == tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASK { ?s e:a\\#b ?o }", "ASK { ?s e:a\\#c ?o }"),
        ("ASK { ?s e:it\\'s 'a  b' }", "ASK { ?s e:it\\'s 'a b' }"),
        ("ASK { ?s ?p 'a  b' }", "ASK { ?s ?p 'a b' }"),
        ('ASK { ?s ?p """a\n\nb""" }', 'ASK { ?s ?p """a\nb""" }'),
        ("ASK { ?s ?p ?x FILTER(?x<'a>  b') }", "ASK { ?s ?p ?x FILTER(?x<'a> b') }"),
        ("ASK { ?s ?p ?x FILTER(?x<1#>\n) }", "ASK { ?s ?p ?x FILTER(?x<1#> ) }"),
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o\u00a0}"),
        ("ASK { <urn:a#b> ?p ?o }", "ASK { <urn:a#c> ?p ?o }"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    """Two queries that may mean different things are never tidied to the same text: one would get the other's answer."""
    assert guard.normalised(one) != guard.normalised(other)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('SELECT * { ?s ?p "SERVICE" } # LOAD', "SELECT * { ?s ?p }"),
        ("ASK { <urn:SERVICE> ?p '''a'b''' }", "ASK { ?p }"),
        ('ASK { ?s ?p """a"b""" . ?s ?p \'x\' }', "ASK { ?s ?p . ?s ?p }"),
        ('ASK { ?s ?p "a\\"b" }', "ASK { ?s ?p }"),
        ("ASK { ?s e:a\\#b ?o } # c", "ASK { ?s e:a\\#b ?o }"),
        ("ASK { FILTER(?a < ?b && ?c > ?d) }", "ASK { FILTER(?a < ?b && ?c > ?d) }"),
    ],
)
def test_code_is_what_is_neither_text_nor_comment(query: str, code: str) -> None:
    """Strings of four kinds, IRIs and comments are left out; comparisons and escaped signs are not."""
    assert guard.code_of(query).split() == code.split()


@given(st.text(alphabet="ab \n\"'<>#\\{}?:", max_size=60))
@settings(max_examples=300, deadline=None)
def test_blanking_keeps_every_place(query: str) -> None:
    """What is blanked has the same length and the same lines, and anything is taken without a fault."""
    blank = guard.blanked(query)
    assert len(blank) == len(query)
    assert [i for i, c in enumerate(blank) if c == "\n"] == [i for i, c in enumerate(query) if c == "\n"]
    guard.normalised(query)
    guard.code_of(query)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("\\u0041SK {}", "ASK {}"),
        ("\\U00000041SK {}", "ASK {}"),
        ("\\uD800", "\ufffd"),
        ("\\UFFFFFFFF", "\ufffd"),
        ("\\u12", "\\u12"),
    ],
)
def test_escapes_are_replaced(query: str, wanted: str) -> None:
    """Both lengths; half characters and numbers beyond Unicode become the replacement character; the rest stays."""
    assert guard.unescape(query) == wanted


@pytest.mark.parametrize(
    ("query", "volatile"),
    [
        ("SELECT (NOW() AS ?t) {}", True),
        ("SELECT (rand ( ) AS ?t) {}", True),
        ("SELECT (UUID() AS ?t) {}", True),
        ("SELECT (BNODE() AS ?t) {}", True),
        ("CONSTRUCT { _:x <urn:p> ?o } { ?s ?p ?o }", True),
        ("CONSTRUCT { [] <urn:p> ?o } { ?s ?p ?o }", True),
        ("SELECT (\\u004EOW() AS ?t) {}", True),
        ("ASK { FILTER(?x<'a>' || RAND()<'b') }", True),
        ('ASK { ?s ?p "NOW()" } # RAND()', False),
        ("SELECT ?now { ?s ag:now ?now }", False),
        ("SELECT * { ?s ?p <urn:RAND()> }", False),
    ],
)
def test_chance_is_seen(query: str, volatile: bool) -> None:
    """A query is volatile where its code says so, or where it cannot be told; not where a text or a name looks like it."""
    assert guard.is_volatile(query) is volatile


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <urn:x> { } }", RefusedError),
        ("SELECT * { service ?x { } }", RefusedError),
        ("SELECT * { \\u0053ERVICE <urn:x> {} }", RefusedError),
        ("SELECT * { ?s ?p ?x FILTER(?x<2)SERVICE#>\n<urn:x> {} }", RefusedError),
        ("PREFIX a: <urn:a>\nINSERT DATA { a:b a:c a:d }", RefusedError),
        ("BASE <urn:a> WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", RefusedError),
        ("CLEAR ALL", RefusedError),
        ("ASK {} #" + "x" * 100, TooLargeError),
        ("SELECT * " + "{" * 201 + "}" * 201, InputError),
        ("ASK { ?s " + "/".join(["<urn:p>"] * 502) + " ?o }", InputError),
    ],
)
def test_what_is_refused_is_explained(query: str, error: type[InputError]) -> None:
    """With a message in both languages, and a hint."""
    with pytest.raises(error) as found:
        guard.check(query, 100 if error is TooLargeError else 100_000)
    assert type(found.value) is error
    assert found.value.message.nl != found.value.message.en
    if error is not TooLargeError:
        assert found.value.hint.nl


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?s ag:service ?service }",
        'ASK { ?s ?p "SERVICE <x>" }',
        "ASK { ?s ?p ?o } # SERVICE",
        "SELECT ?insert { ?insert a ag:Law }",
        "PREFIX load: <urn:load> SELECT * { ?s load:x ?o }",
        "SELECT * " + "{" * 200 + "}" * 200,
        'ASK { ?s ?p "' + "{" * 1000 + '" }',
        "ASK { ?s " + "/".join(["<urn:p>"] * 400) + " ?o }",
    ],
)
def test_what_only_looks_like_it_passes(query: str) -> None:
    """Names, texts and comments are not taken for keywords, nor for nesting."""
    guard.check(query, 100_000)
