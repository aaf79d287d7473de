"""One dataset in service: its workers, its pages, and what is remembered of its answers. A new dataset is a new deployment."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from agendagraph.engine.admission import Admission
from agendagraph.engine.job import Answer, Job
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Facts
from agendagraph.errors import DeadlineError, InputError
from agendagraph.protocol.caching import BoundedCache
from agendagraph.text import Text

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from agendagraph.store import Store

_GRAPHS = "SELECT ?graph (COUNT(*) AS ?size) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_CHECK = (
    "SELECT (COUNT(*) AS ?n) { { SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1 } UNION { SELECT * { ?s ?p ?o } LIMIT 1 } }"
)

_TRIES = 3


class Lane(Protocol):
    """What answers queries: a pool of workers here, or a server elsewhere."""

    @property
    def is_alive(self) -> bool:
        """Whether queries can be answered."""

    async def start(self) -> Facts:
        """Get ready."""

    async def answer(self, job: Job, client: str = "", seconds: float | None = None) -> Answer:
        """Answer a job of a client."""

    async def close(self) -> None:
        """End."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Plan:
    """What to serve.

    Attributes:
        lane: makes what answers queries.
        store: makes the dataset for the pages, from what the lane has found of it.
        where: the dataset in words, for messages.
        has_pages: whether the pages are about it, and are best made before anyone asks; else they are made when someone does.
    """

    lane: Callable[[Limits, Admission], Lane]
    store: Callable[[Facts], Store]
    where: str
    has_pages: bool = True


class Deployment:
    """A dataset in service.

    Args:
        plan: what to serve.
        limits: of every query.
        admission: who may run now; shared with the deployments before and after.
        cache: bytes of answers that are remembered.
    """

    facts: Facts

    def __init__(self, plan: Plan, limits: Limits, admission: Admission, cache: int) -> None:
        self.limits = limits
        self.pool = plan.lane(limits, admission)
        self.cache: BoundedCache[Any, Any] = BoundedCache(cache)
        self.hot: BoundedCache[Any, Any] = BoundedCache(cache)
        self.made: BoundedCache[Any, Any] = BoundedCache(cache)
        self.loaded = 0.0
        self.inside = 0
        self._plan = plan
        self._pages: WSGIApplication | None = None
        self._lock = threading.Lock()
        self._graphs: list[tuple[str, int]] | None = None
        self._drained = asyncio.Event()
        self._retired = False

    async def start(self) -> Deployment:
        """Load the dataset, and see that it answers.

        Raises:
            InputError: it cannot be loaded, or is empty, or does not answer.
        """
        self.facts = await self.pool.start()
        try:
            answer = await self._checked()
            found = json.loads(answer.body)["results"]["bindings"][0]["n"]["value"]
        except BaseException:
            await self.pool.close()
            raise
        if found == "0":
            await self.pool.close()
            raise InputError(Text("De dataset is leeg.", "The dataset is empty."), where=self._plan.where)
        self.loaded = time.time()
        return self

    async def _checked(self) -> Answer:
        """Return what a first query gives; on a busy machine the first worker may come too late for a visitor's patience."""
        job = Job("query", _CHECK, "urn:check", most=10_000)
        for _ in range(_TRIES - 1):
            with contextlib.suppress(DeadlineError):
                return await self.pool.answer(job, "check")
        return await self.pool.answer(job, "check")

    @property
    def has_pages(self) -> bool:
        """Whether pages are best made before anyone asks."""
        return self._plan.has_pages

    async def graphs(self) -> list[tuple[str, int]]:
        """Return the named graphs with their sizes; they are counted once."""
        if self._graphs is None:
            answer = await self.pool.answer(Job("query", _GRAPHS, "urn:graphs"), "description")
            rows = json.loads(answer.body)["results"]["bindings"]
            self._graphs = sorted((row["graph"]["value"], int(row["size"]["value"])) for row in rows if "graph" in row)
        return self._graphs

    def pages(
        self, make: Callable[[Store, Callable[[Job, str], Answer]], WSGIApplication], ask: Callable[[Job, str], Answer]
    ) -> WSGIApplication:
        """Return the pages about this dataset; they are made when the first is asked for, in the thread that asks.

        Raises:
            InputError: the files have changed since the workers read them.
        """
        with self._lock:
            if self._pages is None:
                self._pages = make(self._plan.store(self.facts), ask)
            return self._pages

    def enter(self) -> None:
        """Count a request that this deployment answers."""
        self.inside += 1

    def leave(self) -> None:
        """Count it no more."""
        self.inside -= 1
        if self._retired and not self.inside:
            self._drained.set()

    async def retire(self, patience: float) -> None:
        """Finish the requests that are inside, and then end the workers."""
        self._retired = True
        if self.inside:
            try:
                async with asyncio.timeout(patience):
                    await self._drained.wait()
            except TimeoutError:
                pass
        await self.pool.close()
