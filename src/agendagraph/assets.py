"""Where the packaged files are: `ontology/`, `data/` and `queries/`, in a checkout or in the installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agendagraph.errors import AgendaGraphError
from agendagraph.text import Text

_HERE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the folder of that name that came with this AgendaGraph.

    Args:
        name: `ontology`, `data` or `queries`.

    Returns:
        An absolute path. A checkout's own folder comes before the copy inside a wheel.

    Raises:
        AgendaGraphError: the installation is incomplete.

    >>> (folder("ontology") / "prefixes.ttl").is_file()
    True
    """
    checkout = _HERE.parent.parent
    candidates = [_HERE / "_files" / name]
    if (checkout / "pyproject.toml").is_file():
        candidates.insert(0, checkout / name)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise AgendaGraphError(
        Text(f"De map {name} ontbreekt in deze installatie.", f"The folder {name} is missing from this installation."),
        hint=Text("Installeer agendagraph opnieuw.", "Reinstall agendagraph."),
    )
