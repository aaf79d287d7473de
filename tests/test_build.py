"""The build: the same input gives the same bytes, a failure leaves no trace, and the shipped data are valid."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph import assets, terms
from agendagraph.build import build
from agendagraph.errors import InputError, InvalidDataError
from agendagraph.findings import violations
from agendagraph.store import FINGERPRINT, Store
from tests import cases

MINI = cases.HERE / "fixtures" / "mini"


def _elsewhere(code: str, *arguments: str, seed: str = "0") -> str:
    """Return what Python code prints in a process of its own, with its own order of sets."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


# --- the same input gives the same bytes ---


def test_two_builds_write_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in the dataset depends on the moment or the place at which it was made."""
    copy = tmp_path / "copy" / "mini"
    shutil.copytree(MINI, copy)
    build([MINI]).write(tmp_path / "a.nq")
    build([copy]).write(tmp_path / "b.nq")
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()


@pytest.mark.parametrize("seed", ["1", "42", "random"])
def test_the_bytes_do_not_depend_on_the_order_of_sets(seed: str) -> None:
    """Another hash seed gives the same fingerprint, of the dataset and of the written file."""
    code = """
import hashlib, pathlib, sys, tempfile
from agendagraph.build import build
made = build([pathlib.Path(sys.argv[1])])
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "x.nq"
    made.write(path)
    print(made.fingerprint, hashlib.sha256(path.read_bytes()).hexdigest())
"""
    assert _elsewhere(code, str(MINI), seed=seed) == _elsewhere(code, str(MINI), seed="0")


@pytest.mark.parametrize("shape", ["Relation-predicate", "Milestone-date", "Thing-prefLabel"])
def test_the_findings_do_not_depend_on_the_order_of_sets(shape: str) -> None:
    """Another hash seed gives the same findings with the same words in the same order."""
    code = """
import json, pathlib, sys
from agendagraph.build import build
print(json.dumps([f.as_dict("en") for f in build([pathlib.Path(sys.argv[1])]).findings]))
"""
    path = str(cases.HERE / "shapes" / shape / "invalid.trig")
    assert len({_elsewhere(code, path, seed=seed) for seed in ("0", "1", "2", "3")}) == 1


def test_all_values_that_are_wrong_are_named(tmp_path: Path) -> None:
    """A finding with several wrong values is one finding, which names them all, sorted."""
    text = (cases.HERE / "bad" / "german.trig").read_text(encoding="utf-8")
    path = tmp_path / "x.trig"
    path.write_text(text.replace('"Schrank"@de', '"Schrank"@de , "Kiste"@de , "Truhe"@de'), encoding="utf-8")
    [found] = [found for found in build([path]).findings if found.code == "Thing-altLabel"]
    assert found.message.nl.endswith(" Gevonden: Kiste, Schrank, Truhe.")
    assert found.message.en.endswith(" Found: Kiste, Schrank, Truhe.")


def test_a_thing_is_not_its_own_wrong_value() -> None:
    """Where the thing as a whole is wrong, its message does not name it once more as the value found."""
    found = build([cases.HERE / "shapes" / "PassageShape" / "invalid.trig"]).findings
    assert {finding.message.en for finding in found} == {"The locator of the passage is missing."}


def test_the_order_of_the_folders_does_not_matter(tmp_path: Path) -> None:
    """The dataset is a set: which folder is read first leaves no trace."""
    first, second = MINI / "agenda", [MINI / "sources.ttl", MINI / "ambities", MINI / "editorial", MINI / "regions"]
    assert build([first, *second], check=False).fingerprint == build([*second, first], check=False).fingerprint


def test_the_fingerprint_is_of_the_file_without_it(tmp_path: Path) -> None:
    """Anybody can check the fingerprint: SHA-256 of the sorted N-Quads, without the line that holds it."""
    path = tmp_path / "x.nq"
    made = build([MINI], check=False)
    made.write(path)
    lines = path.read_bytes().splitlines(keepends=True)
    rest = [line for line in lines if FINGERPRINT.value.encode() + b'> "' not in line]
    assert len(rest) == len(lines) - 1
    assert hashlib.sha256(b"".join(rest)).hexdigest() == made.fingerprint
    assert rest == sorted(rest, key=lambda line: line.decode())
    assert Store.open(path).fingerprint == made.fingerprint


def test_one_changed_literal_changes_the_fingerprint(tmp_path: Path) -> None:
    """A single letter in a single name gives another fingerprint; a changed comment does not."""
    folder = tmp_path / "mini"
    shutil.copytree(MINI, folder)
    before = build([folder], check=False).fingerprint
    path = folder / "agenda" / "1-diensten.trig"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "# een opmerking\n", encoding="utf-8")
    assert build([folder], check=False).fingerprint == before
    path.write_text(text.replace('"Key cabinet"', '"Key Cabinet"'), encoding="utf-8")
    assert build([folder], check=False).fingerprint != before


def test_nodes_without_a_name_get_the_same_name_each_time(tmp_path: Path) -> None:
    """Blank nodes are a finding, and yet a dataset with them is the same each time and keeps them apart."""
    for name, label in (("a", "Een"), ("b", "Twee")):
        (tmp_path / name).mkdir()
        text = f'@prefix x: <urn:x:> . _:g {{ [] x:p "{label}" . x:{name} x:q [ x:p 1 ] }}'
        (tmp_path / name / "same.trig").write_text(text, encoding="utf-8")
    made = build([tmp_path], check=False)
    assert made.fingerprint == build([tmp_path], check=False).fingerprint
    nodes = {
        term.value
        for quad in made.quads
        for term in (quad.subject, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode) and term.value.startswith(f"{terms.GRAPH}node/same-")
    }
    assert len(nodes) == 6
    assert not any(isinstance(t, ox.BlankNode) for q in made.quads for t in (q.subject, q.object, q.graph_name))


def test_statements_outside_blocks_are_kept_apart() -> None:
    """What stands outside any block of a data file is in graph:sources; the ontology is in graph:ontology."""
    store = build([MINI], check=False).store()
    for thing, graph in ((terms.agd("source-editorial"), "sources"), (terms.ag("Law"), "ontology")):
        graphs = {quad.graph_name.value for quad in store.quads(thing, terms.TYPE)}
        assert graphs == {terms.GRAPH + graph}


def test_a_build_without_checks_judges_the_files_alone(tmp_path: Path) -> None:
    """`check=False` is for those who know that the data are valid: only what cannot be read is found."""
    bad = cases.HERE / "bad"
    assert build([bad / "german.trig"], check=False).findings == []
    assert [f.code for f in build([bad / "missing-dot.trig"], check=False).findings] == ["file-syntax"]


def test_data_with_violations_are_refused() -> None:
    """`require_valid` says how many violations there are and where the first is; warnings do not count."""
    warned = build([cases.HERE / "checks" / "shared-name" / "invalid.trig"])
    assert [found.severity for found in warned.findings] == ["warning", "warning"]
    assert warned.require_valid() is warned
    wrong = build([cases.HERE / "bad" / "german.trig"])
    with pytest.raises(InvalidDataError) as caught:
        wrong.require_valid()
    assert caught.value.message.en == "The data have 2 violation(s)."
    assert caught.value.where.endswith("bad/german.trig:31")


# --- writing ---


def test_the_file_is_written_aside_and_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the moment of the rename the new file is complete beside the old one, which is still whole."""
    target = tmp_path / "x.nq"
    target.write_text("old", encoding="utf-8")
    made = build([MINI], check=False)
    seen: list[tuple[str, str, int]] = []
    rename = Path.replace

    def replace(self: Path, other: Path) -> Path:
        seen.append((str(self.parent), target.read_text(encoding="utf-8"), self.read_bytes().count(b"\n")))
        return rename(self, other)

    monkeypatch.setattr(Path, "replace", replace)
    made.write(target)
    assert seen == [(str(tmp_path), "old", len(made.quads))]
    assert list(tmp_path.iterdir()) == [target]
    assert len(Store.open(target)) == len(made.quads)


@pytest.mark.parametrize(
    "fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stopped"]
)
def test_a_failure_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """A full disk or an impatient user leaves the old file as it was, and no debris beside it."""
    target = tmp_path / "x.nq"
    target.write_text("old", encoding="utf-8")
    made = build([MINI], check=False)

    def replace(self: Path, other: Path) -> Path:
        raise fault

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises((InputError, KeyboardInterrupt)):
        made.write(target)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("x.nq", "old")]


@pytest.mark.parametrize("place", ["file/x.nq", "folder"])
def test_a_place_that_cannot_be_written_is_wrong_input(tmp_path: Path, place: str) -> None:
    """A file in the place of a folder, and a folder in the place of the file: a clear error, and no debris."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError) as caught:
        build([MINI], check=False).write(tmp_path / place)
    assert caught.value.where == str(tmp_path / place)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    """A dataset is no secret: it does not keep the rights of a temporary file."""
    build([MINI], check=False).write(tmp_path / "new" / "x.nq")
    assert (tmp_path / "new" / "x.nq").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("raw", [b"no dataset", b"\xff\xfe", None], ids=["text", "bytes", "missing"])
def test_what_is_no_dataset_cannot_be_opened(tmp_path: Path, raw: bytes | None) -> None:
    """Opening something else than a built dataset is an error with a remedy, not a traceback of the engine."""
    path = tmp_path / "x.nq"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        Store.open(path)
    assert caught.value.hint.en == "Make one with: agendagraph build."


# --- the shipped data ---


@pytest.mark.shipped
def test_the_shipped_data_have_no_violation() -> None:
    """The data in `data/` validate without a violation, in well under 30 seconds."""
    start = time.perf_counter()
    found = violations(build().findings)
    assert [finding.sentence("en") for finding in found] == []
    assert time.perf_counter() - start < 15


@pytest.mark.shipped
def test_the_ontology_points_to_sources_that_are_there(real: Store) -> None:
    """The chapters of the ontology are part of sources in `data/`; a folder of one's own need not have those."""
    rows = real.rows(
        """
        SELECT ?thing ?value WHERE {
          GRAPH graph:ontology { ?thing ?link ?value } FILTER (isIRI(?value) && STRSTARTS(STR(?value), STR(agd:)))
          FILTER NOT EXISTS { ?value a ?class }
        } ORDER BY ?thing
        """
    )
    assert [(row["thing"].value, row["value"].value) for row in rows] == []


@pytest.mark.shipped
def test_no_passage_says_the_same_as_what_is_derived(real: Store) -> None:
    """Every statement of the rules is in a graph of its own, and in no passage as well."""
    rows = real.rows(
        """
        SELECT ?s ?p ?o WHERE {
          GRAPH ?derived { ?s ?p ?o } ?derived prov:wasGeneratedBy ?activity .
          GRAPH ?passage { ?s ?p ?o } FILTER (?passage != ?derived)
        } ORDER BY ?s ?p ?o
        """
    )
    assert [tuple(term.value for term in (row["s"], row["p"], row["o"])) for row in rows] == []


def test_the_data_are_found_in_a_checkout() -> None:
    """Without an argument the build reads the `data/` of this checkout."""
    assert assets.folder("data") == cases.HERE.parent / "data"
    assert build(check=False).fingerprint == build([cases.HERE.parent / "data"], check=False).fingerprint
