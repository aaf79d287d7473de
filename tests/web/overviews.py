"""What the tests of the overviews share: every link of a page is followed, and every state of a page is sound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urldefrag

from flask.testing import FlaskClient

from tests.web.html import Page, faults

PICTURES = re.compile(r"^(/en)?/diagram/\w+\.")
"""Files under a picture: their writers have tests of their own."""


def sound(visitor: FlaskClient, address: str, status: int = 200) -> Page:
    """Return a page that is as it should be, in Dutch; the English one is looked at, too."""
    for start, language in (("/en", "en"), ("", "nl")):
        response = visitor.get(start + address)
        assert (response.status_code, response.mimetype) == (status, "text/html"), start + address
        page = Page(response.text)
        assert faults(page, language) == [], start + address
    return page


def broken(visitor: FlaskClient, pages: Iterable[Page]) -> dict[str, int]:
    """Return the links of these pages that lead nowhere; of many alike a sample."""
    links = {urldefrag(href)[0] for page in pages for href in page.links if href.startswith("/")}
    by_kind: dict[str, list[str]] = {}
    for href in sorted(links):
        if not PICTURES.match(href):
            by_kind.setdefault(re.sub(r"^(/en)?/([\w-]+).*", r"\2", href), []).append(href)
    sample = [href for some in by_kind.values() for href in some[:: max(1, len(some) // 4)]]
    return {href: status for href in sample if (status := visitor.get(href, follow_redirects=True).status_code) != 200}


def rows(page_text: str) -> list[list[str]]:
    """Return the rows of all tables as texts."""
    found = []
    for row in re.findall(r"<tr.*?</tr>", page_text, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        found.append([" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells])
    return found
