#!/usr/bin/env python3
"""See to it that Virtuoso is there for the tests: install it with apt where that is allowed, and say so where not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def main() -> int:
    if shutil.which("virtuoso-t"):
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Virtuoso for the tests of remote stores …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", "virtuoso-opensource"]):
            subprocess.run(["apt-get", *words], check=False, capture_output=True, env=environment)
        if shutil.which("virtuoso-t"):
            return 0
    print(
        "Virtuoso is not installed: its tests are skipped. On Debian: apt-get install virtuoso-opensource",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
