"""What browsers may keep: style sheet, letters and scripts, so that the next page is one request."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request

STATIC: Final = Path(__file__).parent / "static"
FOREVER: Final = "public, max-age=31536000, immutable"
MONTH: Final = "public, max-age=2592000"


def register(app: Flask) -> None:
    """Give files an address that changes with what is in them, and let browsers keep them under it."""
    app.url_defaults(_addressed)
    app.after_request(_kept)


def edition(filename: str) -> str:
    """Return a word for what is in a file of `static`; empty where there is no such file.

    >>> len(edition("icon.svg")), edition("../strings.py"), edition("none.css")
    (10, '', '')
    """
    path = (STATIC / filename).resolve()
    if not path.is_relative_to(STATIC.resolve()) or not path.is_file():
        return ""
    return _digest(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(path: Path, _: int) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=5).hexdigest()


def _addressed(endpoint: str, values: dict[str, Any]) -> None:
    """Put the edition of a file into its address; bundles have it in their name, letters are named by the style sheet."""
    if endpoint == "static" and not values["filename"].startswith(("dist/", "fonts/")):
        values.setdefault("v", edition(values["filename"]))


def _kept(response: Response) -> Response:
    if request.endpoint != "static" or response.status_code not in {200, 304}:
        return response
    filename = str((request.view_args or {}).get("filename", ""))
    asked = request.args.get("v", "")
    if (asked and asked == edition(filename)) or (filename.startswith("dist/") and filename.endswith(".js")):
        response.headers["Cache-Control"] = FOREVER
    elif filename.startswith("fonts/"):
        response.headers["Cache-Control"] = MONTH
    return response
