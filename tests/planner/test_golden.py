"""Golden plans of the shipped graph: per exchange, sector and route every step and its wave, agreed beside the sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agendagraph import terms
from agendagraph.planner import Plan, make, request_of
from agendagraph.store import Store

FILE = Path(__file__).resolve().parent / "golden" / "plans.txt"
BLOCKS = dict(re.findall(r"^== (.+)\n((?:[^=\n].*\n)+)", FILE.read_text(encoding="utf-8"), re.MULTILINE))


def asked(store: Store, question: str) -> Plan:
    """Return the plan of a question such as `bgz-uitwisseling, huisartsen, via app-bgz-lsp`."""
    goal, sector, *more = question.split(", ")
    options = {name: [value] for name, _, value in (one.partition(" ") for one in more)}
    return make(store, request_of(store, [goal], sector, **options), explain=False)  # type: ignore[arg-type]


def told(plan: Plan) -> str:
    """Return a plan as the golden file has it: what it costs, and the steps of each wave by identifier."""
    waves = [sorted(thing.iri.removeprefix(terms.AGD) for thing in wave) for wave in plan.waves]
    lines = [f"{number}: {' '.join(wave)}" for number, wave in enumerate(waves, 1)]
    return "\n".join([f"cost {plan.cost}", *lines]) + "\n"


@pytest.mark.shipped
@pytest.mark.parametrize("question", BLOCKS)
def test_the_plan_is_what_was_agreed(real: Store, question: str) -> None:
    """Every step, its wave and the cost; a change of the data that changes a plan is looked at before it is agreed."""
    assert told(asked(real, question)) == BLOCKS[question]


def test_the_golden_file_is_read_whole() -> None:
    """No block is skipped by the pattern."""
    assert len(BLOCKS) == FILE.read_text(encoding="utf-8").count("== ") >= 14
