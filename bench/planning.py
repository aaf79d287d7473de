"""How planning grows, beside other ways to answer the same question, and what the shipped graph takes.

    python bench/planning.py [--sizes 100,1000,10000,100000] [--json]

Times are wall times of the call alone, in a process of its own per measurement; memory is the most that process held. What counts
is the ratio between ways of one run: the numbers themselves are of one machine at one moment. The exit code is 1 where two ways
prove their plan to be best and disagree.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))
import peers
import problems

LIMIT: Final = 10.0
"""Seconds for the planner: what users get by default."""

PEER_LIMIT: Final = 120.0
"""Seconds for the peer, so that it can tell the true cost where the planner cannot."""

COVERS: Final = (100, 200, 400, 1000)
"""Sizes of set covers: these are hard long before they are large."""

LONG: Final = (5.0, 30.0)
"""What takes longer than the first number of seconds is measured three times, what takes longer than the second once."""

SECTORS: Final = ("", "huisartsen", "ziekenhuizen", "langdurige-zorg")
WAYS: Final = ("nothing", "reach", "planner", "undivided", "integer")


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000,100000", help="clauses of the made problems, with commas")
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--json", action="store_true", help="all measurements as JSON")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--shipped", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one[0], int(given.one[1]), given.one[2])))
        return 0
    if given.shipped:
        print(json.dumps(shipped()))
        return 0
    sizes = [int(size) for size in given.sizes.split(",")]
    found = [
        row
        for kind in problems.KINDS
        for size in (sizes if kind != "cover" else [s for s in COVERS if s <= max(sizes)])
        for row in several(kind, size, given.runs)
    ]
    whole = {"machine": machine(), "made": found, "shipped": _child("--shipped")}
    print(json.dumps(whole, indent=1) if given.json else as_text(whole))
    differing = disagreements(found)
    for told in differing:
        print(told, file=sys.stderr)
    return 1 if differing else 0


def machine() -> dict[str, Any]:
    """Return what matters of the machine and nothing that names it."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    versions = {name: importlib.metadata.version(name) for name in ("clingo", "networkx")}
    if has_peer():
        versions["highspy"] = importlib.metadata.version("highspy")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 2**30),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        **versions,
    }


def has_peer() -> bool:
    """Return whether HiGHS is there."""
    return importlib.util.find_spec("highspy") is not None


def measure(kind: str, size: int, way: str) -> dict[str, Any]:
    """Return one measurement; meant for a process of its own."""
    instance = problems.KINDS[kind](size)
    calls: dict[str, Callable[[], peers.Answer]] = {
        "nothing": lambda: peers.Answer(None, True, 0),
        "reach": lambda: peers.reach(instance),
        "planner": lambda: peers.planner(instance, LIMIT),
        "undivided": lambda: peers.undivided(instance, LIMIT),
        "integer": lambda: peers.integer(instance, PEER_LIMIT),
    }
    # Libraries are loaded before the clock starts.
    if way == "reach":
        import networkx
    elif way == "integer":
        import highspy
        import networkx  # noqa: F401

        del highspy
    elif way != "nothing":
        import clingo  # noqa: F401
    start = time.perf_counter()
    answer = calls[way]()
    seconds = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes, except on macOS
    return {
        "seconds": seconds,
        "memory_mb": most / 1024 / (1024 if sys.platform == "darwin" else 1),
        "clauses": len(instance.clauses),
        "cost": answer.cost,
        "is_proven": answer.is_proven,
        "size": answer.size,
    }


def several(kind: str, size: int, runs: int) -> list[dict[str, Any]]:
    """Return a row for each way: median, least and most of several measurements."""
    rows = []
    for way in WAYS:
        if way == "integer" and not has_peer():
            continue
        measured = [_child("--one", kind, str(size), way)]
        first = measured[0]["seconds"]
        wanted = runs if first < LONG[0] else min(runs, 3) if first < LONG[1] else 1
        while len(measured) < wanted:
            measured.append(_child("--one", kind, str(size), way))
        times = [one["seconds"] for one in measured]
        row = measured[0] | {
            "kind": kind,
            "way": way,
            "runs": len(measured),
            "seconds": statistics.median(times),
            "least": min(times),
            "most": max(times),
            "memory_mb": statistics.median(one["memory_mb"] for one in measured),
        }
        rows.append(row)
        print(f"{kind} {size} {way}: {row['seconds']:.3f} s", file=sys.stderr)
    return rows


def _child(*arguments: str) -> Any:
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def shipped() -> dict[str, Any]:
    """Return what the shipped graph takes: every exchange, for anybody and for three sectors."""
    from agendagraph import catalog
    from agendagraph.build import build
    from agendagraph.graph import needs
    from agendagraph.planner import Request, make, solve
    from agendagraph.planner.request import pose
    from agendagraph.store import Store

    quads = build(check=False).quads
    store = Store(quads)
    query = "SELECT DISTINCT ?thing WHERE { ?thing a ag:Exchange } ORDER BY ?thing"
    goals = [row["thing"].value for row in store.rows(query)]
    sectors = [name and catalog.resolve(store, name).value for name in SECTORS]
    requests = [Request((goal,), sector=sector) for goal in goals for sector in sectors]
    steps: dict[str, Callable[[Store, Request], object]] = {
        "needs": lambda on, asked: needs(on, asked.goals[0], sector=asked.sector or None),
        "pose": pose,
        "pose and solve": lambda on, asked: solve(pose(on, asked).instance),
        "make, not explained": lambda on, asked: make(on, asked, explain=False),
        "make, explained": lambda on, asked: make(on, asked),
    }
    found: dict[str, Any] = {"requests": len(requests), "goals": len(goals)}
    make(store, requests[0])
    for name, step in steps.items():
        warm = [_timed(step, store, asked) for asked in requests]
        # A new store knows nothing yet: what the command line meets each time, and a server once.
        cold = [_timed(step, Store(quads), requests[n * len(requests) // 7]) for n in range(7)]
        found[name] = {"warm": _summary(warm), "cold": _summary(cold)}
    return found


def _timed(step: Callable[[Any, Any], object], store: object, asked: object) -> float:
    start = time.perf_counter()
    step(store, asked)
    return (time.perf_counter() - start) * 1000


def _summary(times: list[float]) -> dict[str, float]:
    return {"median_ms": statistics.median(times), "least_ms": min(times), "most_ms": max(times)}


def disagreements(rows: list[dict[str, Any]]) -> list[str]:
    """Return where two ways prove different costs to be the least, or one has a plan that costs less than what another proves."""
    told = []
    for kind, clauses in dict.fromkeys((row["kind"], row["clauses"]) for row in rows):
        here = [r for r in rows if (r["kind"], r["clauses"]) == (kind, clauses) and r["cost"] is not None]
        proven = {row["cost"] for row in here if row["is_proven"]}
        if len(proven) > 1 or (proven and any(row["cost"] < min(proven) for row in here)):
            told.append(f"{kind} {clauses}: {[(row['way'], row['cost'], row['is_proven']) for row in here]}")
    return told


def as_text(whole: dict[str, Any]) -> str:
    """Return the tables of README.md."""
    lines = [", ".join(f"{name} {value}" for name, value in whole["machine"].items()), ""]
    lines += [
        "| problem | clauses | way | median s (least–most, runs) | of integer | of reach | memory MB | cost | proven | above |",
        "| --- | --: | --- | --- | --: | --: | --: | --: | --- | --: |",
    ]
    rows = whole["made"]
    for row in rows:
        if row["way"] == "nothing":
            continue
        same = {r["way"]: r for r in rows if (r["kind"], r["clauses"]) == (row["kind"], row["clauses"])}
        ratios = [f"{row['seconds'] / same[p]['seconds']:.2g}" if p in same else "" for p in ("integer", "reach")]
        costs = [r["cost"] for r in same.values() if r["cost"] is not None]
        above = f"{100 * (row['cost'] / min(costs) - 1):.1f} %" if row["cost"] is not None else ""
        if above and not any(r["is_proven"] and r["cost"] is not None for r in same.values()):
            above += " of best known"
        more = row["memory_mb"] - same["nothing"]["memory_mb"]
        plan = ["", ""] if row["cost"] is None else [str(row["cost"]), "yes" if row["is_proven"] else "no"]
        times = f"{row['seconds']:.3f} ({row['least']:.3f}–{row['most']:.3f}, {row['runs']})"
        memory = f"{row['memory_mb']:.0f} (+{more:.0f})"
        cells = [row["kind"], str(row["clauses"]), row["way"], times, *ratios, memory, *plan, above]
        lines.append(f"| {' | '.join(cells)} |")
    given = whole["shipped"]
    lines += [
        "",
        f"{given['goals']} exchanges, each for anybody and for {len(SECTORS) - 1} sectors: {given['requests']} requests.",
        "",
        "| on the shipped graph | median ms (least–most), facts read | of needs | median ms (least–most), new store | of needs |",
        "| --- | --- | --: | --- | --: |",
    ]
    for name, both in given.items():
        if isinstance(both, dict):
            cells = []
            for state in ("warm", "cold"):
                one = both[state]
                cells.append(f"{one['median_ms']:.1f} ({one['least_ms']:.1f}–{one['most_ms']:.1f})")
                cells.append(f"{one['median_ms'] / given['needs'][state]['median_ms']:.2g}")
            lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
