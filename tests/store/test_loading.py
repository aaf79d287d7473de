"""RDF of any kind and origin becomes a dataset, or is refused with the place and the reason."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph.errors import InputError, TooLargeError
from agendagraph.store import Store, load_files, loading

_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:"'
_TRIPLE = {
    "a.ttl": "@prefix x: <urn:x:> . x:a x:b x:c .",
    "a.nt": "<urn:x:a> <urn:x:b> <urn:x:c> .",
    "a.nq": "<urn:x:a> <urn:x:b> <urn:x:c> <urn:x:g> .",
    "a.trig": "<urn:x:g> { <urn:x:a> <urn:x:b> <urn:x:c> }",
    "a.rdf": f'<rdf:RDF {_RDF}><rdf:Description rdf:about="urn:x:a"><x:b rdf:resource="urn:x:c"/></rdf:Description></rdf:RDF>',
    "a.jsonld": '{"@id": "urn:x:g", "@graph": [{"@id": "urn:x:a", "urn:x:b": {"@id": "urn:x:c"}}]}',
}


def _put(folder: Path, name: str, content: str | bytes) -> Path:
    raw = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return folder / name


@pytest.mark.parametrize("end", ["", ".gz"])
@pytest.mark.parametrize("name", sorted(_TRIPLE))
def test_every_format(tmp_path: Path, name: str, end: str) -> None:
    """Each format is read, packed or not, with or without a byte order mark, and graphs are kept."""
    content = b"\xef\xbb\xbf" + _TRIPLE[name].encode() if name != "a.nt" else _TRIPLE[name].encode()
    found = list(load_files([_put(tmp_path, name + end, content)]).quads())
    graph = ox.NamedNode("urn:x:g") if name in {"a.nq", "a.trig", "a.jsonld"} else ox.DefaultGraph()
    assert found == [ox.Quad(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.NamedNode("urn:x:c"), graph)]


def test_a_query_sees_all_graphs(tmp_path: Path) -> None:
    """What stands outside of any graph is found as well as what stands in one."""
    store = load_files([_put(tmp_path, "a.ttl", _TRIPLE["a.ttl"]), _put(tmp_path, "a.nq", _TRIPLE["a.nq"])])
    assert len(store) == 2
    assert store.query("ASK { <urn:x:a> <urn:x:b> <urn:x:c> }")


def test_a_folder_is_read_in_a_fixed_order(tmp_path: Path) -> None:
    """All files in a folder are read but hidden and other ones, and the fingerprint depends on nothing else than their bytes."""
    (tmp_path / "one" / "deep").mkdir(parents=True)
    _put(tmp_path / "one" / "deep", "b.nt", "<urn:x:a> <urn:x:b> <urn:x:d> .")
    _put(tmp_path / "one", "a.nt", _TRIPLE["a.nt"])
    first = load_files([tmp_path / "one"])
    _put(tmp_path / "one", "notes.txt", "not RDF")
    _put(tmp_path / "one", ".hidden.nt", "not RDF")
    assert (len(first), len(first.fingerprint)) == (2, 64)
    assert load_files([tmp_path / "one"]).fingerprint == first.fingerprint
    _put(tmp_path / "one", "a.nt", _TRIPLE["a.nt"] + " ")
    assert load_files([tmp_path / "one"]).fingerprint != first.fingerprint


def test_a_built_dataset_keeps_its_fingerprint(tmp_path: Path, mini: Store) -> None:
    """A dataset of our own is the same dataset when it is read as any RDF."""
    raw = ox.serialize(mini.quads(), format=ox.RdfFormat.N_QUADS)
    assert raw is not None
    assert load_files([_put(tmp_path, "a.nq", raw)]).fingerprint == mini.fingerprint


def test_blank_nodes_belong_to_their_file(tmp_path: Path) -> None:
    """One label in two files is two nodes, in one file it is one, and the names are the same every time."""
    files = [_put(tmp_path, f"{name}.ttl", "_:x <urn:b> [ <urn:c> _:x ] .") for name in "ab"]
    found = sorted(str(quad) for quad in load_files(files).quads())
    assert len(found) == 4
    assert len({quad.subject for quad in load_files(files).quads()}) == 4
    assert sorted(str(quad) for quad in load_files(files).quads()) == found


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        ("a.ttl", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b>", 2, "The notation is wrong here"),
        ("a.nq", "<urn:a> <urn:b> <urn:c> <urn:g> .\nx\n", 2, "The notation is wrong here"),
        ("a.ttl", "\n<a> <urn:b> <urn:c> .", 2, "complete address"),
        ("a.jsonld", '{\n"@id": "a", "urn:b": {"@id": "urn:c"}}', 2, "'a' is no complete address"),
        ("a.jsonld", '{"@id": "urn:a",\n"urn:b": {"@id": "../c"}}', 0, "no complete address"),
        ("a.rdf", f'<rdf:RDF {_RDF}>\n<rdf:Description rdf:about="a" x:b="1"/></rdf:RDF>', 2, "no complete address"),
        ("a.rdf", f'<rdf:RDF {_RDF}>\n<rdf:Description rdf:ID="a" x:b="1"/></rdf:RDF>', 2, "no complete address"),
        ("a.ttl", "<urn:a> <urn:b> 1 .\n<file:///home/x> <urn:b> <urn:c> .", 2, "file on a computer"),
        ("a.nt", "<urn:a> <urn:b> <FILE:///home/x> .", 1, "file on a computer"),
        ("a.jsonld", '{"@context": {"@base": "file:///etc/"}, "@id": "a", "urn:b": "c"}', 1, "file on a computer"),
        ("a.jsonld", '{\n"@context": "http://127.0.0.1:9/", "@id": "urn:a", "urn:b": "c"}', 2, "is not fetched"),
        ("a.jsonld", '{"@id": "urn:a", "urn:b": ', 1, "notation is wrong"),
        ("a.jsonld", "[" * 200_000, 1, "notation is wrong"),
        ("a.jsonld", '{"urn:a":' * 200_000, 1, "notation is wrong"),
        ("a.jsonld", "{}", 0, "no statement at all"),
        ("a.ttl", "", 0, "no statement at all"),
        ("a.ttl", '<urn:a> <urn:b> "é" .'.encode("latin-1"), 1, "notation is wrong"),
        ("a.rdf", f'<rdf:RDF {_RDF}>\n<rdf:Description rdf:about="urn:a" x:b="1"/>', 2, "not well formed"),
        ("a.rdf", f'<!DOCTYPE r [<!ENTITY a "b">]>\n<rdf:RDF {_RDF}/>', 1, "DOCTYPE"),
        ("a.rdf", f'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x"><rdf:RDF {_RDF}/>', 1, "DOCTYPE"),
        ("a.rdf", f'<?xml version="1.0" encoding="UTF-16"?><rdf:RDF {_RDF}/>'.encode("utf-16"), 0, "notation is wrong"),
        ("a.rdf", f"<rdf:RDF {_RDF}>" + "<rdf:Description><x:b>" * 100_000, 1, "absurdly deep"),
        ("a.rdf", f"<rdf:RDF {_RDF}><x:A " + " ".join(f'x:b{n}="1"' for n in range(9_000)), 1, "not well formed"),
        ("a.rdf", f"<rdf:RDF {_RDF}><x:A " + " ".join(f'x:b{n}="1"' for n in range(9_000)) + "/></rdf:RDF>", 1, "wide"),
        ("a.nt", '<urn:a> <urn:b> "' + "x" * (17 << 20) + '" .', 0, "16 MB"),
        ("a.txt", "<urn:a> <urn:b> <urn:c> .", 0, "no file of RDF"),
        ("a.nt.gz", None, 0, "cannot be read"),
        ("b.nt", None, 0, "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    tmp_path: Path, name: str, content: str | bytes | None, line: int, said: str
) -> None:
    """A file that is wrong, local or hostile is refused whole, quickly, with file, line, reason and remedy in two languages."""
    path = tmp_path / name
    if content is not None:
        _put(tmp_path, name, content)
    elif name.endswith(".gz"):
        path.write_bytes(gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 100)[:40])
    with pytest.raises(InputError, match=said) as caught:
        load_files([path])
    where = caught.value.where.removeprefix(str(path))
    assert where.partition(":")[2].partition(":")[0] == (str(line) if line else "")
    assert caught.value.message.nl != caught.value.message.en
    assert caught.value.hint.nl


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a packed file never more is unpacked than we read."""
    monkeypatch.setattr(loading, "MAX_BYTES", 1_000_000)
    with pytest.raises(TooLargeError, match="larger than 1 MB"):
        load_files([_put(tmp_path, "a.nt.gz", b"\n" * 50_000_000)])


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    """A folder without RDF is said to be so."""
    with pytest.raises(InputError, match="no RDF in this folder"):
        load_files([tmp_path])
