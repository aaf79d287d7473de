"""What a server serves: the shipped data, a dataset that was built, any RDF, an on-disk store, or a server elsewhere."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agendagraph.engine.loading import DefaultGraph, Facts, Source, load
from agendagraph.engine.pool import Pool
from agendagraph.errors import InputError
from agendagraph.server.deployment import Plan
from agendagraph.text import Text

if TYPE_CHECKING:
    from agendagraph.store import Store


def shipped(default_graph: DefaultGraph) -> Plan:
    """Return the plan for the data that came with this AgendaGraph, built anew.

    Raises:
        InvalidDataError: they have violations.
    """
    from agendagraph.build import build

    made = build(check=False).require_valid()
    folder = tempfile.mkdtemp(prefix="agendagraph-")
    path = Path(folder) / "dataset.nq"
    made.write(path)
    source = Source("built", (str(path),), _wanted(default_graph, "union"))
    plan = Plan(lambda limits, admission: Pool(source, limits, admission), lambda _: made.store(), "data")
    _gone_with(plan, folder)
    return plan


def _gone_with(plan: Plan, folder: str) -> None:
    """Remove a folder when its plan is needed no more, or the process ends."""
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    weakref.finalize(plan, remove)


def built(path: Path, default_graph: DefaultGraph) -> Plan:
    """Return the plan for a dataset that `agendagraph build` wrote."""
    from agendagraph.store import Store

    source = Source("built", (str(path),), _wanted(default_graph, "union"))
    return Plan(
        lambda limits, admission: Pool(source, limits, admission),
        lambda facts: _same(Store.open(path), facts, str(path)),
        str(path),
    )


def files(paths: Sequence[Path], default_graph: DefaultGraph) -> Plan:
    """Return the plan for any files of RDF."""
    source = Source("files", tuple(str(path) for path in paths), default_graph)

    def store(facts: Facts) -> Store:
        from agendagraph.store import Store

        loaded, found = load(source)
        return _same(Store.of(loaded, found.fingerprint), facts, source.paths[0])

    return Plan(lambda limits, admission: Pool(source, limits, admission), store, ", ".join(source.paths), False)


def on_disk(path: Path, default_graph: DefaultGraph) -> Plan:
    """Return the plan for an on-disk store."""
    from agendagraph.store import open_location

    open_location(str(path))  # says at once, and in clear words, what is wrong with it
    source = Source("disk", (str(path),), _wanted(default_graph, "union"))
    return Plan(
        lambda limits, admission: Pool(source, limits, admission), lambda _: open_location(str(path)), str(path)
    )


def elsewhere(location: str) -> Plan:
    """Return the plan for a SPARQL server that holds the dataset; `location` is `sparql:` and its address."""
    from agendagraph.server.remote import PassOn
    from agendagraph.store import open_location

    address = location.removeprefix("sparql:")
    return Plan(
        lambda limits, admission: PassOn(address, limits, admission), lambda _: open_location(location), address
    )


def _wanted(given: DefaultGraph, usual: DefaultGraph) -> DefaultGraph:
    return usual if given == "auto" else given


def _same(store: Store, facts: Facts, where: str) -> Store:
    """Return the store where it is the dataset that the workers have.

    Raises:
        InputError: the file has changed since.
    """
    if store.fingerprint != facts.fingerprint:
        raise InputError(
            Text("De gegevens op schijf zijn veranderd.", "The data on disk have changed."),
            where=where,
            hint=Text("Laad ze in met SIGHUP.", "Load them with SIGHUP."),
        )
    return store
