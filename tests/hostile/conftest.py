"""One server for all attacks, with small limits, and beside it an address that nobody may call."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agendagraph.build import build
from tests.conftest import MINI, ROOT
from tests.hostile.listener import Listener
from tests.servers import READY, Served, free_port, running

OPTIONS = ("--timeout", "0.5", "--memory", "300", "--running", "2", "--body-timeout", "2", "--header-timeout", "2")
ENVIRONMENT = {"PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    """Return the address that nobody may call; at the end it says whether anybody did."""
    with Listener() as listener:
        yield listener
        assert listener.heard == []


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small dataset with hostile names in it, as `agendagraph build` writes it."""
    path = tmp_path_factory.mktemp("hostile") / "small.nq"
    build([MINI, ROOT / "tests" / "web" / "hostile.trig"], check=False).write(path)
    return path


@pytest.fixture(scope="session")
def served(dataset: Path) -> Iterator[Served]:
    """Return the server that is attacked."""
    port = free_port()
    command = [sys.executable, "-m", "agendagraph", "--dataset", str(dataset), "serve", "--port", str(port), *OPTIONS]
    with running(
        command, port, ENVIRONMENT | {"PYTHONUNBUFFERED": os.environ.get("PYTHONUNBUFFERED", "1")}, ready=READY
    ) as process:
        yield Served("agendagraph", process, port, "/sparql", "/sparql", "/rdf-graph-store", read_only=True)
