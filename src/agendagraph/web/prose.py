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
    # SPARQL
    "sparql_lead": Text(
        "SPARQL 1.1, alleen lezen, over deze gegevens. De prefixen van AgendaGraph hoeven niet gedeclareerd te "
        "worden. Programma’s vragen op ditzelfde adres om JSON, XML, CSV, TSV, Turtle, N-Triples, JSON-LD of "
        "RDF/XML met de kop Accept.",
        "SPARQL 1.1, read only, over these data. The prefixes of AgendaGraph need not be declared. Programs ask "
        "this same address for JSON, XML, CSV, TSV, Turtle, N-Triples, JSON-LD or RDF/XML with the header Accept.",
    ),
}
