"""The scores of our server and of Oxigraph's own on the suites of W3C, by one runner in one run.

    python -m tests.w3c.score [agendagraph] [oxigraph] [oxigraph-read-only] [--faults] [--json]

A server that may be written to is asked to write; one that only reads is to refuse every write. The suites are read from the
folder `shared` beside the project.
"""

# ruff: noqa: T201 (a command)
from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.servers import ROOT, StartError
from tests.w3c.outcome import Outcome
from tests.w3c.suites import NAMES, SIZES, run, serving


def main() -> int:
    """Print the table; return 1 where a server could not be started."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("servers", nargs="*", metavar="server", help=f"of {', '.join(NAMES)}; all of them by default")
    parser.add_argument("--faults", action="store_true", help="tell what failed, and how")
    parser.add_argument("--json", action="store_true", help="all failures as JSON")
    given = parser.parse_args()
    unknown = set(given.servers) - set(NAMES)
    if unknown:
        parser.error(f"no such server: {', '.join(sorted(unknown))}")
    found: dict[str, list[Outcome]] = {}
    for name in given.servers or NAMES:
        with tempfile.TemporaryDirectory() as folder:
            try:
                with serving(name, ROOT.parent / "shared", Path(folder)) as served:
                    found[name] = run(served, ROOT.parent / "shared")
            except StartError as error:
                print(f"{name}: {error}", file=sys.stderr)
                return 1
    if given.json:
        faults = {name: {one.test: one.fault for one in these if one.fault} for name, these in found.items()}
        print(json.dumps(faults, indent=1, ensure_ascii=False))
        return 0
    print(table(found))
    if given.faults:
        for name, outcomes in found.items():
            print(f"\n{name}")
            print("\n".join(f"- {one.test}: {one.fault[:300]}" for one in outcomes if one.fault))
    return 0


def table(found: dict[str, list[Outcome]]) -> str:
    """Return how many tests of each suite a server passes, as a table in Markdown."""
    lines = [f"| suite | tests | {' | '.join(found)} |", f"| --- | --: |{' --: |' * len(found)}"]
    for suite, size in SIZES.items():
        passed = [sum(one.suite == suite and not one.fault for one in outcomes) for outcomes in found.values()]
        lines.append(f"| {suite} | {size} | {' | '.join(map(str, passed))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
