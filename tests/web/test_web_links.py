"""No link of ours leads nowhere: a walk over the shipped site."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

from flask.testing import FlaskClient

from tests.web.html import Page, faults

PAGES = 150
PER_TYPE = 25
"""So many pages of one type are looked at; the rest of the sample is for the others."""


def test_a_walk_from_home_finds_no_broken_link_and_no_fault(visitor: FlaskClient) -> None:
    """150 pages of every type in both languages: each is there, is sound, and has what is linked to on it."""
    queue, seen, visited = deque(["/", "/en/"]), {"/", "/en/"}, dict[str, Page]()
    types: dict[str, int] = {}
    anchors: list[tuple[str, str, str]] = []
    while queue and len(visited) < PAGES:
        address = queue.popleft()
        start = urlsplit(address).path.removeprefix("/en").split("/")[1]
        if types.get(start, 0) >= PER_TYPE * 2:
            continue
        types[start] = types.get(start, 0) + 1
        response = visitor.get(address)
        assert response.status_code == 200, address
        if response.mimetype != "text/html":
            continue
        page = visited[address] = Page(response.text)
        assert faults(page, "en" if address.startswith("/en") else "nl") == [], address
        for href in page.links:
            target, anchor = urldefrag(href)
            if not target.startswith("/"):
                assert href.startswith(("#", "https://", "http://")), href
                continue
            if anchor:
                anchors.append((address, target, anchor))
            if target not in seen:
                seen.add(target)
                queue.append(target)
    assert len(visited) == PAGES
    assert {"", "agenda", "ding", "passage", "vragen"} <= set(types)
    for address, target, anchor in anchors:
        if target in visited:
            assert anchor in visited[target].ids, (address, target, anchor)


def test_every_passage_and_every_thing_has_a_page(visitor: FlaskClient) -> None:
    """What is in the graph can be looked at, all of it; every statement has its place on a passage page."""
    here = visitor.application.extensions["agendagraph"]
    with visitor.application.test_request_context("/"):
        things = [iri for iri in here.names.classes if here.is_thing(iri)]
    assert len(things) > 300
    assert len(here.reading.passages) > 100
    root = "https://w3id.org/agendagraph/id/"
    for iri in things[::15]:
        assert visitor.get("/ding/" + iri.removeprefix(root)).status_code == 200, iri
    anchored: set[str] = set()
    for iri in here.reading.passages:
        response = visitor.get("/passage/" + iri.removeprefix(root))
        assert response.status_code == 200, iri
        anchored |= set(re.findall(r' id="([^"]+)"', response.text))
    stated = {node for node in here.reading.statement_nodes if here.reading.said_by(node)}
    assert {node.removeprefix(root) for node in stated} - anchored == set()
