"""How fast: the mix, the tiny query, what is asked again, the cost of a worker, many rows, and loading a million."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import load
import peers
import processes
import queries
from findings import Finding
from load import Call, Measured, median
from tests import servers
from tests.servers import HOST, Served
from tests.w3c import results

CONNECTIONS: Final = 8
COMPARED: Final = 35
"""How many answers of the mix are compared between servers before anything is measured."""

_TINY: Final = 2000


def throughput(
    up: Mapping[str, Served], triples: int, seconds: float, rounds: int, parts: set[str]
) -> tuple[list[Finding], dict[str, list[float]]]:
    """Measure the mix and the tiny query: all servers in turn, another one first in each round."""
    ours = up[peers.OURS]
    mix, tiny = queries.mix(triples), queries.tiny(triples)
    lighter = queries.mix(triples, lighter=True)
    found = [Finding("answers that differ between servers", float(len(differences(up, mix[:COMPARED]))), "")]
    contests: dict[tuple[str, str], tuple[Served, list[Call]]] = {}
    for what, asked in (("mix", mix), ("lighter", lighter), ("tiny", tiny)):
        if what in parts:
            contests |= {(what, name): (one, _calls(one, asked, load.NO_CACHE)) for name, one in up.items()}
    if "mix" in parts:
        contests["again", peers.OURS] = (ours, _calls(ours, mix, {}))
        contests["unchanged", peers.OURS] = (ours, [_unchanged(ours, one) for one in _calls(ours, mix, {})])
    measured: dict[tuple[str, str], list[Measured]] = {key: [] for key in contests}
    order = list(contests)
    for number in range(rounds):
        turn = number * len(order) // rounds
        for key in order[turn:] + order[:turn]:
            measured[key].append(load.run(*contests[key], seconds, CONNECTIONS))
            print(f"round {number + 1}: {', '.join(key)}: {measured[key][-1].rate:,.0f} a second", file=sys.stderr)
    found += _ratios(measured)
    rates = {f"{what}, {name}": [one.rate for one in rows] for (what, name), rows in measured.items()}
    return found, rates


def _ratios(measured: Mapping[tuple[str, str], list[Measured]]) -> list[Finding]:
    titles = {
        "again": ("mix again (from the cache), of the mix of oxigraph (memory)", ("mix", peers.MEMORY)),
        "unchanged": ("mix unchanged (If-None-Match), of the mix again", ("again", peers.OURS)),
    }
    found = []
    for (what, name), rows in measured.items():
        if name == peers.OURS and what in titles:
            title, beside = titles[what]
            if beside in measured:
                found.append(_ratio(title, rows, measured[beside]))
        elif name != peers.OURS:
            found.append(_ratio(f"{what}, of {name}", measured[what, peers.OURS], rows))
    return found


def _ratio(what: str, ours: list[Measured], theirs: list[Measured]) -> Finding:
    ratios = sorted(one.rate / other.rate for one, other in zip(ours, theirs, strict=True))
    errors = sum(one.errors for one in ours), sum(one.errors for one in theirs)
    note = f"{median([one.rate for one in ours]):,.0f} and {median([one.rate for one in theirs]):,.0f} a second"
    note += f"; errors: {errors[0]} and {errors[1]}" if any(errors) else ""
    return Finding(what, median(ratios), spread=(ratios[0], ratios[-1]), note=note)


def differences(up: Mapping[str, Served], asked: list[queries.Query]) -> list[str]:
    """Return the queries to which a server gives another answer than ours."""
    found = []
    for query in asked:
        answers = {name: _answer(one, load.call(one, query, load.NO_CACHE)) for name, one in up.items()}
        found += [f"{query.kind}: {name}" for name, one in answers.items() if not one.equals(answers[peers.OURS])]
    return found


def _answer(served: Served, call: Call) -> results.Answer:
    _, headers, body = fetch(served, call)
    return results.read(body, headers.get("content-type", "").partition(";")[0])


def fetch(served: Served, call: Call, timeout: float = load.PATIENCE) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of the answer to one call, over a connection of its own."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=timeout)
    try:
        connection.request("GET", call.path, headers=dict(call.headers))
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def _calls(served: Served, asked: list[queries.Query], headers: Mapping[str, str]) -> list[Call]:
    return [load.call(served, query, headers) for query in asked]


def _unchanged(served: Served, call: Call) -> Call:
    """Return a call that says which answer is known already."""
    tag = fetch(served, call)[1]["etag"]
    return Call(call.path, {**call.headers, "If-None-Match": tag})


def worker(data: Path, triples: int, rounds: int) -> list[Finding]:
    """Measure what it costs that a query runs in a process that can be killed: tiny queries in turn here and there."""
    import pyoxigraph as ox
    import uvloop

    asked = [query.text for query in queries.tiny(triples)]
    store = ox.Store()
    store.bulk_load(path=str(data))

    def here(text: str) -> None:
        store.query(text).serialize(format=ox.QueryResultsFormat.JSON)

    return uvloop.run(_worker(data, asked, here, rounds))


async def _worker(data: Path, asked: list[str], here: Callable[[str], None], rounds: int) -> list[Finding]:
    from agendagraph.engine.job import Job
    from agendagraph.engine.limits import Limits
    from agendagraph.engine.loading import Source
    from agendagraph.engine.pool import Pool

    pool = Pool(Source("files", (str(data),), "own"), Limits())
    await pool.start()
    added, alone = [], []
    try:
        for _ in range(rounds):
            inside, through = [], []
            for number in range(_TINY):
                text = asked[number % len(asked)]
                start = time.perf_counter()
                here(text)
                middle = time.perf_counter()
                await pool.answer(Job("query", text, "urn:bench"), "bench")
                inside.append((middle - start) * 1000)
                through.append((time.perf_counter() - middle) * 1000)
            alone.append(median(inside))
            added.append(median(through) - median(inside))
    finally:
        await pool.close()
    note = f"{median(alone):.3f} ms in process"
    return [Finding("worker: added to the p50 of a tiny query", median(added), "ms", (min(added), max(added)), note)]


def rows(up: Mapping[str, Served], rounds: int) -> list[Finding]:
    """Measure a hundred thousand rows: when the first byte comes, when the last, and what it adds to the memory."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in up}
    query = queries.Query("rows", queries.ROWS)
    names = list(up)
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            found[name].append(_rows(up[name], load.call(up[name], query, load.NO_CACHE)))
    firsts, wholes, added = ({name: median([row[n] for row in many]) for name, many in found.items()} for n in range(3))
    most = max(row[2] for row in found[peers.OURS])
    ours = peers.OURS
    findings = [
        Finding(
            f"100,000 rows: {what}, of {name}",
            times[ours] / times[name],
            note=f"{times[ours]:.2f} and {times[name]:.2f} s",
        )
        for what, times in (("first byte", firsts), ("all", wholes))
        for name in names
        if name != ours
    ]
    others = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in added.items() if name != ours)
    findings.append(Finding("100,000 rows: memory added", added[ours], "MB", note=others))
    return [*findings, Finding("100,000 rows: memory added, most of all rounds", most, "MB")]


def _rows(served: Served, call: Call) -> tuple[float, float, float]:
    connection = http.client.HTTPConnection(HOST, served.port, timeout=120)
    with processes.peak(served.process.pid) as seen:
        start = time.perf_counter()
        connection.request("GET", call.path, headers=dict(call.headers))
        answer = connection.getresponse()
        answer.read(1)
        first = time.perf_counter() - start
        size = 1
        while piece := answer.read(1 << 20):
            size += len(piece)
        whole = time.perf_counter() - start
    connection.close()
    if answer.status != 200 or size < 1_000_000:
        raise SystemExit(f"{served.name}: 100,000 rows answered with {answer.status}, {size} bytes")
    return first, whole, seen[1] - seen[0]


def loading(data: Path, rounds: int) -> list[Finding]:
    """Measure from the command to the first answer, against the engine's own loading of the same file."""
    code = (
        "import sys, time, pyoxigraph as ox\nstore = ox.Store()\nstart = time.perf_counter()\n"
        "store.bulk_load(path=sys.argv[1])\nprint(time.perf_counter() - start)"
    )
    ratios, ready, bare = [], [], []
    for _ in range(rounds):
        start = time.perf_counter()
        with servers.ours(data, "--default-graph", "own"):
            ready.append(time.perf_counter() - start)
        done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=True)
        bare.append(float(done.stdout))
        ratios.append(ready[-1] / bare[-1])
    note = f"{median(ready):.2f} and {median(bare):.2f} s"
    spread = (min(ratios), max(ratios))
    return [Finding("load 1,000,000 and be ready, of bulk_load", median(ratios), spread=spread, note=note)]
