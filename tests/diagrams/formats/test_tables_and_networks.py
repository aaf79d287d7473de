"""Spreadsheets and network files beyond their labels: safe to open, and of use in the programs they are for."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import igraph
import networkx
import openpyxl
import pyoxigraph as ox
import pytest

from agendagraph import terms
from agendagraph.diagrams.formats import drawio, networks, sheets, statements, yed
from agendagraph.diagrams.layout import render
from agendagraph.diagrams.view import Citation, Edge, Node, View
from agendagraph.diagrams.views import make
from agendagraph.diagrams.writers import WRITERS
from agendagraph.store import Store
from tests.diagrams.formats import material


@pytest.fixture(scope="module")
def around(real: Store) -> View:
    """Return what hangs together with the BgZ."""
    return make(real, "neighbourhood", {"ding": ["bgz"]})


def test_a_workbook_is_text() -> None:
    """Four sheets; no formula, no link, no date of today; the heading row is fixed and can be filtered."""
    raw = sheets.write_xlsx(material.view(title="Titel"))
    parts = zipfile.ZipFile(io.BytesIO(raw))
    assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) or b"External" in parts.read(name)]
    assert "2025-01-01T00:00:00Z" in parts.read("docProps/core.xml").decode()
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["Elementen", "Verbanden", "Bronnen", "Over dit bestand"]
    assert book["Verbanden"].freeze_panes == "D2"
    assert book["Verbanden"].auto_filter.ref.startswith("A1:")
    assert {cell.data_type for sheet in book for row in sheet.rows for cell in row if cell.value is not None} == {"s"}


def test_a_csv_opens_in_a_dutch_spreadsheet() -> None:
    """Semicolons, a byte order mark, one kind of row after the other, and no cell that runs."""
    rows = sheets.write_csv(material.view()).decode("utf-8")
    assert rows.startswith("\N{ZERO WIDTH NO-BREAK SPACE}Wat;Naam;")
    assert ";'=cmd()" in rows
    assert rows.index("\r\nelement;") < rows.index("\r\nverband;")
    assert rows.rindex("\r\nelement;") < rows.index("\r\nverband;")


def test_igraph_reads_the_graphml(around: View, tmp_path: Path) -> None:
    """igraph has every vertex and edge with what is said of it."""
    file = tmp_path / "view.graphml"
    file.write_bytes(networks.write_graphml(around))
    graph = igraph.Graph.Read_GraphML(str(file))
    assert graph.is_directed()
    assert graph.vs["id"] == [node.id for node in around.nodes]
    assert graph.vs["label"] == [node.label for node in around.nodes]
    assert graph.ecount() == len(around.edges)
    assert set(graph.es["force"]) <= {"Must", "Should", "May", "Descriptive", ""}


def test_positions_are_those_of_the_picture(around: View) -> None:
    """yEd, GEXF, Cytoscape and draw.io have every node where the picture has it."""
    laid = render(around)
    boxes = {placed.id: placed.box for placed in laid.nodes}
    drawn = networkx.read_graphml(io.BytesIO(yed.write(around, laid)))
    for node, data in drawn.nodes(data=True):
        assert (float(data["x"]), float(data["y"])) == (round(boxes[node].x, 1), round(boxes[node].y, 1))
    cards = json.loads(networks.write_cytoscape(around, laid))["elements"]["nodes"]
    for card in cards:
        x, y = boxes[card["data"]["id"]].centre
        assert card["position"] == {"x": round(x, 1), "y": round(y, 1)}
    spread = networkx.read_gexf(io.BytesIO(networks.write_gexf(around, laid)))
    for node, data in spread.nodes(data=True):
        assert data["viz"]["position"]["y"] == pytest.approx(-boxes[node].centre[1], abs=0.06)
    assert drawio.write(around, laid).count(b"<mxGeometry") >= len(around.nodes) + len(around.edges)


def test_draw_io_shows_a_choice_as_one(real: Store) -> None:
    """The options of a choice start at a small shape of their own, which hangs on the thing that chooses."""
    from xml.etree import ElementTree

    view = make(real, "neighbourhood", {"ding": ["gf-authenticatie"], "richting": ["uit"]})
    laid = render(view)
    assert laid.junctions
    root = ElementTree.fromstring(drawio.write(view, laid))
    cells = {item.get("id"): item for item in root.iter("UserObject")}
    trunk = cells["j1-trunk"].find("mxCell")
    assert trunk is not None
    owner = cells[trunk.get("source")]
    assert owner.get("iri") == laid.junctions[0].owner
    options = [e for e in cells.values() if e.find("mxCell").get("source") == "j1"]  # type: ignore[union-attr]
    assert {e.get("choice") for e in options} == {laid.junctions[0].choice}
    assert len(options) > 1


def test_statements_stand_in_their_passages() -> None:
    """What simply holds is a triple in the graph of its passage; what does not is a node that says why."""
    passage = Citation(terms.AGD + "p", "Agenda – LSP")
    nodes = (Node(terms.AGD + "a", "A", "Law"), Node(terms.AGD + "b", "B"), Node("rij", "C"))
    edges = (
        Edge(nodes[0].id, nodes[1].id, terms.AG + "uses", "gebruikt", "Must", "Stated", passages=(passage,)),
        Edge(nodes[0].id, nodes[1].id, terms.AG + "uses", "gebruikt", status="Planned", qualifier="later"),
        Edge(nodes[0].id, "rij", terms.AG + "requires", "heeft nodig", "Must", choice=terms.AGD + "c"),
        Edge(nodes[0].id, nodes[1].id, terms.AG + "requires", "heeft nodig", "Must", choice=terms.AGD + "c"),
    )
    raw = statements.write_trig(View("x", "", "", "nl", nodes, edges))
    quads = list(ox.parse(raw, format=ox.RdfFormat.TRIG))
    a, b, uses = terms.agd("a"), terms.agd("b"), terms.ag("uses")
    assert ox.Quad(a, uses, b, terms.agd("p")) in quads
    assert ox.Quad(a, uses, b) not in quads
    planned = next(quad.subject for quad in quads if quad.predicate == terms.ag("qualifier"))
    assert {str(q.predicate).rpartition("#")[2][:-1] for q in quads if q.subject == planned} == {
        "type",
        "subject",
        "predicate",
        "object",
        "status",
        "qualifier",
    }
    assert len([q for q in quads if q.subject == terms.agd("c") and q.predicate == terms.ag("prerequisite")]) == 2
    assert ox.Quad(a, terms.ag("requires"), b) not in quads


@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_view_can_be_written(form: str) -> None:
    """A question with nothing to show has a file all the same; no statements are an empty one."""
    view = View("x", "Niets", "", "nl", ())
    raw = WRITERS[form].write(view, render(view))
    assert bool(raw) is (form not in {"turtle", "trig"})
