"""`agendagraph serve` as it is run: a process of its own on a free port, asked over HTTP, stopped by a signal."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.conftest import HERE, MINI

COMMAND = [sys.executable, "-m", "agendagraph"]
SOURCES = HERE.parent.parent / "src"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small dataset as `agendagraph build` writes it."""
    from agendagraph.build import build

    path = tmp_path_factory.mktemp("serve") / "small.nq"
    build([MINI], check=False).write(path)
    return path


def _environment(dataset: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(SOURCES), "AGENDAGRAPH_DATASET": str(dataset), "PYTHONUNBUFFERED": "1"}


@contextmanager
def serving(dataset: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the server; yield the process and its address; see that it is gone afterwards."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *options],
        env=_environment(dataset),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.fullmatch(r"AgendaGraph: (http://127\.0\.0\.1:\d+)  \(Ctrl\+C stopt\)\n", line)
        assert found, line
        yield process, found[1]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=10)


def _get(address: str, accept: str = "*/*", data: bytes | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, data=data, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.status, response.read().decode()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_the_server_answers_and_stops_cleanly(dataset: Path, by: signal.Signals) -> None:
    """Pages, static files and queries are served; Ctrl+C ends it with exit code 0 and no traceback."""
    with serving(dataset) as (process, address):
        status, body = _get(f"{address}/health")
        assert (status, json.loads(body)["ok"]) == (200, True)
        assert "Sleutelkast" in _get(f"{address}/ding/sleutelkast", "text/html")[1]
        assert ":focus-visible" in _get(f"{address}/static/agendagraph.css")[1]
        answer = json.loads(_get(f"{address}/sparql", data=b"query=ASK+%7B+%3Fs+a+ag%3ALaw+%7D")[1])
        assert answer["boolean"] is True
        process.send_signal(by)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")


def test_a_port_that_is_taken_is_said_to_be(dataset: Path) -> None:
    """Exit code 2 and one line that says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, "serve", "--port", str(port)],
            env=_environment(dataset),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"agendagraph: 127.0.0.1:{port}: Hier kan niet geluisterd worden")
    assert len(done.stderr.splitlines()) == 1
