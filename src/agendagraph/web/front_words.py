"""What the scripts of the site say, and the pages they work on, in both languages. `js_<script>_<name>` is for a script."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

FRONT: Final[dict[str, Text]] = {
    # Every page
    "js_site_list": Text("Suggesties", "Suggestions"),
    "js_site_suggestions": Text(
        "{count} suggesties; kies met de pijltjes.", "{count} suggestions; choose with the arrows."
    ),
    "js_site_one": Text("1 suggestie; kies met de pijltjes.", "1 suggestion; choose with the arrows."),
    "js_site_none": Text("Geen suggesties.", "No suggestions."),
    "js_site_more": Text("Nog een: {name}", "One more: {name}"),
    "js_site_copy": Text("Kopieer", "Copy"),
    "js_site_copied": Text("Gekopieerd", "Copied"),
    "js_site_selected": Text("Geselecteerd: kopieer met Ctrl+C", "Selected: copy with Ctrl+C"),
    # Pictures
    "diagram_counted": Text("{shown} van {all} getoond.", "{shown} of {all} shown."),
    "diagram_all": Text("Toon er meer", "Show more"),
    "diagram_fewer": Text("Toon er minder", "Show fewer"),
    "js_diagram_tools": Text("De tekening bedienen", "Work the picture"),
    "js_diagram_search": Text("Zoek in de tekening", "Search in the picture"),
    "js_diagram_found": Text(
        "{count} van {all} gevonden; Enter gaat erheen.", "{count} of {all} found; Enter goes there."
    ),
    "js_diagram_larger": Text("Groter", "Larger"),
    "js_diagram_smaller": Text("Kleiner", "Smaller"),
    "js_diagram_fit": Text("Passend", "Fit"),
    "js_diagram_full": Text("Volledig scherm", "Full screen"),
    "js_diagram_clear": Text("Wis keuze", "Clear choice"),
    "js_diagram_how": Text(
        "Klik op een element voor wat ermee samenhangt; Shift en klik op een tweede toont de weg erheen. Toetsen: Tab kiest, "
        "pijltjes volgen verbanden, met Shift ingedrukt blijft de keuze staan en toont Enter de weg; Enter opent de pagina, "
        "Escape wist.",
        "Click an element for what hangs together with it; Shift and click on a second shows the way there. Keys: Tab chooses, "
        "arrows follow relations, with Shift down the choice stays and Enter shows the way; Enter opens the page, Escape clears.",
    ),
    "js_diagram_panel": Text("Gekozen element", "Chosen element"),
    "js_diagram_chosen": Text(
        "In deze tekening met de pijlen mee bereikt: {below}; tegen de pijlen in: {above}.",
        "Reached in this picture along the arrows: {below}; against the arrows: {above}.",
    ),
    "js_diagram_open": Text("Naar de pagina van {name}", "To the page of {name}"),
    "js_diagram_to": Text("Toon de weg naar", "Show the way to"),
    "js_diagram_relations": Text("Verbanden", "Relations"),
    "js_diagram_hidden": Text(
        "Nog {count} verbonden dingen staan niet in deze tekening.",
        "{count} more linked things are not in this picture.",
    ),
    "js_diagram_hidden_one": Text(
        "Nog 1 verbonden ding staat niet in deze tekening.", "1 more linked thing is not in this picture."
    ),
    "js_diagram_expand": Text("Teken wat rond {name} staat", "Draw what is around {name}"),
    "js_diagram_back": Text("Terug naar: {title}", "Back to: {title}"),
    "js_diagram_way": Text("Van {start} naar {end} in {count} stappen:", "From {start} to {end} in {count} steps:"),
    "js_diagram_way_one": Text("Van {start} naar {end} in één stap:", "From {start} to {end} in one step:"),
    "js_diagram_noway": Text(
        "In deze tekening is er geen weg van {start} naar {end}.",
        "In this picture there is no way from {start} to {end}.",
    ),
    "js_diagram_whole": Text("Zoek de weg in alle gegevens", "Look for the way in all data"),
    # SPARQL
    "sparql_preset": Text("Begin met een vraag", "Start from a question"),
    "sparql_preset_use": Text("Zet in de editor", "Put into the editor"),
    "sparql_preset_none": Text("(kies een vraag)", "(choose a question)"),
    "sparql_long": Text("Voer uit als lange query", "Run as a long query"),
    "sparql_long_hint": Text(
        "Het adres van het antwoord bevat de query, om te bewaren of te delen. Een query van duizenden tekens past daar niet in: "
        "voer die uit als lange query.",
        "The address of the answer has the query in it, to keep or to share. A query of thousands of characters does not fit "
        "there: run it as a long query.",
    ),
    "sparql_at": Text("Regel {line}, teken {column}", "Line {line}, character {column}"),
    "sparql_took": Text("{milliseconds} ms", "{milliseconds} ms"),
    "sparql_triples": Text("{count} uitspraken", "{count} statements"),
    "sparql_triples_one": Text("1 uitspraak", "1 statement"),
    "sparql_triples_cut": Text("De eerste {shown} van {all} uitspraken", "The first {shown} of {all} statements"),
    "sparql_subject": Text("Onderwerp", "Subject"),
    "sparql_predicate": Text("Eigenschap", "Property"),
    "sparql_object": Text("Waarde", "Value"),
    "sparql_picture": Text("Als tekening", "As a picture"),
    "sparql_picture_title": Text("Wat de query verbindt", "What the query links"),
    "sparql_picture_cut": Text(
        "{shown} van {all} elementen getekend: die met de meeste verbanden.",
        "{shown} of {all} elements drawn: those with most relations.",
    ),
    "sparql_table": Text("Als tabel", "As a table"),
    "sparql_turtle": Text("Als Turtle", "As Turtle"),
    "sparql_permalink": Text("Adres van deze query", "Address of this query"),
    "editor_class": Text("klasse", "class"),
    "editor_property": Text("eigenschap", "property"),
    "editor_value": Text("waarde", "value"),
    "js_sparql_completions": Text("Aanvullingen", "Completions"),
    "js_sparql_keys": Text(
        "Ctrl+Enter voert uit; Ctrl+spatie vult aan met onze klassen, eigenschappen en dingen; Escape en dan Tab verlaat "
        "de editor.",
        "Ctrl+Enter runs; Ctrl+Space completes with our classes, properties and things; Escape and then Tab leaves the editor.",
    ),
}
"""Every text for the scripts, by its name."""
