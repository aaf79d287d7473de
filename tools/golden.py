#!/usr/bin/env python
"""Write the rows in `tests/golden/` anew, for the parameters in the first line of each file.

Usage: tools/golden.py [QUESTION …]

Without a question all of them. What a question answers on the invented graph of `tests/fixtures/mini` is written as it
is: read the difference before it is committed, for the files are what the tests believe.
"""

from __future__ import annotations

import sys
from pathlib import Path

from agendagraph import catalog, results
from agendagraph.build import build

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"


def values(head: str) -> dict[str, list[str]]:
    """Return the parameters in the first line of a golden file: `# name=value & name=value`."""
    found: dict[str, list[str]] = {}
    for pair in head.lstrip("# ").split(" & "):
        if pair:
            name, _, value = pair.partition("=")
            found.setdefault(name, []).append(value)
    return found


def main(questions: list[str]) -> int:
    """Write the files of the questions and say which changed."""
    store = build([ROOT / "tests" / "fixtures" / "mini"], check=False).require_valid().store()
    for path in sorted(GOLDEN.glob("*.csv")):
        if questions and path.stem not in questions:
            continue
        before = path.read_text(encoding="utf-8")
        head, _, _ = before.partition("\n")
        answer = catalog.ask(store, path.stem, values(head))
        after = f"{head}\n{results.as_delimited(store, answer, 'nl')}"
        if after.replace("\r\n", "\n") != before:
            path.write_text(after.replace("\r\n", "\n"), encoding="utf-8")
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
