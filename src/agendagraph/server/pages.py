"""The lane of the pages: the Flask site, in threads of its own, which never wait for anybody's query."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AgendaGraphError, BusyError
from agendagraph.server.deployment import Deployment
from agendagraph.server.exchange import Message, Receive, Request, Response, Scope, Send, problem, read_body, send_whole
from agendagraph.text import Text

if TYPE_CHECKING:
    from flask import Flask

    from agendagraph.store import Store


class Pages:
    """Answers with pages.

    Args:
        threads: how many are made at once.
        address: public address of the site.
        ask: answers the queries that visitors type into a page.
    """

    def __init__(self, threads: int, address: str, ask: Callable[[Job], Answer]) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._address = address
        self._ask = ask

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
            body: of the request, where it was read already.

        Returns:
            The status and length of what was sent, for the figures.
        """
        try:
            if body is None:
                has_body = request.method not in {"GET", "HEAD"}
                body = await read_body(request, receive, patience) if has_body else b""
            app = await self.prepare(here)
        except AgendaGraphError as error:
            response = problem(error, request)
            response.lane = "page"
            await send_whole(response, request, send)
            return response
        return await self._pass_on(app, scope, request, body, receive, send)

    async def prepare(self, here: Deployment | None) -> Flask:
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

    def _make(self, store: Store, ask: Callable[[Job], Answer]) -> Flask:
        from agendagraph.web import create_app

        return create_app(store, ask=ask, address=self._address)

    async def _pass_on(
        self, app: Flask, scope: Scope, request: Request, body: bytes, receive: Receive, send: Send
    ) -> Response:
        from a2wsgi.wsgi import WSGIResponder

        sent = Response(500, [], lane="page")
        unread = [body]

        async def replay() -> Message:
            if unread:
                return {"type": "http.request", "body": unread.pop(), "more_body": False}
            return await receive()

        async def note(message: Any) -> None:
            if message["type"] == "http.response.start":
                sent.status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request.id.encode())]
            await send(message)

        await WSGIResponder(app, self._executor, 10)(scope, replay, note)  # type: ignore[arg-type]
        return sent
