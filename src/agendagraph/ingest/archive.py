"""A FHIR package as an npm archive, read as a stream: nothing is unpacked to disk, and nothing is read twice."""

from __future__ import annotations

import gzip
import hashlib
import posixpath
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from agendagraph.errors import InputError
from agendagraph.ingest import sources
from agendagraph.ingest.sources import Entry
from agendagraph.text import Text

_HEADERS: Final = 1_000_000
"""Bytes that one entry may have beside its content: names of some hundred bytes fit many times over."""


class Archive:
    """A `.tgz` file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sha = hashlib.sha256()

    @property
    def name(self) -> str:
        """The name of the file without its suffix."""
        return sources.stem(self._path)

    def digest(self) -> str:
        """Return the SHA-256 of the file itself."""
        return self._sha.hexdigest()

    def entries(self) -> Iterator[Entry]:
        """Yield the files in the order of the archive, all of which is read: its checksum stands at the end.

        Raises:
            InputError: the archive is broken.
            RefusedError: an entry does not belong in a package.
            TooLargeError: it is larger, or has more entries, than any package.
        """
        try:
            file = self._path.open("rb")
        except OSError as error:
            raise sources.unreadable(self._path, error) from error
        hashed: Any = _Hashed(file, self._sha)
        try:
            with file, gzip.GzipFile(fileobj=hashed) as unpacked:
                metered = _Metered(unpacked, self._path)
                with tarfile.open(fileobj=metered, mode="r|", tarinfo=_Header) as tar:  # type: ignore[call-overload]
                    yield from self._members(tar, metered)
                metered.drain()
        except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as error:
            raise InputError(
                Text("Dit archief is kapot of afgebroken.", "This archive is broken or cut off."),
                where=str(self._path),
                hint=Text("Haal het opnieuw op; er is niets gelezen.", "Fetch it again; nothing was taken."),
            ) from error

    def _members(self, tar: tarfile.TarFile, metered: _Metered) -> Iterator[Entry]:
        for count, member in enumerate(tar, 1):
            if count > sources.MAX_ENTRIES:
                raise sources.too_many(self._path)
            path = sources.checked(member.name, self._path)
            metered.allow(max(member.size, 0))
            if member.issym() or member.islnk():
                self._check_link(member)
            elif member.issparse() or not (member.isfile() or member.isdir()):
                raise sources.refused(
                    self._path, member.name, Text("Dit is geen gewoon bestand.", "This is no regular file.")
                )
            elif member.isfile() and sources.is_wanted(path):
                whole = member.size <= sources.MAX_FILE
                stream = tar.extractfile(member)
                assert stream is not None
                yield Entry(path, stream.read(member.size if whole else sources.HEAD), whole)

    def _check_link(self, member: tarfile.TarInfo) -> None:
        """Pass over a link within the archive, as what it points to is read in its own place; refuse any other."""
        base = posixpath.dirname(member.name) if member.issym() else ""
        target = posixpath.normpath(posixpath.join(base, member.linkname))
        if target.startswith("/") or target.split("/")[0] == "..":
            raise sources.refused(
                self._path,
                member.name,
                Text("De koppeling wijst buiten het pakket.", "The link leads out of the package."),
            )


class _Header(tarfile.TarInfo):
    """The header of an entry; `tarfile` alone takes a damaged one for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if isinstance(error, tarfile.EOFHeaderError | tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
                raise
            raise tarfile.ReadError(str(error)) from error


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO, sha: hashlib._Hash) -> None:
        self._file, self._sha = file, sha

    def read(self, size: int = -1) -> bytes:
        raw = self._file.read(size)
        self._sha.update(raw)
        return raw


class _Metered:
    """A stream that stops where no package goes: `tarfile` alone would read a name of a gigabyte into memory."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, where: Path) -> None:
        self._stream, self._where = stream, where
        self._count, self._allowed = 0, _HEADERS

    def read(self, size: int = -1) -> bytes:
        raw = self._stream.read(size)
        self._count += len(raw)
        if self._count > sources.MAX_TOTAL:
            raise sources.too_much(self._where)
        if self._count > self._allowed:
            raise tarfile.ReadError("header too large")
        return raw

    def allow(self, size: int) -> None:
        """Let the content of the entry at hand pass, and the headers of the next one."""
        self._allowed = self._count + size + _HEADERS

    def drain(self) -> None:
        """Read to the end, which is where a cut or a changed archive shows."""
        self._allowed = sources.MAX_TOTAL
        while self.read(1 << 16):
            pass
