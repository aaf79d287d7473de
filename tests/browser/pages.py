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
_SIDES = "ding=bgz-uitwisseling&sector=huisartsen&eerste.via=app-bgz-lsp&tweede.via=app-bgz-verwijzing-nuts"
_QUERY = "SELECT+%3Fnaam+WHERE+%7B+%3Fding+a+ag%3ASector+%3B+skos%3AprefLabel+%3Fnaam+%7D+ORDER+BY+%3Fnaam+LIMIT+5"

PAGES: Final = (
    Page("home", "/", "Wat staat er op de agenda, en wat vraagt dat?", action="main form button"),
    Page("home-en", "/en/", "What is on the agenda, and what does it take?", action="main form button"),
    Page("search", "/zoek?q=mitz", "Gevonden voor ‘mitz’"),
    Page("search-nothing", "/zoek?q=qqqqqqqq", "Gevonden voor ‘qqqqqqqq’", action="main form button"),
    Page("thing", "/ding/mitz", "Mitz"),
    Page("thing-exchange", "/ding/bgz-uitwisseling", "Uitwisseling van de Basisgegevensset Zorg (BgZ)"),
    Page("thing-en", "/en/ding/bgz", "Basic care data set (BgZ)"),
    Page("passage", "/passage/agenda-2025-04/aorta", "AORTA"),
    Page("agenda", "/agenda", "De agenda, per hoofdstuk", action="main form button"),
    Page("agenda_for", "/agenda/vvt", "De agenda voor VVT", action="main form button"),
    Page("agenda_for-en", "/en/agenda/huisartsen", "The agenda for General practice", action="main form button"),
    Page("questions", "/vragen", "Vragen die u kunt stellen"),
    Page("question", "/vragen/tijdlijn?ding=bgz", "Wat gebeurt er wanneer?"),
    Page(
        "question-en", "/en/vragen/dragers?ding=BgGGZ", "Over or with what can it be exchanged, and who governs that?"
    ),
    Page(
        "needs", f"/nodig?{_PLAN}", "Huisartsen: wat is er nodig voor Uitwisseling van de Basisgegevensset Zorg (BgZ)?"
    ),
    Page("plan-form", "/plan", "Maak een plan", action="main form button"),
    Page("plan", f"/plan?{_PLAN}", "Huisartsen: plan voor Uitwisseling van de Basisgegevensset Zorg (BgZ)"),
    Page(
        "plan-en",
        f"/en/plan?{_PLAN}",
        "General practice: plan for Exchange of the basic care data set (BgZ)",
    ),
    Page("plan-wrong", "/plan?ding=mitzz", "Maak een plan", 404, action="main form button"),
    Page("impact-form", "/impact", "Wat als iets later komt, of vervalt?", action="main form button"),
    Page("impact", "/impact?ding=mitz&hoe=later&maanden=12", "Wat als Mitz 12 maanden later komt?"),
    Page("impact-en", "/en/impact?ding=mitz&hoe=vervalt", "What if Mitz is dropped?"),
    Page("ranking", "/impact/ranglijst", "Waar hangt het meeste van af?"),
    Page(
        "compare",
        f"/vergelijk?{_SIDES}",
        "Vergelijk – Huisartsen: wat is er nodig voor Uitwisseling van de Basisgegevensset Zorg (BgZ)?",
    ),
    Page("compare-form", "/vergelijk", "Vergelijk twee plannen", action="main form button"),
    Page("path", "/pad?van=bgggz&naar=vzvz", "Van BgGGZ naar VZVZ"),
    Page("timeline", "/tijdlijn?sector=vvt", "Tijdlijn: wat gebeurt er wanneer?"),
    Page("timeline-en", "/en/tijdlijn", "Time line: what happens when?"),
    Page("sources", "/bronnen", "Bronnen: wat is er gelezen?"),
    Page("source", "/bronnen/agenda-2025-04", "Regionale Agenda Databeschikbaarheid"),
    Page("standards", "/standaarden", "Gegevenssets en informatiestandaarden"),
    Page("zibs", "/standaarden/zibs", "Zibs per uitgave"),
    Page("composition", "/standaarden/samenstelling", "Samenstelling van een gegevensset"),
    Page("differences", "/standaarden/verschillen", "Twee versies vergelijken"),
    Page("organisations", "/organisaties", "Organisaties: wie doet wat?"),
    Page("organisations-en", "/en/organisaties", "Organisations: who does what?"),
    Page("diagrams", "/diagram", "Tekeningen"),
    Page("diagram", "/diagram/neighbourhood?ding=mitz", "Mitz en wat ermee samenhangt"),
    Page("diagram-en", "/en/diagram/impact?ding=mitz", "What does it touch if Mitz falls away?"),
    Page("sparql", "/sparql", "SPARQL", action="main form button"),
    Page("sparql-answer", f"/sparql?query={_QUERY}", "SPARQL", action="main form button"),
    Page("sparql-wrong", "/sparql?query=SELECT+%3Fx+WHERE+%7B", "SPARQL", 400, action="main form button"),
    Page("api", "/api", "De API"),
    Page("data", "/dataset", "De gegevens van AgendaGraph"),
    Page("vocabulary", "/ns", "Begrippen in de data"),
    Page("term", "/ns/Requirement", "Voorwaarde"),
    Page("design", "/ontwerp", "Het ontwerp van deze site"),
    Page("about", "/over", "Over AgendaGraph"),
    Page("about-en", "/en/over", "About AgendaGraph"),
    Page("missing", "/ding/mitzz", "Niet gevonden", 404),
)
"""Every type of page; `test_pages.py` holds that none is left out."""

DUTCH: Final = tuple(page for page in PAGES if page.language == "nl")
