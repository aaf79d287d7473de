"""Yasgui, in a page of another site: what its editor sends by default, and what a browser asks and minds on its behalf.

The requests are those of Yasqe 4: a form by POST, `application/sparql-results+json` for rows and `application/n-triples` for
graphs, each with `*/*;q=0.9` behind it.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.servers import Served
from tests.w3c.wire import Request, Response, send

ORIGIN = "https://yasgui.example"
FORM = "application/x-www-form-urlencoded"
ROWS = "application/sparql-results+json,*/*;q=0.9"
GRAPH = "application/n-triples,*/*;q=0.9"


def ask(served: Served, query: str, accept: str, **dataset: list[str]) -> Response:
    """Send a query as the editor does."""
    headers = {"Origin": ORIGIN, "Accept": accept, "Content-Type": FORM}
    pairs = {"query": query, **{name.replace("_", "-"): values for name, values in dataset.items()}}
    return send(served, Request("POST", served.query, headers, urlencode(pairs, doseq=True).encode()))


def readable(response: Response) -> bool:
    """Return whether a browser lets the page read an answer."""
    return response.headers.get("access-control-allow-origin") in {"*", ORIGIN}


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT * { ?s ?p ?o }", ROWS, "application/sparql-results+json"),
        ("ASK {}", ROWS, "application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", GRAPH, "application/n-triples"),
        ("DESCRIBE <https://example.org/zib>", GRAPH, "application/n-triples"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ROWS, None),
    ],
)
def test_what_the_editor_sends(served: Served, query: str, accept: str, media_type: str | None) -> None:
    """It is answered in the format preferred, or in another where that does not fit, and the page may read it."""
    response = ask(served, query, accept)
    assert (response.status, readable(response)) == (200, True), str(response)
    assert media_type in {None, response.media_type}


def test_graphs_chosen_in_its_settings(served: Served) -> None:
    """Default and named graphs go with the form."""
    query = "SELECT DISTINCT ?g ?lang { ?s ?p ?o GRAPH ?g { ?s ?q ?x } BIND(LANG(?o) AS ?lang) }"
    graphs = ["https://example.org/graph/en", "https://example.org/graph/nl"]
    response = ask(served, query, ROWS, default_graph_uri=graphs[:1], named_graph_uri=graphs[1:])
    rows = json.loads(response.body)["results"]["bindings"]
    assert [(row["g"]["value"], row["lang"]["value"]) for row in rows] == [(graphs[1], "en")]


def test_what_a_browser_asks_first(served: Served) -> None:
    """Before headers of one's own, or another type of body, comes a preflight: methods and headers are allowed."""
    headers = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,accept,x-requested-with,if-none-match",
    }
    response = send(served, Request("OPTIONS", served.query, headers))
    assert (response.status in {200, 204}, readable(response)) == (True, True), str(response)
    methods = {one.strip() for one in response.headers.get("access-control-allow-methods", "").split(",")}
    allowed = {one.strip().lower() for one in response.headers.get("access-control-allow-headers", "").split(",")}
    assert {"GET", "POST"} <= methods
    assert {"content-type", "accept"} <= allowed or "*" in allowed


def test_errors_can_be_read_too(served: Served) -> None:
    """What is wrong with a query reaches the page, which otherwise could only say that something failed."""
    response = ask(served, "SELECT { nothing", ROWS)
    assert (response.status, readable(response)) == (400, True), str(response)
    assert json.loads(response.body)["status"] == 400


def test_no_page_is_trusted_with_credentials(served: Served) -> None:
    """Nothing is said of credentials, and no origin is singled out with them."""
    assert "access-control-allow-credentials" not in ask(served, "ASK {}", ROWS).headers
