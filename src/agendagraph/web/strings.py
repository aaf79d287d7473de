"""What the site itself says, in both languages: the one table that the templates read as `t("key")`."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text
from agendagraph.web.agenda_words import AGENDA
from agendagraph.web.api_words import API
from agendagraph.web.data_words import DATA
from agendagraph.web.design_words import DESIGN
from agendagraph.web.front_words import FRONT
from agendagraph.web.home_words import HOME
from agendagraph.web.overview_words import OVERVIEWS
from agendagraph.web.planning_words import PLANNING
from agendagraph.web.prose import PROSE
from agendagraph.web.thing_words import THING

_OWN: Final[dict[str, Text]] = {
    # The frame of every page
    "site": Text("AgendaGraph", "AgendaGraph"),
    "skip": Text("Naar de inhoud", "Skip to the content"),
    "other_language": Text("English", "Nederlands"),
    "main_menu": Text("Hoofdmenu", "Main menu"),
    "questions": Text("Vragen", "Questions"),
    "needs": Text("Wat is nodig?", "What is needed?"),
    "sparql": Text("SPARQL", "SPARQL"),
    "search": Text("Zoeken", "Search"),
    "search_label": Text("Zoek een naam of woorden", "Search for a name or words"),
    "edition": Text("Gegevens {fingerprint}, {quads} quads", "Data {fingerprint}, {quads} quads"),
    # Pictures
    "diagrams": Text("Tekeningen", "Pictures"),
    "diagrams_lead": Text(
        "Elke vraag als tekening: met een tabel ernaast, en als bestand voor dia’s, Archi, draw.io en Excel.",
        "Every question as a picture: with a table beside it, and as a file for slides, Archi, draw.io and Excel.",
    ),
    "diagram_ask": Text("Andere tekening vragen", "Ask for another picture"),
    "diagram_drawing": Text("Tekening", "Picture"),
    "diagram_files": Text("Als bestand", "As a file"),
    "diagram_nodes": Text("Elementen", "Elements"),
    "diagram_column": Text("Kolom", "Column"),
    "diagram_note": Text("Status en toelichting", "Status and note"),
    "diagram_relation": Text("Verband", "Relation"),
    "diagram_how": Text("Hoe", "How"),
    "diagram_none": Text(
        "De tekening kan nu niet gemaakt worden; de tabel zegt hetzelfde.",
        "The picture cannot be made now; the table says the same.",
    ),
    "diagram_alt": Text(
        "Tekening van {title}; de lijsten op deze pagina zeggen hetzelfde",
        "Picture of {title}; the lists on this page say the same",
    ),
    "for_example": Text("bijvoorbeeld {example}", "for example {example}"),
    # Home
    "goal": Text("Doel of ding", "Goal or thing"),
    "goal_example": Text("bijvoorbeeld BgZ-uitwisseling", "for example BgZ-uitwisseling"),
    "sector": Text("Zorgsector of soort zorgaanbieder", "Care sector or provider type"),
    "more_fields": Text("Nader bepalen", "Narrow down"),
    "any_sector": Text("(geen bepaalde)", "(none in particular)"),
    "show": Text("Toon", "Show"),
    "catalog": Text("Vragen die klaarliggen", "Questions that are ready"),
    # Search
    "search_title": Text("Zoeken", "Search"),
    "search_for": Text("Gevonden voor ‘{words}’", "Found for ‘{words}’"),
    "things_of_name": Text("Dingen met die naam", "Things of that name"),
    "found": Text("Gevonden", "Found"),
    "found_size": Text("{first}–{last} van {total}, de beste eerst.", "{first}–{last} of {total}, the best first."),
    "corrected": Text(
        "‘{words}’ staat nergens; dit is voor ‘{read}’.", "‘{words}’ stands nowhere; this is for ‘{read}’."
    ),
    "some_words": Text(
        "Niets heeft al deze woorden; dit heeft er enkele van.", "Nothing has all these words; these have some."
    ),
    "next_hits": Text("Volgende", "Next"),
    "no_name": Text("Geen ding heeft die naam.", "Nothing has that name."),
    "in_text": Text("Ook genoemd in", "Also mentioned in"),
    "hits_cut": Text("De eerste {shown} van {all} vindplaatsen.", "The first {shown} of {all} hits."),
    "all_hits": Text("Alle vindplaatsen als tabel", "All hits as a table"),
    # A thing
    "kind": Text("Soort", "Kind"),
    "title": Text("Titel", "Title"),
    "publisher": Text("Uitgever", "Publisher"),
    "other_names": Text("Ook genoemd", "Also called"),
    "former_names": Text("Vroegere naam", "Former name"),
    "printed_names": Text("Gedrukt als", "Printed as"),
    "status": Text("Status", "Status"),
    "scope": Text("Reikwijdte", "Scope"),
    "website": Text("Website", "Website"),
    "own_page": Text("Eigen pagina in het document", "Own page in the document"),
    "described_at": Text("Omschreven in", "Described in"),
    "no_definition": Text("De documenten omschrijven dit niet.", "The documents do not describe this."),
    "light": Text("Stoplicht", "Traffic light"),
    "sectors": Text("Voor welke sectoren", "For which sectors"),
    "who": Text("Wie", "Who"),
    "relations": Text("Verbanden", "Links"),
    "requirements": Text("Wat het nodig heeft", "What it needs"),
    "needed_for": Text("Waarvoor het nodig is", "What it is needed for"),
    "asked": Text("Wat ervan gevraagd wordt", "What is asked of it"),
    "members": Text("Bouwstenen", "Building blocks"),
    "timeline": Text("Tijdlijn", "Timeline"),
    "figures": Text("Getallen", "Numbers"),
    "remarks": Text("Wat de documenten er verder over zeggen", "What else the documents say about it"),
    "cautions": Text("Let op", "Caution"),
    "not_stated": Text("Niet vermeld", "Not stated"),
    "not_stated_lead": Text(
        "De documenten zeggen zelf dat dit onbekend is of er niet is.",
        "The documents themselves say that this is unknown or not there.",
    ),
    "sources": Text("Bronnen", "Sources"),
    "on_this_page": Text("Op deze pagina", "On this page"),
    "statements": Text("{count} uitspraken", "{count} statements"),
    "statements_one": Text("1 uitspraak", "1 statement"),
    "as_table": Text("Als tabel of bestand", "As table or file"),
    "as_sector": Text("De agenda voor deze sector", "The agenda for this sector"),
    "when": Text("Wanneer", "When"),
    "what": Text("Wat", "What"),
    "certainty": Text("Zekerheid", "Certainty"),
    "where": Text("Waar", "Where"),
    "number": Text("Getal", "Number"),
    "pages_of_source": Text("Pagina’s van dit document", "Pages of this document"),
    # Statements in words
    "needs_one": Text("heeft nodig", "needs"),
    "needs_choice": Text("heeft één nodig van", "needs one of"),
    "or": Text("óf", "or"),
    "qualifier": Text("voorbehoud", "reservation"),
    "role": Text("rol", "role"),
    "rests_on": Text("rust op", "rests on"),
    "for_sector": Text("voor", "for"),
    "only_in": Text("alleen", "only"),
    "about": Text("over", "about"),
    "lines": Text("regels {lines}", "lines {lines}"),
    "line": Text("regel {lines}", "line {lines}"),
    "on_ground_of": Text("op grond van", "on the ground of"),
    "counted": Text("door ons geteld", "counted by us"),
    "section": Text("sectie", "section"),
    "cardinality": Text("aantal", "cardinality"),
    "only_with": Text("alleen bij", "only with"),
    "does_without": Text("heeft niet nodig", "does not need"),
    "selection": Text("selectie", "selection"),
    "is_in_set": Text("zit in", "is in"),
    "of_region": Text("van", "of"),
    "steps_away": Text("stap {depth}", "step {depth}"),
    "via": Text("via", "via"),
    "not_named_sector": Text("niet genoemd voor deze sector", "not named for this sector"),
    "nature_stated": Text("gesteld", "stated"),
    "nature_announced": Text("aangekondigd", "announced"),
    "nature_wished": Text("gewenst", "wished for"),
    "nature_derived": Text("afgeleid", "derived"),
    "nature_editorial": Text("redactie", "editors"),
    # The agenda
    "all_chapters": Text("Alle onderwerpen, zonder sector", "All topics, without a sector"),
    "not_named": Text("niet genoemd", "not named"),
    "topic": Text("onderwerp", "topic"),
    "page": Text("Pagina", "Page"),
    # A passage
    "passage_of": Text("Passage uit", "Passage from"),
    "passage_lead": Text(
        "Alles wat hieruit is opgenomen, in eigen woorden.",
        "All that has been taken from here, in our own words.",
    ),
    "passage_editorial": Text(
        "Dit is een toevoeging van de redactie; geen van de documenten stelt het zelf.",
        "This is an addition by the editors; none of the documents states it itself.",
    ),
    "no_definition_taken": Text(
        "De omschrijving van een zib is niet overgenomen; zij staat op haar eigen site.",
        "The definition of a zib has not been taken over; it stands on its own site.",
    ),
    "source_status": Text("Status van de bron", "Status of the source"),
    "support": Text("Hoe gelezen", "How it was read"),
    "read_on": Text("Gelezen op", "Read on"),
    "file": Text("Bestand", "File"),
    "repository": Text("Repository", "Repository"),
    "commit": Text("Commit", "Commit"),
    "licence": Text("Licentie", "Licence"),
    "release": Text("Uitgave", "Release"),
    "version": Text("Versienummer", "Version number"),
    "version_of": Text("Versie van", "Version of"),
    "notation": Text("Sectienummer", "Section number"),
    "identifiers": Text("Kenmerken", "Identifiers"),
    "profile_validation": Text("Validatie HL7 Nederland", "Validation by HL7 Netherlands"),
    "profiles": Text("FHIR-profielen", "FHIR profiles"),
    "described_here": Text("Hier genoemd of omschreven", "Named or described here"),
    "said_here": Text("Hier gezegd", "Said here"),
    "nothing_here": Text("Van deze plaats is niets opgenomen.", "Nothing has been taken from this place."),
    "headings": Text("Koppen op deze pagina", "Headings on this page"),
    "whole_page": Text("De hele pagina", "The whole page"),
    # Questions
    "questions_title": Text("Vragen die u kunt stellen", "Questions you can ask"),
    "questions_lead": Text(
        "Elke vraag is één leesbare query, met invulvelden. Het antwoord noemt de passages waarin het staat.",
        "Every question is one readable query with fields to fill in. The answer names the passages that state it.",
    ),
    "ask": Text("Vraag", "Ask"),
    "required": Text("verplicht", "required"),
    "optional": Text("mag leeg blijven", "may be left empty"),
    "several": Text(
        "meer waarden mogen, elk in een eigen veld",
        "several values may be given, each in a field of its own",
    ),
    "example": Text("Voorbeeld: {values}", "Example: {values}"),
    "answer": Text("Antwoord", "Answer"),
    "empty_answer": Text("Wat de documenten hierover wel zeggen:", "What the documents do say on this:"),
    "rows_cut": Text(
        "De eerste {shown} van {all} rijen; het bestand heeft ze alle.",
        "The first {shown} of {all} rows; the file has all.",
    ),
    "rows": Text("{count} rijen", "{count} rows"),
    "rows_one": Text("1 rij", "1 row"),
    "download": Text("Download", "Download"),
    "the_query": Text("De query", "The query"),
    "no_choice": Text("(geen)", "(none)"),
    "scrollable": Text("tabel, horizontaal te verschuiven", "table, scrolls sideways"),
    # Needs and paths
    "needs_title": Text("Wat heeft het nodig?", "What does it need?"),
    "needs_for": Text("Wat heeft {goal} nodig?", "What does {goal} need?"),
    "needs_for_sector": Text("{sector}: wat is er nodig voor {goal}?", "{sector}: what is needed for {goal}?"),
    "needs_lead": Text(
        "Alles wat de documenten een voorwaarde noemen, rechtstreeks en via andere dingen; hoe stellig staat erbij.",
        "All that the documents call a condition, directly and through other things; how firmly is said with each.",
    ),
    "needs_none": Text(
        "De documenten noemen niets waarvan dit afhangt. Dat wil niet zeggen dat er niets nodig is.",
        "The documents name nothing that this depends on. That does not mean that nothing is needed.",
    ),
    "duties": Text("Wordt los van dit doel gevraagd", "Asked apart from this goal"),
    "duties_lead": Text(
        "Wat van deze sector, of van de bredere groep waartoe zij hoort, altijd wordt gevraagd.",
        "What is always asked of this sector, or of the wider group it belongs to.",
    ),
    "exempt": Text("Is volgens de bronnen niet nodig", "Is not needed according to the sources"),
    "releases": Text("Welke uitgave van de zibs", "Which release of the zibs"),
    "releases_lead": Text(
        "Uitwisselingen op verschillende uitgaven verstaan elkaar niet zonder meer.",
        "Exchanges on different releases do not understand each other as they are.",
    ),
    "release_forced": Text("hoe dan ook nodig", "needed in any case"),
    "release_choice": Text("hangt van de keuze af", "depends on the choice"),
    "release_mix": Text(
        "Let op: hier is meer dan één uitgave hoe dan ook nodig.",
        "Beware: more than one release is needed here in any case.",
    ),
    "whole_chain": Text("De hele keten, ook per sector", "The whole chain, also by sector"),
    # SPARQL
    "sparql_title": Text("SPARQL", "SPARQL"),
    "query": Text("Query", "Query"),
    "run": Text("Voer uit", "Run"),
    "result": Text("Resultaat", "Result"),
    "yes": Text("Ja", "Yes"),
    "no": Text("Nee", "No"),
    "no_rows": Text("Geen rijen.", "No rows."),
    # Errors
    "error": Text("Dit lukt niet", "This does not work"),
    "error_form": Text("Er is iets te verbeteren", "There is something to put right"),
    "error_404": Text("Niet gevonden", "Not found"),
    "error_500": Text("Er ging iets mis bij ons", "Something went wrong on our side"),
    "did_you_mean": Text("Bedoelde u een van deze?", "Did you mean one of these?"),
    "to_home": Text("Naar het begin", "To the start"),
}

STRINGS: Final[dict[str, Text]] = (
    PROSE | API | DATA | DESIGN | FRONT | OVERVIEWS | HOME | AGENDA | THING | PLANNING | _OWN
)
"""Every text of the site, by its name in the templates."""
