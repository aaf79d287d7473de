"""Packages as statements: a named graph for each, with its own provenance and no clock in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.findings import Finding, Place
from agendagraph.ingest import Package, Packages, zibs
from agendagraph.ingest.definition import Definition, Mapping, is_address
from agendagraph.ingest.packages import UNKNOWN
from agendagraph.ingest.sources import shown
from agendagraph.ingest.zibs import Zib, Zibs
from agendagraph.text import Text

_HEAD: Final = b"# Made by `agendagraph ingest fhir`; do not edit.\n"
_PREFIXES: Final = {
    "ag": terms.AG,
    "agd": terms.AGD,
    "dcat": terms.DCAT,
    "dcterms": terms.DCTERMS,
    "foaf": terms.FOAF,
    "prov": terms.PROV,
    "rdfs": terms.RDFS,
    "xsd": terms.XSD,
}
_ENTITY: Final = ox.NamedNode(terms.PROV + "Entity")
_ANY_URI: Final = ox.NamedNode(terms.XSD + "anyURI")
_NO_HINT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Statements:
    """What packages say, sorted, and what of it a maintainer should know: one finding for each kind of trouble."""

    quads: list[ox.Quad]
    findings: list[Finding]

    def trig(self) -> bytes:
        """Return the statements as they are written to a file; the same statements give the same bytes."""
        raw = ox.serialize(self.quads, format=ox.RdfFormat.TRIG, prefixes=_PREFIXES)
        assert raw is not None
        lines = raw.splitlines(keepends=True)
        count = sum(line.startswith(b"@prefix ") for line in lines[: len(_PREFIXES)])
        return b"".join([_HEAD, *sorted(lines[:count]), *lines[count:]])


def statements(packages: Packages, known: Zibs) -> Statements:
    """Return what packages say, with the zibs of a dataset.

    A mapping to a zib that the dataset does not hold keeps its address, and is among the findings.
    """
    trouble = _Trouble(known)
    quads: set[ox.Quad] = set()
    for package in packages.found:
        graph = ox.NamedNode(f"{terms.GRAPH}fhir/{package.manifest.slug}")
        triples = [*_provenance(package, graph, packages.digest)]
        for profile in package.profiles:
            triples += _profile(profile, package, known, trouble)
        quads |= {ox.Quad(*triple, graph) for triple in triples}
    return Statements(sorted(quads, key=_order), [*packages.findings, *trouble.findings()])


_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _provenance(package: Package, graph: ox.NamedNode, digest: str) -> Iterator[_Triple]:
    about = package.manifest
    activity, node = ox.NamedNode(graph.value + "#ingest"), ox.NamedNode(graph.value + "#package")
    yield graph, terms.TYPE, _ENTITY
    yield graph, ox.NamedNode(terms.PROV + "wasGeneratedBy"), activity
    yield activity, terms.TYPE, ox.NamedNode(terms.PROV + "Activity")
    yield activity, ox.NamedNode(terms.PROV + "used"), node
    yield node, terms.TYPE, _ENTITY
    yield node, terms.LABEL, ox.Literal(about.name)
    yield node, ox.NamedNode(terms.DCTERMS + "identifier"), ox.Literal(f"sha256:{digest}")
    if about.version != UNKNOWN:
        yield node, ox.NamedNode(terms.DCAT + "version"), ox.Literal(about.version)
    if about.title:
        yield node, ox.NamedNode(terms.DCTERMS + "title"), ox.Literal(about.title)
    if about.license:
        yield node, ox.NamedNode(terms.DCTERMS + "license"), ox.Literal(about.license)
    if is_address(about.canonical):
        yield node, ox.NamedNode(terms.FOAF + "page"), ox.NamedNode(about.canonical)
    for version in about.fhir_versions:
        yield node, terms.ag("fhirVersion"), ox.Literal(version)


def _profile(profile: Definition, package: Package, known: Zibs, trouble: _Trouble) -> Iterator[_Triple]:
    node = ox.NamedNode(profile.url)
    versions = package.manifest.fhir_versions
    yield node, terms.TYPE, terms.ag("Profile")
    yield node, terms.LABEL, ox.Literal(profile.label)
    yield node, terms.ag("path"), ox.Literal(profile.path)
    if profile.version:
        yield node, ox.NamedNode(terms.DCAT + "version"), ox.Literal(profile.version)
    if profile.fhir_version or len(versions) == 1:
        yield node, terms.ag("fhirVersion"), ox.Literal(profile.fhir_version or versions[0])
    if profile.base:
        yield node, terms.ag("baseProfile"), ox.NamedNode(profile.base)
    for target in profile.targets:
        yield node, terms.ag("targetProfile"), ox.NamedNode(target)
    for mapping in profile.mappings:
        zib = zibs.named(mapping.identity, mapping.address)
        if zib is None and not mapping.used:
            continue  # what tools declare in every profile, such as the RIM, says nothing of this one
        found = known.version(zib) if zib else None
        trouble.judge(profile, mapping, zib, found)
        if found:
            yield node, terms.ag("mapsTo"), ox.NamedNode(found.iri)
            if mapping.root:
                yield node, terms.ag("profileOf"), ox.NamedNode(found.iri)
        elif mapping.address:
            yield node, terms.ag("mapsTo"), ox.Literal(mapping.address, datatype=_ANY_URI)


class _Trouble:
    """What could not be resolved, and what does not fit: told once, with the first file and the number of profiles."""

    def __init__(self, known: Zibs) -> None:
        self._known = known
        self._seen: dict[tuple[str, Text], list[str]] = {}

    def judge(self, profile: Definition, mapping: Mapping, zib: Zib | None, found: zibs.Version | None) -> None:
        """Note what is wrong with a mapping, if anything."""
        pair = zibs.disagreement(mapping.identity, mapping.address)
        if any(self._known.version(one) for one in pair):
            names = f"{shown(mapping.identity)}, {shown(mapping.address)}"
            self._note(
                profile,
                "mapping-disagrees",
                Text(
                    f"Kenmerk en adres noemen verschillende zibs ({names}).",
                    f"Identity and address name different zibs ({names}).",
                ),
            )
        if found and zib and zib.version and zib.version != found.number:
            name = f"{shown(zib.name)} ({zib.year})"
            self._note(
                profile,
                "mapping-version",
                Text(
                    f"{name}: afgebeeld op versie {zib.version}, de dataset heeft {found.number or 'geen nummer'}.",
                    f"{name}: mapped to version {zib.version}, the dataset has {found.number or 'no number'}.",
                ),
            )
        elif not found:
            self._note(profile, *self._unresolved(mapping, zib))

    def _unresolved(self, mapping: Mapping, zib: Zib | None) -> tuple[str, Text]:
        model = shown(mapping.address or mapping.identity)
        if zib and zib.year not in self._known.years:
            return "mapping-release", Text(
                f"Afgebeeld op zibs van {zib.year}, die niet in de dataset staan.",
                f"Mapped to zibs of {zib.year}, which are not in the dataset.",
            )
        if zib:
            return "mapping-zib", Text(
                f"Geen zib van die naam in uitgave {zib.year}: {model}.",
                f"No zib of that name in release {zib.year}: {model}.",
            )
        if mapping.address:
            return "mapping-model", Text(
                f"Afgebeeld op een model dat geen zib is: {model}.", f"Mapped to a model that is no zib: {model}."
            )
        return "mapping-address", Text(
            f"Afgebeeld op een model zonder adres: {model}.", f"Mapped to a model without address: {model}."
        )

    def _note(self, profile: Definition, code: str, message: Text) -> None:
        paths = self._seen.setdefault((code, message), [])
        if profile.path not in paths[-1:]:
            paths.append(profile.path)

    def findings(self) -> list[Finding]:
        """Return one finding for each kind of trouble."""
        found = []
        for (code, message), paths in self._seen.items():
            where = Text(f" ({len(paths)} profiel(en))", f" ({len(paths)} profile(s))")
            full = Text(message.nl + where.nl, message.en + where.en)
            found.append(Finding(code, "warning", Place(min(paths)), full, _NO_HINT))
        return sorted(found, key=lambda f: (f.code, f.message.en))


def _order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    """Order by graph and thing, a thing's class first."""
    return (
        str(quad.graph_name),
        str(quad.subject),
        quad.predicate != terms.TYPE,
        str(quad.predicate),
        str(quad.object),
    )
