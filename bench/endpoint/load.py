"""Load on a server: wrk where it is installed, else a client of several processes in Python; both over connections kept open."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from queries import Query
from tests.servers import HOST, Served

SCRIPT: Final = Path(__file__).with_name("wrk.lua")
NO_CACHE: Final = {"Cache-Control": "no-cache"}
PATIENCE: Final = 30.0


@dataclass(frozen=True)
class Call:
    """A request by GET."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Measured:
    """What came of some seconds of load.

    Attributes:
        rate: answers a second.
        p50, p99, most: milliseconds.
        errors: answers that were no 200 or 304, and connections that broke.
    """

    rate: float
    p50: float
    p99: float
    most: float
    errors: int


def generator() -> str:
    """Return which generator is used, and how to get the better one."""
    if shutil.which("wrk"):
        return "wrk, one thread"
    return "a client in Python, two processes (slower than wrk, and on the same cores: apt-get install wrk)"


def call(served: Served, query: Query, headers: Mapping[str, str] | None = None) -> Call:
    """Return the request for a query."""
    return Call(f"{served.query}?{urlencode({'query': query.text})}", {"Accept": query.accept, **(headers or {})})


def run(served: Served, calls: Sequence[Call], seconds: float, connections: int) -> Measured:
    """Send requests one after the other over several connections."""
    return (_wrk if shutil.which("wrk") else _python)(served, calls, seconds, connections)


def _wrk(served: Served, calls: Sequence[Call], seconds: float, connections: int) -> Measured:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for one in calls:
            file.write("\t".join([one.path, *(f"{name}: {value}" for name, value in one.headers.items())]) + "\n")
        file.flush()
        words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "20s", "-s", str(SCRIPT)]
        words += [served.address, "--", file.name]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("JSON "))
    told = json.loads(line.removeprefix("JSON "))
    rate = told["requests"] / told["seconds"]
    return Measured(rate, told["p50_ms"], told["p99_ms"], told["most_ms"], told["errors"])


def _python(served: Served, calls: Sequence[Call], seconds: float, connections: int) -> Measured:
    shares = [connections // 2, connections - connections // 2] if connections > 1 else [1]
    with multiprocessing.get_context("spawn").Pool(len(shares)) as pool:
        jobs = [(served.port, list(calls), seconds, share, n) for n, share in enumerate(shares)]
        parts = pool.starmap(_share, jobs)
    times = sorted(one for found, _ in parts for one in found) or [0.0]
    errors = sum(failed for _, failed in parts)
    return Measured(len(times) / seconds, *(percentile(times, part) for part in (50, 99, 100)), errors)


def _share(port: int, calls: list[Call], seconds: float, connections: int, offset: int) -> tuple[list[float], int]:
    """Take turns over some connections: send on each, then read each."""
    open_ = [http.client.HTTPConnection(HOST, port, timeout=PATIENCE) for _ in range(connections)]
    times, errors, number, end = [], 0, offset * len(calls) // 2, time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = []
        for connection in open_:
            one = calls[number % len(calls)]
            number += 1
            connection.request("GET", one.path, headers=dict(one.headers))
            begun.append(time.perf_counter())
        for connection, start in zip(open_, begun, strict=True):
            answer = connection.getresponse()
            answer.read()
            times.append((time.perf_counter() - start) * 1000)
            errors += answer.status not in {200, 304}
    return times, errors


def percentile(times: Sequence[float], part: float) -> float:
    """Return a percentile of sorted times."""
    return times[min(len(times) - 1, round(part / 100 * (len(times) - 1)))]


def median(values: Sequence[float]) -> float:
    """Return the median; of nothing it is not a number."""
    return statistics.median(values) if values else float("nan")
