"""Who may run a query now: never too many, in turn, within bounds, and nothing leaks, whatever happens when."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.engine.admission import Admission
from agendagraph.engine.limits import Limits
from agendagraph.errors import BusyError, TooManyError


class _Room:
    """Visitors of an Admission, and what was seen of them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.admission = Admission(limits)
        self.inside: Counter[str] = Counter()
        self.served: list[tuple[str, int]] = []
        self.refused: list[type[BusyError]] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.doors: dict[tuple[str, int], asyncio.Event] = {}

    def come(self, client: str) -> tuple[str, int]:
        name = (client, len(self.tasks))
        self.doors[name] = asyncio.Event()
        self.tasks.append(asyncio.get_running_loop().create_task(self._visit(name)))
        return name

    async def _visit(self, name: tuple[str, int]) -> None:
        client = name[0]
        try:
            await self.admission.enter(client)
        except BusyError as error:
            self.refused.append(type(error))
            return
        self.inside[client] += 1
        self.served.append(name)
        assert self.inside.total() <= self.limits.running
        assert self.inside[client] <= max(1, self.limits.running - 1)
        assert self.admission.running >= self.inside.total()
        try:
            await self.doors[name].wait()
        finally:
            self.inside[client] -= 1
            self.admission.leave(client)

    async def all_leave(self) -> None:
        for door in self.doors.values():
            door.set()
        found = await asyncio.gather(*self.tasks, return_exceptions=True)
        assert not [error for error in found if isinstance(error, Exception)]


def _run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 20))


async def _settle() -> None:
    for _ in range(4):
        await asyncio.sleep(0)


_STEP = st.one_of(
    st.tuples(st.just("come"), st.sampled_from("abc")),
    st.tuples(st.just("leave"), st.integers(0, 30)),
    st.tuples(st.just("cancel"), st.integers(0, 30)),
    st.tuples(st.just("settle"), st.just(0)),
)


@given(st.integers(1, 4), st.integers(0, 5), st.integers(0, 3), st.lists(_STEP, max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_happens_the_bounds_hold_and_nothing_leaks(
    running: int, waiting: int, each: int, steps: list[tuple[str, Any]]
) -> None:
    """Coming, leaving and being cancelled in any order, also several in one turn of the loop: bounds hold, all end, none stay."""

    async def work() -> None:
        room = _Room(Limits(running=running, waiting=waiting, waiting_each=each, patience=60))
        for what, which in steps:
            if what == "come":
                room.come(which)
            elif what == "settle":
                await _settle()
            elif room.tasks:
                name = list(room.doors)[which % len(room.doors)]
                if what == "leave":
                    room.doors[name].set()
                else:
                    room.tasks[name[1]].cancel()
            assert room.admission.waiting <= waiting
        await room.all_leave()
        assert (room.admission.running, room.admission.waiting) == (0, 0)
        late = room.come("z")
        await _settle()
        assert room.served[-1] == late
        await room.all_leave()

    _run(work())


@given(st.integers(1, 4), st.lists(st.sampled_from("abcd"), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_clients_take_turns_and_each_is_served_in_order(running: int, clients: list[str]) -> None:
    """All of one client come in the order they came; no client comes twice while another that waited as long comes never."""

    async def work() -> None:
        room = _Room(Limits(running=running, waiting=100, waiting_each=100, patience=60))
        for client in clients:
            room.come(client)
            await _settle()
        while len(room.served) < len(clients):
            before = len(room.served)
            waits = {name[0] for name in room.doors if name not in room.served}
            inside = next(name for name in room.served if not room.doors[name].is_set())
            room.doors[inside].set()
            await _settle()
            assert len(room.served) > before or waits == {room.served[-1][0]} or len(waits) == 1
        for client in set(clients):
            mine = [number for name, number in room.served if name == client]
            assert mine == sorted(mine)
        await room.all_leave()

    _run(work())


def test_one_who_asks_much_does_not_keep_another_waiting() -> None:
    """While one client has fifty waiting, another's first query is next, and a place is always left for it."""

    async def work() -> None:
        room = _Room(Limits(running=3, waiting=100, waiting_each=60, patience=60))
        for _ in range(50):
            room.come("greedy")
        await _settle()
        assert room.inside == {"greedy": 2}
        room.come("modest")
        await _settle()
        assert room.inside == {"greedy": 2, "modest": 1}
        for client in ("b", "c"):
            room.come(client)
        await _settle()
        for expected in ("b", "c"):
            inside = next(name for name in room.served if not room.doors[name].is_set() and name[0] != "greedy")
            room.doors[inside].set()
            await _settle()
            assert room.served[-1][0] == expected
        await room.all_leave()

    _run(work())


def test_the_queue_is_bounded() -> None:
    """More than one client's share: TooManyError (429); more than there is room for: BusyError (503), both with a time."""

    async def work() -> None:
        room = _Room(Limits(seconds=8, running=1, waiting=3, waiting_each=2, patience=60))
        for client in "aaaabb":
            room.come(client)
        await _settle()
        assert room.refused == [TooManyError, BusyError]
        with pytest.raises(TooManyError) as found:
            await room.admission.enter("a")
        assert (found.value.http_status, found.value.headers) == (429, {"Retry-After": "4"})
        await room.all_leave()

    _run(work())


def test_patience_ends() -> None:
    """Who waits too long is told so, and leaves no trace; who comes after is not held up."""

    async def work() -> None:
        room = _Room(Limits(running=1, waiting=5, waiting_each=5, patience=0.02))
        first = room.come("a")
        room.come("b")
        await asyncio.sleep(0.1)
        assert room.refused == [BusyError]
        assert (room.admission.running, room.admission.waiting) == (1, 0)
        room.doors[first].set()
        await _settle()
        last = room.come("b")
        await _settle()
        assert room.served == [first, last]
        await room.all_leave()

    _run(work())


def test_a_turn_that_comes_as_its_owner_gives_up_goes_to_the_next() -> None:
    """Cancelled and admitted in the same turn of the loop, in any order: no place is lost, no error is seen."""

    async def work(order: str) -> None:
        room = _Room(Limits(running=1, waiting=5, waiting_each=5, patience=60))
        names = [room.come(client) for client in "abc"]
        await _settle()
        for step in order:
            if step == "c":
                room.tasks[1].cancel()
            elif step == "l":
                room.doors[names[0]].set()
            else:
                await asyncio.sleep(0)
        await _settle()
        await _settle()
        assert room.served == [names[0], names[2]]
        await room.all_leave()
        assert (room.admission.running, room.admission.waiting) == (0, 0)

    for order in ("cl", "lc", "l.c"):
        _run(work(order))
