"""Every hygiene check has a case that passes and a case that fails, and finds exactly what the failing case says."""

from __future__ import annotations

from pathlib import Path

import pytest

from agendagraph import assets
from agendagraph.validation import checks
from tests import cases

CASES = sorted(path for path in (cases.HERE / "checks").iterdir() if path.is_dir())
CHECKS = checks.load()
NO_QUERY = {"unknown-term", "requirement-cycle"}
"""Found by code, not by a query: `validation/vocabulary.py` and `validation/cycles.py`."""


def test_every_check_has_its_cases() -> None:
    """A check without a case folder, and a folder without a check, fail here: the suite guards its own size."""
    files = {path.stem for path in (assets.folder("ontology") / "checks").glob("*.rq")}
    assert {check.id for check in CHECKS} == files
    assert {path.name for path in CASES} == files | NO_QUERY
    assert len(CASES) >= 13
    assert [
        path.name for path in CASES if sorted(p.name for p in path.iterdir()) != ["invalid.trig", "valid.trig"]
    ] == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_is_right_has_no_findings(case: Path) -> None:
    """`valid.trig` has no findings at all, of this check or any other."""
    assert cases.findings(case / "valid.trig") == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_is_wrong_is_found_exactly(case: Path) -> None:
    """`invalid.trig` has the findings of its header, thing by thing, and no other; each points at the right thing."""
    path = case / "invalid.trig"
    found = cases.findings(path)
    assert cases.named(found) == cases.expected(path)
    assert case.name in {finding.code for finding in found}
    assert cases.misplaced(path, found) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_says_what_is_wrong_and_what_to_do(check: checks.Check) -> None:
    """Every check has a message and a remedy in both languages, and a severity that we have."""
    texts = [check.message.nl, check.message.en, check.remedy.nl, check.remedy.en]
    assert [text for text in texts if len(text) < 10] == []
    assert check.message.nl != check.message.en
    assert check.remedy.nl != check.remedy.en
    assert check.severity in {"violation", "warning"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_gives_its_rows_in_order(check: checks.Check) -> None:
    """The same data give the same report: every check ends in ORDER BY, over the columns that it returns."""
    assert check.query.rstrip().endswith("ORDER BY ?focus ?predicate ?value ?graph")
