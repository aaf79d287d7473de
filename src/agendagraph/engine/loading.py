"""What a worker's dataset is made from, and loading it: the only part of a worker's life that reads files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

import pyoxigraph as ox

from agendagraph import terms

DefaultGraph = Literal["auto", "union", "own"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a dataset comes from.

    Attributes:
        kind: `built` for one file of N-Quads written by the build, `files` for any RDF, `disk` for an on-disk store.
        paths: the file, the files, or the folder of the store.
        default_graph: what a query sees outside `GRAPH`: the `union` of all graphs, the dataset's `own` default graph, or
            `auto`: its own where it has any statement in it, else the union.
    """

    kind: Literal["built", "files", "disk"]
    paths: tuple[str, ...]
    default_graph: DefaultGraph = "union"

    def encode(self) -> str:
        """Return the source as text for the command line of another process."""
        return json.dumps(asdict(self))

    @classmethod
    def decode(cls, text: str) -> Source:
        """Return the source that such a text describes."""
        values: dict[str, Any] = json.loads(text)
        return cls(**values | {"paths": tuple(values["paths"])})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a dataset once it is loaded.

    Attributes:
        quads: how many statements it has.
        fingerprint: SHA-256 that differs where the data do.
        union: whether the default graph of a query is the union of all graphs.
    """

    quads: int
    fingerprint: str
    union: bool


def load(source: Source) -> tuple[ox.Store, Facts]:
    """Return a dataset ready to be asked.

    Raises:
        InputError: it cannot be read; the message says which file, and where in it.
    """
    if source.kind == "disk":
        from agendagraph.store import open_location

        store = open_location(source.paths[0]).loaded
    else:
        store = _from_files(source)
    union = _is_union(store, source.default_graph)
    return store, Facts(len(store), _fingerprint(store, source), union)


_FAST: Final = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
}
"""Formats that the engine reads by itself without anything in them reaching further; the others are looked at first."""


def _from_files(source: Source) -> ox.Store:
    """Return the files as one dataset: fast where they are well written, and else with the place of what is wrong."""
    from agendagraph.store import load_files

    store = ox.Store()
    path = source.paths[0]
    fast = source.kind == "built" or (len(source.paths) == 1 and Path(path).suffix in _FAST)
    if fast and Path(path).is_file():
        try:
            store.bulk_load(path=path, format=_FAST.get(Path(path).suffix, ox.RdfFormat.N_QUADS))
            return store
        except (MemoryError, OSError, SyntaxError, ValueError):
            store = ox.Store()
    return load_files([Path(path) for path in source.paths]).loaded


def _is_union(store: ox.Store, wanted: DefaultGraph) -> bool:
    if wanted != "auto":
        return wanted == "union"
    return next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is None


def _fingerprint(store: ox.Store, source: Source) -> str:
    if source.kind != "files":
        stamp = ox.NamedNode(terms.AG + "fingerprint")
        for quad in store.quads_for_pattern(None, stamp, None, None):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
    digest = hashlib.sha256()
    for path in source.paths:
        if Path(path).is_file():
            with Path(path).open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
