"""One file of quads with everything the suites ask about, so that one server is enough for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from tests.w3c import graph_store, manifests


def write(shared: Path, path: Path, graphs: str) -> None:
    """Write the data of all suites as N-Quads.

    Args:
        shared: the folder with the suites.
        path: what is written.
        graphs: the address of the Graph Store Protocol, below which its suite names graphs.

    Raises:
        ValueError: two tests want different things in one graph, so that one server cannot hold both.
    """
    held: dict[str, tuple[str, set[str]]] = {}
    for source, quads in _sources(shared, graphs):
        said: dict[str, set[str]] = {}
        for quad in quads:
            said.setdefault(str(quad.graph_name), set()).add(f"{quad} .\n")
        for name, lines in said.items():
            other, there = held.setdefault(name, (source, lines))
            if there != lines:
                raise ValueError(f"{source} and {other} both have a graph {name}")
    path.write_text("".join(sorted(line for _, lines in held.values() for line in lines)), encoding="utf-8")


def _sources(shared: Path, graphs: str) -> Iterator[tuple[str, Iterable[ox.Quad]]]:
    """Yield each file, or each graph of a protocol, with its quads."""
    tests = (test for folder in manifests.folders(shared) for test in manifests.queries(folder)[0])
    for file in sorted({file for test in tests for file in test.data}):
        yield str(file), _quads(file)
    for name, file in sorted({given for test in manifests.protocol(shared) for given in test.graphs}):
        triples = (quad.triple for quad in ox.parse(path=str(file)))
        yield name, [ox.Quad(*triple, ox.NamedNode(name)) for triple in triples]
    for number, (name, text) in enumerate(graph_store.content(manifests.graph_store(shared), graphs).items()):
        target = ox.NamedNode(name) if name else ox.DefaultGraph()
        triples = (quad.triple for quad in ox.parse(text.encode(), ox.RdfFormat.TURTLE))
        yield name, [ox.Quad(*(_apart(term, f"store{number}") for term in triple), target) for triple in triples]


def _quads(path: Path) -> Iterator[ox.Quad]:
    """Yield what a data file says; what it says of no graph is in the graph of its own address."""
    own = ox.NamedNode(manifests.address(path))
    mark = "".join(filter(str.isalnum, f"{path.parent.name}{path.name}"))
    for quad in ox.parse(path=str(path), base_iri=own.value):
        triple = (_apart(term, mark) for term in quad.triple)
        yield ox.Quad(*triple, own if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name)


def _apart(term: Any, mark: str) -> Any:
    """Return a term whose blank nodes are those of one file only."""
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{mark}x{term.value}")
    if isinstance(term, ox.Triple):
        return ox.Triple(*(_apart(part, mark) for part in term))
    return term
