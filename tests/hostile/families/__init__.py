"""The attacks, by family. Each family is a table; `SIZES` says how many there are, so that none gets lost."""

from __future__ import annotations

from typing import Final

from tests.hostile.cases import Case
from tests.hostile.families import addresses, costly, encodings, markup, outbound, protocol

CASES: Final[tuple[Case, ...]] = (
    *outbound.CASES,
    *costly.CASES,
    *encodings.CASES,
    *markup.CASES,
    *addresses.CASES,
    *protocol.CASES,
)

SIZES: Final = {
    "fetch": 77,
    "named elsewhere": 38,
    "change": 65,
    "runaway": 30,
    "nesting": 36,
    "long": 37,
    "memory": 5,
    "huge": 21,
    "encoding": 112,
    "markup": 169,
    "traversal": 168,
    "redirect": 14,
    "host": 52,
    "protocol": 33,
    "wire": 77,
    "negotiation": 103,
    "duration": 18,
    "conditional": 13,
    "identity": 16,
}
"""How many attacks each family has."""
