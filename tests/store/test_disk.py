"""The on-disk store: made whole or not at all, and a folder that is not one is told from one that is damaged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph.build import open_store
from agendagraph.errors import InputError, StoreError
from agendagraph.store import Store, disk, open_location
from agendagraph.store.disk import NOTE, DiskStore

_HOLD = """
import sys, pyoxigraph as ox
store = ox.Store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(mini: Store, tmp_path: Path) -> Path:
    """Return a store on disk with the invented graph."""
    disk.write(mini.quads(), tmp_path / "store")
    return tmp_path / "store"


def test_the_folder_says_what_it_holds(folder: Path, mini: Store) -> None:
    """A note in the folder gives the fingerprint and the number of statements, and a place of that name opens it."""
    assert json.loads((folder / NOTE).read_text()) == {
        "format": 1,
        "fingerprint": mini.fingerprint,
        "quads": len(mini),
    }
    for opened in (open_location(str(folder)), open_store(str(folder))):
        assert isinstance(opened, DiskStore)
        assert opened.fingerprint == mini.fingerprint != ""


def test_a_new_dataset_replaces_the_old(folder: Path) -> None:
    """Writing again replaces the store; who has the old one open reads on; nothing is left beside it but the lock."""
    before = DiskStore(folder)
    size = len(before)
    quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c"), ox.NamedNode("urn:g"))
    disk.write([quad], folder, fingerprint="abc")
    after = DiskStore(folder)
    assert (list(after.quads()), after.fingerprint) == ([quad], "abc")
    assert len(list(before.quads())) == size
    assert sorted(path.name for path in folder.parent.iterdir()) == [".store.lock", "store"]


def test_a_writer_that_fails_leaves_the_old_store(folder: Path, mini: Store) -> None:
    """When the statements run out halfway with an error, the store that was there still is, and nothing else."""

    def half() -> Iterator[ox.Quad]:
        yield next(iter(mini.quads()))
        raise KeyError("the source failed")

    with pytest.raises(KeyError):
        disk.write(half(), folder)
    assert DiskStore(folder).fingerprint == mini.fingerprint
    assert sorted(path.name for path in folder.parent.iterdir()) == [".store.lock", "store"]


def test_something_else_is_left_alone(tmp_path: Path, mini: Store) -> None:
    """A folder or file with something else in it is not overwritten, and is no dataset."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("x")
    (tmp_path / "file").write_text("x")
    for name in ("photos", "file"):
        with pytest.raises(InputError, match="Something else"):
            disk.write(mini.quads(), tmp_path / name)
    assert (tmp_path / "photos" / "a.jpg").read_text() == "x"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (None, "no dataset of AgendaGraph"),
        ("", "no dataset of AgendaGraph"),
        ("[" * 20_000, "no dataset of AgendaGraph"),
        ("[]", "no dataset of AgendaGraph"),
        ('{"format": 1}', "no dataset of AgendaGraph"),
        ('{"format": 2, "fingerprint": "", "quads": 1}', "another release"),
    ],
)
def test_a_folder_that_is_no_store(tmp_path: Path, note: str | None, said: str) -> None:
    """An empty, foreign or older folder is refused with a remedy, and nothing is written into it."""
    (tmp_path / "x").mkdir()
    if note is not None:
        (tmp_path / "x" / NOTE).write_text(note)
    with pytest.raises(InputError, match=said) as caught:
        open_location(str(tmp_path / "x"))
    assert caught.value.where == str(tmp_path / "x")
    assert "--store" in caught.value.hint.nl
    assert [path.name for path in (tmp_path / "x").iterdir()] == ([] if note is None else [NOTE])


def test_nothing_there(tmp_path: Path) -> None:
    """A place where nothing is is said to be so, and stays so."""
    with pytest.raises(InputError, match="no dataset here"):
        open_location(str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["*.sst", "CURRENT", "MANIFEST-*"])
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_a_damaged_store(folder: Path, name: str, how: str) -> None:
    """A store with a file that is cut short or gone is never opened as a smaller one."""
    for path in list(folder.glob(name)):
        copy = folder.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        if how == "gone":
            (copy / path.name).unlink()
        else:
            (copy / path.name).write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(StoreError, match="damaged") as caught:
            list(DiskStore(copy).quads())
        assert caught.value.exit_code == 2


def test_rotten_bytes_are_found_by_who_reads_them(folder: Path) -> None:
    """Bytes that changed on the disk are an error of ours for who reads them, never other statements."""
    for path in folder.glob("*.sst"):
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 3 : len(raw) // 3 + 16] = b"\x55" * 16
        path.write_bytes(raw)
    with pytest.raises(StoreError, match="damaged"):
        list(DiskStore(folder).quads())


def test_a_store_that_another_process_writes(folder: Path) -> None:
    """While another process has the folder open for writing, or writes a new one there, it is said to be busy."""
    words = [sys.executable, "-c", _HOLD, str(folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="Another process is writing"):
            DiskStore(folder)
        process.communicate()
    DiskStore(folder)


def test_two_writers(folder: Path, mini: Store) -> None:
    """A second writer of the same folder is refused while the first is at work; a reader finds the old store meanwhile."""

    def nested() -> Iterator[ox.Quad]:
        assert DiskStore(folder).fingerprint == mini.fingerprint
        with pytest.raises(StoreError, match="Another process is writing"):
            disk.write(mini.quads(), folder)
        yield from mini.quads()

    disk.write(nested(), folder)
    assert len(DiskStore(folder)) == len(mini)


def test_it_is_read_only(folder: Path) -> None:
    """Opening and asking change no file but the engine's own log."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LOG"}
    assert DiskStore(folder).query("ASK { ?s ?p ?o }")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LOG"} == before


@pytest.mark.parametrize("heavy", ["networkx", "pyshacl", "rdflib", "flask", "clingo", "http.client"])
def test_opening_is_light(folder: Path, heavy: str) -> None:
    """A process that only opens a store on disk imports nothing heavy."""
    code = (
        "import sys; from agendagraph.store import open_location; "
        f"store = open_location(sys.argv[1]); sys.exit({heavy!r} in sys.modules or not len(store))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0
