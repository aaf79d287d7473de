"""Small FHIR packages, made here: definitions in JSON and XML, in folders and archives."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from agendagraph import terms

PREFIXES = "".join(f"@prefix {name}: <{space}> .\n" for name, space in terms.prefixes().items())
BASE = "http://example.nl/fhir/StructureDefinition/"


def zib(name: str, english: str, year: str, version: str) -> str:
    """Return a zib and its version in one release, as the data of zibs are written."""
    return f"""
    agd:zib-{name} a ag:BuildingBlock ; skos:prefLabel "Zib {name}"@nl , "Zib {english}"@en .
    agd:zib-{name}-{year} a ag:BuildingBlockVersion ; dcterms:isVersionOf agd:zib-{name} ; ag:inRelease agd:zib-{year} ;
        skos:prefLabel "{name} {version} ({year})"@nl , "{english} {version} ({year})"@en ;
        skos:altLabel "{name}"@nl , "{english}"@en ; dcat:version "{version}" .
"""


def release(year: str) -> str:
    return f"""
    agd:zib-{year} a ag:Release ; skos:prefLabel "Zibs {year}"@nl , "Zib release {year}"@en ;
        skos:definition "De zibs van {year}."@nl , "The zibs of {year}."@en ; dcterms:isVersionOf agd:zibs .
"""


ZIBS = (
    PREFIXES
    + """
agd:source-x a ag:Source ; skos:prefLabel "Bron"@nl , "Source"@en ; dcterms:title "Bron" .
agd:page-x a ag:Passage ; dcterms:isPartOf agd:source-x ; ag:heading "Zibs"@nl ; ag:locator "L1" .
agd:page-x {
    agd:zibs a ag:Notion ; skos:prefLabel "Zibs"@nl , "Zibs as such"@en ;
        skos:definition "Bouwstenen."@nl , "Building blocks."@en .
"""
    + release("2017")
    + release("2020")
    + zib("Bloeddruk", "BloodPressure", "2017", "3.1")
    + zib("Patient", "Patient", "2020", "3.2")
    + zib("Voedingsscore", "SNAQ65plusScore", "2020", "1.2")
    + """
    agd:zib-Bloeddruk-2020 a ag:BuildingBlockVersion ; dcterms:isVersionOf agd:zib-Bloeddruk ; ag:inRelease agd:zib-2020 ;
        skos:prefLabel "Bloeddruk 3.2.1 (2020)"@nl , "BloodPressure 3.2.1 (2020)"@en ;
        dcterms:title "Bloeddruk"@nl , "BloodPressure"@en ; dcat:version "3.2.1" .
}
"""
)

ROOT_MAPPING = {"identity": "zib-bloodpressure-v3.2.1-2020EN", "map": "NL-CM:12.4.1"}


def profile(name: str = "zib-BloodPressure", **other: Any) -> dict[str, Any]:
    """Return a profile on Observation, in R4, mapped to the zib BloodPressure of 2020; `other` replaces parts of it."""
    return {
        "url": BASE + name,
        "name": name.replace("-", ""),
        "title": name.replace("-", " "),
        "status": "draft",
        "fhirVersion": "4.0.1",
        "mapping": [
            {
                "identity": "zib-bloodpressure-v3.2.1-2020EN",
                "uri": "https://zibs.nl/wiki/BloodPressure-v3.2.1(2020EN)",
            }
        ],
        "kind": "resource",
        "abstract": False,
        "type": "Observation",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Observation",
        "derivation": "constraint",
        "differential": {
            "element": [
                {"id": "Observation", "path": "Observation", "mapping": [ROOT_MAPPING]},
                {
                    "id": "Observation.subject",
                    "path": "Observation.subject",
                    "type": [
                        {
                            "code": "Reference",
                            "targetProfile": [
                                "http://hl7.org/fhir/StructureDefinition/Patient",
                                BASE + "nl-core-Patient|1.0",
                            ],
                        }
                    ],
                },
            ]
        },
        **other,
    }


def as_json(tree: Mapping[str, Any], resource: str = "StructureDefinition") -> bytes:
    return json.dumps({"resourceType": resource, **tree}).encode()


def as_xml(tree: Mapping[str, Any], resource: str = "StructureDefinition") -> bytes:
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + _xml(resource, tree, ' xmlns="http://hl7.org/fhir"')).encode()


def _xml(name: str, value: Any, space: str = "") -> str:
    if isinstance(value, list):
        return "".join(_xml(name, one) for one in value)
    if isinstance(value, Mapping):
        return f"<{name}{space}>{''.join(_xml(key, below) for key, below in value.items())}</{name}>\n"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{name} value={quoteattr(text)}/>"


PACKAGE = b"""{"name": "example.fhir", "version": "1.2.0", "title": "Example", "license": "CC0-1.0",
 "canonical": "http://example.nl/fhir", "fhirVersions": ["4.0.1"]}"""


def tgz(path: Path, files: Mapping[str, bytes], extra: Iterable[tarfile.TarInfo] = ()) -> Path:
    """Write an archive; the same files give the same bytes."""
    import gzip

    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        packed.write(tar(files, extra))
    return path


def tar(files: Mapping[str, bytes], extra: Iterable[tarfile.TarInfo] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
        for member in extra:
            archive.addfile(member)
    return out.getvalue()


def folder(path: Path, files: Mapping[str, bytes]) -> Path:
    for name, raw in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(raw)
    return path
