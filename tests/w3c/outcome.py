"""What came of a test, and the list of what the engine is known to do otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

EXCEPTIONS: Final = Path(__file__).with_name("exceptions.toml")


@dataclass(frozen=True)
class Outcome:
    """A test of a suite, and why it failed; nothing where it passed."""

    suite: str
    test: str
    fault: str = ""


def exceptions() -> dict[str, str]:
    """Return the tests that the engine is known to fail, each with the reason."""
    table = tomllib.loads(EXCEPTIONS.read_text("utf-8"))
    return {test: reason for group in table.values() for test, reason in group.items()}


def surprises(outcomes: Iterable[Outcome]) -> list[str]:
    """Return what is not as the list says: a failure that is not on it, or a pass of what is."""
    known = exceptions()
    return [
        f"{one.test}: {one.fault or 'passes, and is still listed as an exception'}"
        for one in outcomes
        if bool(one.fault) != (one.test in known)
    ]
