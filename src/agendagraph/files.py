"""Reading data files: every way in which a file can be bad becomes a finding, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.findings import Finding, Place
from agendagraph.text import Text

MAX_BYTES: Final = 20_000_000
"""A chapter is some hundreds of kilobytes; a file larger than this is a mistake, and is not read."""

FORMATS: Final = {".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}

_FIRST_TOKEN = re.compile(r"\s*(<[^<>\s]*>|[A-Za-z][\w-]*:(?:[\w.%-]|\\.)*)")
_PREFIX = re.compile(r"\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_POSITION = re.compile(r" at line (\d+) column (\d+)| (?:between|from) line (\d+) column (\d+)[^:]*")


@dataclass(slots=True)
class DataFile:
    """One file: its quads, where its subjects stand, and what is wrong with it."""

    name: str
    quads: list[ox.Quad] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    text: str = ""
    _lines: dict[str, list[int]] = field(default_factory=dict)

    def lines_of(self, iri: str) -> list[int]:
        """Return the numbers of the lines that begin with this IRI, full or prefixed."""
        if not self._lines and self.text:
            self._index()
        return self._lines.get(iri, [])

    def line_of(self, subject: str, predicate: str = "", graph: str = "") -> int:
        """Return the line where a subject's statement stands, or the nearest one that is known, or 0."""
        starts = self.lines_of(subject)
        if not starts:
            return 0
        blocks = self.lines_of(graph)
        start = next((n for n in starts if blocks and n > blocks[-1]), starts[0])
        if not predicate:
            return start
        end = start + 60
        return next((n for n in self.lines_of(predicate) if start <= n <= end), start)

    def _index(self) -> None:
        spaces = dict(terms.prefixes())
        for number, line in enumerate(self.text.splitlines(), 1):
            if declared := _PREFIX.match(line):
                spaces[declared[1]] = declared[2]
            elif token := _FIRST_TOKEN.match(line):
                self._lines.setdefault(_full(token[1], spaces), []).append(number)
                if " a " in line:
                    self._lines.setdefault(terms.TYPE.value, []).append(number)


def _full(token: str, spaces: dict[str, str]) -> str:
    if token.startswith("<"):
        return token[1:-1]
    prefix, _, local = token.partition(":")
    return spaces.get(prefix, prefix + ":") + re.sub(r"\\(.)", r"\1", local)


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the data files among the paths and in the folders, in a fixed order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in FORMATS and p.is_file())
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

    def wrong(code: str, message: Text, hint: Text, line: int = 0, column: int = 0) -> DataFile:
        file.findings.append(Finding(code, "violation", Place(file.name, line, column), message, hint))
        return file

    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IsADirectoryError(path)
        if size > MAX_BYTES:
            return wrong(
                "file-too-large",
                Text(f"Het bestand is {size // 1_000_000} MB.", f"The file is {size // 1_000_000} MB."),
                Text(
                    f"Splits het per hoofdstuk; meer dan {MAX_BYTES // 1_000_000} MB wordt niet gelezen.",
                    f"Split it by chapter; more than {MAX_BYTES // 1_000_000} MB is not read.",
                ),
            )
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return wrong(
            "file-unreadable",
            Text(f"Het bestand kan niet gelezen worden ({reason}).", f"The file cannot be read ({reason})."),
            Text("Controleer de naam en de rechten.", "Check the name and the permissions."),
        )
    if path.suffix not in FORMATS:
        return wrong(
            "file-format",
            Text("Geen gegevensbestand van AgendaGraph.", "Not a data file of AgendaGraph."),
            Text("Gebruik TriG (.trig) of Turtle (.ttl).", "Use TriG (.trig) or Turtle (.ttl)."),
        )
    if not raw.strip():
        return wrong(
            "file-empty",
            Text("Het bestand is leeg.", "The file is empty."),
            Text("Vul het of verwijder het.", "Fill it or remove it."),
        )
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return wrong(
            "file-bom",
            Text("Het bestand begint met een byte order mark.", "The file starts with a byte order mark."),
            Text("Bewaar het als UTF-8 zonder BOM.", "Save it as UTF-8 without BOM."),
            1,
            1,
        )
    try:
        file.text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        return wrong(
            "file-encoding",
            Text("Het bestand is geen geldige UTF-8.", "The file is not valid UTF-8."),
            Text("Bewaar het opnieuw als UTF-8.", "Save it again as UTF-8."),
            before.count(b"\n") + 1,
            len(before.rpartition(b"\n")[2]) + 1,
        )
    try:
        file.quads = list(ox.parse(file.text, format=FORMATS[path.suffix]))
    except SyntaxError as error:
        line, column, reason = _position(error)
        return wrong(
            "file-syntax",
            Text(f"De schrijfwijze klopt hier niet ({reason}).", f"The notation is wrong here ({reason})."),
            Text(
                "Kijk op deze regel en de regel ervoor naar een ontbrekende punt, puntkomma, aanhalingsteken of prefix.",
                "Look on this line and the one before for a missing dot, semicolon, quote or prefix.",
            ),
            line,
            column,
        )
    return file


def _position(error: SyntaxError) -> tuple[int, int, str]:
    """Return line, column and reason of a parser's error."""
    text = str(error.msg or error)
    found = _POSITION.search(text)
    line, column = error.lineno or 0, error.offset or 0
    if found:
        line = line or int(found[1] or found[3])
        column = column or int(found[2] or found[4])
        text = _POSITION.sub("", text)
    return line, column, " ".join(text.replace("Parser error:", "").replace("Parser error", "").split()).strip(": ")


class Files:
    """The data files of one graph, and where in them each thing stands."""

    def __init__(self, files: Iterable[DataFile]) -> None:
        self.files = list(files)

    @classmethod
    def load(cls, paths: Iterable[Path], base: Path | None = None) -> Files:
        """Read all data files among the paths; names in findings are relative to `base` where they can be."""

        def name(path: Path) -> str:
            return str(path.relative_to(base)) if base and path.is_relative_to(base) else str(path)

        return cls(read(path, name(path)) for path in find(paths))

    @property
    def findings(self) -> list[Finding]:
        """Everything that is wrong with the files themselves."""
        return [finding for file in self.files for finding in file.findings]

    def place(self, subject: str, predicate: str = "", graph: str = "") -> Place:
        """Return where a statement stands: the file and line that a maintainer opens."""
        best = Place()
        for file in self.files:
            if graph and not file.lines_of(graph):
                continue
            if line := file.line_of(subject, predicate, graph):
                return Place(file.name, line)
            if graph and not best.file:
                best = Place(file.name, file.lines_of(graph)[-1])
        return best if best.file or not graph else self.place(subject, predicate)
