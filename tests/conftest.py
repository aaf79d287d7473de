"""What the tests share: the invented graph, the shipped one, and the place of the documents it was made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agendagraph.build import build
from agendagraph.selection import select
from agendagraph.store import Store

ROOT = Path(__file__).resolve().parent.parent
MINI = Path(__file__).resolve().parent / "fixtures" / "mini"


@pytest.fixture(scope="session")
def mini() -> Store:
    """Return the small invented graph of `fixtures/mini`: frozen, every class and kind of statement in it."""
    return build([MINI], check=False).require_valid().store()


@pytest.fixture(scope="session")
def real() -> Store:
    """Return the graph made from the shipped data; `test_build.py` says whether it is valid."""
    return build(check=False).require_valid().store()


@pytest.fixture(scope="session")
def documents(real: Store) -> Store:
    """Return what the two documents say, without the specifications: what their inventory and questions are about."""
    return select(real, ["documents"])


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder `shared` beside the project, which holds the documents and their inventory.

    Whoever has only a clone does not have it, and skips; in CI its absence is a fault.
    """
    folder = ROOT.parent / "shared"
    if folder.is_dir():
        return folder
    reason = f"the folder with the source documents is not here: {folder}"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_configure(config: pytest.Config) -> None:
    """Name the tests that judge the shipped data: `pytest -m shipped` says whether a change of them is right."""
    config.addinivalue_line("markers", "shipped: judges the shipped data, not the code")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the pictures of the pages are that the tests in a browser have made."""
    made = ROOT / "build" / "screenshots"
    if count := len(list(made.glob("*.p[nd][gf]"))):
        terminalreporter.write_line(
            f"{count} pictures of pages, in light, dark, on a phone and on paper: {made.relative_to(ROOT)}/"
        )
