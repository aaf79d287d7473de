"""How safe: queries without an end, alone and several at once, and workers that are killed under load."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import load
import processes
import queries
from findings import Finding
from load import Call, percentile
from tests.servers import HOST, Served

LIMIT: Final = 2.0
"""Seconds that a query may take on the server that is asked for the impossible."""

OTHER: Final = "127.0.0.2"
"""The address that the runaways come from, where they are to be another client than the one who is measured."""

_PROBLEM: Final = "application/problem+json"
_DIRECT: Final = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}


def runaways(served: Served, triples: int) -> list[Finding]:
    """Ask for the impossible, one after the other: how long until a clean error, and is all well after it?"""
    tiny = [load.call(served, query, load.NO_CACHE) for query in queries.tiny(triples)]
    for call in tiny[:5]:
        _get(served, call)
    waits, nexts, idle, unclean = {}, {}, {}, []
    for kind, text in (queries.RUNAWAYS | queries.CRASHERS).items():
        start = time.perf_counter()
        status, media_type, body = post(served, text, timeout=LIMIT + 30)
        waits[kind] = time.perf_counter() - start
        start = time.perf_counter()
        after = _get(served, tiny[0])
        nexts[kind] = (time.perf_counter() - start) * 1000
        if status not in range(400, 600) or status == 500 or media_type != _PROBLEM or after != 200:
            unclean.append(f"{kind}: {status} {media_type} {body[:80]!r}, then {after}")
        time.sleep(1)
        idle[kind] = processes.busy(served.process.pid)
    slowest, longest, busiest = (max(found, key=found.__getitem__) for found in (nexts, waits, idle))
    return [
        Finding("runaways: longest wait above the limit", waits[longest] - LIMIT, "s", note=longest),
        Finding("runaways: answers that are no clean error", float(len(unclean)), "", note="; ".join(unclean)),
        Finding("runaways: next answer at the slowest", nexts[slowest], "ms", note=f"after {slowest}"),
        Finding("runaways: computing a second later", idle[busiest], "% of a core", note=f"after {busiest}"),
    ]


def in_flight(served: Served, triples: int, number: int, seconds: float, address: str = OTHER) -> list[Finding]:
    """Measure the tiny query alone, and while so many runaways are under way from another client."""
    tiny = [load.call(served, query, load.NO_CACHE) for query in queries.tiny(triples)]
    alone = latencies(served, tiny, seconds)
    with running_away(served, number, address):
        beside = latencies(served, tiny, seconds)
    ratio = percentile(beside, 50) / percentile(alone, 50)
    who = f"{number} in flight"
    note = f"{percentile(beside, 50):.2f} and {percentile(alone, 50):.2f} ms"
    found = [Finding(f"{who}: p50 of tiny, of alone", ratio, note=note)]
    found.append(Finding(f"{who}: worst of tiny", beside[-1], "ms", note=f"alone {alone[-1]:.0f} ms"))
    return found


def pages(served: Served, number: int, seconds: float) -> list[Finding]:
    """Measure pages of the site while runaways are under way."""
    paths = [Call(path, {"Accept": "text/html"}) for path in ("/", "/agenda", "/vragen", "/zoek?q=bgz")]
    for call in paths:
        _get(served, call)
    alone = latencies(served, paths, seconds)
    with running_away(served, number, OTHER):
        beside = latencies(served, paths, seconds)
    note = f"alone {percentile(alone, 99):.0f} ms; p50 {percentile(beside, 50):.0f} and {percentile(alone, 50):.0f} ms"
    return [Finding(f"{number} in flight: p99 of a page", percentile(beside, 99), "ms", note=note)]


@contextmanager
def running_away(served: Served, number: int, address: str) -> Iterator[None]:
    """Keep so many runaways under way; when one is stopped, another begins."""
    end = threading.Event()
    kinds = list(queries.RUNAWAYS.values())

    def again(first: int) -> None:
        position = first
        while not end.is_set():
            with contextlib.suppress(OSError, http.client.HTTPException):
                post(served, kinds[position % len(kinds)], timeout=60, source=address)
            position += 1

    threads = [threading.Thread(target=again, args=[n], daemon=True) for n in range(number)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join(timeout=60)


def latencies(served: Served, calls: Sequence[Call], seconds: float) -> list[float]:
    """Return how long answers take over one connection, one after the other, in milliseconds, sorted."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=load.PATIENCE)
    times, number, end = [], 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        call = calls[number % len(calls)]
        number += 1
        start = time.perf_counter()
        connection.request("GET", call.path, headers=dict(call.headers))
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{call.path[:60]}: {answer.status}")
    connection.close()
    return sorted(times)


def kills(served: Served, triples: int, seconds: float) -> list[Finding]:
    """Kill query workers at random under load: no answer may be wrong, none may fail to come, and nothing may be left."""
    asked = queries.mix(triples)[: 7 * 12]
    calls = [load.call(served, query, load.NO_CACHE) for query in asked]
    known = [_meaning(_whole(served, call)[1]) for call in calls]
    time.sleep(1)
    before = len(processes.family(served.process.pid)), processes.descriptors(served.process.pid)
    counts: Counter[str] = Counter()
    end = threading.Event()
    threads = [threading.Thread(target=_visitor, args=[served, calls, known, counts, end, n]) for n in range(8)]
    for thread in threads:
        thread.start()
    killed = _kill_at_random(served, seconds)
    end.set()
    for thread in threads:
        thread.join()
    time.sleep(2)
    after = len(processes.family(served.process.pid)), processes.descriptors(served.process.pid)
    left = max(0, after[0] - before[0]) + max(0, after[1] - before[1])
    note = f"{counts['right']:,} right, {counts['error']} clean errors, {counts['broken']} broken off, {killed} killed"
    return [
        Finding("kills: wrong answers", float(counts["wrong"]), "", note=note),
        Finding("kills: no answer", float(counts["none"]), ""),
        Finding("kills: processes and descriptors left", float(left), "", note=f"{before} before, {after} after"),
    ]


def _kill_at_random(served: Served, seconds: float) -> int:
    chance = random.Random(7)
    killed, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.02, 0.2))
        there = processes.workers(served.process.pid)
        if there:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(there), signal.SIGKILL)
                killed += 1
    return killed


def _visitor(
    served: Served, calls: list[Call], known: list[Any], counts: Counter[str], end: threading.Event, first: int
) -> None:
    number = first * 11
    while not end.is_set():
        place = number % len(calls)
        number += 1
        try:
            status, body = _whole(served, calls[place])
        except TimeoutError:
            counts["none"] += 1
        except (OSError, http.client.HTTPException):
            counts["broken"] += 1
        else:
            right = status == 200 and _meaning(body) == known[place]
            counts["right" if right else "wrong" if status == 200 else "error"] += 1


def _meaning(body: bytes) -> Any:
    """Return what an answer says, whatever the order of its rows."""
    if body[:1] != b"{":
        return sorted(body.splitlines())
    told = json.loads(body)
    return told["head"], sorted(json.dumps(row, sort_keys=True) for row in told["results"]["bindings"])


def _whole(served: Served, call: Call) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, served.port, timeout=20)
    try:
        connection.request("GET", call.path, headers=dict(call.headers))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _get(served: Served, call: Call) -> int:
    return _whole(served, call)[0]


def post(served: Served, text: str, timeout: float, source: str = "") -> tuple[int, str, bytes]:
    """Send a query directly and return status, media type and body."""
    origin = (source, 0) if source else None
    connection = http.client.HTTPConnection(HOST, served.port, timeout=timeout, source_address=origin)
    try:
        connection.request("POST", served.query, text.encode(), _DIRECT)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), answer.read()
    finally:
        connection.close()
