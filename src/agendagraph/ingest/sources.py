"""The files of a FHIR package, one at a time: from a folder or an archive, judged before they are read."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from agendagraph.errors import InputError, RefusedError, TooLargeError
from agendagraph.text import Text

MAX_FILE: Final = 32_000_000
"""Bytes of one file; the largest definitions that are published are some megabytes."""

MAX_ENTRIES: Final = 100_000
"""Files and folders of one package; the largest that are published have some ten thousand."""

MAX_TOTAL: Final = 2_000_000_000
"""Bytes of one package when unpacked; more is a bomb or a mistake."""

HEAD: Final = 65_536
"""Bytes that are read of a file larger than MAX_FILE, to see whether it is one of ours."""

SUFFIXES: Final = (".json", ".xml")
_ARCHIVES: Final = (".tgz", ".tar.gz")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a package: its path in it, and its content, of a file that is too large only the beginning."""

    path: str
    raw: bytes
    whole: bool = True


class Source(Protocol):
    """Where the files of a package come from."""

    @property
    def name(self) -> str:
        """What to call the package where it does not say so itself."""

    def entries(self) -> Iterator[Entry]:
        """Yield the JSON and XML files, in any order."""

    def digest(self) -> str:
        """Return the SHA-256 of what was read, once all of it was."""


def open_source(path: Path) -> Source:
    """Return the folder or archive at a path.

    Raises:
        InputError: there is nothing, or something else.
    """
    from agendagraph.ingest.archive import Archive

    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise InputError(
            Text("Dit bestaat niet.", "This does not exist."),
            where=str(path),
            hint=Text("Controleer de naam.", "Check the name."),
        )
    if path.is_file() and path.name.lower().endswith(_ARCHIVES):
        return Archive(path)
    raise InputError(
        Text("Dit is geen FHIR-pakket.", "This is no FHIR package."),
        where=str(path),
        hint=Text(
            "Geef een npm-pakket (.tgz of .tar.gz), een uitgepakt pakket of een checkout.",
            "Give an npm package (.tgz or .tar.gz), an unpacked package or a checkout.",
        ),
    )


def stem(path: Path) -> str:
    """Return the name of a folder or archive without its suffix.

    >>> stem(Path("nictiz.fhir-1.0.tar.gz"))
    'nictiz.fhir-1.0'
    """
    name = path.resolve().name
    return next((name[: -len(suffix)] for suffix in _ARCHIVES if name.lower().endswith(suffix)), name)


def is_wanted(path: str) -> bool:
    """Return whether a file can hold a definition; what is hidden or of npm itself does not belong to the package.

    >>> [is_wanted(path) for path in ("package/a.json", "package/.index.json", "node_modules/x/a.json", "a.xlsx")]
    [True, False, False, False]
    """
    return path.lower().endswith(SUFFIXES) and not _is_skipped(path)


def _is_skipped(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return any((part.startswith(".") and part != ".") or part == "node_modules" for part in parts)


def checked(path: str, where: Path) -> str:
    """Return the path of an entry, tidied.

    Raises:
        RefusedError: it leads out of the package or cannot be written down.
    """
    parts = re.split(r"[/\\]", path)
    clean = str(PurePosixPath(path))
    if path.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", path):
        raise refused(where, path, Text("De naam wijst buiten het pakket.", "The name leads out of the package."))
    if not clean.isprintable():  # nor are control characters and bytes that are no UTF-8
        raise refused(where, path, Text("De naam is geen leesbare tekst.", "The name is no readable text."))
    return clean


def refused(where: Path, path: str, message: Text) -> RefusedError:
    """Return the error about an entry that does not belong in a package."""
    return RefusedError(
        message,
        where=f"{where}: {shown(path)}",
        hint=Text("Er is niets gelezen; vraag een schoon pakket.", "Nothing was taken; ask for a clean package."),
    )


def shown(text: str) -> str:
    """Return a name from a package as it can be shown: no control characters, not too long."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return clean if len(clean) <= 120 else f"{clean[:60]} … {clean[-50:]}"


def too_many(where: Path) -> TooLargeError:
    """Return the error about a package with too many entries."""
    return TooLargeError(
        Text(f"Het pakket heeft meer dan {MAX_ENTRIES} bestanden.", f"The package has more than {MAX_ENTRIES} files."),
        where=str(where),
        hint=Text("Geef de map met de profielen zelf.", "Give the folder with the profiles itself."),
    )


def too_much(where: Path) -> TooLargeError:
    """Return the error about a package that is too large when unpacked."""
    return TooLargeError(
        Text(
            f"Het pakket is uitgepakt groter dan {MAX_TOTAL // 1_000_000} MB.",
            f"The package is larger than {MAX_TOTAL // 1_000_000} MB when unpacked.",
        ),
        where=str(where),
        hint=Text("Geef de map met de profielen zelf.", "Give the folder with the profiles itself."),
    )


class Folder:
    """An unpacked package, or a checkout of the repository it is made from."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._root = os.path.realpath(path)
        self._lines: list[str] = []

    @property
    def name(self) -> str:
        """The name of the folder."""
        return stem(self._path)

    def digest(self) -> str:
        """Return the SHA-256 of the list that `sha256sum` prints of the files, sorted by path."""
        return hashlib.sha256("".join(self._lines).encode()).hexdigest()

    def entries(self) -> Iterator[Entry]:
        """Yield the files in the order of their paths."""
        total = 0
        for path in sorted(self._wanted()):
            file = self._path / path
            try:
                total += file.stat().st_size
                if total > MAX_TOTAL:
                    raise too_much(self._path)
                with file.open("rb") as stream:
                    raw = stream.read(MAX_FILE + 1)
                    sha = hashlib.sha256(raw)
                    while more := stream.read(1 << 20):
                        sha.update(more)
            except OSError as error:
                raise unreadable(file, error) from error
            self._lines.append(f"{sha.hexdigest()}  {path}\n")
            yield Entry(path, raw, True) if len(raw) <= MAX_FILE else Entry(path, raw[:HEAD], False)

    def _wanted(self) -> Iterator[str]:
        """Yield the paths of the files that can hold a definition; links are never followed."""
        count, waiting = 0, [self._path]
        while waiting:
            folder = waiting.pop()
            try:
                found = list(os.scandir(folder))
            except OSError as error:
                raise unreadable(folder, error) from error
            for item in found:
                count += 1
                if count > MAX_ENTRIES:
                    raise too_many(self._path)
                path = Path(item.path).relative_to(self._path).as_posix()
                if _is_skipped(path):
                    continue
                if item.is_symlink():
                    self._check_link(path, item.path)
                elif item.is_dir():
                    waiting.append(Path(item.path))
                elif is_wanted(path):
                    if not stat.S_ISREG(item.stat().st_mode):
                        raise refused(self._path, path, Text("Dit is geen gewoon bestand.", "This is no regular file."))
                    yield checked(path, self._path)

    def _check_link(self, path: str, full: str) -> None:
        """Pass over a link within the folder, as what it points to is read in its own place; refuse any other."""
        target = os.path.realpath(full)
        if os.path.commonpath([self._root, target]) != self._root:
            raise refused(
                self._path, path, Text("De koppeling wijst buiten de map.", "The link leads out of the folder.")
            )


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error about a file or folder that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    return InputError(
        Text(f"Dit kan niet gelezen worden ({reason}).", f"This cannot be read ({reason})."),
        where=shown(str(path)),
        hint=Text("Controleer de rechten.", "Check the permissions."),
    )
