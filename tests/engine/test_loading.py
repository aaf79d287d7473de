"""What a worker's dataset is made from: every kind of source, what a query sees of it, and files that are wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from agendagraph import terms
from agendagraph.build import build
from agendagraph.engine.evaluation import Evaluator
from agendagraph.engine.job import Job
from agendagraph.engine.loading import DefaultGraph, Source, load
from agendagraph.errors import AgendaGraphError
from tests.conftest import MINI

OWN = "<urn:a> <urn:p> <urn:b> .\n"
NAMED = "<urn:a> <urn:p> <urn:c> <urn:g> .\n"
TURTLE = "@prefix u: <urn:> . u:a u:p u:b ."
BY_SUFFIX = {
    ".nt": OWN, ".nq": NAMED, ".ttl": TURTLE, ".trig": "<urn:g> { <urn:a> <urn:p> <urn:c> }",
    ".rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<rdf:Description rdf:about="urn:a"><u:p rdf:resource="urn:b"/></rdf:Description></rdf:RDF>',
    ".jsonld": '{"@id": "urn:a", "urn:p": {"@id": "urn:b"}}',
}  # fmt: skip


def _seen(source: Source) -> list[str]:
    """Return what a query sees outside GRAPH."""
    store, facts = load(source)
    stream = io.BytesIO()
    evaluator = Evaluator(store, terms.prefixes(), union=facts.union)
    evaluator.write(Job("query", "SELECT ?o { <urn:a> <urn:p> ?o } ORDER BY ?o", "urn:"), lambda _: stream)
    rows: list[dict[str, Any]] = json.loads(stream.getvalue())["results"]["bindings"]
    return [row["o"]["value"] for row in rows]


@pytest.mark.parametrize(
    ("text", "wanted", "seen"),
    [
        (NAMED, "auto", ["urn:c"]),
        (OWN + NAMED, "auto", ["urn:b"]),
        (OWN + NAMED, "union", ["urn:b", "urn:c"]),
        (OWN + NAMED, "own", ["urn:b"]),
        (NAMED, "own", []),
    ],
)
def test_the_default_graph_is_what_was_chosen(tmp_path: Path, text: str, wanted: DefaultGraph, seen: list[str]) -> None:
    """The union, its own, or by itself: its own where there is anything in it, else the union."""
    path = tmp_path / "data.nq"
    path.write_text(text)
    assert _seen(Source("files", (str(path),), wanted)) == seen


@pytest.mark.parametrize("suffix", BY_SUFFIX)
def test_every_format_is_read(tmp_path: Path, suffix: str) -> None:
    """By the end of its name; alone and beside another; the fingerprint is that of the bytes."""
    path = tmp_path / f"data{suffix}"
    path.write_text(BY_SUFFIX[suffix])
    assert len(_seen(Source("files", (str(path),), "union"))) == 1
    other = tmp_path / "other.nt"
    other.write_text("<urn:a> <urn:p> <urn:z> .\n")
    assert len(_seen(Source("files", (str(path), str(other)), "union"))) == 2
    first = load(Source("files", (str(path),)))[1].fingerprint
    assert load(Source("files", (str(path),)))[1].fingerprint == first
    path.write_text(BY_SUFFIX[suffix] + "\n")
    assert load(Source("files", (str(path),)))[1].fingerprint != first


def test_a_dataset_that_was_built_has_its_own_fingerprint(tmp_path: Path) -> None:
    """As a file and on disk: the one that the build gave it."""
    made = build([MINI], check=False).require_valid()
    path = tmp_path / "built.nq"
    made.write(path)
    store, facts = load(Source("built", (str(path),)))
    assert (facts.fingerprint, facts.quads, facts.union) == (made.store().fingerprint, len(store), True)
    assert facts.quads == len(made.store())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.nq", "<urn:a> <urn:b> .\n", "a.nq"),
        ("a.ttl", "@prefix u: <urn:> .\nu:a u:p .\n", "a.ttl"),
        ("a.rdf", '<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>', "a.rdf"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/context", "x": 1}', "a.jsonld"),
        ("a.txt", "hello", "a.txt"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    """An error of ours in two languages, with the file; never a traceback, and nothing is fetched."""
    path = tmp_path / name
    path.write_text(content)
    for kind in ("files", "built"):
        with pytest.raises(AgendaGraphError) as found:
            load(Source(kind, (str(path),)))  # type: ignore[arg-type]
        assert said in found.value.sentence("nl")
        assert found.value.http_status < 500 or found.value.code == "invalid-data"


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    """And so is a store that is not there."""
    for source in (Source("files", (str(tmp_path / "none.nq"),)), Source("disk", (str(tmp_path / "none"),))):
        with pytest.raises(AgendaGraphError) as found:
            load(source)
        assert "none" in found.value.sentence("nl")


def test_a_source_crosses_to_another_process() -> None:
    """As text on its command line."""
    source = Source("files", ("/a b/é.ttl", "c.nq"), "own")
    assert Source.decode(source.encode()) == source
