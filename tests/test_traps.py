"""The 102 traps that the documents set, each with questions that are answered "yes" as long as the data avoid it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from agendagraph import terms
from agendagraph.store import Store

TRAPS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "traps" / "traps.toml").read_text(encoding="utf-8")
)["trap"]
ASKS = [
    pytest.param(trap, name, id=f"{trap['number']:03}: {name}") for trap in TRAPS for name in trap["ask"]
]  # fmt: skip


def ask(store: Store, text: str) -> bool:
    """Return the answer to an ASK query."""
    answer = store.query(text)
    assert isinstance(answer, ox.QueryBoolean)
    return bool(answer)


def parsed(trig: str) -> Iterable[ox.Quad]:
    """Return the quads of a block of TriG that uses our prefixes."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in terms.prefixes().items())
    return ox.parse(input=head + trig, format=ox.RdfFormat.TRIG)


@pytest.mark.parametrize(("trap", "name"), ASKS)
def test_trap(trap: dict[str, Any], name: str, documents: Store) -> None:
    """The data say what the documents say on the trap, in the passage that says it, and nothing that it invites to."""
    assert ask(documents, trap["ask"][name]), f"trap {trap['number']}, {name}: {trap['title']}"


@pytest.mark.parametrize(("trap", "name"), ASKS)
def test_silence_is_no_answer(trap: dict[str, Any], name: str) -> None:
    """No question is answered "yes" by a graph in which nothing is said."""
    assert not ask(Store([]), trap["ask"][name]), f"trap {trap['number']}, {name}"


def test_whoever_steps_into_a_trap_is_told(documents: Store) -> None:
    """With the mistake of a trap added to the data, a question of that trap turns from "yes" to "no"."""
    store = ox.Store()
    store.bulk_extend(documents.quads())

    def answers(trap: dict[str, Any]) -> dict[str, bool]:
        return {
            name: bool(
                store.query(text, prefixes=terms.prefixes(), base_iri=terms.AGD, use_default_graph_as_union=True)
            )
            for name, text in trap["ask"].items()
        }

    missed = []
    for trap in TRAPS:
        before = answers(trap)
        wrong = [quad for quad in parsed(trap["wrong"]) if quad not in store]
        store.extend(wrong)
        after = answers(trap)
        for quad in wrong:
            store.remove(quad)
        if not any(before[name] and not after[name] for name in before):
            missed.append(trap["number"])
        assert answers(trap) == before
    assert missed == []


def test_every_trap_has_its_entry() -> None:
    """There are 102 entries, numbered 1 to 102 in order, each with a title and a mistake of its own and a question."""
    assert [trap["number"] for trap in TRAPS] == list(range(1, 103))
    assert len({trap["title"] for trap in TRAPS}) == 102
    assert len({trap["wrong"] for trap in TRAPS}) == 102
    assert all(trap["ask"] for trap in TRAPS)


def test_the_entries_are_those_of_the_inventory(shared: Path) -> None:
    """The list of traps beside the project has the same numbers, each with a place in a document."""
    text = (shared / "facts" / "ambiguities.md").read_text(encoding="utf-8")
    listed = re.findall(r"^(\d+)\. (?:\*\*)?(.+?)$\n   Where: (.+)$", text, re.MULTILINE)
    assert [int(number) for number, _, _ in listed] == [trap["number"] for trap in TRAPS]
    assert all("(L" in place for _, _, place in listed)
