"""What is broken or hostile is refused with one clear error, and nothing of it is taken."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agendagraph import ingest
from agendagraph.errors import AgendaGraphError, InputError, RefusedError, TooLargeError
from agendagraph.ingest import notation, sources
from tests.ingest.making import BASE, PACKAGE, as_json, as_xml, folder, profile, tar, tgz

GOOD = {"package/package.json": PACKAGE, "package/a.json": as_json(profile())}
HEAD = b'<StructureDefinition xmlns="http://hl7.org/fhir">'


def _member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def _packed(path: Path, raw: bytes) -> Path:
    path.write_bytes(gzip.compress(raw))
    return path


# --- what does not belong in an archive ---


@pytest.mark.parametrize(
    "member",
    [
        _member("../a.json"),
        _member("package/../../a.json"),
        _member("/etc/a.json"),
        _member("C:\\a.json"),
        _member("package\\..\\..\\a.json"),
        _member("package/\x1b[2Ja.json"),
        _member("package/a\udcff.json"),
        _member("package/b.json", tarfile.SYMTYPE, "/etc/passwd"),
        _member("package/b.json", tarfile.SYMTYPE, "../../b.json"),
        _member("package/b.json", tarfile.LNKTYPE, "../b.json"),
        _member("package/b.json", tarfile.LNKTYPE, "/etc/passwd"),
        _member("package/b", tarfile.CHRTYPE),
        _member("package/b", tarfile.BLKTYPE),
        _member("package/b", tarfile.FIFOTYPE),
    ],
    ids=lambda m: f"{m.name!a}-{m.type.decode()}",
)
def test_a_hostile_entry_refuses_the_archive(tmp_path: Path, member: tarfile.TarInfo) -> None:
    with pytest.raises(RefusedError) as caught:
        ingest.read(tgz(tmp_path / "x.tgz", GOOD, [member]))
    assert caught.value.where.startswith(f"{tmp_path / 'x.tgz'}: ")
    assert caught.value.where.isprintable()
    assert [path.name for path in tmp_path.iterdir()] == ["x.tgz"]


def test_a_sparse_entry_is_refused(tmp_path: Path) -> None:
    """A sparse file of some bytes can unpack to terabytes."""
    raw = bytearray(tar({"package/b.json": b"x" * 512}))
    raw[156:157] = tarfile.GNUTYPE_SPARSE
    raw[148:156] = b"        "
    raw[148:156] = f"{sum(raw[:512]):06o}\0 ".encode()
    with pytest.raises(RefusedError):
        ingest.read(_packed(tmp_path / "x.tgz", bytes(raw)))


def test_links_within_an_archive_are_passed_over(tmp_path: Path) -> None:
    """What they point to is read in its own place."""
    links = [
        _member("package/b.json", tarfile.SYMTYPE, "a.json"),
        _member("package/deep/b.json", tarfile.SYMTYPE, "../a.json"),
        _member("package/c.json", tarfile.LNKTYPE, "package/a.json"),
    ]
    [package] = ingest.read(tgz(tmp_path / "x.tgz", GOOD, links)).found
    assert [found.path for found in package.profiles] == ["package/a.json"]


# --- what does not belong in a folder ---


@pytest.mark.parametrize("target", ["/etc/passwd", "../outside.json", "..", "missing/../../../outside.json"])
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "outside.json").write_bytes(as_json(profile("outside")))
    path = folder(tmp_path / "x", GOOD)
    (path / "b.json").symlink_to(target)
    with pytest.raises(RefusedError, match="leads out"):
        ingest.read(path)


def test_links_within_a_folder_are_passed_over(tmp_path: Path) -> None:
    path = folder(tmp_path / "x", GOOD)
    for name, target in {"b.json": "package/a.json", "c": "package", "round": ".", "self": "self"}.items():
        (path / name).symlink_to(target)
    assert ingest.read(path).files == 2


def test_a_pipe_in_a_folder_is_refused(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    path = folder(tmp_path / "x", GOOD)
    os.mkfifo(path / "b.json")
    with pytest.raises(RefusedError, match="no regular file"):
        ingest.read(path)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = folder(tmp_path / "x", GOOD)
    Path(os.fsdecode(os.fsencode(path) + b"/b\xff.json")).write_bytes(b"{}")
    with pytest.raises(RefusedError, match="no readable text"):
        ingest.read(path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the system's answer is made here."""
    paths = [tgz(tmp_path / "x.tgz", GOOD), folder(tmp_path / "x", GOOD)]

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    for path in paths:
        with pytest.raises(InputError, match=r"cannot be read \(Permission denied\)"):
            ingest.read(path)


# --- what is cut off or damaged ---


def test_an_archive_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    raw = tgz(tmp_path / "whole.tgz", GOOD).read_bytes()
    path = tmp_path / "x.tgz"
    for size in range(len(raw)):
        path.write_bytes(raw[:size])
        with pytest.raises(InputError, match="broken or cut off"):
            ingest.read(path)


def test_an_archive_that_was_cut_off_before_it_was_packed(tmp_path: Path) -> None:
    """Within the header or the content of an entry; between entries nobody can tell."""
    raw = tar(GOOD)
    for size in (100, 700, 1024 + 300, 1024 + 512 + 10):
        with pytest.raises(InputError, match="broken or cut off"):
            ingest.read(_packed(tmp_path / "x.tgz", raw[:size]))


def test_a_damaged_header_is_not_taken_for_the_end(tmp_path: Path) -> None:
    raw = bytearray(tar(GOOD))
    raw[1024] ^= 1
    with pytest.raises(InputError, match="broken or cut off"):
        ingest.read(_packed(tmp_path / "x.tgz", bytes(raw)))


@pytest.mark.parametrize(
    "raw", [b"", b"no archive", *(gzip.compress(one, mtime=0) for one in (b"", b"no tar", b"x" * 5000))]
)
def test_what_is_no_archive(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.tar.gz").write_bytes(raw)
    with pytest.raises(InputError, match=r"broken or cut off|no FHIR profile"):
        ingest.read(tmp_path / "x.tar.gz")


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_of_an_archive_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Never another error than ours, whatever the bytes; packed again, so that the checksum does not give it away."""
    raw = bytearray(tar(GOOD))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, 2048))
        raw[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(AgendaGraphError):
        assert ingest.read(_packed(tmp_path / "x.tgz", bytes(raw))).found


# --- what is too large ---


def test_more_entries_than_any_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_ENTRIES", 50)
    files = GOOD | {f"package/{n}.txt": b"" for n in range(50)}
    for path in (tgz(tmp_path / "x.tgz", files), folder(tmp_path / "x", files)):
        with pytest.raises(TooLargeError, match="more than 50 files"):
            ingest.read(path)


@pytest.mark.parametrize("name", ["package/b.json", "package/b.bin"])
def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The limit holds for everything in an archive, taken or not, and before it is in memory."""
    monkeypatch.setattr(sources, "MAX_TOTAL", 3_000_000)
    path = tgz(tmp_path / "x.tgz", GOOD | {name: b" " * 5_000_000})
    assert path.stat().st_size < 20_000
    with pytest.raises(TooLargeError, match="larger than 3 MB"):
        ingest.read(path)


def test_a_bomb_behind_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_TOTAL", 3_000_000)
    with pytest.raises(TooLargeError, match="larger than 3 MB"):
        ingest.read(_packed(tmp_path / "x.tgz", tar(GOOD) + b"\0" * 5_000_000))


def test_a_folder_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_TOTAL", 1000)
    with pytest.raises(TooLargeError, match="when unpacked"):
        ingest.read(folder(tmp_path / "x", GOOD))


def test_a_name_of_megabytes(tmp_path: Path) -> None:
    """`tarfile` alone reads such a header into memory, whatever its size."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("package/a.json")
        member.pax_headers = {"comment": "x" * 3_000_000}
        archive.addfile(member)
    with pytest.raises(InputError, match="broken"):
        ingest.read(_packed(tmp_path / "x.tgz", out.getvalue()))


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_definition_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 5000)
    raw = (as_xml if form == "xml" else as_json)(profile(description="x" * 6000))
    files = GOOD | {f"package/b.{form}": raw}
    for path in (tgz(tmp_path / "x.tgz", files), folder(tmp_path / "x", files)):
        with pytest.raises(TooLargeError) as caught:
            ingest.read(path)
        assert caught.value.where == f"package/b.{form}"


def test_another_file_that_is_too_large_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkouts hold data sets of tens of megabytes beside the profiles."""
    monkeypatch.setattr(sources, "MAX_FILE", 5000)
    files = GOOD | {"package/b.xml": b"<decor>" + b" " * 6000 + b"</decor>"}
    for path in (tgz(tmp_path / "x.tgz", files), folder(tmp_path / "x", files)):
        packages = ingest.read(path)
        assert [(f.code, f.place.file) for f in packages.findings] == [("file-too-large", "package/b.xml")]


# --- definitions that cannot be read ---

BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
    + HEAD
    + b'<url value="&b;"/></StructureDefinition>'
)
FILE = b'\n<!DOCTYPE x SYSTEM "file:///etc/passwd">\n' + HEAD + b"</StructureDefinition>"
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HEAD + b"<title>&a;</title></StructureDefinition>"


@pytest.mark.parametrize(
    ("name", "raw", "line", "said"),
    [
        ("a.xml", BOMB, 1, "DOCTYPE is refused"),
        ("a.xml", FILE, 2, "DOCTYPE is refused"),
        ("a.xml", XXE, 1, "DOCTYPE is refused"),
        ("a.xml", HEAD + b"\n\n<url", 3, "no well-formed XML"),
        ("a.xml", HEAD + b"\n<a></b></StructureDefinition>", 2, "mismatched tag"),
        ("a.xml", HEAD + b"&undefined;</StructureDefinition>", 1, "undefined entity"),
        ("a.xml", HEAD + b"<a>" * 200, 1, "nested too deep"),
        ("a.xml", HEAD + b"<a>\xff</a></StructureDefinition>", 1, "no well-formed XML"),
        ("a.xml", b'<?xml version="1.0" encoding="klingon"?>' + HEAD, 1, "encoding"),
        ("a.xml", b'<?xml version="1.0" encoding="shift_jis"?>' + HEAD, 1, "encoding"),
        ("a.xml", b"<StructureDefinition/>", 1, "no StructureDefinition of FHIR"),
        ("a.xml", as_xml(profile(url="not an address")), 0, "url is no complete address: 'not an address'"),
        ("a.json", b'{\n"resourceType": "StructureDefinition",\n', 3, "no well-formed JSON"),
        ("a.json", b'{"resourceType": "StructureDefinition",\n"url": "\xff"}', 2, "encoding"),
        ("a.json", b'{"resourceType": "StructureDefinition", "x": ' + b"[" * 100_000, 0, "nested too deep"),
        ("a.json", b'{"resourceType": "StructureDefinition", "x": ' + b"1" * 5000 + b"}", 0, "number"),
        ("a.json", as_json({k: v for k, v in profile().items() if k != "url"}), 0, "url is missing"),
        ("a.json", as_json(profile(url=BASE + 'a> <x> "b"')), 0, "url is no complete address"),
        ("a.json", as_json(profile(url="StructureDefinition/a")), 0, "url is no complete address"),
        ("a.json", as_json(profile(url="http://[x/a")), 0, "url is no complete address"),
        ("a.json", as_json(profile(url="http://x.nl/\ud800")), 0, "value of url"),
        ("a.json", as_json(profile(url=5)), 0, "value of url"),
        ("a.json", as_json(profile(title="a\u0000b")), 0, "value of title"),
        ("a.json", as_json(profile(mapping="x")), 0, "value of mapping"),
        ("a.json", as_json(profile(differential=[1])), 0, "value of differential"),
        ("a.json", as_json(profile(differential={"element": [{"path": {}}]})), 0, "value of path"),
        ("a.json", as_json(profile(baseDefinition="Observation")), 0, "baseDefinition is no complete address"),
        ("a.json", as_json(profile(fhirVersion="5.0.0")), 0, "FHIR 5.0.0 is not read"),
        ("package.json", b"{", 1, "no well-formed JSON"),
    ],
)
def test_a_bad_definition_is_named(tmp_path: Path, name: str, raw: bytes, line: int, said: str) -> None:
    files = {"b.json": as_json(profile("b")), name: raw}
    for path in (tgz(tmp_path / "x.tgz", files), folder(tmp_path / "x", files)):
        with pytest.raises(ingest.BadPackageError) as caught:
            ingest.read(path)
        [found] = caught.value.findings
        assert (found.place.file, found.place.line) == (name, line)
        assert said in found.message.en
        assert found.message.en.isprintable()
        assert caught.value.exit_code == 2


def test_nothing_outside_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even by a file that is passed over."""
    opened: list[Any] = []
    monkeypatch.setattr("socket.socket.connect", lambda *a: opened.append(a))
    raw = b"""<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;]>
        <html><StructureDefinition/></html>"""
    assert notation.read("a.xml", raw) is None
    assert opened == []


def test_a_package_named_to_lead_elsewhere(tmp_path: Path) -> None:
    about = b'{"name": "../../x", "version": "/etc/..", "fhirVersions": ["4.0.1"]}'
    packages = ingest.read(folder(tmp_path / "x", {"package.json": about, "a.json": as_json(profile())}))
    assert ingest.file_name(packages) == "x-etc.trig"


@pytest.mark.parametrize(
    "about",
    [b"[]", b"1", b"{}", b'{"name": 5, "fhirVersions": 7}', b'{"name": "n", "dependencies": {"react": "1"}}'],
)
def test_a_package_json_that_says_nothing(tmp_path: Path, about: bytes) -> None:
    files = {"package.json": about, "a.json": as_json(profile())}
    [package] = ingest.read(folder(tmp_path / "x", files)).found
    assert package.manifest.name == "x"
