"""Our server against the suites of W3C: nothing fails but what the engine itself fails, and that is listed with its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.servers import Served
from tests.w3c import graph_store, manifests
from tests.w3c.outcome import Outcome, exceptions, surprises
from tests.w3c.suites import SIZES
from tests.w3c.wire import Request, send

PROBLEM = "application/problem+json"


def test_every_test_of_the_suites_is_walked(outcomes: list[Outcome]) -> None:
    """As many tests as the manifests have: none is left out in silence."""
    assert Counter(one.suite for one in outcomes) == SIZES
    assert len({one.test for one in outcomes}) == len(outcomes)


@pytest.mark.parametrize("suite", SIZES)
def test_a_suite_passes_but_for_the_known_exceptions(outcomes: list[Outcome], suite: str) -> None:
    """What fails is on the list, and what is on the list fails: the list stays true both ways."""
    assert surprises(one for one in outcomes if one.suite == suite) == []


def test_the_exceptions_are_those_of_the_engine(peer: list[Outcome], outcomes: list[Outcome]) -> None:
    """The engine's own server fails every test on the list: we add no failure to it."""
    assert exceptions().keys() <= {one.test for one in peer if one.fault}
    assert exceptions().keys() <= {one.test for one in outcomes}


@pytest.mark.parametrize("suite", SIZES)
def test_no_suite_goes_worse_than_with_the_engine_s_own_server(
    outcomes: list[Outcome], peer: list[Outcome], suite: str
) -> None:
    """At least as many tests pass as with Oxigraph's server, in the same run by the same runner."""
    ours, theirs = (sum(one.suite == suite and not one.fault for one in which) for which in (outcomes, peer))
    assert ours >= theirs


def test_what_is_no_query_is_refused_with_a_problem_document(served: Served, shared: Path) -> None:
    """Each query of the suites that is not SPARQL gives 400 and a document that a program can read."""
    tests = [test for folder in manifests.folders(shared) for test in manifests.queries(folder)[1]]
    bad = [test for test in tests if not test.is_good and test.name not in exceptions()]
    found = {}
    for test in bad:
        headers = {"Content-Type": "application/sparql-query"}
        response = send(served, Request("POST", served.query, headers, test.query.read_bytes()))
        if (response.status, response.media_type) != (400, PROBLEM):
            found[test.name] = str(response)
    assert (len(bad), found) == (118, {})


@pytest.mark.parametrize("media_type", ["application/sparql-query", "application/sparql-update"])
def test_every_update_of_the_suites_is_refused(served: Served, shared: Path, media_type: str) -> None:
    """An update is answered 4xx, whatever it is said to be."""
    found = {}
    updates = manifests.updates(shared)
    for path in updates:
        response = send(served, Request("POST", served.update, {"Content-Type": media_type}, path.read_bytes()))
        if response.status not in range(400, 500):
            found[str(path)] = str(response)
    assert (len(updates), found) == (171, {})


def test_a_write_to_a_graph_is_not_allowed_and_told_what_is(served: Served, shared: Path) -> None:
    """PUT, POST, DELETE and PATCH of a graph give 405, and Allow names the methods that read."""
    names = graph_store.content(manifests.graph_store(shared), served.address + served.graphs)
    path = f"{served.graphs}?graph={next(name for name in names if name)}"
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        for asked in (path, f"{served.graphs}?default", f"{served.graphs}?graph=urn:none"):
            response = send(
                served, Request(method, asked, {"Content-Type": "text/turtle"}, b"<urn:s> <urn:p> <urn:o> .")
            )
            allowed = {one.strip() for one in response.headers.get("allow", "").split(",")}
            assert (response.status, allowed - {"OPTIONS"}) == (405, {"GET", "HEAD"}), (method, asked, str(response))
