"""The runner itself: it tells apart what differs, and what only looks different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.w3c.results import Answer, read
from tests.w3c.terms import Row, same

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
NODES = [("bnode", name) for name in "abcd"]
TERMS = st.sampled_from(
    [*NODES, ("iri", "urn:x"), ("literal", "x", "urn:d", "", ""), None, ("triple", *NODES[:2], NODES[0])]
)
ROWS = st.lists(st.tuples(TERMS, TERMS, TERMS), max_size=8)


@given(ROWS, st.permutations("abcd"), st.randoms())
def test_names_of_blank_nodes_and_order_do_not_matter(rows: list[Row], names: list[str], random: object) -> None:
    """Rows that are renamed and shuffled are the same; where order counts, only those in the same order."""
    renaming = dict(zip("abcd", (f"other{name}" for name in names), strict=True))

    def renamed(term: object) -> object:
        if not isinstance(term, tuple):
            return term
        return ("bnode", renaming[term[1]]) if term[:1] == ("bnode",) else tuple(map(renamed, term))

    others: list[Row] = [renamed(row) for row in rows]  # type: ignore[misc]
    assert same(rows, others, ordered=True)
    random.shuffle(others)  # type: ignore[attr-defined]
    assert same(rows, others)


@given(ROWS, st.data())
def test_a_row_more_or_less_is_seen(rows: list[Row], data: st.DataObject) -> None:
    """Rows are a multiset: one that is there twice is not one that is there once."""
    assert not same(rows, [*rows, data.draw(st.tuples(TERMS, TERMS, TERMS))])


@pytest.mark.parametrize("size", [3, 6])
def test_two_rings_are_not_one(size: int) -> None:
    """Graphs that look alike from every node are told apart all the same."""
    nodes = [("bnode", str(number)) for number in range(2 * size)]
    one = [(nodes[n], ("iri", "urn:p"), nodes[(n + 1) % (2 * size)]) for n in range(2 * size)]
    two = [(nodes[n], ("iri", "urn:p"), nodes[n - n % size + (n + 1) % size]) for n in range(2 * size)]
    assert not same(one, two)
    assert same(one, one[3:] + one[:3])


def test_the_four_formats_say_the_same() -> None:
    """A blank node twice, an unbound cell, a language, a number and a tab, read from each format."""
    bodies = {
        JSON: """{"head": {"vars": ["a", "b"]}, "results": {"bindings": [
            {"a": {"type": "bnode", "value": "x"}, "b": {"type": "literal", "value": "een", "xml:lang": "NL"}},
            {"a": {"type": "bnode", "value": "x"}},
            {"a": {"type": "uri", "value": "urn:y"}, "b": {"type": "literal", "value": "1\\t2"}}]}}""",
        XML: """<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="b"/><variable name="a"/></head>
            <results><result><binding name="a"><bnode>q</bnode></binding>
            <binding name="b"><literal xml:lang="nl">een</literal></binding></result>
            <result><binding name="a"><bnode>q</bnode></binding></result><result><binding name="a"><uri>urn:y</uri></binding>
            <binding name="b"><literal>1&#9;2</literal></binding></result></results></sparql>""",
        TSV: '?a\t?b\n_:z\t"een"@nl\n_:z\t\n<urn:y>\t"1\\t2"\n',
    }
    answers = [read(body.encode(), media_type) for media_type, body in bodies.items()]
    assert all(one.equals(other, ordered=True) for one in answers for other in answers)
    assert read(b"a,b\r\n_:n,1.0e6\r\n", CSV).equals(read(b"a,b\n_:m,1000000\n", CSV))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?a\n<urn:x>\n", "?b\n<urn:x>\n"),
        ("?a\n<urn:x>\n", '?a\n"urn:x"\n'),
        ('?a\n"1"\n', "?a\n1\n"),
        ("?a\n1\n", "?a\n1.0\n"),
        ('?a\n"x"@nl\n', '?a\n"x"@en\n'),
        ("?a\t?b\n_:x\t_:x\n", "?a\t?b\n_:x\t_:y\n"),
    ],
)
def test_what_differs_is_not_the_same(one: str, other: str) -> None:
    """Variables, kinds of terms, types, languages, and which blank nodes are one."""
    assert not read(one.encode(), TSV).equals(read(other.encode(), TSV))


def test_kinds_of_answers_are_told_apart() -> None:
    """Yes is not no, and rows of three are not a graph."""
    yes, no = (read(f'{{"head": {{}}, "boolean": {word}}}'.encode(), JSON) for word in ("true", "false"))
    assert yes.equals(yes)
    assert not yes.equals(no)
    assert not Answer(rows=()).equals(Answer(variables=(), rows=()))
    assert not Answer(rows=()).equals(no)


@pytest.mark.parametrize("media_type", [JSON, XML, "text/turtle", "image/png"])
def test_what_cannot_be_read_is_a_fault(media_type: str) -> None:
    """A body that is not in its format, and a format that nobody knows."""
    with pytest.raises(ValueError, match=r"not |unknown"):
        read(b"<<<", media_type)
