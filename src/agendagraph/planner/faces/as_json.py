"""A plan as JSON: every field of the document under its own name, both languages in it, and the schema it fits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from agendagraph.planner.plain import plain

FILE: Final = Path(__file__).with_name("plan.schema.json")
"""The schema itself, JSON Schema 2020-12: the only copy, packaged with this module."""


def raw(value: Any) -> bytes:
    """Return a plan, or something made of plans, as the content of a JSON file."""
    return (json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
