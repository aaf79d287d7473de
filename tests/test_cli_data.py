"""The commands of a maintainer: build and validate, their output, their exit codes and what they leave on disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from agendagraph import assets
from agendagraph.build import build
from agendagraph.cli import main
from agendagraph.store import Store
from tests import cases

MINI = cases.HERE / "fixtures" / "mini"
BAD = cases.HERE / "bad"
WARNED = cases.HERE / "checks" / "shared-name" / "invalid.trig"


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code and what it wrote where."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `agendagraph` with arguments."""

    def call(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert isinstance(caught.value.code, int)
        return Outcome(caught.value.code, out, err)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one file whose only fault is on line 31."""
    (tmp_path / "data").mkdir()
    shutil.copy(BAD / "no-language.trig", tmp_path / "data" / "x.trig")
    return tmp_path / "data"


# --- validate ---


def test_validating_the_shipped_data(run: Run) -> None:
    """Without paths the shipped data are validated; the count is told, the findings are data."""
    done = run("--lang", "en", "validate")
    lines = done.out.splitlines()
    violations = [line for line in lines if ": error [" in line]
    assert done.err == f"{len(violations)} violation(s), {len(lines) - len(violations)} warning(s)\n"
    assert done.code == (1 if violations else 0)


def test_validating_a_folder(run: Run, folder: Path) -> None:
    """A folder is validated as a whole of its own: findings on standard output, the count beside it, exit 1."""
    done = run("--lang", "en", "validate", folder)
    assert done.code == 1
    assert done.out.splitlines() == [finding.sentence("en") for finding in build([folder]).findings]
    assert done.out.startswith("data/x.trig:31: error [Thing-hiddenLabel] Kast (agd:kast): A hidden name has no right")
    assert done.err == "2 violation(s), 0 warning(s)\n"


def test_validating_speaks_dutch_first(run: Run, folder: Path) -> None:
    """Without --lang the findings and the count are Dutch."""
    done = run("validate", folder)
    assert "data/x.trig:31: fout [wrong-language] Kast (agd:kast): De tekst van skos:hiddenLabel" in done.out
    assert done.err == "2 fout(en), 0 waarschuwing(en)\n"


def test_validating_a_good_folder(run: Run) -> None:
    """No findings: nothing on standard output, exit 0."""
    done = run("--lang", "en", "validate", MINI)
    assert (done.code, done.out, done.err) == (0, "", "0 violation(s), 0 warning(s)\n")


def test_warnings_do_not_fail(run: Run, tmp_path: Path) -> None:
    """A folder with warnings only is told about them and is fine: exit 0."""
    shutil.copy(WARNED, tmp_path / "x.trig")
    done = run("--lang", "en", "validate", tmp_path)
    assert done.code == 0
    assert done.out.count(": warning [shared-name] ") == 2
    assert done.err == "0 violation(s), 2 warning(s)\n"


def test_findings_as_json(run: Run, folder: Path) -> None:
    """With --format json standard output is JSON and nothing else, with the exit code of the findings."""
    done = run("--lang", "en", "validate", "--format", "json", folder)
    assert done.code == 1
    assert json.loads(done.out) == [finding.as_dict("en") for finding in build([folder]).findings]
    assert json.loads(done.out)[0] | {"message": "", "hint": ""} == {
        "severity": "violation",
        "code": "Thing-hiddenLabel",
        "file": "data/x.trig",
        "line": 31,
        "column": 0,
        "focus": "https://w3id.org/agendagraph/id/kast",
        "label": "Kast (agd:kast)",
        "message": "",
        "hint": "",
    }


def test_no_findings_as_json(run: Run) -> None:
    """No findings are an empty list, not an empty answer."""
    done = run("validate", "--format", "json", MINI)
    assert (done.code, json.loads(done.out)) == (0, [])


def test_validating_a_file_beside_the_shipped_data(run: Run, tmp_path: Path) -> None:
    """A file may refer to things of the shipped data, and only its own findings are shown."""
    text = (BAD / "dangling-reference.trig").read_text(encoding="utf-8")
    path = tmp_path / "x.trig"
    path.write_text(text.replace('"Cabinet"@en', '"Cabinet"@en ; ag:uses agd:mitz'), encoding="utf-8")
    done = run("--lang", "en", "validate", path)
    assert done.code == 1
    assert [line.split(": ")[:2] for line in done.out.splitlines()] == [
        [f"{path}:25", "error [dangling-reference] Kast (agd:kast)"]
    ]
    assert done.err == "1 violation(s), 0 warning(s)\n"


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("x.trig", None, "file-unreadable"),
        ("x.trig", b"", "file-empty"),
        ("x.trig", b"\xef\xbb\xbf", "file-bom"),
        ("x.trig", b"agd:a", "file-syntax"),
        ("x.csv", b"a,b", "file-format"),
    ],
    ids=["missing", "empty", "bom", "syntax", "format"],
)
def test_a_file_that_cannot_be_read_is_a_finding(
    run: Run, tmp_path: Path, name: str, raw: bytes | None, code: str
) -> None:
    """Every bad file is one finding with that file's name, exit 1."""
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    done = run("validate", "--format", "json", path)
    assert done.code == 1
    assert [(found["code"], found["file"]) for found in json.loads(done.out)] == [(code, str(path))]


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project folder whose shipped data hold one file, with one fault, and work in it."""
    (tmp_path / "data" / "deel").mkdir(parents=True)
    shutil.copy(BAD / "unknown-class.trig", tmp_path / "data" / "deel" / "x.trig")
    folder = assets.folder
    monkeypatch.setattr(assets, "folder", lambda name: tmp_path / "data" if name == "data" else folder(name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("here", "name"),
    [
        (".", "data/deel/x.trig"),
        (".", "./data/deel/../deel/x.trig"),
        ("data", "deel/x.trig"),
        ("data/deel", "x.trig"),
        (".", "{root}/data/deel/x.trig"),
    ],
)
def test_a_shipped_file_is_validated_by_whatever_name(
    run: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch, here: str, name: str
) -> None:
    """A file of the shipped data has its findings, wherever one works and however one writes its name."""
    monkeypatch.chdir(shipped / here)
    done = run("validate", "--format", "json", name.format(root=shipped))
    assert done.code == 1
    assert [(found["code"], found["line"]) for found in json.loads(done.out)] == [("unknown-term", 23)]


def test_a_link_to_itself_is_a_finding(run: Run, tmp_path: Path) -> None:
    """A symbolic link that points to itself is a finding like any other file that cannot be read."""
    path = tmp_path / "x.trig"
    path.symlink_to(path)
    done = run("validate", "--format", "json", path)
    assert done.code == 1
    assert [found["code"] for found in json.loads(done.out)] == ["file-unreadable"]


def test_an_unknown_option_is_wrong_input(run: Run) -> None:
    """A slip on the command line is exit 2, and standard output stays empty."""
    done = run("validate", "--fromat", "json")
    assert (done.code, done.out) == (2, "")
    assert "--format" in done.err


# --- build ---


def test_building_writes_the_dataset(run: Run, tmp_path: Path) -> None:
    """The dataset is written where it was asked, into a new folder if need be; the answer says what was made."""
    target = tmp_path / "new" / "x.nq"
    done = run("build", "--data", MINI, "-o", target)
    made = build([MINI])
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{target}  {len(made.quads)} quads  sha256:{made.fingerprint}\n"
    store = Store.open(target)
    assert (len(store), store.fingerprint) == (len(made.quads), made.fingerprint)


def test_building_from_several_folders(run: Run, tmp_path: Path) -> None:
    """--data can be given more than once, for files and folders; together they are the same dataset."""
    parts = [argument for path in sorted(MINI.iterdir()) for argument in ("--data", path)]
    assert run("build", *parts, "-o", tmp_path / "x.nq").code == 0
    assert Store.open(tmp_path / "x.nq").fingerprint == build([MINI]).fingerprint


@pytest.mark.parametrize("old", [None, "old"], ids=["absent", "present"])
def test_violations_stop_the_build(run: Run, tmp_path: Path, folder: Path, old: str | None) -> None:
    """With a violation nothing is written: no target, or the one that was there; the findings are told, exit 1."""
    shutil.copy(BAD / "missing-dot.trig", folder / "y.trig")
    target = tmp_path / "out" / "x.nq"
    if old:
        target.parent.mkdir()
        target.write_text(old, encoding="utf-8")
    done = run("--lang", "en", "build", "--data", folder, "-o", target)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [finding.sentence("en") for finding in build([folder]).findings]
    assert "data/y.trig:26:5: error [file-syntax]" in done.err
    assert "data/x.trig:31: error [wrong-language]" in done.err
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.glob("out/*")] == (
        [("x.nq", old)] if old else []
    )


def test_warnings_do_not_stop_the_build(run: Run, tmp_path: Path) -> None:
    """Warnings are told on standard error, and the dataset is written."""
    done = run("--lang", "en", "build", "--data", WARNED, "-o", tmp_path / "x.nq")
    assert done.code == 0
    assert done.err.count(": warning [shared-name] ") == 2
    assert done.out.startswith(f"{tmp_path}/x.nq  ")
    assert (tmp_path / "x.nq").is_file()


def test_a_target_that_cannot_be_written_is_wrong_input(run: Run, tmp_path: Path) -> None:
    """A file in the place of a folder is exit 2 with a remedy."""
    (tmp_path / "file").touch()
    done = run("--lang", "en", "build", "--data", MINI, "-o", tmp_path / "file" / "x.nq")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("→ Choose another place with --output.\n")


def test_a_folder_as_target_is_wrong_input(run: Run, tmp_path: Path) -> None:
    """-o takes a file."""
    done = run("build", "--data", MINI, "-o", tmp_path)
    assert (done.code, done.out) == (2, "")


def test_data_that_do_not_exist_are_wrong_input(run: Run, tmp_path: Path) -> None:
    """--data with a name that does not exist is exit 2, and nothing is written."""
    done = run("build", "--data", tmp_path / "weg", "-o", tmp_path / "x.nq")
    assert (done.code, done.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_no_dataset(run: Run, tmp_path: Path) -> None:
    """A folder without data does not become a dataset of the ontology alone."""
    (tmp_path / "leeg").mkdir()
    done = run("build", "--data", tmp_path / "leeg", "-o", tmp_path / "x.nq")
    assert (done.code, done.out) == (1, "")
    assert not (tmp_path / "x.nq").exists()


def test_two_builds_on_the_command_line_are_one(run: Run, tmp_path: Path) -> None:
    """Building again over the dataset that is there gives the same bytes."""
    target = tmp_path / "x.nq"
    run("build", "--data", MINI, "-o", target)
    before = target.read_bytes()
    run("build", "--data", MINI, "-o", target)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]
