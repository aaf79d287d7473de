"""Queries that nobody wrote: what the server answers is what the engine answers when it is asked directly, or a clean error."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agendagraph import terms
from tests.hostile.cases import DEADLINE, MARGIN
from tests.hostile.families.costly import RUNAWAYS
from tests.hostile.made import queries
from tests.hostile.wire import Reply, ask
from tests.servers import Served

HOW_MANY: Final = int(os.environ.get("AGENDAGRAPH_MADE", "300"))
OPTIONS: Final = settings(
    max_examples=HOW_MANY,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ERRORS: Final = {
    400: {"query-syntax", "input"},
    403: {"refused"},
    422: {"query-resource-limit", "answer-too-large"},
    504: {"query-timeout"},
}
_seen: Counter[int] = Counter()


@pytest.fixture(scope="module")
def engine(dataset: Path) -> ox.Store:
    """Return the same data in the engine, with nobody in between."""
    store = ox.Store()
    store.bulk_load(path=str(dataset), format=ox.RdfFormat.N_QUADS)
    return store


def _is_clean(reply: Reply) -> None:
    assert reply.seconds < DEADLINE + MARGIN
    if reply.status != 200:
        assert reply.json["code"] in ERRORS[reply.status], reply.text


def _directly(engine: ox.Store, query: str) -> object:
    """Return what the engine answers, in an order of its own; None where it finds the query wrong."""
    try:
        found = engine.query(
            query, base_iri="http://localhost/", prefixes=terms.prefixes(), use_default_graph_as_union=True
        )
    except SyntaxError:
        return None
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return Counter(map(str, found))
    return [variable.value for variable in found.variables], Counter(tuple(map(str, row)) for row in found)


def _served(reply: Reply) -> object:
    """Return an answer of the server in the same shape."""
    if "n-triples" in reply.headers["content-type"]:
        return Counter(map(str, (quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES))))
    found = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    assert isinstance(found, ox.QuerySolutions)
    return [variable.value for variable in found.variables], Counter(tuple(map(str, row)) for row in found)


@OPTIONS
@given(query=queries)
def test_a_made_query_is_answered_as_the_engine_would(query: str, served: Served, engine: ox.Store) -> None:
    """In time, with a status that is documented, and with the rows that the engine gives."""
    reply = ask(served.port, query, "application/sparql-results+json, application/n-triples")
    _is_clean(reply)
    _seen[reply.status] += 1
    if reply.status in {200, 400}:
        expected = _directly(engine, query)
        assert (expected is None) == (reply.status == 400), reply.text
        if expected is not None and "LIMIT" not in query:
            assert _served(reply) == expected


def test_most_made_queries_have_an_answer() -> None:
    """What is made is worth asking: most of it is answered."""
    assert sum(_seen.values()) == 0 or _seen[200] > 0.7 * sum(_seen.values()), _seen


@OPTIONS
@given(
    query=st.one_of(queries, st.sampled_from(sorted(RUNAWAYS.values()))),
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 2), st.binary(min_size=1, max_size=3)), min_size=1, max_size=4
    ),
)
def test_changed_bytes_give_a_clean_answer(query: str, changes: list[tuple[int, int, bytes]], served: Served) -> None:
    """A query of which bytes are replaced, left out or put in between is answered or refused cleanly, and in time."""
    raw = bytearray(query.encode())
    for place, how, piece in changes:
        start = place % (len(raw) + 1)
        raw[start : start + (0 if how == 1 else len(piece))] = b"" if how == 2 else piece
    from tests.hostile.wire import direct, exchange

    _is_clean(exchange(served.port, direct(bytes(raw))))
