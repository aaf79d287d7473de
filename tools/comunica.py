#!/usr/bin/env python3
"""See to it that Comunica, a SPARQL client in JavaScript, is there for the tests: install it with npm, and print its command.

It is put into `build/`, in the edition named here, without running scripts of packages. Takes about 40 seconds, once.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

VERSION: Final = "5.4.1"
MANIFEST: Final = {
    "private": True,
    "dependencies": {"@comunica/query-sparql": VERSION},
    "overrides": {"undici": "7.24.0"},  # later ones need Node 22
}
FOLDER: Final = Path(__file__).resolve().parent.parent / "build" / f"comunica-{VERSION}"
COMMAND: Final = FOLDER / "node_modules" / ".bin" / "comunica-sparql"


def main() -> int:
    reason = "" if COMMAND.exists() else install()
    if not reason:
        print(COMMAND)
        return 0
    print(f"Comunica is not here: {reason}", file=sys.stderr)
    return 1


def install() -> str:
    """Install it, and return why that could not be done; nothing where it could."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return "node and npm are not installed"
    aside = FOLDER.with_name(f"{FOLDER.name}.{os.getpid()}")
    aside.mkdir(parents=True)
    (aside / "package.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    words = ["install", "--prefix", str(aside), "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
    done = subprocess.run([npm, *words], capture_output=True, text=True, check=False)
    if done.returncode == 0 and not FOLDER.exists():
        aside.rename(FOLDER)
    shutil.rmtree(aside, ignore_errors=True)
    return "" if COMMAND.exists() else done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "npm failed"


if __name__ == "__main__":
    sys.exit(main())
