"""The server, and visitors who leave no trouble behind: started once for these tests (of an xdist worker)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from tests.browser.visiting import Seat, Visitor
from tests.server.serving import serving

Visiting = Callable[[], AbstractContextManager[Callable[..., Visitor]]]


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
def visiting(chromium: Any, address: str) -> Iterator[Visiting]:
    """Return what lets visitors in; when they leave, none may have met an error, a refusal of the policy or a request elsewhere.

    There is one window for each way of looking, and who is done gives it back: opening one costs more than most of what is
    done in it.
    """
    free: dict[str, list[Seat]] = {}

    @contextmanager
    def room() -> Iterator[Callable[..., Visitor]]:
        visitors: list[Visitor] = []

        def make(**how: Any) -> Visitor:
            seats = free.setdefault(repr(sorted(how.items())), [])
            visitors.append(Visitor(seats.pop() if seats else Seat(chromium, address, how)))
            return visitors[-1]

        yield make
        for visitor in visitors:
            visitor.leave()
            free[repr(sorted(visitor.seat.how.items()))].append(visitor.seat)
        assert [trouble for visitor in visitors for trouble in visitor.troubles] == []

    yield room
    for seat in (seat for seats in free.values() for seat in seats):
        seat.context.close()


@pytest.fixture
def visit(visiting: Visiting) -> Iterator[Callable[..., Visitor]]:
    """Return what makes a visitor for one test."""
    with visiting() as make:
        yield make
