"""Writing one file: aside first, then renamed, so that a reader never sees half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from agendagraph.errors import InputError
from agendagraph.text import Text


def write(path: Path, raw: bytes) -> None:
    """Write a file, in a folder that is made where it is missing.

    Raises:
        InputError: the place cannot be written to; what was there is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(raw)
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            Text(f"Kan hier niet schrijven ({error.strerror}).", f"Cannot write here ({error.strerror})."),
            where=str(path),
            hint=Text("Kies een andere plek met --output.", "Choose another place with --output."),
        ) from error
