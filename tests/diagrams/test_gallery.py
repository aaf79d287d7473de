"""The gallery: what its page shows is there, and every question is one that the command takes."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from agendagraph.diagrams.views import VIEWS

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"


def test_every_picture_of_the_page_is_there_and_whole() -> None:
    """The page has ten pictures; each is an SVG with a title, and no other SVG lies beside them."""
    page = (GALLERY / "README.md").read_text("utf-8")
    names = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert len(names) == 10
    assert sorted(names) == sorted(path.name for path in GALLERY.glob("*.svg"))
    assert all(etree.parse(GALLERY / name).getroot().findtext("{*}title") for name in names)
    views = re.findall(r"`agendagraph diagram (\w+)", page)
    assert set(views) == set(VIEWS)
