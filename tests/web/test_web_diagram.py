"""Pictures on the site: pages with a table beside them, files with an ETag, limits, and nothing that the policy forbids."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from agendagraph.diagrams.layout import engine
from agendagraph.diagrams.views import VIEWS
from agendagraph.diagrams.writers import WRITERS
from agendagraph.errors import LimitError
from agendagraph.web import create_app
from agendagraph.web.drawing import Drawings, Shelf, _Turn
from tests.web.html import Page, faults
from tests.web.test_web_errors import HOSTILE

_MITZ = "/diagram/neighbourhood?ding=mitz"


@pytest.mark.parametrize("start", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/diagram",
        "/diagram/neighbourhood",
        "/diagram/neighbourhood?ding=mitz&diepte=2&richting=uit",
        "/diagram/plan?ding=bgz-uitwisseling&sector=huisartsenzorg&heeft=mitz",
        "/diagram/path?van=wegiz&naar=mitz",
        "/diagram/agenda?sector=huisartsenzorg",
        "/diagram/lanes?ding=bgz",
        "/diagram/impact?ding=mitz&vertraging=12m",
        "/diagram/dataset?set=bgz-2020",
        "/diagram/timeline?van=2024",
    ],
)
def test_every_picture_has_a_sound_page(visitor: FlaskClient, start: str, address: str) -> None:
    """Each view is a page without faults in both languages; its picture leads to our pages, and a table says the same."""
    page = Page(visitor.get(start + address).text)
    assert faults(page, "en" if start else "nl") == []
    if "?" in address:
        picture = [svg for svg in page.all("svg") if svg.get("class") == "diagram"]
        assert len(picture) == 1
        nodes = [a for a in page.all("a") if a.get("class", "").startswith("node ")]
        assert nodes
        assert all(a["href"].startswith((start + "/ding/", start + "/id/")) for a in nodes)
        rows = [a for a in page.all("th") if a.get("scope") == "row"]
        assert len(rows) >= len(nodes)


@pytest.mark.parametrize("name", [view.name for view in VIEWS.values()])
def test_names_are_offered_where_a_thing_is_asked(client: FlaskClient, name: str) -> None:
    """The fields that take any thing have the list of things to choose from; where there are none there is no list."""
    page = Page(client.get(f"/diagram/{name}").text)
    asked = {field.name for field in VIEWS[name].parameters if field.type == "iri" and not field.classes}
    assert {field["name"] for field in page.all("input") if field.get("list") == "dingen"} == asked
    assert len(page.all("datalist")) == bool(asked)


def test_the_policy_of_the_site_is_kept(visitor: FlaskClient) -> None:
    """A picture in a page has no style of its own and nothing that runs; a file may bring its style and no more."""
    response = visitor.get(_MITZ)
    assert "script-src 'self'; style-src 'self'; " in response.headers["Content-Security-Policy"]
    page = Page(response.text)
    assert not page.all("style")
    assert all(a["src"].startswith("/static/dist/") for a in page.all("script"))
    assert not [attributes for _, attributes in page.elements if "style" in attributes]
    file = visitor.get(_MITZ.replace("?", ".svg?"))
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]


def test_the_row_of_files_is_under_every_picture(visitor: FlaskClient) -> None:
    """Pictures, plans, paths and things have a link to every format, with the whole question in the address."""
    for address, name in (
        (_MITZ, "neighbourhood"),
        ("/plan?ding=bgz-uitwisseling&sector=huisartsenzorg", "plan"),
        ("/pad?van=wegiz&naar=mitz", "path"),
        ("/ding/mitz", "neighbourhood"),
    ):
        links = [link for link in Page(visitor.get(address).text).links if f"/diagram/{name}." in link]
        suffixes = {link.partition("?")[0].removeprefix(f"/diagram/{name}") for link in links}
        assert suffixes == {writer.suffix for writer in WRITERS.values()}, address
        svg = next(link for link in links if ".svg" in link)
        assert etree.fromstring(visitor.get(svg).data).tag.endswith("svg")


def test_a_file_is_not_sent_twice(visitor: FlaskClient) -> None:
    """The ETag is strong, changes with the question, the language and the format, and the same one gives 304 and no body."""
    address = "/diagram/path.svg?van=wegiz&naar=mitz"
    first = visitor.get(address)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = visitor.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    others = [
        visitor.get(other).headers["ETag"]
        for other in ("/en" + address, address.replace("mitz", "lsp"), address.replace(".svg", ".csv"))
    ]
    assert len({tag, *others}) == 4
    assert visitor.get(address).data == first.data


def test_files_are_shown_or_saved_as_they_are_meant(visitor: FlaskClient) -> None:
    """A picture opens in the browser; what another tool opens is saved, under a name that ends as it should."""
    svg = visitor.get("/diagram/path.svg?van=wegiz&naar=mitz")
    csv = visitor.get("/diagram/path.csv?van=wegiz&naar=mitz")
    assert svg.headers["Content-Disposition"] == 'inline; filename="path.svg"'
    assert csv.headers["Content-Disposition"] == 'attachment; filename="path.csv"'


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/diagram/neighborhood", 404),
        ("/diagram/query?vraag=/etc/passwd", 404),
        ("/diagram/query.svg?vraag=/etc/passwd", 404),
        ("/diagram/neighbourhood.odt?ding=mitz", 406),
        ("/diagram/neighbourhood.svg", 400),
        ("/diagram/neighbourhood?ding=zzzz", 404),
        ("/diagram/neighbourhood?ding=mitz&meest=100000", 400),
        ("/diagram/neighbourhood?ding=mitz&kleur=rood", 400),
        ("/diagram/neighbourhood?ding=mitz&ding=lsp", 400),
        ("/diagram/impact?ding=mitz&vertraging=ooit", 400),
    ],
)
def test_what_does_not_fit_is_told(visitor: FlaskClient, address: str, status: int) -> None:
    """A picture, format, thing or number that is not there is an error page that can be read."""
    response = visitor.get(address)
    assert response.status_code == status
    assert faults(Page(response.text), "nl") == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_do_no_harm(client: FlaskClient, text: str) -> None:
    """Whatever is typed, the answer is a page without faults, or an error that says what is wrong."""
    for name, field in (("neighbourhood", "ding"), ("timeline", "van"), ("agenda", "sector"), ("plan", "heeft")):
        response = client.get(f"/diagram/{name}", query_string={field: text, "ding": text})
        assert response.status_code in {200, 400, 404, 422}
        assert faults(Page(response.text), "nl") == []
        assert client.get(f"/diagram/{name}.svg", query_string={field: text}).status_code in {200, 400, 404, 422}


def test_names_from_the_data_stay_text_in_pictures(client: FlaskClient) -> None:
    """A thing whose name is markup is drawn with that name, on its page and in the file."""
    page = Page(client.get("/diagram/neighbourhood?ding=hostile").text)
    assert faults(page, "nl") == []
    assert not [a for a in page.all("script") if "src" not in a]
    root = etree.fromstring(client.get("/diagram/neighbourhood.svg?ding=hostile").data)
    assert any("<script>" in text for text in root.itertext())


def test_without_an_engine_pages_still_have_a_picture(monkeypatch: pytest.MonkeyPatch, small: Flask) -> None:
    """Where Graphviz fails the picture is plain and says so, and is not kept for others."""

    def broken(*_: object, **__: object) -> bytes:
        raise engine.EngineError("broken")

    app = create_app(small.extensions["agendagraph"].store)
    monkeypatch.setattr(engine, "render", broken)
    client = app.test_client()
    page = client.get("/diagram/neighbourhood?ding=sleutelkast")
    assert "Eenvoudig getekend" in page.text
    file = client.get("/diagram/neighbourhood.svg?ding=sleutelkast")
    assert (file.status_code, file.headers["Cache-Control"], "ETag" in file.headers) == (200, "no-store", False)
    monkeypatch.undo()
    assert "Eenvoudig getekend" not in client.get("/diagram/neighbourhood?ding=sleutelkast").text


def test_too_many_at_once_wait_and_then_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cannot be drawn for within the time is told so, and may try again."""
    monkeypatch.setattr("agendagraph.web.drawing._WAIT", 0.01)
    turn = threading.BoundedSemaphore(1)
    with _Turn(turn), pytest.raises(LimitError), _Turn(turn):
        pass
    with _Turn(turn):
        pass


def test_two_hundred_pictures_at_once(shipped: Flask) -> None:
    """Two hundred requests on twenty threads, of ten different pictures: all get theirs, and the same one gets the same."""
    things = ("mitz", "lsp", "wegiz", "bgz", "nuts", "medmij", "zorg-ab", "twiin", "zorg-id", "aorta")
    found: list[tuple[str, int, bytes]] = []

    def ask(number: int) -> None:
        for turn in range(10):
            thing = things[(number + turn) % len(things)]
            response = shipped.test_client().get(f"/diagram/neighbourhood.svg?ding={thing}&meest=25")
            found.append((thing, response.status_code, response.data))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [status for _, status, _ in found] == [200] * 200
    assert len({(thing, data) for thing, _, data in found}) == len(things)


def test_a_shelf_holds_what_it_can(small: Flask) -> None:
    """What is larger than the shelf is not kept, and what is asked for stays longer than what is not."""
    shelf: Shelf[bytes] = Shelf(10, len)
    shelf.put("a", b"1234")
    shelf.put("b", b"5678")
    assert shelf.get("a") == b"1234"
    shelf.put("c", b"9012")
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == (b"1234", None, b"9012")
    shelf.put("d", b"x" * 11)
    assert shelf.get("d") is None
    tag = Drawings(small.extensions["agendagraph"].store).tag
    assert tag("path", {"a": ["1"], "b": []}, "nl", "svg") == tag("path", {"a": ("1",)}, "nl", "svg")
