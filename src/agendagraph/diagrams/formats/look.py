"""Placeholder until the theme is there."""

from __future__ import annotations


def fill(kind: str) -> str:
    """Return the colour of a box."""
    return "#ffffff"


def stroke(kind: str) -> str:
    """Return the colour of its border."""
    return "#4a5058"
