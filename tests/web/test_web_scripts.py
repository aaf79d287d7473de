"""The scripts of the site: their logic piece by piece, and what they do on the pages, in a real browser."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from agendagraph import terms
from agendagraph.web import scripts

pytestmark = pytest.mark.browser

SOURCES = Path(__file__).resolve().parents[2] / "front" / "src"
KNOWN = {"ag": terms.AG, "agd": terms.AGD, "skos": terms.SKOS}
MITZ = "/diagram/neighbourhood?ding=mitz"


@pytest.fixture(scope="module")
def run(chromium: Any) -> Iterator[Callable[[str], Any]]:
    """Return what runs a piece of script in a page that can import the sources of the scripts, and no more."""
    page = chromium.new_page()

    def answer(route: Any) -> None:
        name = urlsplit(route.request.url).path.strip("/")
        if name:
            route.fulfill(body=(SOURCES / name).read_text("utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://sources.test/")
    yield lambda code: page.evaluate(f"async () => {{ {code} }}")
    page.close()


@pytest.fixture
def made() -> None:
    """See to it that the bundles are there; in CI they must be."""
    if not (scripts.DIST / "manifest.json").is_file():
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("the bundles were not made")
        pytest.skip("the bundles were not made: agendagraph assets")


@pytest.fixture
def page(chromium: Any, address: str, made: None) -> Iterator[Any]:
    """Return a page that fails its test where it logs an error, breaks the policy or asks for anything elsewhere."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else troubles.append(asked.url))
    opened.address = address
    yield opened
    context.close()
    assert [said for said in troubles if "status of 400" not in said] == []


# The picture as a graph


def _graph(nodes: int, edges: list[tuple[int, int]], call: str, *, is_reversed: bool = False) -> str:
    given = {
        "nodes": [
            {"name": f"Naam {n}", "kind": "Wét" if n == 1 else "Ding", "facts": [["Status", f"f{n}"]]}
            for n in range(nodes)
        ],
        "edges": [[a, b, "→"] for a, b in edges],
        "reversed": is_reversed,
    }
    return f"const {{ Graph }} = await import('/graph.js'); const g = new Graph({json.dumps(given)}); return {call};"


def test_what_is_reached_follows_the_arrows(run: Callable[[str], Any]) -> None:
    """Along and against are told apart, cycles end, and a picture that is read backwards has its arrows backwards."""
    edges = [(0, 1), (1, 2), (2, 1), (3, 0)]
    call = "[true, false].map((along) => { const r = g.reach(0, along); return [[...r.nodes].sort(), [...r.edges].sort()] })"
    assert run(_graph(5, edges, call)) == [[[1, 2], [0, 1, 2]], [[3], [3]]]
    assert run(_graph(5, edges, call, is_reversed=True)) == [[[3], [3]], [[1, 2], [0, 1, 2]]]


def test_a_way_prefers_the_arrows(run: Callable[[str], Any]) -> None:
    """A longer way along the arrows comes before a shorter one across them; without any there is none."""
    assert run(_graph(4, [(0, 1), (1, 2), (2, 3), (3, 0)], "g.way(0, 3)")) == [[1, 0], [2, 1], [3, 2]]
    assert run(_graph(3, [(1, 0), (1, 2)], "g.way(0, 2)")) == [[1, 0], [2, 1]]
    assert run(_graph(3, [(0, 1)], "g.way(0, 2)")) is None


def test_ways_are_as_short_as_they_can_be(run: Callable[[str], Any]) -> None:
    """On random graphs a way is as long as networkx says, and made of edges that are there."""
    dice = random.Random(7)
    for _ in range(25):
        size = dice.randint(2, 12)
        edges = [(dice.randrange(size), dice.randrange(size)) for _ in range(dice.randint(0, 2 * size))]
        ways = run(_graph(size, edges, f"Array.from({{ length: {size} }}, (_, end) => g.way(0, end))"))
        graph = nx.MultiDiGraph(edges)
        graph.add_nodes_from(range(size))
        for end, way in enumerate(ways):
            kinds = [graph, graph.reverse(), graph.to_undirected()]
            lengths = [nx.shortest_path_length(kind, 0, end) for kind in kinds if nx.has_path(kind, 0, end)]
            assert (None if way is None else len(way)) == (lengths[0] if lengths else None)
            at = 0
            for node, edge in way or ():
                assert {at, node} == set(edges[edge])
                at = node


def test_arrow_keys_go_to_the_neighbour_that_lies_there(run: Callable[[str], Any]) -> None:
    """Only what is related counts, and only what lies more ahead than aside."""
    places = [{"x": 0, "y": 0}, {"x": 100, "y": 10}, {"x": 100, "y": 90}, {"x": -20, "y": -50}, {"x": 90, "y": 0}]
    call = f"[1, -1].map((way) => g.towards(0, way, {json.dumps(places)}))"
    assert run(_graph(5, [(0, 1), (2, 0), (0, 3)], call)) == [1, 3]
    places[3]["y"] = -90
    call = f"[1, -1].map((way) => g.towards(0, way, {json.dumps(places)}))"
    assert run(_graph(5, [(0, 1), (2, 0), (0, 3)], call)) == [1, -1]


def test_searching_a_picture_ignores_case_and_accents(run: Callable[[str], Any]) -> None:
    """Names, kinds and facts are searched; an empty text finds nothing."""
    assert run(_graph(3, [], "['NAAM 2', 'wet', 'F0', ' '].map((text) => g.matching(text))")) == [[2], [1], [0], []]


# Queries


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT * { ?s a ag:Law }", "PREFIX ag: <{ag}>\nSELECT * {{ ?s a ag:Law }}"),
        ("# ag:no <agd:no>\nSELECT * {}", None),
        ('SELECT ("ag:x" AS ?ag) { <ag:x> ?p \'agd:y\' }', None),
        ("PREFIX ag: <urn:x>\nASK { ag:a ag:b ag:c }", None),
        ("prefix ag: <urn:x>\nASK { ag:a skos:b 1 }", "prefix ag: <urn:x>\nPREFIX skos: <{skos}>\nASK {{ ag:a skos:b 1 }}"),
        ("# one\n# two\nASK { agd:x ?p foo:y }", "# one\n# two\nPREFIX agd: <{agd}>\nASK {{ agd:x ?p foo:y }}"),
        ("ASK { ?s ag:p '''\nag: ''' }", "PREFIX ag: <{ag}>\nASK {{ ?s ag:p '''\nag: ''' }}"),
        ("ASK { ?s ^ag:p|agd:r ?o }", "PREFIX ag: <{ag}>\nPREFIX agd: <{agd}>\nASK {{ ?s ^ag:p|agd:r ?o }}"),
        ("ASK { ?s toString:p _:ag }", None),
        ("# alone", None),
    ],
)  # fmt: skip
def test_prefixes_are_declared_when_used(run: Callable[[str], Any], query: str, wanted: str | None) -> None:
    """What is used and known is declared below what is declared already; comments, strings and IRIs use nothing."""
    code = f"""const {{ declaration }} = await import('/prefixes.js'); const q = {json.dumps(query)};
    const more = declaration(q, {json.dumps(KNOWN)}); return more && q.slice(0, more.at) + more.text + q.slice(more.at);"""
    assert run(code) == (None if wanted is None else wanted.format(**KNOWN))


def test_completions_are_found_by_name_and_by_label(run: Callable[[str], Any]) -> None:
    """What is typed is looked for in short names and in labels; variables come from the query; prefixes and words, too."""
    words = {
        "prefixes": KNOWN,
        "terms": [["ag:Law", "Wet", "klasse"], ["ag:requires", "heeft nodig", "eigenschap"]],
        "things": [["agd:wegiz", "Wet elektronische gegevensuitwisseling", "Wet"], ["agd:a/b", "Één", "Ding"]],
    }
    code = f"""const {{ options }} = await import('/completion.js'); const words = {json.dumps(words)};
    const typed = ['ag:', 'wet', 'ag:nodig', 'een', '?n', 'selec', 'sk'];
    return typed.map((text) => options(text, words, '?naam ?nu ?n').map((option) => option.text));"""
    assert run(code) == [
        ["ag:Law", "ag:requires"],
        ["ag:Law", "agd:wegiz"],
        ["ag:requires"],
        [f"<{terms.AGD}a/b>"],
        ["?naam", "?nu"],
        ["SELECT"],
        ["skos:"],
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("?s a ag:La", "ag:La"), ("  ?na", "?na"), ("FILTER(wet", "wet"), ("<urn:x> we", "we"), ("'a' ag:é", "ag:é"),
        ("'wet", None), ("# wet", None), ("<http://we", None), ("{ ", None), ('"a" "b', None),
    ],
)  # fmt: skip
def test_the_word_before_the_cursor(run: Callable[[str], Any], line: str, word: str | None) -> None:
    """Nothing is completed inside a string, an IRI or a comment."""
    found = run(f"const {{ wordBefore }} = await import('/completion.js'); return wordBefore({json.dumps(line)});")
    assert (found and found["text"]) == word
    assert found is None or line[found["from"] :] == word


def test_every_completion_is_sparql(run: Callable[[str], Any], visitor: FlaskClient) -> None:
    """Each word and thing, as it is inserted, stands in a query that the engine parses, and means what it is."""
    words = visitor.get("/sparql/woorden.json").json
    names = [name for name, *_ in words["terms"] + words["things"]]
    code = f"""const {{ written }} = await import('/completion.js'); const prefixes = {json.dumps(words["prefixes"])};
    return {json.dumps(names)}.map((name) => written(name, prefixes));"""
    query = f"SELECT * {{ VALUES ?x {{ {' '.join(run(code))} }} }}"
    found = [row[0].value for row in ox.Store().query(query, prefixes=terms.prefixes())]  # type: ignore[union-attr, index]
    assert sorted(found) == sorted(terms.expand(name) for name in names)


def test_what_the_editor_gets_is_small_and_can_be_kept(visitor: FlaskClient) -> None:
    """Words in the language of the page, at most 60 kB packed; kept for ever at the address that has the fingerprint."""
    address = re.search(r'data-source="([^"]+)"', visitor.get("/en/sparql").text)
    if address is None:
        pytest.skip("the bundles were not made")
    response = visitor.get(address[1])
    assert len(gzip.compress(response.data)) <= 60_000
    assert "immutable" in response.headers["Cache-Control"]
    assert ["ag:Law", "Act", "class"] in response.json["terms"] or ["ag:Law", "Law", "class"] in response.json["terms"]
    assert visitor.get("/sparql/woorden.json").headers["Cache-Control"] == "no-cache"
    assert set(response.json["prefixes"]) == set(terms.prefixes())


# Every page


def test_bundles_are_small_and_kept(visitor: FlaskClient, made: None) -> None:
    """Each is within its size, has its fingerprint in its name and is kept; a page refers to those it needs and no more."""
    bundles = json.loads((scripts.DIST / "manifest.json").read_text("utf-8"))["bundles"]
    sizes = {name: len(gzip.compress((scripts.DIST / file).read_bytes(), 9)) for name, file in bundles.items()}
    assert all(sizes[name] <= most for name, most in {"site": 4_000, "diagram": 8_000, "sparql": 160_000}.items()), (
        sizes
    )
    for file in bundles.values():
        response = visitor.get(f"/static/dist/{file}")
        assert re.fullmatch(r"\w+-[A-Z0-9]{8}\.js", file)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
        assert response.content_type.startswith("text/javascript")
    for page, wanted in (("/", {"site"}), (MITZ, {"site", "diagram"}), ("/sparql", {"site", "sparql"})):
        assert {name for name, file in bundles.items() if file in visitor.get(page).text} == wanted


def test_pages_without_bundles_refer_to_none(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the bundles were not made, or their list is broken, pages have no script and all else."""
    for text in (None, "{", '{"bundles": null}', "[]"):
        if text is not None:
            (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        monkeypatch.setattr(scripts, "DIST", tmp_path)
        scripts._bundles.cache_clear()
        for page in ("/", MITZ, "/sparql"):
            response = visitor.get(page)
            assert (response.status_code, "<script" in response.text) == (200, False)
    scripts._bundles.cache_clear()


def test_a_slash_leads_to_search_and_names_are_offered(page: Any) -> None:
    """`/` goes to the box; names come with their kind; arrows choose, Escape closes, Enter opens the page of the thing."""
    page.goto(page.address + "/ding/lsp")
    page.keyboard.press("/")
    box = page.get_by_role("combobox").first
    assert box.evaluate("(box) => box === document.activeElement && box.value === ''")
    page.keyboard.type("mitz")
    option = page.get_by_role("option").first
    option.wait_for()
    assert option.locator(".kind").inner_text() == "Voorziening"
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Escape")
    assert (box.get_attribute("aria-expanded"), page.get_by_role("option").count()) == ("false", 0)
    page.keyboard.type(" ")
    page.keyboard.press("Backspace")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ding/mitz")


def test_suggestions_never_become_markup(run: Callable[[str], Any]) -> None:
    """A name that is markup is shown as it is; one without a page is not offered; what is old is not shown."""
    words = {"list": "l", "suggestions": "{count} s", "one": "one", "none": "none"}
    said = [{"label": "<img src=x onerror=1>", "kind": "<b>", "url": "/x"}, {"label": "y", "kind": "", "url": ""}]
    code = f"""const {{ combobox }} = await import('/combobox.js');
    document.body.innerHTML = '<input>'; const box = document.querySelector('input'); let gone = '';
    const ask = async () => ({{ suggestions: {json.dumps(said)} }});
    combobox(box, {{ address: '/a', words: {json.dumps(words)}, ask, go: (url) => {{ gone = url }} }});
    box.focus(); box.value = 'xx'; box.dispatchEvent(new Event('input')); await new Promise((r) => setTimeout(r, 250));
    const items = [...document.querySelectorAll('li')].map((i) => i.textContent); const images = document.images.length;
    const told = document.querySelector('[role=status]').textContent; document.querySelector('li').click();
    return [items, images, told, box.value, gone];"""
    assert run(code) == [["<img src=x onerror=1> <b>"], 0, "one", "<img src=x onerror=1>", "/x"]


def test_a_late_answer_leaves_the_suggestion_one_is_at(run: Callable[[str], Any]) -> None:
    """Who moved to a suggestion stays at it when the answer to a longer word comes; Escape is not undone by an answer."""
    words = {"list": "l", "suggestions": "{count} s", "one": "one", "none": "none"}
    code = f"""const {{ combobox }} = await import('/combobox.js');
    document.body.innerHTML = '<input>'; const box = document.querySelector('input'); const waiting = []; let gone = '';
    const said = (...names) => ({{ suggestions: names.map((name) => ({{ label: name, kind: '', url: '/' + name }})) }});
    const ask = () => new Promise((resolve) => waiting.push(resolve));
    combobox(box, {{ address: '/a', words: {json.dumps(words)}, ask, go: (url) => {{ gone = url }} }});
    const press = (key) => box.dispatchEvent(new KeyboardEvent('keydown', {{ key, cancelable: true }}));
    const asked = async (text, count) => {{
      box.value = text; box.dispatchEvent(new Event('input'));
      while (waiting.length < count) await new Promise((r) => setTimeout(r, 10));
    }};
    const answer = async (...names) => {{ waiting.at(-1)(said(...names)); await new Promise((r) => setTimeout(r)); }};
    box.focus(); await asked('mi', 1); await answer('x', 'mitz', 'mitz-connector'); await asked('mitz', 2);
    press('ArrowDown'); press('ArrowDown'); await answer('mitz', 'mitz-connector');
    const at = document.querySelector('[aria-selected=true]')?.textContent.trim(); press('Enter');
    await asked('mitzz', 3); await answer('mitz'); await asked('mitz', 4); press('Escape'); await answer('mitz');
    return [at, gone, document.querySelector('ul').hidden];"""
    assert run(code) == ["mitz", "/mitz", True]


def test_one_more_field_at_a_time(page: Any) -> None:
    """A field of several values gets another one, with a label of its own and the focus; twenty is all there is room for."""
    page.goto(page.address + "/plan")
    group = page.locator("fieldset[data-most]").first
    more = group.get_by_role("button")
    more.click()
    assert group.locator("input").evaluate_all(
        "(all) => [all.length, all.at(-1) === document.activeElement, all.at(-1).value]"
    ) == [2, True, ""]
    assert group.locator("label").all_inner_texts() == ["Doel of ding 1", "Doel of ding 2"]
    while more.is_visible():
        more.click()
    assert group.locator("input").count() == 20
    assert len(set(group.locator("input").evaluate_all("(all) => all.map((one) => one.id)"))) == 20


def test_text_to_take_along_can_be_copied(page: Any) -> None:
    """A block of text has a button that copies it whole, and says that it did."""
    page.goto(page.address + "/sparql?query=CONSTRUCT+{<urn:s>+<urn:p>+'x'}+{}")
    page.get_by_role("button", name="Kopieer").click()
    page.get_by_role("button", name="Gekopieerd").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip().endswith('<urn:s> <urn:p> "x" .')


# The editor of queries


def _editor(page: Any, address: str) -> Any:
    with page.expect_response(re.compile(r"woorden\.json")):
        page.goto(page.address + address)
    return page.locator(".cm-content")


def _text(page: Any) -> str:
    lines: list[str] = page.locator(".cm-line").all_inner_texts()
    return "\n".join(line.rstrip("\n") for line in lines)


def test_a_query_is_written_and_run_with_the_keyboard(page: Any) -> None:
    """Names are completed by what they are called, prefixes declare themselves, Ctrl+Enter runs; the address has the query."""
    editor = _editor(page, "/sparql")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x { ?x a ag:Wet", delay=15)
    page.locator(".cm-tooltip-autocomplete li[aria-selected]").wait_for()
    assert "Wet" in page.locator(".cm-tooltip-autocomplete li[aria-selected]").inner_text()
    page.wait_for_timeout(120)  # what opens under the fingers takes no key for a moment
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?query=*")
    query = parse_qs(urlsplit(page.url).query)["query"][0].replace("\r\n", "\n")
    assert query == f"PREFIX ag: <{terms.AG}>\nSELECT ?x {{ ?x a ag:Law}}"
    assert page.get_by_role("link", name="Wegiz").count() == 1
    assert re.search(r"\d+ rijen · [\d.]+ ms", page.locator("#resultaat").inner_text())


def test_the_keyboard_leaves_the_editor(page: Any) -> None:
    """Tab goes in and Tab goes out, also after Escape: the editor is no trap."""
    editor = _editor(page, "/sparql")
    editor.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Voer uit"
    page.keyboard.press("Shift+Tab")
    assert editor.evaluate("(here) => here === document.activeElement")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Voer uit"


def test_what_is_undone_stays_undone(page: Any) -> None:
    """Undo takes a declared prefix away, and it does not come back by itself."""
    editor = _editor(page, "/sparql")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("ASK { ?s skos:")
    assert _text(page).startswith("PREFIX skos:")
    for _ in range(6):
        page.keyboard.press("Control+z")
    assert "# Welke voorzieningen zijn er" in _text(page)


def test_a_mistake_is_shown_at_its_place(page: Any) -> None:
    """The line and the sign are marked, the cursor is there, and the mark goes once something is typed."""
    editor = _editor(page, "/sparql?query=SELECT+?s+{%0A++?s+?p+?o+FILTR(1)%0A}")
    assert page.locator(".q-wrong-line").inner_text() == "  ?s ?p ?o FILTR(1)"
    assert page.locator(".q-wrong").inner_text() == "F"
    assert "FILTER" in page.locator(".wrong-place").inner_text()
    editor.focus()
    page.keyboard.type("X")
    assert "XFILTR" in _text(page)
    assert (page.locator(".q-wrong-line").count(), page.locator(".wrong-place").inner_text()) == (0, "")


def test_a_question_fills_the_editor(page: Any) -> None:
    """A ready question comes as a query that runs; what was there comes back with undo."""
    editor = _editor(page, "/sparql")
    before = _text(page)
    page.get_by_label("Begin met een vraag").select_option("dragers")
    page.get_by_role("button", name="Zet in de editor").click()
    page.wait_for_function("document.querySelector('.cm-line').textContent.startsWith('# Waarover')")
    page.keyboard.press("Control+z")
    assert _text(page) == before
    page.keyboard.press("Control+Shift+z")
    editor.press("Control+Enter")
    page.wait_for_url("**query=*")
    assert page.locator("#resultaat tbody tr").count() > 0


def test_a_long_query_is_posted(page: Any) -> None:
    """A query that no address can hold is answered all the same, and its files can be had."""
    editor = _editor(page, "/sparql")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ASK {} # " + "x" * 7_000)
    page.keyboard.press("Control+Enter")
    page.locator("#resultaat").wait_for()
    assert urlsplit(page.url).query == ""
    assert page.locator("form.files button").count() == 4


def test_a_graph_is_drawn(page: Any) -> None:
    """CONSTRUCT gives a picture that answers, a table and Turtle."""
    _editor(page, "/sparql?query=CONSTRUCT+{+agd:mitz+ag:requires+agd:lsp+}+{}")
    page.locator("figure.answers").wait_for()
    assert page.locator("svg.diagram a.node").count() == 2
    assert (
        page.locator("#resultaat tbody a").all_inner_texts() == ["Mitz", "heeft nodig", "LSP"]
        or page.locator("#resultaat tbody a").count() >= 2
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editor_and_picture_are_accessible(page: Any, scheme: str) -> None:
    """axe finds nothing on the page with the editor and a mistake, and on a picture in which something is chosen."""
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    for address in ("/sparql?query=SELECT+?s+{%0A+?s+ag:x+'y'+FILTR(1)%0A}", "/sparql", MITZ + "#gekozen=mitz"):
        page.goto(page.address + address)
        page.wait_for_selector(".cm-editor, .answers")
        page.wait_for_timeout(300)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found.response["violations"]] == [], address


def test_colours_of_a_query_can_be_read() -> None:
    """Every colour of words in a query is at least 4.5 to 1 on white and on the tinted line, and on the dark grounds."""
    css = (scripts.DIST.parent / "agendagraph.css").read_text("utf-8")
    pairs = re.findall(r"\.q-\w+ \{ color: light-dark\((#\w{6}), (#\w{6})\)", css)
    assert len(pairs) == 6
    for light, dark in pairs:
        for ground in ("#ffffff", "#f2f5f4", "#fff0e6"):
            assert _contrast(light, ground) >= 4.5, (light, ground)
        for ground in ("#11191d", "#1d282d", "#47220c"):
            assert _contrast(dark, ground) >= 4.5, (dark, ground)


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# Pictures


def _node(page: Any, name: str) -> Any:
    return page.locator(f"svg.diagram .node[aria-label*='{name}']").first


def test_a_chosen_element_answers(page: Any) -> None:
    """A click tells what it is, lights up what hangs together and dims the rest; the address keeps it; Escape clears."""
    page.goto(page.address + MITZ)
    card = _node(page, "gesloten autorisatievraag")
    card.click()
    panel = page.locator(".panel")
    assert panel.locator(".panel-title a").get_attribute("href") == "/ding/mitz-gesloten-vraag"
    assert panel.locator("a[href^='/passage/']").count() > 0
    assert panel.locator("ul li").all_inner_texts()[0].startswith("Mitz gesloten autorisatievraag heeft nodig")
    assert "lit" in card.get_attribute("class")
    assert page.locator("svg.diagram .edge.near").count() == panel.locator("ul li").count()
    lit, dim = page.locator("svg.diagram .node.lit").count(), page.locator("svg.diagram .node.dim").count()
    assert 2 < lit < lit + dim == page.locator("svg.diagram .node").count()
    assert page.url.endswith("#gekozen=mitz-gesloten-vraag")
    page.reload()
    assert "chosen" in card.get_attribute("class")
    card.focus()
    page.keyboard.press("Escape")
    assert (page.locator("svg.diagram .dim").count(), urlsplit(page.url).fragment) == (0, "")


def test_the_way_between_two_is_told(page: Any) -> None:
    """Shift and a click lights up the way to a second one and tells it in order; so does the list for who has no Shift."""
    page.goto(page.address + MITZ)
    _node(page, "gesloten autorisatievraag").click()
    _node(page, "Lokalisatie").click(modifiers=["Shift"])
    steps = page.locator(".panel ol li").all_inner_texts()
    assert [step.split(" ")[0] for step in steps] == ["Mitz", "Mitz"]
    assert steps[-1].endswith("Lokalisatie")
    assert page.locator("svg.diagram .node.lit").count() == 3
    assert page.url.endswith("#gekozen=mitz-gesloten-vraag&naar=gf-lokalisatie")
    page.reload()
    assert page.locator(".panel ol li").all_inner_texts() == steps
    page.keyboard.press("Escape")
    _node(page, "gesloten autorisatievraag").click()
    page.get_by_label("Toon de weg naar").select_option(label="Autorisatie")
    assert page.url.endswith("&naar=gf-autorisatie")


def test_relations_are_followed_with_the_keyboard(page: Any) -> None:
    """An arrow moves along a relation, with Shift the choice stays, and Enter opens the page."""
    page.goto(page.address + MITZ)
    page.locator(".tools input").fill("mitz connector")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Voorziening: Mitz"
    page.keyboard.down("Shift")
    page.keyboard.press("ArrowRight")
    there = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert there != "Voorziening: Mitz"
    assert page.url.endswith("#gekozen=mitz")
    page.keyboard.press("Enter")
    page.keyboard.up("Shift")
    assert page.locator(".panel ol li").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/ding/*")


def test_a_picture_is_one_stop_of_the_keyboard(page: Any, chromium: Any, address: str) -> None:
    """Tab goes in at what it is about and out again; down passes everything once, in order; without scripts all are links."""
    page.goto(page.address + "/ding/mitz")
    stops = "() => [...document.querySelectorAll('svg.diagram .node')].filter((one) => one.tabIndex === 0).length"
    here = "() => document.activeElement.closest('.node')?.getAttribute('aria-label') ?? ''"
    names = page.locator("svg.diagram .node").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert len(names) > 20
    assert page.evaluate(stops) == 1
    page.locator("figure.diagram .scroll").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(here) == "Voorziening: Mitz"
    page.keyboard.press("Home")
    walked = [page.evaluate(here)]
    for _ in names:
        page.keyboard.press("ArrowDown")
        walked.append(page.evaluate(here))
    assert walked == [*names, names[-1]]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert page.evaluate(here) == ""
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(here) == names[-2]
    assert page.evaluate(stops) == 1
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address + "/ding/mitz")
    assert plain.evaluate(stops) == len(names)
    context.close()


def test_more_is_drawn_on_demand_and_there_is_a_way_back(page: Any) -> None:
    """How much is hidden is told before it is asked for; the new picture leads back to the one before, as it was."""
    page.goto(page.address + MITZ)
    card = _node(page, "Mitz Connector")
    card.click()
    assert re.search(r"Nog (1 verbonden ding|\d+ verbonden dingen)", page.locator(".panel").inner_text())
    page.get_by_role("link", name="Teken wat rond Mitz Connector staat").click()
    page.wait_for_url("**ding=mitz-connector*")
    page.get_by_role("link", name="Terug naar: Mitz en wat ermee samenhangt").click()
    page.wait_for_url("**ding=mitz#gekozen=mitz-connector")
    assert "chosen" in _node(page, "Mitz Connector").get_attribute("class")
    assert page.locator(".back").count() == 0


def test_a_picture_is_searched_and_zoomed(page: Any) -> None:
    """Hits are counted and lit; buttons, Ctrl and the wheel, and two fingers make it larger and smaller; it fits again."""
    page.goto(page.address + MITZ)
    page.locator(".tools input").fill("wet- of regel")
    assert page.locator("svg.diagram .node.lit").count() == 3
    assert page.locator(".panel [role=status]").inner_text().startswith("3 van ")
    width = "() => Math.round(document.querySelector('svg.diagram').getBoundingClientRect().width)"
    first = page.evaluate(width)
    page.get_by_role("button", name="Groter").click()
    assert page.evaluate(width) == pytest.approx(1.25 * first, abs=2)
    page.get_by_role("button", name="Passend").click()
    frame = page.locator(".answers .scroll")
    assert page.evaluate(width) <= frame.evaluate("(here) => here.clientWidth")
    frame.hover()
    fitting = page.evaluate(width)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(f"({width})() > {fitting}")
    before = page.evaluate(width)
    frame.evaluate(
        """(here) => {
        const finger = { pointerType: "touch", clientY: 400, bubbles: true };
        const send = (type, pointerId, clientX) => here.dispatchEvent(new PointerEvent(type, { ...finger, pointerId, clientX }));
        send("pointerdown", 1, 300); send("pointerdown", 2, 400); send("pointermove", 2, 500);
        send("pointerup", 1, 300); send("pointerup", 2, 500); }"""
    )
    assert page.evaluate(width) == pytest.approx(2 * before, abs=3)


def test_all_that_is_left_out_is_counted(visitor: FlaskClient) -> None:
    """A picture that leaves things out says how many of how many it shows, with the way to more and the way back."""
    text = visitor.get(MITZ + "&meest=10").text
    shown = re.search(r'class="about">(\d+) van (\d+) getoond\.', text)
    assert shown is not None
    assert (int(shown[1]), int(shown[2]) > 10) == (10, True)
    assert re.search(
        r'href="/diagram/neighbourhood\?(meest=20&amp;ding=mitz|ding=mitz&amp;meest=20)">Toon er meer', text
    )
    assert re.search(r'href="/diagram/neighbourhood\?ding=mitz">Toon er minder', text)


def test_nothing_is_lost_with_scripts_off(chromium: Any, address: str) -> None:
    """Without scripts a picture has its links and its table, and the query page its form, its questions and its mistake."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + MITZ)
    assert page.locator(".tools, .panel").count() == 0
    _node(page, "Mitz Connector").click()
    assert page.url == address + "/ding/mitz-connector"
    page.goto(address + "/sparql")
    page.get_by_label("Begin met een vraag").select_option("dragers")
    page.get_by_role("button", name="Zet in de editor").click()
    assert page.get_by_label("Query", exact=True).input_value().startswith("# Waarover")
    page.get_by_role("button", name="Voer uit", exact=True).click()
    assert page.locator("#resultaat tbody tr").count() > 0
    page.get_by_label("Query", exact=True).fill("SELECT ?s {\n FILTR(1)\n}")
    page.get_by_role("button", name="Voer uit als lange query").click()
    assert page.locator(".place-line mark").inner_text() == "F"
    assert page.locator(".place-line").inner_text().split()[0] == "2"
    context.close()
