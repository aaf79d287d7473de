"""A folder with all that a web server needs to hand out the data: dumps, the catalogue record, and a manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from agendagraph.publishing.address import PERMANENT, public_address
from agendagraph.publishing.catalogue import catalogue
from agendagraph.publishing.dumps import MANIFEST, SUMS, Dumps, write_dumps
from agendagraph.publishing.formats import RDF, write
from agendagraph.store import DATASET, Store

RECORD: Final = {"void.ttl": "ttl", "dataset.jsonld": "jsonld"}
"""The catalogue record as files: name → format."""


def release(store: Store, folder: Path, base: str = "") -> dict[str, int]:
    """Write the dumps of a dataset and its catalogue record.

    Args:
        store: the dataset.
        folder: made where it is missing.
        base: the public address of the site that the folder is served from, at `/dumps/`; that of the IRIs by default.

    Returns:
        The names of the files and their sizes in bytes.

    Raises:
        InputError: the folder cannot be written to, or the address is none.
    """
    address = public_address(base) or PERMANENT

    def record(dumps: Dumps) -> dict[str, bytes]:
        quads = catalogue(store, address, dumps)
        return {name: write(quads, RDF[suffix], first=DATASET.value) for name, suffix in RECORD.items()}

    dumps = write_dumps(store, folder, record)
    names = [*(dump.name for dump in dumps.files), *RECORD, SUMS, MANIFEST]
    return {name: (folder / name).stat().st_size for name in names}
