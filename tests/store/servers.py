"""Real SPARQL servers for the tests, each on a free port of this machine, with a database of its own, stopped by its process."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from agendagraph.store import Store

MAX_ROWS = 20_000
"""The Virtuoso of the tests gives no more rows than this, as most of them do."""

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CaseMode = 2
DirsAllowed = .
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
EnabledGzipContent = 0
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nquads(store: Store) -> bytes:
    raw = ox.serialize(store.quads(), format=ox.RdfFormat.N_QUADS)
    assert raw is not None
    return raw


@contextmanager
def oxigraph(data: bytes = b"", *words: str) -> Iterator[str]:
    """Run `oxigraph serve` in memory with some N-Quads in it, and give the address of its queries."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert binary, "the package oxigraph is among the requirements of the tests"
    port = free_port()
    with _running([binary, "serve", "--bind", f"127.0.0.1:{port}", *words], Path.cwd(), port):
        if data:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/store", data, {"Content-Type": "application/n-quads"}, method="POST"
            )
            urllib.request.urlopen(request, timeout=30).close()
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(data: bytes, folder: Path) -> Iterator[str]:
    """Run Virtuoso on a database in a folder with some N-Quads in it, and give the address of its queries."""
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=http, rows=MAX_ROWS), encoding="ascii")
    (folder / "data.nq").write_bytes(data)
    load = "DB.DBA.TTLP_MT (file_to_string_output ('data.nq'), '', 'urn:none', 512);"
    with _running(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder, http):
        words = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        assert "Done." in done.stdout + done.stderr, done.stdout + done.stderr
        yield f"http://127.0.0.1:{http}/sparql"


@contextmanager
def _running(words: list[str], folder: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args} stopped"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{process.args} does not answer")
