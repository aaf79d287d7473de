"""`agendagraph serve` as a process of its own on a free port of this machine, and asking it over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, "-m", "agendagraph"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    address: str

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        assert parts.hostname
        assert parts.port
        return parts.hostname, parts.port

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 30,
    ) -> Reply:
        """Send one request over a connection of its own."""
        connection = http.client.HTTPConnection(*self.place, timeout=timeout)
        try:
            connection.request(method, path, body, {} if headers is None else dict(headers))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, names, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        """Get an address; `accept_language="en"` is the header Accept-Language."""
        return self.request("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def ask(self, query: str, way: str = "get", accept: str = "", **fields: str) -> Reply:
        """Send a query in one of the three ways of the protocol."""
        headers = {"Accept": accept} if accept else {}
        if way == "get":
            return self.request("GET", f"/sparql?{urlencode({'query': query, **fields})}", headers)
        if way == "form":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self.request("POST", "/sparql", headers, urlencode({"query": query, **fields}).encode())
        headers["Content-Type"] = "application/sparql-query"
        return self.request("POST", f"/sparql?{urlencode(fields)}", headers, query.encode())


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command of this tree, without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AGENDAGRAPH_")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"} | more


@contextmanager
def serving(*options: str, before: tuple[str, ...] = (), **more: str) -> Iterator[Served]:
    """Run the server; see that it is gone afterwards.

    Args:
        options: of the command `serve`.
        before: options in front of the command, such as the dataset.
        more: environment variables.
    """
    process = subprocess.Popen(
        [*COMMAND, *before, "serve", "--port", "0", *options],
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.fullmatch(r"AgendaGraph: (https?://[^ ]+)  \(Ctrl\+C stopt\)\n", line)
        assert found, line + process.stderr.read()
        yield Served(process, found[1])
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
