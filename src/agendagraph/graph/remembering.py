"""Reading each kind of fact once per dataset: a store never changes, so what was read of it stays true as long as it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from agendagraph.store import Store

_Read = TypeVar("_Read")


def once_per_store(read: Callable[[Store], _Read]) -> Callable[[Store], _Read]:
    """Return the function with its answers kept, each for as long as its store is in use.

    Args:
        read: what it returns must not refer to the store, or neither would ever be let go; nobody may change it.

    >>> reads = []
    >>> size = once_per_store(lambda store: reads.append(store) or len(store))
    >>> store = Store([])
    >>> size(store), size(store), len(reads)
    (0, 0, 1)
    """
    kept: WeakKeyDictionary[Store, _Read] = WeakKeyDictionary()

    @wraps(read)
    def remembered(store: Store) -> _Read:
        try:
            return kept[store]
        except KeyError:
            found = read(store)  # two threads may both read: they find the same
            kept[store] = found
            return found

    return remembered
