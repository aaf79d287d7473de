"""The API: what it answers is what its schema says, page by page, as JSON and as CSV, and cheap to ask again."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from agendagraph import catalog, graph
from agendagraph.build import build
from agendagraph.planner import faces
from agendagraph.store import Store
from agendagraph.web import create_app
from agendagraph.web.api.call import Call
from agendagraph.web.api.calls import CALLS
from agendagraph.web.api.document import document, schema_name
from agendagraph.web.api.pages import address
from agendagraph.web.api.parameters import FORMAT, LANG, PAGE, PER_PAGE
from tests.web.conftest import MINI

IDS = [call.id for call in CALLS]
TABLES = [call for call in CALLS if not call.schema]
ADDED = """
@prefix ag:      <https://w3id.org/agendagraph/ns#> .
@prefix agd:     <https://w3id.org/agendagraph/id/> .
@prefix agenda:  <https://w3id.org/agendagraph/id/agenda-2025-04/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .

agenda:added a ag:Passage ; dcterms:isPartOf agd:source-agenda-2025-04 ; ag:chapter agd:sectie-landelijke-diensten ;
    ag:order 98 ; ag:heading "Erbij"@nl ; ag:locator "L800-810" .
agenda:added {
    agd:formule a ag:Facility ; skos:prefLabel "=HYPERLINK(1)"@nl , "=HYPERLINK(1)"@en .
    agd:praktijk-noord a ag:Organisation ; skos:prefLabel "Praktijk Noord"@nl , "Practice North"@en .
    agd:meting a ag:Assessment ; ag:assesses agd:praktijk-noord ; ag:about agd:formule ; ag:state ag:Live .
}
"""
MITZ = "https://w3id.org/agendagraph/id/mitz"


@pytest.fixture(scope="module")
def api(shipped: Flask) -> FlaskClient:
    """Return a program that asks the shipped site."""
    return shipped.test_client()


@pytest.fixture(scope="module")
def schemas(shipped: Flask) -> dict[str, Any]:
    """Return the schemas of the answers."""
    found: dict[str, Any] = document("en")["components"]["schemas"]
    return found


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a program that asks the invented site, in which an organisation has something with a wicked name."""
    path = tmp_path_factory.mktemp("added") / "added.trig"
    path.write_text(ADDED, encoding="utf-8")
    return create_app(build([MINI, path], check=False).require_valid().store()).test_client()


def get(api: FlaskClient, path: str, **kwargs: Any) -> Any:
    response = api.get(f"/api/v1{path}", **kwargs)
    assert response.status_code == 200, response.text
    return response.get_json()


def validator(schemas: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}})


@pytest.mark.parametrize("call", CALLS, ids=IDS)
def test_the_example_answers_by_its_schema(call: Call, api: FlaskClient, schemas: dict[str, Any]) -> None:
    """In both languages the example has an answer, and that fits the schema to the letter."""
    for language in ("nl", "en"):
        answer = api.get(address(call, language)).get_json()
        assert list(validator(schemas, schema_name(call)).iter_errors(answer)) == []
        assert answer["steps"] if call.schema else answer["items"]


@pytest.mark.parametrize("call", TABLES, ids=lambda call: call.id)
def test_csv_has_the_rows_of_json(call: Call, api: FlaskClient) -> None:
    """A row of CSV for every row of JSON, a column for every field, and beside each thing its IRI."""
    items = api.get(address(call, "nl")).get_json()["items"]
    response = api.get(address(call, "nl", format="csv"))
    assert response.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [column for field in call.row for column in field.columns] == list(rows[0])
    assert len(rows) == len(items)
    for field in call.row:
        if field.kind == "thing" and not field.many:
            iris = [item[field.name]["iri"] if item[field.name] else "" for item in items]
            assert [row[f"{field.name}_iri"] for row in rows] == iris


@pytest.mark.parametrize("query", catalog.load(), ids=lambda query: query.id)
def test_a_question_answers_what_the_catalog_answers(
    query: catalog.NamedQuery, api: FlaskClient, shipped: Flask
) -> None:
    """The rows are those of the catalog in its order, with the passages of each row as its citations."""
    store: Store = shipped.extensions["agendagraph"].store
    asked = {p.name: list(p.examples) for p in query.parameters if p.required}
    rows = catalog.ask(store, query.id, asked).rows
    answer = get(api, f"/questions/{query.id}", query_string=asked | {"per_page": 1000})
    assert answer["total"] == len(rows)
    assert [column["name"] for column in answer["columns"]] == [column.name for column in query.columns]
    passages = [column.name for column in query.columns if column.type == "passage"]
    for item, row in zip(answer["items"], rows, strict=False):
        found = {name: value["iri"] if isinstance(value, dict) else value for name, value in item.items()}
        assert {
            name: str(found[name]) for name, term in row.items() if term and not isinstance(found[name], float)
        } == {name: term.value for name, term in row.items() if term and not isinstance(found[name], float)}
        cited = [citation["passage"]["iri"] for citation in item["citations"]]
        assert cited == [row[name].value for name in passages if row[name]]  # type: ignore[union-attr]


def test_needs_are_those_of_the_graph(api: FlaskClient, shipped: Flask) -> None:
    """The clauses are those that the command line and the page show, and each says where it is written."""
    store: Store = shipped.extensions["agendagraph"].store
    sector = catalog.resolve(store, "huisartsen").value
    found = graph.needs(store, catalog.resolve(store, "bgz-uitwisseling").value, sector=sector, has=[MITZ])
    answer = get(api, "/needs?ding=bgz-uitwisseling&sector=huisartsen&heeft=mitz&per_page=1000")
    assert [item["clause"] for item in answer["items"]] == [need.clause.iri for need in found.needs]
    assert [thing["iri"] for thing in answer["things"]] == list(found.things)
    assert all(item["citations"] for item in answer["items"])


def test_a_plan_is_the_file_of_the_page(api: FlaskClient, shipped: Flask) -> None:
    """As JSON it fits the schema that is served on its own; as CSV it is what the page gives, too."""
    asked = "?ding=bgz-uitwisseling&sector=huisartsen&via=app-bgz-lsp"
    answer = api.get(f"/api/v1/plan{asked}")
    assert list(Draft202012Validator(json.loads(faces.schema())).iter_errors(answer.get_json())) == []
    assert answer.data == api.get(f"/plan{asked}&format=json").data
    assert api.get(f"/api/v1/plan{asked}&format=csv").data == api.get(f"/plan{asked}&format=csv").data


def test_a_comparison_adds_up(api: FlaskClient) -> None:
    """Steps of one plan only and of both are together all steps of that plan, and the route is the difference."""
    answer = get(api, "/compare?ding=bgz-uitwisseling&eerste.via=app-bgz-lsp&tweede.via=app-bgz-twiin&per_page=1000")
    count = {side: sum(item["in"] == side for item in answer["items"]) for side in ("first", "second", "both")}
    assert count["first"] + count["both"] == answer["first_plan"]["steps"]
    assert count["second"] + count["both"] == answer["second_plan"]["steps"]
    assert "app-bgz-lsp" in [item["thing"]["id"] for item in answer["items"] if item["in"] == "first"]
    assert answer["difference"] == answer["second_plan"]["cost"] - answer["first_plan"]["cost"]


def test_an_organisation_has_what_it_has(added: FlaskClient) -> None:
    """What the assessments of an organisation call live is in place in its plan, and on its side of a comparison."""
    plan = get(added, "/plan?ding=sleutelkast&organisatie=praktijk-noord")
    assert [thing["iri"].rpartition("/")[2] for thing in plan["has"]] == ["formule"]
    compared = get(added, "/compare?ding=sleutelkast&eerste.organisatie=praktijk-noord")
    assert [[thing["id"] for thing in compared[f"{side}_plan"]["has"]] for side in ("first", "second")] == [
        ["formule"],
        [],
    ]


def test_impact_tells_everything_in_rows(api: FlaskClient) -> None:
    """What falls, switches, conflicts and is touched are rows of one table, and with a delay milestones move."""
    answer = get(api, "/impact?ding=mitz&uitstel=12m&per_page=1000")
    effects = [item["effect"] for item in answer["items"]]
    assert list(dict.fromkeys(effects)) == sorted(set(effects), key=effects.index), "rows of a kind are together"
    assert {"falls", "conflicts", "sector"} <= set(effects)
    assert all(item["citations"] for item in answer["items"] if item["effect"] in {"falls", "switches", "conflicts"})
    assert (answer["delay"], answer["on"]) == ("12 maanden", None)
    assert answer["shifted"]
    gone = get(api, "/impact?ding=mitz&op=2025-04-01&per_page=1000")
    assert (gone["delay"], gone["on"], gone["shifted"]) == (None, "2025-04-01", [])
    assert "milestone" in [item["effect"] for item in gone["items"]]
    ranking = get(api, "/impact/ranking?per_page=1000")["items"]
    falls = [item["falls"] for item in ranking]
    assert falls == sorted(falls, reverse=True)
    assert {item["thing"]["id"]: item["falls"] for item in ranking}["mitz"] == effects.count("falls")


def test_order_is_before_and_after_or_waves(api: FlaskClient) -> None:
    """Of a thing each reason is a row with its place; without a thing the waves of the whole graph are."""
    items = get(api, "/order?ding=mitz&per_page=1000")["items"]
    assert {item["place"] for item in items} >= {"before", "after"}
    assert all(item["citations"] for item in items if item["by"] in {"clause", "source", "date"})
    waves = get(api, "/order?per_page=1000")
    assert waves["thing"] is None
    numbers = [item["wave"] for item in waves["items"] if item["place"] == "wave"]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1


def test_paths_are_numbered_steps(api: FlaskClient) -> None:
    """Every step of a path begins where the one before it ended, and has its passage."""
    answer = get(api, "/path?van=mitz&naar=lsp")
    for number in range(1, answer["paths"] + 1):
        at = answer["start"]["iri"]
        for step in (item for item in answer["items"] if item["path"] == number):
            ends = (step["subject"]["iri"], step["object"]["iri"])
            start, end = ends if step["is_forward"] else ends[::-1]
            assert start == at
            assert step["citations"]
            at = end
        assert at == answer["end"]["iri"]
    assert get(api, "/path?van=mitz&naar=mitz")["total"] == 0


def test_search_mends_slips(api: FlaskClient) -> None:
    """Search finds by slips, tells what it read, and can be narrowed to kinds."""
    answer = get(api, "/search?q=Mitzz&soort=Facility")
    assert (answer["items"][0]["thing"]["id"], answer["corrected"]) == ("mitz", "mitz")
    assert all("ag:Facility" in [kind["id"] for kind in item["classes"]] for item in answer["items"])


def test_a_thing_says_what_it_is_and_hangs_together_with(api: FlaskClient) -> None:
    """Names, description and status with their passages, and each link with its own."""
    answer = get(api, "/things/mitz?lang=en&per_page=1000")
    assert answer["thing"] == {"iri": MITZ, "id": "mitz", "label": "Mitz"}
    assert "Toestemmingsvoorziening Mitz" in answer["other_names"]
    assert all(definition["citations"] for definition in answer["definitions"])
    assert all(item["citations"] for item in answer["items"])
    assert api.get(answer["html"]).status_code == 200


def test_the_id_of_a_thing_is_a_value_of_a_parameter(api: FlaskClient) -> None:
    """What an answer calls a thing, another question takes: identifiers of things, prefixed names of terms."""
    item = get(api, "/questions/verbanden?ding=lsp&per_page=1")["items"][0]
    assert get(api, "/needs", query_string={"ding": item["ander"]["id"]})["thing"]["iri"] == item["ander"]["iri"]
    kind = get(api, "/questions/wat-is?ding=lsp")["items"][0]["soort"]["id"]
    assert kind.startswith("ag:")
    assert get(api, "/questions/verbanden", query_string={"ding": "lsp", "soort": kind})["understood"]["soort"]


@pytest.mark.parametrize("path", ["/questions/let-op?", "/needs?ding=bgz-uitwisseling&", "/search?q=zorg&", "/order?"])
def test_walking_the_pages_gives_every_row_once(path: str, api: FlaskClient) -> None:
    """Whoever follows `next` sees each row once and in order, `prev` leads back, and `Link` says the same."""
    whole = get(api, f"{path}per_page=1000&lang=en")
    assert whole["total"] == len(whole["items"]) > 20
    assert whole["next"] is whole["prev"] is None
    to: str | None = f"/api/v1{path}per_page=17&lang=en"
    seen: list[Any] = []
    before = None
    while to:
        response = api.get(to)
        page = response.get_json()
        seen += page["items"]
        assert page["prev"] == before
        assert page["total"] == whole["total"]
        links = {name: address for address, name in re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers["Link"])}
        assert '</api/v1/openapi.json>; rel="service-desc"' in response.headers["Link"]
        assert links == {name: page[name] for name in ("first", "prev", "next", "last") if page[name]}
        before = re.sub(r"&page=\d+$|$", f"&page={page['page']}", to, count=1)
        to = page["next"]
    assert seen == whole["items"]
    assert before == page["last"]


def test_the_last_page_is_not_padded_and_there_is_none_after_it(api: FlaskClient) -> None:
    """A page beyond the last is not there, and the answer says which is the last; an empty answer has one page."""
    total = get(api, "/questions")["total"]
    assert len(get(api, f"/questions?per_page={total - 1}&page=2")["items"]) == 1
    beyond = api.get(f"/api/v1/questions?per_page={total}&page=2")
    assert (beyond.status_code, beyond.get_json()["hint"]) == (404, "De laatste is 1.")
    empty = get(api, "/questions/verbanden?ding=lsp&verband=draagt&soort=Voorziening")
    assert (empty["items"], empty["total"], empty["last"]) == ([], 0, empty["first"])
    assert (empty["answered"], bool(empty["message"])) == (False, True)


def test_silence_is_told(api: FlaskClient) -> None:
    """Where there is no answer, the answer says what that means and what the documents call unknown."""
    answer = get(api, "/questions/getallen?ding=bgz&lang=nl")
    assert (answer["items"], answer["message"]) == ([], "De documenten noemen hiervan geen getal.")


def test_the_language_is_a_parameter(api: FlaskClient) -> None:
    """Labels and the header follow `lang`; Dutch where it is not given, whatever the browser prefers."""
    dutch = api.get("/api/v1/questions/wat-is?ding=lsp", headers={"Accept-Language": "en"})
    english = api.get("/api/v1/questions/wat-is?ding=lsp&lang=en")
    assert (dutch.headers["Content-Language"], english.headers["Content-Language"]) == ("nl", "en")
    assert dutch.get_json()["title"] == "Wat is het?"
    assert english.get_json()["title"] == "What is it?"


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("text/*", "text/csv"),
    ],
)
def test_the_form_follows_accept(accept: str, mimetype: str, api: FlaskClient) -> None:
    """JSON, unless CSV is preferred; a parameter goes before the header."""
    response = api.get("/api/v1/questions/wat-is?ding=lsp", headers={"Accept": accept})
    assert response.mimetype == mimetype
    named = api.get("/api/v1/questions/wat-is?ding=lsp&format=json", headers={"Accept": accept})
    assert named.mimetype == "application/json"


def test_an_answer_is_cheap_to_ask_again(api: FlaskClient) -> None:
    """An answer has a tag of its own for its address and form; whoever has it gets 304 and nothing else."""
    address = "/api/v1/needs?ding=bgz-uitwisseling"
    first = api.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Accept" in first.vary
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = api.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    weak = api.get(address, headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert weak.status_code == 304, "the server weakens the tag of what it compresses"
    others = [api.get(address + more) for more in ("&lang=en", "&page=2", "&format=csv", "&format=json")]
    others.append(api.get(address, headers={"Accept": "text/csv"}))
    assert len({first.headers["ETag"], *(other.headers["ETag"] for other in others)}) == 6
    anything = api.get("/api/v1/needs?ding=nergens", headers={"If-None-Match": "*"})
    assert (anything.status_code, anything.headers["Cache-Control"]) == (404, "no-store")


def test_another_edition_of_the_data_has_other_tags(api: FlaskClient, client: FlaskClient) -> None:
    """The tag changes with the data."""
    tags = {one.get("/api/v1/questions").headers["ETag"] for one in (api, client)}
    assert len(tags) == 2


def test_a_plan_that_is_not_proven_is_not_kept(api: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may come out better next time has no tag."""
    from dataclasses import replace

    from agendagraph import planner

    make = planner.make
    monkeypatch.setattr(planner, "make", lambda *args, **rest: replace(make(*args, **rest), is_proven=False))
    for path in ("/plan?ding=mitz", "/compare?ding=mitz"):
        response = api.get(f"/api/v1{path}")
        assert (response.status_code, response.headers["Cache-Control"], response.headers.get("ETag")) == (
            200,
            "no-store",
            None,
        )


def test_nothing_in_csv_is_a_formula(added: FlaskClient) -> None:
    """A name that begins as a formula is text in every cell."""
    response = added.get("/api/v1/search?q=HYPERLINK&format=csv")
    cells = [cell for row in csv.reader(io.StringIO(response.text)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "@"}]


def test_no_question_takes_a_name_of_the_api() -> None:
    """Parameters of the catalog and those of every call are told apart, and so are columns and citations."""
    own = {parameter.name for parameter in (LANG, FORMAT, PAGE, PER_PAGE)} - {"lang"}
    for query in catalog.load():
        assert {parameter.name for parameter in query.parameters} & own == set()
        assert "citations" not in {column.name for column in query.columns}
