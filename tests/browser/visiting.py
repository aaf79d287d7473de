"""Somebody before a screen: a page of Chromium that notes whatever goes wrong in it, and the checks that many tests share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PICTURES: Final = ROOT / "build" / "screenshots"
"""Where pictures of the pages are kept for whoever wants to look."""

PATIENCE: Final = 60_000
"""So many milliseconds a visitor waits: the machine may have much else to do."""

DESK: Final = {"width": 1280, "height": 800}
PHONE: Final = {"width": 320, "height": 640}
WALL: Final = {"width": 1920, "height": 1080}

_REFUSALS: Final = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI}`));"""

_OUTSIDE: Final = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || !box.height || style.visibility === "hidden" || style.clipPath !== "none") continue;
    if (one.closest("svg, .unseen, .skip") && !one.matches("svg")) continue;
    if (box.right > width + 1 && !scrolls(one.parentElement)) found.push(one.cloneNode().outerHTML.slice(0, 100));
  }
  return found;
}"""


class Seat:
    """A window before which visitors sit down, one after the other.

    Args:
        browser: Chromium.
        address: of the site.
        how: options of the browser context: `viewport`, `java_script_enabled`, `color_scheme` and so on.
    """

    def __init__(self, browser: Any, address: str, how: Mapping[str, Any]) -> None:
        self.address = address
        self.how = how
        self.context = browser.new_context(base_url=address, **({"viewport": DESK} | dict(how)))
        self.context.set_default_timeout(PATIENCE)
        if how.get("java_script_enabled", True):
            self.context.add_init_script(_REFUSALS)
        self.page = self.context.new_page()

    def tidy(self) -> None:
        """Make it as it was: nothing kept, nothing emulated, nothing open."""
        self.page.evaluate("() => { try { sessionStorage.clear(); } catch {} }")
        self.page.goto("about:blank")
        self.page.set_viewport_size(self.how.get("viewport", DESK))
        self.page.emulate_media(
            media="null",
            color_scheme=self.how.get("color_scheme", "light"),
            reduced_motion=self.how.get("reduced_motion", "no-preference"),
            forced_colors=self.how.get("forced_colors", "none"),
        )


class Visitor:
    """Somebody before a window of the browser, who notes whatever goes wrong in it."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.address = seat.address
        self.page = seat.page
        self.troubles: list[str] = []
        self.excused: set[str] = set()
        self._notes = {
            "console": self._console,
            "weberror": lambda error: self.troubles.append(f"script: {error.error}"),
            "request": self._request,
            "response": self._response,
        }
        for event, note in self._notes.items():
            seat.context.on(event, note)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"} and message.location.get("url") not in self.excused:
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:" + self.address, "about:")):
            self.troubles.append(f"asked elsewhere: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.url not in self.excused:
            self.troubles.append(f"{response.status}: {response.url}")

    def open(self, path: str, status: int = 200) -> Any:
        """Go to an address that is to answer with a status, and return the page."""
        if status != 200:
            self.excused.add(self.address + path)
        response = self.page.goto(path)
        assert response.status == status, f"{path} answers {response.status}"
        return self.page

    def heading(self) -> str:
        """Return the heading of the page that is open; there is exactly one."""
        found = self.page.locator("h1")
        assert found.count() == 1
        return plain(found.inner_text())

    def main(self) -> str:
        """Return the text that is seen in the midst of the page."""
        return plain(self.page.locator("main").inner_text())

    def row(self, *words: str) -> list[str]:
        """Return the cells of the one table row that has these words in it."""
        found = self.page.locator("main tr")
        for word in words:
            found = found.filter(has_text=word)
        assert found.count() == 1, f"{found.count()} rows with {words}"
        return [plain(cell) for cell in found.locator("th, td").all_inner_texts()]

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than the screen."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found

    def outside(self) -> list[str]:
        """Return what is cut off at the right: wider than the screen, and in nothing that can be scrolled."""
        found: list[str] = self.page.evaluate(_OUTSIDE)
        return found

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the page, whole or as far as the window shows it."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=80, full_page=whole)

    def tab_to(self, what: Any, most: int = 150) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if what.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"not reached with {most} times Tab: {what}")

    def leave(self) -> None:
        """Give the window back."""
        self.seat.tidy()
        for event, note in self._notes.items():
            self.seat.context.remove_listener(event, note)


def plain(text: str) -> str:
    """Return a text with single spaces.

    >>> plain(" a\\n\\xa0 b ")
    'a b'
    """
    return re.sub(r"\s+", " ", text).strip()


AXE: Final[dict[str, Any]] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}
"""WCAG 2.0, 2.1 and 2.2, levels A and AA, and what axe calls best practice; no rule of these wants files fetched beforehand."""


COLOURS: Final[Mapping[str, Any]] = AXE | {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
"""What can differ between light and dark: the elements are the same."""


def violations(page: Any, options: Mapping[str, Any] = AXE) -> list[str]:
    """Return what axe finds wrong with a page: rule, and the places."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [f"{one['id']}: {node['target']} {node['html'][:160]}" for one in found for node in one["nodes"]]
