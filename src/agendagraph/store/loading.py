"""Reading RDF of any kind and origin as a dataset: graphs are kept, and a file is read whole or refused with its line."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

import pyoxigraph as ox

from agendagraph.errors import InputError, TooLargeError
from agendagraph.files.reading import explain
from agendagraph.findings import Place
from agendagraph.store.memory import Store
from agendagraph.text import Text

MAX_BYTES: Final = 500_000_000
"""What one file may hold, unpacked: some three million statements. More than that belongs in an on-disk store or a server."""

FORMATS: Final = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
"""The formats by the end of a file's name; behind it `.gz` may stand."""

_BOM: Final = b"\xef\xbb\xbf"
_NOWHERE: Final = "https://relative.invalid/"
"""JSON-LD leaves out what it cannot resolve; resolved against this address nothing is lost, and all of it is seen."""

_MAX_DEPTH: Final = 1_000
_MAX_ATTRIBUTES: Final = 1_000

_FULL: Final = Text(
    "Schrijf het adres voluit, met een schema dat overal geldt zoals https.",
    "Write the address in full, with a scheme that holds everywhere such as https.",
)
_OUR_HINT: Final = Text("Verbeter het bestand op deze plek.", "Mend the file at this place.")


def load_files(paths: Iterable[Path]) -> Store:
    """Read files and folders of RDF as one dataset.

    Args:
        paths: files in N-Quads, N-Triples, Turtle, TriG, RDF/XML or JSON-LD, gzipped or not, and folders of such files.

    Returns:
        The dataset in memory. Statements stay in the graphs that the files give them; a blank node belongs to its file. The
        fingerprint is the one in the data, else it is made from the bytes of the files in their order.

    Raises:
        InputError: a file cannot be read or is not well written; `where` is the file and, where it is known, the line.
            Relative and local (`file:`) IRIs are refused, and so is XML with a DOCTYPE or with absurdly deep nesting.
        TooLargeError: a file is larger than we read.
    """
    files = [file for path in paths for file in _found(path)]
    fingerprint = hashlib.sha256(b"".join(_digest(file) for file in files)).hexdigest()
    quads = (quad for number, file in enumerate(files) for quad in _File(file, number).quads())
    return Store(quads, fingerprint=fingerprint)


def _found(path: Path) -> list[Path]:
    """Return the file, or the files in the folder in a fixed order; hidden files are no data."""
    if not path.is_dir():
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise InputError(
                Text("Dit is geen bestand met RDF.", "This is no file of RDF."), where=str(path), hint=_SUFFIXES
            )
        return [path]
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and _format(file) is not None]
    files = [file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts)]
    if not files:
        raise InputError(
            Text("In deze map staat geen RDF.", "There is no RDF in this folder."), where=str(path), hint=_SUFFIXES
        )
    return files


def _format(path: Path) -> ox.RdfFormat | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return FORMATS.get(suffixes[-1]) if suffixes else None


_SUFFIXES: Final = Text(
    f"Gelezen worden {', '.join(FORMATS)}, ook met .gz erachter.",
    f"Read are {', '.join(FORMATS)}, also with .gz behind it.",
)


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or "gzip"
    return InputError(
        Text(f"Het bestand kan niet gelezen worden ({reason}).", f"The file cannot be read ({reason})."),
        where=str(path),
        hint=Text("Controleer de naam en de rechten.", "Check the name and the permissions."),
    )


class _File:
    """One file on its way into a dataset; `number` tells its blank nodes from those of other files."""

    def __init__(self, path: Path, number: int) -> None:
        self._path, self._number = path, number
        self._nodes: dict[str, ox.BlankNode] = {}
        self._raw = b""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the statements, or say what is wrong with the file."""
        form = _format(self._path)
        if form is None or not self._path.is_file():
            self._refuse(Text("Dit is geen bestand met RDF.", "This is no file of RDF."), _SUFFIXES)
        self._raw = self._bytes().removeprefix(_BOM)
        if form == ox.RdfFormat.RDF_XML:
            self._look_at_xml()
        base = _NOWHERE if form == ox.RdfFormat.JSON_LD else None
        empty = True
        try:
            for quad in ox.parse(self._raw, format=form, base_iri=base):
                empty = False
                yield self._placed(quad)
        except SyntaxError as error:
            self._explain(error, form)
        except MemoryError:
            self._refuse(
                Text("Eén tekst of adres is groter dan 16 MB.", "One text or address is larger than 16 MB."), _OUR_HINT
            )
        if empty:
            self._refuse(
                Text("Het bestand bevat geen enkele uitspraak.", "The file contains no statement at all."), _OUR_HINT
            )

    def _bytes(self) -> bytes:
        """Return the content, unpacked, never more of it than we read."""
        packed = self._path.suffix.lower() == ".gz"
        try:
            with gzip.open(self._path) if packed else self._path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise _unreadable(self._path, error) from error
        if len(raw) > MAX_BYTES:
            raise TooLargeError(
                Text(
                    f"Het bestand is groter dan {MAX_BYTES // 1_000_000} MB.",
                    f"The file is larger than {MAX_BYTES // 1_000_000} MB.",
                ),
                where=str(self._path),
                hint=Text("Zet de gegevens op een SPARQL-server.", "Put the data on a SPARQL server."),
            )
        return raw

    def _placed(self, quad: ox.Quad) -> ox.Quad:
        """Return a quad as it may stand in the dataset."""
        parts = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        for part in parts:
            if type(part) is ox.NamedNode and (part.value[:5].lower() == "file:" or part.value.startswith(_NOWHERE)):
                self._refuse_iri(part.value)
        if any(type(part) is ox.BlankNode for part in parts):
            subject, predicate, object_, graph = (self._node(part) for part in parts)
            return ox.Quad(subject, predicate, object_, graph)  # type: ignore[arg-type]
        return quad

    def _node(self, term: object) -> object:
        if not isinstance(term, ox.BlankNode):
            return term
        return self._nodes.setdefault(term.value, ox.BlankNode(f"f{self._number}n{len(self._nodes)}"))

    def _refuse_iri(self, iri: str) -> NoReturn:
        if iri.startswith(_NOWHERE):
            relative = iri.removeprefix(_NOWHERE)
            self._refuse(_relative(relative), _FULL, self._line_of(f'"{relative}"'))
        self._refuse(
            Text(
                "Een adres wijst naar een bestand op een computer (file:).",
                "An address points to a file on a computer (file:).",
            ),
            _FULL,
            self._line_of(iri[:5]),
        )

    def _explain(self, error: SyntaxError, form: ox.RdfFormat) -> NoReturn:
        """Refuse the file for what the parser says, with the place that it or the text gives."""
        said, line = str(error.msg), error.lineno or 0
        if found := re.match(r"error while parsing IRI '(.*)': No scheme", said):
            self._refuse(_relative(found[1]), _FULL, self._line_of(f'"{found[1].removeprefix("#")}"'))
        if "LoadDocumentCallback" in said:
            self._refuse(
                Text(
                    "De context staat elders, en wordt niet opgehaald.", "The context is elsewhere, and is not fetched."
                ),
                Text("Zet de context zelf in het bestand.", "Put the context itself into the file."),
                self._line_of("@context"),
            )
        reason, hint = explain(said, form)
        self._refuse(
            Text(f"De schrijfwijze klopt hier niet: {reason.nl}.", f"The notation is wrong here: {reason.en}."),
            hint if form not in {ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD} else _OUR_HINT,
            line,
            error.offset or 0,
        )

    def _look_at_xml(self) -> None:
        """Refuse XML that is not well formed, which the engine would read half of, and XML that is made to hurt."""
        from xml.parsers import expat

        parser = expat.ParserCreate()
        depth = 0

        def start(_name: str, attributes: list[str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MAX_DEPTH or len(attributes) > 2 * _MAX_ATTRIBUTES:
                self._refuse(
                    Text("De XML is onzinnig diep of breed.", "The XML is absurdly deep or wide."),
                    _OUR_HINT,
                    parser.CurrentLineNumber,
                )

        def end(_name: str) -> None:
            nonlocal depth
            depth -= 1

        def doctype(*_: object) -> None:
            self._refuse(
                Text("XML met een DOCTYPE wordt niet gelezen.", "XML with a DOCTYPE is not read."),
                Text("Werk de entiteiten uit en haal de DOCTYPE weg.", "Expand the entities and take the DOCTYPE out."),
                parser.CurrentLineNumber,
            )

        parser.ordered_attributes = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartDoctypeDeclHandler = doctype
        try:
            parser.Parse(self._raw, True)
        except expat.ExpatError as error:
            self._refuse(
                Text(
                    f"De XML is niet welgevormd ({expat.ErrorString(error.code)}).",
                    f"The XML is not well formed ({expat.ErrorString(error.code)}).",
                ),
                _OUR_HINT,
                error.lineno,
                error.offset + 1,
            )

    def _line_of(self, words: str) -> int:
        """Return the line where something first stands, or 0."""
        before, found, _ = self._raw.partition(words.encode("utf-8", "replace"))
        return before.count(b"\n") + 1 if found else 0

    def _refuse(self, message: Text, hint: Text, line: int = 0, column: int = 0) -> NoReturn:
        raise InputError(message, where=str(Place(str(self._path), line, column)), hint=hint)


def _relative(iri: str) -> Text:
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in iri[:100])
    return Text(f"'{shown}' is geen volledig adres.", f"'{shown}' is no complete address.")
