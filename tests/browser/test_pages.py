"""Every type of page: what it says it is, accessible in light and dark, whole from a phone to the wall of a meeting room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.browser.conftest import Visiting
from tests.browser.pages import DUTCH, PAGES, Page
from tests.browser.visiting import AXE, COLOURS, PHONE, WALL, Visitor, plain, violations

Visit = Callable[..., Visitor]
Opened = tuple[Page, Visitor]


def test_no_type_of_page_is_left_out() -> None:
    """Every address of the site that a person opens is visited by these tests; files, suggestions and redirects are not pages."""
    from agendagraph.build import build
    from agendagraph.web import create_app
    from tests.conftest import MINI

    app: Flask = create_app(build([MINI], check=False).store())
    routes = app.url_map.bind("localhost")
    visited = set()
    for page in PAGES:
        try:
            visited.add(routes.match(page.path.partition("?")[0])[0].partition(":")[0])
        except (NotFound, MethodNotAllowed):
            continue
    every = {rule.endpoint.partition(":")[0] for rule in app.url_map.iter_rules() if rule.endpoint.endswith(":nl")}
    assert every - visited == {"suggestions", "id", "graph", "editor_words"}


@pytest.fixture(scope="module", params=PAGES, ids=str)
def opened(visiting: Visiting, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Return a page on a desk, opened once for all the checks of it; what goes wrong in it is an error at the end."""
    page: Page = request.param
    with visiting() as visit:
        visitor = visit()
        visitor.open(page.path, page.status)
        yield page, visitor


def test_a_page_says_what_it_is(opened: Opened) -> None:
    """One heading, in the title too; the language it is in; the other language one link away."""
    page, visitor = opened
    seen = visitor.page
    assert visitor.heading() == page.heading
    assert page.heading in seen.title()
    assert seen.title().endswith(" – AgendaGraph")
    assert seen.locator("html").get_attribute("lang") == page.language
    other = seen.locator("a.language")
    assert other.get_attribute("lang") == {"nl": "en", "en": "nl"}[page.language]
    assert (
        (other.get_attribute("href") or "").removeprefix("/en").startswith(page.path.removeprefix("/en").split("?")[0])
    )


def test_nothing_stands_in_the_way(opened: Opened) -> None:
    """WCAG 2.2 AA and what axe calls best practice in light, and the colours in dark: nothing found; English has the same."""
    page, visitor = opened
    for scheme in ("light", "dark") if page in DUTCH else ("light",):
        visitor.page.emulate_media(color_scheme=scheme)
        assert violations(visitor.page, AXE if scheme == "light" else COLOURS) == [], scheme
        if page in DUTCH:
            visitor.picture(f"{page.name}-{scheme}", whole=scheme == "light")


def test_settings_of_the_visitor_are_followed(opened: Opened) -> None:
    """Nothing moves for whoever wants that; with colours of one's own, fields and buttons still have an edge."""
    _, visitor = opened
    visitor.page.emulate_media(reduced_motion="reduce", forced_colors="active")
    assert visitor.page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert visitor.page.evaluate(_MOVING) == []
    assert visitor.page.evaluate(_WITHOUT_EDGE) == []
    assert visitor.page.locator("h1").is_visible()
    visitor.page.emulate_media(reduced_motion="no-preference", forced_colors="none")


def test_a_wall_is_not_too_wide(opened: Opened) -> None:
    """Nothing is cut off on a wall of 1920 pixels."""
    _, visitor = opened
    visitor.page.set_viewport_size(WALL)
    assert visitor.sideways() <= 0
    assert visitor.outside() == []


def test_scripts_are_not_needed(opened: Opened, visit: Visit) -> None:
    """With scripts off a page says the same: nothing that scripts add is missed, and every form has its button."""
    page, visitor = opened
    without = visit(java_script_enabled=False)
    seen = without.open(page.path, page.status)
    assert len(without.main()) > 40
    for form in seen.locator("main form").all():
        assert form.locator("button:not([type=button])").count() > 0
    blocks = _blocks(seen)
    assert [block for block in _blocks(visitor.page) if block not in blocks] == []


def _blocks(seen: Any) -> list[str]:
    """Return the headings, paragraphs and cells that the server wrote: what scripts make is in none of these."""
    parts = "main h1, main h2, main h3, main dt, main dd, main th, main td, main label"
    found = seen.locator(parts).evaluate_all(
        "all => all.filter(one => !one.closest('.panel, .tools, .cm-editor')).map(one => one.textContent)"
    )
    return [plain(text) for text in found]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_phone_is_enough(visit: Visit, page: Page) -> None:
    """At 320 pixels nothing has to be scrolled sideways but what says so, and nothing is cut off."""
    visitor = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    visitor.open(page.path, page.status)
    assert visitor.sideways() <= 0
    assert visitor.outside() == []
    if page in DUTCH:
        visitor.picture(f"{page.name}-phone", whole=False)


_MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one);
  const lasts = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
  return (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration) || scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 80))"""

_WITHOUT_EDGE = """() => [...document.querySelectorAll("button, select, textarea, input")].filter((one) => {
  const style = getComputedStyle(one);
  return one.checkVisibility() && !["checkbox", "radio"].includes(one.type) && !one.matches(".link")
    && !(parseFloat(style.borderBottomWidth) > 0 && style.borderBottomStyle !== "none");
}).map((one) => one.outerHTML.slice(0, 80))"""
