"""The longer texts of the site, in both languages; `strings` has the words and takes these in."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

PROSE: Final[dict[str, Text]] = {
    # The frame of every page
    "footer": Text(
        "Gegevens uit de Regionale Agenda Databeschikbaarheid (april 2025), de Ambities Zorginkoop 2025 & 2026 en "
        "openbare specificaties, in eigen woorden weergegeven met de vindplaats erbij. Alleen de bronnen zelf zijn "
        "gezaghebbend.",
        "Data from the Regionale Agenda Databeschikbaarheid (April 2025), the Ambities Zorginkoop 2025 & 2026 and "
        "public specifications, put in our own words with the place where it is written. Only the sources themselves "
        "are authoritative.",
    ),
    # Home
    "home_lead": Text(
        "Wetten, programma’s, standaarden, stelsels, diensten en projecten voor databeschikbaarheid in de zorg: hoe"
        " ze samenhangen, wie erover gaat, wanneer, en waar het staat.",
        "Laws, programmes, standards, agreement systems, services and projects for data availability in care: how "
        "they hang together, who is in charge, when, and where it is written.",
    ),
    "about_is": Text(
        "Elke uitspraak hier staat in een passage van een van de bronnen, met kop, bestand of regelnummers. Zij zegt "
        "nooit meer dan die passage: wat aangekondigd, gepland of gewenst is, heet hier ook zo.",
        "Every statement here stands in a passage of one of the sources, with heading, file or line numbers. It "
        "never says more than that passage: what is announced, planned or wished for is called so here, too.",
    ),
    "about_lights": Text(
        "De stoplichten en impactklassen van de uitgave van april 2025 zijn in haar tekst niet bewaard gebleven. "
        "Zij staan op ‘onbekend’ en zijn nergens geraden.",
        "The traffic lights and impact classes of the April 2025 edition have not survived in its text. They are "
        "set to ‘unknown’ and are guessed nowhere.",
    ),
    "about_silence": Text(
        "Wat de documenten niet noemen, weten wij niet. ‘Niet genoemd’ is niet hetzelfde als ‘niet van toepassing’ "
        "of ‘bestaat niet’.",
        "What the documents do not mention, we do not know. ‘Not named’ is not the same as ‘not applicable’ or "
        "‘does not exist’.",
    ),
    # The agenda
    "agenda_sector_lead": Text(
        "{named} onderwerpen noemen deze sector met name, {general} gelden via een brede aanduiding. Bij de andere "
        "is zij niet genoemd; dat is iets anders dan ‘niet van toepassing’.",
        "{named} topics name this sector, {general} apply through a general term. The others do not name it, which "
        "is not the same as ‘not applicable’.",
    ),
    # SPARQL
    "sparql_lead": Text(
        "SPARQL 1.1, alleen lezen, over deze gegevens. De prefixen van AgendaGraph hoeven niet gedeclareerd te "
        "worden. Programma’s vragen op ditzelfde adres om JSON, XML, CSV, TSV, Turtle, N-Triples, JSON-LD of "
        "RDF/XML met de kop Accept.",
        "SPARQL 1.1, read only, over these data. The prefixes of AgendaGraph need not be declared. Programs ask "
        "this same address for JSON, XML, CSV, TSV, Turtle, N-Triples, JSON-LD or RDF/XML with the header Accept.",
    ),
}
