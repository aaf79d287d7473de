"""What was read of a dataset is kept as long as the dataset, and never told of another one."""

from __future__ import annotations

import gc
import weakref

import pyoxigraph as ox

from agendagraph import catalog, graph, terms
from agendagraph.build import build
from agendagraph.graph.needs import parties
from agendagraph.planner import Request, make
from agendagraph.planner.facts import Facts
from agendagraph.store import Store


def _with_status(status: str) -> Store:
    thing = ox.NamedNode(terms.AGD + "x")
    return Store([ox.Quad(thing, terms.ag("status"), terms.ag(status), ox.NamedNode(terms.AGD + "passage"))])


def test_each_dataset_has_its_own_answers() -> None:
    """Two datasets that differ are told apart, whichever is asked first."""
    thing = terms.AGD + "x"
    planned, used = _with_status("Planned"), _with_status("InUse")
    assert [graph.tentative(store, thing) for store in (planned, used, planned)] == [
        terms.AG + "Planned",
        "",
        terms.AG + "Planned",
    ]
    label = ox.Quad(ox.NamedNode(thing), terms.PREF_LABEL, ox.Literal("Iets", language="nl"))
    named = Store([label])
    assert Facts(planned).named(thing).label.nl == "agd:x"
    assert Facts(named).named(thing).label.nl == "Iets"


def test_a_list_that_was_given_can_be_changed_without_harm() -> None:
    """What is handed out is the caller's own."""
    store = build(check=False).store()
    clauses = graph.load(store)
    size = len(clauses)
    clauses.clear()
    sector = catalog.resolve(store, "huisartsen").value
    groups = parties(store, sector)
    groups.clear()
    assert len(graph.load(store)) == size > 0
    assert sector in parties(store, sector)


def test_a_dataset_that_is_out_of_use_is_let_go() -> None:
    """Neither a plan nor what was read for it holds on to the store."""
    store = build(check=False).store()
    goal = catalog.resolve(store, "bgz-uitwisseling").value
    sector = catalog.resolve(store, "huisartsen").value
    plan = make(store, Request((goal,), sector=sector))
    graph.needs(store, goal, sector=sector)
    watched = weakref.ref(store)
    del store
    gc.collect()
    assert watched() is None
    assert plan.steps
