"""What browsers may keep: files under an address that changes with what is in them."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from agendagraph.web.keeping import FOREVER, MONTH, edition


def test_what_a_page_needs_is_kept(client: FlaskClient) -> None:
    """Style sheet, sign and letters of a page are asked for once: each answer may be kept."""
    text = client.get("/").get_data(as_text=True)
    found = re.findall(r'"(/static/[^"]+)"', text)
    assert f"/static/agendagraph.css?v={edition('agendagraph.css')}" in found
    kept = {address: client.get(address).headers["Cache-Control"] for address in found}
    assert set(kept.values()) <= {FOREVER, MONTH}
    assert len(kept) >= 4


def test_an_edition_that_is_not_there_is_not_kept(client: FlaskClient) -> None:
    """A page of an older server asks for its own edition: it gets what there is, and is to look again."""
    for address in ("/static/agendagraph.css?v=0000000000", "/static/agendagraph.css"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_nothing_outside_is_looked_at(client: FlaskClient) -> None:
    """A name that leads out of the folder has no edition, and is not found."""
    assert edition("../strings.py") == ""
    assert client.get("/static/../strings.py?v=").status_code == 404
