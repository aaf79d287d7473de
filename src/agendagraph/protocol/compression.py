"""Sending fewer bytes: which encoding the asker takes, and the answer in it."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Final

import brotli

SMALLEST: Final = 1_000
"""Below so many bytes it does not pay."""

_BROTLI_QUALITY: Final = 4
_GZIP_LEVEL: Final = 5


@lru_cache(maxsize=256)
def choose(header: str) -> str:
    """Return the encoding that a header Accept-Encoding likes best of ours: `br`, `gzip`, or empty for none.

    >>> choose("gzip, br;q=0.9"), choose("deflate"), choose("*;q=0.1")
    ('gzip', '', 'br')
    """
    weights: dict[str, float] = {}
    for part in header.split(","):
        name, _, parameter = part.partition(";")
        key, _, value = parameter.partition("=")
        try:
            weight = float(value) if key.strip().lower() == "q" else 1.0
        except ValueError:
            weight = 0.0
        weights[name.strip().lower()] = weight
    other = weights.get("*", 0.0)
    found = max(("br", "gzip"), key=lambda name: weights.get(name, other))
    return found if weights.get(found, other) > 0 else ""


def compress(body: bytes, encoding: str) -> bytes:
    """Return a body in an encoding; the same body gives the same bytes.

    >>> gzip.decompress(compress(b"a" * 5, "gzip"))
    b'aaaaa'
    """
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=_BROTLI_QUALITY)
        return compressed
    return gzip.compress(body, compresslevel=_GZIP_LEVEL, mtime=0)
