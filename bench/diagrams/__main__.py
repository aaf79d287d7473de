"""What pictures cost: time and bytes for every format, beside system `dot` in the same run; threads, visitors and memory.

    python bench/diagrams [--sizes 40,200,1000] [--runs 3] [--renders 1000] [--quick] [--json]

The graphs are invented, with names of a real length. Times are the least of a few runs on one machine at one moment, and what
counts is the ratio. The exit code is 1 where threads or visitors get different pictures, or where memory grows.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from agendagraph.diagrams import layout, svg
from agendagraph.diagrams.layout import graphviz
from agendagraph.diagrams.layout.cards import cards
from agendagraph.diagrams.layout.wiring import wire
from agendagraph.diagrams.view import Edge, Node, View
from agendagraph.diagrams.writers import WRITERS

KINDS: Final = ("Law", "Norm", "Facility", "GenericFunction", "Exchange", "DataSet", "Project", "Organisation")
WORDS: Final = (
    "Landelijke",
    "voorziening",
    "voor",
    "toestemming",
    "gegevensuitwisseling",
    "medicatieoverdracht",
    "zorg",
    "infrastructuur",
)
GROWTH: Final = 24
"""Megabytes that a process may grow in the second half of many renders, and still be called flat."""


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="40,200,1000", help="nodes, with commas")
    parser.add_argument("--runs", type=int, default=7, help="how often each is measured")
    parser.add_argument("--renders", type=int, default=1000, help="renders over which memory is watched")
    parser.add_argument("--quick", action="store_true", help="formats only")
    parser.add_argument("--json", action="store_true", help="all measurements as JSON")
    given = parser.parse_args()
    found: dict[str, Any] = {"formats": formats([int(size) for size in given.sizes.split(",")], given.runs)}
    if not given.quick:
        found |= {"threads": threads(), "visitors": visitors(), "memory": memory(given.renders)}
    print(json.dumps(found, indent=1) if given.json else table(found))
    bad = not given.quick and (
        found["threads"]["different"] or found["visitors"]["failed"] or found["memory"]["growth_mb"] > GROWTH
    )
    return int(bool(bad))


def view(size: int) -> View:
    """Return an invented view: about five edges for every three nodes, mostly to nodes nearby."""
    chance = random.Random(size)
    names = [f"https://w3id.org/agendagraph/id/n{number}" for number in range(size)]
    nodes = tuple(
        Node(name, " ".join(chance.sample(WORDS, chance.randint(1, 4))), chance.choice(KINDS), "Soort ding")
        for name in names
    )
    pairs = {
        (number, min(size - 1, number + chance.randint(1, max(2, size // 5))))
        for number in range(size - 1)
        for _ in range(chance.choice((1, 2, 2)))
    }
    edges = tuple(
        Edge(names[a], names[b], "https://w3id.org/agendagraph/ns#requires", "heeft nodig", "Must", "Stated")
        for a, b in sorted(pairs)
        if a != b
    )
    return View(
        "neighbourhood", f"{size} elementen", "Een verzonnen graaf.", "nl", nodes, edges, edge_meaning="heeft nodig"
    )


def timed(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Return the least time of some runs in milliseconds, and the last answer; what is slow runs once."""
    times, answer = [], None
    for _ in range(runs):
        # What is slow is measured less often.
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
        if sum(times) > 5:
            break
    return round(min(times) * 1000, 1), answer


def formats(sizes: list[int], runs: int) -> list[dict[str, Any]]:
    """Return time and bytes of each format for each size; drawn ones without the layout, which is measured apart."""
    layout.render(view(5))  # the engine is compiled before anything is measured
    found = []
    for size in sizes:
        made = view(size)
        laid, rows = beside_dot(made, runs)
        found += [{"nodes": size, **row} for row in rows]
        for writer in WRITERS.values():
            try:
                spent, raw = timed(
                    lambda made=made, laid=laid, writer=writer: writer.write(
                        made, laid if writer.needs_layout else None
                    ),
                    runs,
                )
                found.append({"nodes": size, "what": writer.name, "ms": spent, "bytes": len(raw)})
            except Exception as error:  # an optional library may be absent
                found.append({"nodes": size, "what": writer.name, "ms": 0, "bytes": 0, "error": type(error).__name__})
    return found


def beside_dot(made: View, runs: int) -> tuple[Any, list[dict[str, Any]]]:
    """Return a layout, and what it and its picture cost, in turn with system `dot`: the ratio is the median of the turns."""
    dot, text = shutil.which("dot"), _dot_of(made)
    placing: list[float] = []
    drawing: list[float] = []
    theirs: list[float] = []
    laid, raw, peer = None, b"", b""
    for _ in range(runs):
        placed, laid = timed(lambda: layout.render(made, seconds=120), 1)
        drawn, raw = timed(lambda laid=laid: svg.write(made, laid), 1)
        placing.append(placed)
        drawing.append(placed + drawn)
        if dot:
            spent, peer = timed(lambda dot=dot: _run(dot, text), 1)
            theirs.append(spent)
    assert laid is not None
    rows: list[dict[str, Any]] = [
        {"edges": len(made.edges), "what": f"layout ({laid.engine})", "ms": min(placing), "bytes": 0},
        {"what": "SVG with layout", "ms": round(min(drawing), 1), "bytes": len(raw)},
    ]
    if theirs:
        rows[-1]["ratio"] = round(
            statistics.median(ours / other for ours, other in zip(drawing, theirs, strict=True)), 2
        )
        rows.append({"what": "system dot, same sizes", "ms": min(theirs), "bytes": len(peer)})
    return laid, rows


def _dot_of(made: View) -> str:
    """Return the very DOT that our own layout sends, for the peer."""
    sized = cards(made)
    return graphviz._Task(made, sized, wire(made)).dot()


def _run(dot: str, text: str) -> bytes:
    return subprocess.run([dot, "-Tsvg"], input=text.encode(), capture_output=True, check=True, timeout=300).stdout


def threads(count: int = 8, each: int = 25) -> dict[str, Any]:
    """Return how long many renders on many threads take, and how many differ from one made alone."""
    made = view(40)
    alone = svg.write(made, layout.render(made))
    got: list[bytes] = []

    def work() -> None:
        got.extend(svg.write(made, layout.render(made)) for _ in range(each))

    start = time.perf_counter()
    some = [threading.Thread(target=work) for _ in range(count)]
    for thread in some:
        thread.start()
    for thread in some:
        thread.join()
    different = sum(raw != alone for raw in got) + count * each - len(got)
    return {
        "threads": count,
        "renders": count * each,
        "seconds": round(time.perf_counter() - start, 2),
        "different": different,
    }


def visitors(count: int = 200, at_once: int = 20) -> dict[str, Any]:
    """Return how two hundred requests for pictures fare, none of which was asked for before."""
    from agendagraph.diagrams.views.links import by_end
    from agendagraph.web import create_app

    app = create_app()
    linked = sorted(by_end(app.extensions["agendagraph"].store))[:count]
    waits: list[float] = []
    failed: list[str] = []
    queue = list(linked)

    def work() -> None:
        while queue:
            try:
                iri = queue.pop()
            except IndexError:
                return
            start = time.perf_counter()
            answer = app.test_client().get(
                "/diagram/neighbourhood.svg", query_string={"ding": f"<{iri}>", "meest": "30"}
            )
            waits.append(time.perf_counter() - start)
            if answer.status_code != 200:
                failed.append(f"{iri}: {answer.status_code}")

    start = time.perf_counter()
    some = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in some:
        thread.start()
    for thread in some:
        thread.join()
    return {
        "requests": len(waits),
        "at_once": at_once,
        "seconds": round(time.perf_counter() - start, 2),
        "median_ms": round(statistics.median(waits) * 1000),
        "failed": failed,
    }


def memory(renders: int) -> dict[str, Any]:
    """Return how much memory a process has after half of the renders and after all of them."""
    made = view(40)
    marks = []
    for number in range(1, renders + 1):
        svg.write(made, layout.render(made))
        if number in {renders // 2, renders}:
            gc.collect()
            marks.append(_resident())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "renders": renders,
        "half_mb": marks[0],
        "all_mb": marks[-1],
        "growth_mb": marks[-1] - marks[0],
        "peak_mb": peak,
    }


def _resident() -> int:
    """Return the megabytes that this process holds now; where the system does not tell, the most it held."""
    status = Path("/proc/self/status")
    if status.is_file():
        return (
            int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS"))) // 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def table(found: dict[str, Any]) -> str:
    """Return the measurements as tables in Markdown."""
    lines = ["| nodes | what | ms | kB | of system dot |", "| --: | --- | --: | --: | --: |"]
    for row in found["formats"]:
        told = row.get("error") or row["ms"]
        lines.append(
            f"| {row['nodes']} | {row['what']} | {told} | {row['bytes'] / 1000:.0f} | {row.get('ratio', '')} |"
        )
    for name in ("threads", "visitors", "memory"):
        if name in found:
            lines += ["", f"{name}: " + ", ".join(f"{key} {value}" for key, value in found[name].items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
