"""One dataset being served: the process that holds it, seen from the process that serves, and the workers at hand."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from typing import Any, Final, cast

from agendagraph.engine.job import ERROR, FRAME, PART, WORN, Answer, Job, decode_error
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Facts, Source
from agendagraph.errors import AgendaGraphError, BusyError, DeadlineError, InputError, LimitError
from agendagraph.text import Text

_GIVES_WAY_AFTER: Final = 0.25
"""Seconds after which a query gives way to shorter ones."""

_FROM_OUTSIDE: Final = {signal.SIGKILL, signal.SIGTERM}
"""Signals that end a worker without its doing: its job can be given to another."""

_TRIES: Final = 3

_LEAVE: Final = 5.0
"""Seconds that the process that holds a dataset may take to end its workers."""


class Died(Exception):  # noqa: N818 - an event; only who waits decides whether it is an error
    """A worker ended before it answered."""


class _Watch:
    """The timer that looks after a running job."""

    __slots__ = ("timer",)

    def __init__(self, timer: asyncio.TimerHandle) -> None:
        self.timer = timer


def _too_long() -> DeadlineError:
    return DeadlineError(
        Text("De query duurde te lang en is gestopt.", "The query took too long and was stopped."),
        hint=Text("Maak haar specifieker of voeg LIMIT toe.", "Make it more specific or add LIMIT."),
    )


class Worker(asyncio.Protocol):
    """A worker, seen from the process that serves."""

    def __init__(self) -> None:
        self.pid = 0
        self.alive = True
        self.worn = False
        self.watch: _Watch
        self.fate: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._held = bytearray()
        self._parts: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the line to the worker."""
        self._transport = cast(asyncio.Transport, transport)

    def ask(self, job: Job) -> asyncio.Future[Answer]:
        """Send a job, and return what becomes its answer; `Died` where the worker does not live to give it."""
        self._waiting = asyncio.get_running_loop().create_future()
        if self._transport is None or not self.alive:
            self._waiting.set_exception(Died())
        else:
            self._transport.write(job.encode())
        return self._waiting

    def data_received(self, data: bytes) -> None:
        """Collect frames until the answer is complete."""
        if not self._held:
            kind, length = FRAME.unpack_from(data) if len(data) >= FRAME.size else (b"", 0)
            if kind and len(data) == FRAME.size + length:  # a small answer comes whole
                self._take(kind, data[FRAME.size :])
                return
        self._held += data
        while len(self._held) >= FRAME.size:
            kind, length = FRAME.unpack_from(self._held)
            end = FRAME.size + length
            if len(self._held) < end:
                return
            with memoryview(self._held) as view:
                body = bytes(view[FRAME.size : end])
            del self._held[:end]
            self._take(kind, body)

    def _take(self, kind: bytes, body: bytes) -> None:
        if kind == PART:
            self._parts.append(body)
        elif kind == ERROR:
            self._parts.clear()
            self.settle(error=decode_error(body))
        else:
            start = 1 + body[0]
            parts, self._parts = (*self._parts, body[start:]), []
            self.worn = kind == WORN
            self.settle(Answer(body[1:start].decode(), parts))

    def settle(self, answer: Answer | None = None, error: Exception | None = None) -> None:
        """Give whoever waits the answer, or what went wrong instead."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if error is not None:
            waiting.set_exception(error)
        elif answer is not None:
            waiting.set_result(answer)

    def connection_lost(self, _: Exception | None) -> None:
        """Tell whoever waits that the worker ended."""
        self.alive = False
        self._parts.clear()
        self.settle(error=Died())

    def close(self) -> None:
        """Let go of the line."""
        self.alive = False
        if self._transport is not None:
            self._transport.abort()


class Generation(asyncio.Protocol):
    """A dataset, the process that holds it, and workers ready to answer from it.

    Args:
        source: what the dataset is made from.
        limits: of every query.
        keep: file descriptors that the other process needs to read the source.
    """

    facts: Facts

    def __init__(self, source: Source, limits: Limits, keep: tuple[int, ...] = ()) -> None:
        self._source = source
        self._limits = limits
        self._keep = keep
        self._idle: collections.deque[Worker] = collections.deque()
        self._starting: collections.deque[Worker] = collections.deque()
        self._by_pid: dict[int, Worker] = {}
        self._wanted: collections.deque[asyncio.Future[Worker]] = collections.deque()
        self._ready: asyncio.Future[Facts]
        self._lines = b""
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> Facts:
        """Load the dataset in a process of its own, and have workers ready.

        Must run in the main thread: the other process ends with the thread that started it.

        Raises:
            InputError: the dataset cannot be loaded.
        """
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        mine, other = socket.socketpair()
        command = [
            sys.executable,
            "-m",
            "agendagraph.engine.zygote",
            str(other.fileno()),
            str(os.getpid()),
            self._source.encode(),
            str(self._limits.memory),
        ]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.DEVNULL, pass_fds=(other.fileno(), *self._keep), start_new_session=True
        )
        other.close()
        mine.setblocking(False)
        self._control = mine
        await loop.create_unix_connection(lambda: self, sock=mine.dup())
        try:
            self.facts = await self._ready
        except BaseException:
            await self.close()
            raise
        self._refill()
        return self.facts

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the line to the other process."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Read what the other process says."""
        *lines, self._lines = (self._lines + data).split(b"\n")
        for line in lines:
            self._hear(json.loads(line))

    def _hear(self, said: dict[str, Any]) -> None:
        if "spawned" in said:
            worker = self._starting.popleft()
            worker.pid = said["spawned"]
            self._by_pid[worker.pid] = worker
            self._offer(worker)
        elif "died" in said:
            gone = self._by_pid.pop(said["died"])
            gone.fate.set_result(said["signal"])
            gone.close()
            with contextlib.suppress(ValueError):
                self._idle.remove(gone)
            self._refill()
        elif "ready" in said:
            self._ready.set_result(Facts(**said["ready"]))
        elif "error" in said:
            wrong = said["error"]
            self._ready.set_exception(InputError(Text(wrong["nl"], wrong["en"]), where=wrong["where"]))

    def connection_lost(self, _: Exception | None) -> None:
        """Give up what waits for the other process: its workers have ended with it."""
        gone = LimitError(Text("De dataset kon niet geladen worden.", "The dataset could not be loaded."))
        if not self._ready.done():
            self._ready.set_exception(gone)
        self._closed = True
        for worker in self._by_pid.values():
            if not worker.fate.done():
                worker.fate.set_result(signal.SIGKILL)  # they end with the process that would have told
        while self._wanted:
            if not (waiting := self._wanted.popleft()).done():
                waiting.set_exception(Died())

    @property
    def is_alive(self) -> bool:
        """Whether the process that holds the dataset is there."""
        return not self._closed and self._process is not None and self._process.poll() is None

    async def _spawn(self) -> None:
        mine, other = socket.socketpair()
        mine.setblocking(False)
        worker = Worker()
        try:
            await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=mine)
            socket.send_fds(self._control, [b"S\n"], [other.fileno()])
            self._starting.append(worker)  # workers come in the order in which they were asked for
        except OSError:
            worker.close()
        finally:
            other.close()

    def _offer(self, worker: Worker) -> None:
        while self._wanted:
            if not (waiting := self._wanted.popleft()).done():
                waiting.set_result(worker)
                return
        self._idle.append(worker)

    def _refill(self) -> None:
        """Keep one worker more than can run, so that a killed one is replaced before anyone waits for it."""
        missing = self._limits.running + 1 - len(self._by_pid) - len(self._starting) - len(self._tasks)
        for _ in range(0 if self._closed else missing):
            task = asyncio.get_running_loop().create_task(self._spawn())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _take(self, until: float) -> Worker:
        """Return a worker at hand, or the next one to come."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        if self._closed:
            raise Died
        self._refill()
        waiting: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._wanted.append(waiting)
        try:
            async with asyncio.timeout_at(until):
                return await waiting
        except BaseException as error:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self._offer(waiting.result())  # it came in the very moment: it is for another
            if isinstance(error, TimeoutError):
                raise _too_long() from None
            raise

    async def answer(self, job: Job, seconds: float) -> Answer:
        """Answer a job in a worker that is killed where it takes too long, or where nobody waits any more.

        Raises:
            DeadlineError: it took too long.
            LimitError: the worker did not survive it.
            BusyError: the dataset has been replaced meanwhile.
            AgendaGraphError: whatever the job deserves.
        """
        until = asyncio.get_running_loop().time() + seconds
        try:
            for _ in range(_TRIES):
                worker = await self._take(until)
                try:
                    return await self._answer_by(worker, job, until)
                except Died:
                    fate = await worker.fate
                    if self._closed:
                        raise  # it ended with all others, and each of them may not know yet
                    if fate not in _FROM_OUTSIDE:
                        break
        except Died:
            raise BusyError(
                Text("De dataset wordt net vervangen.", "The dataset is just being replaced."),
                hint=Text("Probeer het zo weer.", "Try again in a moment."),
            ) from None
        raise LimitError(
            Text(
                "De query vroeg meer dan de zoekmachine kan dragen en is gestopt.",
                "The query asked for more than the engine can carry and was stopped.",
            ),
            hint=Text("Maak haar specifieker of voeg LIMIT toe.", "Make it more specific or add LIMIT."),
        )

    async def _answer_by(self, worker: Worker, job: Job, until: float) -> Answer:
        loop = asyncio.get_running_loop()
        began = loop.time()
        watch = _Watch(loop.call_at(min(began + _GIVES_WAY_AFTER, until), self._look_at, worker, until))
        worker.watch = watch
        try:
            answer = await worker.ask(job)
        except DeadlineError:
            self._order(b"K", worker)
            raise
        except AgendaGraphError:
            self._give_back(worker, loop.time() - began)
            raise
        except BaseException:
            self._order(b"K", worker)  # it died, or nobody waits for its answer
            raise
        finally:
            watch.timer.cancel()
        self._give_back(worker, loop.time() - began)
        return answer

    def _look_at(self, worker: Worker, until: float) -> None:
        """Let a worker that takes long give way to shorter queries; and end it when its time is over."""
        loop = asyncio.get_running_loop()
        if loop.time() >= until:
            worker.settle(error=_too_long())
            return
        self._order(b"N", worker)
        worker.watch.timer = loop.call_at(until, self._look_at, worker, until)

    def _give_back(self, worker: Worker, ran: float) -> None:
        if worker.worn or ran > _GIVES_WAY_AFTER:
            self._order(b"K", worker)  # it has given way, or holds much memory: a fresh one is cheap
        else:
            self._offer(worker)

    def _order(self, what: bytes, worker: Worker) -> None:
        if what == b"K":
            worker.close()
        with contextlib.suppress(OSError):
            self._control.send(what + str(worker.pid).encode() + b"\n")

    async def close(self) -> None:
        """End the process that holds the dataset, and all workers with it."""
        self._closed = True
        for worker in self._by_pid.values():
            worker.close()
        if self._transport is not None:
            self._transport.abort()
        self._control.close()
        if self._process is not None:
            if not self._ready.done():
                self._process.kill()  # it is still loading, and has no workers
            await asyncio.get_running_loop().run_in_executor(None, _end, self._process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process that was told to end its workers has done so, and has ended itself."""
    try:
        process.wait(_LEAVE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
