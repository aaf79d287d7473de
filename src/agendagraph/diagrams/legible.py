"""Texts that every format can carry: what XML forbids is replaced, once and in the same way for all of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
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
    return _legible(value)  # type: ignore[return-value]


def _legible(value: object) -> object:
    if isinstance(value, str):
        return _FORBIDDEN.sub(" ", _LINE.sub("\n", value))
    if isinstance(value, tuple):
        return tuple(_legible(item) for item in value)
    if isinstance(value, frozenset):
        return frozenset(_legible(item) for item in value)
    if isinstance(value, Mapping):
        return {_legible(key): _legible(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in dataclasses.fields(value)
            if field.init and (new := _legible(old := getattr(value, field.name))) != old
        }
        return dataclasses.replace(value, **changed) if changed else value
    return value
