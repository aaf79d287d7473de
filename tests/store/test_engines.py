"""One dataset in three engines: the whole application says the same, whichever answers."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph import catalog, terms
from agendagraph.catalog.query import load
from agendagraph.engine.admission import Admission
from agendagraph.engine.job import Job
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Source
from agendagraph.engine.pool import Pool
from agendagraph.errors import QuerySyntaxError, RefusedError
from agendagraph.graph.needs import needs
from agendagraph.graph.paths import paths
from agendagraph.planner.impact import impact
from agendagraph.planner.request import Request
from agendagraph.planner.writing import make
from agendagraph.selection import select
from agendagraph.server.deployment import Lane
from agendagraph.server.remote import PassOn
from agendagraph.store import Store, disk
from agendagraph.store.remote import RemoteStore
from agendagraph.web import create_app

PAGES = ("/", "/en/", "/zoek?q=mitz", "/ding/mitz", "/vragen/sectoren", "/agenda", "/plan", "/over")


def _answers(store: Store) -> dict[str, object]:
    """Return what every question of the catalog says about its examples."""
    found: dict[str, object] = {}
    for query in load():
        answer = catalog.ask(store, query.id, {p.name: p.examples for p in query.parameters if p.example})
        found[query.id] = (answer.rows, answer.absences, answer.wider)
    return found


@pytest.fixture(scope="session")
def answers(real: Store) -> dict[str, object]:
    """Return what the graph in memory says to every question."""
    return _answers(real)


def test_it_holds_the_same(small: Store, mini: Store) -> None:
    """Size, fingerprint and statements are those of the dataset in memory."""
    assert (len(small), small.fingerprint) == (len(mini), mini.fingerprint)
    assert set(small.quads()) == set(mini.quads())


def test_patterns_find_the_same(small: Store, mini: Store) -> None:
    """Statements are found by subject, predicate and object, alone and together; nothing is found of what is not there."""
    one = next(iter(mini.quads(None, terms.TYPE)))
    assert isinstance(one.subject, ox.NamedNode)
    for s, p, o in [(one.subject, None, None), (None, one.predicate, None), (None, None, one.object)]:
        assert set(small.quads(s, p, o)) == set(mini.quads(s, p, o)) != set()  # type: ignore[arg-type]
    assert set(small.quads(one.subject, one.predicate, one.object)) >= {one}  # type: ignore[arg-type]
    assert list(small.quads(None, ox.NamedNode("urn:x"))) == list(small.quads(ox.NamedNode("urn:x"))) == []


def test_labels_are_the_same(small: Store, mini: Store) -> None:
    """Everything is called the same in both languages; what has no label has its prefixed name."""
    things = sorted({q.subject.value for q in mini.quads() if isinstance(q.subject, ox.NamedNode)})
    assert [small.label(t, "en") for t in things] == [mini.label(t, "en") for t in things]
    assert small.label(terms.AGD + "nothing") == "agd:nothing"


def test_every_form_of_query(small: Store, mini: Store) -> None:
    """SELECT, ASK, CONSTRUCT and DESCRIBE give the same kinds of results with the same content, with or without own prefixes."""
    select_ = "PREFIX x: <https://w3id.org/agendagraph/ns#> SELECT ?t ?n { ?t a x:Law ; skos:prefLabel ?n } ORDER BY ?t STR(?n)"
    assert [tuple(row) for row in small.rows(select_)] == [tuple(row) for row in mini.rows(select_)] != []
    assert small.query("ASK { ?t a ag:Law }")
    assert not small.query("# nothing\nASK { ?t a ag:Nothing }")
    graph = "CONSTRUCT { ?t ag:x ?n } WHERE { ?t a ag:Law ; skos:prefLabel ?n }"
    assert set(small.query(graph)) == set(mini.query(graph)) != set()  # type: ignore[arg-type]
    thing = next(iter(mini.rows("SELECT ?t { ?t a ag:Law } ORDER BY ?t")))["t"]
    assert len(set(small.query(f"DESCRIBE {thing}"))) > 2  # type: ignore[arg-type]


def test_what_does_not_parse_is_said(small: Store) -> None:
    """A query with a mistake is an error of syntax, in every engine."""
    with pytest.raises(QuerySyntaxError):
        small.query("SELECT ?x { ?x a ag:Law")


def test_an_update_changes_nothing(small: Store, mini: Store) -> None:
    """An update is refused and does nothing."""
    with pytest.raises((QuerySyntaxError, RefusedError)):
        small.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert not small.query("ASK { <urn:a> ?p ?o }")


def test_visitors_get_the_same(small: Store, mini: Store, tmp_path: Path) -> None:
    """A visitor's query gives the same rows, in the same bytes, whichever engine the server passes it to."""
    job = Job("query", 'SELECT ?t ?n { ?t skos:prefLabel ?n FILTER (LANG(?n) = "nl") } ORDER BY ?t ?n', "urn:x", "csv")
    folder = tmp_path / "store"
    disk.write(mini.quads(), folder)
    expected = _asked(Pool(Source("disk", (str(folder),)), Limits()), job)
    assert expected.count(b"\n") > 20
    assert _asked(_lane(small, folder), job) == expected


def _lane(store: Store, folder: Path) -> Lane:
    if isinstance(store, RemoteStore):
        return PassOn(store.address, Limits(), Admission(Limits()))
    return Pool(Source("disk", (str(folder),)), Limits())


def _asked(lane: Lane, job: Job) -> bytes:
    async def ask() -> bytes:
        await lane.start()
        try:
            return (await lane.answer(job)).body
        finally:
            await lane.close()

    return asyncio.run(ask())


def test_a_selection_is_the_same(small: Store, mini: Store) -> None:
    """With a source left out, the same statements are left, in memory."""
    assert set(select(small, ["no-brievenboek"]).quads()) == set(select(mini, ["no-brievenboek"]).quads())


@pytest.mark.shipped
def test_questions_needs_plan_and_impact(shipped: Store, real: Store, answers: dict[str, object]) -> None:
    """Every question of the catalog, what a thing needs, the way to it, a plan and an impact are those of the graph in memory."""
    assert len(shipped) == len(real)
    there = _answers(shipped)
    assert [name for name in there if there[name] != answers[name]] == []
    goal = terms.AGD + "bgz-uitwisseling"
    assert needs(shipped, goal) == needs(real, goal)
    assert paths(shipped, terms.AGD + "mitz", goal) == paths(real, terms.AGD + "mitz", goal)
    request = Request((goal,), sector=terms.AGD + "huisartsen")
    assert make(shipped, request) == make(real, request)
    assert impact(shipped, Request((terms.AGD + "mitz",))) == impact(real, Request((terms.AGD + "mitz",)))


@pytest.mark.shipped
def test_pages_are_the_same(shipped: Store, real: Store) -> None:
    """Pages read the same, byte for byte."""
    here, there = (create_app(store).test_client() for store in (real, shipped))
    for page in PAGES:
        expected, found = here.get(page), there.get(page)
        assert (page, found.status_code) == (page, expected.status_code)
        assert _plain(found.text) == _plain(expected.text), page


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def test_exports_are_the_same(small: Store, mini: Store, tmp_path: Path) -> None:
    """A dataset that was read from any engine and written again is the same dataset."""
    disk.write(small.quads(), tmp_path / "copy")
    assert set(disk.DiskStore(tmp_path / "copy").quads()) == set(mini.quads())
