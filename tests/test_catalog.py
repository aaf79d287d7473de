"""The question catalog: every file keeps the contract, binds safely and gives exact rows on the invented graph."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendagraph import assets, catalog, results, terms
from agendagraph.binding import fill
from agendagraph.errors import InputError, ParameterError, UnknownNameError
from agendagraph.store import Store

QUERIES = catalog.load()
GOLDEN = Path(__file__).parent / "golden"
IDS = [query.id for query in QUERIES]


def _examples(query: catalog.NamedQuery) -> dict[str, list[str]]:
    return {p.name: list(p.examples) for p in query.parameters if p.required}


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_given_and_found_are_told_apart(query: catalog.NamedQuery) -> None:
    """Every `$name` is a parameter, every parameter is used, and no result has the name of a parameter."""
    code = re.sub(r'"[^"\n]*"|<[^>\s]*>|#[^\n]*', "", query.text)
    used = {
        re.sub(r"(?<=\D)\d$", "", n) if n not in {p.name for p in query.parameters} else n
        for n in re.findall(r"\$(\w+)", code)
    }
    names = {p.name for p in query.parameters}
    assert used == names
    assert names & set(re.findall(r"\?(\w+)", code)) == set()


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_columns_are_the_projection(query: catalog.NamedQuery) -> None:
    """The outermost SELECT projects the declared columns in their order."""
    head = re.search(r"^SELECT (?:DISTINCT )?(.*)$", query.text, re.M)
    assert head is not None
    projected = re.findall(r"\?(\w+)(?=\s*(?:\)|\?|\(|$))", re.sub(r"\(.*? AS (\?\w+)\)", r"\1", head[1]))
    assert projected == [column.name for column in query.columns]


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_rows_come_in_a_fixed_order(query: catalog.NamedQuery) -> None:
    """The query ends in ORDER BY, and asks nobody else."""
    assert re.search(r"\nORDER BY [^\n]+\n$", query.text)
    assert not re.search(r"\bSERVICE\b|SELECT \*", query.text)


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_it_says_where_it_is_written(query: catalog.NamedQuery) -> None:
    """Every answer has a passage in each row, except where its things have their own pages: a chain, a comparison, a list."""
    if query.id not in {"keten", "zibverschil", "bronnen"}:
        assert any(column.type == "passage" for column in query.columns)


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_terms_exist(query: catalog.NamedQuery) -> None:
    """Every term of ours in the text is defined in the ontology."""
    text = "".join(
        p.read_text("utf-8")
        for p in [assets.folder("ontology") / "agendagraph.ttl", *(assets.folder("ontology") / "values").glob("*.ttl")]
    )
    defined = set(re.findall(r"^ag:(\w+) ", text, re.M))
    assert set(re.findall(r"\bag:(\w+)", query.text)) - defined == set()


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_the_example_answers(query: catalog.NamedQuery, real: Store) -> None:
    """With its example values the question has at least the rows it promises on the real data, in both languages."""
    for language in ("nl", "en"):
        answer = catalog.ask(real, query.id, _examples(query), language)  # type: ignore[arg-type]
        assert len(answer.rows) >= max(query.min_rows, 1)


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_exact_rows_on_the_invented_graph(query: catalog.NamedQuery, mini: Store) -> None:
    """The rows on the invented graph are exactly those in `golden/`, for the parameters in their first line."""
    text = (GOLDEN / f"{query.id}.csv").read_text(encoding="utf-8")
    head, _, body = text.partition("\n")
    values: dict[str, list[str]] = {}
    for pair in head.lstrip("# ").split(" & "):
        if pair:
            name, _, value = pair.partition("=")
            values.setdefault(name, []).append(value)
    answer = catalog.ask(mini, query.id, values)
    found = list(csv.reader(io.StringIO(results.as_delimited(mini, answer, "nl"))))
    assert found == list(csv.reader(io.StringIO(body)))
    assert len(found) > 1, "a golden file without rows proves nothing"


def test_unknown_question_names_the_nearest() -> None:
    """A question that does not exist is an error with the nearest ids."""
    with pytest.raises(UnknownNameError) as error:
        catalog.get("tijdlijnen")
    assert "tijdlijn" in error.value.hint.nl


def test_unknown_thing_names_the_nearest(real: Store) -> None:
    """A thing that does not exist is an error with names that are written almost like it."""
    with pytest.raises(UnknownNameError) as error:
        catalog.resolve(real, "Mitzz")
    assert "Mitz" in error.value.hint.nl


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("mitz", "mitz"),
        ("agd:mitz", "mitz"),
        ("https://w3id.org/agendagraph/id/mitz", "mitz"),
        ("Toestemmingsvoorziening Mitz", "mitz"),
        ("MEDMIJ", "medmij"),
        ("NEN7510", "nen-7510"),
        ("NEN 7540", "nen-7540"),
        ("Zorg-ID", "zorg-id"),
        ("izo platform", "pragmedic"),
        ("Mediatieproces 9", "informatiestandaard-medicatieproces-9"),
        ("MP9", "informatiestandaard-medicatieproces-9"),
        ("Landelijk Schakelpunt", "lsp"),
        ("Wet elektronische Databeschikbaarheid in de zorg", "wegiz"),
        ("Medisch specilaistische zorg", "medisch-specialistische-zorg"),
        ("Babyconnect", "vipp-geboortezorg-babyconnect"),
        ("BabyConnect", "interoperabiliteit-geboortezorg"),
    ],
)
def test_people_find_things_by_what_they_call_them(name: str, identifier: str, real: Store) -> None:
    """Identifiers, prefixed names, IRIs, labels, abbreviations, former names and printed slips all lead to the thing."""
    assert catalog.resolve(real, name).value == terms.AGD + identifier


def test_missing_parameter_says_which(real: Store) -> None:
    """A question without its subject says what to add."""
    with pytest.raises(ParameterError) as error:
        catalog.ask(real, "tijdlijn")
    assert error.value.hint.nl == "Bijvoorbeeld: ding=bgz"


def test_wrong_choice_names_the_choices(real: Store) -> None:
    """A value that is not in the list is refused with the list."""
    with pytest.raises(ParameterError) as error:
        catalog.ask(real, "toepassingen", {"ding": ["nuts"], "stand": ["straks"]})
    assert error.value.hint.en == "Choose: nu, alles."


def test_too_many_values_are_refused(real: Store) -> None:
    """A parameter that takes one value refuses two."""
    with pytest.raises(ParameterError):
        catalog.ask(real, "namen", {"ding": ["mitz", "lsp"]})


def test_silence_is_an_answer(real: Store) -> None:
    """Where the documents do not say, the answer is empty and says so in words, with what they call absent."""
    answer = catalog.ask(real, "tijdlijn", {"ding": ["wozo"]})
    assert answer.is_empty
    shown = results.as_json(real, answer, "nl")
    assert shown["answered"] is False
    assert shown["message"] == "De documenten noemen hiervoor geen tijdstip."
    assert any("deadline" in absence["text"] for absence in shown["said_to_be_absent"])


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("verbanden", {"ding": ["mitz"], "verband": ["draagt"]}),
        ("toepassingen", {"ding": ["lsp"], "soort": ["Voorziening"]}),
        ("opmerkingen", {"ding": ["wegiz"], "aard": ["uitgangspunt"]}),
    ],
    ids=["link", "class", "value"],
)
def test_a_narrowed_question_claims_no_more_silence_than_there_is(
    query: str, values: dict[str, list[str]], real: Store
) -> None:
    """Where only the narrowing leaves nothing, the answer says so, and not that the documents are silent."""
    answer = catalog.ask(real, query, values)
    assert answer.is_empty
    assert answer.wider > 0
    assert answer.message.nl.startswith("Met deze nadere keuze noemen de documenten niets")


@given(st.text(max_size=200).filter(lambda text: "\x00" not in text))
def test_any_text_is_only_text(text: str) -> None:
    """Whatever a visitor types as text comes back as that text, and is never read as SPARQL."""
    store = Store([])
    rows = store.rows("SELECT ?value WHERE { VALUES ?value { $given } }", {"given": ox.Literal(text)})
    assert [row["value"].value for row in rows] == [text]


def test_parameters_in_strings_and_comments_are_left_alone() -> None:
    """A `$` in a string, an IRI or a comment means nothing."""
    text = 'SELECT ?x WHERE { ?x ?p "$a" ; <http://e/$a> $a } # $a'
    assert fill(text, {"a": ox.Literal("v")}) == 'SELECT ?x WHERE { ?x ?p "$a" ; <http://e/$a> "v" } # $a'


def test_spreadsheets_see_no_formula() -> None:
    """A cell that begins like a formula is made inert in CSV."""
    assert results._inert("=1+1") == "'=1+1"
    assert results._inert("Mitz") == "Mitz"


def test_a_header_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    """A slip in a header is an error, not a silence."""
    path = tmp_path / "x.rq"
    path.write_text('#+ id = "x"\n#+ titel = "y"\nSELECT ?a WHERE {}\n')
    with pytest.raises(InputError) as error:
        catalog.query.parse(path)
    assert "titel" in error.value.message.en
