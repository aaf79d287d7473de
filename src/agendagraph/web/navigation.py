"""The map of the site: one table, from which the bar, the menu and the foot of every page are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import request

from agendagraph.web.site import link


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the map of the site.

    Attributes:
        name: of its route.
        key: of the text of the link.
        group: key of the title of its group; those of the first group are in the bar of every page.
    """

    name: str
    key: str
    group: str

    @property
    def address(self) -> str:
        """Where it is, in the language of this request."""
        return link(self.name)

    @property
    def current(self) -> str:
        """What `aria-current` says: `page` on the page itself, `true` on a page below it, else nothing."""
        if request.path == self.address:
            return "page"
        return "true" if request.path.startswith(self.address + "/") else ""


MAP: Final = (
    Entry("agenda", "agenda", "nav_start"),
    Entry("plan", "plan", "nav_start"),
    Entry("questions", "questions", "nav_start"),
    Entry("timeline", "timeline_page", "nav_start"),
    Entry("diagrams", "diagrams", "nav_start"),
    Entry("needs", "needs", "nav_find_out"),
    Entry("impact", "impact", "nav_find_out"),
    Entry("ranking", "ranking", "nav_find_out"),
    Entry("compare", "compare", "nav_find_out"),
    Entry("path", "path", "nav_find_out"),
    Entry("search", "search", "nav_find_out"),
    Entry("sources", "sources", "nav_find_out"),
    Entry("standards", "standards", "nav_find_out"),
    Entry("zibs", "zibs_title", "nav_find_out"),
    Entry("organisations", "organisations", "nav_find_out"),
    Entry("sparql", "sparql", "nav_data"),
    Entry("api", "api", "nav_data"),
    Entry("data", "data", "nav_data"),
    Entry("vocabulary", "vocabulary", "nav_data"),
    Entry("about", "about_title", "nav_about"),
    Entry("design", "design", "nav_about"),
)
"""Every page that one can begin at, in the order in which they are offered."""


def groups() -> dict[str, list[Entry]]:
    """Return key of a group's title → its pages; the first group is the bar."""
    found: dict[str, list[Entry]] = {}
    for entry in MAP:
        found.setdefault(entry.group, []).append(entry)
    return found
