"""What the page about the API says, in both languages; a part of the table that the templates read as `t("key")`."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

API: Final[dict[str, Text]] = {
    "api": Text("API", "API"),
    "api_title": Text("De API", "The API"),
    "api_lead": Text(
        "Alles wat de pagina’s beantwoorden, voor programma’s: als JSON en als CSV, met bij elke rij waar het staat.",
        "All that the pages answer, for programs: as JSON and as CSV, with each row the place where it is written.",
    ),
    "api_rdf": Text("De vragen als voorbeelden in RDF", "The questions as examples in RDF"),
    "api_how": Text("Hoe het werkt", "How it works"),
    "api_how_names": Text(
        "Een ding heet in een parameter zoals in zijn IRI (mitz), met een prefix (agd:mitz), als hele IRI, of zoals mensen "
        "het noemen. Een naam die niets noemt geeft 404, met de namen die erop lijken.",
        "A thing is called in a parameter as in its IRI (mitz), with a prefix (agd:mitz), as a whole IRI, or as people call "
        "it. A name that names nothing gives 404, with the names that resemble it.",
    ),
    "api_how_forms": Text(
        "JSON of CSV: vraag het met de kop Accept of met format. In CSV begint niets als een formule.",
        "JSON or CSV: ask with the header Accept or with format. Nothing in CSV begins as a formula.",
    ),
    "api_how_pages": Text(
        "Antwoorden komen in bladzijden: page en per_page. total, next en prev staan in de JSON, en als kop Link ook bij CSV. "
        "De rijen van een uitgave van de gegevens staan vast; fingerprint zegt welke uitgave het is.",
        "Answers come in pages: page and per_page. total, next and prev are in the JSON, and as header Link with CSV, too. "
        "The rows of an edition of the data are fixed; fingerprint says which edition it is.",
    ),
    "api_how_errors": Text(
        "Een fout is altijd application/problem+json (RFC 9457): detail zegt wat er mis is, where waar, hint wat eraan te doen. "
        "Een onbekende parameter is een fout.",
        "An error is always application/problem+json (RFC 9457): detail says what is wrong, where the place, hint what to do. "
        "An unknown parameter is an error.",
    ),
    "api_how_keeping": Text(
        "Elk antwoord heeft een ETag; met If-None-Match is het antwoord 304 zolang er niets is veranderd.",
        "Every answer has an ETag; with If-None-Match the answer is 304 as long as nothing has changed.",
    ),
    "api_how_curl": Text(
        "In de voorbeelden is SITE het adres van deze site, zoals agendagraph serve het noemt:",
        "In the examples SITE is the address of this site, as agendagraph serve tells it:",
    ),
    "api_common": Text("Parameters van alle adressen", "Parameters of all addresses"),
    "api_things": Text("Dingen en vindplaatsen", "Things and places"),
    "api_things_lead": Text(
        "Een ding is in JSON overal iri, id en label; in CSV zijn het twee kolommen, met het label en met de IRI. Een "
        "vindplaats heeft een passage, regels (locator) en redenen om er twee keer naar te kijken (reservations). Alleen het "
        "plan heeft een eigen schema, met beide talen erin.",
        "In JSON a thing is iri, id and label everywhere; in CSV it is two columns, with the label and with the IRI. A "
        "citation has a passage, lines (locator) and reasons to look twice at it (reservations). Only the plan has a schema "
        "of its own, with both languages in it.",
    ),
    "api_calls": Text("Adressen", "Addresses"),
    "api_graph": Text("De graaf", "The graph"),
    "api_questions": Text("De vragen van de catalogus", "The questions of the catalog"),
    "api_parameters_of": Text("Parameters van {call}", "Parameters of {call}"),
    "api_parameter": Text("Parameter", "Parameter"),
    "api_meaning": Text("Betekenis", "Meaning"),
    "api_values": Text("Waarden", "Values"),
    "api_example": Text("Voorbeeld", "Example"),
    "api_repeatable": Text("mag vaker", "repeatable"),
    "api_default": Text("anders {value}", "else {value}"),
    "api_number": Text("getal van 1 tot en met {most}", "number from 1 to {most}"),
    "api_type_name": Text("naam van een ding", "name of a thing"),
    "api_type_text": Text("tekst", "text"),
    "api_type_day": Text("dag, zoals 2026-03-01", "day, such as 2026-03-01"),
    "api_type_delay": Text("tijd, zoals 12m", "time, such as 12m"),
    "api_type_identifier": Text("naam van een ding in zijn IRI", "name of a thing in its IRI"),
    "api_fields": Text("Velden van een rij", "Fields of a row"),
    "api_about": Text("Naast de rijen (items):", "Besides the rows (items):"),
    "api_answer": Text("Begin van het antwoord", "Beginning of the answer"),
    "api_kind_text": Text("tekst", "text"),
    "api_kind_number": Text("getal", "number"),
    "api_kind_integer": Text("geheel getal", "integer"),
    "api_kind_boolean": Text("ja of nee", "yes or no"),
    "api_kind_thing": Text("ding", "thing"),
    "api_kind_citation": Text("vindplaats", "citation"),
    "api_kind_milestone": Text("mijlpaal", "milestone"),
    "api_kind_record": Text("groep velden", "group of fields"),
    "api_kind_values": Text("waarden per naam", "values by name"),
    "api_list": Text("lijst", "list"),
    "api_nullable": Text("kan null zijn", "can be null"),
}
