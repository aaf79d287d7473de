"""What is found, beside what it should be: the targets of the endpoint, in one place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

TARGETS: Final[dict[str, tuple[str, float]]] = {
    "mix, of oxigraph (RocksDB, read-only)": (">=", 1.4),
    "mix, of oxigraph (memory)": (">=", 0.5),
    "mix, of rdflib-endpoint": (">=", 50.0),
    "mix again (from the cache), of the mix of oxigraph (memory)": (">=", 1.0),
    "mix unchanged (If-None-Match), of the mix again": (">=", 1.0),
    "tiny, of oxigraph (RocksDB, read-only)": (">=", 0.3),
    "worker: added to the p50 of a tiny query": ("<=", 0.15),
    "100,000 rows: first byte, of rdflib-endpoint": ("<=", 0.1),
    "100,000 rows: all, of oxigraph (RocksDB, read-only)": ("<=", 0.6),
    "100,000 rows: memory added": ("<=", 32.0),
    "runaways: longest wait above the limit": ("<=", 0.1),
    "runaways: answers that are no clean error": ("<=", 0),
    "runaways: next answer at the slowest": ("<=", 50.0),
    "runaways: computing a second later": ("<=", 5.0),
    "2 in flight: p50 of tiny, of alone": ("<=", 2.0),
    "2 in flight: worst of tiny": ("<=", 250.0),
    "8 in flight: p99 of a page": ("<=", 50.0),
    "kills: wrong answers": ("<=", 0),
    "kills: no answer": ("<=", 0),
    "kills: processes and descriptors left": ("<=", 0),
    "load 1,000,000 and be ready, of bulk_load": ("<=", 1.5),
    "answers that differ between servers": ("<=", 0),
}


@dataclass(frozen=True)
class Finding:
    """One number.

    Attributes:
        what: of which it is the number; one of `TARGETS`, or without a target.
        value: the number.
        unit: `x` for a ratio.
        spread: the least and the most of several rounds, where there were any.
        note: what else there is to know.
    """

    what: str
    value: float
    unit: str = "x"
    spread: tuple[float, float] | None = None
    note: str = ""

    @property
    def target(self) -> str:
        """The target in words."""
        sign, bound = TARGETS.get(self.what, ("", 0.0))
        return f"{'at least' if sign == '>=' else 'at most'} {bound:g}" if sign else ""

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; nothing where there is none."""
        sign, bound = TARGETS.get(self.what, ("", 0.0))
        if not sign or math.isnan(self.value):
            return None
        return self.value >= bound if sign == ">=" else self.value <= bound


def table(findings: list[Finding]) -> str:
    """Return the findings as a table in Markdown."""
    lines = ["| what | found | | target | met |", "| --- | --: | --- | --- | --- |"]
    for one in findings:
        spread = f" ({one.spread[0]:.3g}–{one.spread[1]:.3g})" if one.spread else ""
        met = {True: "yes", False: "**no**", None: ""}[one.is_met]
        value = f"{one.value:,.0f}" if abs(one.value) >= 1000 else f"{one.value:.3g}"
        lines.append(f"| {one.what} | {value}{spread} {one.unit} | {one.note} | {one.target} | {met} |")
    return "\n".join(lines)
