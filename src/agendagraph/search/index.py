"""The index of one dataset: SQLite FTS5 over names and definitions, the names in order, and the words for the speller."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Final

from agendagraph.graph.remembering import once_per_store
from agendagraph.search.corpus import Entry, read
from agendagraph.search.slips import Speller
from agendagraph.store import Store
from agendagraph.text import LANGUAGES, Language

_SCHEMA: Final = """
CREATE VIRTUAL TABLE words USING fts5(
    names, nl, en, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE pieces USING fts5(names, content='', tokenize='trigram');
"""
_IN_A_NAME: Final = 8.0
"""How much more a word in a name says than one in a definition."""
_PIECE: Final = 4
"""Shorter ones stand inside too many words that have nothing to do with them; the trigram index itself begins at three."""
_USE_IN_A_NAME: Final = 10


class Index:
    """What can be found in one dataset, ready to be searched from any thread."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.of_kind: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(entries):
            for name in (*entry.kinds, entry.kind):
                self.of_kind[name].add(number)
        self._keys = sorted({(t.key, n) for n, e in enumerate(entries) for t in e.texts if t.form != "definition"})
        self.speller = Speller(_vocabulary(entries))
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._database.close)
        self._database.executescript(_SCHEMA)
        with self._database:
            self._fill()

    def _fill(self) -> None:
        for number, entry in enumerate(self.entries):
            of_names = [text for text in entry.texts if text.is_name]
            defined = {
                language: " ".join(t.words for t in entry.texts if t.form == "definition" and t.language == language)
                for language in LANGUAGES
            }
            everything = " ".join(text.words + text.pairs for text in of_names)
            self._database.execute(
                "INSERT INTO words (rowid, names, nl, en) VALUES (?, ?, ?, ?)",
                (number, everything, defined["nl"], defined["en"]),
            )
            self._database.execute(
                "INSERT INTO pieces (rowid, names) VALUES (?, ?)", (number, "".join(text.words for text in of_names))
            )

    def beginning(self, key: str) -> set[int]:
        """Return the numbers of the entries with a name or identifier that begins with a key."""
        found: set[int] = set()
        for at in range(bisect_left(self._keys, (key, -1)), len(self._keys)):
            name, number = self._keys[at]
            if not name.startswith(key):
                break
            found.add(number)
        return found

    def having(self, word: str, language: Language) -> dict[int, float]:
        """Return the entries with a word that begins with this one, or a name with this one in it, and how much that says.

        Args:
            word: folded: letters and digits only, so that nothing in it is syntax to FTS5.
            language: of the definitions; names count in both.
        """
        with self._lock:
            found = dict(
                self._database.execute(
                    "SELECT rowid, -bm25(words, ?, 1, 1) FROM words WHERE words MATCH ?",
                    (_IN_A_NAME, f'{{names {language}}} : "{word}" *'),
                ).fetchall()
            )
            if len(word) >= _PIECE:
                inside = self._database.execute(
                    "SELECT rowid, -bm25(pieces) FROM pieces WHERE pieces MATCH ?", (f'"{word}"',)
                ).fetchall()
                for number, weight in inside:
                    found.setdefault(number, weight)
        return found


def _vocabulary(entries: tuple[Entry, ...]) -> Counter[str]:
    """Return the words of all names and definitions, and of each how much it is used."""
    used: Counter[str] = Counter()
    for entry in entries:
        for text in entry.texts:
            if text.is_name:
                used.update(dict.fromkeys(text.words.split(), _USE_IN_A_NAME))
                used.update(dict.fromkeys(text.pairs.split(), 1))
            elif text.form == "definition":
                used.update(text.words.split())
    return used


@once_per_store
def index(store: Store) -> Index:
    """Return the index of a dataset; it is made once."""
    return Index(read(store))
