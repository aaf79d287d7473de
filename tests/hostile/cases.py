"""What a hostile request is, and what must be true of its answer."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from tests.hostile.wire import Reply

DEADLINE: Final = 0.5
"""Seconds that a query may run on the attacked server."""

MARGIN: Final = 1.5
"""Seconds that a busy machine may add; what is promised (0.1 s) is measured by `test_promises`."""

PROBLEM: Final = "application/problem+json"
_LEAKS = re.compile(
    rb"Traceback|File \"/|site-packages|\.py\"|/agendagraph/src|panicked at|thread '|file:///(?!etc/|tmp/x)"
)


@dataclass(frozen=True)
class Case:
    """One attack.

    Attributes:
        family, name: what it is called.
        sent: the bytes, or pieces of them; `{listener}` in them becomes the address that nobody may call.
        allowed: statuses that are right; 0 for a connection that is closed.
        within: seconds in which the answer must be there.
        half_close: whether the client stops sending, and waits.
        absent: what a page must not hold, such as a script.
        check: what else must be true of the answer.
    """

    family: str
    name: str
    sent: bytes | Callable[[], Iterable[bytes]]
    allowed: Collection[int] = (400,)
    within: float = DEADLINE
    half_close: bool = False
    absent: tuple[bytes, ...] = ()
    check: Callable[[Reply], bool] | None = None

    @property
    def id(self) -> str:
        """Its name in a report."""
        return f"{self.family}: {self.name}"

    def wire(self, listener: str) -> bytes | Iterable[bytes]:
        """Return what is sent."""
        if isinstance(self.sent, bytes):
            head, end, body = self.sent.partition(b"\r\n\r\n")
            filled = body.replace(b"{listener}", listener.encode())
            length = b"Content-Length: %d" % len(body)
            head = head.replace(length, b"Content-Length: %d" % len(filled))
            head = head.replace(b"%7Blistener%7D", listener.encode()).replace(b"{listener}", listener.encode())
            return head + end + filled
        return self.sent()


def tell(measured: str) -> None:
    """Say what was measured, for who runs the tests with `-s`."""
    sys.stdout.write(f"\n{measured}\n")


def judge(case: Case, reply: Reply) -> list[str]:
    """Return what is wrong with the answer to an attack, in words."""
    wrong = []
    if reply.status not in case.allowed:
        wrong.append(f"status {reply.status}, not one of {sorted(case.allowed)}: {reply.body[:300]!r}")
    if reply.seconds > case.within + MARGIN:
        wrong.append(f"{reply.seconds:.2f} s, not {case.within} s")
    if found := _LEAKS.search(reply.body):
        wrong.append(f"a path or a traceback: {found[0]!r}")
    if reply.headers.get("content-type", "").startswith("text/html"):
        wrong += [f"holds {one!r}" for one in case.absent if one in reply.body]
    if case.check is not None and reply.status < 400 and not case.check(reply):
        wrong.append(f"not the right answer: {reply.headers} {reply.body[:300]!r}")
    return wrong + _problem(reply)


def _problem(reply: Reply) -> list[str]:
    """Return what is wrong with an error as a document: every error that has a body is one, for people or for programs."""
    if reply.status < 400 or not reply.body or reply.headers.get("content-type", "").startswith("text/html"):
        return []
    if reply.headers.get("content-type") != PROBLEM:
        return [f"an error as {reply.headers.get('content-type')}"]
    found = json.loads(reply.body)
    missing = {"type", "title", "status", "detail"} - set(found)
    return [f"a problem without {missing}"] if missing or found["status"] != reply.status else []
