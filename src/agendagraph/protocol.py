"""SPARQL from outside: what is refused, and a bounded, killable run. No Flask here.

A small first version: the operating system enforces (a child process without sockets, with limits of time and memory),
the look at the text only explains.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import select
import signal
import time
from pathlib import Path
from typing import Final

from agendagraph.errors import AgendaGraphError, InputError, LimitError, QuerySyntaxError, RefusedError, TooLargeError
from agendagraph.results import FORMATS, Format, kind_of, serialize
from agendagraph.store import Results, Store
from agendagraph.text import Text

MAX_QUERY: Final = 100_000
MAX_NESTING: Final = 200
MAX_ANSWER: Final = 32_000_000
SECONDS: Final = 10.0
_MEMORY: Final = 2_000_000_000

_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n]*',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_KEYWORD = re.compile(
    r"(?<![\w:?$@-])(SERVICE|LOAD|INSERT|DELETE|CLEAR|CREATE|DROP|COPY|MOVE|ADD)(?![\w:-])", re.IGNORECASE
)


def refuse_outbound(query: str) -> None:
    """Refuse a query that would fetch from elsewhere or change something.

    Raises:
        RefusedError: it uses SERVICE or is an update.
        TooLargeError: it is longer or deeper than any question we know.
    """
    if len(query) > MAX_QUERY:
        raise TooLargeError(
            Text(f"De query is langer dan {MAX_QUERY} tekens.", f"The query is longer than {MAX_QUERY} characters.")
        )

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    code = _NOT_CODE.sub(" ", _ESCAPE.sub(character, query))
    depth = deepest = 0
    for bracket in re.findall(r"[({\[)}\]]", code):
        depth += 1 if bracket in "({[" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_NESTING:
        raise TooLargeError(
            Text(f"De query is dieper genest dan {MAX_NESTING}.", f"The query is nested deeper than {MAX_NESTING}.")
        )
    if found := _KEYWORD.search(code):
        raise RefusedError(
            Text(
                f"{found[1].upper()} is hier niet toegestaan: alleen lezen, alleen deze gegevens.",
                f"{found[1].upper()} is not allowed here: read only, these data only.",
            ),
            hint=Text(
                "Haal de gegevens op en combineer ze aan uw kant.", "Fetch the data and combine them on your side."
            ),
        )


def run(store: Store, query: str, accept: Format | None, seconds: float | None = None) -> tuple[Format, bytes]:
    """Run a visitor's query in a child process that can do nothing but compute, and can be killed.

    Args:
        store: the dataset.
        query: SPARQL as it was sent.
        accept: the format asked for; None takes the default for the form of the query.
        seconds: after so long the query is stopped; `SECONDS` by default.

    Returns:
        The format and the complete answer.

    Raises:
        RefusedError, QuerySyntaxError, NotAcceptableError, TooLargeError: as the query deserves.
        LimitError: it took too long or too much memory.
    """
    from agendagraph.store.remote import RemoteStore

    refuse_outbound(query)
    seconds = SECONDS if seconds is None else seconds
    if isinstance(store, RemoteStore):  # the server computes, and the child could not reach it
        return _written(store.pass_on(query, seconds), accept)
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _bound(seconds)
        _work(store, query, accept, sender)  # never returns
    os.close(sender)
    try:
        raw = _collect(receiver, time.monotonic() + seconds)
    finally:
        os.close(receiver)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return _understand(raw)


def _bound(seconds: float) -> None:
    """Bound the child by the operating system: no new files or sockets, so much memory, and so much time even if left alone."""
    used = 0
    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    cpu = int(seconds) + 1
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_AS: used + _MEMORY,
        resource.RLIMIT_NOFILE: 0,
    }
    for kind, limit in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (limit, limit))


def _work(store: Store, query: str, accept: Format | None, sender: int) -> None:
    """Answer in the child: first a line that says how it went, then the answer."""
    try:
        form, body = _written(store.query(query), accept)
        answer = b"ok " + form.name.encode() + b"\n" + body
    except AgendaGraphError as error:
        lines = (error.code, error.message.nl, error.message.en, error.hint.nl, error.hint.en)
        answer = b"error\n" + "\0".join(lines).encode()
    except BaseException:
        answer = b"fault\n"
    view = memoryview(answer[: MAX_ANSWER + 1])
    with contextlib.suppress(OSError):
        while view:
            view = view[os.write(sender, view[:65536]) :]
    os._exit(0)


def _written(results: Results, accept: Format | None) -> tuple[Format, bytes]:
    form = accept or next(f for f in FORMATS.values() if f.kind == kind_of(results))
    return form, serialize(results, form)


def _collect(receiver: int, deadline: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([receiver], [], [], left)[0]:
            raise LimitError(
                Text("De query duurde te lang en is gestopt.", "The query took too long and was stopped."),
                hint=Text("Maak haar specifieker of voeg LIMIT toe.", "Make it more specific or add LIMIT."),
            )
        chunk = os.read(receiver, 65536)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_ANSWER:
            raise TooLargeError(
                Text("Het antwoord is te groot.", "The answer is too large."),
                hint=Text("Voeg LIMIT toe of vraag minder kolommen.", "Add LIMIT or ask for fewer columns."),
            )


def _understand(raw: bytes) -> tuple[Format, bytes]:
    head, _, body = raw.partition(b"\n")
    if head.startswith(b"ok "):
        return FORMATS[head[3:].decode()], body
    if head == b"error":
        code, nl, en, hint_nl, hint_en = body.decode().split("\0")
        kinds: dict[str, type[AgendaGraphError]] = {kind.code: kind for kind in _family(AgendaGraphError)}
        raise kinds.get(code, InputError)(Text(nl, en), hint=Text(hint_nl, hint_en))
    if not raw:
        raise LimitError(
            Text("De query vroeg te veel geheugen en is gestopt.", "The query took too much memory and was stopped."),
            hint=Text("Maak haar specifieker of voeg LIMIT toe.", "Make it more specific or add LIMIT."),
        )
    raise QuerySyntaxError(Text("De query kon niet uitgevoerd worden.", "The query could not be run."))


def _family(kind: type[AgendaGraphError]) -> list[type[AgendaGraphError]]:
    return [kind, *(member for child in kind.__subclasses__() for member in _family(child))]
