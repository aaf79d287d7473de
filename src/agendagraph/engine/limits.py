"""How much one query may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the public lane.

    Attributes:
        seconds: a query that runs longer is killed.
        memory: bytes that a query may take beside the dataset.
        answer: bytes of the largest answer.
        query: bytes of the longest query.
        running: how many queries run at once.
        waiting: how many more may wait for their turn.
        waiting_each: how many of these may be of one client.
        patience: seconds that a query may wait.
    """

    seconds: float = 10.0
    memory: int = 1_000_000_000
    answer: int = 32_000_000
    query: int = 100_000
    running: int = 5
    waiting: int = 128
    waiting_each: int = 64
    patience: float = 10.0
