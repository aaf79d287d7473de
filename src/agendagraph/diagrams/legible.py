"""Texts that every format can carry: what XML forbids is replaced, once and in the same way for all of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")

_LINE = re.compile("\r\n?|[\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def legible(value: T) -> T:
    r"""Return a text, or anything made of texts such as a `View`, as every format can carry it.

    A character that XML 1.0 forbids or discourages becomes a space, as it does in the drawn picture, and every kind of line end
    becomes a newline. Whatever can be carried stays as it is.

    >>> legible("a\x00b\r\nc")
    'a b\nc'
    """
    return rewritten(value, lambda text: _FORBIDDEN.sub(" ", _LINE.sub("\n", text)))


def rewritten(value: T, change: Callable[[str], str]) -> T:
    """Return a value with every text in it changed, those that name something and those that refer to it alike.

    >>> rewritten(("a", frozenset({"b"}), 1), str.upper)
    ('A', frozenset({'B'}), 1)
    """
    return _rewritten(value, change)  # type: ignore[return-value]


def _rewritten(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(item, change) for item in value)
    if isinstance(value, frozenset):
        return frozenset(_rewritten(item, change) for item in value)
    if isinstance(value, Mapping):
        return {_rewritten(key, change): _rewritten(item, change) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in dataclasses.fields(value)
            if field.init and (new := _rewritten(old := getattr(value, field.name), change)) != old
        }
        return dataclasses.replace(value, **changed) if changed else value
    return value
