"""Chromium and the server, each started once for these tests (of an xdist worker); visitors who leave no trouble behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.visiting import Visitor
from tests.server.serving import serving

_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
_QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-smooth-scrolling"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that is here: `pytest -m 'not browser'` leaves it out."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Return the address of the site: `agendagraph serve` on the shipped data, or one that runs already, named by `SITE`."""
    if site := os.environ.get("SITE"):
        yield site.rstrip("/")
        return
    with serving() as served:
        yield served.address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """Start Debian's Chromium without a screen and without any wish to call home."""
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


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Callable[..., Visitor]]:
    """Return what makes a visitor; afterwards none may have met an error, a refusal of the policy or a request elsewhere."""
    visitors: list[Visitor] = []

    def make(**how: Any) -> Visitor:
        visitors.append(Visitor(chromium, address, **how))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []
