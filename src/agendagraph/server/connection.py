"""One connection: HTTP as uvicorn and httptools read it, within bounds of time and size, and in our words where it is none.

uvicorn bounds neither the time in which the head of a request arrives nor its length, and keeps an answer that nobody reads; a
server that anyone reaches must do all three (docs/adr/0019).
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import math
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from agendagraph.errors import AgendaGraphError, BusyError, HeadTooLargeError, InputError
from agendagraph.server.exchange import SEND_WHOLE, Request, problem
from agendagraph.text import Text

if TYPE_CHECKING:
    from agendagraph.server.app import Application
    from agendagraph.server.settings import Settings

MAX_HEAD: Final = 65_536
"""Bytes of the longest head of a request."""

_MOST_HEADERS: Final = 100
_VERSIONS: Final = {"1.0", "1.1"}
_CLOSE: Final = (b"connection", b"close")
_NEVER: Final = logging.CRITICAL + 1


class Connection(HttpToolsProtocol):
    """A client's connection.

    Args:
        settings: of the server.
        given: what uvicorn hands over.
    """

    def __init__(self, settings: Settings, **given: Any) -> None:
        super().__init__(**given)
        self._most = settings.connections
        self._patience = settings.header_timeout
        self._impatience: asyncio.TimerHandle | None = None
        self._in_head = True
        self._received = 0
        self._refused: AgendaGraphError | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, where there is a place for it, and wait for the first request."""
        super().connection_made(transport)
        if len(self.connections) > self._most:
            self._refuse(BusyError(Text("Er zijn te veel verbindingen.", "There are too many connections.")))
        else:
            self._be_impatient()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._be_patient()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read a piece of a request; a head that takes too long or is too long is cut off."""
        goes_on = self._in_head
        super().data_received(data)
        # where a head begins behind something else in a piece, it is counted from the next piece on
        self._received = self._received + len(data) if goes_on and self._in_head else 0
        if self.transport.is_closing():
            return
        if self._received > MAX_HEAD:
            self._refuse(_head_too_large())
        elif self._impatience is None and self._waits_for_head():
            self._be_impatient()

    def eof_received(self) -> None:
        """Say that a request is not complete, where nothing of an answer has been sent; then there is nobody left."""
        if self.cycle is not None and self.cycle.more_body and not self.cycle.response_started:
            self.cycle.disconnected = True
            self._refuse(InputError(Text("Het verzoek is niet compleet.", "The request is not complete.")))

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Answer a request, whose body may still be on its way."""
        self._in_head = False
        self._be_patient()
        if len(self.headers) > _MOST_HEADERS or self._size_of_head() > MAX_HEAD:
            self._refused = _head_too_large()
            raise ValueError  # the parser gives up, and `send_400_response` says why
        if self.parser.get_http_version() not in _VERSIONS:
            raise ValueError
        super().on_headers_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Have a request answered, with a way to send an answer that is complete."""
        cast(dict[str, Any], cycle.scope)[SEND_WHOLE] = functools.partial(_send_whole, cycle)
        super()._start_asgi_task(cycle, app)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words are not ours
        """Say that this is no HTTP."""
        self._refuse(
            self._refused or InputError(Text("Dit is geen geldig HTTP-verzoek.", "This is no valid HTTP request."))
        )

    def timeout_keep_alive_handler(self) -> None:
        """End a connection on which nothing is asked any more, even where its last answer was never read."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    def _size_of_head(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _waits_for_head(self) -> bool:
        answered = self.cycle is None or self.cycle.response_complete
        return self._in_head or (answered and self.timeout_keep_alive_task is None and not self.pipeline)

    def _be_impatient(self) -> None:
        self._impatience = self.loop.call_later(self._patience, self.transport.close)

    def _be_patient(self) -> None:
        if self._impatience is not None:
            self._impatience.cancel()
            self._impatience = None

    def _refuse(self, error: AgendaGraphError) -> None:
        """Answer what cannot be answered otherwise, and end the connection; in the midst of an answer, just end it."""
        self._be_patient()
        if self.cycle is not None and not self.cycle.response_complete and self.cycle.response_started:
            self.transport.abort()
            return
        answer = problem(error, Request("", "", b"", {}, "", ""))
        body = answer.parts[0]
        length = (b"content-length", b"%d" % len(body))
        headers = [*self.server_state.default_headers, *answer.headers, length, _CLOSE]
        self.transport.write(_head(answer.status, headers) + body)
        self.transport.close()


class HttpServer(uvicorn.Server):
    """uvicorn on a socket that is ours, in a loop that is ours, with signals that are ours.

    Args:
        app: what answers.
        listening: the socket.
        settings: of the server.
    """

    def __init__(self, app: Application, listening: socket.socket, settings: Settings) -> None:
        self._listening = listening
        logging.getLogger("uvicorn.error").setLevel(_NEVER)  # the application itself logs what goes wrong in it
        protocol: Any = functools.partial(Connection, settings)
        super().__init__(
            uvicorn.Config(
                cast(Any, app),  # ASGI in our own words
                http=protocol,
                ws="none",
                loop="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=math.ceil(settings.header_timeout),
                timeout_graceful_shutdown=math.ceil(settings.stop_timeout),
            )
        )

    async def run_until_stopped(self) -> None:
        """Answer requests until `stop`, and finish those under way."""
        await self.serve([self._listening])

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to who started this."""
        yield

    def stop(self) -> None:
        """Take no more requests."""
        self.should_exit = True


def _send_whole(cycle: RequestResponseCycle, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> bool:
    """Send an answer at once, in one packet where uvicorn makes two: a tenth of what a small answer costs us (docs/adr/0019).

    Returns:
        Whether it was sent; not where the client has not read what came before, since uvicorn can wait for that.

    Raises:
        ValueError: there is a line end in a header.
    """
    if cycle.flow.write_paused or cycle.response_started:
        return False
    if cycle.disconnected:
        return True
    headers = [*cycle.default_headers, *headers]
    if _CLOSE in headers:
        cycle.keep_alive = False
    elif not cycle.keep_alive:
        headers.append(_CLOSE)
    head = _head(status, headers)
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.transport.write(head + body)
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True


def _head(status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
    """Return the head of an answer.

    Raises:
        ValueError: there is a line end in a header.
    """
    lines = b"\r\n".join([name + b": " + value for name, value in headers])
    if not lines.count(b"\r") == lines.count(b"\n") == len(headers) - 1:
        raise ValueError(lines)
    return STATUS_LINE[status] + lines + b"\r\n\r\n"


def _head_too_large() -> HeadTooLargeError:
    return HeadTooLargeError(
        Text(
            f"De kop van het verzoek is groter dan {MAX_HEAD} bytes of heeft meer dan {_MOST_HEADERS} velden.",
            f"The head of the request is larger than {MAX_HEAD} bytes or has more than {_MOST_HEADERS} fields.",
        ),
        hint=Text("Stuur een lange query met POST.", "Send a long query by POST."),
    )
