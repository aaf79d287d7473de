"""The servers that the tests ask: one with everything as it is set at the start, one with tight limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MINI
from tests.server.serving import Served, serving


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small dataset as `agendagraph build` writes it."""
    from agendagraph.build import build

    path = tmp_path_factory.mktemp("serve") / "small.nq"
    build([MINI], check=False).write(path)
    return path


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the place of the access log of `served`."""
    return tmp_path_factory.mktemp("log") / "access.jsonl"


@pytest.fixture(scope="session")
def served(dataset: Path, log: Path) -> Iterator[Served]:
    """Return a server about the small dataset."""
    with serving("--access-log", str(log), before=("--dataset", str(dataset))) as found:
        yield found


@pytest.fixture(scope="session")
def narrow(dataset: Path) -> Iterator[Served]:
    """Return a server with tight limits: half a second, one query at once, none waiting, one megabyte of answer."""
    options = (
        "--timeout=0.5", "--running=1", "--waiting=1", "--waiting-each=1", "--patience=0.1", "--answer=1",
        "--query-size=20", "--body-timeout=0.4", "--memory=200", "--contact=veilig@example.org",
    )  # fmt: skip
    with serving(*options, before=("--dataset", str(dataset))) as found:
        yield found
