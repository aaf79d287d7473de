"""The whole dataset as files: each format once as it is and once packed, with checksums and a manifest."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from agendagraph.files import writing
from agendagraph.publishing.formats import JSON_LD_GRAPHS, RDF, RdfFormat, write
from agendagraph.store import Store

FORMATS: Final = (RDF["trig"], RDF["nq"], JSON_LD_GRAPHS)
"""What a dump is written in: formats that keep the named graphs, and so the passages."""

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


Beside = Callable[["Dumps"], Mapping[str, bytes]]
"""From dumps to other files about them: name → content."""


def write_dumps(store: Store, folder: Path, beside: Beside = lambda _: {}) -> Dumps:
    """Write the dumps of a dataset, their checksums and last of all the manifest.

    Each file is written aside and renamed: who finds a manifest finds all that it lists. The same dataset gives the
    same bytes, the packed ones too.

    Args:
        store: the dataset.
        folder: made where it is missing; files of other fingerprints in it stay.
        beside: what else to write, such as a catalogue record.

    Raises:
        InputError: the folder cannot be written to.
    """
    quads = set(store.quads())
    files: list[Dump] = []
    for form in FORMATS:
        raw = write(quads, form)
        files.append(_write(folder, f"{stem(store)}.{form.suffix}", form, raw, is_packed=False))
        files.append(_write(folder, f"{stem(store)}.{form.suffix}.gz", form, pack(raw), is_packed=True))
    dumps = Dumps(folder, store.fingerprint, len(quads), tuple(files))
    sums = {dump.name: dump.sha256 for dump in files}
    for name, content in beside(dumps).items():
        writing.write(folder / name, content)
        sums[name] = hashlib.sha256(content).hexdigest()
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    writing.write(folder / SUMS, lines.encode("ascii"))
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


def _write(folder: Path, name: str, form: RdfFormat, content: bytes, *, is_packed: bool) -> Dump:
    writing.write(folder / name, content)
    return Dump(name, form.suffix, form.media_type, is_packed, len(content), hashlib.sha256(content).hexdigest())


class Shelf:
    """The dumps of one dataset, made when they are first asked for, once, in a folder that goes when the process ends."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._dumps: Dumps | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def dumps(self) -> Dumps:
        """Return the dumps; whoever asks while they are being made waits for the same ones."""
        with self._lock:
            if self._dumps is None:
                self._folder = tempfile.TemporaryDirectory(prefix="agendagraph-", ignore_cleanup_errors=True)
                self._dumps = write_dumps(self._store, Path(self._folder.name))
            return self._dumps
