"""What the pages of the data and of the vocabulary say, in both languages."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

DATA: Final[dict[str, Text]] = {
    "data": Text("Gegevens", "Data"),
    "as_data": Text("Als data", "As data"),
    "data_title": Text("De gegevens van AgendaGraph", "The data of AgendaGraph"),
    "data_lead": Text(
        "Alles wat hier staat, kunt u meenemen: elke uitspraak met de passage waarin zij staat. "
        "De gegevens zijn openbaar; noem bij gebruik AgendaGraph als bron.",
        "All that is here can be taken along: each statement with the passage it stands in. "
        "The data are public; name AgendaGraph as the source when you use them.",
    ),
    "data_iri": Text("IRI", "IRI"),
    "data_licence": Text("Licentie", "Licence"),
    "data_edition": Text("Bijgewerkt tot en met", "Updated up to and including"),
    "data_fingerprint": Text("Vingerafdruk", "Fingerprint"),
    "data_amount": Text("Omvang", "Size"),
    "data_amounts": Text(
        "{quads} uitspraken over {entities} dingen, passages en uitspraken, uit {passages} passages van {sources} bronnen",
        "{quads} statements on {entities} things, passages and statements, from {passages} passages of {sources} sources",
    ),
    "data_files": Text("Bestanden", "Files"),
    "data_files_lead": Text(
        "Elk bestand heeft alle gegevens, met de passage als benoemde graaf. De naam bevat de vingerafdruk: dezelfde naam "
        "geeft altijd dezelfde bytes. Onder {latest} staat altijd het nieuwste.",
        "Each file has all data, with the passage as named graph. The name has the fingerprint in it: the same name always "
        "gives the same bytes. At {latest} is always the newest.",
    ),
    "data_file": Text("Bestand", "File"),
    "data_format": Text("Formaat", "Format"),
    "data_size": Text("Grootte", "Size"),
    "data_sums": Text("Alle controlesommen en de lijst van bestanden", "All checksums and the list of files"),
    "data_programs": Text("Voor programma’s", "For programs"),
    "data_sparql": Text(
        "Stel vragen in SPARQL 1.1 op dit adres; een formulier staat er ook.",
        "Ask questions in SPARQL 1.1 at this address; there is a form, too.",
    ),
    "data_linked": Text(
        "Vraag een IRI op, en u krijgt de pagina of de data: kies met de kop Accept of met een achtervoegsel "
        "({suffixes}). Met {profile} ook wat anderen erover zeggen. Turtle, JSON-LD, RDF/XML en N-Triples noemen bij elk "
        "beschreven ding zijn passages (dcterms:source); in TriG en N-Quads staat elke uitspraak in haar passage.",
        "Ask an IRI, and you get the page or the data: choose with the header Accept or with a suffix ({suffixes}). With "
        "{profile} also what others say about it. Turtle, JSON-LD, RDF/XML and N-Triples name the passages of each "
        "thing described (dcterms:source); in TriG and N-Quads each statement stands in its passage.",
    ),
    "data_record": Text(
        "Beschrijving voor catalogi (DCAT-AP-NL, VoID)", "Description for catalogues (DCAT-AP-NL, VoID)"
    ),
    "data_words": Text("De woorden in de data en hun betekenis", "The words in the data and what they mean"),
    "data_sources": Text("Uit welke bronnen", "From which sources"),
    "data_source": Text("Bron", "Source"),
    "data_statements": Text("Uitspraken", "Statements"),
    "data_made": Text("Wat de machine erbij maakt", "What the machine adds"),
    "data_made_lead": Text(
        "Deze grafen staan in geen passage: de ontologie, de opgave van bronnen en passages, en wat regels afleiden.",
        "These graphs stand in no passage: the ontology, the declarations of sources and passages, and what rules derive.",
    ),
    "data_graph": Text("Graaf", "Graph"),
    "vocabulary": Text("Begrippen in de data", "Terms in the data"),
    "vocabulary_lead": Text(
        "Wat de soorten, relaties en waarden in de data betekenen, hoe vaak zij gebruikt zijn, en voorbeelden. "
        "De IRI van een begrip begint met {iri} en leidt naar deze pagina.",
        "What the classes, relations and values in the data mean, how often they are used, and examples. The IRI of a term "
        "begins with {iri} and leads to this page.",
    ),
    "vocabulary_context": Text("JSON-LD-context", "JSON-LD context"),
    "classes": Text("Soorten", "Classes"),
    "properties": Text("Relaties en kenmerken", "Relations and properties"),
    "value_lists": Text("Waardelijsten", "Value lists"),
    "term": Text("Begrip", "Term"),
    "meaning": Text("Betekenis", "Meaning"),
    "uses": Text("Gebruikt", "Used"),
    "kind_class": Text("Soort", "Class"),
    "kind_property": Text("Relatie of kenmerk", "Relation or property"),
    "kind_value": Text("Waarde", "Value"),
    "backwards": Text("Andersom", "Backwards"),
    "broader_terms": Text("Valt onder", "Falls under"),
    "narrower_terms": Text("Hieronder vallen", "Has under it"),
    "domain": Text("Van", "From"),
    "range": Text("Naar", "To"),
    "in_list": Text("In de lijst", "In the list"),
    "times": Text("{count} keer", "{count} times"),
    "once": Text("1 keer", "once"),
    "examples": Text("Voorbeelden", "Examples"),
    "no_meaning": Text("Geen omschrijving.", "No description."),
}
