"""The same steps with a mouse and with the keyboard alone."""

from __future__ import annotations

from typing import Any, Protocol

from tests.browser.visiting import Visitor


class Hands(Protocol):
    """What somebody does with a page."""

    def press(self, what: Any) -> None:
        """Follow a link, press a button, open what is folded."""

    def write(self, what: Any, text: str) -> None:
        """Put text into a field."""

    def choose(self, what: Any, name: str) -> None:
        """Choose what a list calls so."""


class Mouse:
    """By pointing at things."""

    def press(self, what: Any) -> None:
        """Click."""
        what.click()

    def write(self, what: Any, text: str) -> None:
        """Click, and type."""
        what.click()
        what.fill(text)

    def choose(self, what: Any, name: str) -> None:
        """Choose from the list."""
        what.select_option(label=name)


class Keyboard:
    """By Tab and Enter, from the place where one is; links far down are jumped to with the contents of the page."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.keys = visitor.page.keyboard

    def press(self, what: Any) -> None:
        """Go there, and Enter."""
        self.visitor.tab_to(what)
        self.keys.press("Enter")

    def write(self, what: Any, text: str) -> None:
        """Go there, and type over what is in it."""
        self.visitor.tab_to(what)
        self.keys.press("Control+a")
        self.keys.type(text)

    def choose(self, what: Any, name: str) -> None:
        """Go there, and type the name until the list has it."""
        self.visitor.tab_to(what)
        self.keys.type(name)
        assert what.evaluate("one => one.selectedOptions[0].label") == name


def hands(way: str, visitor: Visitor) -> Hands:
    """Return the hands of somebody with a `mouse` or a `keyboard`."""
    return Keyboard(visitor) if way == "keyboard" else Mouse()
