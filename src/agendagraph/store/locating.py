"""Where a dataset is, in one word: a folder on disk, a file, or the address of a SPARQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from agendagraph.store.memory import Store

REMOTE: Final = "sparql:"


def open_location(location: str) -> Store:
    """Open the dataset at a place; what is not used for it is not imported.

    Args:
        location: the folder of an on-disk store, a file of N-Quads that the build wrote, or `sparql:` and the address of a
            SPARQL 1.1 server that holds the dataset.

    Returns:
        The dataset, ready to be asked.

    Raises:
        InputError: there is no dataset at that place, or none of ours.
        StoreError: the place is damaged or busy, or the server fails us.
        LimitError, TooLargeError: the server takes too long or sends too much.
    """
    if location.startswith(REMOTE):
        from agendagraph.store.remote import RemoteStore

        return RemoteStore(location.removeprefix(REMOTE))
    path = Path(location)
    if path.is_file():
        return Store.open(path)
    from agendagraph.store.disk import DiskStore

    return DiskStore(path)
