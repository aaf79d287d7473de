"""The bench of the endpoint runs, and says what it is to say; how fast anything is, is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_bench_of_the_endpoint_runs(tmp_path: Path) -> None:
    """A small graph, one round: all servers give the same answers, none gives an error, and every number is kept."""
    out = tmp_path / "found.json"
    words = [
        "--only",
        "mix,worker",
        "--triples",
        "4000",
        "--seconds",
        "1",
        "--rounds",
        "1",
        "--without",
        "rdflib-endpoint",
    ]
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "endpoint", *words, "--json", out],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    told = json.loads(out.read_text("utf-8"))
    found = {one["what"]: one for one in told["found"]}
    assert found["answers that differ between servers"]["value"] == 0
    assert "worker: added to the p50 of a tiny query" in found
    assert not [one for one in told["found"] if "errors" in one["note"]]
    assert {name.partition(", ")[0] for name in told["rates"]} == {"mix", "again", "unchanged"}
    assert all(rate > 0 for rates in told["rates"].values() for rate in rates)


def test_the_bench_of_pages_runs(tmp_path: Path) -> None:
    """The home page once: its weight and times are kept, and it is beside a `hello` that answers."""
    out = tmp_path / "found.json"
    words = ["--only", "home", "--rounds", "1", "--json", out]
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "web", *words], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    told = json.loads(out.read_text("utf-8"))
    assert [page["name"] for page in told["pages"]] == ["home"]
    assert told["hello_ms"]["p50"] > 0
    assert {"largest page, gzip", "requests of a second visit to the home page"} <= {
        one["what"] for one in told["found"]
    }
