"""The application: every request, from the first byte to the line in the log. ASGI, so that any such server can run it."""

from __future__ import annotations

import asyncio
import functools
import json
import logging
import time
from typing import Any, Final

from agendagraph.engine.admission import Admission
from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AgendaGraphError, BusyError, MethodError, StoreError
from agendagraph.problems import for_visitors
from agendagraph.protocol.request import METHODS, READING
from agendagraph.server import metrics
from agendagraph.server.deployment import Deployment
from agendagraph.server.endpoint import PATHS, STORE, Endpoint, NeedsPage
from agendagraph.server.exchange import (
    OPEN_HEADERS,
    Receive,
    Request,
    Response,
    Scope,
    Send,
    problem,
    read,
    read_body,
    send_whole,
)
from agendagraph.server.log import AccessLog
from agendagraph.server.metrics import Metrics
from agendagraph.server.pages import Pages, make_site
from agendagraph.server.settings import Settings
from agendagraph.text import Text

log = logging.getLogger("agendagraph.server")

_LARGE: Final = 1_000_000
_MOST_UNREAD: Final = 8
"""So many of the largest answers may be on their way at once; those below `_LARGE` bytes always may."""

_NO_STORE: Final = (b"cache-control", b"no-store")
_PREFLIGHT: Final = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (
        b"access-control-allow-headers",
        b"Accept, Accept-Language, Content-Type, If-None-Match, Cache-Control, X-Request-Id, Authorization",
    ),
    (b"access-control-max-age", b"86400"),
]


class Application:
    """Answers requests about the dataset that is in service.

    Args:
        settings: of the server.
        address: public address of the site.
        access: where requests are logged.
    """

    def __init__(self, settings: Settings, address: str, access: AccessLog) -> None:
        self.settings = settings
        self.access = access
        self.metrics = Metrics()
        self.admission = Admission(settings.limits)
        self.endpoint = Endpoint(address)
        self.pages = Pages(
            settings.page_threads,
            settings.running + settings.waiting + 1,
            address,
            self.ask,
            functools.partial(make_site, base_url=address, contact=settings.contact_uri),
        )
        self.current: Deployment | None = None
        self.failed = ""
        self._unread = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self._own: Final = {"/health": self._health, "/health/live": self._live, "/health/ready": self._ready}

    def put_in_service(self, deployment: Deployment) -> Deployment | None:
        """Answer from another dataset from now on, and return the one before; requests under way end where they began."""
        before, self.current = self.current, deployment
        self.failed = ""
        self.metrics.quads.set(deployment.facts.quads)
        self.metrics.loaded.set(deployment.loaded)
        return before

    def ask(self, job: Job, client: str) -> Answer:
        """Answer a job of a visitor of a page, in the public lane; called from the threads that make pages."""
        assert self.loop is not None
        if self.current is None:
            raise _starting()
        future = asyncio.run_coroutine_threadsafe(self.current.pool.answer(job, client), self.loop)
        return future.result()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection of a server."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        began = time.perf_counter()
        request = read(scope, self.settings.proxies)
        here = self.current
        if here is not None:
            here.enter()
        try:
            response = await self._respond(scope, request, receive, send, here)
        except asyncio.CancelledError:
            response = Response(499, [], lane="gone")
        finally:
            if here is not None:
                here.leave()
        self._account(request, response, time.perf_counter() - began)

    async def _respond(
        self, scope: Scope, request: Request, receive: Receive, send: Send, here: Deployment | None
    ) -> Response:
        try:
            response = await self._programs(request, receive, here)
            if response is None:
                return await self.pages.answer(scope, request, receive, send, here, self.settings.body_timeout)
        except NeedsPage as wanted:
            return await self.pages.answer(
                scope, request, receive, send, here, self.settings.body_timeout, wanted.args[0]
            )
        except AgendaGraphError as error:
            response = self._wrong(error, request)
        except Exception as error:
            log.error("request %s", request.id, exc_info=error)
            wrong = Text("Er ging iets mis bij ons.", "Something went wrong on our side.")
            response = self._wrong(AgendaGraphError(wrong, where=request.id), request)
        return await self._send(response, request, send)

    async def _send(self, response: Response, request: Request, send: Send) -> Response:
        """Send a response; a large one only where those that are being read leave memory for it."""
        length = sum(map(len, response.parts))
        if length > _LARGE and self._unread + length > _MOST_UNREAD * self.settings.limits.answer:
            response, length = self._wrong(_too_much_unread(), request), 0
        self._unread += length
        try:
            await send_whole(response, request, send)
        finally:
            self._unread -= length
        return response

    def _wrong(self, error: AgendaGraphError, request: Request) -> Response:
        self.metrics.problems.labels(error.code).inc()
        if isinstance(error, StoreError):
            log.error("request %s: %s", request.id, error.sentence("en"))
        return problem(for_visitors(error), request)

    async def _programs(self, request: Request, receive: Receive, here: Deployment | None) -> Response | None:
        """Return the response where this is for programs; None where it is for the pages."""
        path = request.path
        is_store = path == STORE or path.startswith(STORE + "/")
        if path in PATHS or is_store:
            if request.method == "OPTIONS":
                return _options(READING if is_store else METHODS)
            if here is None:
                raise _starting()
            if is_store:
                return await self.endpoint.graph(request, receive, here)
            return await self._sparql(request, receive, here)
        if path in self._own or path in {"/metrics", "/.well-known/security.txt"}:
            if request.method not in {"GET", "HEAD"}:
                raise MethodError(READING)
            if path == "/metrics":
                return self._metrics()
            if path in self._own:
                return self._own[path]()
            return self._security_txt()
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return _options(READING)
        return None

    async def _sparql(self, request: Request, receive: Receive, here: Deployment) -> Response:
        if request.method not in METHODS:
            raise MethodError(METHODS)
        body = b""
        if request.method == "POST":
            body = await read_body(request, receive, self.settings.body_timeout)
        try:
            return await self.endpoint.sparql(request, body, receive, here)
        except NeedsPage:
            raise NeedsPage(body) from None

    def _metrics(self) -> Response:
        self.metrics.running.set(self.admission.running)
        self.metrics.waiting.set(self.admission.waiting)
        headers = [*OPEN_HEADERS, (b"content-type", metrics.CONTENT_TYPE.encode()), _NO_STORE]
        return Response(200, headers, (self.metrics.exposed(),), lane="own")

    def _health(self) -> Response:
        here = self.current
        ready = here is not None and here.pool.is_alive
        values: dict[str, Any] = {"ok": ready, "live": True, "ready": ready}
        if here is not None:
            values |= {
                "fingerprint": here.facts.fingerprint,
                "quads": here.facts.quads,
                "age_seconds": round(time.time() - here.loaded, 1),
                "queries_running": self.admission.running,
                "queries_waiting": self.admission.waiting,
            }
        if self.failed:
            values["reload_failed"] = self.failed
        return _json(200 if ready else 503, values)

    def _live(self) -> Response:
        return _json(200, {"live": True})

    def _ready(self) -> Response:
        ready = self.current is not None and self.current.pool.is_alive
        return _json(200 if ready else 503, {"ready": ready})

    def _security_txt(self) -> Response:
        if not self.settings.contact:
            from agendagraph.errors import AbsentError

            raise AbsentError(
                Text("Er is geen contactadres ingesteld.", "No contact address is set."),
                hint=Text("Stel het in met --contact.", "Set it with --contact."),
            )
        expires = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 180 * 86400))
        lines = (
            f"Contact: {self.settings.contact_uri}",
            f"Expires: {expires}",
            "Preferred-Languages: nl, en",
            f"Canonical: {self.endpoint.address}/.well-known/security.txt",
        )
        headers = [*OPEN_HEADERS, (b"content-type", b"text/plain; charset=utf-8")]
        return Response(200, headers, (("\n".join(lines) + "\n").encode(),), lane="own")

    def _account(self, request: Request, response: Response, seconds: float) -> None:
        """Count a request, and log it where there is a log."""
        self.metrics.count(response.lane, response.status, seconds, response.notes.get("cache", "miss"))
        if self.access.is_on:
            self.access.write(
                id=request.id,
                method=request.method,
                path=request.path[:300],
                status=response.status,
                ms=seconds * 1000,
                bytes=response.length,
                lane=response.lane,
                **response.notes,
            )


def _options(methods: tuple[str, ...]) -> Response:
    return Response(204, [*OPEN_HEADERS, *_PREFLIGHT, (b"allow", ", ".join(methods).encode())], lane="own")


def _json(status: int, values: dict[str, Any]) -> Response:
    headers = [*OPEN_HEADERS, (b"content-type", b"application/json"), _NO_STORE]
    return Response(status, headers, (json.dumps(values).encode() + b"\n",), lane="own")


def _too_much_unread() -> BusyError:
    return BusyError(
        Text("Er wachten te veel grote antwoorden op hun lezers.", "Too many large answers wait for their readers."),
        hint=Text(
            "Probeer het over enkele seconden weer, of voeg LIMIT toe.", "Try again in a few seconds, or add LIMIT."
        ),
        retry_after=10,
    )


def _starting() -> BusyError:
    return BusyError(
        Text("De dataset wordt nog geladen.", "The dataset is still being loaded."),
        hint=Text("Probeer het zo weer.", "Try again in a moment."),
    )


async def _lifespan(receive: Receive, send: Send) -> None:
    """Tell a server that asks that there is nothing to prepare: who starts the application does that."""
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
