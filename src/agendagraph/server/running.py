"""The life of a server: listen, load, serve, load anew at SIGHUP, and stop without cutting anybody off."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from collections.abc import Callable, Coroutine
from typing import Any, Final

from agendagraph.errors import AgendaGraphError, InputError
from agendagraph.server.app import Application
from agendagraph.server.connection import HttpServer
from agendagraph.server.deployment import Deployment, Plan
from agendagraph.server.log import AccessLog
from agendagraph.server.settings import Settings
from agendagraph.text import Text

log = logging.getLogger("agendagraph.server")

_BACKLOG: Final = 2048
_LOOK_EVERY: Final = 0.2
_LOOK_SELDOM: Final = 60.0
"""Seconds between two looks whether the dataset is there; the longest where it does not come back."""

_OVERLAP: Final = 30.0
"""Seconds that requests on a dataset that was replaced may still take."""


class Server:
    """One server process.

    Args:
        settings: of the server.
        plan: called at the start, and again whenever new data are to be loaded: reads what is to be served.
        say: tells the person at the terminal something.
    """

    def __init__(self, settings: Settings, plan: Callable[[], Plan], say: Callable[[Text], None]) -> None:
        self._settings = settings
        self._plan = plan
        self._say = say
        self._socket = listen(settings.host, settings.port)
        self.address = settings.base_url or address_of(self._socket)
        self.app = Application(settings, self.address, AccessLog(settings.access_log))
        self._stopping: asyncio.Event
        self._loading: asyncio.Lock
        self._beside: set[asyncio.Task[Any]] = set()

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until SIGTERM or SIGINT.

        Args:
            ready: called once, when requests are answered.

        Raises:
            InputError: the dataset cannot be loaded.
        """
        try:
            import uvloop

            uvloop.run(self._run(ready))
        except ImportError:
            asyncio.run(self._run(ready))

    async def _run(self, ready: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        self.app.loop = loop
        self._stopping, self._loading = asyncio.Event(), asyncio.Lock()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        loop.add_signal_handler(signal.SIGHUP, self._renew)
        server = HttpServer(self.app, self._socket, self._settings)
        serving = loop.create_task(server.run_until_stopped())
        logging_ = loop.create_task(self.app.access.keep_writing())
        stopping = loop.create_task(self._stopping.wait())
        try:
            load = loop.create_task(self._load())
            await asyncio.wait({load, stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
            if load.done():
                load.result()
                ready()
                if self.app.current is not None and self.app.current.has_pages:
                    self._keep(self._prepare_first(self.app.current))
                self._keep(self._mend())
                await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
            else:
                load.cancel()
            if serving.done():
                serving.result()
        finally:
            await self._stop(server, serving)
            logging_.cancel()
            self.app.access.flush()

    async def _load(self) -> None:
        """Put what the plan says into service; what was there stays until the new one answers.

        Raises:
            AgendaGraphError: it cannot be; what was there stays.
        """
        async with self._loading:
            plan = await asyncio.get_running_loop().run_in_executor(None, self._plan)
            settings = self._settings
            deployment = Deployment(plan, settings.limits, self.app.admission, settings.cache * 1_000_000)
            await deployment.start()
            if self.app.current is not None and deployment.has_pages:
                await self._prepare(deployment)
            if before := self.app.put_in_service(deployment):
                self._keep(before.retire(_OVERLAP))
            _settle()
            self.app.metrics.reloads.labels("loaded").inc()

    async def _prepare_first(self, deployment: Deployment) -> None:
        """Make the pages of the first dataset, which is in service already."""
        await self._prepare(deployment)
        _settle()

    async def _prepare(self, deployment: Deployment) -> None:
        """Make the pages of a dataset.

        Raises:
            AgendaGraphError: they cannot be made; the workers of the dataset are ended.
        """
        try:
            await self.app.pages.prepare(deployment)
        except BaseException:
            await deployment.pool.close()
            raise

    def _keep(self, work: Coroutine[Any, Any, Any]) -> None:
        """Let something run beside everything else; it ends with the server."""
        task = asyncio.get_running_loop().create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def _renew(self) -> None:
        """Load the data anew, beside those in service."""
        try:
            self.app.access.reopen()
        except AgendaGraphError as error:
            self._say(Text(error.sentence("nl"), error.sentence("en")))
        self._keep(self._try_to_load())

    async def _mend(self) -> None:
        """Load the data anew where the process that holds them has gone, such as by lack of memory."""
        pause = _LOOK_EVERY
        while True:
            await asyncio.sleep(pause)
            if self.app.current is None or self.app.current.pool.is_alive:
                pause = _LOOK_EVERY
            else:
                pause = min(2 * pause, _LOOK_SELDOM)
                log.error("the process that holds the data has ended; they are loaded anew")
                await self._try_to_load()

    async def _try_to_load(self) -> None:
        try:
            await self._load()
            self._say(Text("De nieuwe gegevens zijn in dienst.", "The new data are in service."))
        except AgendaGraphError as error:
            self.app.failed = error.sentence("en")
            self.app.metrics.reloads.labels("failed").inc()
            self._say(
                Text(
                    f"De nieuwe gegevens zijn niet geladen, de vorige blijven: {error.sentence('nl')}",
                    f"The new data were not loaded, those before stay: {error.sentence('en')}",
                )
            )
        except Exception as error:
            self.app.failed = type(error).__name__
            self.app.metrics.reloads.labels("failed").inc()
            log.error("reload", exc_info=error)

    async def _stop(self, server: HttpServer, serving: asyncio.Task[None]) -> None:
        """Take no more requests, finish those under way, and end every process."""
        server.stop()
        with contextlib.suppress(Exception, asyncio.CancelledError):
            async with asyncio.timeout(self._settings.stop_timeout):
                await serving
        serving.cancel()
        for task in list(self._beside):
            task.cancel()
        if self.app.current is not None:
            await self.app.current.retire(self._settings.stop_timeout)
        self._socket.close()


def _settle() -> None:
    """Take what is loaded for what stays: no collection of garbage is to walk through all of it while somebody waits.

    What was in service before is looked through here, once more.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: the address or the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG, reuse_port=False)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError(
            Text(f"Hier kan niet geluisterd worden ({reason}).", f"Cannot listen here ({reason})."),
            where=f"{host}:{port}",
            hint=Text("Kies een andere poort met --port.", "Choose another port with --port."),
        ) from error


def address_of(listening: socket.socket) -> str:
    """Return the address at which a listening socket is reached from this machine."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
