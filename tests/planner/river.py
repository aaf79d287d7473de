"""A small invented graph about crossing a river, with dates: what the tests of impact, order and deadlines share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from agendagraph import terms
from agendagraph.build import build
from agendagraph.store import Store
from tests.conftest import MINI

RIVER = """
@prefix ag:      <https://w3id.org/agendagraph/ns#> .
@prefix agd:     <https://w3id.org/agendagraph/id/> .
@prefix agenda:  <https://w3id.org/agendagraph/id/agenda-2025-04/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .

agenda:rivier a ag:Passage ; dcterms:isPartOf agd:source-agenda-2025-04 ; ag:heading "Rivier"@nl ; ag:locator "L1-99" .

agenda:rivier {
    agd:brug a ag:Facility ; skos:prefLabel "Brug"@nl , "Bridge"@en ; ag:status ag:Planned .
    agd:veer a ag:Facility ; skos:prefLabel "Veer"@nl , "Ferry"@en ; ag:status ag:InUse .
    agd:vlot a ag:Facility ; skos:prefLabel "Vlot"@nl , "Raft"@en ; ag:status ag:Trial .
    agd:sluis a ag:Facility ; skos:prefLabel "Sluis"@nl , "Lock"@en ; ag:status ag:Planned .
    agd:tol a ag:Certification ; skos:prefLabel "Tol"@nl , "Toll"@en .
    agd:oever a ag:Exchange ; skos:prefLabel "Overkant"@nl , "Other side"@en .
    agd:stad a ag:Ambition ; skos:prefLabel "Stad"@nl , "Town"@en ; ag:appliesToSector agd:apotheken .
    agd:haven a ag:Facility ; skos:prefLabel "Haven"@nl , "Harbour"@en .
    agd:project-pont a ag:Project ; skos:prefLabel "Project Pont"@nl , "Pontoon project"@en .

    agd:req-oever-brug a ag:Requirement ; ag:dependent agd:oever ; ag:prerequisite agd:brug ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L1" .
    agd:req-oever-boot a ag:Requirement ; ag:dependent agd:oever ; ag:prerequisite agd:veer , agd:vlot ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L2" .
    agd:req-oever-sluis a ag:Requirement ; ag:dependent agd:oever ; ag:prerequisite agd:sluis ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L3" .
    agd:req-oever-tol a ag:Requirement ; ag:dependent agd:oever ; ag:prerequisite agd:tol ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L4" .
    agd:req-stad-oever a ag:Requirement ; ag:dependent agd:stad ; ag:prerequisite agd:oever ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L5" .
    agd:req-pont-veer a ag:Requirement ; ag:dependent agd:project-pont ; ag:prerequisite agd:veer ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L6" ;
        ag:appliesToSector agd:huisartsen .
    agd:req-pont-tol a ag:Requirement ; ag:dependent agd:project-pont ; ag:prerequisite agd:tol ;
        ag:force ag:May ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L7" .
    agd:req-haven-oever a ag:Requirement ; ag:dependent agd:haven ; ag:prerequisite agd:oever ;
        ag:force ag:May ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L8" .

%s
}
"""

MILESTONES = (
    ("brug-open", "brug", '"2026-06"^^xsd:gYearMonth', "", "Month", "Planned"),
    ("brug-eerste-paal", "brug", '"2024-02-01"^^xsd:date', "", "Day", "Done"),
    ("brug-en-stad", "brug , agd:stad", '"2026-07"^^xsd:gYearMonth', "", "Month", "Planned"),
    ("veer-boot", "veer", '"2027"^^xsd:gYear', "", "Year", "Planned"),
    ("pont-vaart", "project-pont", '"2028"^^xsd:gYear', "", "Year", "Expected"),
    ("tol-einde", "tol", "", '"2025-12-31"^^xsd:date', "Until", "Planned"),
    ("sluis-ooit", "sluis", "", "", "Vague", "Expected"),
    ("stad-vroeg", "stad", '"2025-01"^^xsd:gYearMonth', "", "Month", "Planned"),
    ("stad-jaar", "stad", '"2026"^^xsd:gYear', "", "Year", "Expected"),
    ("stad-herfst", "stad", '"2026-09"^^xsd:gYearMonth', "", "Season", "Planned"),
    ("stad-later", "stad", '"2027"^^xsd:gYear', "", "Year", "Uncertain"),
    ("stad-laatst", "stad", '"2028"^^xsd:gYear', "", "Since", "Expected"),
    ("stad-gedaan", "stad", '"2020"^^xsd:gYear', "", "Year", "Done"),
    ("stad-ooit", "stad", "", "", "NotStated", "Unknown"),
)


def _milestone(name: str, about: str, start: str, end: str, precision: str, certainty: str) -> str:
    dates = "".join(f" ; ag:{key} {value}" for key, value in (("date", start), ("endDate", end)) if value)
    return (
        f'    agd:m-{name} a ag:Milestone ; ag:about agd:{about} ; skos:prefLabel "{name}"@nl , "{name}"@en{dates} ;'
        f' ag:datePrecision ag:{precision} ; ag:certainty ag:{certainty} ; ag:dateText "{name}"@nl , "{name}"@en .'
    )


@cache
def river() -> Store:
    """Return the invented graph with the river in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rivier.trig"
        path.write_text(RIVER % "\n".join(_milestone(*row) for row in MILESTONES), encoding="utf-8")
        return build([MINI, path], check=False).store()


def iri(name: str) -> str:
    """Return the IRI of a thing."""
    return terms.AGD + name


def short(iri_: str) -> str:
    """Return an IRI as the graph writes it."""
    return iri_.removeprefix(terms.AGD).removeprefix("m-")
