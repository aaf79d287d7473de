"""What the processes of a server use, and which of them are its query workers; read from /proc, so on Linux only."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
ZYGOTE: Final = "agendagraph.engine.zygote"
_TICKS: Final = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """Return a process and all that came of it."""
    parents: dict[int, list[int]] = {}
    for status in PROC.glob("[0-9]*/stat"):
        fields = _fields(int(status.parent.name))
        if fields:
            parents.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        waiting += parents.get(one, [])
    return found


def workers(pid: int) -> list[int]:
    """Return the processes in which our server runs queries: forks of the one that holds the dataset."""
    holders = [
        one for one in family(pid) if ZYGOTE in _read(one, "cmdline") and ZYGOTE not in _read(_parent(one), "cmdline")
    ]
    return [one for holder in holders for one in family(holder)[1:]]


def cpu(pid: int) -> float:
    """Return the seconds of computing that a family of processes has had, of those that live."""
    return sum((int(fields[11]) + int(fields[12])) / _TICKS for one in family(pid) if (fields := _fields(one)))


def busy(pid: int, seconds: float = 1.0) -> float:
    """Return how much of one core a family takes over some seconds, in percent."""
    before, start = cpu(pid), time.perf_counter()
    time.sleep(seconds)
    return max(0.0, cpu(pid) - before) / (time.perf_counter() - start) * 100


def memory(pid: int) -> float:
    """Return the megabytes that a family holds; what processes share is counted once."""
    found = (re.search(r"^Pss:\s+(\d+) kB", _read(one, "smaps_rollup"), re.M) for one in family(pid))
    return sum(int(one[1]) / 1000 for one in found if one)


def descriptors(pid: int) -> int:
    """Return how many files and connections a process has open."""
    return sum(1 for _ in (PROC / str(pid) / "fd").iterdir())


@contextmanager
def peak(pid: int) -> Iterator[list[float]]:
    """Watch the memory of a family; the list holds what there was before, and then the most there was."""
    seen, end = [memory(pid)], threading.Event()

    def watch() -> None:
        most = seen[0]
        while not end.wait(0.002):
            most = max(most, memory(pid))
        seen.append(most)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        end.set()
        watcher.join()


def _parent(pid: int) -> int:
    fields = _fields(pid)
    return int(fields[1]) if fields else 0


def _fields(pid: int) -> list[str]:
    """Return the fields of `stat` behind the name of the command."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _read(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_text("utf-8", "replace")
    except OSError:
        return ""
