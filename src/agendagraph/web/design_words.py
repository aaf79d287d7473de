"""What the frame of every page and the page about the look of the site say, in both languages."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

DESIGN: Final[dict[str, Text]] = {
    # The frame
    "nav_start": Text("De agenda", "The agenda"),
    "nav_find_out": Text("Uitzoeken", "Find out"),
    "nav_data": Text("Gegevens en techniek", "Data and technology"),
    "nav_about": Text("Over deze site", "About this site"),
    "nav_all": Text("Menu", "Menu"),
    "nav_map": Text("Alle pagina’s", "All pages"),
    "nav_unknown": Text("Wat dit niet weet", "What this does not know"),
    "crumbs": Text("U bent hier", "You are here"),
    "pages_of_list": Text("Bladeren", "Pages of the list"),
    "page_before": Text("← Vorige", "← Previous"),
    "page_after": Text("Volgende →", "Next →"),
    "page_place": Text("{first}–{last} van {total}", "{first}–{last} of {total}"),
    "light_green": Text("Groen", "Green"),
    "light_orange": Text("Oranje", "Orange"),
    "light_red": Text("Rood", "Red"),
    "light_unknown": Text("Onbekend", "Unknown"),
    # The page about the look
    "design": Text("Ontwerp", "Design"),
    "design_title": Text("Het ontwerp van deze site", "The design of this site"),
    "design_lead": Text(
        "Alle kleuren, maten en onderdelen waaruit de pagina’s bestaan, zoals zij er nu uitzien: in licht of donker, "
        "op papier en op de muur van de vergaderzaal. Verschil berust nooit op kleur alleen.",
        "All colours, sizes and parts that the pages are made of, as they look right now: in light or dark, on paper "
        "and on the wall of the meeting room. No difference rests on colour alone.",
    ),
    "design_tokens": Text("Kleuren en maten", "Colours and sizes"),
    "design_kinds": Text("Soorten", "Kinds"),
    "design_kinds_lead": Text(
        "Een soort heeft overal dezelfde kleur, vorm en hetzelfde teken: op de pagina’s en in de tekeningen.",
        "A kind has the same colour, shape and sign everywhere: on the pages and in the pictures.",
    ),
    "design_lights": Text("Stoplichten", "Traffic lights"),
    "design_lights_lead": Text(
        "Vorm en woord zeggen wat de kleur zegt; wie kleuren niet ziet, mist niets.",
        "Shape and word say what the colour says; whoever does not see colours misses nothing.",
    ),
    "design_marks": Text("Merktekens", "Marks"),
    "design_marks_lead": Text(
        "Wat nu geldt staat in een vaste rand; wat niet zonder meer geldt in een gebroken rand; wat niet letterlijk in "
        "een bron staat in een dubbele.",
        "What holds now is in a solid frame; what does not simply hold in a broken one; what no source says in so "
        "many words in a double one.",
    ),
    "design_natures": Text("Hoe vast het staat", "How firmly it stands"),
    "design_text": Text("Tekst en vindplaatsen", "Text and citations"),
    "design_steps": Text("Stappen en keuzes", "Steps and choices"),
    "design_forms": Text("Formulieren", "Forms"),
    "design_tables": Text("Tabellen en feiten", "Tables and facts"),
    "design_beside": Text("Naast het verhaal", "Beside the story"),
    "design_time": Text("Tijd", "Time"),
    "design_ways": Text("Wegen door de site", "Ways through the site"),
    "design_icons": Text("Tekens", "Signs"),
    "design_picture": Text("Tekening", "Picture"),
    "design_token": Text("Naam", "Name"),
    "design_sample": Text("Voorbeeld", "Sample"),
    "design_light": Text("Licht", "Light"),
    "design_dark": Text("Donker", "Dark"),
    "design_use": Text("Waarvoor", "What for"),
    "design_contrast": Text("Contrast", "Contrast"),
    "design_conflict": Text("Twee bronnen zeggen iets anders", "Two sources differ"),
    "design_empty": Text("Niets gevonden. Zoek op een ander woord.", "Nothing found. Search for another word."),
    "design_firm": Text("geldt nu", "holds now"),
    "design_loose": Text("aangekondigd", "announced"),
    "design_example": Text("Voorbeeldtekst", "Sample text"),
}
