"""What the agenda and its cards say, in both languages; a part of the table that the templates read as `t("key")`."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

AGENDA: Final[dict[str, Text]] = {
    "agenda": Text("Agenda", "Agenda"),
    "agenda_title": Text("De agenda, per hoofdstuk", "The agenda, by chapter"),
    "agenda_for": Text("De agenda voor {sector}", "The agenda for {sector}"),
    "agenda_lead": Text(
        "{all} onderwerpen, in de hoofdstukken en de volgorde van de documenten. Kies een sector om te zien wat voor haar geldt.",
        "{all} topics, in the chapters and the order of the documents. Choose a sector to see what applies to it.",
    ),
    "agenda_counts": Text(
        "Van de {all} onderwerpen noemen {name} deze sector met name. {via} gelden via een bredere groep of een deel "
        "ervan, {others} noemen alleen anderen en {silent} noemen geen sector.",
        "Of the {all} topics {name} name this sector. {via} apply through a wider group or a part of it, {others} name "
        "others only and {silent} name no sector.",
    ),
    "agenda_counts_several": Text(
        "Van de {all} onderwerpen noemen {name} een van deze sectoren met name. {via} gelden via een bredere groep of "
        "een deel ervan, {others} noemen alleen anderen en {silent} noemen geen sector.",
        "Of the {all} topics {name} name one of these sectors. {via} apply through a wider group or a part of it, "
        "{others} name others only and {silent} name no sector.",
    ),
    "agenda_silence": Text(
        "Niet genoemd is niet hetzelfde als niet van toepassing: de kleur waarmee het document dat aangeeft, is in zijn "
        "tekst niet bewaard gebleven. Welke groep bij welke hoort, is een modelkeuze van de redactie.",
        "Not named is not the same as not applicable: the colour by which the document tells has not survived in its "
        "text. Which group belongs to which is a modelling choice of the editors.",
    ),
    "agenda_none": Text(
        "De documenten noemen deze sector bij geen onderwerp.", "The documents name this sector with no topic."
    ),
    "agenda_of_sectors": Text("Voor", "For"),
    "agenda_about_sector": Text("Alles over deze sector", "All about this sector"),
    "agenda_about_overview": Text("Wat de agenda hierover zegt", "What the agenda says of this"),
    "agenda_overviews": Text("Overzichten van de agenda", "Overviews of the agenda"),
    "agenda_filter": Text("Kies wat u ziet", "Choose what you see"),
    "agenda_sector": Text("Sector", "Sector"),
    "agenda_every_sector": Text("Zonder sector", "Without a sector"),
    "agenda_hoofdstuk": Text("Hoofdstuk", "Chapter"),
    "agenda_soort": Text("Soort", "Kind"),
    "agenda_kracht": Text("Kracht", "Force"),
    "agenda_regio": Text("Regio", "Region"),
    "agenda_any": Text("Alle", "All"),
    "agenda_national": Text("Landelijk", "National"),
    "agenda_genoemd": Text("Alleen wat de sector met name noemt", "Only what names the sector"),
    "agenda_shown": Text("{shown} van {all} onderwerpen getoond.", "{shown} of {all} topics shown."),
    "agenda_all": Text("Toon alle {all}", "Show all {all}"),
    "agenda_nothing": Text("Geen onderwerp past hierbij.", "No topic fits this."),
    "agenda_column": Text("{shown} van {all}", "{shown} of {all}"),
    "agenda_pages": Text("Inleiding", "Introduction"),
    "agenda_rest": Text("Over de documenten zelf", "About the documents themselves"),
    "agenda_signs": Text("Wat de tekens betekenen", "What the signs mean"),
    "agenda_named": Text("met name", "by name"),
    "agenda_named_as": Text("met name: {sector}", "by name: {sector}"),
    "agenda_wider": Text("via {group}", "through {group}"),
    "agenda_part": Text("een deel: {group}", "a part: {group}"),
    "agenda_others": Text("noemt alleen anderen", "names others only"),
    "agenda_silent": Text("noemt geen sector", "names no sector"),
    "agenda_force": Text("{count}× {force}", "{count}× {force}"),
    "agenda_seen": Text(
        "De eerstvolgende mijlpaal bij een onderwerp is gezien vanuit {edition}, toen de agenda uitkwam.",
        "The next milestone of a topic is seen from {edition}, when the agenda came out.",
    ),
    "agenda_more_ways": Text("en {count} andere", "and {count} others"),
    "agenda_plan": Text("Plan", "Plan"),
    "agenda_impact": Text("Gevolgen", "Impact"),
    "agenda_picture": Text("Tekening", "Picture"),
    "agenda_of": Text("van {thing}", "of {thing}"),
    "sign_name": Text("De bron noemt de sector zelf.", "The source names the sector itself."),
    "sign_wider": Text(
        "De bron noemt een groep waar de sector bij hoort, of een deel van de sector.",
        "The source names a group that the sector belongs to, or a part of it.",
    ),
    "sign_others": Text(
        "De bron noemt de sector niet; zij noemt alleen anderen, of niemand.",
        "The source does not name the sector; it names others only, or nobody.",
    ),
    "sign_force": Text(
        "Hoe vaak de pagina van het onderwerp zegt dat iets moet, zou moeten of mag.",
        "How often the page of the topic says that something must, should or may be.",
    ),
    "sign_in-uitvoering": Text("De regio voert het project uit.", "The region is carrying the project out."),
    "sign_volgend-potentie": Text("De regio volgt het.", "The region follows it."),
    "sign_niet-op-agenda": Text(
        "De regio heeft het nog niet op haar agenda.", "The region does not have it on its agenda yet."
    ),
    "sign_onbekend": Text(
        "In de tekst van deze uitgave zijn de stoplichten niet bewaard gebleven.",
        "In the text of this edition the traffic lights have not survived.",
    ),
}
