"""Texts of the site that other layers say, too, and that are kept there; all others are in the catalogs."""

from __future__ import annotations

from typing import Final

from agendagraph.planner.faces.words import SHORTER
from agendagraph.text import Text

STRINGS: Final[dict[str, Text]] = {"plan_shorter": SHORTER}
"""Key → text; it comes before the catalogs."""
