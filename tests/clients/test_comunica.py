"""Comunica: it finds out by itself what is behind an address (service description), and answers queries over it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, Served

NL = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "nl") }"""


@pytest.fixture(scope="module")
def comunica() -> Path:
    """Return the command, installed where that can be; in CI its absence is a fault."""
    done = subprocess.run([sys.executable, ROOT / "tools" / "comunica.py"], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Path(done.stdout.strip())
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(done.stderr)
    pytest.skip(done.stderr.strip())


def run(command: Path, *words: str) -> str:
    """Run Comunica and return what it writes."""
    done = subprocess.run([command, *words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("source", ["", "sparql@"], ids=["found out", "told"])
def test_rows(comunica: Path, served: Served, source: str) -> None:
    """Labels in Dutch, whether it is told that there is an endpoint or finds that out."""
    told = json.loads(run(comunica, source + served.endpoint, NL, "-t", "application/sparql-results+json"))
    assert sorted(row["label"]["value"] for row in told["results"]["bindings"]) == [
        "Zorginformatiebouwsteen",
        "één \"naam\"\n& <twee>, 'drie'\t\u2603 \U0001f600",
    ]


def test_a_graph(comunica: Path, served: Served) -> None:
    """CONSTRUCT over a path."""
    query = "CONSTRUCT { ?a <urn:reaches> ?b } WHERE { ?a <https://example.org/requires>+ ?b }"
    assert len(run(comunica, served.endpoint, query, "-t", "application/n-triples").strip().splitlines()) == 3


def test_two_sources_as_one(comunica: Path, served: Served) -> None:
    """The endpoint and a graph of its graph store, asked together: the client joins what each says."""
    graph = f"{served.address}{served.graphs}?graph=https%3A%2F%2Fexample.org%2Fgraph%2Fnl"
    query = """SELECT ?step ?count {
        <https://example.org/zib> <https://example.org/requires> ?step ; <https://example.org/count> ?count }"""
    told = json.loads(run(comunica, served.endpoint, graph, query, "-t", "application/sparql-results+json"))
    rows = {(row["step"]["value"], row["count"]["value"]) for row in told["results"]["bindings"]}
    assert rows == {("https://example.org/een%20stap", "113")}
