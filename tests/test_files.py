"""Every way in which a file can be bad is a finding with a place and a remedy, and every finding points at its line."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendagraph import files, terms
from agendagraph.build import build
from agendagraph.files import Files, places
from agendagraph.findings import Finding, Place, violations
from agendagraph.text import Text
from tests import cases

BAD = sorted((cases.HERE / "bad").iterdir())
PREFIXES = "".join(f"@prefix {name}: <{space}> .\n" for name, space in terms.prefixes().items())
ABOUT = """
agd:source a ag:Source ; skos:prefLabel "Bron"@nl , "Source"@en .
agd:page a ag:Passage ; dcterms:isPartOf agd:source ; ag:heading "Pagina"@nl ; ag:locator "L1" .
"""
GOOD = PREFIXES + ABOUT + 'agd:page { agd:kast a ag:Registry ; skos:prefLabel "Kast"@nl , "Cabinet"@en }\n'
BROKEN = PREFIXES + 'agd:page { agd:kast a ag:Registry ; skos:prefLabel "Kast@nl }\n'


def _only(path: Path) -> Finding:
    """Return the one finding of a file that cannot be read, after a look at what goes for all of those."""
    file = files.read(path)
    assert file.quads == []
    [found] = file.findings
    assert found.severity == "violation"
    assert found.place.file == str(path)
    for text in (found.message.nl, found.message.en, found.hint.nl, found.hint.en):
        assert len(text) > 10
        assert "Error" not in text
        assert "Traceback" not in text
    assert found.message.nl != found.message.en
    assert found.hint.nl != found.hint.en
    return found


def _at(found: Finding) -> tuple[str, int, int]:
    return (found.code, found.place.line, found.place.column)


def _as_expected(found: Finding) -> dict[str, Any]:
    return {
        "code": found.code,
        "line": found.place.line,
        "column": found.place.column,
        "message": {"nl": found.message.nl, "en": found.message.en},
        "remedy": {"nl": found.hint.nl, "en": found.hint.en},
    }


# --- files of which the notation or the content is wrong ---


def test_the_bad_files_are_all_there() -> None:
    """The suite walks a folder: it does not go silent when the folder is emptied."""
    assert len(BAD) >= 39


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_file_is_found_exactly(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The findings are those of the file's header, with place, message and remedy, and no others; nothing is logged."""
    findings = build([path]).findings
    assert [_as_expected(found) for found in findings] == cases.header(path)["finding"]
    assert violations(findings) == findings
    assert caplog.records == []


# --- files that are wrong as files ---


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", ("file-empty", 0, 0)),
        (b" \n\t\r\n ", ("file-empty", 0, 0)),
        (b"# nothing yet\n", ("file-empty", 0, 0)),
        (b"\xef\xbb\xbf" + GOOD.encode(), ("file-bom", 1, 1)),
        (GOOD.encode("utf-16"), ("file-bom", 1, 1)),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), ("file-bom", 1, 1)),
        (GOOD.encode("utf-16-le"), ("file-encoding", 1, 2)),
        (GOOD.encode("utf-32"), ("file-bom", 1, 1)),
        ("# een\n# twee\n# caf\u00e9".encode("latin-1"), ("file-encoding", 3, 6)),
        ("# \u20ac \u00e9\n# \u20ac \u00e9 ".encode() + b"\x80", ("file-encoding", 2, 7)),
        (GOOD.encode() + b"# \x00", ("file-encoding", GOOD.count("\n") + 1, 3)),
        (b"\x00" * 100, ("file-encoding", 1, 1)),
    ],
    ids=[
        "empty",
        "white-space",
        "comment",
        "bom",
        "utf-16",
        "utf-16-be",
        "utf-16-without-bom",
        "utf-32",
        "latin-1",
        "latin-1-after-utf-8",
        "nul-in-a-comment",
        "nuls",
    ],
)
def test_bytes_that_are_no_text_are_found(tmp_path: Path, raw: bytes, expected: tuple[str, int, int]) -> None:
    """An empty file, a BOM, another encoding and a NUL are found at their line and character, not at their byte."""
    path = tmp_path / "x.trig"
    path.write_bytes(raw)
    assert _at(_only(path)) == expected


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 100 MB is answered at once, from its size alone."""
    path = tmp_path / "x.trig"
    path.touch()
    os.truncate(path, 100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    start = time.perf_counter()
    found = _only(path)
    assert time.perf_counter() - start < 0.5
    assert _at(found) == ("file-too-large", 0, 0)
    assert found.message == Text("Het bestand is 100 MB.", "The file is 100 MB.")


def test_the_largest_file_that_is_read(tmp_path: Path) -> None:
    """A file of exactly the limit is read; one byte more is not."""
    path = tmp_path / "x.trig"
    path.touch()
    os.truncate(path, files.reading.MAX_BYTES)
    assert _only(path).code == "file-encoding"
    os.truncate(path, files.reading.MAX_BYTES + 1)
    assert _only(path).code == "file-too-large"


@pytest.mark.parametrize("name", ["x.nq", "x.csv", "x", "x.trig.bak", "x.TRIG"])
def test_another_kind_of_file_is_no_data(tmp_path: Path, name: str) -> None:
    """A file with another suffix is not read as TriG, whatever is in it."""
    path = tmp_path / name
    path.write_text(GOOD, encoding="utf-8")
    assert _at(_only(path)) == ("file-format", 0, 0)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder with the name of a data file says that it is a folder."""
    path = tmp_path / "x.trig"
    path.mkdir()
    found = _only(path)
    assert _at(found) == ("file-unreadable", 0, 0)
    assert found.message.nl == "Het bestand kan niet gelezen worden: het is een map."


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    """A name that does not exist is a finding about that name."""
    found = _only(tmp_path / "weg.trig")
    assert _at(found) == ("file-unreadable", 0, 0)
    assert found.message.en == "The file cannot be read: it does not exist."


@contextmanager
def _somebody_else() -> Iterator[None]:
    """Be a user without rights where the tests run as root, who may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_without_rights_is_found(tmp_path: Path) -> None:
    """A file that may not be read says so."""
    path = tmp_path / "x.trig"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    with _somebody_else():
        found = _only(path)
    assert _at(found) == ("file-unreadable", 0, 0)
    assert found.message.nl == "Het bestand kan niet gelezen worden: u mag het niet lezen."


def test_a_link_to_itself_is_found(tmp_path: Path) -> None:
    """A symbolic link that points to itself says so, alone and within a folder."""
    path = tmp_path / "x.trig"
    path.symlink_to(path)
    found = _only(path)
    assert _at(found) == ("file-unreadable", 0, 0)
    assert found.message.en == "The file cannot be read: it is a link that points to itself."
    assert [_at(f) for f in Files.load([tmp_path]).findings] == [("file-unreadable", 0, 0)]


def test_a_link_to_nothing_in_a_folder_is_found(tmp_path: Path) -> None:
    """A chapter whose link is dead is not silently left out."""
    (tmp_path / "x.trig").symlink_to(tmp_path / "weg.trig")
    assert [_at(f) for f in Files.load([tmp_path]).findings] == [("file-unreadable", 0, 0)]


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    """What is no regular file is not opened: a pipe would wait for ever."""
    path = tmp_path / "x.trig"
    os.mkfifo(path)
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("the pipe was opened"))
    signal.alarm(5)
    try:
        assert _at(_only(path)) == ("file-format", 0, 0)
    finally:
        signal.alarm(0)


@pytest.mark.parametrize("bracket", ["[", "(", "{", "<<", "<<( agd:a agd:b ", "[ agd:a "])
def test_deep_brackets_are_a_finding(tmp_path: Path, bracket: str) -> None:
    """Ten thousand brackets that are never closed end in a finding on their line, not in a full stack."""
    path = tmp_path / "x.trig"
    path.write_text(f"{PREFIXES}agd:a agd:b {bracket * 10_000}", encoding="utf-8")
    found = _only(path)
    assert (found.code, found.place.line) == ("file-syntax", PREFIXES.count("\n") + 1)
    assert len(found.message.nl) < 300


@pytest.mark.parametrize(("opening", "closing"), [("( ", ") "), ("[ ag:uses ", "] ")], ids=["lists", "nodes"])
def test_deep_brackets_that_are_closed_are_read(tmp_path: Path, opening: str, closing: str) -> None:
    """Ten thousand brackets that are closed are nodes without a name: one finding at the thing, no full stack."""
    path = tmp_path / "x.trig"
    inside = opening * 10_000 + ("" if opening == "( " else "agd:kast ") + closing * 10_000
    path.write_text(GOOD.replace(" }\n", f" ; ag:uses {inside} }}\n"), encoding="utf-8")
    assert [_at(f) for f in build([path]).findings] == [("blank-node", GOOD.count("\n"), 0)]


def test_what_the_file_says_cannot_reach_the_terminal(tmp_path: Path) -> None:
    """A finding shows no control characters of the file, and never more of it than fits a line."""
    path = tmp_path / "x.trig"
    path.write_text(PREFIXES + '"\x1b[31m' + "x" * 10_000 + '" a ag:Law .', encoding="utf-8")
    found = _only(path)
    assert found.message.en.startswith('The notation is wrong here: "\ufffd[31mxxx')
    assert found.message.en.endswith('xxx" cannot stand here.')
    assert len(found.message.en) < 180


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_of_other_systems_are_fine(tmp_path: Path, ends: str) -> None:
    """CRLF, and even CR alone, is read like LF, and the places of findings are the same."""
    unix, windows = tmp_path / "unix.trig", tmp_path / "windows.trig"
    text = (cases.HERE / "checks" / "dangling-reference" / "invalid.trig").read_text(encoding="utf-8")
    unix.write_bytes(text.encode())
    windows.write_bytes(text.replace("\n", ends).encode())

    def lines(path: Path) -> list[tuple[str, int]]:
        return [(found.code, found.place.line) for found in build([path]).findings]

    assert lines(windows) == lines(unix) != []


def test_a_syntax_error_is_placed_alike_with_line_ends_of_windows(tmp_path: Path) -> None:
    """CRLF does not shift the line and column of a syntax error."""
    path = tmp_path / "x.trig"
    path.write_bytes(BROKEN.replace("\n", "\r\n").encode())
    line = PREFIXES.count("\n") + 1
    assert _at(_only(path)) == ("file-syntax", line, BROKEN.splitlines()[-1].index('"') + 1)


SIGNS = [*"{}[]().;,\"'<>#\\a ", "\n", '"""', "agd:a", "@prefix", "ag:", "2.5", "<<", "{|", "_:b", "GRAPH", "<urn:x>"]
SIGNED = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@given(st.binary(max_size=200) | SIGNED.map(str.encode))
def test_no_bytes_at_all_raise(raw: bytes) -> None:
    """Whatever is in a file, reading it gives statements or exactly one finding."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.trig"
        path.write_bytes(raw)
        file = files.read(path)
    assert (len(file.findings) == 1) != bool(file.quads)


@given(SIGNED)
def test_no_text_at_all_confuses_the_index(text: str) -> None:
    """Whatever stands in a file, the index of its places is made, and its lines are lines of the file."""
    index = places.index(text)
    lines = [spot.line for spots in index.spots.values() for spot in spots] + list(index.blocks.values())
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


# --- folders ---


def test_a_folder_is_read_in_a_fixed_order(tmp_path: Path) -> None:
    """Files come sorted by path, from all folders under it; other files and hidden ones are left alone."""
    for name in ("b/2.trig", "b/1.ttl", "a/3.trig", "c.trig", ".hidden.trig", "a/.#3.trig", "a/notes.md", "d.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    assert [str(path.relative_to(tmp_path)) for path in files.find([tmp_path])] == [
        "a/3.trig",
        "b/1.ttl",
        "b/2.trig",
        "c.trig",
    ]


def test_a_folder_with_the_name_of_a_file_is_walked(tmp_path: Path) -> None:
    """A folder called x.trig is a folder like any other."""
    (tmp_path / "x.trig").mkdir()
    (tmp_path / "x.trig" / "y.trig").write_text(GOOD, encoding="utf-8")
    loaded = Files.load([tmp_path], base=tmp_path)
    assert [file.name for file in loaded.files] == ["x.trig/y.trig"]
    assert loaded.findings == []


def test_a_folder_without_data_is_found(tmp_path: Path) -> None:
    """A folder with nothing to read is a mistake in its name, not an empty and valid graph."""
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    [found] = build([tmp_path]).findings
    assert (found.code, found.severity, found.place) == ("folder-empty", "violation", Place(str(tmp_path)))


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """The findings of a file that cannot be read stand beside those of the files that can, in order of the files."""
    (tmp_path / "a.trig").write_text(GOOD.replace("ag:Registry", "ag:Registery"), encoding="utf-8")
    (tmp_path / "b.trig").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "c.trig").write_bytes(b"\xff")
    text = PREFIXES + 'agd:page { agd:lade a ag:Registry ; skos:prefLabel "Lade"@nl }\n'
    (tmp_path / "d.trig").write_text(text, encoding="utf-8")
    found = [(f.place.file.removeprefix(f"{tmp_path.name}/"), f.code) for f in build([tmp_path]).findings]
    assert found == [
        ("a.trig", "unknown-term"),
        ("b.trig", "file-syntax"),
        ("c.trig", "file-encoding"),
        ("d.trig", "Thing-prefLabel"),
    ]


# --- places ---

TWO_FILES = {
    "a.trig": """
agd:een { agd:kast ag:uses agd:lade .
    # agd:kast skos:prefLabel "in a comment" ;
    agd:lade a ag:Registry ;
        skos:prefLabel "agd:kast a" ;
        skos:definition \"\"\"
agd:kast skos:definition "in a long text" .
\"\"\"@nl .
    agd:kast skos:altLabel "Kist"@nl ;
        skos:altLabel "Kistje"@nl ;
        ag:value 2.5 ; ag:order 1 .
}
agd:twee {
    agd:kast
        ag:managedBy agd:tafel ,
            agd:stoel ;
        ag:uses agd:bak .
}
""",
    "b.trig": """
GRAPH agd:drie {
    agd:bak ag:uses agd:kast .
    agd:kast a ag:Registry ;
        skos:prefLabel "Kast"@nl .
}
agd:een { agd:kast ag:uses agd:bak }
agd:kast ag:order 2 .
""",
}


@pytest.fixture
def two_files(tmp_path: Path) -> Files:
    """Return two files in which one thing is spoken of in four blocks."""
    for name, text in TWO_FILES.items():
        (tmp_path / name).write_text("@prefix agd: <urn:x:> . " + _header() + text, encoding="utf-8")
    return Files.load([tmp_path], base=tmp_path)


def _header() -> str:
    names = {"ag": terms.AG, "skos": terms.SKOS}
    return " ".join(f"@prefix {name}: <{space}> ." for name, space in names.items())


@pytest.mark.parametrize(
    ("predicate", "graph", "expected"),
    [
        ("ag:managedBy", "urn:x:twee", ("a.trig", 15)),
        ("ag:uses", "urn:x:een", ("a.trig", 2)),
        ("ag:uses", "urn:x:twee", ("a.trig", 17)),
        ("skos:prefLabel", "urn:x:drie", ("b.trig", 5)),
        ("skos:altLabel", "urn:x:een", ("a.trig", 9)),
        ("ag:order", "urn:x:een", ("a.trig", 11)),
        ("ag:order", terms.GRAPH + "sources", ("b.trig", 8)),
        ("skos:prefLabel", "", ("b.trig", 5)),
        ("skos:definition", "", ("b.trig", 4)),
        ("skos:prefLabel", "urn:x:een", ("a.trig", 2)),
        ("ag:managedBy", "", ("a.trig", 15)),
        ("", "urn:x:twee", ("a.trig", 14)),
        ("", "", ("b.trig", 4)),
        ("", terms.GRAPH + "30-plain-edges", ("b.trig", 4)),
        ("ag:uses", terms.GRAPH + "30-plain-edges", ("a.trig", 2)),
    ],
)
def test_a_finding_points_at_the_line_in_its_block(
    two_files: Files, predicate: str, graph: str, expected: tuple[str, int]
) -> None:
    """In the block of the graph: the line of the property, else of the class, else of the thing; else anywhere."""
    assert two_files.findings == []
    place = two_files.place("urn:x:kast", terms.expand(predicate) if predicate else "", graph)
    assert (place.file, place.line) == expected


def test_what_nobody_speaks_of_is_placed_at_its_block(two_files: Files) -> None:
    """A thing that is no subject anywhere is placed where the block of its graph begins, and else nowhere."""
    assert two_files.place("urn:x:tafel", "", "urn:x:drie") == Place("b.trig", 2)
    assert two_files.place("urn:x:tafel", "", "urn:x:nergens") == Place()


def test_the_place_does_not_slip_to_the_next_thing(tmp_path: Path) -> None:
    """What a thing lacks is found at that thing, not at the next one that has it."""
    text = PREFIXES + ABOUT + "agd:page {\n    agd:kaal a ag:Registry .\n    agd:kast a ag:Registry ;\n"
    text += '        skos:prefLabel "Kast"@nl , "Cabinet"@en .\n}\n'
    path = tmp_path / "x.trig"
    path.write_text(text, encoding="utf-8")
    assert [(f.code, f.place.line) for f in build([path]).findings] == [("Thing-prefLabel", text.count("\n") - 3)]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_line_ends_end_a_line(tmp_path: Path, sign: str) -> None:
    """Signs that Python calls line ends, as texts copied from a PDF have them, do not shift the line."""
    path = tmp_path / "x.trig"
    text = PREFIXES + ABOUT + f'agd:page {{\n    agd:kast a ag:Registry ; skos:altLabel "a{sign}b"@nl .\n}}\n'
    path.write_text(text, encoding="utf-8")
    assert [(f.code, f.place.line) for f in build([path]).findings] == [("Thing-prefLabel", text.count("\n") - 1)]


def test_the_index_reads_prefixes_as_the_file_declares_them() -> None:
    """A file may call our names by another prefix, write them in full, or escape what is in them."""
    text = (
        "PREFIX x: <https://w3id.org/agendagraph/id/>\n@base <urn:base:> .\nprefix : <urn:empty:>\n"
        "<https://w3id.org/agendagraph/id/a> :p 1 .\nx:b%20 :p 1 .\nx:c\\,d :p 1 .\nx:e.f :p 1.\n:g :p true .\n"
    )
    found = {name.removeprefix(terms.AGD): spots[0].line for name, spots in places.index(text).spots.items()}
    assert found == {"a": 4, "b%20": 5, "c,d": 6, "e.f": 7, "urn:empty:g": 8}


def test_the_index_knows_blocks_without_a_name() -> None:
    """Braces without a name in front are no block of the thing before them."""
    index = places.index("@prefix x: <urn:x:> .\nx:a x:p x:b .\n{ x:c x:p x:d }\nx:g { x:e x:p x:f }\nx:h x:p 1 .\n")
    assert {name: spots[0].graph for name, spots in index.spots.items()} == {
        "urn:x:a": "",
        "urn:x:c": "",
        "urn:x:e": "urn:x:g",
        "urn:x:h": "",
    }
    assert index.blocks == {"urn:x:g": 4}


# --- findings ---

FINDING = Finding(
    "some-rule",
    "warning",
    Place("data/a.trig", 12, 3),
    Text("Dit klopt niet.", "This is wrong."),
    Text("Maak het goed.", "Mend it."),
    terms.AGD + "kast",
    "Kast (agd:kast)",
)


def test_a_finding_is_one_sentence_in_either_language() -> None:
    """Place, severity, rule, thing, what is wrong and what to do, on one line that an editor can jump to."""
    assert FINDING.sentence("nl") == (
        "data/a.trig:12:3: let op [some-rule] Kast (agd:kast): Dit klopt niet. → Maak het goed."
    )
    assert FINDING.sentence("en") == "data/a.trig:12:3: warning [some-rule] Kast (agd:kast): This is wrong. → Mend it."


def test_a_finding_is_plain_values_for_json() -> None:
    """The same finding for a program: every part by itself."""
    assert FINDING.as_dict("en") == {
        "severity": "warning",
        "code": "some-rule",
        "file": "data/a.trig",
        "line": 12,
        "column": 3,
        "focus": "https://w3id.org/agendagraph/id/kast",
        "label": "Kast (agd:kast)",
        "message": "This is wrong.",
        "hint": "Mend it.",
    }


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("a.trig", 2, 3), "a.trig:2:3"),
        (Place("a.trig", 2), "a.trig:2"),
        (Place("a.trig"), "a.trig"),
        (Place(), ""),
    ],
)
def test_a_place_shows_what_is_known_of_it(place: Place, expected: str) -> None:
    """A line or column that is not known is left out."""
    assert str(place) == expected


def test_findings_are_sorted_by_place(tmp_path: Path) -> None:
    """Lines are sorted as numbers, so that 9 comes before 10."""
    path = tmp_path / "x.trig"
    things = "".join(f"    agd:kast-{n} a ag:Registry .\n" for n in range(12))
    path.write_text(f"{PREFIXES}{ABOUT}agd:page {{\n{things}}}\n", encoding="utf-8")
    lines = [found.place.line for found in build([path]).findings]
    assert len(lines) == 12
    assert lines == sorted(lines)


def test_the_label_of_a_finding_is_what_people_call_the_thing(tmp_path: Path) -> None:
    """A finding names the thing by its label with its identifier, or by its identifier alone."""
    shutil.copy(cases.HERE / "bad" / "unknown-property.trig", tmp_path / "x.trig")
    assert [found.label for found in build([tmp_path]).findings] == ["Kast (agd:kast)"]
    shutil.copy(cases.HERE / "bad" / "misspelt-subject.trig", tmp_path / "x.trig")
    assert [found.label for found in build([tmp_path]).findings] == ["agd:kats"]
