"""The look of the site: colours that can be told apart, classes that exist and are used, letters of our own."""

from __future__ import annotations

import gzip
import re
import struct
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.diagrams import theme
from agendagraph.web import design, icons, navigation, tokens
from agendagraph.web.scripts import DIST
from tests.web.conftest import browser
from tests.web.html import Page, faults

WEB = Path(design.__file__).parent
FRONT = WEB.parent.parent.parent / "front" / "src"
CSS = design.STYLE_SHEET.read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
TOKENS = {token.name: token for _, found in design.tokens() for token in found}
KINDS = [family.name for family in (*theme.FAMILIES, theme.OTHER)]

TEXT = [
    *((letters, ground) for letters in ("ink", "soft", "link", "accent") for ground in ("paper", "surface", "tint")),
    *((letters, "found") for letters in ("ink", "link")),
    ("on-action", "action"),
    ("on-brand", "brand"),
    *(("ink", f"{kind}-fill") for kind in KINDS),
    *(("surface", f"{kind}-strong") for kind in KINDS),
]
"""What is read → what it stands on: 4.5 to 1 (WCAG 1.4.3)."""

SHAPES = [
    *((line, ground) for line in ("edge", "action", "accent", "focus") for ground in ("paper", "surface", "tint")),
    ("signal", "brand"),
    *((light, ground) for light in ("green", "orange", "red", "unknown") for ground in ("paper", "surface")),
    *((f"{kind}-stroke", ground) for kind in KINDS for ground in ("paper", "surface", f"{kind}-fill")),
]
"""What is seen → what it stands on: 3 to 1 (WCAG 1.4.11)."""

PAGES = [
    "/", "/zoek?q=mitz", "/zoek?q=qqqq", "/ding/mitz", "/ding/bgz-uitwisseling", "/ding/huisartsen", "/ding/bestaat-niet",
    "/passage/agenda-2025-04/aorta", "/passage/editorial/conflicts", "/agenda", "/agenda/huisartsen", "/vragen",
    "/vragen/tijdlijn?ding=bgz", "/nodig?ding=bgz-uitwisseling&sector=huisartsen", "/nodig?ding=qqqq", "/pad?van=bgggz&naar=vzvz",
    "/plan?ding=bgz-uitwisseling&sector=huisartsen", "/diagram", "/diagram/neighbourhood?ding=mitz", "/sparql", "/api",
    "/dataset", "/ns", "/ns/Law", "/ontwerp", "/tijdlijn", "/bronnen", "/bronnen/agenda-2025-04", "/standaarden",
    "/standaarden/samenstelling?set=bgz", "/organisaties",
    "/impact?ding=mitz&hoe=later&maanden=12", "/impact/ranglijst", "/vergelijk",
]  # fmt: skip


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21 to 1, a colour on itself 1 to 1, and #767676 on white just enough for text."""
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#0b5563", "#0b5563") == 1
    assert 4.5 <= contrast("#767676", "#ffffff") < 4.6


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT), (3, SHAPES)], ids=["text", "shapes"])
def test_colours_that_meet_can_be_told_apart(least: float, pairs: list[tuple[str, str]], mode: str) -> None:
    """Every pair of colours that the style sheet lets meet has enough contrast, in light and in dark."""
    weak = {
        (front, ground): round(ratio, 2)
        for front, ground in pairs
        if (ratio := contrast(getattr(TOKENS[front], mode), getattr(TOKENS[ground], mode))) < least
    }
    assert weak == {}


def test_every_colour_is_in_a_pair() -> None:
    """No colour escapes the test above but the line that only sets apart."""
    tested = {name for pair in (*TEXT, *SHAPES) for name in pair}
    assert {name for name, token in TOKENS.items() if token.is_colour} - tested == {"line"}


def test_more_contrast_is_more(client: FlaskClient) -> None:
    """Who asks for more contrast gets 7 to 1 for all text, and lines of 4.5 to 1."""
    block = re.search(r"prefers-contrast: more\) \{\s*:root \{(.*?)\}", CSS, re.S)
    assert block
    more = {name: pair for name, *pair in re.findall(r"--ag-([\w-]+): light-dark\((#\w+), (#\w+)\);", block[1])}
    for mode in (0, 1):
        for ground in ("paper", "surface"):
            assert all(contrast(more[name][mode], more[ground][mode]) >= 7 for name in ("ink", "soft", "link"))
            assert contrast(more["line"][mode], more[ground][mode]) >= 4.5


def test_a_kind_has_one_colour_on_pages_and_in_pictures() -> None:
    """The style sheet has the colours of the pictures; so do grounds and letters."""
    for family in (*theme.FAMILIES, theme.OTHER):
        found = [
            (TOKENS[f"{family.name}-{part}"].light, TOKENS[f"{family.name}-{part}"].dark)
            for part in ("fill", "stroke", "strong")
        ]
        assert found == [
            (family.fill, family.dark_fill),
            (family.stroke, family.dark_stroke),
            (family.strong, family.dark_stroke),
        ]
    same = {
        "surface": ("PAPER", "DARK_PAPER"),
        "ink": ("INK", "DARK_INK"),
        "soft": ("SOFT", "DARK_SOFT"),
        "edge": ("LINE", "DARK_LINE"),
    }
    for name, (light, dark) in same.items():
        assert (TOKENS[name].light, TOKENS[name].dark) == (getattr(theme, light), getattr(theme, dark))


def test_every_token_is_explained_and_used() -> None:
    """A token has a line in the table, in both languages, and the style sheet does something with it."""
    explained = {name for uses in tokens.GROUPS.values() for name in uses}
    assert explained == set(re.findall(r"^  --ag-([\w-]+):", CSS, re.M))
    assert {name for name in explained if f"var(--ag-{name})" not in RULES} == set()
    assert set(re.findall(r"var\(--ag-([\w-]+)", RULES)) - explained == set()
    assert all(use.nl and use.en for uses in tokens.GROUPS.values() for use in uses.values())


def test_no_colour_outside_the_tokens() -> None:
    """Below the tokens there is not one colour by its number, but ink on the signal colour and white for paper."""
    below = CSS.split("/* 2 Ground")[1].split("/* 11 Paper")[0]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", below)) == {"#1b2327"}
    assert contrast("#1b2327", TOKENS["signal"].light) >= 4.5
    assert "#154273" not in CSS


def _styled() -> set[str]:
    selectors = re.findall(r"([^{}]+)\{", RULES)
    return {name for selector in selectors for name in re.findall(r"\.([A-Za-z][\w-]*)", selector)}


def _drawn() -> set[str]:
    """Return the classes that pictures have."""
    sources = "".join(path.read_text("utf-8") for path in Path(theme.__file__).parent.glob("*.py"))
    written = re.findall(r"class_=([^\n]*)", sources)
    return {name for line in written for text in re.findall(r"\"([\w\s-]+)\"", line) for name in text.split()}


def _shown(app: Flask, pages: Iterable[str]) -> set[str]:
    """Return the classes that elements of some pages have."""
    visitor = browser(app)
    found = (element for address in pages for element in Page(visitor.get(address).text).elements)
    return {name for _, attributes in found for name in attributes.get("class", "").split()}


@pytest.fixture(scope="module")
def used(shipped: Flask) -> set[str]:
    """Return the classes that something has: a page, a part of a template, a picture, or what a script makes.

    The page about the look shows what there is, used or not: what is only there is not used, but for its own swatches.
    """
    shown = _shown(shipped, (address for address in PAGES if address != "/ontwerp"))
    return shown | _drawn() | _in_templates() | _made() | {"swatch"}


def test_no_class_without_style(shipped: Flask) -> None:
    """What the pages name is in the style sheet."""
    shown = _shown(shipped, PAGES)
    assert {name for name in shown - _styled() - _drawn() if not name.startswith("is-")} == set()


def test_no_style_without_class(used: set[str]) -> None:
    """What is in the style sheet is named by a page, a picture or a script."""
    assert _styled() - used == set()


def test_a_word_is_no_use_of_a_class(used: set[str]) -> None:
    """Words that stand all over the code, and one that stands nowhere, would be found if they were classes."""
    assert {"return", "plan", "title", "made-up"} - used == {"return", "plan", "made-up"}


_ATTRIBUTE = re.compile(r"class=\"((?:[^\"{}]|\{\{.*?\}\}|\{%.*?%\})*)\"")
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_GIVEN = re.compile(r"(?:else )?(['\"])([\w -]+)\1(?= if\b| *\}\})")
"""A text that an expression can give: `'firm' if …`, `else 'loose'`; not what it only compares with."""


def _in_templates() -> set[str]:
    """Return the classes that templates write, as they stand or as what an expression gives."""
    found: set[str] = set()
    for path in (WEB / "templates").glob("*.html"):
        if path.name != "design.html":
            for text in _ATTRIBUTE.findall(path.read_text(encoding="utf-8")):
                found |= set(_CODE.sub(" ", text).split())
                found |= {
                    name for code in _CODE.findall(text) for _, given in _GIVEN.findall(code) for name in given.split()
                }
    return found


def _made() -> set[str]:
    """Return the classes that scripts and the site's code make, and those of the editor that its bundle makes."""
    scripts = {path.name: path.read_text(encoding="utf-8") for path in FRONT.glob("*.js")}
    written = re.findall(r"(?:className: |classList\.\w+\(|class: )\"([\w -]+)\"", "".join(scripts.values()))
    code = "".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.py"))
    written += re.findall(r"class_?=\"([\w -]+)\"", code)
    colours = re.search(r"Object\.entries\(\{(.*?)\}\)\.map", scripts["sparql.js"], re.S)
    assert colours
    written += [f"q-{name}" for name in re.findall(r"^ *(\w+): \[", colours[1], re.M)]
    # Where the bundles are not made, the editor's own classes cannot be looked up.
    editor = "".join(path.read_text(encoding="utf-8") for path in DIST.glob("sparql-*.js"))
    written += [name for name in _styled() if name.startswith("cm-") and (not editor or name in editor)]
    return {name for text in written for name in text.split()}


def test_classes_in_templates_are_in_the_style_sheet() -> None:
    """So are those of parts that no page of the shipped data shows."""
    for path in (WEB / "templates").glob("*.html"):
        written = re.findall(r'class="([\w -]+)"', path.read_text(encoding="utf-8"))
        assert {name for text in written for name in text.split()} - _styled() == set(), path.name


def test_the_style_sheet_is_small_and_asks_for_nothing_elsewhere() -> None:
    """It is at most 12 KB as browsers fetch it, imports nothing, and each address in it is a file beside it."""
    assert len(gzip.compress(CSS.encode(), 9)) <= 12_000
    assert "@import" not in CSS
    addresses = re.findall(r"url\(\"?([^)\"]+)", CSS)
    assert addresses
    assert all((design.STYLE_SHEET.parent / address).is_file() for address in addresses)
    assert RULES.count("{") == RULES.count("}")


@pytest.mark.parametrize("style", ["regular", "italic", "semibold"])
def test_letters_are_shipped_small_and_with_their_licence(client: FlaskClient, style: str) -> None:
    """Each style of Fira Sans comes from us as WOFF2, swaps in when it is there, and has its licence beside it."""
    for end in ("", "-ext"):
        response = client.get(f"/static/fonts/fira-sans-{style}{end}.woff2")
        signature, _, length = struct.unpack(">4s4sL", response.data[:12])
        assert (signature, length) == (b"wOF2", len(response.data))
        assert length < 20_000
        assert response.content_type == "font/woff2"
    assert CSS.count("@font-face") == CSS.count("font-display: swap") == 6
    assert "SIL Open Font License" in client.get("/static/fonts/OFL.txt").text


def test_motion_is_only_for_who_does_not_mind() -> None:
    """Nothing moves by itself: what is smooth is within the question whether it may."""
    asked = r"@media \(prefers-reduced-motion: no-preference\) \{[^{}]*\{[^{}]*\}[^{}]*\}"
    assert not re.search(r"transition|animation", re.sub(asked, "", RULES))
    assert re.findall(r"prefers-reduced-motion: no-preference\) \{ html \{ scroll-behavior: smooth; \} \}", RULES)
    assert RULES.count("scroll-behavior") == 1


@pytest.mark.parametrize("start", ["", "/en"])
def test_the_page_of_the_look_shows_it_all(client: FlaskClient, start: str) -> None:
    """Every token by name, every kind, light and sign."""
    response = client.get(start + "/ontwerp")
    page = Page(response.text)
    assert faults(page, "en" if start else "nl") == []
    assert all(f"--ag-{name} " in page.words for name in TOKENS)
    assert all(f"light light-{colour}" in response.text for colour in icons.SHAPES)
    assert all(f'c.icon("{name}")' in page.words for name in icons.ICONS)
    assert all(f"kind f-{name}" in response.text for name in KINDS)


def test_lights_are_told_apart_without_colour() -> None:
    """Each value of the list has a shape and a sign that no other has; what is no light is unknown."""
    assert set(icons.LIGHTS.values()) == set(icons.SHAPES)
    assert (
        len({outline for outline, _ in icons.SHAPES.values()}) == len({sign for _, sign in icons.SHAPES.values()}) == 4
    )
    assert icons.light_of("https://w3id.org/agendagraph/id/status-niet-op-agenda") == "red"
    assert icons.light_of("urn:x") == "unknown"


@pytest.mark.parametrize("start", ["", "/en"])
def test_the_map_of_the_site_is_on_every_page(visitor: FlaskClient, start: str) -> None:
    """Bar, menu and foot lead to every page of the map in the visitor's language; where one is, is said."""
    with visitor.application.test_request_context(start + "/agenda"):
        addresses = [entry.address for entries in navigation.groups().values() for entry in entries]
    page = Page(visitor.get(start + "/agenda").text)
    assert len(addresses) == len(set(addresses)) == len(navigation.MAP)
    assert all(page.links.count(address) >= 2 for address in addresses)
    assert {address: status for address in addresses if (status := visitor.get(address).status_code) != 200} == {}
    assert {a["href"] for a in page.all("a") if a.get("aria-current") == "page"} == {start + "/agenda"}


def test_below_a_page_of_the_map_one_is_still_there(client: FlaskClient) -> None:
    """On a page under another the bar says so, but not that it is the page itself."""
    page = Page(client.get("/vragen/tijdlijn").text)
    assert {a["href"]: a["aria-current"] for a in page.all("a") if "aria-current" in a} == {"/vragen": "true"}
