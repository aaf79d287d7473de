"""How kinds, forces, bases and marks look: one table, read by every writer that draws.

No difference rests on colour alone: a family of kinds has a shape and an icon, force a dash, basis an arrow head, a mark a badge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from agendagraph.text import Text

Shape = Literal["pill", "box", "folded", "cut", "hexagon", "round", "arrow", "tab"]
Head = Literal["filled", "hollow", "diamond"]

FONT: Final = "'Fira Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

PAPER, INK, SOFT, LINE, BAND = "#ffffff", "#1b2327", "#4b5960", "#5d6c73", "#f3f6f6"
"""Ground, text, smaller text, links between nodes, and the band of a column."""
DARK_PAPER, DARK_INK, DARK_SOFT, DARK_LINE, DARK_BAND = "#12181b", "#eef3f4", "#b3c0c5", "#93a3aa", "#1b2327"


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that look alike.

    Attributes:
        name: short, for classes and identifiers.
        title: what a legend calls it.
        kinds: local names of the classes.
        shape: of its cards.
        fill, stroke: of a card; text on the fill and the stroke on white both have a contrast of 5:1 or more.
        strong: the fill of what the picture is about, with white text.
        dark_fill, dark_stroke: the same on a dark ground.
        icon: an SVG path in a square of 12 by 12, drawn with a line and not filled.
    """

    name: str
    title: Text
    kinds: frozenset[str]
    shape: Shape
    fill: str
    stroke: str
    strong: str
    dark_fill: str
    dark_stroke: str
    icon: str


FAMILIES: Final = (
    Family(
        "exchange",
        Text("Uitwisseling of toepassing", "Exchange or application"),
        frozenset({"Exchange", "CareApplication"}),
        "pill",
        "#dff2f0",
        "#0b6b63",
        "#0b5a54",
        "#0f3a37",
        "#5cc2b7",
        "M1 4h9l-2.5-2.5M11 8H2l2.5 2.5",
    ),
    Family(
        "rule",
        Text("Wet, beleid of document", "Law, policy or document"),
        frozenset({"Law", "Policy", "Document", "Source"}),
        "cut",
        "#fae6e1",
        "#9b3322",
        "#832a1c",
        "#45201a",
        "#ee9a8a",
        "M6 1v10M2 11h8M2 3h8M2 3L.5 7h3L2 3M10 3L8.5 7h3L10 3",
    ),
    Family(
        "standard",
        Text("Standaard, norm of richtlijn", "Standard, norm or guideline"),
        frozenset({"InformationStandard", "TechnicalStandard", "Norm", "Guideline", "Certification", "Profile"}),
        "folded",
        "#ebe6f8",
        "#5a3fa0",
        "#4c3489",
        "#2d2350",
        "#b9a5f0",
        "M2 1h6l2 2v8H2zM4 5h4M4 7h4M4 9h2.5",
    ),
    Family(
        "data",
        Text("Gegevensset of bouwsteen", "Data set or building block"),
        frozenset({"DataSet", "BuildingBlock", "BuildingBlockVersion", "GenericBuildingBlock", "Release"}),
        "box",
        "#e0ecfa",
        "#1d5a9c",
        "#174a82",
        "#16324f",
        "#86b8ee",
        "M1 3c0-2.7 10-2.7 10 0v6c0 2.7-10 2.7-10 0zM1 3c0 2.7 10 2.7 10 0M1 6c0 2.7 10 2.7 10 0",
    ),
    Family(
        "function",
        Text("Generieke functie of begrip", "Generic function or notion"),
        frozenset({"GenericFunction", "Notion"}),
        "hexagon",
        "#e4f1dd",
        "#396b1f",
        "#2f5a19",
        "#22391a",
        "#9fd07f",
        "M6 4a2 2 0 1 0 .01 0M6 .5v2M6 9.5v2M.5 6h2M9.5 6h2M2.1 2.1l1.4 1.4M8.5 8.5l1.4 1.4M9.9 2.1L8.5 3.5M3.5 8.5L2.1 9.9",
    ),
    Family(
        "service",
        Text("Voorziening, stelsel of infrastructuur", "Facility, system or infrastructure"),
        frozenset({"AgreementSystem", "Facility", "Infrastructure", "Registry", "IdentityMeans", "SystemType"}),
        "round",
        "#fbecd2",
        "#8a5200",
        "#744500",
        "#432f10",
        "#e5b264",
        "M1 1.5h10v4H1zM1 6.5h10v4H1zM3 3.5h1M3 8.5h1",
    ),
    Family(
        "change",
        Text("Programma, project of doel", "Programme, project or goal"),
        frozenset({"Programme", "Project", "Goal", "Ambition", "Milestone"}),
        "arrow",
        "#fae3f0",
        "#96276c",
        "#7e1f5a",
        "#45193a",
        "#ef95cb",
        "M2.5 11.5v-11M2.5 1h7.5l-2 2.5 2 2.5H2.5",
    ),
    Family(
        "party",
        Text("Partij, rol of sector", "Party, role or sector"),
        frozenset({"Organisation", "Collaboration", "Role", "Sector", "ProviderType", "Region"}),
        "tab",
        "#e9edf0",
        "#465862",
        "#37474f",
        "#2a343a",
        "#a9bac2",
        "M6 1a2.4 2.4 0 1 0 .01 0M1.5 11.5c0-6 9-6 9 0",
    ),
)
OTHER: Final = Family(
    "other", Text("Overig", "Other"), frozenset(), "box", "#f4f4f1", "#57574f", "#45453e", "#2b2b27", "#b9b9ae", ""
)

_BY_KIND: Final = {kind: family for family in FAMILIES for kind in family.kinds}


def family(kind: str) -> Family:
    """Return how things of a kind look.

    >>> family("Law").shape
    'cut'
    """
    return _BY_KIND.get(kind, OTHER)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its width, and its dashes as in SVG; `title` is what a legend says of it."""

    title: Text
    width: float
    dash: str = ""


STROKES: Final[dict[str, Stroke]] = {
    "Must": Stroke(Text("moet", "must"), 2.0),
    "Should": Stroke(Text("hoort", "should"), 1.8, "8 4"),
    "May": Stroke(Text("mag of kan", "may"), 1.8, "2 4"),
    "Descriptive": Stroke(Text("beschrijft hoe het is", "describes how it is"), 1.2),
    "": Stroke(Text("verband", "relation"), 1.2),
}
"""Local name of a force → the line of an edge with it."""

HEADS: Final[dict[str, tuple[Head, Text]]] = {
    "Stated": ("filled", Text("staat in een bron", "stated in a source")),
    "Derived": ("hollow", Text("afgeleid uit bronnen", "derived from sources")),
    "Editorial": ("diamond", Text("toevoeging van de redactie", "added by the editors")),
}
"""Local name of a basis → the arrow head of an edge with it; an edge of unknown basis has that of a stated one."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark as a small sign: its colour and path in a square of 12 by 12, and what a legend says of it."""

    title: Text
    colour: str
    dark: str
    icon: str


BADGES: Final[dict[str, Badge]] = {
    "present": Badge(Text("is er al", "in place already"), "#1b6b3a", "#7fd09d", "M2 6.5l3 3 5-7"),
    "falls": Badge(Text("valt weg", "falls"), "#a3231a", "#f29a92", "M2.5 2.5l7 7M9.5 2.5l-7 7"),
    "switches": Badge(Text("kan anders", "has another way"), "#7a4f00", "#e5b264", "M1 4h8L7 2M11 8H3l2 2"),
    "delayed": Badge(Text("schuift op", "shifts"), "#7a4f00", "#e5b264", "M6 1a5 5 0 1 0 .01 0M6 3v3l2 2"),
    "conflict": Badge(Text("botst", "conflicts"), "#a3231a", "#f29a92", "M6 1v6.5M6 9.5v1.5"),
}
"""Mark → badge, the one that matters most last."""

CERTAINTIES: Final[dict[str, Text]] = {
    "Done": Text("gebeurd", "done"),
    "Planned": Text("gepland", "planned"),
    "Expected": Text("verwacht", "expected"),
    "Uncertain": Text("onzeker", "uncertain"),
    "Unknown": Text("onbekend", "unknown"),
}
"""Certainty of a milestone → word; the shapes on a time line are in `shapes.spot`."""
