"""The shipped data as a dataset, which opens sooner than it is built: for tests of commands that only ask."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from agendagraph.build import build

_FOLDER: Final = tempfile.TemporaryDirectory()


@cache
def built() -> str:
    """Return the place of the dataset; it goes when the process ends."""
    path = Path(_FOLDER.name) / "shipped.nq"
    build(check=False).write(path)
    return str(path)
