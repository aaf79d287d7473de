"""The endpoint beside other servers, in one run: how fast, how safe, and against what it should be.

    python bench/endpoint [--triples 100000] [--seconds 3] [--rounds 3] [--only mix,tiny,…] [--json FILE]

All servers are up at once on the same made graph and are asked in turn, another one first in each round; what counts is the
median of the ratios of the rounds: the numbers themselves are of one machine at one moment. Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent), str(HERE.parent.parent / "src")]

os.environ["PYTHONPATH"] = str(HERE.parent.parent / "src")  # processes that are started are to be of this tree, too

import graph  # noqa: E402
import harm  # noqa: E402
import load  # noqa: E402
import peers  # noqa: E402
import speed  # noqa: E402
from findings import Finding, table  # noqa: E402
from tests import servers  # noqa: E402

PARTS: Final = ("mix", "lighter", "tiny", "worker", "rows", "runaways", "flight", "pages", "kills", "load")
MANY: Final = 1_000_000


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000, help="size of the made graph")
    parser.add_argument("--seconds", type=float, default=3.0, help="of load, each time")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, with commas: {', '.join(PARTS)}")
    parser.add_argument("--without", default="", help="servers to leave out, with commas")
    parser.add_argument("--json", type=Path, help="a file for all numbers")
    given = parser.parse_args()
    parts = set(given.only.split(","))
    if parts - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(parts - set(PARTS)))}")
    names = _names(set(given.without.split(",")))
    print(
        f"Load by {load.generator()}; {given.triples:,} triples, {given.rounds} rounds of {given.seconds:g} s",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        found, rates = measure(Path(folder), parts, names, given.triples, given.seconds, given.rounds)
    print(f"\n{table(found)}")
    whole = {
        "machine": machine(),
        "given": {"triples": given.triples, "seconds": given.seconds, "rounds": given.rounds},
    }
    whole |= {"rates": rates, "found": [asdict(one) | {"target": one.target, "met": one.is_met} for one in found]}
    if given.json:
        given.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    return int(any(one.is_met is False for one in found))


def _names(without: set[str]) -> tuple[str, ...]:
    names = [name for name in (peers.OURS, peers.DISK, peers.MEMORY, peers.RDFLIB) if name not in without]
    if peers.RDFLIB in names and not peers.rdflib_python():
        print("rdflib-endpoint is not here and is left out: pip install rdflib-endpoint uvicorn", file=sys.stderr)
        names.remove(peers.RDFLIB)
    return tuple(names)


def measure(
    folder: Path, parts: set[str], names: tuple[str, ...], triples: int, seconds: float, rounds: int
) -> tuple[list[Finding], dict[str, list[float]]]:
    """Return what is found, and the rates of every round."""
    data = folder / "graph.nq"
    print(f"{graph.write(data, triples):,} quads", flush=True)
    found: list[Finding] = []
    rates: dict[str, list[float]] = {}
    if parts & {"mix", "lighter", "tiny", "rows"}:
        with peers.running(data, folder, names) as up:
            if parts & {"mix", "lighter", "tiny"}:
                found, rates = speed.throughput(up, triples, seconds, rounds, parts)
                _tell(found)
            if "rows" in parts:
                found += _tell(speed.rows(up, rounds))
    if "worker" in parts:
        found += _tell(speed.worker(data, triples, rounds))
    found += _harm(data, parts, triples, seconds)
    if "load" in parts:
        many = folder / "many.nq"
        graph.write(many, MANY)
        found += _tell(speed.loading(many, rounds))
    return found, rates


def _harm(data: Path, parts: set[str], triples: int, seconds: float) -> list[Finding]:
    found: list[Finding] = []
    limit = ("--default-graph", "own", "--timeout", f"{harm.LIMIT:g}")
    if parts & {"runaways", "flight"}:
        with servers.ours(data, *limit) as served:
            if "runaways" in parts:
                found += _tell(harm.runaways(served, triples))
            if "flight" in parts:
                found += _tell(harm.in_flight(served, triples, 2, 2 * seconds))
                found += _tell(harm.in_flight(served, triples, 8, 2 * seconds))
    if "pages" in parts:
        with servers.ours(None, *limit[2:]) as served:
            found += _tell(harm.pages(served, 8, 2 * seconds))
    if "kills" in parts:
        with servers.ours(data, *limit[:2]) as served:
            found += _tell(harm.kills(served, triples, 5 * seconds))
    return found


def _tell(found: list[Finding]) -> list[Finding]:
    for one in found:
        print(f"{one.what}: {one.value:.3g} {one.unit} {one.note}", file=sys.stderr, flush=True)
    return found


def machine() -> dict[str, Any]:
    """Return what matters of the machine and nothing that names it."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    versions = {name: importlib.metadata.version(name) for name in ("pyoxigraph", "oxigraph", "uvicorn", "rdflib")}
    return {"cores": os.cpu_count(), "memory_gb": round(pages / 2**30), "python": platform.python_version(), **versions}


if __name__ == "__main__":
    sys.exit(main())
