"""The engines that hold the same dataset: on disk, on a server of today, and on one of 2018 from another maker."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from agendagraph.store import Store, disk
from agendagraph.store.disk import DiskStore
from agendagraph.store.remote import RemoteStore
from tests.store import servers

ENGINES = ("disk", "oxigraph", "virtuoso")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Store], Store]]:
    """Return a function from the name of an engine and a dataset to that dataset in the engine, made once."""
    kept: dict[tuple[str, int], Store] = {}
    with ExitStack() as running:

        def made(name: str, store: Store) -> Store:
            if (name, id(store)) not in kept:
                kept[name, id(store)] = _made(name, store, tmp_path_factory.mktemp(name), running)
            return kept[name, id(store)]

        yield made


def _made(name: str, store: Store, folder: Path, running: ExitStack) -> Store:
    if name == "disk":
        disk.write(store.quads(), folder / "store")
        return DiskStore(folder / "store")
    data = servers.nquads(store)
    if name == "oxigraph":
        return RemoteStore(running.enter_context(servers.oxigraph(data, "--union-default-graph")))
    require_virtuoso()
    return RemoteStore(running.enter_context(servers.virtuoso(data, folder)))


def require_virtuoso() -> None:
    """Skip where Virtuoso cannot be had; in CI that is a fault."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        reason = "Virtuoso is not installed: python tools/virtuoso.py"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(params=ENGINES)
def small(request: pytest.FixtureRequest, engine: Callable[[str, Store], Store], mini: Store) -> Store:
    """Return the small invented graph in each engine."""
    return engine(request.param, mini)


@pytest.fixture(params=ENGINES)
def shipped(request: pytest.FixtureRequest, engine: Callable[[str, Store], Store], real: Store) -> Store:
    """Return the shipped graph in each engine."""
    return engine(request.param, real)
