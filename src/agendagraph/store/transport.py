"""A question to a SPARQL server over HTTP, within limits of ours: a whole answer in time, or an error.

The server is one that the operator chose, and still nothing of it is trusted: it may hang, drip, never stop, cut off, send us
elsewhere or answer with something else.
"""

from __future__ import annotations

import base64
import http.client
import io
import os
import socket
import ssl
import time
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn
from urllib.parse import SplitResult, urlencode, urlsplit

from agendagraph.errors import (
    AnswerTooLargeError,
    DeadlineError,
    InputError,
    QuerySyntaxError,
    StoreError,
)
from agendagraph.text import Text

SECONDS: Final = 30.0
MAX_BYTES: Final = 64_000_000
_CHUNK: Final = 65_536
_CUT_HEADERS: Final = ("X-SPARQL-MaxRows", "X-SQL-State")
"""With these a Virtuoso says that it left something out: the answer was longer than it gives, or took longer."""

_CHECK: Final = Text("Controleer het adres en de server.", "Check the address and the server.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent, whole."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL server at an address.

    Attributes:
        address: where it answers queries, `http://…` or `https://…`.
        seconds: how long an answer may take, from the first look-up of the name to its last byte.
        most: how many bytes an answer may have.
    """

    address: str
    seconds: float = SECONDS
    most: int = MAX_BYTES
    _parts: SplitResult = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no address.

        Raises:
            InputError: it is not of HTTP, has a password in it, or is no address at all.
        """
        try:
            parts = urlsplit(self.address)
            sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
            sound = sound and self.address.isascii() and self.address.isprintable() and " " not in self.address
        except ValueError:
            sound = False
        if not sound or parts.fragment:
            raise InputError(
                Text("Dit is geen adres van een SPARQL-server.", "This is no address of a SPARQL server."),
                where=self.address[:200],
                hint=Text("Schrijf bijvoorbeeld: http://localhost:7878/query", "Write: http://localhost:7878/query"),
            )
        if "@" in parts.netloc:
            raise InputError(
                Text("Zet geen wachtwoord in het adres.", "Put no password into the address."),
                where=parts.hostname or "",
                hint=_CREDENTIALS,
            )
        object.__setattr__(self, "_parts", parts)

    def ask(
        self, query: str, accept: str, seconds: float | None = None, dataset: tuple[tuple[str, str], ...] = ()
    ) -> Answer:
        """Send a query and return the whole answer.

        Args:
            query: complete SPARQL.
            accept: the media types that are read.
            seconds: another deadline than that of the endpoint.
            dataset: names and values of the protocol's parameters that choose graphs.

        Raises:
            DeadlineError: there was no whole answer in time.
            AnswerTooLargeError: the answer is larger than we take.
            QuerySyntaxError: the server does not take the query.
            StoreError: the server cannot be reached, or what it sent is no whole answer.
        """
        allowed = self.seconds if seconds is None else seconds
        wire = _Wire(time.monotonic() + allowed)
        try:
            response = self._send(wire, query, accept, dataset)
            body = self._body(response)
        except TimeoutError as error:
            raise DeadlineError(
                Text(
                    f"De SPARQL-server antwoordde niet binnen {allowed:g} seconden.",
                    f"The SPARQL server did not answer within {allowed:g} seconds.",
                ),
                hint=Text("Maak de query specifieker of voeg LIMIT toe.", "Make the query more specific or add LIMIT."),
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise self.fault(
                Text(
                    f"De SPARQL-server geeft geen heel antwoord ({reason}).",
                    f"The SPARQL server gives no whole answer ({reason}).",
                )
            ) from error
        finally:
            wire.hang_up()
        if response.status != 200:
            self._refused(response, body)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(media_type, body)

    def fault(self, message: Text, hint: Text = _CHECK) -> StoreError:
        """Return an error about this server."""
        return StoreError(message, where=self.address, hint=hint)

    def _send(
        self, wire: _Wire, query: str, accept: str, dataset: tuple[tuple[str, str], ...]
    ) -> http.client.HTTPResponse:
        host, port, left = self._parts.hostname or "", self._parts.port, wire.left()
        connection = (
            http.client.HTTPSConnection(host, port, timeout=left, context=ssl.create_default_context())
            if self._parts.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=left)
        )
        connection.connect()
        wire.take(connection.sock)
        connection.sock = wire
        headers = {
            "Accept": accept,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "AgendaGraph",
            **_authorization(),
        }
        path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        connection.request("POST", path, urlencode([("query", query), *dataset]).encode("ascii"), headers)
        return connection.getresponse()

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        """Return all that the server sends, and know that it is all."""
        chunks: list[bytes] = []
        size = 0
        while size + (response.length or 0) <= self.most and (chunk := response.read(_CHUNK)):
            chunks.append(chunk)
            size += len(chunk)
        if size + (response.length or 0) > self.most:
            raise AnswerTooLargeError(
                Text(
                    f"Het antwoord van de SPARQL-server is groter dan {self.most // 1_000_000} MB.",
                    f"The answer of the SPARQL server is larger than {self.most // 1_000_000} MB.",
                ),
                hint=Text("Voeg LIMIT toe of vraag minder kolommen.", "Add LIMIT or ask for fewer columns."),
            )
        if response.length or (response.length is None and not response.chunked):
            raise http.client.IncompleteRead(b"")  # it stopped early, or nothing tells whether it did
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise http.client.UnknownTransferEncoding
        if response.status == 200 and any(name in response.headers for name in _CUT_HEADERS):
            raise self.fault(
                Text("De SPARQL-server gaf maar een deel van het antwoord.", "The SPARQL server left something out."),
                Text(
                    "Verruim daar het aantal rijen en de tijd per query.",
                    "Allow more rows and more time per query there.",
                ),
            )
        return b"".join(chunks)

    def _refused(self, response: http.client.HTTPResponse, body: bytes) -> NoReturn:
        """Say what an answer that is no answer means."""
        status = response.status
        if status == 400:
            said = _shown(body.decode("utf-8", "replace"))
            raise QuerySyntaxError(
                Text(f"De SPARQL-server wijst de query af: {said}", f"The SPARQL server refuses the query: {said}")
            )
        if 300 <= status < 400:
            target = _shown(response.headers.get("Location", ""))
            raise self.fault(
                Text("De SPARQL-server verwijst naar een ander adres.", "The SPARQL server sends us elsewhere."),
                Text(f"Geef zelf het goede adres: {target}", f"Give the right address yourself: {target}"),
            )
        raise self.fault(
            Text(
                f"De SPARQL-server antwoordt met status {status}.", f"The SPARQL server answers with status {status}."
            ),
            _CREDENTIALS if status in {401, 403} else _CHECK,
        )


class _Wire:
    """A socket that gives up when the time is up, however slowly the other side sends.

    The time limit of a socket counts from byte to byte, so that a server that drips would hold us for ever.
    """

    def __init__(self, until: float) -> None:
        self._until = until
        self._socket: socket.socket | None = None

    def take(self, connected: socket.socket) -> None:
        self._socket = connected

    def left(self) -> float:
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def _ready(self) -> socket.socket:
        assert self._socket is not None
        self._socket.settimeout(self.left())
        return self._socket

    def sendall(self, data: bytes) -> None:
        self._ready().sendall(data)

    def receive(self, buffer: Any) -> int:
        return self._ready().recv_into(buffer)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self), _CHUNK)

    def close(self) -> None:
        """Do nothing: the answer is still to be read when `http.client` lets go of its socket."""

    def hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close()


class _Stream(io.RawIOBase):
    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._wire.receive(buffer)


def _authorization() -> dict[str, str]:
    """Return the header with the name and password of this process' environment, if any."""
    user = os.environ.get("AGENDAGRAPH_STORE_USER", "")
    if not user:
        return {}
    pair = f"{user}:{os.environ.get('AGENDAGRAPH_STORE_PASSWORD', '')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}


_CREDENTIALS: Final = Text(
    "Geef naam en wachtwoord met AGENDAGRAPH_STORE_USER en AGENDAGRAPH_STORE_PASSWORD.",
    "Give name and password with AGENDAGRAPH_STORE_USER and AGENDAGRAPH_STORE_PASSWORD.",
)


def _shown(text: str) -> str:
    """Return the start of what a server says, as it can be shown."""
    line = " ".join(text.split())[:200]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
