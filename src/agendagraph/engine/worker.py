"""The life of a worker: one job after another from a socket, each answer complete or an error, until it is killed."""

from __future__ import annotations

import io
import os
import resource
import threading
from typing import IO, Final, cast

from agendagraph.engine import sandbox
from agendagraph.engine.evaluation import Evaluator
from agendagraph.engine.job import FRAME, LAST, PART, WORN, Job, encode_error
from agendagraph.errors import AgendaGraphError, AnswerTooLargeError
from agendagraph.formats import Format
from agendagraph.text import Text

_STACK: Final = 256 * 1024 * 1024
"""Bytes of stack: nesting as deep as a query of the greatest length can be stays within it."""

_PART: Final = 256 * 1024
"""Bytes of an answer that are sent at once."""

_PIECE: Final = 64 * 1024

_MUCH: Final = 64 * 1024
"""Kilobytes that a worker may have taken beside the dataset before it is replaced: what it took goes back to the machine."""

NICENESS: Final = 10
"""A worker gives way to the pages, which are answered by the process that serves."""


def run(evaluator: Evaluator, socket: int, memory: int, *, files: bool) -> None:
    """Answer jobs until the other side goes away; never returns.

    Args:
        evaluator: the dataset.
        socket: file descriptor of this end of a stream socket, the only one this process needs.
        memory: bytes that a query may take.
        files: whether the engine reads from disk while it answers.
    """
    os.nice(NICENESS)
    threading.stack_size(_STACK)
    sandbox.limit(memory + _STACK, files=files)
    filtered = sandbox.forbid_system_calls()
    if files and not filtered:
        os._exit(1)  # nothing would keep a query from reaching out
    thread = threading.Thread(target=_answer_all, args=(evaluator, socket), daemon=True)
    thread.start()
    thread.join()
    os._exit(0)


def _answer_all(evaluator: Evaluator, socket: int) -> None:
    before = _most_memory()
    try:
        while body := _receive(socket):
            _answer(evaluator, socket, Job.decode(body), before + _MUCH)
    except BaseException:
        os._exit(1)  # whoever waits sees the socket close


def _most_memory() -> int:
    """Return the most memory this process ever held, in kilobytes; pages that are copied from the dataset add nothing to it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _answer(evaluator: Evaluator, socket: int, job: Job, much: int) -> None:
    sender = _Sender(socket, job.most)
    try:
        evaluator.write(job, sender.begin)
        sender.finish(WORN if _most_memory() > much else LAST)
    except AgendaGraphError as error:
        _send(socket, encode_error(sender.error or error))
    except Exception:
        if sender.error is None:
            raise
        _send(socket, encode_error(sender.error))


class _Sender(io.RawIOBase):
    """Sends what the engine writes, in parts, up to the largest answer; the last part says that it is complete."""

    def __init__(self, socket: int, most: int) -> None:
        super().__init__()
        self._socket = socket
        self._left = most
        self._held = bytearray()
        self._name = b""
        self.error: AgendaGraphError | None = None

    def begin(self, form: Format) -> IO[bytes]:
        name = form.name.encode()
        self._name = bytes([len(name)]) + name
        return cast(IO[bytes], self)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._left -= len(data)
        if self._left < 0:
            self.error = AnswerTooLargeError(
                Text("Het antwoord is te groot.", "The answer is too large."),
                hint=Text(
                    "Voeg LIMIT toe, vraag minder kolommen, of haal de hele dataset op als bestand.",
                    "Add LIMIT, ask for fewer columns, or fetch the whole dataset as a file.",
                ),
            )
            raise self.error
        self._held += data
        if len(self._held) >= _PART:
            self._send(PART)
        return len(data)

    def finish(self, kind: bytes) -> None:
        self._send(kind)

    def _send(self, kind: bytes) -> None:
        name = b"" if kind == PART else self._name
        _send(self._socket, b"".join((FRAME.pack(kind, len(name) + len(self._held)), name, self._held)))
        self._held.clear()


def _receive(socket: int) -> bytes:
    """Return the body of the next frame; empty where the other side has gone."""
    found = os.read(socket, _PIECE)  # one job comes at a time, nearly always in one piece
    while len(found) < FRAME.size or len(found) < FRAME.size + FRAME.unpack_from(found)[1]:
        piece = os.read(socket, _PIECE)
        if not piece:
            return b""
        found += piece
    return found[FRAME.size :]


def _send(socket: int, frame: bytes) -> None:
    sent = os.write(socket, frame)
    while sent < len(frame):
        sent += os.write(socket, memoryview(frame)[sent:])
