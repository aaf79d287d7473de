"""The data files of one graph: their statements, what is wrong with the files, and where in them each thing stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.files import places, reading
from agendagraph.files.places import Index
from agendagraph.findings import Finding, Place
from agendagraph.text import Text


@dataclass(slots=True)
class DataFile:
    """One file: its quads, where its subjects stand, and what is wrong with it."""

    name: str
    quads: list[ox.Quad] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    text: str = ""
    _index: Index | None = None

    @property
    def index(self) -> Index:
        """Where the things of this file stand; a file that could not be read says nothing about that."""
        if self._index is None:
            self._index = places.index(self.text)
        return self._index


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the data files among the paths and in the folders, in a fixed order; hidden files are no data."""
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix in reading.FORMATS and not p.name.startswith("."))
            yield from sorted(p for p in inside if not p.is_dir())
        else:
            yield path


def read(path: Path, name: str | None = None) -> DataFile:
    """Read one TriG or Turtle file.

    Args:
        path: the file.
        name: what to call it in findings; the path itself by default.

    Returns:
        The file with its quads; where something is wrong with it, with findings and without quads.

    >>> from agendagraph import assets
    >>> read(assets.folder("ontology") / "agendagraph.ttl").findings
    []
    """
    file = DataFile(name or str(path))
    try:
        file.text, file.quads = reading.read(path)
    except reading.BadFileError as bad:
        place = Place(file.name, bad.line, bad.column)
        file.findings.append(Finding(bad.code, "violation", place, bad.message, bad.hint))
    return file


class Files:
    """The data files of one graph, and where in them each thing stands."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.files = list(files)

    @classmethod
    def load(cls, paths: Iterable[Path], base: Path | None = None) -> Files:
        """Read all data files among the paths; names in findings are relative to `base` where they can be."""

        def name(path: Path) -> str:
            return str(path.relative_to(base)) if base and path.is_relative_to(base) else str(path)

        return cls(file for path in paths for file in _folder_or_file(path, name))

    @property
    def findings(self) -> list[Finding]:
        """Everything that is wrong with the files themselves."""
        return [finding for file in self.files for finding in file.findings]

    def place(self, subject: str, predicate: str = "", graph: str = "") -> Place:
        """Return where a statement stands: the file and line that a maintainer opens.

        The best place is in the block of the graph; in it, or where that block says nothing of the subject, it is
        where the predicate stands, else where the subject gets its class, else where it is first spoken of.
        """
        spots = [(file.name, spot) for file in self.files for spot in file.index.spots.get(subject, [])]
        block = [(name, spot) for name, spot in spots if graph == (spot.graph or terms.GRAPH + "sources")]
        for wanted in (predicate, terms.TYPE.value):
            for name, spot in block or spots:
                if wanted in spot.predicates:
                    return Place(name, spot.predicates[wanted] if wanted == predicate else spot.line)
        for name, spot in block or spots:
            return Place(name, spot.line)
        for file in self.files:
            if graph in file.index.blocks:
                return Place(file.name, file.index.blocks[graph])
        return Place()


def _folder_or_file(path: Path, name: Callable[[Path], str]) -> Iterator[DataFile]:
    """Yield the file, or the files in the folder; a folder without any is a mistake, too."""
    found = [read(file, name(file)) for file in find([path])]
    if path.is_dir() and not found:
        bad = Finding(
            "folder-empty",
            "violation",
            Place(str(path)),
            Text("In deze map staat geen gegevensbestand.", "There is no data file in this folder."),
            Text("Controleer de naam; gegevens staan in .trig en .ttl.", "Check the name; data are in .trig and .ttl."),
        )
        found = [DataFile(str(path), findings=[bad])]
    yield from found
