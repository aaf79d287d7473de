"""Pictures for visitors: made within limits of time and number, and kept for who asks the same again. No Flask here."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from agendagraph import __version__
from agendagraph.diagrams import layout, views
from agendagraph.diagrams.layout import Laid
from agendagraph.diagrams.view import View
from agendagraph.diagrams.writers import Writer
from agendagraph.errors import LimitError
from agendagraph.store import Store
from agendagraph.text import Language, Text

SECONDS: Final = 4.0
"""So long the layout of one picture may take; then it is drawn plainly."""
_AT_ONCE: Final = 2
"""So many pictures are made at the same time; the others wait."""
_WAIT: Final = 20.0
_BYTES: Final = 48_000_000
_VIEWS: Final = 64

_Kept = TypeVar("_Kept")


class Shelf(Generic[_Kept]):
    """What was made before, up to a size; what was asked for longest ago goes first. Safe among threads.

    >>> shelf = Shelf(2, lambda text: len(text))
    >>> for key in ("a", "b", "c"): shelf.put(key, "x")
    >>> shelf.get("a"), shelf.get("c")
    (None, 'x')
    """

    def __init__(self, size: int, weigh: Callable[[_Kept], int]) -> None:
        self._size, self._weigh, self._used = size, weigh, 0
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _Kept | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, thing: _Kept) -> None:
        """Keep something, unless it is larger than all there is room for."""
        with self._lock:
            if key in self._kept:
                self._used -= self._weigh(self._kept.pop(key))
            self._kept[key] = thing
            self._used += self._weigh(thing)
            while self._used > self._size:
                _, gone = self._kept.popitem(last=False)
                self._used -= self._weigh(gone)


class Drawings:
    """The pictures of one dataset."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._views: Shelf[View] = Shelf(_VIEWS, lambda _: 1)
        self._laid: Shelf[Laid] = Shelf(_VIEWS, lambda _: 1)
        self._files: Shelf[bytes] = Shelf(_BYTES, len)
        self._turn = threading.BoundedSemaphore(_AT_ONCE)

    def tag(self, name: str, values: Mapping[str, Sequence[str]], language: Language, form: str) -> str:
        """Return what changes whenever the file can: dataset, question, language, format and this version of AgendaGraph."""
        asked = sorted((key, tuple(some)) for key, some in values.items() if some)
        seed = repr((self._store.fingerprint, name, asked, language, form, __version__))
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def view(self, name: str, values: Mapping[str, Sequence[str]], language: Language) -> View:
        """Return a view, as `views.make` does.

        Raises:
            LimitError: too many pictures are being made.
        """
        key = self.tag(name, values, language, "")
        found = self._views.get(key)
        if found is None:
            with _Turn(self._turn):
                found = self._views.get(key) or views.make(self._store, name, values, language)
            self._views.put(key, found)
        return found

    def laid(self, view: View) -> Laid:
        """Return where everything in a view is; plainly where the engine fails.

        Raises:
            LimitError: too many pictures are being made.
        """
        key = hashlib.sha256(repr(view).encode("utf-8", "surrogatepass")).hexdigest()
        found = self._laid.get(key)
        if found is None:
            with _Turn(self._turn):
                found = self._laid.get(key) or layout.render(view, seconds=SECONDS)
            if not found.notice.nl:
                self._laid.put(key, found)  # a failure may be over next time
        return found

    def file(
        self, writer: Writer, name: str, values: Mapping[str, Sequence[str]], language: Language
    ) -> tuple[bytes, bool]:
        """Return a view as a file, and whether the same will be made of it every time."""
        key = self.tag(name, values, language, writer.name)
        if (kept := self._files.get(key)) is not None:
            return kept, True
        view = self.view(name, values, language)
        laid = self.laid(view) if writer.needs_layout else None
        with _Turn(self._turn):
            raw = writer.write(view, laid)
        is_lasting = laid is None or not laid.notice.nl
        if is_lasting:
            self._files.put(key, raw)
        return raw, is_lasting


class _Turn:
    """A place among the few that draw at the same time."""

    def __init__(self, turn: threading.BoundedSemaphore) -> None:
        self._turn = turn

    def __enter__(self) -> None:
        if not self._turn.acquire(timeout=_WAIT):
            raise LimitError(
                Text("Er worden te veel tekeningen tegelijk gevraagd.", "Too many pictures are asked for at once."),
                hint=Text("Probeer het over een minuut opnieuw.", "Try again in a minute."),
            )

    def __exit__(self, *_: object) -> None:
        self._turn.release()
