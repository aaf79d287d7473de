"""What pages cost: the time of each type of page and its weight, beside a bare Flask `hello` behind the same server.

    python bench/web [--rounds 4] [--only home,plan] [--json FILE]

Both are up at once, each as one process of uvicorn, and are asked in turn over connections kept open; what counts is the ratio
of the p95s: the times themselves are of one machine at one moment. With few rounds the p95 of one page is that of its slowest
answer. The targets are about the slowest type. Ends with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests import servers  # noqa: E402
from tests.browser.pages import PAGES, Page  # noqa: E402

HEAVIEST: Final = 100_000
"""Bytes that the largest page may weigh, compressed with gzip: by itself, and with its style sheet and scripts but no editor."""

EDITOR: Final = "/dist/sparql-"
"""What the address of the editor of queries has in it: the one script that is heavy, on one page."""

CACHED: Final = 3.0
"""So many times a `hello` may a page cost that was made before."""

ANEW: Final = 150.0
"""So many times a `hello` may a page cost that is made anew."""

AGAIN: Final = 4
"""A page that was made before is asked for so many times in each round."""


PATIENCE: Final = 120
"""Seconds that a page may take on a machine that others use, too."""


@dataclass
class Cost:
    """What one page costs.

    Attributes:
        name: of the type of page.
        first: milliseconds of the very first answer, nothing known yet.
        anew: of answers that were made anew.
        cached: of answers that were kept.
        raw, gzip, br: bytes as they are sent without and with compression.
        dressed: bytes with gzip of the page with its style sheet and scripts, without letters and without the editor.
        is_kept: whether the server keeps it: not what asks a worker, and not what says no.
    """

    name: str
    is_kept: bool
    first: float = 0.0
    anew: list[float] = field(default_factory=list)
    cached: list[float] = field(default_factory=list)
    raw: int = 0
    gzip: int = 0
    br: int = 0
    dressed: int = 0


class Asker:
    """Asks a server over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(servers.HOST, port, timeout=PATIENCE)

    def ask(self, path: str, **headers: str) -> tuple[float, int, http.client.HTTPMessage, bytes]:
        """Return milliseconds, status, head and body of an answer."""
        start = time.perf_counter()
        self._connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        try:
            answer = self._connection.getresponse()
            body = answer.read()
        except TimeoutError:
            raise SystemExit(f"{path}: no answer in {PATIENCE} s") from None
        return (time.perf_counter() - start) * 1000, answer.status, answer.headers, body


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4, help="how often each page is made anew")
    parser.add_argument("--only", default="", help="types of pages, with commas")
    parser.add_argument("--json", type=Path, help="a file for all numbers")
    given = parser.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    pages = [page for page in PAGES if not wanted or page.name in wanted]
    with hello_served() as port, servers.ours(None) as served:
        plain, site = Asker(port), Asker(served.port)
        costs, hello = measure(pages, plain, site, given.rounds)
        again = second_visit(site)
    found = judged(costs, hello, again)
    print(table(costs, hello))
    for one in found:
        print(
            f"{'met   ' if one['met'] else 'MISSED'}  {one['what']}: {one['value']} (target {one['target']}) {one['note']}"
        )
    if given.json:
        whole = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "hello_ms": {"p50": percentile(hello, 50), "p95": percentile(hello, 95)},
            "pages": [asdict(one) for one in costs],
            "found": found,
        }
        given.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    return int(not all(one["met"] for one in found))


@contextmanager
def hello_served() -> Iterator[int]:
    """Serve the bare Flask application with uvicorn, as ours is served."""
    port = servers.free_port()
    words = ["--interface", "wsgi", "--host", servers.HOST, "--port", str(port), "--log-level", "error", "hello:app"]
    with servers.running([sys.executable, "-m", "uvicorn", *words], port, {}, HERE):
        yield port


def measure(pages: Sequence[Page], plain: Asker, site: Asker, rounds: int) -> tuple[list[Cost], list[float]]:
    """Return what each page costs, and what the `hello`s beside them did."""
    costs = [Cost(page.name, page.status == 200 and not page.path.startswith("/sparql")) for page in pages]
    hello: list[float] = []
    weights: dict[str, int] = {}
    for page, cost in zip(pages, costs, strict=True):
        cost.first = _asked(site, page, accept="text/html")[0]
        for encoding in ("identity", "gzip", "br"):
            body = _asked(site, page, accept="text/html", accept_encoding=encoding)[1]
            setattr(cost, "raw" if encoding == "identity" else encoding, len(body))
            if encoding == "identity":
                beside = [one for one in assets(body.decode()) if not one.endswith(".woff2") and EDITOR not in one]
        for address in beside:
            if address not in weights:
                weights[address] = len(_fetched(site, address, accept_encoding="gzip")[1])
        cost.dressed = cost.gzip + sum(weights[address] for address in beside)
    for number in range(rounds):
        for page, cost in zip(pages, costs, strict=True):
            # a language that nobody asked for yet: the same page, which is not kept under that name
            unknown = f"nl, x-{number};q=0.1"
            cost.anew.append(_asked(site, page, accept="text/html", accept_language=unknown)[0])
            for _ in range(AGAIN):
                cost.cached.append(_asked(site, page, accept="text/html")[0])
                hello.append(plain.ask("/")[0])
    return costs, hello


def _asked(site: Asker, page: Page, **headers: str) -> tuple[float, bytes]:
    spent, status, _, body = site.ask(page.path, **headers)
    if status != page.status:
        raise SystemExit(f"{page.path}: {status}")
    return spent, body


def assets(page: str) -> list[str]:
    """Return the addresses of style sheet, letters, icon and scripts of a page, each once."""
    found = re.findall(r'<(?:link rel="(?:stylesheet|preload|icon)"|script)[^>]*?(?:href|src)="([^"]+)"', page)
    return list(dict.fromkeys(address.replace("&amp;", "&") for address in found))


def _fetched(site: Asker, address: str, **headers: str) -> tuple[http.client.HTTPMessage, bytes]:
    _, status, head, body = site.ask(address, **headers)
    if status != 200:
        raise SystemExit(f"{address}: {status}")
    return head, body


def second_visit(site: Asker) -> list[str]:
    """Return what a browser asks for that opens the home page again later: each address that it may not simply keep."""
    text = site.ask("/", accept="text/html")[3].decode()
    found = ["/"]
    for address in assets(text):
        head, body = _fetched(site, address)
        if not re.search(r"max-age=[1-9]", head.get("Cache-Control", "")):
            found.append(f"{address} ({len(body):,} B)")
    return found


def judged(costs: Sequence[Cost], hello: Sequence[float], again: Sequence[str]) -> list[dict[str, object]]:
    """Return the targets, and whether they are met."""
    base = percentile(hello, 95)
    heaviest, dressed = max(costs, key=lambda one: one.gzip), max(costs, key=lambda one: one.dressed)
    slowest = max(costs, key=lambda one: percentile(one.anew, 95))
    anew = percentile(slowest.anew, 95) / base
    found = [
        _found("largest page, gzip", heaviest.gzip, HEAVIEST, heaviest.name),
        _found("with its style sheet and scripts, without the editor", dressed.dressed, HEAVIEST, dressed.name),
        _found("p95 made anew, of hello", round(anew, 1), ANEW, slowest.name),
    ]
    if kept := [cost for cost in costs if cost.is_kept]:
        slowest = max(kept, key=lambda one: percentile(one.cached, 95))
        ratio = percentile(slowest.cached, 95) / base
        found.append(_found("p95 made before, of hello", round(ratio, 2), CACHED, slowest.name))
    found.append(_found("requests of a second visit to the home page", len(again), 1, ", ".join(again[1:])))
    return found


def _found(what: str, value: float, target: float, note: str) -> dict[str, object]:
    return {"what": what, "value": value, "target": target, "met": value <= target, "note": note}


def table(costs: Sequence[Cost], hello: Sequence[float]) -> str:
    """Return the costs as a table in Markdown, the dearest first."""
    base = percentile(hello, 95)
    lines = [f"hello: p50 {percentile(hello, 50):.2f} ms, p95 {base:.2f} ms", ""]
    lines += ["| page | first (ms) | anew p95 (ms) | of hello | kept p95 (ms) | of hello | raw | gzip | br | dressed |"]
    lines += ["| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |"]
    for one in sorted(costs, key=lambda cost: -percentile(cost.anew, 95)):
        anew, kept = percentile(one.anew, 95), percentile(one.cached, 95)
        again = f"{kept:.1f} | {kept / base:.1f}" if one.is_kept else "– | –"
        times = f"{one.first:.0f} | {anew:.0f} | {anew / base:.0f} | {again}"
        lines += [f"| {one.name} | {times} | {one.raw:,} | {one.gzip:,} | {one.br:,} | {one.dressed:,} |"]
    return "\n".join(lines) + "\n"


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that a part of the values does not exceed."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))], 3)


if __name__ == "__main__":
    sys.exit(main())
