"""Which package a file belongs to: a checkout can hold several, and one that has none goes by its own name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from agendagraph.ingest.notation import json_tree

FILE: Final = "package.json"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a `package.json` says of a FHIR package.

    Attributes:
        path: the file, or empty where there is none.
        name: the name of the package.
        version: its version, or `unknown`.
        title: its title, or empty.
        license: its licence as it stands there, or empty.
        canonical: the address that its definitions begin with, or empty.
        fhir_versions: the versions of FHIR that it is for.
    """

    path: str
    name: str
    version: str = UNKNOWN
    title: str = ""
    license: str = ""
    canonical: str = ""
    fhir_versions: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Name and version as they can stand in an address: name/version.

        >>> Manifest("", "@x/é..", "1.0+a b").slug
        'x/1.0+a-b'
        """
        return f"{safe(self.name)}/{safe(self.version)}"


def safe(text: str) -> str:
    """Return a text as one part of an address or file name.

    >>> safe("../nictiz fhir")
    'nictiz-fhir'
    """
    return re.sub(r"[^A-Za-z0-9._+-]+", "-", text).strip(".-_") or UNKNOWN


def manifest(path: str, raw: bytes) -> Manifest | None:
    """Return what a `package.json` says; nothing of one for something else than FHIR.

    Raises:
        BadDefinitionError: it is no JSON.

    >>> manifest("package.json", b'{"name": "n", "version": "1", "fhirVersions": ["4.0.1"]}').slug
    'n/1'
    """
    about = json_tree(raw)
    if not isinstance(about, dict):
        return None
    name, version = _text(about.get("name")), _text(about.get("version"))
    versions = about.get("fhirVersions") or about.get("fhir-version-list") or []
    needs = about.get("dependencies")
    is_fhir = bool(versions) or (isinstance(needs, dict) and any(key.startswith("hl7.fhir.") for key in needs))
    if not name or not is_fhir:
        return None
    return Manifest(
        path=path,
        name=name,
        version=version or UNKNOWN,
        title=_text(about.get("title")),
        license=_text(about.get("license")),
        canonical=_text(about.get("canonical")),
        fhir_versions=tuple(sorted({_text(v) for v in versions if _text(v)})) if isinstance(versions, list) else (),
    )


def owner(path: str, manifests: Sequence[Manifest], other: Manifest) -> Manifest:
    """Return the package that a file belongs to: the nearest one around it, else the only one there is.

    Args:
        path: the file.
        manifests: the packages.
        other: what a file outside all of several packages belongs to.

    >>> owner("zib/a.xml", [Manifest("zib/package.json", "zib"), Manifest("package.json", "all")], Manifest("", "x")).name
    'zib'
    """
    folders = PurePosixPath(path).parents
    around = [one for one in manifests if PurePosixPath(one.path).parent in folders]
    if around:
        return max(around, key=_depth)
    return manifests[0] if len(manifests) == 1 else other


def nearest(manifests: Sequence[Manifest], other: Manifest) -> Manifest:
    """Return the package nearest to the root, where all files are to be one package."""
    return min(manifests, key=lambda one: (_depth(one), one.path), default=other)


def _depth(one: Manifest) -> int:
    return len(PurePosixPath(one.path).parts)


def _text(value: Any) -> str:
    """Return a text on one line; of anything else, and of what cannot be shown, nothing."""
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return line if line.isprintable() else ""
