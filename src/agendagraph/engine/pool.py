"""The public lane: a query is looked at, waits for its turn, and runs in a worker of the dataset that is being served."""

from __future__ import annotations

import asyncio
import time

from agendagraph.engine.admission import Admission
from agendagraph.engine.generation import Generation
from agendagraph.engine.job import Answer, Job
from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Facts, Source
from agendagraph.sparql import guard


class Pool:
    """Answers jobs, one worker each, within the limits.

    Args:
        source: what the dataset is made from.
        limits: of every query, and of all together.
        admission: who may run now; shared by the pools of one server, so that a new dataset has no places of its own.
        keep: file descriptors that are needed to read the source.
    """

    def __init__(
        self, source: Source, limits: Limits, admission: Admission | None = None, keep: tuple[int, ...] = ()
    ) -> None:
        self.limits = limits
        self.admission = admission or Admission(limits)
        self._generation = Generation(source, limits, keep)

    async def start(self) -> Facts:
        """Load the dataset and have workers ready.

        Raises:
            InputError: it cannot be loaded.
        """
        return await self._generation.start()

    @property
    def is_alive(self) -> bool:
        """Whether queries can be answered."""
        return self._generation.is_alive

    async def answer(self, job: Job, client: str = "", seconds: float | None = None) -> Answer:
        """Answer a job of a client.

        Args:
            job: what is asked.
            client: who asks, for a fair share.
            seconds: how long it may run, where the asker has less patience than we.

        Raises:
            TooLargeError, RefusedError, InputError, QuerySyntaxError, NotAcceptableError, AbsentError: as it deserves.
            BusyError, TooManyError: there is no place for it now.
            DeadlineError, AnswerTooLargeError, LimitError: it ran into a limit.
        """
        if job.what == "query":
            guard.look_at(job.text, self.limits.query)
        arrived = time.perf_counter()
        limit = self.limits.seconds if seconds is None else min(seconds, self.limits.seconds)
        await self.admission.enter(client)
        began = time.perf_counter()
        try:
            answer = await self._generation.answer(job, limit)
        finally:
            self.admission.leave(client)
        return Answer(answer.format, answer.parts, began - arrived, time.perf_counter() - began)

    async def close(self) -> None:
        """End all processes of this dataset."""
        await asyncio.shield(self._generation.close())
