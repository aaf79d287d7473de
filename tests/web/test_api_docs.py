"""The page about the API in docs/ is true: its lines for curl and its programs run against a served site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```\n\n(?:```text\n(.*?)```)?", PAGE, re.DOTALL)
RUNS = [(kind, code, printed) for kind, code, printed in BLOCKS if not code.startswith("SITE=")]


@pytest.fixture(scope="module")
def site(shipped: Flask) -> Iterator[str]:
    """Return the address of the shipped site, served on this machine only and stopped afterwards."""
    server = make_server("127.0.0.1", 0, shipped, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)


def test_the_page_has_examples_of_both_kinds() -> None:
    """There are lines for curl and programs, and each says what it prints."""
    assert [kind for kind, _, _ in RUNS].count("sh") >= 4
    assert [kind for kind, _, _ in RUNS].count("python") >= 2
    assert all(printed for _, _, printed in RUNS)


@pytest.mark.parametrize(("kind", "code", "printed"), RUNS)
def test_the_example_prints_what_the_page_says(kind: str, code: str, printed: str, site: str) -> None:
    """Run as they stand, with the address of the site, examples print what stands below them."""
    command = [sys.executable, "-c", code] if kind == "python" else ["bash", "-euo", "pipefail", "-c", code]
    environment = {**os.environ, "SITE": site, "no_proxy": "127.0.0.1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment, timeout=60
    )
    assert (done.stdout, done.returncode) == (printed, 0), done.stderr
