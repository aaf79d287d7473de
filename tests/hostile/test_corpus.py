"""Every attack of the corpus against one server: it answers what is right, in time, and goes on as if nothing had been."""

from __future__ import annotations

import contextlib
import socket
import time
from collections import Counter
from itertools import count

import pyoxigraph as ox
import pytest

from tests.hostile.cases import Case, judge
from tests.hostile.families import CASES, SIZES
from tests.hostile.listener import Listener
from tests.hostile.wire import ask, bindings, exchange, request
from tests.servers import Served

_names = count()
_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def quads(served: Served) -> str:
    """Return how many statements there are before any attack."""
    return str(bindings(ask(served.port, _COUNT))[0]["n"]["value"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_attack_gets_a_clean_answer(case: Case, served: Served, listener: Listener, quads: str) -> None:
    """The status is one that is right, the answer is there in time and tells nothing, and the next visitor notices nothing."""
    reply = exchange(served.port, case.wire(listener.host), half_close=case.half_close)
    assert judge(case, reply) == []
    assert served.process.poll() is None
    health = exchange(served.port, request("/health"))
    assert (health.status, health.json["ok"]) == (200, True)
    plain = ask(served.port, f"{_COUNT} VALUES ?name {{ {next(_names)} }}")  # one that no cache knows
    assert (plain.status, bindings(plain)[0]["n"]["value"]) == (200, quads)


def test_nobody_was_called(served: Served, listener: Listener) -> None:
    """Whatever visitors sent, the server called nobody: neither by a connection nor by a datagram."""
    assert listener.heard == []


def test_the_listener_hears_who_calls() -> None:
    """It would be noticed: the engine, asked with nobody in between, does call, and a datagram is heard as well."""
    with Listener() as listener:
        with contextlib.suppress(Exception):
            list(ox.Store().query(f"SELECT * {{ SERVICE <http://{listener.host}/> {{ ?s ?p ?o }} }}"))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"datagram", ("127.0.0.1", listener.port))
        time.sleep(0.3)
        assert [said[:8] for said in listener.heard] == [b"POST / H", b"datagram"]


def test_no_attack_got_lost() -> None:
    """Each family has as many attacks as it says, and no two have one name."""
    assert Counter(case.family for case in CASES) == SIZES
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []
