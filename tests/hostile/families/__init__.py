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

SIZES: Final[dict[str, int]] = {}
