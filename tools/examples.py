#!/usr/bin/env python3
"""Run the commands that stand in the documentation, and write what they print below them.

    examples.py [--check] [FILE ...]

In a fenced block `console`, every line `$ agendagraph …` is a command and the lines below it are what it prints (standard
output, 120 columns wide). Exit status: 0 all true, 1 something was old (with --check nothing is written).
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = [ROOT / "README.md", ROOT / "docs" / "how-to.md"]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def output(command: str) -> str:
    """Return what a command prints, without spaces at the ends of lines."""
    words = shlex.split(command)
    environment = {**os.environ, "COLUMNS": "120", "AGENDAGRAPH_LANG": "nl"}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment,
        cwd=ROOT,
    )
    text = done.stdout if done.returncode == 0 else done.stderr
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def renewed(text: str) -> str:
    """Return a document with every console block as its commands print it now."""

    def block(match: re.Match[str]) -> str:
        commands = [line[2:] for line in match[1].splitlines() if line.startswith("$ ")]
        parts = [
            f"$ {command}\n{output(command)}" if command.startswith("agendagraph ") else f"$ {command}"
            for command in commands
        ]
        return "```console\n" + "\n\n".join(parts) + "\n```"

    return BLOCK.sub(block, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    options = parser.parse_args()
    old = 0
    for path in options.files:
        text = path.read_text(encoding="utf-8")
        new = renewed(text)
        if new != text:
            old += 1
            print(f"{path.name}: {'old, renew with: make docs' if options.check else 'renewed'}")
            if not options.check:
                path.write_text(new, encoding="utf-8")
    return 1 if old and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
