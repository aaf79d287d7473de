"""The OpenAPI document: valid, complete, made of the same table as the routes, and kept to by the API itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from agendagraph import catalog
from agendagraph.text import Language
from agendagraph.web.api.calls import CALLS
from agendagraph.web.api.document import document
from agendagraph.web.api.pages import address
from tests.web.html import Page, faults

FROZEN = Path(__file__).with_name("api_v1.json")
"""The names of all fields and parameters of version 1."""

SLOW = {"GET /compare", "GET /impact/ranking", "GET /path", "GET /plan"}
"""Hundreds of combinations of these would take minutes; their examples and some random questions are tried."""
LIKE_THE_OTHERS = {f"GET {call.path}" for call in CALLS if call.id.startswith("question-")} - {
    "GET /questions/bronnen",  # a name that can be left out
    "GET /questions/plichten",  # several names, and a choice
    "GET /questions/zoek",  # words
}
"""Questions differ in parameters and columns, not in code: three stand for all where every combination is tried."""


@pytest.fixture(scope="module")
def served(shipped: Flask) -> dict[str, Any]:
    """Return the document as the site serves it."""
    response = shipped.test_client().get("/api/v1/openapi.json?lang=en")
    assert response.mimetype == "application/json"
    found: dict[str, Any] = response.get_json()
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_document_is_valid_openapi(language: Any) -> None:
    """It is OpenAPI 3.1 by its own schema, and everything it refers to is in it."""
    found = document(language)
    assert list(OpenAPIV31SpecValidator(found).iter_errors()) == []
    assert found["openapi"] == "3.1.0"
    text = json.dumps(found)
    names = {(kind, name) for kind, some in found["components"].items() for name in some}
    assert set(re.findall(r'"#/components/(\w+)/([^"]+)"', text)) <= names
    assert re.findall(r'"\$ref": "[^#][^"]*"', text) == []


def test_every_route_is_in_the_document_and_nothing_else(shipped: Flask, served: dict[str, Any]) -> None:
    """What the site routes under the API is described, but for the document itself and a name no question has."""
    routes = {rule.rule for rule in shipped.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}
    described = {"/api/v1" + path.replace("{id}", "<identifier>") for path in served["paths"]}
    assert routes - described == {"/api/v1/openapi.json", "/api/v1/questions/<query_id>"}
    assert described <= routes
    assert {f"/questions/{query.id}" for query in catalog.load()} <= set(served["paths"])


def test_parameters_of_a_question_are_those_of_the_catalog(served: dict[str, Any]) -> None:
    """Names, whether they are needed, choices and examples come from the files of the questions."""
    for query in catalog.load():
        listed = served["paths"][f"/questions/{query.id}"]["get"]["parameters"]
        own = {p["name"]: p for p in listed if "name" in p}
        assert list(own) == [p.name for p in query.parameters if p.type != "lang"]
        for parameter in (p for p in query.parameters if p.type != "lang"):
            found = own[parameter.name]
            assert found["required"] is parameter.required
            assert (found["schema"]["type"] == "array") is parameter.many
            assert tuple(found["schema"].get("enum", ())) == parameter.choices
            if parameter.examples[0]:
                assert found["example"] == (list(parameter.examples) if parameter.many else parameter.examples[0])


def test_version_1_stays_what_it_is(served: dict[str, Any]) -> None:
    """No field or parameter of version 1 goes or gets another name; what is new is added to the list on purpose."""
    schemas = served["components"]["schemas"]
    found = {
        "fields": {name: sorted(fields) for name, schema in sorted(schemas.items()) if (fields := _names(schema))},
        "parameters": {
            path: [p.get("name") or p["$ref"].rpartition("/")[2] for p in operations["get"]["parameters"]]
            for path, operations in sorted(served["paths"].items())
        },
    }
    assert found == json.loads(FROZEN.read_text(encoding="utf-8"))


def _names(schema: Any, start: str = "") -> set[str]:
    """Return the names of all fields in a schema, those inside others with a dot before them."""
    found: set[str] = set()
    for name, inner in schema.get("properties", {}).items():
        found |= {start + name} | _names(inner, f"{start}{name}.")
    return found | (_names(schema["items"], start) if isinstance(schema.get("items"), dict) else set())


@pytest.mark.filterwarnings("ignore")
def test_the_api_keeps_to_its_document(shipped: Flask) -> None:
    """Schemathesis asks what the document allows and what it forbids: never a surprise, always as described."""
    import schemathesis
    from schemathesis import engine
    from schemathesis.config import SchemathesisConfig
    from schemathesis.engine import events

    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "generation": {"max-examples": 3, "deterministic": True, "database": "none"},
            "phases": {"stateful": {"enabled": False}},
            "operations": [
                {"include-name": name, "phases": {"coverage": {"enabled": False}}}
                for name in sorted(SLOW | LIKE_THE_OTHERS)
            ],
        }
    )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", shipped, config=config)
    found, asked, fatal = [], 0, []
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.interactions)
            for case, checks in event.recorder.checks.items():
                uri = event.recorder.interactions[case].request.uri
                failed = [check.failure_info.failure for check in checks if check.failure_info]
                found += [f"{failure.title}: {failure.message} {uri}" for failure in failed]
        elif isinstance(event, events.NonFatalError | events.FatalError):
            fatal.append(repr(event))
    assert found == []
    assert fatal == []
    assert asked > 1000


@pytest.mark.parametrize(("path", "language"), [("/api", "nl"), ("/en/api", "en")])
def test_the_page_shows_every_call(path: str, language: Language, visitor: FlaskClient) -> None:
    """Each call is there with its parameters, a link to its example, a line for curl, and the answer's beginning."""
    page = Page(visitor.get(path).text)
    assert faults(page, language) == []
    for call in CALLS:
        assert page.ids[call.id] == 1
        assert f"GET /api/v1{call.path}" in page.words
        assert all(parameter.text(language) in page.words for parameter in call.parameters)
    examples = [link for link in page.links if link.startswith("/api/v1/") and "openapi" not in link]
    assert examples == [address(call, language) for call in CALLS]
    assert all(f'curl "$SITE{example}"' in page.words for example in examples)
    assert all(one["src"].startswith("/static/dist/") for one in page.all("script"))


def test_the_site_may_live_under_a_path(shipped: Flask) -> None:
    """Behind a proxy that mounts the site, addresses begin where it is mounted."""
    client = shipped.test_client()
    document_ = client.get("/api/v1/openapi.json", base_url="http://localhost/agenda").get_json()
    assert document_["servers"] == [{"url": "/agenda/api/v1"}]
    answer = client.get("/api/v1/questions?per_page=5", base_url="http://localhost/agenda").get_json()
    assert answer["next"] == "/agenda/api/v1/questions?per_page=5&page=2"
