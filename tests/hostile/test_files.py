"""Files that mean harm, given to the command line: one clear line, exit code 2, nobody called, and never a long wait."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from agendagraph.engine.loading import Source, load
from agendagraph.errors import InputError
from tests.conftest import ROOT
from tests.hostile.listener import Listener

LONGEST: Final = 40.0
_RDF: Final = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="urn:a#">'
_LAUGHS: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_LONG_TERM: Final = "x" * 20_000_000

TEXTS: Final[dict[str, str]] = {
    "entity.rdf": f'<!DOCTYPE r [<!ENTITY x SYSTEM "http://{{listener}}/e">]>{_RDF}<rdf:Description><a:b>&x;</a:b></rdf:Description></rdf:RDF>',
    "file-entity.rdf": f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_RDF}<rdf:Description><a:b>&x;</a:b></rdf:Description></rdf:RDF>',
    "dtd.rdf": f'<!DOCTYPE r SYSTEM "http://{{listener}}/d.dtd">{_RDF}<rdf:Description><a:b>x</a:b></rdf:Description></rdf:RDF>',
    "parameter.rdf": f'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://{{listener}}/p"> %p;]>{_RDF}<rdf:Description/></rdf:RDF>',
    "laughs.rdf": f'<!DOCTYPE r [<!ENTITY l0 "ha">{_LAUGHS}]>{_RDF}<rdf:Description><a:b>&l9;</a:b></rdf:Description></rdf:RDF>',
    "context.jsonld": '{"@context": "http://{listener}/context", "@id": "urn:a", "name": "x"}',
    "file-context.jsonld": '{"@context": "file:///etc/passwd", "@id": "urn:a", "name": "x"}',
    "import.jsonld": '{"@context": {"@version": 1.1, "@import": "http://{listener}/i"}, "@id": "urn:a", "name": "x"}',
    "scoped.jsonld": '{"@context": {"a": {"@id": "urn:p", "@context": "http://{listener}/s"}}, "a": {"b": "c"}}',
    "deep.jsonld": '{"@id":"urn:a","urn:p":' * 100_000 + '"x"' + "}" * 99_999,
    "open.jsonld": "[" * 100_000,
    "relative.ttl": "<x> <y> <z> .",
    "relative-base.ttl": "@base <x/> . <x> <y> <z> .",
    "cut.ttl": '<urn:a> <urn:b> "c',
    "cut.nq": "<urn:a> <urn:b> <urn:c> <urn:",
    "open.ttl": "<urn:a> <urn:b> " + "[ <urn:c> " * 100_000,
    "open-list.trig": "<urn:a> <urn:b> " + "( " * 100_000,
    "long.nt": f'<urn:a> <urn:b> "{_LONG_TERM}" .',
    "surrogate.nt": '<urn:a> <urn:b> "\\uD800" .',
    "beyond.nt": '<urn:a> <urn:b> "\\U00110000" .',
    "scheme.nt": "<a> <urn:b> <urn:c> .",
    "space.nt": "<urn:a b> <urn:b> <urn:c> .",
    "turtle.nt": "@prefix a: <urn:> . a:b a:c a:d .",
    "nquads.ttl": "<urn:a> <urn:b> <urn:c> <urn:g> .",
    "html.rdf": "<!DOCTYPE html><html><script>alert(1)</script></html>",
    "comment.ttl": "# nothing\n",
    "blanks.trig": " \n" * 100_000,
    "csv.csv": "a,b\n1,2\n",
    "python.py": "print(1)\n",
    "no-suffix": "<urn:a> <urn:b> <urn:c> .",
}

BYTES: Final[dict[str, Callable[[], bytes]]] = {
    "empty.ttl": lambda: b"",
    "empty.nq": lambda: b"",
    "empty.jsonld": lambda: b"",
    "binary.ttl": lambda: bytes(range(256)) * 100,
    "binary.nq": lambda: os.urandom(10_000),
    "binary.rdf": lambda: b"\x00" * 10_000,
    "nul.nt": lambda: b'<urn:a> <urn:b> "\x00\xff" .\n',
    "latin.ttl": lambda: '<urn:a> <urn:b> "één" .'.encode("latin-1"),
    "utf16.ttl": lambda: "<urn:a> <urn:b> <urn:c> .".encode("utf-16"),
    "utf16.rdf": lambda: (
        f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY x "y">]>{_RDF}</rdf:RDF>'.encode("utf-16")
    ),
    "cut.nt.gz": lambda: gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 1000)[:-20],
    "none.nt.gz": lambda: b"<urn:a> <urn:b> <urn:c> .\n",
    "bomb.nt.gz": lambda: _bomb(),
    "empty.nt.gz": lambda: gzip.compress(b""),
    "zip.ttl": lambda: b"PK\x03\x04" + b"\x00" * 100,
}


def _bomb() -> bytes:
    """Return a megabyte that becomes a gigabyte, made without making that: members of a gzip file stand side by side."""
    return gzip.compress(b"#" * 10_000_000, 9) * 100


def _serve(*options: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "agendagraph", "--lang", "en", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False)


def _is_refused(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "panicked" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 or lines[0].startswith("Usage:"), lines
    assert "root:" not in done.stderr
    assert not re.search(r"\x00|\x1b", done.stderr)
    assert str(folder.name) in done.stderr


def _written(name: str, folder: Path, listener: Listener) -> Path:
    path = folder / name
    path.write_bytes(TEXTS[name].replace("{listener}", listener.host).encode() if name in TEXTS else BYTES[name]())
    return path


NOTHING_IN_IT: Final = ("comment.ttl", "blanks.trig", "empty.ttl", "empty.nq")


@pytest.mark.parametrize("name", sorted({*TEXTS, *BYTES} - {*NOTHING_IN_IT}))
def test_a_hostile_file_is_refused(name: str, tmp_path: Path, listener: Listener) -> None:
    """What loads files says what is wrong with this one, in words and with its name."""
    path = _written(name, tmp_path, listener)
    with pytest.raises(InputError) as caught:
        load(Source("files", (str(path),), "auto"))
    assert caught.value.where.startswith(str(path))
    assert caught.value.message.nl.isprintable()
    assert listener.heard == []


@pytest.mark.parametrize(
    "name", ["entity.rdf", "context.jsonld", "deep.jsonld", "long.nt", "cut.nt.gz", *NOTHING_IN_IT]
)
def test_a_hostile_file_is_not_served(name: str, tmp_path: Path, listener: Listener) -> None:
    """The server says in one line what is wrong with the file, and ends."""
    _is_refused(_serve("serve", "--port", "0", "--data", str(_written(name, tmp_path, listener))), tmp_path)
    assert listener.heard == []


@pytest.mark.parametrize("name", ["empty.nq", "binary.nq", "relative.ttl", "cut.nt.gz"])
def test_a_hostile_file_is_no_dataset(name: str, tmp_path: Path, listener: Listener) -> None:
    """What `agendagraph build` did not write is not taken for a dataset."""
    _is_refused(_serve("--dataset", str(_written(name, tmp_path, listener)), "serve", "--port", "0"), tmp_path)
    assert listener.heard == []


@pytest.mark.parametrize("kind", ["absent", "folder", "empty folder", "loop", "pipe", "device", "unreadable"])
def test_what_is_no_file_is_not_served(kind: str, tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, a link to itself, a device and a file that may not be read are refused at once."""
    path = tmp_path / "x.ttl"
    if kind == "folder":
        path.mkdir()
        (path / "a.txt").write_text("x", encoding="utf-8")
    elif kind == "empty folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "unreadable":
        path.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
        path.chmod(0)
        if os.access(path, os.R_OK):  # this user may read everything: then a file of which no byte can be read
            path.unlink()
            path.symlink_to("/proc/self/mem")
    _is_refused(_serve("serve", "--port", "0", "--data", str(path)), tmp_path)
