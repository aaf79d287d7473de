"""`agendagraph export`: the whole model as a file, or on standard output."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from agendagraph.build import build
from agendagraph.cli import cli
from agendagraph.store import Store
from tests.conftest import MINI


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented graph as a dataset file."""
    file = tmp_path_factory.mktemp("dataset") / "mini.nq"
    build([MINI], check=False).require_valid().write(file)
    return file


def run(dataset: Path, *words: str) -> Result:
    """Run the command on the invented graph."""
    return CliRunner().invoke(cli, ["--dataset", str(dataset), "export", *words])


@pytest.mark.parametrize(
    "form", ["archimate", "graphml", "gexf", "cytoscape", "jgf", "csv", "xlsx", "trig", "nq", "jsonld", "ttl"]
)
def test_a_file_and_standard_output_are_the_same(dataset: Path, tmp_path: Path, form: str) -> None:
    """Whatever the format, `-` gives the bytes of the file, and what is told goes to standard error."""
    file = tmp_path / "folder" / "model"
    assert run(dataset, form, "-o", str(file)).exit_code == 0
    written = run(dataset, form, "-o", "-")
    assert written.stdout_bytes == file.read_bytes()
    assert written.stderr.startswith("Gegevens lezen …")


@pytest.mark.parametrize(
    ("form", "engine"),
    [("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_a_dump_has_every_statement(mini: Store, dataset: Path, form: str, engine: ox.RdfFormat) -> None:
    """Read back, it is the dataset: each statement in its graph."""
    assert set(ox.parse(run(dataset, form).stdout_bytes, format=engine)) == set(mini.quads())


def test_turtle_has_every_triple(mini: Store, dataset: Path) -> None:
    """Without the graphs, each triple once."""
    triples = list(ox.parse(run(dataset, "ttl").stdout_bytes, format=ox.RdfFormat.TURTLE))
    assert {str(q.triple) for q in triples} == {str(q.triple) for q in mini.quads()}
    assert len(triples) == len(set(triples))


def test_the_model_has_every_thing(mini: Store, dataset: Path) -> None:
    """All things of the graph, and their relations with the passages that say so."""
    from agendagraph.catalog.names import index

    rows = list(csv.DictReader(io.StringIO(run(dataset, "csv").stdout_bytes.decode("utf-8-sig")), delimiter=";"))
    assert {row["IRI"] for row in rows if row["Wat"] == "element"} == index(mini).things
    graph = json.loads(run(dataset, "jgf").stdout)["graph"]
    assert graph["metadata"]["fingerprint"] == mini.fingerprint
    assert all(edge["metadata"].get("passages") for edge in graph["edges"] if edge["metadata"].get("basis") == "Stated")


def test_the_profile_is_for_archimate(dataset: Path) -> None:
    """`am4` has no constraints; with another format a profile is a mistake."""
    assert b'"Constraint"' in run(dataset, "archimate").stdout_bytes
    assert b'"Constraint"' not in run(dataset, "archimate", "--profile", "am4").stdout_bytes
    assert run(dataset, "csv", "--profile", "am4").exception is not None


def test_nothing_is_left_of_a_file_that_cannot_be_written(dataset: Path, tmp_path: Path) -> None:
    """Where a file cannot be, nothing is."""
    (tmp_path / "file").write_text("x")
    assert run(dataset, "ttl", "-o", str(tmp_path / "file" / "model.ttl")).exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
