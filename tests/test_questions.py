"""The competency questions, answered by the catalog and marked by their own rules."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from agendagraph.store import Store
from tests.questions.marking import mark, plain, put

CALLS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "questions" / "open.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def questions(shared: Path) -> dict[str, Any]:
    """Return the open questions by id."""
    return {q["id"]: q for q in json.loads((shared / "questions" / "open.json").read_text(encoding="utf-8"))}


def test_every_open_question_is_put(questions: dict[str, Any]) -> None:
    """There are 50 open questions and each has its calls."""
    assert len(questions) == 50
    assert sorted(CALLS) == sorted(questions)


def test_the_questions_are_of_a_kind() -> None:
    """No catalog question is made for a single competency question only by naming its answer: about 25 serve all 50."""
    used = {call["ask"] for entry in CALLS.values() for call in entry["calls"] if "ask" in call}
    assert len(used) <= 25


@pytest.mark.parametrize("question_id", sorted(CALLS))
def test_question(question_id: str, documents: Store, questions: dict[str, Any]) -> None:
    """The answer holds what is expected, not what is forbidden, and says so where the documents do not say."""
    question = questions[question_id]
    rows, answers = _put_all(documents, question_id)
    if question["type"] == "negative":
        assert rows == []
        answer = answers[0]
        assert answer is not None
        assert answer.query.empty.nl
        if question["negative_kind"] != "silent":
            assert answer.absences, "the documents say so in words, and the answer must repeat it"
        return
    assert mark(question, rows) == []


@pytest.mark.parametrize("question_id", sorted(CALLS))
def test_the_specifications_only_add(question_id: str, real: Store, questions: dict[str, Any]) -> None:
    """Asked of all sources, a question is still answered, and with nothing that is forbidden."""
    question = questions[question_id]
    rows, _ = _put_all(real, question_id)
    if question["type"] != "negative":
        assert [wrong for wrong in mark(question, rows) if not wrong.startswith("not asked for")] == []


def _put_all(store: Store, question_id: str) -> tuple[list[Any], list[Any]]:
    rows, answers = [], []
    for call in CALLS[question_id]["calls"]:
        found, answer = put(store, call)
        rows += found
        answers.append(answer)
    return rows, answers


def test_marking_can_fail() -> None:
    """A wrong answer is marked wrong in each of the ways in which it can be."""
    from tests.questions.marking import Cell

    question = {"expected": ["LSP", "AORTA"], "must_not_contain": ["MedMij"], "exact": True, "ordered": True}

    def row(*names: str) -> list[Cell]:
        return [Cell(frozenset([plain(name)])) for name in names]

    assert mark(question, [row("LSP", "AORTA")]) == []
    assert mark(question, [row("LSP")])[0] == "missing: AORTA"
    assert "must not be there: MedMij" in mark(question, [row("LSP", "AORTA", "MedMij")])
    assert mark(question, [row("LSP", "AORTA", "Nuts")]) == ["not asked for: ['nuts']"]
    assert mark(question, [row("AORTA", "LSP")]) == ["order: [1, 0]"]
