"""The process that holds a dataset and forks the workers that answer from it; one thread, and no query ever runs in it.

A fork shares the loaded dataset, so a new worker costs milliseconds. Lines in, from the socket it is given: `S` (with a socket)
spawns a worker, `K<pid>` kills one, `N<pid>` lets one give way. Lines out, as JSON: `ready` or `error` once, then `spawned`
and `died`.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
from typing import Any, Final

from agendagraph import terms
from agendagraph.engine import sandbox, worker
from agendagraph.engine.evaluation import Evaluator
from agendagraph.engine.loading import Source, load
from agendagraph.errors import AgendaGraphError

_GIVING_WAY: Final = 19


class _Zygote:
    def __init__(self, control: socket.socket, evaluator: Evaluator, memory: int, *, files: bool) -> None:
        self._control = control
        self._evaluator = evaluator
        self._memory = memory
        self._files = files
        self._children: set[int] = set()

    def run(self) -> None:
        """Spawn and kill as told, until the other side goes away."""
        wake, woken = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(woken)
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(wake, select.POLLIN)
        left = b""
        while True:
            ready = dict(poll.poll())
            if wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(wake, 512)
                self._reap()
            if self._control.fileno() in ready:
                data, sockets, _, _ = socket.recv_fds(self._control, 65536, 64)
                if not data:
                    break
                *lines, left = (left + data).split(b"\n")
                for line in lines:
                    self._obey(line, sockets)
        for child in self._children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)  # whoever adopts orphans may never take leave of them

    def _obey(self, line: bytes, sockets: list[int]) -> None:
        if line == b"S":
            self._spawn(sockets.pop(0))
        elif line[:1] in b"KN" and (child := int(line[1:])) in self._children:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if line[:1] == b"K":
                    os.kill(child, signal.SIGKILL)
                else:
                    os.setpriority(os.PRIO_PROCESS, child, _GIVING_WAY)

    def _spawn(self, descriptor: int) -> None:
        me = os.getpid()
        child = os.fork()
        if child == 0:
            sandbox.die_with_parent(me)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            self._control.close()
            worker.run(self._evaluator, descriptor, self._memory, files=self._files)
        os.close(descriptor)
        self._children.add(child)
        tell(self._control, spawned=child)

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                child, status = os.waitpid(-1, os.WNOHANG)
                if child == 0:
                    return
                self._children.discard(child)
                tell(self._control, died=child, signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


def tell(control: socket.socket, **values: Any) -> None:
    """Write one line."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        control.sendall(json.dumps(values).encode() + b"\n")


def main(arguments: list[str]) -> int:
    """Load the dataset that the arguments describe, and serve the process that started this one.

    Args:
        arguments: file descriptor of the socket, process id of the parent, the source, bytes of memory for a query.
    """
    descriptor, parent, source_text, memory = arguments
    source = Source.decode(source_text)
    sandbox.die_with_parent(int(parent))
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=int(descriptor))
    os.environ["RUST_BACKTRACE"] = "0"
    _be_frugal()
    try:
        store, facts = load(source)
    except AgendaGraphError as error:
        tell(control, error={"code": error.code, "where": error.where, "nl": error.message.nl, "en": error.message.en})
        return error.exit_code
    evaluator = Evaluator(store, terms.prefixes(), union=facts.union)
    gc.collect()
    gc.freeze()
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (1, 2):
        os.dup2(null, standard)  # what the engine prints before it aborts is nobody's answer
    tell(control, ready={"quads": facts.quads, "fingerprint": facts.fingerprint, "union": facts.union})
    _Zygote(control, evaluator, int(memory), files=source.kind == "disk").run()
    return 0


def _be_frugal() -> None:
    """Let the C library keep few arenas: address space is what a worker's memory is measured by."""
    arenas = -8  # M_ARENA_MAX
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(arenas, 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
