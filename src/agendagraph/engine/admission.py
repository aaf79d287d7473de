"""Who may run a query now: a bounded queue that is fair among clients, whoever of them asks how much."""

from __future__ import annotations

import asyncio
import collections

from agendagraph.engine.limits import Limits
from agendagraph.errors import BusyError, TooManyError
from agendagraph.text import Text

_AGAIN = Text("Probeer het over enkele seconden weer.", "Try again in a few seconds.")


class Admission:
    """Lets so many run at once, and the others wait: clients in turn, each of them first come, first served.

    While others wait, one client never has all places: with more than one place, one is always left for another client.

    Args:
        limits: how many run and wait, in all and of one client, and for how long.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._running: collections.Counter[str] = collections.Counter()
        self._waiting: collections.OrderedDict[str, collections.deque[asyncio.Future[None]]] = collections.OrderedDict()

    @property
    def running(self) -> int:
        """How many run now."""
        return self._running.total()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return sum(map(len, self._waiting.values()))

    async def enter(self, client: str) -> None:
        """Take a place for a query of this client; `leave` gives it back.

        Raises:
            BusyError: too many wait already, or it took too long to get a place.
            TooManyError: too many of this client wait already.
        """
        if client in self._waiting or not self._may_run(client):
            await self._wait(client)
        else:
            self._running[client] += 1

    def _may_run(self, client: str) -> bool:
        most = max(1, self._limits.running - 1)
        return self.running < self._limits.running and self._running[client] < most

    async def _wait(self, client: str) -> None:
        if len(self._waiting.get(client, ())) >= self._limits.waiting_each:
            raise TooManyError(
                Text(
                    "Van dit adres wachten al te veel queries.", "Too many queries of this address are waiting already."
                ),
                hint=_AGAIN,
                retry_after=self._retry_after(),
            )
        if self.waiting >= self._limits.waiting:
            raise BusyError(
                Text("Er wachten al te veel queries.", "Too many queries are waiting already."),
                hint=_AGAIN,
                retry_after=self._retry_after(),
            )
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self._waiting.setdefault(client, collections.deque()).append(turn)
        impatience = loop.call_later(self._limits.patience, self._give_up, turn)
        try:
            await turn
        except BaseException:
            self._forget(client, turn)
            raise
        finally:
            impatience.cancel()

    def _give_up(self, turn: asyncio.Future[None]) -> None:
        if not turn.done():
            turn.set_exception(
                BusyError(
                    Text("Het is te druk: er kwam geen plaats vrij.", "It is too busy: no place came free."),
                    hint=_AGAIN,
                    retry_after=self._retry_after(),
                )
            )

    def _retry_after(self) -> int:
        return max(1, round(self._limits.seconds / 2))

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        """Take back a turn that nobody waits for: from the queue, or, where it has just come, from those that run."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self.leave(client)
            return
        queue = self._waiting.get(client)
        if queue is not None:
            if turn in queue:
                queue.remove(turn)
            if not queue:
                del self._waiting[client]

    def leave(self, client: str) -> None:
        """Give back the place of a query of this client."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._admit()

    def _admit(self) -> None:
        """Give free places to who waits: the client whose turn is longest ago comes first."""
        while turn := self._next():
            turn.set_result(None)

    def _next(self) -> asyncio.Future[None] | None:
        """Return the turn that comes now, counted as running; None where nobody may run."""
        for client, queue in self._waiting.items():
            if not self._may_run(client):
                continue
            turn = next((turn for turn in queue if not turn.done()), None)
            if turn is None:
                continue  # those who waited have just given up, and are about to take their turns back
            queue.remove(turn)
            self._running[client] += 1
            self._waiting.move_to_end(client)
            if not queue:
                del self._waiting[client]
            return turn
        return None
