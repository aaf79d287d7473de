"""The scripts of the site: which bundles there are, and the policy under which a browser runs them.

The bundles are made when the package is built (`hatch_build.py`). Where they are not there, pages refer to none and work as they
do with scripts off.
"""

from __future__ import annotations

import json
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, g, url_for

from agendagraph.web import messages
from agendagraph.web.site import language

DIST: Final = Path(__file__).parent / "static" / "dist"


def register(app: Flask) -> None:
    """Let templates refer to bundles; one that changes gets another name."""
    app.context_processor(lambda: {"script": script, "script_once": script_once, "script_words": words, "nonce": nonce})


def script(name: str) -> str:
    """Return the address of a bundle; empty where it was not made."""
    file = _bundles(*_made()).get(name, "")
    return url_for("static", filename=f"dist/{file}") if file else ""


def script_once(name: str) -> str:
    """Return the address of a bundle the first time that a page asks for it; empty afterwards."""
    asked: set[str] = g.setdefault("scripts", set())
    if name in asked:
        return ""
    asked.add(name)
    return script(name)


def words(name: str) -> dict[str, str]:
    """Return what a script says, in the language of this request: name → text, with `{…}` where it fills something in."""
    return messages.starting(f"js_{name}_", language())


def nonce() -> str:
    """Return the word that lets one script of this page add style sheets; the policy of this answer then has it, too."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def policy() -> str:
    """Return the Content-Security-Policy of this answer: all is ours, nothing inline, nothing framed."""
    styles = f"'self' 'nonce-{g.nonce}'" if "nonce" in g else "'self'"
    return (
        f"default-src 'self'; script-src 'self'; style-src {styles}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _made() -> tuple[Path, int]:
    """Return the list of bundles, and when it was made: during development it is made again."""
    manifest = DIST / "manifest.json"
    try:
        return manifest, manifest.stat().st_mtime_ns
    except OSError:
        return manifest, 0


@lru_cache(maxsize=2)
def _bundles(manifest: Path, made: int) -> dict[str, str]:
    if not made:
        return {}
    try:
        found: dict[str, Any] = json.loads(manifest.read_text("utf-8"))["bundles"]
        return {name: str(file) for name, file in found.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}  # half written or damaged: as good as none
