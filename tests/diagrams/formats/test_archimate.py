"""ArchiMate: valid by the schema, legal by an independent table, read back, and the same identifiers in every export."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from pyArchimate import Model
from pyArchimate.relationship import check_valid_relationship

from agendagraph import terms
from agendagraph.diagrams.formats import archimate
from agendagraph.diagrams.formats.archimate_mapping import ASSOCIATION, PROFILES, Profile, mapping
from agendagraph.diagrams.layout import render
from agendagraph.diagrams.view import Edge, Node, View
from agendagraph.diagrams.views import make
from agendagraph.diagrams.views.whole import whole
from agendagraph.store import Store
from tests.diagrams.formats import material
from tests.diagrams.formats.material import norm

NS = {"a": "http://www.opengroup.org/xsd/archimate/3.0/"}
KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"
GONE_IN_4 = {"Constraint", "Contract", "Gap", "Representation", "BusinessInteraction", "ApplicationInteraction"}


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    """Return the schema of The Open Group."""
    return etree.XMLSchema(etree.parse(shared / "schemas" / "local31.xsd"))


def judged(schema: etree.XMLSchema, raw: bytes) -> Any:
    """Return the file as a tree, after the schema and the table of relationships have passed it."""
    tree = etree.fromstring(raw, etree.XMLParser(huge_tree=True))
    assert schema.validate(tree), schema.error_log
    kinds = {element.get("identifier"): element.get(KIND) for element in tree.iterfind(".//a:element", NS)}
    for found in tree.iterfind(".//a:relationship", NS):
        ends = kinds[found.get("source")], kinds[found.get("target")]
        assert check_valid_relationship(found.get(KIND), *ends), (found.get(KIND), *ends)
    return tree


def read_back(raw: bytes, folder: Path) -> Model:
    """Return the model as pyArchimate reads it."""
    file = folder / "model.xml"
    file.write_bytes(raw)
    model = Model("read")
    model.read(str(file))
    return model


@pytest.mark.parametrize("profile", PROFILES)
def test_the_whole_shipped_model(real: Store, schema: etree.XMLSchema, profile: Profile, tmp_path: Path) -> None:
    """Every thing is an element and every relation a legal relationship; another program reads all of them."""
    view = whole(real)
    raw = archimate.model(view, None, profile)
    tree = judged(schema, raw)
    model = read_back(raw, tmp_path)
    assert Counter(norm(element.name) for element in model.elements) == Counter(norm(node.label) for node in view.nodes)
    assert len(model.relationships) == len(view.edges)
    kinds = Counter(found.get(KIND) for found in tree.iterfind(".//a:relationship", NS))
    assert kinds["Association"] < len(view.edges) * 0.4, "most relations have a relationship of their own"
    used = {element.get(KIND) for element in tree.iterfind(".//a:element", NS)}
    assert (used & GONE_IN_4 == set()) is (profile == "am4")


@pytest.mark.parametrize("profile", PROFILES)
def test_every_class_of_things_has_an_element(real: Store, profile: Profile) -> None:
    """No class falls back to what stands for anything, and every relation in the table is one of the vocabulary."""
    classes = {
        row["class"].value.removeprefix(terms.AG)
        for row in real.rows("SELECT ?class { ?class rdfs:subClassOf+ ag:Thing }")
    }
    assert classes <= mapping(profile).elements.keys()
    for predicate in mapping(profile).relationships:
        assert real.label(predicate) != terms.compact(predicate), predicate


@pytest.mark.parametrize("profile", PROFILES)
def test_what_the_mapping_allows_archimate_allows(profile: Profile) -> None:
    """Our rules are a part of those of the language."""
    assert len(mapping(profile).allowed) > 200
    assert [rule for rule in sorted(mapping(profile).allowed) if not check_valid_relationship(*rule)] == []


@pytest.mark.parametrize(
    ("predicate", "source", "target", "expected"),
    [
        ("requires", "Exchange", "GenericFunction", ("Serving", True)),
        ("uses", "Exchange", "TechnicalStandard", ("Realization", False)),
        ("requires", "Exchange", "DataSet", ("Access", False)),
        ("appliesToSector", "Exchange", "Sector", ("Serving", False)),
        ("realises", "Facility", "GenericFunction", ("Realization", False)),
        ("requires", "AgreementSystem", "GenericFunction", ("Serving", True)),
        ("basedOn", "TechnicalStandard", "TechnicalStandard", ("Influence", True)),
        ("mandates", "Law", "Norm", ("Influence", False)),
        ("mandates", "Law", "Exchange", ("Association", False)),
        ("managedBy", "Facility", "Organisation", ("Association", False)),
        ("implements", "Project", "Exchange", ("Realization", False)),
        ("doesNotRequire", "Exchange", "Facility", ("Association", False)),
    ],
)  # fmt: skip
def test_relations_become_what_architects_expect(
    predicate: str, source: str, target: str, expected: tuple[str, bool]
) -> None:
    """The examples of GEMMA and NORA, and the association where ArchiMate has nothing better."""
    table = mapping("gemma")
    found = table.relationship(terms.AG + predicate, table.element(source), table.element(target))
    assert (found.type, found.is_reversed) == expected
    assert (found == ASSOCIATION) is (found.type == "Association")


@pytest.mark.parametrize("profile", PROFILES)
def test_hostile_labels_come_back(schema: etree.XMLSchema, profile: Profile, tmp_path: Path) -> None:
    """Names, ends and properties of a laid-out view are what they were, in another program."""
    view = material.view()
    raw = archimate.model(view, render(view), profile)
    tree = judged(schema, raw)
    model = read_back(raw, tmp_path)
    elements = {element.uuid: element for element in model.elements}
    for node in view.nodes:
        element = elements[archimate.element_id(node.id)]
        assert norm(element.name or "") == norm(node.label)
        assert element.props["IRI"] == node.id
        assert node.passages[0].iri in element.props["Vindplaats"]
    assert len(tree.findall(".//a:relationship", NS)) == len(view.edges)
    for edge, found in zip(view.edges, tree.iterfind(".//a:relationship", NS), strict=True):
        ends = {archimate.element_id(edge.source), archimate.element_id(edge.target)}
        assert {found.get("source"), found.get("target")} == ends
        assert norm(found.findtext("a:name", "", NS)).startswith(norm(edge.label))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(view=material.views())
def test_any_view_is_valid(schema: etree.XMLSchema, view: View) -> None:
    """Also without edges, with loops, with two relations that say the same, and with things that have no IRI."""
    tree = judged(schema, archimate.write(view, render(view)))
    assert len(tree.findall(".//a:element", NS)) == len(view.nodes)
    assert len(tree.findall(".//a:connection", NS)) == len(view.edges)
    names = [norm(name.text or "") for name in tree.iterfind(".//a:element/a:name", NS)]
    assert names == [norm(node.label) for node in view.nodes]


def test_a_second_export_updates_the_first() -> None:
    """Identifiers depend on IRIs alone: not on labels, on the order, or on what else is in the view."""

    def ids(view: View) -> dict[str, set[str]]:
        tree = etree.fromstring(archimate.write(view, render(view)))
        tags = ("element", "relationship", "view", "node")
        return {tag: {e.get("identifier") for e in tree.iterfind(f".//a:{tag}", NS)} for tag in tags}

    view = material.view(material.HOSTILE[:8])
    renamed = replace(view, nodes=tuple(replace(node, label=node.label + "!") for node in view.nodes))
    assert ids(renamed) == ids(view)
    part = replace(view, nodes=view.nodes[:3], edges=view.edges[:2], groups=())
    assert ids(part)["element"] < ids(view)["element"]
    assert ids(part)["relationship"] < ids(view)["relationship"]
    other = replace(view, kind="other", parameters={"ding": ("mitz",)})
    assert ids(other)["view"].isdisjoint(ids(view)["view"])


def test_the_diagram_is_where_the_picture_is(real: Store, schema: etree.XMLSchema) -> None:
    """Boxes have the places and sizes of the picture, those in a column inside it; lines join the boxes of their ends."""
    view = make(real, "agenda", {"sector": ["huisartsen"]})
    laid = render(view)
    tree = judged(schema, archimate.write(view, laid))
    boxes = {box.get("elementRef"): box for box in tree.iterfind(".//a:node[@elementRef]", NS)}
    for placed in laid.nodes:
        box = boxes[archimate.element_id(placed.id)]
        assert abs(int(box.get("x")) - placed.box.x - 20) <= 1
        assert abs(int(box.get("w")) - placed.box.width) <= 1
    assert len(tree.findall(".//a:view/a:node[a:label]", NS)) == len(laid.groups) > 0
    assert all("Container" in box.getparent().get(KIND) for box in boxes.values())
    places = {box.get("identifier"): box.get("elementRef") for box in boxes.values()}
    ends = {r.get("identifier"): (r.get("source"), r.get("target")) for r in tree.iterfind(".//a:relationship", NS)}
    for line in tree.iterfind(".//a:connection", NS):
        assert (places[line.get("source")], places[line.get("target")]) == ends[line.get("relationshipRef")]


def test_what_is_not_so_yet_says_so() -> None:
    """A planned relation has that in its name, and force, basis and reservation are properties."""
    nodes = (Node(terms.AGD + "a", "A", "Exchange"), Node(terms.AGD + "b", "B", "Facility"))
    edge = Edge(
        nodes[0].id, nodes[1].id, terms.AG + "requires", "heeft nodig", "Must", "Derived", "Planned", "in de pilot"
    )
    tree = etree.fromstring(archimate.write(View("x", "T", "", "nl", nodes, (edge,))))
    found = tree.find(".//a:relationship", NS)
    assert found.get(KIND) == "Serving"
    assert (found.get("source"), found.get("target")) == ("agd-b", "agd-a")
    assert found.findtext("a:name", "", NS) == "heeft nodig (gepland)"
    names = {d.get("identifier"): d.findtext("a:name", "", NS) for d in tree.iterfind(".//a:propertyDefinition", NS)}
    said = {
        names[p.get("propertyDefinitionRef")]: p.findtext("a:value", "", NS)
        for p in found.iterfind(".//a:property", NS)
    }
    assert said == {
        "Verband (IRI)": terms.AG + "requires",
        "Kracht": "moet",
        "Status": "gepland",
        "Grond": "afgeleid",
        "Voorbehoud": "in de pilot",
    }
