"""SPARQL servers as processes of their own on a free port of this machine: ours, and the peers it is measured against.

Each is a context manager that yields a `Served` once the server answers, and ends the process by its own id afterwards.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
HOST: Final = "127.0.0.1"
STARTING: Final = 60.0
"""Seconds that a server may take to load its data and to answer."""

READY: Final = "/health/ready"
"""Where our server says whether it answers queries."""


@dataclass(frozen=True)
class Served:
    """A running server.

    Attributes:
        name: of the kind of server.
        process: its process; children of it are its own business.
        port: where it listens.
        query, update, graphs: paths of the query endpoint, of updates, and of the Graph Store Protocol.
        read_only: whether updates are to be refused.
    """

    name: str
    process: subprocess.Popen[bytes]
    port: int
    query: str
    update: str
    graphs: str
    read_only: bool

    @property
    def address(self) -> str:
        """The server itself."""
        return f"http://{HOST}:{self.port}"

    @property
    def endpoint(self) -> str:
        """The query endpoint."""
        return self.address + self.query


class StartError(Exception):
    """A server ended, or did not answer, before it could be used; the message is what it said."""


@contextmanager
def ours(
    data: Path | None, *options: str, port: int = 0, environment: dict[str, str] | None = None
) -> Iterator[Served]:
    """Run `agendagraph serve` on a file of RDF, or on the dataset that is shipped."""
    port = port or free_port()
    command = [sys.executable, "-m", "agendagraph", "serve", "--port", str(port), *options]
    command += ["--data", str(data)] if data else []
    path = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    with running(command, port, {"PYTHONPATH": path} | (environment or {}), ready=READY) as process:
        yield Served("agendagraph", process, port, "/sparql", "/sparql", "/rdf-graph-store", read_only=True)


@contextmanager
def oxigraph(data: Path, folder: Path, *options: str, port: int = 0) -> Iterator[Served]:
    """Run `oxigraph serve`: read and write, in memory; the data come by the Graph Store Protocol."""
    port = port or free_port()
    command = [oxigraph_binary(), "serve", "--bind", f"{HOST}:{port}", *options]
    with running(command, port, {}, folder) as process:
        connection = http.client.HTTPConnection(HOST, port, timeout=600)
        with data.open("rb") as content:
            connection.request("PUT", "/store", content, {"Content-Type": "application/n-quads"})
            answer = connection.getresponse()
            said = answer.read()
        connection.close()
        if answer.status not in {201, 204}:
            raise StartError(said.decode("utf-8", "replace"))
        yield Served("oxigraph", process, port, "/query", "/update", "/store", read_only=False)


@contextmanager
def oxigraph_read_only(data: Path, folder: Path, *options: str, port: int = 0) -> Iterator[Served]:
    """Run `oxigraph serve-read-only` on RocksDB, loaded first by `oxigraph load`."""
    port, location = port or free_port(), str(folder / "oxigraph")
    load = [oxigraph_binary(), "load", "--location", location, "--file", str(data)]
    done = subprocess.run(load, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StartError(done.stderr)
    command = [oxigraph_binary(), "serve-read-only", "--location", location, "--bind", f"{HOST}:{port}", *options]
    with running(command, port, {}) as process:
        yield Served("oxigraph-read-only", process, port, "/query", "/update", "/store", read_only=True)


def oxigraph_binary() -> str:
    """Return the path of the `oxigraph` of this environment, or of the machine.

    Raises:
        StartError: there is none.
    """
    beside = Path(sys.executable).parent / "oxigraph"
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not found:
        raise StartError("oxigraph is not installed: pip install oxigraph")
    return found


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    command: list[str], port: int, environment: dict[str, str], folder: Path | None = None, ready: str = "/"
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it answers at the path that says whether it is ready, and end it afterwards.

    What it says is read all the while, so that no pipe runs full, and is the message of a failure.
    """
    process = subprocess.Popen(
        command, env=os.environ | environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said: list[bytes] = []
    assert process.stderr is not None
    listener = threading.Thread(target=lambda out: said.extend(iter(out.readline, b"")), args=[process.stderr])
    listener.start()
    try:
        _await(process, port, ready, said)
        yield process
    finally:
        stop(process)
        listener.join(timeout=5)


def _await(process: subprocess.Popen[bytes], port: int, ready: str, said: list[bytes]) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        if process.poll() is not None:
            time.sleep(0.1)
            raise StartError(b"".join(said).decode("utf-8", "replace") or f"exit code {process.returncode}")
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", ready)
            if connection.getresponse().status < 500:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.02)
    raise StartError(f"no answer in {STARTING:.0f} s")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process: asked first, then by force."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def family(pid: int) -> list[int]:
    """Return a process and all that it started, read from /proc (Linux)."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = re.sub(r"\(.*\)", "", status.read_text("utf-8", "replace"), flags=re.S).split()
        except OSError:
            continue
        parents.setdefault(int(fields[2]), []).append(int(fields[0]))
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        waiting += parents.get(one, [])
    return found
