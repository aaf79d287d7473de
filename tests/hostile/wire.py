"""Bytes to a server and its answer, without a library that would tidy up what is sent."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import quote, quote_plus

HOST: Final = "127.0.0.1"
LONGEST: Final = 15.0
"""Seconds after which an answer is taken to never come."""


@dataclass(frozen=True)
class Reply:
    """What came back: status 0 where the connection was closed without an answer."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def connect(port: int, seconds: float = LONGEST) -> socket.socket:
    """Return a connection."""
    connection = socket.create_connection((HOST, port), timeout=seconds)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def exchange(port: int, sent: bytes | Iterable[bytes], *, half_close: bool = False, seconds: float = LONGEST) -> Reply:
    """Send bytes, in pieces where there are more, and return the first answer; who stops reading early is no failure."""
    began = time.perf_counter()
    with connect(port, seconds) as connection:
        try:
            for piece in [sent] if isinstance(sent, bytes) else sent:
                connection.sendall(piece)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough: its answer may be there
        return read(connection, began, head=isinstance(sent, bytes) and sent.startswith(b"HEAD "))


def read(connection: socket.socket, began: float = 0.0, *, head: bool = False) -> Reply:
    """Return the next answer of a connection."""
    began = began or time.perf_counter()
    response = http.client.HTTPResponse(connection, method="HEAD" if head else "GET")
    try:
        response.begin()
        body = response.read()
    except (http.client.BadStatusLine, ConnectionResetError, http.client.IncompleteRead):
        return Reply(0, seconds=time.perf_counter() - began)
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Reply(response.status, headers, body, time.perf_counter() - began)


def request(
    target: str | bytes = "/sparql",
    body: bytes | None = None,
    kind: str = "",
    headers: str | bytes = "",
    *,
    method: str = "",
    host: str = "localhost",
) -> bytes:
    """Return a request as it goes over the wire; `headers` are lines as they are, each with its own end."""
    path = target.encode() if isinstance(target, str) else target
    more = headers.encode() if isinstance(headers, str) else headers
    verb = method or ("GET" if body is None else "POST")
    lines = [f"{verb} ".encode() + path + b" HTTP/1.1\r\n", f"Host: {host}\r\nConnection: close\r\n".encode(), more]
    if kind:
        lines.append(f"Content-Type: {kind}\r\n".encode())
    if body is not None:
        lines.append(f"Content-Length: {len(body)}\r\n".encode())
    return b"".join([*lines, b"\r\n", body or b""])


def get(query: str | bytes, more: str = "", headers: str | bytes = "", path: str = "/sparql") -> bytes:
    """Return the request that asks a query by GET; `more` are further fields, encoded already."""
    return request(f"{path}?query={quote(query, safe='')}{more}", headers=headers)


def form(query: str, more: str = "", headers: str = "", path: str = "/sparql") -> bytes:
    """Return the request that asks a query as a form."""
    body = f"query={quote_plus(query)}{more}".encode()
    return request(path, body, "application/x-www-form-urlencoded", headers)


def direct(query: str | bytes, headers: str = "", path: str = "/sparql") -> bytes:
    """Return the request that sends a query as it is."""
    body = query.encode("utf-8", "surrogatepass") if isinstance(query, str) else query
    return request(path, body, "application/sparql-query", headers)


def ask(port: int, query: str, accept: str = "application/sparql-results+json", seconds: float = LONGEST) -> Reply:
    """Ask a query as any client would."""
    return exchange(port, direct(query, f"Accept: {accept}\r\n"), seconds=seconds)


def bindings(reply: Reply) -> list[dict[str, Any]]:
    """Return the rows of an answer in JSON."""
    return cast(list[dict[str, Any]], reply.json["results"]["bindings"])
