"""A dataset that is small and known, as a file, and pools of workers that answer from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from agendagraph.engine.limits import Limits
from agendagraph.engine.loading import Source
from agendagraph.engine.pool import Pool

SIZE = 300


@pytest.fixture(scope="session")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of 300 numbered statements in a graph."""
    path = tmp_path_factory.mktemp("engine") / "numbers.nq"
    path.write_text("".join(f'<urn:s{n}> <urn:number> "{n}" <urn:g> .\n' for n in range(SIZE)))
    return path


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test in a loop of its own, for a minute at the most."""
    asyncio.run(asyncio.wait_for(work(), 60))


@asynccontextmanager
async def pooled(path: Path, **limits: Any) -> AsyncIterator[Pool]:
    """Run a pool of workers on a file."""
    pool = Pool(Source("built", (str(path),)), Limits(**{"seconds": 5.0, "running": 2} | limits))
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()
