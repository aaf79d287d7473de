"""The keyboard alone: past the head in one step, to everything in the order of reading, always seen, and never caught."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.browser.pages import DUTCH, Page
from tests.browser.visiting import Visitor

Visit = Callable[..., Visitor]

MOST: Final = 60
"""So many stops of a long page are walked."""

_WATCH: Final = """(most) => {
  const look = (one) => {
    const parts = [one, ...one.querySelectorAll("svg *, :scope > *")].slice(0, 12);
    return JSON.stringify(parts.map((part) => {
      const { outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth } = getComputedStyle(part);
      return [outlineStyle === "none" ? 0 : outlineWidth, boxShadow, stroke, strokeWidth];
    }));
  };
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]";
  const first = (one) => one.type !== "radio" || one === (document.querySelector(`input[name="${one.name}"]:checked`)
    ?? document.querySelector(`input[name="${one.name}"]`));
  window.stops = [...document.querySelectorAll(can)].filter((one) => first(one) && one.tabIndex >= 0 && !one.disabled
    && one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]"));
  window.before = new Map(window.stops.slice(0, most).map((one) => [one, look(one)]));
  const where = () => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2];
    const top = document.elementFromPoint(x, y);
    return {
      place: window.stops.indexOf(here),
      what: here.outerHTML.slice(0, 100),
      added: here.closest(".panel, .cm-editor") !== null,
      marked: !window.before.has(here) || look(here) !== window.before.get(here),
      inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      covered: Boolean(top) && getComputedStyle(top).position !== "static"
        && !here.contains(top) && !top.contains(here) && !top.closest("label, svg"),
    };
  };
  window.note = async () => {  // where the focus rests, once the page has moved along
    for (let frame = 0; ; frame++) {
      const found = where();
      if (frame > 60 || (found.marked && found.inSight && !found.covered)) return found;
      await new Promise(requestAnimationFrame);
    }
  };
}"""


@pytest.mark.parametrize("page", DUTCH, ids=str)
def test_everything_is_reached_and_seen(visit: Visit, page: Page) -> None:
    """Tab goes through a page in the order of reading; what has the focus is marked, in sight and free; nothing catches it.

    The first stop skips the head: Enter goes to the content, and the next Tab to the first thing in it.
    """
    seen = visit().open(page.path, page.status)
    seen.evaluate(_WATCH, MOST)
    count = seen.evaluate("stops.length")
    walked = _walk(seen, "Tab", min(count, MOST))
    places = [stop["place"] for stop in walked if not stop["added"]]  # a picture tells more about what is chosen in it
    assert places == list(range(len(places)))
    assert len(walked) == min(count, MOST)
    assert [stop["what"] for stop in walked if not stop["marked"]] == []
    assert [stop["what"] for stop in walked if not stop["inSight"] or stop["covered"]] == []
    assert seen.locator(page.action).first.evaluate("one => stops.indexOf(one)") in range(MOST)
    assert seen.evaluate("stops[0].matches('a.skip')")
    seen.evaluate("stops[0].focus()")
    seen.keyboard.press("Enter")
    seen.keyboard.press("Tab")
    first = seen.evaluate("stops.indexOf(document.activeElement)")
    assert first == seen.evaluate("stops.findIndex((one) => one.closest('main'))")


def test_back_through_a_page(visit: Visit) -> None:
    """Shift and Tab goes the same way back, out of the editor too."""
    seen = visit().open("/sparql")
    seen.evaluate(_WATCH, MOST)
    count = seen.evaluate("stops.length")
    places = [stop["place"] for stop in _walk(seen, "Shift+Tab", count) if not stop["added"]]
    assert places == list(reversed(range(count)))[: len(places)]


def _walk(seen: Any, key: str, steps: int) -> list[Any]:
    """Press a key so many times, and return where the focus was after each."""
    walked = []
    for _ in range(steps):
        seen.keyboard.press(key)
        walked.append(seen.evaluate("note()"))
    return walked
