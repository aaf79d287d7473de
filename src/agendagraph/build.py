"""The build: files are read, what follows is derived, everything is validated, and one fingerprinted dataset comes out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from agendagraph import assets, rules, terms
from agendagraph.errors import InvalidDataError
from agendagraph.files import Files, writing
from agendagraph.findings import Finding, violations
from agendagraph.store import DATASET, FINGERPRINT, Store, open_location
from agendagraph.text import Text
from agendagraph.validation import validate

ONTOLOGY_GRAPH: Final = ox.NamedNode(terms.GRAPH + "ontology")
SOURCES_GRAPH: Final = ox.NamedNode(terms.GRAPH + "sources")
_ABOUT = ox.NamedNode(terms.GRAPH + "dataset")


@dataclass(frozen=True, slots=True)
class Build:
    """A dataset made from files.

    Attributes:
        quads: the dataset, sorted, with its own fingerprint in it.
        findings: what is wrong with it; empty or warnings only where it may be used.
        fingerprint: SHA-256 over the sorted N-Quads without the fingerprint itself.
    """

    quads: list[ox.Quad]
    findings: list[Finding]
    fingerprint: str

    def store(self) -> Store:
        """Return the dataset ready to be asked."""
        return Store(self.quads)

    def require_valid(self) -> Build:
        """Return the build itself.

        Raises:
            InvalidDataError: it has violations.
        """
        if wrong := violations(self.findings):
            raise InvalidDataError(
                Text(f"De gegevens hebben {len(wrong)} fout(en).", f"The data have {len(wrong)} violation(s)."),
                where=str(wrong[0].place),
                hint=Text("Bekijk ze met: agendagraph validate.", "See them with: agendagraph validate."),
            )
        return self

    def write(self, path: Path) -> None:
        """Write the dataset as N-Quads: aside first, then renamed, so that a reader never sees half of it.

        Raises:
            InputError: the place cannot be written to.
        """
        writing.write(path, _serialize(self.quads))

    def write_store(self, path: Path) -> None:
        """Write the dataset as an on-disk store, which opens at once: aside first, then renamed.

        Raises:
            InputError: the place holds something else or cannot be written to.
            StoreError: another process is writing there.
        """
        from agendagraph.store import disk

        disk.write(self.quads, path)


def build(data: Iterable[Path] | None = None, *, check: bool = True) -> Build:
    """Make the dataset.

    Args:
        data: files and folders with statements; the shipped `data/` by default.
        check: also validate; without it only the files themselves are judged.

    Returns:
        The build. With a file that cannot be read the findings say so and the other files are still judged.

    >>> build(check=False).fingerprint == build(check=False).fingerprint
    True
    """
    folders = [assets.folder("data")] if data is None else list(data)
    files = Files.load(folders, base=_base(folders))
    ontology = Files.load(_ontology_files())
    quads = _placed(ontology, ONTOLOGY_GRAPH) + _placed(files, SOURCES_GRAPH)
    quads += rules.derive(quads)
    findings = [*ontology.findings, *files.findings]
    if check:
        findings += validate(Store(quads), files)
    quads = sorted(set(quads), key=str)
    fingerprint = hashlib.sha256(_serialize(quads)).hexdigest()
    stamp = ox.Quad(DATASET, FINGERPRINT, ox.Literal(fingerprint), _ABOUT)
    return Build([*quads, stamp], sorted(findings, key=Finding.sort_key), fingerprint)


def open_store(location: str = "") -> Store:
    """Return the dataset to ask, wherever it is kept.

    Args:
        location: empty or `memory` for the shipped data, built anew; else a place as `open_location` knows them: the folder
            of an on-disk store, a dataset that was built, or `sparql:` and the address of a server.

    Raises:
        InvalidDataError: the shipped data have violations.
        AgendaGraphError: as `open_location`.

    >>> len(open_store("memory")) > 10000
    True
    """
    if location in {"", "memory"}:
        return build(check=False).require_valid().store()
    return open_location(location)


def _ontology_files() -> list[Path]:
    folder = assets.folder("ontology")
    return [folder / "agendagraph.ttl", folder / "dataset.ttl", *sorted((folder / "values").glob("*.ttl"))]


def _base(folders: list[Path]) -> Path | None:
    """Return the folder that names in findings are relative to: the one a maintainer works in."""
    return folders[0].parent if len(folders) == 1 and folders[0].is_dir() else None


def _placed(files: Files, default: ox.NamedNode) -> list[ox.Quad]:
    """Return the quads of files, those outside any block in the default graph given; blank nodes get stable names."""
    placed = []
    names: dict[tuple[int, str], ox.NamedNode] = {}
    counts: Counter[str] = Counter()
    for number, file in enumerate(files.files):

        def stable(term: object, number: int = number, stem: str = Path(file.name).stem) -> object:
            if not isinstance(term, ox.BlankNode):
                return term
            if (number, term.value) not in names:
                counts[stem] += 1  # files in two folders can have one name: they count on
                names[number, term.value] = ox.NamedNode(f"{terms.GRAPH}node/{stem}-{counts[stem]}")
            return names[number, term.value]

        for quad in file.quads:
            graph = default if isinstance(quad.graph_name, ox.DefaultGraph) else stable(quad.graph_name)
            placed.append(ox.Quad(stable(quad.subject), quad.predicate, stable(quad.object), graph))  # type: ignore[arg-type]
    return placed


def _serialize(quads: Iterable[ox.Quad]) -> bytes:
    raw = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert raw is not None
    return raw
