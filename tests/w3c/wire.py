"""Requests exactly as a manifest has them: no header is added but Host and Content-Length."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.servers import HOST, Served

SECONDS = 30.0


@dataclass(frozen=True)
class Request:
    """A request: what is sent, and what a suite expects of the answer."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class Response:
    """An answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def __str__(self) -> str:
        return f"{self.status} {self.media_type} {self.body[:300].decode('utf-8', 'replace')}"


def send(served: Served, request: Request) -> Response:
    """Send a request over a connection of its own and return the whole answer."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=SECONDS)
    try:
        connection.putrequest(request.method, request.path, skip_accept_encoding=True)
        for name, value in request.headers.items():
            connection.putheader(name, value)
        if request.body is not None or request.method in {"POST", "PUT"}:
            connection.putheader("Content-Length", str(len(request.body or b"")))
        connection.endheaders(request.body)
        answer = connection.getresponse()
        return Response(answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()
