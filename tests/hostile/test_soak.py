"""A server under load while its processes are killed and its data change: every answer is right, whole and of one dataset.

Some twenty seconds by default; AGENDAGRAPH_SOAK says how many.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from tests.conftest import ROOT
from tests.hostile.cases import tell
from tests.hostile.families.costly import RUNAWAYS
from tests.hostile.wire import Reply, ask, bindings, connect, direct, exchange, read, request
from tests.servers import READY, Served, family, free_port, running

SECONDS: Final = float(os.environ.get("AGENDAGRAPH_SOAK", "20"))
LIMIT: Final = 1.0
CLIENTS: Final = 6
WORKERS: Final = 3
"""How many workers there are where two run at once: one more."""

_ONE_ROW: Final = "SELECT ?g (COUNT(*) AS ?n) (SUM(?v) AS ?sum) { ?i <urn:generation> ?g ; <urn:value> ?v } GROUP BY ?g"
_MANY: Final = "SELECT ?g ?v { ?i <urn:generation> ?g ; <urn:value> ?v }"


def _dataset(generation: int) -> bytes:
    """Return a dataset in which everything says of which generation it is, and how large that one is."""
    lines = []
    for number in range(300 + generation):
        lines.append(f'<urn:item:{number}> <urn:generation> "{generation}" .')
        lines.append(f'<urn:item:{number}> <urn:value> "{number}"^^<http://www.w3.org/2001/XMLSchema#integer> .')
    return "\n".join(lines).encode() + b"\n"


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(hashlib.sha256(content).digest()).hexdigest()


@dataclass
class Record:
    """What clients saw."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    tags: dict[tuple[str, str], str] = field(default_factory=dict)
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, reply: Reply, problem: str = "") -> None:
        """Remember an answer."""
        with self.lock:
            self.statuses[kind, reply.status] += 1
            self.slowest = max(self.slowest, reply.seconds)
            if problem:
                self.wrong.append(f"{kind}: {problem}")
            if (tag := reply.headers.get("etag")) and reply.status == 200:
                seen = hashlib.sha256(reply.body).hexdigest()
                if self.tags.setdefault((kind, tag), seen) != seen:
                    self.wrong.append(f"{kind}: two answers of one entity tag")


def _one_row(reply: Reply) -> str:
    """Return what is wrong with the answer to `_ONE_ROW`."""
    rows = bindings(reply)
    if len(rows) != 1:
        return f"{len(rows)} generations in one answer"
    size = 300 + int(rows[0]["g"]["value"])
    found = int(rows[0]["n"]["value"]), int(rows[0]["sum"]["value"])
    return "" if found == (size, size * (size - 1) // 2) else f"{found} of generation {rows[0]['g']['value']}"


def _many(reply: Reply) -> str:
    rows = bindings(reply)
    generations = {row["g"]["value"] for row in rows}
    if len(generations) != 1:
        return f"generations {generations} in one answer"
    size = 300 + int(generations.pop())
    return "" if sorted(int(row["v"]["value"]) for row in rows) == list(range(size)) else "rows are missing"


def _client(port: int, seed: int, until: float, record: Record) -> None:
    """Ask one thing after another."""
    chance = random.Random(seed)
    runaways = [RUNAWAYS[name] for name in ("cartesian COUNT", "VALUES^5", "path closure", "CONCAT doubling")]
    while time.monotonic() < until:
        dice = chance.random()
        seconds = LIMIT + 8
        try:
            if dice < 0.04:
                record.note("runaway", ask(port, chance.choice(runaways), seconds=seconds + 10))
            elif dice < 0.3:
                reply = ask(port, f"{_MANY} VALUES ?x {{ {chance.random()} }}", seconds=seconds)
                record.note("many", reply, _many(reply) if reply.status == 200 else "")
            elif dice < 0.6:
                reply = ask(port, _ONE_ROW, seconds=seconds)
                record.note("row", reply, _one_row(reply) if reply.status == 200 else "")
            else:
                reply = ask(port, f"{_ONE_ROW} VALUES ?x {{ {chance.random()} }}", seconds=seconds)
                record.note("fresh", reply, _one_row(reply) if reply.status == 200 else "")
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            record.note("broken", Reply(0), f"{type(error).__name__} {error}")


def _processes(served: Served) -> tuple[int, list[int]]:
    """Return the process that holds the dataset in service, and its workers."""
    children = [pid for pid in family(served.process.pid) if pid != served.process.pid]
    holders = [pid for pid in children if _parent(pid) == served.process.pid]
    newest = max(holders, default=0)
    return newest, [pid for pid in children if _parent(pid) == newest]


def _stat(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return []


def _parent(pid: int) -> int:
    return int((_stat(pid) or ["", "0"])[1])


def _is_gone(pid: int) -> bool:
    """Return whether a process has ended; whoever adopts orphans may not have noticed yet."""
    stat = _stat(pid)
    return not stat or stat[0] == "Z"


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _eventually(what: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.02)
    return what()


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[Served, Path]]:
    path, port = folder / "data.nt", free_port()
    path.write_bytes(_dataset(0))
    command = [sys.executable, "-m", "agendagraph", "serve", "--port", str(port), "--data", str(path)]
    command += ["--timeout", str(LIMIT), "--memory", "300", "--running", str(WORKERS - 1), "--patience", "8"]
    with running(command, port, {"PYTHONPATH": str(ROOT / "src")}, ready=READY) as process:
        yield Served("agendagraph", process, port, "/sparql", "/sparql", "/rdf-graph-store", read_only=True), path


def _health(port: int) -> Any:
    return exchange(port, request("/health")).json


def _serves(port: int, fingerprint: str) -> bool:
    return bool(_health(port).get("fingerprint") == fingerprint)


def _kill_and_renew(served: Served, path: Path, until: float) -> tuple[int, int]:
    """Kill workers, and now and then put new data into service; return how many were killed, and the last generation."""
    chance = random.Random(7)
    killed, generation, renew = 0, 0, time.monotonic() + 2
    while time.monotonic() < until:
        _, workers = _processes(served)
        if workers:
            _kill(chance.choice(workers))
            killed += 1
        time.sleep(chance.uniform(0.05, 0.4))
        if time.monotonic() > renew:
            generation += 1
            aside = path.with_suffix(".new")
            aside.write_bytes(_dataset(generation))
            aside.replace(path)
            served.process.send_signal(signal.SIGHUP)
            assert _eventually(partial(_serves, served.port, _fingerprint(_dataset(generation))), 30)
            renew = time.monotonic() + 2
    return killed, generation


def _measure(pid: int) -> tuple[int, int]:
    """Return how many file descriptors and how many kilobytes of memory a process has."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return len(list(Path(f"/proc/{pid}/fd").iterdir())), memory


def test_no_answer_is_wrong_whatever_is_killed(tmp_path: Path) -> None:
    """While workers are killed at random and data are replaced, every query gets its whole answer, of one dataset."""
    with _serving(tmp_path) as (served, path):
        for _ in range(50):
            ask(served.port, f"{_MANY} VALUES ?x {{ {random.random()} }}")
        before = _measure(served.process.pid)
        record, until = Record(), time.monotonic() + SECONDS
        clients = [
            threading.Thread(target=_client, args=(served.port, seed, until, record), daemon=True)
            for seed in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        killed, generation = _kill_and_renew(served, path, until)
        for client in clients:
            client.join(timeout=30)
        assert not any(client.is_alive() for client in clients), "a request hangs"
        assert record.wrong == []
        others: Counter[int] = Counter()
        for (kind, status), count in record.statuses.items():
            others[status] += count if kind != "runaway" else 0
        # the workers give way: where the machine is overloaded, a small query may run into the deadline, which is no wrong answer
        assert others[200] + others[504] == others.total(), record.statuses
        assert others[504] <= others.total() / 50, record.statuses
        assert {status for kind, status in record.statuses if kind == "runaway"} <= {422, 504}, record.statuses
        assert generation >= 2
        assert killed >= 2 * generation
        tell(
            f"{killed} workers killed, {generation} times new data, slowest answer {record.slowest:.2f} s: {record.statuses}"
        )
        assert bindings(ask(served.port, _ONE_ROW))[0]["g"]["value"] == str(generation)
        assert _eventually(lambda: len(family(served.process.pid)) == 2 + WORKERS), "processes of former data are left"
        assert _eventually(lambda: not any(_stat(pid)[:1] == ["Z"] for pid in family(served.process.pid))), "zombies"
        after = _measure(served.process.pid)
        assert after[0] <= before[0] + 4, (before, after)
        assert after[1] <= before[1] + 60_000, (before, after)
        everyone = family(served.process.pid)
    assert _eventually(lambda: all(_is_gone(pid) for pid in everyone))


def test_the_process_that_holds_the_data_is_replaced(tmp_path: Path) -> None:
    """Where it ends, whatever ended it: who waits is told to try again, health says so, and soon everything is as before."""
    with _serving(tmp_path) as (served, _):
        holder, workers = _processes(served)
        with connect(served.port) as waiting:
            waiting.sendall(direct(RUNAWAYS["cartesian COUNT"]))
            assert _eventually(lambda: _health(served.port)["queries_running"] == 1)
            _kill(holder)
            reply = read(waiting)
        assert (reply.status, reply.headers["retry-after"], reply.json["code"]) == (503, "1", "busy")
        assert reply.seconds < LIMIT
        seen: list[bool] = []

        def is_back() -> bool:
            seen.append(_health(served.port)["ok"])
            return seen[-1]

        assert _eventually(is_back)
        assert _eventually(lambda: ask(served.port, f"{_ONE_ROW} #").status == 200)
        assert _one_row(ask(served.port, f"{_ONE_ROW} VALUES ?x {{ 1 }}")) == ""
        assert all(_is_gone(pid) for pid in (holder, *workers))
        assert _eventually(lambda: len(family(served.process.pid)) == 2 + WORKERS)


def test_bad_data_leave_the_former_in_service(tmp_path: Path) -> None:
    """Where the new file is broken, the former data stay, health says what is wrong, and a mended file is taken."""
    with _serving(tmp_path) as (served, path):
        path.write_bytes(b"<urn:a> <urn:b")
        served.process.send_signal(signal.SIGHUP)
        assert _eventually(lambda: "reload_failed" in _health(served.port))
        assert _health(served.port)["ok"] is True
        assert _one_row(ask(served.port, f"{_ONE_ROW} VALUES ?x {{ 2 }}")) == ""
        path.write_bytes(_dataset(1))
        served.process.send_signal(signal.SIGHUP)
        assert _eventually(lambda: _health(served.port)["fingerprint"] == _fingerprint(_dataset(1)))
        assert "reload_failed" not in _health(served.port)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left(by: signal.Signals, tmp_path: Path) -> None:
    """However the server ends, in the midst of a query, nothing of it is left."""
    with _serving(tmp_path) as (served, _):
        everyone = family(served.process.pid)
        assert len(everyone) == 2 + WORKERS
        with connect(served.port) as waiting:
            waiting.sendall(direct(RUNAWAYS["VALUES^5"]))
            assert _eventually(lambda: _health(served.port)["queries_running"] == 1)
            served.process.send_signal(by)
            reply = read(waiting)
        assert reply.status == (0 if by == signal.SIGKILL else 504)
        assert _eventually(lambda: all(_is_gone(pid) for pid in everyone))
        assert served.process.wait(timeout=10) == (-by if by == signal.SIGKILL else 0)


def test_the_answers_that_the_soak_expects() -> None:
    """What is taken for right here is told from what is wrong: a cut, a mix and a foreign sum."""

    def reply(rows: list[dict[str, str]]) -> Reply:
        values = [{name: {"value": value} for name, value in row.items()} for row in rows]
        return Reply(200, body=json.dumps({"results": {"bindings": values}}).encode())

    assert _one_row(reply([{"g": "0", "n": "300", "sum": "44850"}])) == ""
    assert _one_row(reply([{"g": "1", "n": "300", "sum": "44850"}]))
    assert _one_row(reply([{"g": "0", "n": "300", "sum": "44850"}, {"g": "1", "n": "1", "sum": "0"}]))
    assert _many(reply([{"g": "0", "v": str(v)} for v in range(300)])) == ""
    assert _many(reply([{"g": "0", "v": str(v)} for v in range(299)]))
    assert _many(reply([{"g": str(v % 2), "v": str(v)} for v in range(300)]))
