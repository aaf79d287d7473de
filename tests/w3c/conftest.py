"""One server with the data of all suites, and what came of every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Served
from tests.w3c import suites
from tests.w3c.outcome import Outcome


@pytest.fixture(scope="package")
def served(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return our server, with the data of all suites."""
    with suites.serving("agendagraph", shared, tmp_path_factory.mktemp("w3c")) as served:
        yield served


@pytest.fixture(scope="package")
def outcomes(served: Served, shared: Path) -> list[Outcome]:
    """Return what came of every test."""
    return suites.run(served, shared)


@pytest.fixture(scope="package")
def peer(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Return what came of every test against the server of the engine itself."""
    with suites.serving("oxigraph", shared, tmp_path_factory.mktemp("peer")) as served:
        return suites.run(served, shared)
