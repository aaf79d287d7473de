"""One request and its answer, over ASGI: reading a body within bounds, and sending an answer whole."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from agendagraph import problems
from agendagraph.errors import AgendaGraphError, InputError, SlowError, TooLargeError
from agendagraph.text import Language, Text

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SendWhole = Callable[[int, list[tuple[bytes, bytes]], bytes], bool]
"""Sends status, headers and body at once; returns whether it could."""

SEND_WHOLE: Final = "agendagraph.send_whole"
"""Where a scope has the server's way to send an answer that is complete, if it has one."""

MAX_BODY: Final = 1_000_000
"""Bytes of a body that is read at all; the limits of what is in it are tighter and say so in their own words."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PROCESS: Final = secrets.token_hex(4)
_SENT_AT_ONCE: Final = 256 * 1024
_READING: Final = 10.0
"""Seconds in which a client takes a piece of so many bytes."""

EXPOSED: Final = (
    "ETag, Link, Location, X-Request-Id, Server-Timing, Content-Disposition, Retry-After, Allow, Content-Language"
)
OPEN_HEADERS: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
"""Headers of every answer to a program: anyone may read it, and no browser takes it for a page."""


@dataclass(slots=True)
class Request:
    """What a client asks.

    Attributes:
        headers: lower-case name → value; several of one name are joined with commas.
        client: who asks, for a fair share; never logged.
        id: name of this request, from the client or made here.
        send_whole: the server's way to send an answer that is complete, where it has one.
    """

    method: str
    path: str
    query_string: bytes
    headers: Mapping[str, str]
    client: str
    id: str
    send_whole: SendWhole | None = None

    @property
    def language(self) -> Language:
        """Language of texts in the answer: that of the address, else what the client prefers, else Dutch."""
        if self.path.startswith("/en/"):
            return "en"
        preferred = self.headers.get("accept-language", "")[:200].lower()
        for part in preferred.split(","):
            if part.strip()[:2] in {"nl", "en"}:
                return "en" if part.strip().startswith("en") else "nl"
        return "nl"


@dataclass(slots=True)
class Response:
    """What is sent back.

    Attributes:
        parts: the body in pieces; it is complete before the first is sent.
        lane: what answered, for the figures.
        length: bytes of the body, once it is sent.
        notes: what the access log tells of it.
    """

    status: int
    headers: list[tuple[bytes, bytes]]
    parts: tuple[bytes, ...] = ()
    lane: str = "public"
    length: int = 0
    notes: dict[str, Any] = field(default_factory=dict)


_counter = iter(range(1, 2**62))


def read(scope: Scope, proxies: int) -> Request:
    """Return the request of a scope.

    Args:
        scope: of an ASGI connection of type `http`.
        proxies: how many proxies of our own stand in front, and each add an address to X-Forwarded-For.
    """
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    client = scope["client"][0] if scope.get("client") else ""
    if proxies and (forwarded := headers.get("x-forwarded-for")):
        client = forwarded.split(",")[-proxies:][0].strip()[:64]
    given = headers.get("x-request-id", "")
    identifier = given if given and _REQUEST_ID.fullmatch(given) else f"{_PROCESS}-{next(_counter):x}"
    return Request(
        scope["method"],
        scope["path"],
        scope.get("query_string", b""),
        headers,
        _network(client),
        identifier,
        scope.get(SEND_WHOLE),
    )


def _network(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the network that one IPv6 subscriber has."""
    return ":".join(address.split(":")[:4]) if ":" in address else address


async def read_body(request: Request, receive: Receive, seconds: float) -> bytes:
    """Return the body of a request.

    Raises:
        TooLargeError: it is longer than `MAX_BODY`.
        SlowError: it does not arrive in time.
        InputError: it is not what was announced, or ends in the middle.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > MAX_BODY:
        raise _too_large()
    found = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":  # or what came is no HTTP: then there is somebody to tell
                    raise _incomplete()
                found += message.get("body", b"")
                if len(found) > MAX_BODY:
                    raise _too_large()
                if not message.get("more_body"):
                    break
    except TimeoutError:
        raise SlowError(Text("Het verzoek kwam niet op tijd binnen.", "The request did not arrive in time.")) from None
    if announced.isdigit() and int(announced) != len(found):
        raise _incomplete()
    return bytes(found)


def _incomplete() -> InputError:
    return InputError(Text("Het verzoek is niet compleet.", "The request is not complete."))


def _too_large() -> TooLargeError:
    return TooLargeError(
        Text(f"Het verzoek is groter dan {MAX_BODY} bytes.", f"The request is larger than {MAX_BODY} bytes.")
    )


def problem(error: AgendaGraphError, request: Request) -> Response:
    """Return an error as a response."""
    body = problems.encode(error, request.language, request.id)
    headers = [
        *OPEN_HEADERS,
        (b"content-type", problems.MEDIA_TYPE.encode()),
        (b"content-language", request.language.encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Encoding, Accept-Language"),
        *((name.lower().encode(), value.encode("latin-1", "replace")) for name, value in error.headers.items()),
    ]
    return Response(error.http_status, headers, (body,), notes={"code": error.code})


async def send_whole(response: Response, request: Request, send: Send) -> None:
    """Send a response with its length, so that a cut is never taken for the end."""
    length = response.length = sum(map(len, response.parts))
    headers = [*response.headers, (b"x-request-id", request.id.encode())]
    if response.status not in {204, 304} and not any(name == b"content-length" for name, _ in response.headers):
        headers.append((b"content-length", str(length).encode()))
    if length <= _SENT_AT_ONCE or request.method == "HEAD":
        body = b"" if request.method == "HEAD" else b"".join(response.parts)
        if request.send_whole is None or not request.send_whole(response.status, headers, body):
            await send({"type": "http.response.start", "status": response.status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
        return
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    parts, response.parts = list(reversed(response.parts)), ()
    while parts:
        part = parts.pop()  # what is sent is let go: a large answer is held once, and less and less of it
        for start in range(0, len(part), _SENT_AT_ONCE):
            piece = part if len(part) <= _SENT_AT_ONCE else part[start : start + _SENT_AT_ONCE]
            await _taken(send, piece)
        del part
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _taken(send: Send, piece: bytes) -> None:
    """Send a piece of a body; who does not take it in time is cut off, or slow readers would hold all memory there is.

    Raises:
        asyncio.CancelledError: it was not taken.
    """
    try:
        async with asyncio.timeout(_READING):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    except TimeoutError:
        raise asyncio.CancelledError from None


async def send_file(response: Response, path: Path, request: Request, send: Send) -> None:
    """Send a file, piece by piece, with its length.

    Raises:
        OSError: it cannot be read.
    """
    loop = asyncio.get_running_loop()
    with path.open("rb") as stream:
        length = os.fstat(stream.fileno()).st_size
        headers = [*response.headers, (b"x-request-id", request.id.encode()), (b"content-length", str(length).encode())]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        while request.method != "HEAD" and (piece := await loop.run_in_executor(None, stream.read, _SENT_AT_ONCE)):
            await _taken(send, piece)
    await send({"type": "http.response.body", "body": b"", "more_body": False})
