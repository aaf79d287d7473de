"""What the overviews say – time line, sources, standards, organisations – in both languages."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

OVERVIEWS: Final[dict[str, Text]] = {
    # What they share
    "any_value": Text("alle", "all"),
    "all_of_them": Text("alle", "all"),
    "choose_all": Text("Alles tonen", "Show all"),
    "as_question": Text("als vraag", "as a question"),
    "as_list": Text("Lijst", "List"),
    "find_words": Text("Zoek in deze lijst", "Find in this list"),
    "nothing_chosen": Text(
        "Met deze keuze blijft er niets over.",
        "Nothing is left with this choice.",
    ),
    # The time line
    "timeline_page": Text("Tijdlijn", "Time line"),
    "timeline_title": Text("Tijdlijn: wat gebeurt er wanneer?", "Time line: what happens when?"),
    "timeline_lead": Text(
        "Alle mijlpalen die de bronnen noemen, met hoe zeker zij zijn.",
        "All milestones that the sources name, with how certain they are.",
    ),
    "timeline_edition": Text("Stand {date}", "As of {date}"),
    "timeline_after": Text(
        "Wat daarna gebeurde, staat hier alleen als een latere bron het zegt.",
        "What happened after that is here only where a later source says so.",
    ),
    "edition_mark": Text("stand {date}: uitgave van {name}", "as of {date}: edition of {name}"),
    "timeline_count": Text("{count} mijlpalen", "{count} milestones"),
    "timeline_count_one": Text("1 mijlpaal", "1 milestone"),
    "timeline_none": Text(
        "De bronnen noemen met deze keuze geen mijlpaal. Dat wil niet zeggen dat er niets gebeurt.",
        "The sources name no milestone for this choice. That does not mean that nothing happens.",
    ),
    "timeline_sector_hint": Text(
        "Een mijlpaal hoort bij een sector als zij gaat over de sector zelf, over een onderwerp dat de sector noemt, of over "
        "een onderwerp voor alle sectoren.",
        "A milestone belongs to a sector when it is about the sector itself, about a topic that names the sector, or about a "
        "topic for all sectors.",
    ),
    "timeline_zoom_hint": Text(
        "Kies een jaar om ze allemaal te zien; de lijst is volledig.", "Choose a year to see all; the list is complete."
    ),
    "timeline_begins": Text(
        "De tekening begint in {year}, het jaar van de agenda. {earlier} eerdere en {undated} zonder datum staan in de lijst.",
        "The picture begins in {year}, the year of the agenda. {earlier} earlier ones and {undated} without a date are in the "
        "list.",
    ),
    "precision": Text("precisie: {words}", "precision: {words}"),
    "timeline_dated": Text("Mijlpalen met een datum, op volgorde", "Milestones with a date, in order"),
    "chapter": Text("Hoofdstuk", "Chapter"),
    "thing": Text("Ding", "Thing"),
    "source": Text("Bron", "Source"),
    "from_year": Text("Vanaf het jaar", "From the year"),
    "to_year": Text("Tot en met het jaar", "Up to the year"),
    "all_years": Text("alle jaren", "all years"),
    "zoom_by_year": Text("Inzoomen op een jaar", "Zoom in on a year"),
    "undated": Text("Zonder datum", "Without a date"),
    "undated_lead": Text(
        "De bron noemt geen datum, of alleen een tijd in woorden. Er is geen datum bij bedacht.",
        "The source gives no date, or a time in words only. No date was made up.",
    ),
    "beside": Text("Bronnen naast elkaar", "Sources side by side"),
    "beside_lead": Text(
        "Van deze dingen geeft meer dan één bron een tijd. Zij hoeven elkaar niet tegen te spreken; hier wordt niets stil "
        "beslist.",
        "More than one source gives a time for these things. They need not contradict each other; nothing is settled "
        "silently here.",
    ),
    "beside_cautions": Text("Waar de tijden uiteenlopen", "Where the times differ"),
    # The sources
    "sources_title": Text("Bronnen: wat is er gelezen?", "Sources: what was read?"),
    "sources_lead": Text(
        "Elke uitspraak op deze site staat in een van deze documenten. Kies er een om passage voor passage te zien wat eruit "
        "is overgenomen.",
        "Every statement on this site stands in one of these documents. Choose one to see passage by passage what was taken "
        "from it.",
    ),
    "sources_find_hint": Text("Titel, uitgever of toelichting", "Title, publisher or note"),
    "sources_count": Text("{count} bronnen", "{count} sources"),
    "sources_count_one": Text("1 bron", "1 source"),
    "source_group": Text("Groep", "Group"),
    "source_edition": Text("Uitgave", "Edition"),
    "source_date": Text("Datum", "Date"),
    "source_called": Text("Hier aangehaald als", "Cited here as"),
    "source_passages": Text("Passages", "Passages"),
    "source_taken": Text("Overgenomen", "Taken from it"),
    "source_nothing": Text("niets", "nothing"),
    "source_place": Text("Plaats", "Place"),
    "source_reverse": Text("Passage voor passage", "Passage by passage"),
    "source_reverse_lead": Text(
        "In de volgorde van het document: wat er uit elke passage is overgenomen. De passage zelf toont elke uitspraak.",
        "In the order of the document: what was taken from each passage. The passage itself shows every statement.",
    ),
    "source_no_chapter": Text("Zonder hoofdstuk", "Without a chapter"),
    "source_left_out": Text("Wat er niet in staat", "What is not in it"),
    "source_left_out_lead": Text(
        "Zinnen van het document zijn niet overgenomen, alleen wat zij zeggen. Wat hieronder staat is met opzet leeg of open.",
        "Sentences of the document were not taken, only what they say. What is below is empty or open on purpose.",
    ),
    "source_empty": Text("Passages waaruit niets is overgenomen", "Passages from which nothing was taken"),
    "source_silent": Text(
        "Wat het document zelf onbekend of afwezig noemt", "What the document itself calls unknown or absent"
    ),
    "not_given": Text("niet vermeld", "not stated"),
    "no_date": Text("geen datum vermeld", "no date stated"),
    "passage": Text("Passage", "Passage"),
    "chapters": Text("Hoofdstukken", "Chapters"),
    "taken_description": Text("beschreven dingen", "things described"),
    "taken_description_one": Text("beschreven ding", "thing described"),
    "taken_link": Text("verbanden", "links"),
    "taken_link_one": Text("verband", "link"),
    "taken_requirement": Text("voorwaarden", "conditions"),
    "taken_requirement_one": Text("voorwaarde", "condition"),
    "taken_membership": Text("bouwstenen van sets", "members of sets"),
    "taken_membership_one": Text("bouwsteen van een set", "member of a set"),
    "taken_milestone": Text("mijlpalen", "milestones"),
    "taken_milestone_one": Text("mijlpaal", "milestone"),
    "taken_figure": Text("getallen", "figures"),
    "taken_figure_one": Text("getal", "figure"),
    "taken_agendastatus": Text("stoplichten", "traffic lights"),
    "taken_agendastatus_one": Text("stoplicht", "traffic light"),
    "taken_assessment": Text("metingen", "assessments"),
    "taken_assessment_one": Text("meting", "assessment"),
    "taken_remark": Text("opmerkingen", "remarks"),
    "taken_remark_one": Text("opmerking", "remark"),
    # Data sets and standards
    "standards": Text("Standaarden", "Standards"),
    "standards_title": Text("Gegevenssets en informatiestandaarden", "Data sets and information standards"),
    "standards_lead": Text(
        "Welke sets en standaarden de bronnen noemen, in welke versies, en uit welke bouwstenen zij bestaan.",
        "Which sets and standards the sources name, in which versions, and of which building blocks they are made.",
    ),
    "standards_ask": Text("Bouwstenen", "Building blocks"),
    "standards_list": Text("Sets en standaarden", "Sets and standards"),
    "standards_count": Text(
        "{count} sets en standaarden, met hun versies", "{count} sets and standards, with their versions"
    ),
    "standards_count_one": Text("1 set of standaard, met de versies", "1 set or standard, with its versions"),
    "standards_contents": Text("Bouwstenen", "Building blocks"),
    "contents_known": Text("door de bronnen genoemd", "named by the sources"),
    "contents_unknown": Text("niet genoemd", "not named"),
    "standard_name": Text("Set of standaard", "Set or standard"),
    "standard_version": Text("versie", "version"),
    "blocks": Text("{count} bouwstenen", "{count} building blocks"),
    "blocks_one": Text("1 bouwsteen", "1 building block"),
    "block": Text("Bouwsteen", "Building block"),
    "zibs_title": Text("Zibs per uitgave", "Zibs by release"),
    "zibs_card": Text(
        "Welke versie van elke zorginformatiebouwsteen zit in welke uitgave, en wat is er veranderd?",
        "Which version of each building block is in which release, and what changed?",
    ),
    "zibs_lead": Text(
        "Zorginformatiebouwstenen met hun versie in elke uitgave. Uitwisselingen op verschillende uitgaven verstaan elkaar "
        "niet zonder meer.",
        "Health and care information models with their version in each release. Exchanges on different releases do not "
        "understand each other as they are.",
    ),
    "zibs_caption": Text("Versie van elke bouwsteen per uitgave", "Version of each building block by release"),
    "zibs_differences": Text("Verschillen tussen uitgaven", "Differences between releases"),
    "zibs_change": Text("Wat veranderde er?", "What changed?"),
    "zibs_in": Text("In de uitgave", "In the release"),
    "zibs_use": Text("Gebruik", "Use"),
    "zibs_used_in": Text("Waarin?", "In what?"),
    "not_in_release": Text("niet in deze uitgave", "not in this release"),
    "version_unnumbered": Text("zonder nummer", "without a number"),
    "composition_title": Text("Samenstelling van een gegevensset", "What a data set is made of"),
    "composition_of": Text("Waaruit bestaat {name}?", "What is {name} made of?"),
    "composition_card": Text(
        "Welke bouwstenen zitten in welk onderdeel van een set, hoe vaak en met welke keuze?",
        "Which building blocks are in which section of a set, how many and with which selection?",
    ),
    "composition_lead": Text(
        "De bouwstenen die de bronnen van een set noemen, met de versies van de set naast elkaar. Een bron die een bouwsteen "
        "niet noemt, zegt niet dat zij er niet in hoort.",
        "The building blocks that the sources name of a set, with the versions of the set side by side. A source that does "
        "not name a building block does not say that it does not belong.",
    ),
    "composition_versions": Text("Verschillen tussen de versies:", "Differences between the versions:"),
    "composition_pictures": Text("Tekening van", "Picture of"),
    "composition_no_section": Text("Zonder onderdeel", "Without a section"),
    "composition_none": Text(
        "De bronnen noemen van deze set geen bouwstenen.", "The sources name no building blocks of this set."
    ),
    "not_named_in_set": Text("niet genoemd", "not named"),
    "differences_title": Text("Twee versies vergelijken", "Compare two versions"),
    "differences_of": Text("Van {old} naar {new}", "From {old} to {new}"),
    "differences_card": Text(
        "Wat blijft, verandert, komt erbij of vervalt tussen twee sets of uitgaven?",
        "What stays, changes, is added or dropped between two sets or releases?",
    ),
    "differences_lead": Text(
        "Twee sets of twee uitgaven van de zibs naast elkaar. Een gelijk versienummer betekent dat de zib zelf niet is "
        "gewijzigd.",
        "Two sets or two releases of the zibs side by side. The same version number means that the zib itself did not "
        "change.",
    ),
    "differences_what": Text("Alleen", "Only"),
    "differences_turn": Text("andersom", "the other way round"),
    # Organisations
    "organisations": Text("Organisaties", "Organisations"),
    "organisations_title": Text("Organisaties: wie doet wat?", "Organisations: who does what?"),
    "organisations_role": Text("Wie {role} wat?", "Who {role} what?"),
    "organisations_lead": Text(
        "Organisaties en samenwerkingsverbanden, met wat zij volgens de bronnen beheren, ontwikkelen, leiden en waaraan zij "
        "deelnemen.",
        "Organisations and collaborations, with what they manage, develop, lead and take part in according to the sources.",
    ),
    "organisations_find_hint": Text("Naam, of waarbij", "Name, or in what"),
    "organisations_does": Text("Wat zij doen", "What they do"),
    "organisations_all": Text("alle", "all"),
    "organisations_who": Text("Wie", "Who"),
    "organisations_how": Text("Hoe", "How"),
    "organisations_count": Text("{count} partijen", "{count} parties"),
    "organisations_count_one": Text("1 partij", "1 party"),
    "organisations_deeds": Text("{count} keer genoemd, {parties} partijen", "named {count} times, {parties} parties"),
    "organisations_nothing": Text("de bronnen noemen niets dat zij doet", "the sources name nothing that it does"),
    "and_more": Text("en nog {count}", "and {count} more"),
}
