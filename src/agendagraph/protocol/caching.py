"""Answers that need not be given twice: names for them (ETag), comparing names, and a bounded store of answers."""

from __future__ import annotations

import collections
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

_KEPT_NAMES: Final = 1024


@lru_cache(maxsize=_KEPT_NAMES)
def etag(*parts: str) -> str:
    """Return a strong entity tag for what is identified by these parts, whatever is in them.

    >>> etag("a", "bc") == etag("ab", "c")
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return f'"{digest.hexdigest()}"'


def matches(header: str, tag: str) -> bool:
    """Return whether a header If-None-Match names this entity tag (RFC 9110, weak comparison).

    >>> matches('W/"b", "a"', '"a"'), matches('"b"', '"a"'), matches("*", '"a"')
    (True, False, True)
    """
    if header.strip() == "*":
        return True
    return tag in {one.strip().removeprefix("W/") for one in header.split(",")}


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(slots=True)
class _Entry(Generic[_Value]):
    value: _Value
    size: int


class BoundedCache(Generic[_Key, _Value]):
    """Keeps what was used last, up to so many bytes.

    Args:
        most: bytes in all; 0 keeps nothing.
        largest: bytes of one value; a larger one is not kept.
    """

    def __init__(self, most: int, largest: int = 1_000_000) -> None:
        self._most = most
        self._largest = largest
        self._entries: collections.OrderedDict[_Key, _Entry[_Value]] = collections.OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: _Key) -> _Value | None:
        """Return what is kept under a key."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry.value

    def put(self, key: _Key, value: _Value, size: int) -> None:
        """Keep a value of so many bytes, and let go of what was used longest ago.

        >>> cache = BoundedCache(10)
        >>> for name in "abc": cache.put(name, name, 4)
        >>> cache.get("a"), cache.get("c"), cache.size
        (None, 'c', 8)
        """
        if size > min(self._largest, self._most):
            return
        if old := self._entries.pop(key, None):
            self.size -= old.size
        self._entries[key] = _Entry(value, size)
        self.size += size
        while self.size > self._most:
            _, gone = self._entries.popitem(last=False)
            self.size -= gone.size
