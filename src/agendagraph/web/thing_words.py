"""What the page of a thing says, in both languages; a part of the table that the templates read as `t("key")`."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

THING: Final[dict[str, Text]] = {
    "thing_on": Text("Verder met dit", "Go on with this"),
    "thing_plan": Text("Maak een plan", "Make a plan"),
    "thing_needs": Text("De hele keten", "The whole chain"),
    "thing_impact": Text("Wat als het later komt?", "What if it comes later?"),
    "thing_picture": Text("Tekening en omgeving", "Picture and surroundings"),
    "thing_differ": Text("Waar bronnen uiteenlopen", "Where sources differ"),
    "thing_differ_lead": Text(
        "Wat elke bron zegt, naast elkaar. Hier is niets beslist.",
        "What each source says, side by side. Nothing is settled here.",
    ),
    "thing_sides": Text("Wat de {count} bronplaatsen zeggen", "What the {count} places say"),
    "thing_summed": Text("In de woorden van de redactie hierboven.", "In the words of the editors above."),
    "thing_edition": Text(
        "{edition}: de agenda kwam uit. Wat hierna komt was toen nog toekomst; wat ervan uitkwam weten deze gegevens niet.",
        "{edition}: the agenda came out. What follows was still to come then; what came of it these data do not know.",
    ),
    "thing_timeline": Text("Op de tijdlijn", "On the time line"),
    "thing_more": Text("Nog {count}", "{count} more"),
    "thing_reading": Text("Hoe u dit leest", "How to read this"),
    "thing_stated": Text("Een passage zegt het met zoveel woorden.", "A passage says so."),
    "thing_derived": Text(
        "Volgt uit wat passages zeggen; de passages staan erbij.", "Follows from what passages say; they are given."
    ),
    "thing_editorial": Text(
        "Toevoeging van de redactie; geen bron zegt het zelf.", "Added by the editors; no source says so itself."
    ),
    "thing_files": Text("Alle verbanden", "All links"),
}
