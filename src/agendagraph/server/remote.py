"""The public lane where another SPARQL server holds the dataset: queries are passed on, within our limits."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from agendagraph import results
from agendagraph.engine.admission import Admission
from agendagraph.engine.job import Answer, Job
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Facts
from agendagraph.errors import AbsentError, AnswerTooLargeError, NotAcceptableError
from agendagraph.formats import FORMATS, of_kind
from agendagraph.sparql import guard
from agendagraph.store.remote import RemoteStore
from agendagraph.text import Text


class PassOn:
    """Answers jobs as `engine.Pool` does, by a server elsewhere.

    Args:
        address: where that server answers queries.
        limits: of every query, and of all together.
        admission: who may run now.
    """

    def __init__(self, address: str, limits: Limits, admission: Admission) -> None:
        self.limits = limits
        self.admission = admission
        self._address = address
        self._store: RemoteStore | None = None
        self._executor = ThreadPoolExecutor(limits.running, thread_name_prefix="remote")

    @property
    def is_alive(self) -> bool:
        """Whether the server was reached."""
        return self._store is not None

    async def start(self) -> Facts:
        """Reach the server, and see what it holds.

        Raises:
            InputError, StoreError: it holds no dataset of ours, or cannot be reached.
        """
        loop = asyncio.get_running_loop()
        store = await loop.run_in_executor(
            self._executor, lambda: RemoteStore(self._address, seconds=self.limits.seconds, most=self.limits.answer)
        )
        self._store = store
        fingerprint = await loop.run_in_executor(self._executor, lambda: store.fingerprint)
        return Facts(len(store), fingerprint, True)

    async def answer(self, job: Job, client: str = "", seconds: float | None = None) -> Answer:
        """Answer a job of a client, as `engine.Pool.answer`."""
        arrived = time.perf_counter()
        limit = self.limits.seconds if seconds is None else min(seconds, self.limits.seconds)
        await self.admission.enter(client)
        began = time.perf_counter()
        try:
            loop = asyncio.get_running_loop()
            form, body = await loop.run_in_executor(self._executor, self._ask, job, limit)
        finally:
            self.admission.leave(client)
        return Answer(form, (body,), began - arrived, time.perf_counter() - began)

    def _ask(self, job: Job, seconds: float) -> tuple[str, bytes]:
        store = self._store
        assert store is not None
        if job.what == "query":
            guard.look_at(job.text, self.limits.query)
            found = store.pass_on(job.text, seconds, (job.default_graphs, job.named_graphs))
        else:
            pattern = f"GRAPH <{job.text}> {{ ?s ?p ?o }}" if job.text else "?s ?p ?o"
            if not store.pass_on(f"ASK {{ {pattern} }}", seconds):
                raise AbsentError(
                    Text("Er is geen graaf met deze IRI.", "There is no graph of this IRI."), where=job.text
                )
            found = store.pass_on(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", seconds)
        kind = results.kind_of(found)
        name = job.graph if kind == "graph" else job.rows
        if not name:
            media_types = ", ".join(form.media_type for form in of_kind(kind))
            raise NotAcceptableError(
                Text(
                    "Geen van de gevraagde formaten past bij deze query.",
                    "None of the formats asked for fits this query.",
                ),
                hint=Text(f"Kies: {media_types}.", f"Choose: {media_types}."),
            )
        body = results.serialize(found, FORMATS[name])
        if len(body) > job.most:
            raise AnswerTooLargeError(Text("Het antwoord is te groot.", "The answer is too large."))
        return name, body

    async def close(self) -> None:
        """Let go of the server."""
        self._executor.shutdown(wait=False, cancel_futures=True)
