"""The keyboard alone: past the head in one step, to everything in the order of reading, always seen, and never caught."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.browser.pages import DUTCH, Page
from tests.browser.visiting import Visitor

Visit = Callable[..., Visitor]

MOST: Final = 120
"""So many stops of a long page are walked."""

_WATCH: Final = """() => {
  const look = (one) => {
    const parts = [one, ...one.querySelectorAll("svg *, :scope > *")].slice(0, 12);
    return JSON.stringify(parts.map((part) => {
      const { outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth } = getComputedStyle(part);
      return [outlineStyle === "none" ? 0 : outlineWidth, boxShadow, stroke, strokeWidth];
    }));
  };
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]";
  window.stops = [...document.querySelectorAll(can)].filter((one) =>
    one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]"));
  window.before = new Map(window.stops.map((one) => [one, look(one)]));
  window.walked = [];
  window.note = () => {  // where the focus rests, once the page has moved along
    const here = document.activeElement, box = here.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2);
    window.walked.push({
      place: window.stops.indexOf(here),
      what: here.outerHTML.slice(0, 100),
      marked: look(here) !== window.before.get(here),
      inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      covered: Boolean(top) && getComputedStyle(top).position !== "static"
        && !here.contains(top) && !top.contains(here) && !top.closest("label, svg"),
    });
    return window.walked;
  };
  addEventListener("keydown", () => document.activeElement !== document.body && window.note(), true);
}"""


@pytest.mark.parametrize("page", DUTCH, ids=str)
def test_everything_is_reached_and_seen(visit: Visit, page: Page) -> None:
    """Tab goes through a page in the order of reading; what has the focus is marked, in sight and free; nothing catches it."""
    seen = visit().open(page.path, page.status)
    seen.evaluate(_WATCH)
    count = seen.evaluate("stops.length")
    for _ in range(min(count, MOST)):
        seen.keyboard.press("Tab")
    walked = seen.evaluate("note()")
    assert [stop["place"] for stop in walked] == list(range(min(count, MOST)))
    assert [stop["what"] for stop in walked if not stop["marked"]] == []
    assert [stop["what"] for stop in walked if not stop["inSight"] or stop["covered"]] == []
    action = seen.locator(page.action).first
    assert action.evaluate("one => stops.indexOf(one)") in range(MOST)


@pytest.mark.parametrize("page", DUTCH, ids=str)
def test_the_head_is_skipped_in_one_step(visit: Visit, page: Page) -> None:
    """The first Tab offers the content; Enter goes there, and the next Tab is the first thing in it."""
    seen = visit().open(page.path, page.status)
    seen.keyboard.press("Tab")
    assert seen.evaluate(
        "document.activeElement.matches('a.skip') && document.activeElement.getBoundingClientRect().top >= 0"
    )
    seen.keyboard.press("Enter")
    seen.keyboard.press("Tab")
    first: Any = seen.evaluate(
        "document.activeElement.closest('main') !== null || !document.querySelector('main a, main button')"
    )
    assert first


def test_back_through_a_page(visit: Visit) -> None:
    """Shift and Tab goes the same way back, out of the editor too."""
    seen = visit().open("/sparql")
    seen.evaluate(_WATCH)
    count = seen.evaluate("stops.length")
    for _ in range(count):
        seen.keyboard.press("Shift+Tab")
    assert [stop["place"] for stop in seen.evaluate("note()")] == list(reversed(range(count)))
