"""Asking the pages of plan, impact, path and comparison, as far as their tests share it."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask.testing import FlaskClient

from tests.web.html import Page, faults, filled_in


def page(client: FlaskClient, address: str, status: int = 200) -> Page:
    """Return the page at an address, once it is well built and without scripts."""
    response = client.get(address)
    assert response.status_code == status, address
    found = Page(response.get_data(as_text=True))
    assert faults(found, "en" if address.startswith("/en/") else "nl") == []
    return found


def sent_again(client: FlaskClient, address: str) -> tuple[Page, Page]:
    """Return the page at an address, and the one that sending its form as it stands leads to."""
    first = page(client, address)
    again = page(client, f"{urlsplit(address).path}?{urlencode(filled_in(first))}")
    return first, again


def dead(client: FlaskClient, found: Page) -> list[str]:
    """Return the links in the text of a page that lead nowhere; pictures and their files are tested by themselves."""
    tags = [tag for tag, _ in found.elements]
    text = found.elements[tags.index("main") : tags.index("footer")]
    ours = {a["href"].partition("#")[0] for tag, a in text if tag == "a" and a["href"].startswith("/")}
    return sorted(href for href in ours if not href.startswith("/diagram/") and client.get(href).status_code >= 400)
