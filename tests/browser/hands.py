"""The same steps with a mouse and with the keyboard alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from tests.browser.visiting import Visitor


class Hands(ABC):
    """What somebody does with a page."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.keys = visitor.page.keyboard

    @abstractmethod
    def press(self, what: Any) -> None:
        """Press a button, open what is folded."""

    @abstractmethod
    def tick(self, what: Any) -> None:
        """Tick a box, or choose one of several."""

    @abstractmethod
    def write(self, what: Any, text: str) -> None:
        """Put text into a field."""

    @abstractmethod
    def choose(self, what: Any, name: str) -> None:
        """Choose what a list calls so."""

    def follow(self, what: Any) -> None:
        """Press what leads elsewhere, and wait to be there."""
        with self.visitor.page.expect_navigation():
            self.press(what)


class Mouse(Hands):
    """By pointing at things."""

    def press(self, what: Any) -> None:
        """Click."""
        what.click()

    def tick(self, what: Any) -> None:
        """Click."""
        what.click()

    def write(self, what: Any, text: str) -> None:
        """Click, and type."""
        what.click()
        what.fill(text)

    def choose(self, what: Any, name: str) -> None:
        """Choose from the list."""
        what.select_option(label=name)


class Keyboard(Hands):
    """By Tab and Enter, from the place where one is."""

    def press(self, what: Any) -> None:
        """Go there, and Enter."""
        self.visitor.tab_to(what)
        self.keys.press("Enter")

    def tick(self, what: Any) -> None:
        """Go there, and the space bar; among several that exclude each other Tab knows one, and arrows the others."""
        group = self.visitor.page.locator(f"input[type=radio][name='{what.get_attribute('name')}']")
        if not group.count():
            self.visitor.tab_to(what)
            self.keys.press("Space")
            return
        checked, first = group.locator(":scope:checked"), group.first
        self.visitor.tab_to(checked if checked.count() else first)
        for _ in range(group.count()):
            if what.is_checked():
                return
            self.keys.press("ArrowDown")
        assert what.is_checked()

    def write(self, what: Any, text: str) -> None:
        """Go there, and type over what is in it."""
        self.visitor.tab_to(what)
        self.keys.press("Control+a")
        self.keys.type(text)

    def choose(self, what: Any, name: str) -> None:
        """Go there, and move through the list; typing the name would be a race against the clock of the browser."""
        self.visitor.tab_to(what)
        steps = what.evaluate(_STEPS, name)
        for _ in range(abs(steps)):
            self.keys.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert what.evaluate("one => one.selectedOptions[0].label") == name


_STEPS = """(list, name) => {
  const options = [...list.options].filter((one) => !one.disabled);
  return options.findIndex((one) => one.label === name) - options.indexOf(list.selectedOptions[0]);
}"""


def hands(way: str, visitor: Visitor) -> Hands:
    """Return the hands of somebody with a `mouse` or a `keyboard`."""
    return Keyboard(visitor) if way == "keyboard" else Mouse(visitor)
