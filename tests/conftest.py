"""What the tests share: the invented graph, the shipped one, the place of the documents it was made from, and a browser."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agendagraph.build import build
from agendagraph.selection import select
from agendagraph.store import Store

ROOT = Path(__file__).resolve().parent.parent
MINI = Path(__file__).resolve().parent / "fixtures" / "mini"
STARTED = time.time()

_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
_QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-smooth-scrolling"]


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start Debian's Chromium without a screen and without any wish to call home: the one browser of all tests."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_QUIET)
        yield browser
        browser.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what needs the browser last: while Playwright runs, its event loop is in the way of `asyncio.run`."""
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))


def pytest_configure(config: pytest.Config) -> None:
    """Name the tests that judge the shipped data: `pytest -m shipped` says whether a change of them is right."""
    config.addinivalue_line("markers", "shipped: judges the shipped data, not the code")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the pictures of the pages are that the tests in a browser have made."""
    made = ROOT / "build" / "screenshots"
    if count := sum(1 for picture in made.glob("*.???") if picture.stat().st_mtime >= STARTED):
        terminalreporter.write_line(
            f"{count} pictures of pages, in light, dark, on a phone and on paper: {made.relative_to(ROOT)}/"
        )
