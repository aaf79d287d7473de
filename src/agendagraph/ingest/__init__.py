"""FHIR packages as statements: which profiles there are, what they are mapped to and what they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from agendagraph.errors import InputError, TooLargeError
from agendagraph.findings import Finding, Place
from agendagraph.ingest import notation, packages
from agendagraph.ingest.definition import Definition, take
from agendagraph.ingest.notation import BadDefinitionError
from agendagraph.ingest.packages import Manifest
from agendagraph.ingest.sources import MAX_FILE, Entry, Source, open_source, shown
from agendagraph.text import Text

MAX_SHOWN: Final = 20
"""How many bad files are named at once."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package: what it says of itself, and its profiles in the order of their addresses."""

    manifest: Manifest
    profiles: list[Definition]


@dataclass(frozen=True, slots=True)
class Packages:
    """What was read.

    Attributes:
        found: the packages that hold profiles, by name.
        digest: the SHA-256 of the archive, or of the list of files of a folder.
        name: what to call the whole.
        files: how many JSON and XML files were read.
        findings: what a maintainer should know; warnings only.
    """

    found: list[Package]
    digest: str
    name: str
    files: int
    findings: list[Finding]


class BadPackageError(InputError):
    """Files of the package cannot be read; nothing of it is taken, and the findings name them."""

    def __init__(self, findings: list[Finding], where: str) -> None:
        super().__init__(
            Text(
                f"{len(findings)} bestand(en) kunnen niet gelezen worden; er is niets overgenomen.",
                f"{len(findings)} file(s) cannot be read; nothing was taken.",
            ),
            where=where,
            hint=Text("Herstel ze, of haal het pakket opnieuw op.", "Mend them, or fetch the package again."),
        )
        self.findings = findings


def read(path: Path, *, name: str = "", version: str = "", progress: Callable[[int], object] | None = None) -> Packages:
    """Read a FHIR package: an npm archive, an unpacked package or a checkout.

    Args:
        path: the archive or folder.
        name: what to call the package, instead of what it says itself; then all files belong to that one.
        version: its version, likewise.
        progress: is told after every file how many were read.

    Raises:
        InputError: there is no package, or a part of it cannot be read; the message says which.
        RefusedError: the package holds what no package holds, such as a link that leads out of it.
        TooLargeError: it is larger than any package.
    """
    source = open_source(path)
    reading = _Reading()
    for count, entry in enumerate(source.entries(), 1):
        reading.add(entry)
        if progress:
            progress(count)
    if reading.bad:
        raise BadPackageError(sorted(reading.bad, key=Finding.sort_key), str(path))
    if not reading.profiles:
        raise InputError(
            Text("Hierin staat geen FHIR-profiel.", "There is no FHIR profile in this."),
            where=str(path),
            hint=Text(
                "Geef een pakket met StructureDefinitions (derivation = constraint); FSH moet eerst vertaald zijn.",
                "Give a package with StructureDefinitions (derivation = constraint); FSH must be compiled first.",
            ),
        )
    return reading.packages(source, name, version)


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.profiles: list[Definition] = []
        self.manifests: list[Manifest] = []
        self.bad: list[Finding] = []
        self.notes: list[Finding] = []
        self.files = 0

    def add(self, entry: Entry) -> None:
        """Take what a file says; what is wrong with it becomes a finding."""
        self.files += 1
        if not entry.whole:
            self._add_head(entry)
            return
        try:
            if PurePosixPath(entry.path).name == packages.FILE:
                if one := packages.manifest(entry.path, entry.raw):
                    self.manifests.append(one)
            elif (tree := notation.read(entry.path, entry.raw)) is not None and (profile := take(entry.path, tree)):
                self.profiles.append(profile)
        except BadDefinitionError as bad:
            place = Place(entry.path, bad.line)
            self.bad.append(Finding("definition-unreadable", "violation", place, bad.message, bad.hint))

    def _add_head(self, entry: Entry) -> None:
        """Judge a file that is too large to be read by its beginning."""
        limit = MAX_FILE // 1_000_000
        if notation.is_definition(entry.path, entry.raw):
            raise TooLargeError(
                Text(f"Deze definitie is groter dan {limit} MB.", f"This definition is larger than {limit} MB."),
                where=entry.path,
                hint=Text(
                    "Een profiel is veel kleiner; controleer het pakket.",
                    "A profile is far smaller; check the package.",
                ),
            )
        message = Text(
            f"Overgeslagen: groter dan {limit} MB, en het begin is geen definitie.",
            f"Passed over: larger than {limit} MB, and its beginning is no definition.",
        )
        self.notes.append(Finding("file-too-large", "warning", Place(entry.path), message, Text("", "")))

    def packages(self, source: Source, name: str, version: str) -> Packages:
        """Return the profiles by package."""
        manifests = sorted(self.manifests, key=lambda m: m.path)
        other = Manifest("", source.name)
        if name or version:
            top = packages.nearest(manifests, other)
            manifests, other = [], replace(top, name=name or top.name, version=version or top.version)
        owners: dict[str, Manifest] = {}
        profiles: dict[str, dict[str, Definition]] = {}
        for profile in sorted(self.profiles, key=lambda p: p.path):
            owner = packages.owner(profile.path, manifests, other)
            owner = owners.setdefault(owner.slug, owner)
            kept = profiles.setdefault(owner.slug, {}).setdefault(profile.url, profile)
            if kept is not profile:
                self.notes.append(_doubled(kept, profile))
        found = [
            Package(owners[slug], [profiles[slug][url] for url in sorted(profiles[slug])]) for slug in sorted(owners)
        ]
        return Packages(found, source.digest(), source.name, self.files, sorted(self.notes, key=Finding.sort_key))


def _doubled(kept: Definition, other: Definition) -> Finding:
    same = replace(other, path=kept.path) == kept
    return Finding(
        "profile-doubled",
        "warning",
        Place(other.path),
        Text(
            f"Dit profiel staat ook in {shown(kept.path)}{'' if same else ', en zegt daar iets anders'}; dat is gelezen.",
            f"This profile is also in {shown(kept.path)}{'' if same else ', and says something else there'}; that was read.",
        ),
        Text("", "") if same else Text("Haal een van beide weg.", "Remove one of the two."),
        label=shown(other.url),
    )


def file_name(read_: Packages) -> str:
    """Return the name of the file to write, which no package can lead elsewhere."""
    if len(read_.found) == 1:
        return f"{read_.found[0].manifest.slug.replace('/', '-')}.trig"
    return f"{packages.safe(read_.name)}.trig"


def profiles(found: Iterable[Package]) -> int:
    """Return how many profiles packages hold."""
    return sum(len(package.profiles) for package in found)
