"""All suites in one go, against one server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from tests import servers
from tests.servers import Served
from tests.w3c import dataset, description, evaluation, graph_store, manifests, protocol
from tests.w3c.outcome import Outcome

SIZES: Final = {
    "protocol query": 20,
    "protocol update": 14,
    "service description": 3,
    "graph store protocol": 13,
    "sparql11 evaluation": 235,
    "sparql11 syntax": 103,
    "sparql12 evaluation": 63,
    "sparql12 syntax": 183,
}
"""How many tests each suite has that is walked: a runner that skips some is found out."""

NAMES: Final = ("agendagraph", "oxigraph", "oxigraph-read-only")


@contextmanager
def serving(name: str, shared: Path, folder: Path) -> Iterator[Served]:
    """Run a server that has the data of all suites."""
    data, port = folder / "w3c.nq", servers.free_port()
    starts: dict[str, tuple[str, Callable[[], AbstractContextManager[Served]]]] = {
        "agendagraph": ("/rdf-graph-store", lambda: servers.ours(data, "--default-graph", "own", port=port)),
        "oxigraph": ("/store", lambda: servers.oxigraph(data, folder, port=port)),
        "oxigraph-read-only": ("/store", lambda: servers.oxigraph_read_only(data, folder, port=port)),
    }
    graphs, start = starts[name]
    dataset.write(shared, data, f"http://{servers.HOST}:{port}{graphs}")
    with start() as served:
        yield served


def run(served: Served, shared: Path) -> list[Outcome]:
    """Return the outcome of every test; those that may change something come last."""
    found = [*description.run(served, shared)]
    for folder in manifests.folders(shared):
        found += [*evaluation.evaluations(served, folder), *evaluation.syntaxes(served, folder)]
    return [*found, *graph_store.run(served, shared), *protocol.run(served, shared)]
