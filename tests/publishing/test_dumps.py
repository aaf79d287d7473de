"""Dumps have all of the dataset, under names that always mean the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from agendagraph.cli import main
from agendagraph.errors import InputError
from agendagraph.files import writing
from agendagraph.publishing import dumps as module
from agendagraph.publishing.dumps import MANIFEST, SUMS, Shelf, write_dumps
from agendagraph.publishing.formats import RDF
from agendagraph.publishing.release import release
from agendagraph.store import Store
from agendagraph.text import Text

RDFLIB = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


def test_every_file_has_every_statement_in_its_graph(mini: Store, tmp_path: Path) -> None:
    """Each format, as it is and packed, reads back as the dataset; another library counts the same."""
    dumps = write_dumps(mini, tmp_path)
    assert {(dump.format, dump.is_packed) for dump in dumps.files} == {(f, p) for f in RDFLIB for p in (False, True)}
    for dump in dumps.files:
        raw = (tmp_path / dump.name).read_bytes()
        plain = gzip.decompress(raw) if dump.is_packed else raw
        read = set(ox.parse(plain, format=RDF[dump.format].engine))
        assert read == set(mini.quads()), dump.name
        if not dump.is_packed:
            other = rdflib.Dataset().parse(data=plain, format=RDFLIB[dump.format])
            assert isinstance(other, rdflib.Dataset)
            assert sum(1 for _ in other.quads()) == len(mini)


def test_names_sizes_and_sums_are_true(mini: Store, tmp_path: Path) -> None:
    """The name has the fingerprint; SHA256SUMS and the manifest say what the files are."""
    dumps = write_dumps(mini, tmp_path)
    sums = dict(reversed(line.split("  ")) for line in (tmp_path / SUMS).read_text().splitlines())
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    assert manifest["fingerprint"] == mini.fingerprint
    assert manifest["quads"] == len(mini)
    assert {file["name"] for file in manifest["files"]} == set(sums) == {dump.name for dump in dumps.files}
    for dump in dumps.files:
        raw = (tmp_path / dump.name).read_bytes()
        assert dump.name.startswith(f"agendagraph-{mini.fingerprint[:12]}.")
        assert (len(raw), hashlib.sha256(raw).hexdigest()) == (dump.size, dump.sha256)
        assert sums[dump.name] == dump.sha256


def test_anyone_can_check_the_fingerprint(mini: Store, tmp_path: Path) -> None:
    """It is the SHA-256 of the sorted N-Quads without the line that states it."""
    write_dumps(mini, tmp_path)
    raw = (tmp_path / f"agendagraph-{mini.fingerprint[:12]}.nq").read_text(encoding="utf-8")
    lines = [line for line in raw.splitlines(keepends=True) if 'ns#fingerprint> "' not in line]
    assert hashlib.sha256("".join(sorted(lines)).encode()).hexdigest() == mini.fingerprint


def test_the_same_dataset_gives_the_same_bytes(mini: Store, tmp_path: Path) -> None:
    """Packed or not; the order in which statements were loaded is nothing."""
    first = write_dumps(mini, tmp_path / "a")
    second = write_dumps(Store(sorted(mini.quads(), key=str, reverse=True)), tmp_path / "b")
    assert first.files == second.files


def test_a_manifest_is_written_last(mini: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds a manifest finds all that it lists: when writing fails half-way there is none."""
    wrote: list[str] = []
    real_write = writing.write

    def fails(path: Path, raw: bytes) -> None:
        wrote.append(path.name)
        if path.name == SUMS:
            raise InputError(Text("vol", "full"))
        real_write(path, raw)

    monkeypatch.setattr(writing, "write", fails)
    with pytest.raises(InputError):
        write_dumps(mini, tmp_path)
    assert not (tmp_path / MANIFEST).exists()
    monkeypatch.undo()
    write_dumps(mini, tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_folder_that_cannot_be_written_to(mini: Store, tmp_path: Path) -> None:
    """A file where the folder should be is an error of the one family."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError):
        write_dumps(mini, tmp_path / "file")


def test_many_who_ask_at_once_get_one_dump(mini: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dumps are made once, whoever asks meanwhile waits for them."""
    made: list[Path] = []
    real_dumps = write_dumps

    def slow(store: Store, folder: Path) -> object:
        made.append(folder)
        threading.Event().wait(0.2)
        return real_dumps(store, folder)

    monkeypatch.setattr(module, "write_dumps", slow)
    shelf, found = Shelf(mini), []
    threads = [threading.Thread(target=lambda: found.append(shelf.dumps())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len({id(dumps) for dumps in found}) == 1
    assert len(found) == 6


def test_a_release_is_all_that_a_web_server_needs(mini: Store, tmp_path: Path) -> None:
    """Dumps, the catalogue record that names them where they are served, sums of all of it, and a manifest."""
    files = release(mini, tmp_path, "https://agenda.regio.example/")
    assert set(files) == {path.name for path in tmp_path.iterdir()}
    record = rdflib.Graph().parse(tmp_path / "void.ttl")
    urls = {str(url) for url in record.objects(None, rdflib.DCAT.downloadURL)}
    assert urls == {f"https://agenda.regio.example/dumps/{name}" for name in files if name.startswith("agendagraph-")}
    assert len(rdflib.Graph().parse(tmp_path / "dataset.jsonld", format="json-ld")) == len(record)
    for line in (tmp_path / SUMS).read_text().splitlines():
        sum_, name = line.split("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == sum_


def test_the_command_publishes(mini: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`agendagraph publish` lists what it wrote; a wrong address is wrong input."""
    dataset = tmp_path / "mini.nq"
    dataset.write_bytes(ox.serialize(mini.quads(), format=ox.RdfFormat.N_QUADS) or b"")
    target = tmp_path / "out"
    with pytest.raises(SystemExit) as done:
        main(["--dataset", str(dataset), "publish", str(target)])
    assert done.value.code == 0
    out = capsys.readouterr().out
    assert {Path(line.split("  ")[0]).name for line in out.splitlines()} == {path.name for path in target.iterdir()}
    with pytest.raises(SystemExit) as refused:
        main(["--dataset", str(dataset), "publish", str(target), "--base-url", "nergens"])
    assert refused.value.code == 2
    assert "Dit is geen adres van een site" in capsys.readouterr().err
