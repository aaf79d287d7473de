"""A dataset on disk: for more statements than fit in memory, and for processes that must start at once.

The folder is a RocksDB of Oxigraph with a note of what is in it. It is made from a dataset in one go and only read
afterwards, so it is a cache: it may be thrown away and made again.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from agendagraph.errors import InputError, StoreError
from agendagraph.store.memory import DATASET, FINGERPRINT, Results, Store
from agendagraph.text import Text

NOTE: Final = "agendagraph-store.json"
_FORMAT: Final = 1
_MAKE: Final = Text("Maak hem met: agendagraph build --store MAP.", "Make it with: agendagraph build --store FOLDER.")
_AGAIN: Final = Text(
    "Gooi de map weg en maak hem opnieuw met: agendagraph build --store MAP.",
    "Throw the folder away and make it again with: agendagraph build --store FOLDER.",
)


class DiskStore(Store):
    """A dataset in a folder that `write` made, opened to be read.

    Args:
        path: the folder.

    Raises:
        InputError: the folder is not there, or is not one of ours.
        StoreError: it is damaged, or another process is writing it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        quads, self._fingerprint = _note(path)
        if _is_held(path / "LOCK"):
            raise _busy(path)
        with self._sound():
            self._store = ox.Store.read_only(str(path))
        if (len(self), self.fingerprint) != (quads, self._fingerprint):
            raise _damaged(path)

    def __len__(self) -> int:
        with self._sound():
            return super().__len__()

    def query(self, text: str) -> Results:
        """Run a query of ours, as `Store.query`.

        Raises:
            StoreError: the folder is damaged.
        """
        with self._sound():
            return super().query(text)

    def rows(
        self, text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None
    ) -> list[ox.QuerySolution]:
        """Run a SELECT query of ours, as `Store.rows`."""
        with self._sound():
            return super().rows(text, bindings)

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object_: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, in any graph."""
        with self._sound():
            yield from super().quads(subject, predicate, object_)

    @contextlib.contextmanager
    def _sound(self) -> Iterator[None]:
        """Tell a fault of the folder from others; the engine says it with an error for all occasions."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            if isinstance(error, OSError) or "orruption" in str(error) or "IO error" in str(error):
                raise _damaged(self._path) from error
            raise


def write(quads: Iterable[ox.Quad], path: Path, *, fingerprint: str = "") -> None:
    """Write a dataset as an on-disk store: aside first, then renamed, so that a reader never sees half of it.

    Args:
        quads: the dataset.
        path: the folder to make; an older store there is replaced, anything else is left alone.
        fingerprint: what tells this dataset from others, where it does not say so itself.

    Raises:
        InputError: the place holds something else or cannot be written to.
        StoreError: another process is writing this store.
    """
    if path.exists() and not (path.is_dir() and (not any(path.iterdir()) or (path / NOTE).is_file())):
        raise InputError(
            Text("Hier staat al iets anders.", "Something else is here already."),
            where=str(path),
            hint=Text("Kies een lege of nieuwe map.", "Choose an empty or new folder."),
        )
    new, old = (path.with_name(f".{path.name}.{end}") for end in ("new", "old"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _lock(path).open("a") as held:
            _hold(held, path)
            for left in (new, old):  # by a writer that was killed
                shutil.rmtree(left, ignore_errors=True)
            try:
                _fill(quads, new, fingerprint)
                if path.exists():
                    path.rename(old)
                new.rename(path)
            finally:
                for left in (new, old):
                    shutil.rmtree(left, ignore_errors=True)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            Text(f"Kan hier niet schrijven ({reason}).", f"Cannot write here ({reason})."),
            where=str(path),
            hint=Text("Kies een andere plek.", "Choose another place."),
        ) from error


def _fill(quads: Iterable[ox.Quad], folder: Path, fingerprint: str) -> None:
    engine = ox.Store(str(folder))
    engine.bulk_extend(quads)
    engine.optimize()
    engine.flush()
    said = (getattr(quad.object, "value", "") for quad in engine.quads_for_pattern(DATASET, FINGERPRINT, None, None))
    note = {"format": _FORMAT, "fingerprint": next(said, fingerprint), "quads": len(engine)}
    del engine, said  # closes it
    (folder / NOTE).write_text(json.dumps(note) + "\n", encoding="utf-8")


def _note(path: Path) -> tuple[int, str]:
    """Return how many quads the note in a folder says are in it, and of which dataset."""
    if not path.exists():
        if _is_held(_lock(path)):
            raise _busy(path)
        raise InputError(Text("Hier is geen dataset.", "There is no dataset here."), where=str(path), hint=_MAKE)
    try:
        with (path / NOTE).open(encoding="utf-8") as file:
            note = json.loads(file.read(10_000))
        quads, fingerprint, form = int(note["quads"]), str(note["fingerprint"]), note["format"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(
            Text("Deze map is geen dataset van AgendaGraph.", "This folder is no dataset of AgendaGraph."),
            where=str(path),
            hint=_MAKE,
        ) from error
    if form != _FORMAT:
        raise InputError(
            Text("Deze dataset is van een andere uitgave.", "This dataset is of another release."),
            where=str(path),
            hint=_AGAIN,
        )
    return quads, fingerprint


def _lock(path: Path) -> Path:
    """Return the file beside a store that its writer holds; RocksDB has one of its own, inside."""
    return path.with_name(f".{path.name}.lock")


def _hold(held: IO[str], path: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise _busy(path) from error


def _is_held(lock: Path) -> bool:
    """Return whether another process holds a lock; nobody is kept from taking it afterwards."""
    try:
        with lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # it is not there, or not ours to read
        return False
    return False


def _busy(path: Path) -> StoreError:
    return StoreError(
        Text("Een ander proces schrijft deze dataset.", "Another process is writing this dataset."),
        where=str(path),
        hint=Text("Probeer het opnieuw als dat klaar is.", "Try again when it is done."),
    )


def _damaged(path: Path) -> StoreError:
    return StoreError(
        Text("Deze dataset is beschadigd.", "This dataset is damaged."),
        where=str(path),
        hint=_AGAIN,
    )
