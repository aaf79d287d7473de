"""Joint plans are exact: against trying every way for two organisations that can share some things."""

from __future__ import annotations

import itertools

import pyoxigraph as ox
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.errors import ImpossibleError
from agendagraph.planner import Request, make_joint
from agendagraph.store import Store
from agendagraph.terms import ag, agd

THINGS = "abcde"
PASSAGE = ox.NamedNode(terms.AGD + "test/passage")

_CLAUSES = st.lists(
    st.tuples(st.sampled_from(THINGS), st.lists(st.sampled_from(THINGS), min_size=1, max_size=2, unique=True)),
    max_size=4,
)


def _store(clauses: list[tuple[str, list[str]]], shareable: frozenset[str]) -> Store:
    quads = [ox.Quad(agd(name), ag("canBeShared"), ox.Literal(True), PASSAGE) for name in sorted(shareable)]
    for number, (dependent, prerequisites) in enumerate(clauses):
        node = agd(f"req-{number}")
        facts = [(terms.TYPE, ag("Requirement")), (ag("dependent"), agd(dependent)), (ag("force"), ag("Must"))]
        facts += [(ag("status"), ag("InForce")), (ag("basis"), ag("Stated")), (ag("scope"), ag("National"))]
        facts += [(ag("prerequisite"), agd(name)) for name in prerequisites]
        quads += [ox.Quad(node, predicate, value, PASSAGE) for predicate, value in facts]
    return Store(quads)


def _least(clauses: list[tuple[str, list[str]]], goals: list[str], shareable: frozenset[str]) -> int | None:
    """Return the least number of steps for all, by trying every way: who does what, and whose step serves a shared thing."""
    nodes: list[tuple[str, list[str]]] = []
    for dependent, options in clauses:
        if dependent in shareable:
            every = [o if o in shareable else f"{o}{who}" for o in options for who in range(len(goals))]
            nodes.append((dependent, list(dict.fromkeys(every))))
        else:
            nodes += [
                (f"{dependent}{who}", [o if o in shareable else f"{o}{who}" for o in options])
                for who in range(len(goals))
            ]
    starts = [goal if goal in shareable else f"{goal}{who}" for who, goal in enumerate(goals)]
    best = None
    for chosen in itertools.product(*(options for _, options in nodes)):
        needed: set[str] = set()
        open_ = list(starts)
        while open_:
            thing = open_.pop()
            if thing not in needed:
                needed.add(thing)
                open_ += [option for (dependent, _), option in zip(nodes, chosen, strict=True) if dependent == thing]
        done: set[str] = set()
        while fresh := {
            t for t in needed - done if all(o in done for (d, _), o in zip(nodes, chosen, strict=True) if d == t)
        }:
            done |= fresh
        if needed <= done and (best is None or len(needed) < best):
            best = len(needed)
    return best


@settings(max_examples=250, deadline=None)
@example([("a", ["b"]), ("a", ["a", "c"]), ("b", ["a", "c"])], "b", "b", frozenset("a"))
@given(_CLAUSES, st.sampled_from(THINGS), st.sampled_from(THINGS), st.frozensets(st.sampled_from(THINGS), max_size=2))
def test_a_joint_plan_costs_as_little_as_can_be(
    clauses: list[tuple[str, list[str]]], first: str, second: str, shareable: frozenset[str]
) -> None:
    """Shared things count once, and what they need can be done by either; never dearer than planning apart."""
    store = _store(clauses, shareable)
    requests = [(name, Request((terms.AGD + goal,))) for name, goal in (("one", first), ("other", second))]
    expected = _least(clauses, [first, second], shareable)
    try:
        joint = make_joint(store, requests)
    except ImpossibleError:
        assert expected is None
        return
    assert joint.cost == expected
    assert joint.cost <= joint.apart
    assert {named.iri.removeprefix(terms.AGD) for named in joint.shared} <= shareable
    for plan, goal in zip(joint.plans, (first, second), strict=True):
        assert plan.steps[-1].thing.iri == terms.AGD + goal or any(step.is_goal for step in plan.steps)
