"""Every type of page: what it says it is, accessible in light and dark, whole from a phone to the wall of a meeting room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.browser.pages import DUTCH, PAGES, Page
from tests.browser.visiting import PHONE, WALL, Visitor, plain, violations

Visit = Callable[..., Visitor]


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


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_says_what_it_is(visit: Visit, page: Page) -> None:
    """One heading, in the title too; the language it is in; the other language one link away; whole on a wall of 1920 pixels."""
    visitor = visit(viewport=WALL)
    seen = visitor.open(page.path, page.status)
    assert visitor.heading() == page.heading
    assert page.heading in seen.title()
    assert seen.title().endswith(" – AgendaGraph")
    assert seen.locator("html").get_attribute("lang") == page.language
    other = seen.locator("a.language")
    assert other.get_attribute("lang") == {"nl": "en", "en": "nl"}[page.language]
    assert (
        (other.get_attribute("href") or "").removeprefix("/en").startswith(page.path.removeprefix("/en").split("?")[0])
    )
    assert visitor.sideways() <= 0
    assert visitor.outside() == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_nothing_stands_in_the_way(visit: Visit, page: Page) -> None:
    """WCAG 2.2 AA and what axe calls best practice, in light and in dark: nothing found."""
    visitor = visit()
    seen = visitor.open(page.path, page.status)
    for scheme in ("light", "dark"):
        seen.emulate_media(color_scheme=scheme)
        assert violations(seen) == [], scheme
        if page in DUTCH:
            visitor.picture(f"{page.name}-{scheme}")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_phone_is_enough(visit: Visit, page: Page) -> None:
    """At 320 pixels nothing has to be scrolled sideways but what says so, and nothing is cut off."""
    visitor = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    visitor.open(page.path, page.status)
    assert visitor.sideways() <= 0
    assert visitor.outside() == []
    if page in DUTCH:
        visitor.picture(f"{page.name}-phone")


@pytest.mark.parametrize("page", DUTCH, ids=str)
def test_scripts_are_not_needed(visit: Visit, page: Page) -> None:
    """With scripts off a page says the same: nothing that scripts add is missed, and every form has its button."""
    without = visit(java_script_enabled=False)
    seen = without.open(page.path, page.status)
    text = without.main()
    for form in seen.locator("main form").all():
        assert form.locator("button:not([type=button])").count() > 0
    blocks = _blocks(seen)
    with_scripts = visit()
    assert [block for block in _blocks(with_scripts.open(page.path, page.status)) if block not in blocks] == []
    assert len(text) > 40


def _blocks(seen: object) -> list[str]:
    """Return the headings, paragraphs and cells that the server wrote: what scripts make is in none of these."""
    parts = "main h1, main h2, main h3, main dt, main dd, main th, main td, main label"
    found = seen.locator(parts).evaluate_all(  # type: ignore[attr-defined]
        "all => all.filter(one => !one.closest('.panel, .tools, .cm-editor')).map(one => one.textContent)"
    )
    return [plain(text) for text in found]


@pytest.mark.parametrize("page", DUTCH, ids=str)
def test_settings_of_the_visitor_are_followed(visit: Visit, page: Page) -> None:
    """Nothing moves for whoever wants that; with colours of one's own, fields and buttons still have an edge."""
    visitor = visit(reduced_motion="reduce", forced_colors="active")
    seen = visitor.open(page.path, page.status)
    assert seen.evaluate("matchMedia('(forced-colors: active)').matches")
    assert seen.evaluate(_MOVING) == []
    assert seen.evaluate(_WITHOUT_EDGE) == []
    assert seen.locator("h1").is_visible()


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
