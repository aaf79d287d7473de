"""The types of pages, each with an address or two that show it with something in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Page:
    """A page to look at.

    Attributes:
        name: of its type; what is in English has `-en` behind it.
        path: where it is.
        heading: its heading.
        status: that it answers with.
        action: what a visitor comes for, as a CSS selector: the keyboard reaches it.
    """

    name: str
    path: str
    heading: str
    status: int = 200
    action: str = "main a[href]"

    @property
    def language(self) -> str:
        """What its texts are in."""
        return "en" if self.name.endswith("-en") else "nl"

    def __str__(self) -> str:
        """Return its name, which is what a test of it is called."""
        return self.name


_PLAN = "ding=bgz-uitwisseling&sector=huisartsen"
_SIDES = "ding=bgz-uitwisseling&sector=huisartsen&eerste.via=app-bgz-lsp&tweede.via=bgz-verwijzing-nuts"
_QUERY = "SELECT+%3Fnaam+WHERE+%7B+%3Fding+a+ag%3ASector+%3B+skos%3AprefLabel+%3Fnaam+%7D+ORDER+BY+%3Fnaam+LIMIT+5"

PAGES: Final = (
    Page("home", "/", "", action="main form button"),
    Page("home-en", "/en/", "", action="main form button"),
    Page("search", "/zoek?q=mitz", ""),
    Page("search-nothing", "/zoek?q=qqqqqqqq", ""),
    Page("thing", "/ding/mitz", "Mitz"),
    Page("thing-exchange", "/ding/bgz-uitwisseling", "Uitwisseling van de Basisgegevensset Zorg (BgZ)"),
    Page("thing-en", "/en/ding/bgz", ""),
    Page("passage", "/passage/agenda-2025-04/aorta", ""),
    Page("agenda", "/agenda", "", action="main form button"),
    Page("agenda_for", "/agenda/vvt", "", action="main form button"),
    Page("agenda_for-en", "/en/agenda/huisartsen", "", action="main form button"),
    Page("questions", "/vragen", ""),
    Page("question", "/vragen/tijdlijn?ding=bgz", ""),
    Page("question-en", "/en/vragen/dragers?ding=BgGGZ", ""),
    Page("needs", f"/nodig?{_PLAN}", ""),
    Page("plan-form", "/plan", "", action="main form button"),
    Page("plan", f"/plan?{_PLAN}", ""),
    Page("plan-en", f"/en/plan?{_PLAN}", ""),
    Page("plan-wrong", "/plan?ding=mitzz", "", 404, action="main form button"),
    Page("impact-form", "/impact", "", action="main form button"),
    Page("impact", "/impact?ding=mitz&hoe=later&maanden=12", ""),
    Page("impact-en", "/en/impact?ding=mitz&hoe=vervalt", ""),
    Page("ranking", "/impact/ranglijst", ""),
    Page("compare", f"/vergelijk?{_SIDES}", ""),
    Page("compare-form-en", "/en/vergelijk", "", action="main form button"),
    Page("path", "/pad?van=bgggz&naar=vzvz", ""),
    Page("timeline", "/tijdlijn?sector=vvt", ""),
    Page("timeline-en", "/en/tijdlijn", ""),
    Page("sources", "/bronnen", ""),
    Page("source", "/bronnen/agenda-2025-04", ""),
    Page("standards", "/standaarden", ""),
    Page("zibs", "/standaarden/zibs", ""),
    Page("composition", "/standaarden/samenstelling", ""),
    Page("differences", "/standaarden/verschillen", ""),
    Page("organisations", "/organisaties", ""),
    Page("organisations-en", "/en/organisaties", ""),
    Page("diagrams", "/diagram", ""),
    Page("diagram", "/diagram/neighbourhood?ding=mitz", ""),
    Page("diagram-en", "/en/diagram/impact?ding=mitz", ""),
    Page("sparql", "/sparql", "", action="main form button"),
    Page("sparql-answer", f"/sparql?query={_QUERY}", "", action="main form button"),
    Page("sparql-wrong", "/sparql?query=SELECT+%3Fx+WHERE+%7B", "", 400, action="main form button"),
    Page("api", "/api", ""),
    Page("data", "/dataset", ""),
    Page("vocabulary", "/ns", ""),
    Page("term", "/ns/Requirement", ""),
    Page("design", "/ontwerp", ""),
    Page("missing", "/ding/mitzz", "", 404),
)
"""Every type of page; `test_pages.py` holds that none is left out."""

DUTCH: Final = tuple(page for page in PAGES if page.language == "nl")
