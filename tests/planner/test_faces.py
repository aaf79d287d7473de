"""The faces of a plan that are files: what a program, a reader, a spreadsheet or a drawing gets is the plan, and safe."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import openpyxl
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from agendagraph import catalog
from agendagraph.errors import NotAcceptableError
from agendagraph.planner import Request, compare, document, facts, make
from agendagraph.planner.document import Aside, Choice, Demand, Ground, Other, Plan, Runner, Spared, Step
from agendagraph.planner.faces import FORMS, MEDIA_TYPES, SUFFIXES, as_diagram, as_json, schema, write
from agendagraph.planner.faces.as_diagram import Edge
from agendagraph.planner.facts import Hand, Named, Said, When
from agendagraph.planner.plain import PLAN_SCHEMA, plain
from agendagraph.store import Store
from agendagraph.text import LANGUAGES, Language, Text

GOLDEN = Path(__file__).resolve().parent / "golden"
ID = "https://w3id.org/agendagraph/id/"
SCHEMA = json.loads(schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    "\r=1",
    "\uff1d1",
    "two\nlines; and \"quotes\"; and 'more'",
    "# head",
    "1. first",
    "- item",
    "*star* _under_ `code` ~~out~~ $x$",
    "<script>alert(1)</script> &lt; &amp;",
    "[link](https://evil.example) ![image](x) | cell",
    "https\\://back\\slash",
    "_x0041_ \x07x",
)


def _named(name: str, label: str = "") -> Named:
    return Named(ID + name, Text(label or name, (label or name)))


def _ground(word: str) -> Ground:
    return Ground(
        clause=ID + "clause",
        dependent=_named("whole", word),
        nature="derived",
        words=Text(word, word),
        force=_named("force", word),
        status=_named("status", word),
        basis=_named("basis", word),
        qualifier=word,
        note=Text(word, word),
        actors=(_named("actor", word),),
        passages=(_named("passage", word), _named("passage-2", word)),
        locator=word,
        reservations=(_named("reservation", word),),
    )


def _full(word: str) -> Plan:
    """Return a plan in which every field has something, and every text is the same."""
    one, text = _named("one", word), Text(word, word)
    first = Step(
        number=1,
        thing=one,
        kind=_named("kind", word),
        deed=text,
        wave=1,
        after=(_named("there", word),),
        unlocks=(_named("whole", word),),
        why=(one, _named("whole", word)),
        grounds=(_ground(word), replace(_ground(word), clause=ID + "clause-2", nature="stated", reservations=())),
        status=_named("trial", word),
        hands=(Hand(_named("how", word), _named("who", word)),),
        milestones=(When(text, text, "2025-01", "2026", _named("sure", word), _named("passage-3", word), word),),
        cautions=(Said(text, _named("passage-4", word), word),),
        is_goal=False,
        is_critical=True,
    )
    whole = _named("whole", word)
    last = replace(
        first, number=2, thing=whole, wave=2, after=(one,), unlocks=(), why=(whole,), grounds=(), is_goal=True
    )
    return Plan(
        goals=(whole,),
        sector=_named("sector", word),
        has=(_named("there", word),),
        via=(one,),
        without=(_named("not", word),),
        when=(_named("case", word),),
        within=(_named("region", word),),
        forces=(_named("must", word),),
        statuses=(_named("in-use", word),),
        bases=(_named("stated", word),),
        weights=("mitz=3",),
        cost=2,
        is_proven=False,
        best_plans=3,
        has_more_best=True,
        steps=(first, last),
        waves=((one,), (whole,)),
        choices=(
            Choice(
                ID + "clause",
                whole,
                one,
                text,
                (
                    Other(_named("other", word), _named("trial", word), 1, text),
                    Other(_named("last", word), None, None, text),
                ),
            ),
        ),
        runner_up=Runner(3, (_named("other", word),), (one,)),
        in_place=(_named("there", word),),
        asides=(Aside(text, (_named("wish", word),), _ground(word), (_named("case", word),)),),
        critical=(one, whole),
        unknown=(whole,),
        releases=(_named("release-1", word), _named("release-2", word)),
        duties=(
            Demand(
                _named("party", word),
                _named("what", word),
                (_named("object", word), _named("object-2", word)),
                _named("force", word),
                _named("status", word),
                word,
                _named("passage-5", word),
                word,
            ),
        ),
        exemptions=(
            Spared(
                whole, one, _named("case", word), _named("trial", word), word, text, _named("passage-6", word), word
            ),
        ),
        fingerprint="0" * 64,
    )


def _bare() -> Plan:
    """Return a plan in which everything that can be empty is."""
    whole = _named("whole")
    step = Step(1, whole, None, Text("", ""), 1, (), (), (whole,), (), None, (), (), (), is_goal=True, is_critical=True)
    lists = [
        "has",
        "via",
        "without",
        "when",
        "within",
        "forces",
        "statuses",
        "bases",
        "weights",
        "choices",
        "in_place",
        "asides",
        "unknown",
        "releases",
        "duties",
    ]
    nothing: dict[str, Any] = dict.fromkeys(lists, ())
    return Plan(
        goals=(whole,),
        sector=None,
        cost=1,
        is_proven=True,
        best_plans=1,
        has_more_best=False,
        steps=(step,),
        waves=((whole,),),
        runner_up=None,
        critical=(whole,),
        exemptions=(),
        **nothing,
    )


FULL = _full("word")
BARE = _bare()
SYNTHETIC = [FULL, BARE, replace(BARE, steps=(), waves=(), critical=(), cost=0), *map(_full, HOSTILE)]


@pytest.fixture(scope="module")
def letters(mini: Store) -> Plan:
    """Return a plan of the invented graph with a choice, a route, something in place, dates and people."""
    asked = Request(
        (ID + "briefwisseling",), ID + "huisartsen", frozenset({ID + "pasje"}), frozenset({ID + "sleutelkast"})
    )
    return replace(make(mini, asked), fingerprint="0" * 64)


@pytest.fixture(scope="module")
def pigeon(mini: Store) -> Plan:
    """Return a plan of the invented graph with duties, an exemption, a case, a release and reservations of sources."""
    return replace(make(mini, Request((ID + "route-duif",), ID + "zorginstellingen")), fingerprint="0" * 64)


@pytest.fixture(scope="module")
def shipped(real: Store) -> dict[str, Plan]:
    """Return plans of the shipped graph: a route asked for, no sector, two goals, something excluded, not explained."""

    def iri(name: str) -> str:
        return catalog.resolve(real, name).value

    bgz = iri("bgz-uitwisseling")
    return {
        "route": make(real, Request((bgz,), iri("huisartsen"), via=frozenset({iri("app-bgz-lsp")}))),
        "anybody": make(real, Request((iri("medicatieoverdracht"),)), explain=False),
        "two": make(real, Request((iri("mitz"), iri("lsp")), iri("ziekenhuizen")), explain=False),
        "in place": make(real, Request((iri("lsp"),), has=frozenset({iri("lsp")}))),
    }


# JSON and its schema


def test_the_schema_is_a_schema() -> None:
    """It is valid JSON Schema 2020-12, under the address that every plan names."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == PLAN_SCHEMA == SCHEMA["properties"]["schema"]["const"]


def test_the_schema_names_and_describes_every_field() -> None:
    """Its objects are the classes of the document, field by field, closed, and each property is described."""
    classes = {
        "named": facts.Named,
        "text": Text,
        "ground": document.Ground,
        "hand": facts.Hand,
        "when": facts.When,
        "said": facts.Said,
        "step": document.Step,
        "other": document.Other,
        "choice": document.Choice,
        "runner": document.Runner,
        "aside": document.Aside,
        "demand": document.Demand,
        "spared": document.Spared,
    }
    objects = {name: part for name, part in SCHEMA["$defs"].items() if part["type"] == "object"}
    assert set(objects) == set(classes)
    for part, cls, more in [(SCHEMA, document.Plan, ["schema"]), *((objects[n], c, []) for n, c in classes.items())]:
        assert list(part["properties"]) == [*more, *(field.name for field in fields(cls))]
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False
        assert all(one["description"].endswith(".") for one in [part, *part["properties"].values()])


@pytest.mark.parametrize("plan", SYNTHETIC, ids=range(len(SYNTHETIC)))
def test_invented_plans_fit_the_schema(plan: Plan) -> None:
    """Full, bare, empty and hostile plans fit, and survive being written and read."""
    read = json.loads(write(plan, "json"))
    VALIDATOR.validate(read)
    assert read == plain(plan)


def test_real_plans_fit_the_schema(shipped: dict[str, Plan], letters: Plan, pigeon: Plan) -> None:
    """Plans of the shipped and of the invented graph fit."""
    for plan in (*shipped.values(), letters, pigeon):
        VALIDATOR.validate(json.loads(write(plan, "json")))
    assert [len(shipped["in place"].steps), len(shipped["route"].steps) > 10] == [0, True]


@pytest.mark.shipped
@pytest.mark.parametrize("sector", ["huisartsen", "ziekenhuizen"])
def test_every_exchange_of_the_agenda_fits_the_schema(real: Store, sector: str) -> None:
    """Each plan for a kind of exchange fits, so that no label, date or address of the data breaks it."""
    who = catalog.resolve(real, sector).value
    goals = [row["e"].value for row in real.rows("SELECT ?e WHERE { ?e a ag:Exchange } ORDER BY ?e")]
    assert len(goals) > 10
    for goal in goals:
        VALIDATOR.validate(plain(make(real, Request((goal,), who), explain=False)))


def _places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield place
    if isinstance(value, dict):
        for key in value:
            yield from _places(value[key], (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, (*place, number))


def test_the_schema_refuses_every_mutation() -> None:
    """Whatever is taken out of an object, added to it or replaced by another kind of value, the schema sees it."""
    good = plain(FULL)
    refused = 0
    for place in _places(good):
        if not place:
            continue
        mutants = []
        for mutate in ("replace", "remove", "add"):
            bad = deepcopy(good)
            parent = bad
            for key in place[:-1]:
                parent = parent[key]
            target = parent[place[-1]]
            if mutate == "replace":
                parent[place[-1]] = 1.5
            elif mutate == "remove" and isinstance(parent, dict):
                del parent[place[-1]]
            elif mutate == "add" and isinstance(target, dict):
                target["extra"] = "x"
            else:
                continue
            mutants.append((mutate, bad))
        for mutate, bad in mutants:
            assert not VALIDATOR.is_valid(bad), (mutate, place)
            refused += 1
    assert refused > 500


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "https://w3id.org/agendagraph/schemas/plan/2"),
        (("goals",), []),
        (("cost",), -1),
        (("best_plans",), 0),
        (("waves", 0), []),
        (("steps", 0, "number"), 0),
        (("steps", 0, "wave"), 0),
        (("steps", 0, "why"), []),
        (("steps", 0, "thing", "iri"), "no iri"),
        (("steps", 0, "grounds", 0, "nature"), "certain"),
        (("steps", 0, "milestones", 0, "date"), "next year"),
        (("fingerprint",), "abc"),
        (("is_proven",), None),
    ],
)
def test_the_schema_refuses_values_out_of_range(place: tuple[str | int, ...], value: object) -> None:
    """Numbers start at 1, lists that cannot be empty are not, dates are dates and addresses are addresses."""
    bad = plain(FULL)
    VALIDATOR.validate(bad)
    parent: Any = bad
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    assert not VALIDATOR.is_valid(bad)


def test_json_of_a_plan_says_what_the_plan_says(letters: Plan) -> None:
    """Texts have both languages, things their IRI, and steps the order of the plan."""
    read = json.loads(write(letters, "json"))
    assert list(read)[:2] == ["schema", "goals"]
    assert read["goals"] == [{"iri": ID + "briefwisseling", "label": {"nl": "Briefwisseling", "en": "Letter exchange"}}]
    assert [(s["number"], s["thing"]["label"]["nl"], s["wave"]) for s in read["steps"]] == [
        (1, "Envelop 2", 1),
        (2, "Sleutelkast", 1),
        (3, "Spelregels", 1),
        (4, "Ontsluiten", 2),
        (5, "Briefwisseling", 3),
    ]
    assert read["steps"][0]["grounds"][0]["locator"] == "L85"
    assert (read["sector"]["iri"], read["cost"], read["is_proven"]) == (ID + "huisartsen", 5, True)


def test_plans_inside_something_else_fit_the_schema(letters: Plan, pigeon: Plan) -> None:
    """A comparison is written the same way, and each plan in it names the schema it fits."""
    read = json.loads(as_json.raw(compare(letters, pigeon)))
    VALIDATOR.validate(read["first"])
    VALIDATOR.validate(read["second"])
    assert [step["number"] for step in read["only_first"]] == [1, 2, 3, 4, 5]


# Markdown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["letters", "pigeon"])
def test_markdown_is_what_was_agreed(name: str, language: Language, request: pytest.FixtureRequest) -> None:
    """The document of a small plan, word for word."""
    plan = request.getfixturevalue(name)
    assert write(plan, "markdown", language).decode() == (GOLDEN / f"{name}.{language}.md").read_text(encoding="utf-8")


def _inline(tokens: list[Token], kind: str) -> list[str]:
    """Return the text of what stands directly in elements of a kind."""
    opened = [number for number, token in enumerate(tokens) if token.type == kind]
    return ["".join(child.content for child in tokens[number + 1].children or ()) for number in opened]


def _strong(tokens: list[Token]) -> set[str]:
    """Return the texts in bold."""
    found = set()
    for children in (token.children for token in tokens if token.children):
        kinds = [child.type for child in children]
        if "strong_open" in kinds:
            inside = children[kinds.index("strong_open") : kinds.index("strong_close")]
            found.add("".join(child.content for child in inside))
    return found


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_of_hostile_names_is_text(word: str) -> None:
    """Read back, the headings are ours, the numbers those of the steps, nothing is markup that a source wrote."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(write(_full(word), "markdown").decode())
    shown = " ".join("".join(c if c.isprintable() else " " for c in word).split())
    assert _inline(tokens, "heading_open") == [
        f"{shown}: wat is er nodig voor {shown}?",
        *("In het kort", "Keuzes", "Stappen", "Golf 1", "Golf 2", "Wat er al is", "Wat in andere gevallen ook telt"),
        *("Wat niet nodig is", "Los van dit doel gevraagd", "Wat niet te bepalen was", "Hoe dit gemaakt is"),
        "Vindplaatsen",
    ]
    assert [t.attrs.get("start", 1) for t in tokens if t.type == "ordered_list_open"] == [1, 2]
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
    assert (
        kinds & {"html_block", "html_inline", "image", "code_block", "code_inline", "fence", "em_open", "s_open", "hr"}
        == set()
    )
    assert kinds & {"table_open", "blockquote_open", "softbreak", "hardbreak"} == set()
    links = [c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert links == [f"{ID}passage{rest}" for rest in ("", "-2", "-3", "-4", "-5", "-6")]
    assert _strong(tokens) == {shown, f"{shown} {shown}"}
    # What is in place stands alone in its item, so that its first character is the first of the line.
    assert shown in {
        "".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline" and t.level == 3
    }


def test_markdown_nests_below_numbers_of_any_width(shipped: dict[str, Plan]) -> None:
    """Also step 10 and further have their reasons below them, and are counted on."""
    plan = shipped["route"]
    tokens = MarkdownIt("commonmark").parse(write(plan, "markdown").decode())
    items = [int(t.info) for t in tokens if t.type == "list_item_open" and t.info]
    assert items == [step.number for step in plan.steps]
    bullets = sum(1 for t in tokens if t.type == "list_item_open" and not t.info and t.level == 3)
    told = [
        bool(step.status) + bool(step.after) + bool(step.hands) + (len(step.why) > 1)
        + len(step.grounds) + len(step.milestones) + len(step.cautions)
        for step in plan.steps
    ]  # fmt: skip
    assert bullets == sum(told) + sum(len(choice.others) for choice in plan.choices)


def test_a_plan_that_is_not_proven_says_so() -> None:
    """Time up, several best plans, a mix of releases and a next plan are told in words."""
    told = write(FULL, "markdown", "en").decode()
    assert "Not proven the shortest: the time was up" in told
    assert "There are at least 3 plans that cost as much" in told
    assert "Releases of the zibs: word; word. That is a mix: a conversion is needed." in told
    assert "The next plan costs 3 instead of 2. In it: word. Not in it: word." in told
    equal = write(replace(FULL, runner_up=Runner(2, (), ())), "markdown", "en").decode()
    assert "Another plan costs as much." in equal
    assert "No steps: what is needed is in place." in write(SYNTHETIC[2], "markdown", "en").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plan_says_what_cost_is_not(language: Language) -> None:
    """A route about which sources tell less looks shorter: the document and the workbook say so."""
    said = {"nl": "waarover de bronnen minder vertellen, lijkt korter", "en": "which sources tell less looks shorter"}
    assert said[language] in write(BARE, "markdown", language).decode()
    book = openpyxl.load_workbook(io.BytesIO(write(BARE, "xlsx", language)))
    assert any(said[language] in str(cell.value) for row in book.worksheets[4].rows for cell in row)


# CSV


def _read_csv(raw: bytes) -> list[dict[str, str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_csv_has_a_row_for_every_step_and_clause(shipped: dict[str, Plan]) -> None:
    """Rows are steps times the clauses that ask for them; a step that no clause asks for has one."""
    plan = shipped["route"]
    rows = _read_csv(write(plan, "csv"))
    assert [(int(row["Stap"]), row["Voorwaarde (IRI)"]) for row in rows] == [
        (step.number, clause) for step in plan.steps for clause in [g.clause for g in step.grounds] or [""]
    ]
    assert len(rows) > len(plan.steps)
    assert [row["Ding (IRI)"] for row in rows if row["Is het doel"] == "ja"] == [plan.goals[0].iri]


def test_csv_of_a_small_plan(letters: Plan) -> None:
    """One row, cell by cell, in English."""
    assert _read_csv(write(letters, "csv", "en"))[1] == {
        "Step": "2",
        "Wave": "1",
        "What to do": "Connect to",
        "Thing": "Key cabinet",
        "Thing (IRI)": ID + "sleutelkast",
        "Kind": "Facility",
        "Status": "",
        "Is the goal": "no",
        "In the longest chain": "yes",
        "Waits for": "Pass",
        "Unlocks": "Unlocking",
        "Why": "Key cabinet → Unlocking → Letter exchange",
        "Needed for": "Unlocking",
        "How strongly": "described, in use",
        "How firm": "Derived from what passages state",
        "Force": "descriptive",
        "Status of the condition": "in use",
        "Basis": "derived",
        "Reservation": "",
        "Note": "Unlocking needs one of the facilities that realise it.",
        "Rests on": "",
        "Passage": "Trial agenda – Loket | Trial agenda – Sleutelkast",
        "Place": "",
        "Beware of the passage": "",
        "Condition (IRI)": "https://w3id.org/agendagraph/id/gf-ontsluiten-clause",
        "Who": "is managed by Ink collective | is managed by Silver Thread Foundation",
        "When": "March 2024: Key cabinet opens (done). Source: Trial agenda – Sleutelkast › Tijdlijn, L31."
        " | 2025 up to and including 2026: Key cabinet in use everywhere (planned)."
        " Source: Trial agenda – Sleutelkast › Tijdlijn, L33."
        " | not stated: A second cabinet (unknown). Source: Trial agenda – Sleutelkast › Tijdlijn, L35.",
        "Beware": "",
    }


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_csv_of_hostile_names_is_text(word: str) -> None:
    """No cell starts as a formula, and every cell is what the plan says, but for the apostrophe before it."""
    raw = write(_full(word), "csv")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert [len(row) for row in rows] == [len(rows[0])] * 4
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    thing = rows[1][rows[0].index("Ding")]
    assert thing.removeprefix("'") == word
    assert thing.startswith("'") == (HOSTILE.index(word) < 7 or word.startswith("-"))


# Excel


def _books(raw: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("nl", ["Stappen", "Keuzes", "Bronnen", "Plichten", "Toelichting"]),
        ("en", ["Steps", "Choices", "Sources", "Duties", "Notes"]),
    ],
)
def test_the_workbook_has_five_sheets(shipped: dict[str, Plan], language: Language, names: list[str]) -> None:
    """Each has a row for each step and clause, option, passage and duty, and prints on A4."""
    plan = shipped["route"]
    book = _books(write(plan, "xlsx", language))
    assert book.sheetnames == names
    passages = set(document_passages(plan))
    assert [sheet.max_row - 1 for sheet in book.worksheets[:4]] == [
        sum(max(1, len(step.grounds)) for step in plan.steps),
        sum(len(choice.others) for choice in plan.choices),
        len(passages),
        len(plan.duties),
    ]
    assert min(sheet.max_row for sheet in book.worksheets) > 5
    assert {book.worksheets[2].cell(row, 3).value for row in range(2, len(passages) + 2)} == passages
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # None is 1, the default
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == ("E2" if sheet is book.worksheets[0] else "B2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(5 < sheet.column_dimensions[openpyxl.utils.get_column_letter(n)].width < 120 for n in (1, 2))


def document_passages(plan: Plan) -> Iterator[str]:
    """Return the IRI of every passage that a plan cites, found without knowing where it stands."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if "passage" in value:
                yield value["passage"]["iri"]
            for passage in value.get("passages", ()):
                yield passage["iri"]
            for item in value.values():
                yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)

    return walk(json.loads(write(plan, "json")))


def test_the_workbook_has_the_cells_of_the_csv(shipped: dict[str, Plan]) -> None:
    """The first sheet and the CSV file say the same, cell by cell."""
    plan = shipped["route"]
    sheet = _books(write(plan, "xlsx")).worksheets[0]
    rows = list(csv.reader(io.StringIO(write(plan, "csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    shown = [["" if cell is None else str(cell).replace("\n", " | ") for cell in row] for row in sheet.values]
    assert shown == rows
    assert all(isinstance(cell, int) for row in sheet.iter_rows(2, None, 1, 2, values_only=True) for cell in row)


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_the_workbook_of_hostile_names_is_text(word: str) -> None:
    """No cell is a formula or a link, and hostile texts are there as they are."""
    raw = write(_full(word), "xlsx")
    parts = zipfile.ZipFile(io.BytesIO(raw))
    sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 5
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet or "hyperlink" in sheet]
    links = [name for name in parts.namelist() if name.endswith(".rels") and b"External" in parts.read(name)]
    assert links == []
    book = _books(raw)
    kinds = {
        cell.data_type for sheet in book.worksheets for row in sheet.rows for cell in row if cell.value is not None
    }
    assert kinds == {"s", "n"}
    thing = book.worksheets[0]["D2"]
    # Excel writes what XML cannot hold as _xHHHH_; openpyxl reads that by halves, so the strings are read here.
    texts = [node.text or "" for node in ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).iter() if node.text]
    assert word in {re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text) for text in texts}
    assert bool(thing.quotePrefix) == word.startswith(("=", "@", "+", "-", "\t", "\r", "\uff1d"))


def test_a_text_that_fits_no_cell_is_cut_where_one_sees_it() -> None:
    """Excel takes 32767 characters in a cell; a longer text ends with an ellipsis and does not vanish."""
    sheet = _books(write(_full("x" * 40_000), "xlsx")).worksheets[0]
    assert sheet["D2"].value == "x" * 32_766 + "…"


def test_the_workbook_does_not_tell_when_it_was_made() -> None:
    """No moment of today is in it, so that the same plan gives the same bytes tomorrow."""
    parts = zipfile.ZipFile(io.BytesIO(write(FULL, "xlsx")))
    assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts.read("docProps/core.xml").decode()
    assert core.count("2025-01-01T00:00:00Z") == 2


# The diagram


def test_the_diagram_of_a_small_plan(letters: Plan) -> None:
    """Steps, then what is in place, then what was not chosen; arrows go from what comes first."""
    found = as_diagram.diagram(letters)
    assert [
        (n.id.removeprefix(ID), n.wave, n.is_goal, n.is_critical, n.in_place, n.kind and n.kind.label.en)
        for n in found.nodes
    ] == [
        ("ts-envelop", 1, False, False, False, "Technical standard"),
        ("sleutelkast", 1, False, True, False, "Facility"),
        ("spelregels", 1, False, False, False, "Agreement system"),
        ("gf-ontsluiten", 2, False, True, False, "Generic function"),
        ("briefwisseling", 3, True, True, False, "Exchange"),
        ("pasje", None, False, False, True, None),
        ("loket", None, False, False, False, None),
        ("postnet", None, False, False, False, None),
    ]
    assert [(e.start.removeprefix(ID), e.end.removeprefix(ID), e.kind) for e in found.edges] == [
        ("pasje", "sleutelkast", "after"),
        ("sleutelkast", "gf-ontsluiten", "after"),
        ("ts-envelop", "briefwisseling", "after"),
        ("spelregels", "briefwisseling", "after"),
        ("gf-ontsluiten", "briefwisseling", "after"),
        ("loket", "gf-ontsluiten", "choice-not-taken"),
        ("postnet", "briefwisseling", "choice-not-taken"),
    ]


def test_every_arrow_joins_two_nodes(shipped: dict[str, Plan]) -> None:
    """Also in a large plan, no two nodes are the same, every end is a node, and `after` goes to a later wave."""
    for plan in (*shipped.values(), *SYNTHETIC):
        found = as_diagram.diagram(plan)
        nodes = {node.id: node for node in found.nodes}
        assert len(nodes) == len(found.nodes)
        assert len({(edge.start, edge.end) for edge in found.edges}) == len(found.edges)
        assert all(edge.start in nodes and edge.end in nodes for edge in found.edges)
        for edge in found.edges:
            start, end = nodes[edge.start].wave, nodes[edge.end].wave
            assert edge.kind != "after" or start is None or (end is not None and start < end)
        assert {iri for iri, node in nodes.items() if node.wave} == {step.thing.iri for step in plan.steps}


def test_what_is_in_the_plan_goes_before_what_could_have_been() -> None:
    """Where one thing waits for another and could have been met by it otherwise, there is one arrow."""
    step = FULL.steps[1]
    option = Other(FULL.steps[0].thing, None, None, Text("", ""))
    plan = replace(FULL, choices=(Choice(ID + "c", step.thing, _named("taken"), Text("", ""), (option,)),))
    assert Edge(ID + "one", ID + "whole", "after") in as_diagram.diagram(plan).edges
    assert "choice-not-taken" not in {edge.kind for edge in as_diagram.diagram(plan).edges}


def test_mermaid_of_a_small_plan(letters: Plan) -> None:
    """The flowchart, line by line: what is in place and what was not chosen look otherwise."""
    assert write(letters, "mermaid", "en").decode().splitlines()[:16] == [
        "flowchart LR",
        '  n1["Envelope 2"]',
        '  n2["Key cabinet"]:::critical',
        '  n3["Rules of play"]',
        '  n4["Unlocking"]:::critical',
        '  n5["Letter exchange"]:::goal',
        '  n6["Pass"]:::inPlace',
        '  n7["Counter"]:::notTaken',
        '  n8["Post network"]:::notTaken',
        "  n6 --> n2",
        "  n2 --> n4",
        "  n1 --> n5",
        "  n3 --> n5",
        "  n4 --> n5",
        "  n7 -.-> n4",
        "  n8 -.-> n5",
    ]


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_mermaid_of_hostile_names_is_text(word: str) -> None:
    """A label has no quotes, markup or line ends of its own: they are codes."""
    for line in write(_full(word), "mermaid").decode().splitlines()[1:3]:
        label = line.split('["', 1)[1].rsplit('"]', 1)[0]
        assert not set(label) & set('"<>[]{}`*&|\\=\r\n')


# All of them


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_plan_gives_the_same_bytes(form: str, language: Language, letters: Plan) -> None:
    """Twice the same, for every form and language; and a form has a media type and a suffix."""
    for plan in (letters, FULL, BARE):
        assert write(plan, form, language) == write(plan, form, language)
    assert MEDIA_TYPES[form]
    assert SUFFIXES[form].startswith(".")


def test_the_same_request_gives_the_same_bytes_in_another_process() -> None:
    """Neither the order of sets nor the clock or time zone of a process shows in a file."""
    code = (
        "import hashlib, pathlib, sys\n"
        "from agendagraph.build import build\n"
        "from agendagraph.planner import Request, make\n"
        "from agendagraph.planner.faces import FORMS, write\n"
        "store = build([pathlib.Path(sys.argv[1])], check=False).store()\n"
        f"plan = make(store, Request(('{ID}briefwisseling',), '{ID}huisartsen'))\n"
        "print([hashlib.sha256(write(plan, form)).hexdigest() for form in FORMS])\n"
    )
    folder = Path(__file__).resolve().parent.parent / "fixtures" / "mini"
    answers = set()
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True, env=environment
        )
        answers.add(run.stdout)
    assert len(answers) == 1
    assert answers.pop().count("'") == 2 * len(FORMS)


def test_the_languages_differ(letters: Plan) -> None:
    """Every form but JSON is in the language asked for; JSON has both."""
    assert [form for form in FORMS if write(letters, form, "nl") == write(letters, form, "en")] == ["json"]


def test_a_form_that_does_not_exist_is_refused() -> None:
    """The error names the form and the forms that exist."""
    with pytest.raises(NotAcceptableError) as found:
        write(FULL, "docx")
    assert found.value.sentence("nl") == (
        "docx: Een plan bestaat niet in deze vorm. → Kies: json, markdown, csv, xlsx, mermaid."
    )


def test_writers_are_loaded_when_used() -> None:
    """The faces import no library for spreadsheets until a workbook is asked for."""
    code = "import sys, agendagraph.planner.faces; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
