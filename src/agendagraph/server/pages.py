"""The lane of the pages: the site, in threads of its own, which wait neither for anybody's query nor for a slow reader."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import io
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, quote_from_bytes, urlsplit

from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AgendaGraphError, BusyError
from agendagraph.protocol import caching, compression
from agendagraph.server.deployment import Deployment
from agendagraph.server.exchange import (
    Receive,
    Request,
    Response,
    Scope,
    Send,
    problem,
    read_body,
    send_file,
    send_whole,
)
from agendagraph.text import Text

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from agendagraph.store import Store

_COMPRESSIBLE: Final = (
    "text/",
    "application/javascript",
    "application/json",
    "application/problem+json",
    "application/ld+json",
    "image/svg+xml",
)
_SMALL: Final = 1_000_000
"""Up to so many bytes a file that can be compressed is kept, and sent compressed, as a page is."""

_ASIDE: Final = {b"content-length", b"x-sendfile", b"connection"}
_URL_SIGNS: Final = "%=&+;/?:@!$'()*,-._~[]|{}^`\"<>\\"


@dataclass(frozen=True, slots=True)
class _Made:
    """What the site made of a request: all of it, so that its thread is free before the first byte leaves."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    compressed: dict[str, bytes] = field(default_factory=dict)

    @property
    def lasts(self) -> bool:
        """Whether the next who asks gets the same."""
        return self.status == 200 and "no-store" not in self.header(b"cache-control")

    def header(self, name: bytes) -> str:
        return next((value.decode("latin-1") for key, value in self.headers if key == name), "")


class Pages:
    """Answers with pages.

    Args:
        threads: how many are made at once.
        asking: how many of these with a query in them, which wait in threads of their own: as many as may run and wait, and one
            more, which is told that it is too busy.
        address: public address of the site: the name of this host, whatever a visitor calls it.
        ask: answers the query that a visitor types into a page; the second argument says who asks, for a fair share.
        make: makes the site about a dataset.
    """

    def __init__(
        self,
        threads: int,
        asking: int,
        address: str,
        ask: Callable[[Job, str], Answer],
        make: Callable[[Store, Callable[[Job, str], Answer]], WSGIApplication],
    ) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._asking = ThreadPoolExecutor(asking, thread_name_prefix="asking")
        self._address = urlsplit(address)
        self._ask = ask
        self._make = make

    async def answer(
        self,
        scope: Scope,
        request: Request,
        receive: Receive,
        send: Send,
        here: Deployment | None,
        patience: float,
        body: bytes | None = None,
    ) -> Response:
        """Answer a request with what the site makes of it.

        Args:
            scope: of the connection.
            request: the same, read.
            receive, send: of the connection.
            here: the dataset in service.
            patience: seconds in which a body must arrive.
            body: of the request, where it was read already.

        Returns:
            What was sent, for the figures.
        """
        known = _key(request) if body is None and request.method in {"GET", "HEAD"} else None
        made: _Made | None = here.made.get(known) if here is not None and known else None
        how = "hit"
        try:
            if made is None:
                made, how = await self._make_anew(scope, request, receive, here, patience, body), "miss"
        except AgendaGraphError as error:
            response = problem(error, request)
            response.lane = "page"
            await send_whole(response, request, send)
            return response
        if path := made.header(b"x-sendfile"):
            response = Response(made.status, [one for one in made.headers if one[0] not in _ASIDE], lane="page")
            await send_file(response, Path(path), request, send)
            return response
        if known and here is not None and how == "miss" and made.lasts and request.method == "GET":
            here.made.put(known, made, 2 * len(made.body) + 1000)
        response = await self._sent(made, request)
        response.notes["cache"] = how
        await send_whole(response, request, send)
        return response

    async def _make_anew(
        self,
        scope: Scope,
        request: Request,
        receive: Receive,
        here: Deployment | None,
        patience: float,
        body: bytes | None,
    ) -> _Made:
        executor = self._executor if body is None else self._asking
        if body is None:
            has_body = request.method not in {"GET", "HEAD"}
            body = await read_body(request, receive, patience) if has_body else b""
        site, environment = await self.prepare(here), _environment(scope, request, body, self._address)
        return await asyncio.get_running_loop().run_in_executor(executor, _made_by, site, environment)

    async def prepare(self, here: Deployment | None) -> WSGIApplication:
        """Return the site about a dataset, made if need be.

        Raises:
            BusyError: there is no dataset yet.
            InputError: it cannot be read any more.
        """
        if here is None:
            raise BusyError(
                Text("De dataset wordt nog geladen.", "The dataset is still being loaded."),
                hint=Text("Probeer het zo weer.", "Try again in a moment."),
            )
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, here.pages, self._make, self._ask)

    async def _sent(self, made: _Made, request: Request) -> Response:
        """Return what is sent of a page: that it has not changed, or the page, compressed where that is wanted."""
        tag = made.header(b"etag")
        asked_for = request.headers.get("if-none-match", "")
        if made.status == 200 and tag and asked_for and caching.matches(asked_for, tag.removeprefix("W/")):
            kept = {b"etag", b"vary", b"cache-control", b"content-location", b"link"}
            return Response(304, [one for one in made.headers if one[0] in kept], lane="page")
        headers = [one for one in made.headers if one[0] not in _ASIDE]
        if request.method == "HEAD" and (length := made.header(b"content-length")):
            headers.append((b"content-length", length.encode()))
        encoding = compression.choose(request.headers.get("accept-encoding", ""))
        fitting = made.header(b"content-type").startswith(_COMPRESSIBLE) and not made.header(b"content-encoding")
        if not (encoding and fitting and len(made.body) >= compression.SMALLEST and made.status == 200):
            return Response(made.status, headers, (made.body,), lane="page")
        if encoding not in made.compressed:
            loop = asyncio.get_running_loop()
            made.compressed[encoding] = await loop.run_in_executor(
                self._executor, compression.compress, made.body, encoding
            )
        # what was compressed on the way has other bytes: its name is a weak one now
        headers = [(name, b"W/" + value if name == b"etag" and value[:1] == b'"' else value) for name, value in headers]
        vary = made.header(b"vary")
        headers = [one for one in headers if one[0] != b"vary"]
        headers.append((b"vary", (f"{vary}, Accept-Encoding" if vary else "Accept-Encoding").encode()))
        headers.append((b"content-encoding", encoding.encode()))
        return Response(200, headers, (made.compressed[encoding],), lane="page")


def _key(request: Request) -> tuple[Any, ...]:
    """Return what decides how a page about one dataset looks; the day is among it, since some tell what comes next."""
    asked = request.headers
    wanted = (asked.get("accept", "")[:500], asked.get("accept-language", "")[:200])
    return (request.path, request.query_string, *wanted, datetime.datetime.now(datetime.UTC).date())


def _environment(scope: Scope, request: Request, body: bytes, address: SplitResult) -> dict[str, Any]:
    """Return the WSGI environment of a request."""
    from a2wsgi.wsgi import build_environ

    asked = request.query_string
    known = {
        **scope,
        "query_string": asked if asked.isascii() else quote_from_bytes(asked, safe=_URL_SIGNS).encode(),
        "client": (request.client, 0),
    }
    environment: dict[str, Any] = dict(build_environ(known, io.BytesIO(body)))  # type: ignore[arg-type]
    environment |= {"wsgi.errors": sys.stderr, "CONTENT_LENGTH": str(len(body)), "wsgi.multiprocess": False}
    environment |= {"wsgi.url_scheme": address.scheme, "HTTP_HOST": address.netloc}
    return environment


def _made_by(app: WSGIApplication, environment: dict[str, Any]) -> _Made:
    from werkzeug.test import run_wsgi_app

    body, status, headers = run_wsgi_app(app, environment, buffered=False)
    try:
        file = headers.get("X-Sendfile", "")
        if file and status.startswith("200") and _is_like_a_page(Path(file), headers.get("Content-Type", "")):
            sent = Path(headers.pop("X-Sendfile")).read_bytes()
        else:
            sent = b"" if file else b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    made = _Made(int(status.split()[0]), raw, sent)
    if made.lasts and sent and not made.header(b"etag"):
        raw.append((b"etag", f'"{hashlib.blake2b(sent, digest_size=16).hexdigest()}"'.encode()))
        if not made.header(b"cache-control"):
            raw.append((b"cache-control", b"public, max-age=0, must-revalidate"))
    return made


def _is_like_a_page(file: Path, kind: str) -> bool:
    """Return whether a file is better kept and compressed than sent as it lies there: a style sheet, a script, a picture."""
    return kind.startswith(_COMPRESSIBLE) and file.stat().st_size <= _SMALL


def make_site(store: Store, ask: Callable[[Job, str], Answer], *, base_url: str, contact: str) -> WSGIApplication:
    """Return the site about a dataset."""
    from agendagraph.web import create_app

    app = create_app(store, ask=ask, base_url=base_url, contact=contact)
    app.config["USE_X_SENDFILE"] = True  # files are sent beside the threads that make pages
    return app
