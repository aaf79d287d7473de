"""On paper: every page can be printed, and the agenda of a sector is one sheet for the wall."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import pytest
from pypdf import PdfReader

from tests.browser.pages import DUTCH, Page
from tests.browser.visiting import PICTURES, Visitor, plain

Visit = Callable[..., Visitor]

A3: Final = (1191, 842)
"""Landscape, in points."""


@pytest.mark.parametrize("page", DUTCH, ids=str)
def test_a_page_can_be_printed(visit: Visit, page: Page) -> None:
    """Chromium makes a PDF with the heading and without the ways through the site, and nothing is cut off at the right."""
    visitor = visit(viewport={"width": 1000, "height": 1400}, color_scheme="dark")
    seen = visitor.open(page.path, page.status)
    seen.emulate_media(media="print")
    assert visitor.outside() == []
    assert seen.locator("nav:visible, form:visible").count() == 0
    assert seen.evaluate(_INK) > 0.5, "white letters on white paper"
    sheets = _printed(visitor, page.name)
    assert page.heading.split()[0] in plain(sheets.pages[0].extract_text())


_INK: Final = """() => {  // how much darker the letters are than paper
  const [red, green, blue] = getComputedStyle(document.querySelector("main")).color.match(/[\\d.]+/g).map(Number);
  return 1 - (red + green + blue) / 765;
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/agenda",
        "/agenda/vvt",
        "/agenda/huisartsen",
        "/agenda/medisch-specialistische-zorg",
        "/en/agenda/actueel-voor-vvt-ggz-en-gz",
    ],
)
def test_the_agenda_is_one_sheet(visit: Visit, path: str) -> None:
    """For all and for a sector: one A3 landscape, with every topic of the screen on it."""
    visitor = visit()
    seen = visitor.open(path)
    topics = [plain(text) for text in seen.locator("main .card h3").all_inner_texts()]
    sheets = _printed(visitor, path.strip("/").replace("/", "-"))
    assert len(sheets.pages) == 1
    box = sheets.pages[0].mediabox
    assert (round(box.width), round(box.height)) == pytest.approx(A3, abs=2)
    text = plain(sheets.pages[0].extract_text()).replace(" ", "")
    assert [topic for topic in topics if topic.replace(" ", "").replace("-", "") not in text.replace("-", "")] == []
    assert topics


def _printed(visitor: Visitor, name: str) -> PdfReader:
    """Print, keep the file, and return it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    raw = visitor.page.pdf(prefer_css_page_size=True, print_background=True)
    (PICTURES / f"{name}.pdf").write_bytes(raw)
    return PdfReader(io.BytesIO(raw))
