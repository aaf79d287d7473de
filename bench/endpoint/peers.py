"""The servers that are compared: ours, Oxigraph's two, and rdflib-endpoint."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests import servers
from tests.servers import ROOT, Served

OURS: Final = "agendagraph"
DISK: Final = "oxigraph (RocksDB, read-only)"
MEMORY: Final = "oxigraph (memory)"
RDFLIB: Final = "rdflib-endpoint"
APP: Final = Path(__file__).with_name("rdflib_app.py")


@contextmanager
def running(data: Path, folder: Path, names: tuple[str, ...]) -> Iterator[dict[str, Served]]:
    """Run servers on the same data, all up at once, each with the default graph that the data have."""
    starts: dict[str, Callable[[], AbstractContextManager[Served]]] = {
        OURS: lambda: servers.ours(data, "--default-graph", "own"),
        DISK: lambda: servers.oxigraph_read_only(data, folder),
        MEMORY: lambda: servers.oxigraph(data, folder),
        RDFLIB: lambda: rdflib_endpoint(data),
    }
    with ExitStack() as stack:
        yield {name: stack.enter_context(starts[name]()) for name in names}


@contextmanager
def rdflib_endpoint(data: Path) -> Iterator[Served]:
    """Run rdflib-endpoint under uvicorn, in the environment that has it."""
    port = servers.free_port()
    command = [rdflib_python() or sys.executable, str(APP), str(data), str(port)]
    with servers.running(command, port, {}) as process:
        yield Served(RDFLIB, process, port, "/", "/", "/", read_only=True)


def rdflib_python() -> str:
    """Return the Python that has rdflib-endpoint: this one, or that of `.venv-bench`; nothing where neither has."""
    if importlib.util.find_spec("rdflib_endpoint"):
        return sys.executable
    other = ROOT / ".venv-bench" / "bin" / "python"
    if other.exists() and not subprocess.run([other, "-c", "import rdflib_endpoint"], check=False).returncode:
        return str(other)
    return ""
