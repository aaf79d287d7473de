"""Workers as they are: processes that answer, are killed in time or from outside, and leave nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agendagraph.engine.generation import Generation, Worker
from agendagraph.engine.job import Answer, Job
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Source
from agendagraph.engine.pool import Pool
from agendagraph.errors import (
    AbsentError,
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    LimitError,
    NotAcceptableError,
    QuerySyntaxError,
    RefusedError,
)
from tests.engine.conftest import SIZE, pooled, run
from tests.server.serving import ROOT, environment
from tests.server.test_serving import _alive, _all_gone, _children

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _grown(times: int, by: int) -> str:
    """Return bindings of texts, each so many times as long as the one before; the first is `?t0`."""
    return " ".join(f"BIND(CONCAT({', '.join([f'?t{n}'] * by)}) AS ?t{n + 1})" for n in range(times))


HUNGRY = f"SELECT (STRLEN(?t4) AS ?n) {{ BIND('{'x' * 2000}' AS ?t0) {_grown(4, 50)} }}"


def _job(text: str, **more: object) -> Job:
    return Job("query", text, "urn:base:", **more)  # type: ignore[arg-type]


def _number(n: int) -> Job:
    return _job(f"SELECT ?n {{ <urn:s{n}> <urn:number> ?n }}")


def _value(answer: Answer) -> str:
    return next(iter(json.loads(answer.body)["results"]["bindings"][0].values()))["value"]


def _holder(pool: Pool) -> int:
    process = pool._generation._process
    assert process is not None
    return process.pid


def test_an_answer_comes_whole_with_its_format(quads: Path) -> None:
    """Each kind of job is answered; an error of the query is the error that the evaluation gives."""

    async def work() -> None:
        async with pooled(quads) as pool:
            assert _value(await pool.answer(_number(7))) == "7"
            graph = await pool.answer(Job("graph", "urn:g", "", "", "ntriples"))
            assert (graph.format, len(graph.body.splitlines())) == ("ntriples", SIZE)
            table = await pool.answer(_job("SELECT ?n { ?s <urn:number> ?n }", rows="csv"))
            assert (table.format, len(table.body.splitlines())) == ("csv", SIZE + 1)
            assert table.ran > 0
            assert table.queued >= 0
            for text, error in (
                ("SELEC", QuerySyntaxError),
                ("SELECT * { SERVICE <urn:x> {} }", RefusedError),
            ):
                with pytest.raises(error):
                    await pool.answer(_job(text))
            with pytest.raises(AbsentError):
                await pool.answer(Job("graph", "urn:none", ""))
            with pytest.raises(NotAcceptableError):
                await pool.answer(_job("ASK {}", rows=""))

    run(work)


def test_a_query_beyond_its_time_is_killed(quads: Path) -> None:
    """DeadlineError right at the limit; the next answer is quick; the asker may have less patience, and never more."""

    async def work() -> None:
        async with pooled(quads, seconds=0.4, running=1) as pool:
            for seconds, least in ((None, 0.4), (0.1, 0.1), (60.0, 0.4)):
                began = time.perf_counter()
                with pytest.raises(DeadlineError):
                    await pool.answer(_job(ENDLESS), seconds=seconds)
                assert least <= time.perf_counter() - began < least + 0.5
                began = time.perf_counter()
                assert _value(await pool.answer(_number(3))) == "3"
                assert time.perf_counter() - began < 0.3

    run(work)


def test_a_query_beyond_its_memory_ends_alone(quads: Path) -> None:
    """LimitError, and not the deadline's; the next answer is right."""

    async def work() -> None:
        async with pooled(quads, seconds=20, memory=100_000_000, running=1) as pool:
            with pytest.raises(LimitError) as found:
                await pool.answer(_job(HUNGRY))
            assert type(found.value) is LimitError
            assert found.value.http_status == 422
            assert _value(await pool.answer(_number(3))) == "3"

    run(work)


def test_an_answer_beyond_its_size_is_not_given(quads: Path) -> None:
    """AnswerTooLargeError, for tables and for graphs; exactly as large as may be is given."""

    async def work() -> None:
        async with pooled(quads) as pool:
            text = "SELECT ?n { ?s <urn:number> ?n }"
            size = (await pool.answer(_job(text))).size
            assert (await pool.answer(_job(text, most=size))).size == size
            for job in (
                _job(text, most=size - 1),
                _job("CONSTRUCT { ?s ?p ?n } { ?s ?p ?n }", most=1000),
                Job("graph", "urn:g", "", "", "turtle", most=1000),
            ):
                with pytest.raises(AnswerTooLargeError):
                    await pool.answer(job)
            assert _value(await pool.answer(_number(3))) == "3"

    run(work)


def test_workers_killed_while_they_wait_are_replaced(quads: Path) -> None:
    """All idle workers gone by SIGKILL: the next answers are right, and there are as many workers as before."""

    async def work() -> None:
        async with pooled(quads) as pool:
            for _ in range(3):
                for pid in _alive(_children(_holder(pool))):
                    os.kill(pid, signal.SIGKILL)
                assert _value(await pool.answer(_number(5))) == "5"
                await asyncio.sleep(0.3)
            assert len(_alive(_children(_holder(pool)))) == 3

    run(work)


def test_a_job_whose_worker_is_killed_from_outside_is_done_by_another(quads: Path) -> None:
    """Nobody notices: the answer is right, once."""

    async def work() -> None:
        async with pooled(quads, running=1, seconds=30) as pool:
            slow = _job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . VALUES ?x { 1 2 3 4 5 6 7 8 9 10 } }")
            asked = asyncio.ensure_future(pool.answer(slow))
            while not (pid := next((w.pid for w in pool._generation._by_pid.values() if w._waiting), 0)):
                await asyncio.sleep(0)
            await asyncio.sleep(0.02)
            os.kill(pid, signal.SIGKILL)
            assert _value(await asked) == str(SIZE * SIZE * 10)

    run(work)


def test_fifty_at_once_get_their_own_answers(quads: Path) -> None:
    """Fifty jobs on four workers, some of them beyond their time: each asker gets its own answer."""

    async def work() -> None:
        async with pooled(quads, running=4, seconds=2, patience=30) as pool:
            jobs = [_job(ENDLESS) if n % 25 == 24 else _number(n) for n in range(50)]
            found = await asyncio.gather(
                *(pool.answer(job, f"client {n % 7}") for n, job in enumerate(jobs)), return_exceptions=True
            )
            for n, answer in enumerate(found):
                if n % 25 == 24:
                    assert isinstance(answer, DeadlineError)
                else:
                    assert isinstance(answer, Answer)
                    assert _value(answer) == str(n)
            assert (pool.admission.running, pool.admission.waiting) == (0, 0)

    run(work)


def test_who_goes_away_takes_the_query_along(quads: Path) -> None:
    """A cancelled job's worker is killed, whenever it is cancelled, and the pool answers as before."""

    async def work() -> None:
        async with pooled(quads, running=2, seconds=30) as pool:
            for pause in (0, 0, 0.001, 0.002, 0.01, 0.05):
                asked = [asyncio.ensure_future(pool.answer(_job(ENDLESS), str(n))) for n in range(3)]
                await asyncio.sleep(pause)
                for one in asked:
                    one.cancel()
                await asyncio.gather(*asked, return_exceptions=True)
                assert _value(await pool.answer(_number(1))) == "1"
            await asyncio.sleep(0.3)
            generation = pool._generation
            assert (pool.admission.running, len(generation._by_pid), len(generation._idle)) == (0, 3, 3)

    run(work)


def test_nothing_is_left_after_the_end(quads: Path) -> None:
    """After close no process of the pool is there, not even as a zombie, whatever was running."""

    async def work() -> None:
        async with pooled(quads, seconds=30) as pool:
            asked = asyncio.ensure_future(pool.answer(_job(ENDLESS)))
            await asyncio.sleep(0.2)
            pids = _children(_holder(pool)) | {_holder(pool)}
            assert len(pids) == 4
        with pytest.raises(BusyError):
            await asyncio.wait_for(asked, 2)
        assert _all_gone(pids)
        assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        assert not pool.is_alive

    run(work)


def test_killed_workers_do_not_stay_as_zombies(quads: Path) -> None:
    """The process that holds the dataset takes leave of each of its dead."""

    async def work() -> None:
        async with pooled(quads, seconds=0.05, running=1) as pool:
            for _ in range(5):
                with pytest.raises(DeadlineError):
                    await pool.answer(_job(ENDLESS))
            await asyncio.sleep(0.3)
            children = _children(_holder(pool))
            assert len(children) == 2
            assert children == _alive(children)

    run(work)


def test_where_the_holder_of_the_dataset_dies_nobody_waits(quads: Path) -> None:
    """A query under way and the ones after it get BusyError at once, and its workers end."""

    async def work() -> None:
        async with pooled(quads, seconds=30) as pool:
            asked = asyncio.ensure_future(pool.answer(_job(ENDLESS)))
            await asyncio.sleep(0.2)
            workers = _children(_holder(pool))
            os.kill(_holder(pool), signal.SIGKILL)
            with pytest.raises(BusyError):
                await asyncio.wait_for(asked, 2)
            with pytest.raises(BusyError):
                await asyncio.wait_for(pool.answer(_number(1)), 2)
            assert not pool.is_alive
            assert _all_gone(workers)

    run(work)


_OWNER = """
import asyncio, sys
from agendagraph.engine.job import Job
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Source
from agendagraph.engine.pool import Pool

async def main():
    pool = Pool(Source("built", (sys.argv[1],)), Limits(seconds=60))
    await pool.start()
    asyncio.ensure_future(pool.answer(Job("query", sys.argv[2], "urn:")))
    await asyncio.sleep(0.2)
    print(flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_nothing_is_left_where_the_owner_is_killed(quads: Path) -> None:
    """SIGKILL of the process that serves ends the holder of the dataset and all workers, also one that computes."""
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(quads), ENDLESS], env=environment(), stdout=subprocess.PIPE, cwd=ROOT
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"\n"
    below = _children(owner.pid)
    assert len(below) >= 6
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert _all_gone(below)


def test_who_waits_when_all_workers_end_together_is_told_to_come_back(quads: Path) -> None:
    """Where the process that holds the data ends, its workers end one by one; that is no fault of a query that met three."""

    async def work() -> None:
        generation = Generation(Source("files", (str(quads),)), Limits())
        generation._control, _ = socket.socketpair()
        generation._closed = True
        for _ in range(4):
            worker = Worker()
            worker.fate.set_result(signal.SIGKILL)
            generation._idle.append(worker)
        with pytest.raises(BusyError):
            await generation.answer(_job("ASK {}"), 1.0)

    run(work)


def test_a_worker_that_took_much_memory_is_replaced(quads: Path) -> None:
    """What a query took goes back to the machine; who gave a large answer out of little memory stays."""
    large = "x" * 9000
    tables = f"SELECT ?n ('{large}' AS ?x) {{ ?s <urn:number> ?n }}"
    much = f"SELECT (STRLEN(?t2) AS ?n) {{ BIND('{large}' AS ?t0) {_grown(2, 96)} }}"

    async def work() -> None:
        async with pooled(quads, running=1, memory=2_000_000_000) as pool:
            await pool.answer(_number(1))
            first = set(pool._generation._by_pid)
            assert len((await pool.answer(_job(tables))).body) > 2_000_000
            await asyncio.sleep(0.2)
            assert set(pool._generation._by_pid) == first
            assert _value(await pool.answer(_job(much))) == str(9000 * 96**2)
            for _ in range(100):
                if len(first & set(pool._generation._by_pid)) == 1:
                    break
                await asyncio.sleep(0.05)
            assert len(first & set(pool._generation._by_pid)) == 1

    run(work)
