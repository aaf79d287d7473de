"""curl: the lines that documentation shows, and what shell scripts rely on: exit codes, headers, files."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers import Served

LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label { <https://example.org/zib> skos:prefLabel ?label } ORDER BY LANG(?label)"""
EXPECTED = ["Health and care information model", "Zorginformatiebouwsteen"]


@pytest.fixture
def curl() -> str:
    """Return the path of curl; in CI its absence is a fault."""
    found = shutil.which("curl")
    if found:
        return found
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail("curl is not here")
    pytest.skip("curl is not here")


def run(curl: str, *words: str, fails: bool = False) -> str:
    """Run curl and return what it writes; a status of 4xx or 5xx is a failure."""
    done = subprocess.run(
        [curl, "--silent", "--show-error", "--fail-with-body", "--max-time", "20", *words],
        capture_output=True,
        check=False,
    )
    assert (done.returncode != 0) is fails, (words, done.stdout, done.stderr)
    return done.stdout.decode()


def test_the_three_ways_to_ask(curl: str, served: Served, tmp_path: Path) -> None:
    """GET, a form, and a query from a file."""
    file = tmp_path / "labels.rq"
    file.write_text(LABELS, encoding="utf-8")
    accept = ["--header", "Accept: text/csv"]
    direct = ["--header", "Content-Type: application/sparql-query", "--data-binary", f"@{file}"]
    for words in (
        ["--get", "--data-urlencode", f"query={LABELS}"],
        ["--data-urlencode", f"query@{file}"],
        direct,
    ):
        rows = list(csv.reader(io.StringIO(run(curl, *words, *accept, served.endpoint))))
        assert rows == [["label"], *([label] for label in EXPECTED)]


def test_compressed_answers_are_the_same(curl: str, served: Served) -> None:
    """`--compressed` gives the same bytes as without."""
    words = ["--get", "--data-urlencode", f"query={LABELS}", "--header", "Accept: application/sparql-results+xml"]
    assert run(curl, *words, "--compressed", served.endpoint) == run(curl, *words, served.endpoint)


def test_a_head_has_the_headers_of_the_answer(curl: str, served: Served) -> None:
    """`--head` gives the type of the answer and no body."""
    head = run(
        curl, "--head", "--get", "--data-urlencode", "query=ASK {}", "--header", "Accept: text/csv", served.endpoint
    )
    lines = head.lower().splitlines()
    assert lines[0].startswith("http/1.1 200")
    assert any(line.startswith("content-type:") for line in lines)


def test_an_answer_that_is_known_is_not_sent_again(curl: str, served: Served, tmp_path: Path) -> None:
    """`--etag-save` and `--etag-compare`: the second time there is a 304 and nothing else."""
    tag = tmp_path / "tag"
    words = ["--get", "--data-urlencode", f"query={LABELS}", served.endpoint]
    rows = ["--header", "Accept: application/sparql-results+json"]
    first = run(curl, *words, *rows, "--etag-save", str(tag))
    assert [row["label"]["value"] for row in json.loads(first)["results"]["bindings"]] == EXPECTED
    assert tag.read_text("utf-8").strip()
    again = run(curl, *words, *rows, "--etag-compare", str(tag), "--write-out", "%{http_code}")
    assert again == "304"
    other = run(curl, *words, "--header", "Accept: text/csv", "--etag-compare", str(tag))
    assert EXPECTED[0] in other


def test_errors_are_failures_with_a_document(curl: str, served: Served) -> None:
    """A bad query, an update and a format that there is not fail, and what is said about them is JSON."""
    for status, words in {
        400: ["--get", "--data-urlencode", "query=SELECT { nothing"],
        403: ["--data-urlencode", "update=CLEAR ALL"],
        405: ["--request", "DELETE"],
        406: ["--get", "--data-urlencode", "query=ASK {}", "--header", "Accept: image/png"],
        415: ["--header", "Content-Type: text/plain", "--data-binary", "ASK {}"],
    }.items():
        told = json.loads(run(curl, *words, served.endpoint, fails=True))
        assert told["status"] == status
        assert told["title"]


def test_graphs_are_files(curl: str, served: Served) -> None:
    """The graph store gives a graph by its name, the default graph, and nothing where there is none."""
    store = served.address + served.graphs
    turtle = run(curl, "--get", "--data-urlencode", "graph=https://example.org/graph/en", store)
    assert "Health and care information model" in turtle
    assert "113" in run(curl, "--header", "Accept: application/n-triples", f"{store}?default")
    run(curl, "--get", "--data-urlencode", "graph=https://example.org/graph/fr", store, fails=True)
