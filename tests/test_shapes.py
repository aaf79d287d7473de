"""Every shape has a case that passes and a case that fails, and finds exactly what the failing case says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Namespace, URIRef

from agendagraph import assets, terms
from agendagraph.store import Store
from tests import cases

CASES = sorted(path for path in (cases.HERE / "shapes").iterdir() if path.is_dir())
AG = Namespace(terms.AG)


def _shapes() -> Graph:
    graph = Graph()
    for path in sorted((assets.folder("ontology") / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


SHAPES = _shapes()


def _speaking() -> set[str]:
    """Return the local names of the shapes that can be the code of a finding: those with an IRI and a message."""
    named = {shape for shape in SHAPES.subjects(RDF.type, SH.PropertyShape) if isinstance(shape, URIRef)}
    named |= {shape for shape in SHAPES.subjects(SH.message) if isinstance(shape, URIRef)}
    return {str(shape).removeprefix(terms.AG) for shape in named}


def _targets(shape: str) -> set[str]:
    return {str(target) for target in SHAPES.objects(AG[shape], SH.targetClass)}


def _classes_under(store: Store, name: str) -> set[str]:
    rows = store.rows("SELECT DISTINCT ?class WHERE { ?class rdfs:subClassOf+ $top }", {"top": terms.ag(name)})
    return {row["class"].value for row in rows}


def test_every_shape_has_its_cases() -> None:
    """A shape without a case folder, and a folder without a shape, fail here: the suite guards its own size."""
    assert {path.name for path in CASES} == _speaking()
    assert len(CASES) >= 57
    assert [
        path.name for path in CASES if sorted(p.name for p in path.iterdir()) != ["invalid.trig", "valid.trig"]
    ] == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_is_right_has_no_findings(case: Path) -> None:
    """`valid.trig` has no findings at all, of this shape or any other."""
    assert cases.findings(case / "valid.trig") == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_is_wrong_is_found_exactly(case: Path) -> None:
    """`invalid.trig` has the findings of its header, thing by thing, and no other; each points at the right thing."""
    path = case / "invalid.trig"
    found = cases.findings(path)
    assert cases.named(found) == cases.expected(path)
    assert case.name in {finding.code for finding in found}
    assert cases.misplaced(path, found) == []


@pytest.mark.parametrize("name", sorted(_speaking()))
def test_a_shape_says_what_is_wrong_and_what_to_do(name: str) -> None:
    """Every shape has a message and a remedy, each once in Dutch and once in English."""
    for predicate in (SH.message, AG.remedy):
        texts = [text for text in SHAPES.objects(AG[name], predicate) if len(str(text)) > 10]
        assert sorted(str(text.language) for text in texts) == ["en", "nl"]  # type: ignore[attr-defined]


def test_severity_follows_the_file() -> None:
    """What is in should.ttl is a warning, what is in must.ttl is a violation."""
    for name, wanted in (("must.ttl", SH.Violation), ("should.ttl", SH.Warning)):
        graph = Graph().parse(assets.folder("ontology") / "shapes" / name)
        speaking = [shape for shape in graph.subjects(SH.message) if isinstance(shape, URIRef)]
        assert {graph.value(shape, SH.severity) or SH.Violation for shape in speaking} == {wanted}


@pytest.mark.parametrize("shape", ["ThingShape", "ShortLabelShape"])
def test_the_shapes_of_things_look_at_every_class_of_thing(mini: Store, shape: str) -> None:
    """A class that is added to the ontology must be added to the targets, or its things are never checked."""
    assert _targets(shape) == _classes_under(mini, "Thing")


def test_the_shapes_of_statements_look_at_every_class_of_statement(mini: Store) -> None:
    """Every kind of statement is the target of a shape in must.ttl."""
    graph = Graph().parse(assets.folder("ontology") / "shapes" / "must.ttl")
    assert _classes_under(mini, "Statement") - {str(target) for target in graph.objects(None, SH.targetClass)} == set()


def test_the_classes_that_need_a_definition_are_those_of_the_data_guide() -> None:
    """The list in docs/data-guide.md and the targets of the shape are one list."""
    guide = (cases.HERE.parent / "docs" / "data-guide.md").read_text(encoding="utf-8")
    listed = re.search(r"Obliged for the classes (.*?) and for every thing with a page", guide)
    assert listed
    assert _targets("DefinedShape") == {terms.AG + name for name in listed[1].split(", ")}


def test_every_path_of_a_shape_is_a_known_property(mini: Store) -> None:
    """A shape on a property that the ontology does not define would never find anything."""
    paths = {str(path) for path in SHAPES.objects(None, SH.path) if str(path).startswith(terms.AG)}
    assert {path for path in paths if not any(mini.quads(terms.ag(path.removeprefix(terms.AG)), terms.TYPE))} == set()
