"""Every node, edge and label of a view is in every format, and comes back from it as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from agendagraph.diagrams.layout import render
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import View
from agendagraph.diagrams.writers import WRITERS
from tests.diagrams.formats import material, readers
from tests.diagrams.formats.material import norm
from tests.diagrams.formats.readers import Read

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BY_IRI: dict[str, Callable[[bytes], Read]] = {
    "graphml": readers.graphml,
    "yed": readers.graphml,
    "gexf": readers.gexf,
    "cytoscape": readers.cytoscape,
    "jgf": readers.jgf,
    "csv": readers.comma,
    "xlsx": readers.excel,
    "drawio": readers.drawio,
    "dot": readers.dot,
}
"""Formats in which a thing keeps its IRI."""

BY_NUMBER = {"html": (readers.page, "{}", 0), "mermaid": (readers.mermaid, "n{}", 1), "d2": (readers.d2, "n{}", 1)}
"""Formats in which things are numbered: the reader, what a number looks like, and the first one."""

WITH_NOTES = {"drawio", "yed", "dot", "mermaid", "d2"}
"""Formats in which a box has its kind and note below its label."""


def written(view: View, form: str) -> bytes:
    """Return a view in a format, laid out where that asks for it."""
    writer = WRITERS[form]
    return writer.write(view, render(view) if writer.needs_layout else None)


def check(view: View, form: str) -> None:
    """Assert that what is read back is what was written."""
    if form in BY_IRI:
        read, names = BY_IRI[form](written(view, form)), [node.id for node in legible(view).nodes]
    else:
        reader, pattern, first = BY_NUMBER[form]
        read, names = reader(written(view, form)), [pattern.format(n) for n in range(first, first + len(view.nodes))]
    if form == "dot":
        names = [name.replace("\\", "%5C") for name in names]
    known = dict(zip((node.id for node in view.nodes), names, strict=True))
    assert set(read.nodes) == set(names)
    for node, name in zip(view.nodes, names, strict=True):
        label = norm(node.label)
        if form in WITH_NOTES:
            assert norm(read.nodes[name]).startswith(label), name
        else:
            assert norm(read.nodes[name]) == label
    found = Counter((a, b) for a, b, _ in read.edges)
    assert found == Counter((known[edge.source], known[edge.target]) for edge in view.edges)
    texts = Counter((a, b, norm(text)) for a, b, text in read.edges)
    for edge in view.edges:
        ends = known[edge.source], known[edge.target]
        if edge.choice:
            assert any(key[:2] == ends and key[2].startswith(norm(edge.label)) for key in texts)
        else:
            assert texts[*ends, norm(edge.label)] > 0, (ends, edge.label)


FORMS = [*BY_IRI, *BY_NUMBER]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_labels_come_back(form: str) -> None:
    """Quotes, markup, line ends, emoji, right to left, 300 characters, formulas, control characters: text, and all there."""
    check(material.view(), form)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "d2"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(view=material.views())
def test_any_view_comes_back(form: str, view: View) -> None:
    """Whatever is in a view: loops, doubled edges, empty and equal labels, identifiers that are no IRIs."""
    check(view, form)


def _statements(view: View, form: str, reader: str) -> None:
    read = readers.statements(reader)(written(view, form))
    shown = legible(view)
    labels = Counter(norm(label) for label in read.nodes.values())
    assert labels == Counter(norm(node.label) for node in view.nodes)
    by_id = {node.id: node.label for node in shown.nodes}
    iris = {name for name in read.nodes if name.startswith("http")}
    assert iris == {node.id for node in view.nodes if node.id.startswith("http")}
    texts = {(norm(read.nodes[a]), norm(read.nodes[b]), norm(text)) for a, b, text in read.edges}
    pairs = {(a, b) for a, b, _ in texts}
    for edge in shown.edges:
        ends = norm(by_id[edge.source]), norm(by_id[edge.target])
        # The label is that of the relation: of an edge without one, the relation may have another edge's.
        assert (*ends, norm(edge.label)) in texts if edge.label.strip() else ends in pairs


RDF = [("turtle", "turtle"), ("trig", "trig"), ("jsonld", "json-ld")]


@pytest.mark.parametrize(("form", "reader"), RDF)
def test_hostile_labels_come_back_as_statements(form: str, reader: str) -> None:
    """In RDF too."""
    _statements(material.view(), form, reader)


@pytest.mark.parametrize(("form", "reader"), RDF)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(view=material.views())
def test_any_view_comes_back_as_statements(form: str, reader: str, view: View) -> None:
    """In RDF a thing without an IRI is a blank node, and an edge without one a relation with its label."""
    _statements(view, form, reader)


_PRINTS = """
import hashlib
from agendagraph.diagrams.layout import render
from agendagraph.diagrams.writers import WRITERS
from tests.diagrams.formats.material import HOSTILE, view
shown = view(HOSTILE[:9])
laid = render(shown)
for writer in WRITERS.values():
    print(writer.name, hashlib.sha256(writer.write(shown, laid)).hexdigest())
"""


def test_the_same_view_gives_the_same_bytes() -> None:
    """No clock, no chance, no order of a set: two processes agree on every format."""
    prints = []
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        ran = subprocess.run(
            [sys.executable, "-c", _PRINTS], env=environment, capture_output=True, text=True, check=True
        )
        prints.append(dict(line.split() for line in ran.stdout.splitlines()))
    assert prints[0] == prints[1]
    assert list(prints[0]) == list(WRITERS)
