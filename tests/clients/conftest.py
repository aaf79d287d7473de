"""Our server with a few statements that are hard to carry: languages, quotes, tabs, blank nodes, IRIs with escapes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.servers import Served

SMALL = Path(__file__).with_name("small.nq")


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return our server; `SPARQL_SERVER=oxigraph` puts Oxigraph's in its place, to see which of the two a test is about."""
    if os.environ.get("SPARQL_SERVER") == "oxigraph":
        with servers.oxigraph(SMALL, tmp_path_factory.mktemp("peer"), "--cors", "--union-default-graph") as served:
            yield served
    else:
        with servers.ours(SMALL, "--default-graph", "union") as served:
            yield served
