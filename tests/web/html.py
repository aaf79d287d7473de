"""Reading pages as a browser does, as far as the tests need it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

_INLINE = {"a", "b", "code", "em", "i", "mark", "q", "span", "strong"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """What is on a page: elements with their attributes, headings, links, text; and tags that do not match."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.title = ""
        self.text = ""
        self.unmatched: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        self.unmatched += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _INLINE:
            self.text += " "
        if tag not in _VOID:
            self._open.append(tag)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unmatched.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        elif "style" not in self._open:
            self.text += data
        if self.headings and self._open and any(t[0] == "h" and t[1:].isdigit() for t in self._open):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())

    @property
    def links(self) -> list[str]:
        """The addresses of all links."""
        return [a["href"] for a in self.all("a")]

    @property
    def ids(self) -> Counter[str]:
        """How often each id is given out."""
        return Counter(a["id"] for _, a in self.elements if "id" in a)


def filled_in(page: Page) -> list[tuple[str, str]]:
    """Return what a browser sends when the form of the page is sent as it stands: the fields that are not empty."""
    found: list[tuple[str, str]] = []
    select = ""
    start = next(i for i, (tag, a) in enumerate(page.elements) if tag == "form" and "ask" in a.get("class", "").split())
    for tag, a in page.elements[start:]:
        if tag == "select":
            select = a["name"]
        elif tag == "option" and "selected" in a and select:
            found.append((select, a["value"]))
        elif tag == "input" and (a.get("type") not in {"checkbox", "radio"} or "checked" in a):
            found.append((a["name"], a["value"]))
    return [(name, value) for name, value in found if value]


def faults(page: Page, language: str) -> list[str]:
    """Return what is wrong with the build of a page, in words."""
    found = [f"unmatched <{tag}>" for tag in page.unmatched]
    if page.all("html")[0].get("lang") != language:
        found.append("wrong lang")
    if len(page.title.split()) < 3:
        found.append("no title")
    levels = [level for level, _ in page.headings]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"headings {levels}")
    found += [f"heading jumps to {b}" for a, b in pairwise(levels) if b > a + 1]
    found += [f"empty heading {level}" for level, words in page.headings if not words.strip()]
    found += [f"id {name} twice" for name, count in page.ids.items() if count > 1]
    labelled = {a["for"] for a in page.all("label")}
    for tag in ("input", "select", "textarea"):
        found += [f"{tag} without label" for a in page.all(tag) if a.get("id") not in labelled]
    found += ["th without scope" for a in page.all("th") if "scope" not in a]
    found += ["table without caption" for _ in range(len(page.all("table")) - len(page.all("caption")))]
    found += ["inline style" for _ in page.all("style")]
    found += [
        "script that is no bundle" for a in page.all("script") if not a.get("src", "").startswith("/static/dist/")
    ]
    found += [f"inline {n}" for _, a in page.elements for n in a if n == "style" or n.startswith("on")]
    found += [f"nothing at {href}" for href in page.links if href[:1] == "#" and href[1:] not in page.ids]
    found += ["empty link" for href in page.links if not href]
    return found
