"""What holds of all shipped data, whatever the fact: own words, names, places, wishes, coverage of the documents."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph import terms
from agendagraph.store import Store
from tests.inventory import ROOT, coverage, lines_of, local

# The document that the passages of a source stand in. Other sources (editorial, the state of a region) are not printed.
DOCUMENTS = {"agenda-2025-04": "agenda-2025-04.txt", "ambities-2025-2026": "ambities-zorginkoop-2025-2026.txt"}
# What is held against the documents for copied sentences.
OWN_WORDS = ("data", "docs", "README.md", "src", "queries", "ontology", "tests/traps")
# What the data guide obliges to have a definition.
DEFINED = {
    "Exchange", "CareApplication", "DataSet", "InformationStandard", "TechnicalStandard", "Norm", "Guideline", "GenericFunction",
    "AgreementSystem", "Facility", "Infrastructure", "Programme", "Project", "Law", "Policy", "Ambition",
}  # fmt: skip
# Kinds of statements that say something of a passage, and so carry the lines that say it.
LOCATED = {"Requirement", "Relation", "Participation", "Milestone", "Figure", "Remark", "Membership"}
# How a row of the inventory is in the data, if not as it stands: `merged` and `corrected` are elsewhere, `weaker` is said with a
# reservation, `not-said` is not in the document, `not-a-thing` is no node.
DISPOSITIONS = {"merged", "corrected", "weaker", "not-said", "not-a-thing"}
TEXT = {".trig", ".ttl", ".md", ".py", ".rq", ".html", ".csv", ".toml", ".json", ".css", ".js", ".txt"}


@dataclass(frozen=True)
class Passage:
    """A passage as declared: its name, lines, what it is part of and describes."""

    name: str
    lines: frozenset[int]
    parent: str
    describes: frozenset[str]

    @property
    def source(self) -> str:
        """Return the folder of the source that the passage stands in."""
        return self.name.split("/")[0]


def select(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query, with local names and without languages."""
    return [tuple("" if value is None else local(value.value) for value in row) for row in store.rows(query)]


@pytest.fixture(scope="module")
def passages(real: Store) -> dict[str, Passage]:
    """Return every declared passage by name."""
    describes: dict[str, set[str]] = defaultdict(set)
    for passage, thing in select(real, "SELECT ?p ?t WHERE { ?p ag:describes ?t }"):
        describes[passage].add(thing)
    query = "SELECT ?p ?w ?l WHERE { ?p a ag:Passage ; dcterms:isPartOf ?w . OPTIONAL { ?p ag:locator ?l } }"
    return {
        p: Passage(p, frozenset(lines_of(lines)), parent, frozenset(describes[p]))
        for p, parent, lines in select(real, query)
    }


@pytest.fixture(scope="module")
def printed(shared: Path) -> dict[str, list[str]]:
    """Return the lines of each document; line n is at n - 1."""
    return {
        source: (shared / "sources" / file).read_text(encoding="utf-8").splitlines()
        for source, file in DOCUMENTS.items()
    }


@pytest.fixture(scope="module")
def statements(real: Store) -> list[tuple[str, str, str, str]]:
    """Return (node, class, passage or graph, locator) of every statement node that a file states."""
    query = """SELECT DISTINCT ?node ?class ?graph ?lines WHERE {
      GRAPH ?graph { ?node a ?class } ?class rdfs:subClassOf* ag:Statement . OPTIONAL { GRAPH ?graph { ?node ag:locator ?lines } }
      FILTER (!STRSTARTS(STR(?graph), STR(graph:))) }"""
    return [(node, kind, graph, lines) for node, kind, graph, lines in select(real, query)]


# --- Own words, and nobody's name ---


def test_no_sentence_is_copied(shared: Path) -> None:
    """Nothing shipped shares a run of nine words with a document."""
    paths = [name for name in OWN_WORDS if (ROOT / name).exists()]
    assert {"data", "docs", "src", "queries", "ontology"} <= set(paths)
    run = subprocess.run(
        [sys.executable, shared / "tools" / "copied.py", *paths], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "")


def shipped() -> Iterator[tuple[str, str]]:
    """Yield name and text of every text file of the project, those of the tests included."""
    for folder in (
        "data",
        "docs",
        "ontology",
        "queries",
        "src",
        "tests",
        "tools",
        "bench",
        "README.md",
        "CHANGELOG.md",
    ):
        root = ROOT / folder
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace")


def test_no_private_person_is_named(printed: dict[str, list[str]]) -> None:
    """The person whom the regional introduction prints with an address occurs nowhere; the data hold no address at all."""
    contact = " ".join(printed["agenda-2025-04"][101:104])
    (address,) = re.findall(r"[\w.]+@[\w.]+\w", contact)
    names = address.split("@")[0].split(".")
    assert all(name in contact.lower() for name in names)
    files = list(shipped())
    assert len(files) > 100
    wanted = re.compile(
        r"\b" + r"\W+".join(map(re.escape, names)) + r"\b|\b" + re.escape(names[-1]) + r"\b", re.IGNORECASE
    )
    assert [name for name, text in files if wanted.search(text)] == []
    mail = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}|mailto:")
    assert [name for name, text in files if name.startswith(("data/", "ontology/")) and mail.search(text)] == []


# --- Names ---


def test_every_thing_has_a_name_in_both_languages(real: Store) -> None:
    """Every thing is named exactly once in Dutch and once in English."""
    query = """SELECT ?thing (GROUP_CONCAT(LANG(?name); separator=" ") AS ?languages) WHERE {
      { SELECT DISTINCT ?thing WHERE { ?thing a ?class . ?class rdfs:subClassOf+ ag:Thing } }
      OPTIONAL { ?thing skos:prefLabel ?name } } GROUP BY ?thing"""
    found = {thing: sorted(languages.split()) for thing, languages in select(real, query)}
    assert len(found) > 600
    assert {thing: languages for thing, languages in found.items() if languages != ["en", "nl"]} == {}


def test_what_has_a_page_or_an_obliging_class_is_defined(real: Store) -> None:
    """Every thing with a page, and every thing of the classes that the guide names, has a definition nl and en."""
    query = """SELECT ?thing ?class
      (GROUP_CONCAT(DISTINCT LANG(?text); separator=" ") AS ?languages) (COUNT(DISTINCT ?text) AS ?n) WHERE {
      ?thing a ?class . ?class rdfs:subClassOf+ ag:Thing . OPTIONAL { ?thing skos:definition ?text } }
      GROUP BY ?thing ?class"""
    described = {thing for (thing,) in select(real, "SELECT DISTINCT ?t WHERE { ?passage ag:describes ?t }")}
    obliged = [row for row in select(real, query) if row[1] in DEFINED or row[0] in described]
    assert len(obliged) > 200
    assert {kind for _, kind, _, _ in obliged} >= DEFINED
    assert [row for row in obliged if sorted(row[2].split()) != ["en", "nl"] or row[3] != "2"] == []


# --- Places ---


def test_every_statement_stands_in_one_passage(
    statements: list[tuple[str, str, str, str]], passages: dict[str, Passage]
) -> None:
    """A statement node stands in exactly one passage, which is declared; a clause can be given options in another."""
    homes: dict[str, set[str]] = defaultdict(set)
    for node, _, graph, _ in statements:
        homes[node].add(graph)
    assert len(homes) > 1000
    elsewhere = {node: places for node, places in homes.items() if len(places) != 1 or not places <= set(passages)}
    # The one clause of the agenda that specifications add options to: each option stands where it comes from.
    assert elsewhere == {"req-bgz-drager": {"editorial/bgz-uitwisseling", "editorial/routes"}}


def test_every_statement_of_a_document_names_its_lines(statements: list[tuple[str, str, str, str]]) -> None:
    """What a document states carries exactly one locator."""
    seen = Counter((node, graph) for node, kind, graph, lines in statements if lines and kind in LOCATED)
    of_documents = [
        (node, graph) for node, kind, graph, _ in statements if kind in LOCATED and graph.split("/")[0] in DOCUMENTS
    ]
    assert [node for node, graph in of_documents if seen[node, graph] != 1] == []


def test_every_statement_lies_in_its_passage(
    statements: list[tuple[str, str, str, str]], passages: dict[str, Passage]
) -> None:
    """The lines of a statement are lines of the passage that it stands in."""
    outside = {
        (node, graph, lines)
        for node, _, graph, lines in statements
        if graph.split("/")[0] in DOCUMENTS and lines and not lines_of(lines) <= passages[graph].lines
    }
    assert outside == set()


def test_every_statement_stands_under_its_own_heading(
    statements: list[tuple[str, str, str, str]], passages: dict[str, Passage]
) -> None:
    """A statement whose lines all stand under one heading is in the block of that heading, not of the page."""
    below = defaultdict(list)
    for passage in passages.values():
        below[passage.parent].append(passage)
    misplaced = {
        (node, graph, child.name)
        for node, _, graph, lines in statements
        if graph.split("/")[0] in DOCUMENTS and lines
        for child in below[graph]
        if lines_of(lines) <= child.lines
    }
    assert misplaced == set()


def test_headings_lie_inside_their_page(passages: dict[str, Passage]) -> None:
    """A heading lies within the lines of its page and shares none with another heading of that page."""
    printed = {name: p for name, p in passages.items() if p.source in DOCUMENTS}
    assert [name for name, p in printed.items() if not p.lines] == []
    assert [name for name, p in printed.items() if p.parent in printed and not p.lines <= printed[p.parent].lines] == []
    children = defaultdict(list)
    for passage in printed.values():
        children[passage.parent].append(passage)
    shared_lines = {
        (a.name, b.name)
        for siblings in children.values()
        for index, a in enumerate(siblings)
        for b in siblings[index + 1 :]
        if a.parent in printed and a.lines & b.lines
    }
    assert shared_lines == set()


def test_pages_follow_each_other(real: Store, passages: dict[str, Passage]) -> None:
    """The pages of a document are numbered once each, in the order of their lines, and share a line only at a broken word."""
    query = "SELECT ?p ?n WHERE { ?p a ag:Passage ; dcterms:isPartOf ?source ; ag:order ?n . ?source a ag:Source }"
    order = {page: int(number) for page, number in select(real, query)}
    for source in DOCUMENTS:
        pages = [p for p in passages.values() if p.source == source and p.parent not in passages]
        assert [p.name for p in pages if p.name not in order] == []
        pages.sort(key=lambda page: order[page.name])
        assert len({order[page.name] for page in pages}) == len(pages)
        assert [(a.name, b.name) for a, b in pairwise(pages) if min(a.lines) > min(b.lines)] == []
        assert {
            (a.name, b.name): sorted(a.lines & b.lines)
            for index, a in enumerate(pages)
            for b in pages[index + 1 :]
            if len(a.lines & b.lines) > 1
        } == {}


def test_every_line_of_the_documents_is_in_a_passage(
    passages: dict[str, Passage], printed: dict[str, list[str]]
) -> None:
    """Every printed line with a letter is in a passage, and no passage points beyond the last line."""
    for source, text in printed.items():
        covered = frozenset[int]().union(*(p.lines for p in passages.values() if p.source == source))
        with_letters = {number for number, line in enumerate(text, 1) if re.search(r"[^\W\d_]", line)}
        assert sorted(with_letters - covered) == []
        assert max(covered) <= len(text)


# --- What the insurers wish ---


def test_an_ambition_is_no_fact(real: Store) -> None:
    """What an ambition asks is a wish: should or may, intended; its relations too."""
    query = """SELECT ?node ?force ?status WHERE {
      ?node ag:dependent|ag:subject ?ambition ; ag:status ?status . ?ambition a ag:Ambition .
      OPTIONAL { ?node ag:force ?force } }"""
    found = select(real, query)
    assert len(found) > 40
    assert [row for row in found if row[1] not in {"Should", "May"} or row[2] != "Intended"] == []
    asked = "SELECT ?node ?force WHERE { ?node ag:dependent ?ambition ; ag:force ?force . ?ambition a ag:Ambition }"
    assert [row for row in select(real, asked) if row[1] != "Should"] == []


def test_an_ambition_has_no_plain_edge_of_a_fact(real: Store) -> None:
    """An ambition is part of its objective, refers and applies to things, and does nothing."""
    query = """SELECT DISTINCT ?ambition ?edge ?thing WHERE {
      ?ambition a ag:Ambition ; ?edge ?thing . ?thing a/rdfs:subClassOf* ag:Thing }"""
    told = {"appliesToSector", "appliesTo", "references", "hasPart", "distinctFrom", "basedOn", "inScheme"}
    assert [row for row in select(real, query) if row[1] not in told] == []
    back = """SELECT DISTINCT ?thing ?edge ?ambition WHERE {
      ?thing ?edge ?ambition . ?ambition a ag:Ambition . ?thing a/rdfs:subClassOf* ag:Thing }"""
    assert [row for row in select(real, back) if row[1] not in {"hasPart", "distinctFrom", "references"}] == []


def test_no_wish_of_the_insurers_is_in_force_as_a_duty_of_providers(real: Store) -> None:
    """In the ambitions no statement on providers or suppliers is a must in force."""
    query = """SELECT ?node WHERE { GRAPH ?passage { ?node ag:force ag:Must ; ag:status ag:InForce ; ag:subject|ag:actor ?who }
      FILTER (STRSTARTS(STR(?passage), STR(ambities:))) }"""
    assert select(real, query) == []


# --- What the text does not hold ---


def test_every_light_is_unknown(real: Store) -> None:
    """The region has one status per thing, and every light is unknown."""
    found = select(
        real,
        "SELECT ?region ?thing ?light WHERE { ?s a ag:AgendaStatus ; ag:region ?region ; ag:about ?thing ; ag:light ?light }",
    )
    assert {(region, light) for region, _, light in found} == {("connect4care", "status-onbekend")}
    assert len({thing for _, thing, _ in found}) == len(found)


def test_every_topic_page_has_a_light(real: Store, shared: Path, passages: dict[str, Passage]) -> None:
    """The 39 pages that print the lights are those whose things have a status."""
    text = (shared / "facts" / "ambiguities.md").read_text(encoding="utf-8").split("## Impact legend")[1]
    headings = re.findall(r"^\| ([^|]+?) \| [A-Z][a-z]+, ", text, re.MULTILINE)
    assert len(headings) == 39
    query = "SELECT ?heading ?p WHERE { ?p a ag:Passage ; ag:heading ?heading ; dcterms:isPartOf ?source . ?source a ag:Source }"
    pages = dict(select(real, query))
    assert [heading for heading in headings if heading not in pages] == []
    described = {thing for heading in headings for thing in passages[pages[heading]].describes}
    lit = {thing for (thing,) in select(real, "SELECT ?thing WHERE { ?s a ag:AgendaStatus ; ag:about ?thing }")}
    assert lit == described


# --- The inventory ---


def listed() -> list[dict[str, str]]:
    """Return the rows of the inventory that are in the data in another way, or not."""
    with (ROOT / "data" / "coverage.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def compared(shared: Path) -> list[tuple[str, str, str]]:
    """Return (file, key, state) of every row of the inventory, as `tools/coverage.py` judges it."""
    compare = coverage.Comparison(coverage.digest(coverage.read([ROOT / "ontology", ROOT / "data"])), listed())
    return [(file, key, state) for file, key, _, state in coverage.rows(shared / "facts", compare)]


def test_nothing_of_the_inventory_is_missing(compared: list[tuple[str, str, str]]) -> None:
    """Every row is covered by the data or listed with a reason."""
    assert Counter(file for file, _, _ in compared) == {
        "topics.csv": 656, "relations.csv": 1275, "dates.csv": 115, "numbers.csv": 68, "dependencies.md": 139, "AUDIT.md": 39,
    }  # fmt: skip
    assert [(file, key) for file, key, state in compared if state == "missing"] == []


def test_every_listed_row_is_a_row(compared: list[tuple[str, str, str]]) -> None:
    """What is listed exists in the inventory, once, and is most of all not most of it."""
    known = {(file, " ".join(key.split())) for file, key, _ in compared}
    keys = [(row["file"], " ".join(row["key"].split())) for row in listed()]
    assert [key for key in keys if key not in known] == []
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert sum(state == "covered" for _, _, state in compared) / len(compared) > 0.85


def test_every_listed_row_says_where_and_why(real: Store) -> None:
    """A listed row has a known disposition, a reason, and things and statements that exist."""
    known = {
        local(quad.subject.value)
        for quad in real.quads()
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(terms.AGD)
    }
    rows = listed()
    assert list(rows[0]) == ["file", "key", "disposition", "into", "reason"]
    assert [row["key"] for row in rows if row["disposition"] not in DISPOSITIONS or not row["reason"].strip()] == []
    assert [
        (row["key"], name) for row in rows for name in filter(None, row["into"].split("|")) if name not in known
    ] == []
    elsewhere = {"merged", "corrected", "weaker"}
    assert [row["key"] for row in rows if row["disposition"] in elsewhere and not row["into"]] == []
