"""The access log: one line of JSON a request. It holds no address of a visitor and no text of a query."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import hashlib
import json
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from agendagraph.errors import InputError
from agendagraph.text import Text

_EVERY = 0.5
"""Seconds between two writes: a disk that stalls must not stall an answer."""


class AccessLog:
    """Collects lines, and writes them now and then.

    Args:
        where: a file; `-` for standard error; empty for nowhere.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._lines: list[str] = []
        self._lock = threading.Lock()
        self._stream: TextIO | None = None
        if where == "-":
            self._stream = sys.stderr
        elif where:
            self.reopen()

    def reopen(self) -> None:
        """Open the file again, after it was rotated.

        Raises:
            InputError: it cannot be written to; what was open stays open.
        """
        if self._where in {"", "-"}:
            return
        try:
            opened = Path(self._where).open("a", encoding="utf-8")  # noqa: SIM115 - open as long as the server runs
        except OSError as error:
            raise InputError(
                Text("Hier kan geen log geschreven worden.", "No log can be written here."), where=self._where
            ) from error
        self.flush()
        with self._lock:
            before, self._stream = self._stream, opened
        if before is not None:
            before.close()

    @property
    def is_on(self) -> bool:
        """Whether anything is written."""
        return self._stream is not None

    def write(self, **values: Any) -> None:
        """Remember a line; a query is told by a short name only, and times in milliseconds."""
        if query := values.pop("query", None):
            values["query_hash"] = hash_of(query)
        values = {name: round(value, 2) if isinstance(value, float) else value for name, value in values.items()}
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        self._lines.append(json.dumps({"time": now} | values, ensure_ascii=False))

    async def keep_writing(self) -> None:
        """Write what was remembered, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_EVERY)
            if self._lines:
                await loop.run_in_executor(None, self.flush)

    def flush(self) -> None:
        """Write what was remembered; on a full disk lines are lost, and nothing else."""
        with self._lock:
            lines, self._lines = self._lines, []
            if self._stream is not None and lines:
                with contextlib.suppress(OSError):
                    self._stream.write("\n".join(lines) + "\n")
                    self._stream.flush()


def hash_of(query: str) -> str:
    """Return a short name for a query, so that the same one is recognised in the log without being in it."""
    return hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:12]
