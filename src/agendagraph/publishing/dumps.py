"""The whole dataset as files: each format once as it is and once packed, with checksums and a manifest."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from agendagraph.files import writing
from agendagraph.publishing.formats import RDF, RdfFormat, write_whole
from agendagraph.store import Store

FORMATS: Final = ("trig", "nq", "jsonld")
"""The suffixes of what a dump is written in: formats that keep the named graphs, and so the passages."""

GZIP: Final = "application/gzip"
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"

_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole dataset.

    Attributes:
        name: the name of the file; it has the fingerprint in it, so that a name always means the same bytes.
        format: the suffix of its RDF format.
        media_type: of what is in it, when unpacked.
        is_packed: whether it is packed with gzip.
        size: in bytes.
        sha256: checksum of the file, in hexadecimal.
    """

    name: str
    format: str
    media_type: str
    is_packed: bool
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dumps:
    """The dumps of one dataset in a folder.

    Attributes:
        folder: where they are.
        fingerprint: of the dataset.
        quads: how many statements each of them has.
        files: all of them.
    """

    folder: Path
    fingerprint: str
    quads: int
    files: tuple[Dump, ...]

    def named(self, name: str) -> Dump | None:
        """Return the dump of that file name, if there is one."""
        return next((dump for dump in self.files if dump.name == name), None)

    def manifest(self) -> dict[str, Any]:
        """Return what is in the folder, as its manifest says it."""
        return {
            "fingerprint": self.fingerprint,
            "quads": self.quads,
            "files": [asdict(dump) for dump in self.files],
        }


def stem(store: Store) -> str:
    """Return what the names of the dumps of a dataset begin with."""
    return f"agendagraph-{store.fingerprint[:12] or 'unnamed'}"


def write_dumps(store: Store, folder: Path) -> Dumps:
    """Write the dumps of a dataset, their checksums and last of all the manifest.

    Each file is written aside and renamed: who finds a manifest finds all that it lists. The same dataset gives the
    same bytes, the packed ones too.

    Args:
        store: the dataset.
        folder: made where it is missing; files of other fingerprints in it stay.

    Raises:
        InputError: the folder cannot be written to.
    """
    quads = set(store.quads())
    files: list[Dump] = []
    for form in (RDF[suffix] for suffix in FORMATS):
        raw = write_whole(quads, form)
        for packed, content in ((False, raw), (True, pack(raw))):
            files.append(_write(folder, f"{stem(store)}.{form.suffix}{'.gz' if packed else ''}", form, content, packed))
    dumps = Dumps(folder, store.fingerprint, len(quads), tuple(files))
    sums = "".join(f"{dump.sha256}  {dump.name}\n" for dump in sorted(files, key=lambda dump: dump.name))
    writing.write(folder / SUMS, sums.encode("ascii"))
    writing.write(folder / MANIFEST, json.dumps(dumps.manifest(), indent=1).encode("ascii") + b"\n")
    return dumps


def pack(raw: bytes) -> bytes:
    """Return bytes packed with gzip; without a name or a clock in it, so that the same bytes give the same file.

    >>> pack(b"x") == pack(b"x") and gzip.decompress(pack(b"x")) == b"x"
    True
    """
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=_LEVEL, mtime=0) as stream:
        stream.write(raw)
    return buffer.getvalue()


def _write(folder: Path, name: str, form: RdfFormat, content: bytes, packed: bool) -> Dump:
    writing.write(folder / name, content)
    return Dump(name, form.suffix, form.media_type, packed, len(content), hashlib.sha256(content).hexdigest())
