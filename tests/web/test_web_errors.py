"""Errors have one shape; hostile input comes out as text; every answer carries the security headers."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agendagraph import problems
from agendagraph.web import agenda, create_app, pages
from tests.web.conftest import browser
from tests.web.html import Page, faults

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "x" * 100_000,
    "\x00\x01\x1b[2J",
    "../../../etc/passwd",
    "a.b/c..d",
    "%00%0d%0aSet-Cookie: x=1",
    "💥\u202e\ufeff",
    "$ding } UNION { ?s ?p ?o",
    "' OR 1=1 --",
    "*",
    "???",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_visitor_types_stays_text(client: FlaskClient, text: str) -> None:
    """Every field and every path takes anything without a fault, and shows it as text."""
    for address, name in (
        ("/zoek", "q"),
        ("/vragen/tijdlijn", "ding"),
        ("/vragen/zoek", "woorden"),
        ("/nodig", "ding"),
        ("/nodig", "sector"),
        ("/nodig", "via"),
        ("/pad", "van"),
        ("/plan", "ding"),
        ("/plan", "bronnen"),
        ("/impact", "ding"),
        ("/impact", "maanden"),
        ("/impact/ranglijst", "binnen"),
        ("/vergelijk", "eerste.ding"),
        ("/agenda", "sector"),
        ("/sparql", "query"),
    ):
        response = client.get(address, query_string={name: text, "naar": "pasje"})
        assert response.status_code in {200, 400, 403, 404, 413}, (address, name)
        assert faults(Page(response.text), "nl") == []
        said = re.sub(r'nonce="[^"]*"', "", response.text)  # made by chance, of any letters and digits
        assert "49" not in said or "7*7" in said
    for start in ("/ding/", "/passage/", "/agenda/", "/vragen/", "/id/", "/en/ding/", "/"):
        response = client.get(start + text[:2000])
        assert response.status_code in {200, 308, 404}, start
        if response.status_code != 308:
            page = Page(response.text)
            assert faults(page, "en" if start.startswith("/en") else "nl") == []


@pytest.mark.parametrize("start", ["", "/en"])
def test_what_the_data_say_stays_text(client: FlaskClient, start: str) -> None:
    """Names, definitions, notes and headings are escaped; only http addresses become links."""
    for address in (
        "/ding/hostile",
        "/passage/agenda-2025-04/hostile",
        "/agenda",
        "/zoek?q=alert",
        "/zoek?q=vet",
        "/zoek?q=kop",
        "/ding/sleutelkast",
        "/nodig",
    ):
        page = Page(client.get(start + address).text)
        assert faults(page, "en" if start else "nl") == []
        images = [image for image in page.all("img") if not image["src"].startswith(start + "/diagram/")]
        assert not images + page.all("b") + page.all("i")
        assert not [href for href in page.links if href.startswith("javascript:")]
    page = Page(client.get(start + "/ding/hostile").text)
    assert "https://ok.example/?a=1&b=2" in page.links
    assert "{{ 7 * 7 }}" in page.words


def test_a_thing_that_is_not_there(client: FlaskClient) -> None:
    """404 with the nearest names; JSON for who asks for it."""
    response = client.get("/ding/slutelkast")
    assert response.status_code == 404
    assert "/ding/sleutelkast" in Page(response.text).links
    machine = client.get("/ding/slutelkast", headers={"Accept": "application/json"})
    assert machine.mimetype == problems.MEDIA_TYPE
    assert machine.get_json() == {
        "type": "https://w3id.org/agendagraph/problems#unknown-name",
        "title": "Onbekende naam",
        "status": 404,
        "detail": "Dit ding is er niet.",
        "code": "unknown-name",
        "where": "slutelkast",
        "hint": "",
    }
    assert client.get("/passage/agenda-2025-04/slutelkast").status_code == 404
    assert client.get("/agenda/sleutelkast").status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/niets", 404, "not-found"),
        ("POST", "/agenda", 405, "method-not-allowed"),
        ("PUT", "/sparql", 405, "method-not-allowed"),
        ("GET", "/nodig?ding=niets-van-dien-aard", 404, "unknown-name"),
        ("GET", "/pad?van=niets-van-dien-aard&naar=pasje", 404, "unknown-name"),
        ("GET", "/zoek?q=" + "x" * 201, 400, "parameter"),
    ],
)
def test_errors_have_one_shape(client: FlaskClient, method: str, address: str, status: int, code: str) -> None:
    """The same keys for every error, in both languages; and a page for people."""
    for start, message in (("", "nl"), ("/en", "en")):
        response = client.open(start + address, method=method, headers={"Accept": "application/json"})
        body = response.get_json()
        assert (response.status_code, body["status"], body["code"]) == (status, status, code)
        assert set(body) == {"type", "title", "status", "detail", "code", "where", "hint"}
        assert response.mimetype == problems.MEDIA_TYPE
        assert response.headers["Content-Language"] == message
        page = client.open(start + address, method=method)
        assert (page.status_code, faults(Page(page.text), message)) == (status, [])


def test_the_methods_that_do_work_are_named(client: FlaskClient) -> None:
    """A 405 has the header Allow."""
    assert set(client.delete("/agenda").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_request_that_is_too_large(client: FlaskClient) -> None:
    """More than 200 kB is refused before it is read, in either form."""
    for data in ({"query": "x" * 200_001}, b"x" * 200_001):
        kind = None if isinstance(data, dict) else "application/sparql-query"
        response = client.post("/sparql", data=data, content_type=kind)
        assert response.status_code == 413
        machine = client.post("/sparql", data=data, content_type=kind, headers={"Accept": "application/json"})
        assert machine.get_json()["code"] == "too-large"


def test_a_surprise_shows_a_reference_and_not_its_text(
    small: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """500 with a number that the log has, too; the log alone has the text."""
    app = create_app(small.extensions["agendagraph"].store)

    def fails() -> str:
        raise RuntimeError("geheim wachtwoord")

    monkeypatch.setitem(app.view_functions, "home:nl", fails)
    with caplog.at_level(logging.ERROR):
        response = app.test_client().get("/", headers={"Accept": "application/json"})
    error = response.get_json()
    assert (response.status_code, error["code"]) == (500, "internal")
    assert "geheim" not in response.text
    assert error["where"] in caplog.text
    assert "geheim wachtwoord" in caplog.text
    page = browser(app).get("/")
    assert page.status_code == 500
    assert "geheim" not in page.text
    assert faults(Page(page.text), "nl") == []


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    """Pages, files, errors, redirects and static files alike."""
    for address in (
        "/",
        "/over",
        "/niets",
        "/id/sleutelkast",
        "/static/agendagraph.css",
        "/sparql?query=ASK+{}&format=json",
    ):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_the_switch_never_leads_off_the_site(client: FlaskClient) -> None:
    """A path with doubled slashes does not turn the language switch into another host."""
    page = Page(client.get("/en//evil.example/x").text)
    assert [a["href"] for a in page.all("a") if a.get("hreflang")] == ["/evil.example/x"]


def test_no_template_marks_data_as_safe() -> None:
    """Escaping is Jinja's and stays on: no filter, block or call turns it off."""
    folder = (pages.__file__ or "").rpartition("/")[0] + "/templates"
    from pathlib import Path

    for path in sorted(Path(folder).glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "safe" not in text.replace("marks it safe", ""), path.name
        assert "autoescape" not in text, path.name
    assert agenda.__doc__
