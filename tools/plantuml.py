#!/usr/bin/env python3
"""See to it that PlantUML and Graphviz are there for the tests of diagrams: install them with apt where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = {"plantuml": "plantuml", "dot": "graphviz"}
"""Program → the Debian package that has it."""


def missing() -> list[str]:
    return [package for program, package in PROGRAMS.items() if not shutil.which(program)]


def main() -> int:
    if (wanted := missing()) and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' and '.join(wanted)} for the tests of diagrams …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
            subprocess.run(["apt-get", *words], check=False, capture_output=True, env=environment)
    if not (wanted := missing()):
        return 0
    packages = " ".join(wanted)
    print(f"Tests that need {packages} are skipped. On Debian: apt-get install {packages}", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
