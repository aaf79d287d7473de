"""Reading the files back, each with a reader of its format that is not ours: what nodes and edges are in it?"""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import lxml.html
import merman
import networkx
import openpyxl
import pytest
import rdflib
from lxml import etree

from agendagraph import terms

Ends = tuple[str, str]


@dataclass
class Read:
    """What was found in a file.

    Attributes:
        nodes: a name → its label.
        edges: names of the two ends, and the label.
    """

    nodes: dict[str, str] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)


def graphml(raw: bytes) -> Read:
    """With networkx."""
    return _network(networkx.read_graphml(io.BytesIO(raw), force_multigraph=True))


def gexf(raw: bytes) -> Read:
    """With networkx."""
    return _network(networkx.read_gexf(io.BytesIO(raw)))


def cytoscape(raw: bytes) -> Read:
    """With networkx."""
    return _network(networkx.cytoscape_graph(json.loads(raw)))


def _network(graph: networkx.Graph) -> Read:
    # What networkx gives for an element without text is None.
    edges = [(a, b, data.get("label") or "") for a, b, data in graph.edges(data=True)]
    return Read({node: data["label"] or "" for node, data in graph.nodes(data=True)}, edges)


def jgf(raw: bytes) -> Read:
    """By its specification: https://github.com/jsongraph/json-graph-specification."""
    graph = json.loads(raw)["graph"]
    assert graph["directed"]
    edges = [(edge["source"], edge["target"], edge.get("label", "")) for edge in graph["edges"]]
    return Read({name: node["label"] for name, node in graph["nodes"].items()}, edges)


def comma(raw: bytes) -> Read:
    """With the csv module; what a spreadsheet would run is quoted with an apostrophe."""
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    return _rows([{head: _unquoted(cell) for head, cell in row.items()} for row in rows])


def _unquoted(cell: str) -> str:
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), cell
    return cell[1:] if re.match(r"'[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell) else cell


def excel(raw: bytes) -> Read:
    """With openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    found = []
    for name in ("Elementen", "Verbanden") if "Elementen" in book.sheetnames else ("Elements", "Relations"):
        heads, *rows = book[name].values
        found += [dict(zip(heads, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows]
    return _rows(found)


def _rows(rows: list[dict[str, str]]) -> Read:
    read = Read()
    for row in rows:
        start = row.get("Van (IRI)") or row.get("From (IRI)")
        if start:
            end = row.get("Naar (IRI)") or row.get("To (IRI)")
            read.edges.append((start, end or "", row.get("Verband") or row.get("Relation") or ""))
        else:
            read.nodes[row["IRI"]] = row.get("Naam") or row.get("Name") or ""
    return read


def page(raw: bytes) -> Read:
    """With lxml as HTML: the tables."""
    tree = lxml.html.document_fromstring(raw)
    read = Read(
        {row.get("data-n").rpartition("-n")[2]: row[0].text_content() for row in tree.iterfind(".//tr[@data-n]")}
    )
    for row in tree.iterfind(".//tr[@data-a]"):
        heads = [cell.text_content() for cell in row.getparent().getparent().iterfind("thead/tr/th")]
        place = next((heads.index(head) for head in ("Verband", "Relation") if head in heads), None)
        text = "" if place is None else row[place].text_content()
        read.edges.append((row.get("data-a"), row.get("data-b"), text))
    read.nodes = {name: "" if text == "–" else text for name, text in read.nodes.items()}
    return read


def drawio(raw: bytes) -> Read:
    """By its structure: cells with an id, in a parent, with a geometry, joined to cells that are there."""
    root = etree.fromstring(raw).find("diagram/mxGraphModel/root")
    ids = [cell.get("id") for cell in root]
    assert len(ids) == len(set(ids))
    read = Read()
    for item in root.iterfind("UserObject"):
        cell = item.find("mxCell")
        assert cell.get("parent") in ids
        assert cell.find("mxGeometry").get("as") == "geometry"
        if cell.get("edge"):
            assert {cell.get("source"), cell.get("target")} <= set(ids)
            if item.get("from"):
                read.edges.append((item.get("from"), item.get("to"), item.get("label")))
        elif item.get("iri"):
            read.nodes[item.get("iri")] = item.get("label")
            assert float(cell.find("mxGeometry").get("width")) > 0
    return read


def mermaid(raw: bytes) -> Read:
    """With merman, which is Mermaid in Rust."""
    engine = merman.MermanEngine(None, None)
    source = raw.decode("utf-8")
    assert engine.validate(source, None).valid
    # merman decodes before it cleans, and Mermaid after: what looks like markup is to be there all the same.
    found = json.loads(engine.parse_json(source.replace("#60;", "\ue000"), None).replace("\ue000", "<"))
    edges = [(edge["from"], edge["to"], edge["label"] or "") for edge in found["edges"]]
    return Read({node["id"]: node["label"].replace("<br>", "\n") for node in found["nodes"]}, edges)


def program(name: str, package: str) -> str:
    """Return a program of Debian's; without it the test is skipped, but not in CI."""
    if found := shutil.which(name):
        return found
    reason = f"{name} is not installed: apt-get install {package}"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)


def dot(raw: bytes) -> Read:
    """With Debian's Graphviz."""
    command = [program("dot", "graphviz"), "-Tjson0"]
    return graphviz(subprocess.run(command, input=raw, check=True, capture_output=True).stdout)


def graphviz(raw: bytes) -> Read:
    """From the JSON of Graphviz, which has labels as they were written."""
    found = json.loads(raw)
    nodes = [item for item in found.get("objects", ()) if not item["name"].startswith("cluster_")]
    names = {item["_gvid"]: item["name"] for item in found.get("objects", ())}
    edges = [(names[e["tail"]], names[e["head"]], _plain(e.get("label", ""))) for e in found.get("edges", ())]
    return Read({item["name"]: _plain(item["label"]) for item in nodes}, edges)


def _plain(label: str) -> str:
    text = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], label)
    assert "&" not in text.replace("&amp;", "")
    return text.replace("&amp;", "&")


def d2(raw: bytes) -> Read:
    """With D2 itself: the texts of its picture, in the groups that it names after nodes and edges."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "view.d2"
        source.write_bytes(raw)
        d2_program = Path(sys.executable).with_name("d2")
        subprocess.run([d2_program, source, source.with_suffix(".svg")], check=True, capture_output=True)
        tree = etree.parse(source.with_suffix(".svg"), etree.XMLParser(huge_tree=True))
    read = Read()
    space = "{http://www.w3.org/2000/svg}"
    for group in tree.iter(f"{space}g"):
        words = (group.get("class") or "").split()
        if not words or not re.fullmatch(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", words[0]):
            continue
        name = html.unescape(base64.b64decode(words[0]).decode("utf-8", "replace"))
        text = " ".join(
            "".join(line.itertext()) for part in group.iter(f"{space}text") for line in (list(part) or [part])
        )
        if found := re.fullmatch(r"(?:(?P<in>g\d+)\.)?\((?P<a>\S+) -> (?P<b>\S+)\)\[\d+\]", name):
            read.edges.append((*(found[end].rpartition(".")[2] for end in "ab"), text))
        elif re.fullmatch(r"(?:g\d+\.)?n\d+", name):
            read.nodes[name.rpartition(".")[2]] = text
    return read


def plantuml(raw: bytes) -> str:
    """With Debian's PlantUML: all texts of its picture after one another."""
    command = [program("plantuml", "plantuml"), "-tsvg", "-pipe", "-charset", "UTF-8"]
    drawn = subprocess.run(command, input=raw, check=True, capture_output=True).stdout
    tree = etree.fromstring(drawn, etree.XMLParser(huge_tree=True))
    return "".join("".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text"))


def statements(form: str) -> Callable[[bytes], Read]:
    """With rdflib: plain triples, and the nodes of qualified ones."""

    def read(raw: bytes) -> Read:
        data = rdflib.Dataset(default_union=True)
        data.parse(data=raw, format=form)
        ag, label = rdflib.Namespace(terms.AG), rdflib.RDFS.label
        names = {str(s): str(o) for s, o in data.subject_objects(rdflib.SKOS.prefLabel)}
        found = Read(names)
        for s, p, o, _ in data.quads((None, None, None, None)):
            if str(s) in names and str(o) in names:
                found.edges += [(str(s), str(o), str(text)) for text in data.objects(p, label)] or [
                    (str(s), str(o), "")
                ]
        for start, end in ((ag.subject, ag.object), (ag.dependent, ag.prerequisite)):
            for node, source in data.subject_objects(start):
                texts = [*data.objects(node, label)]
                texts += [text for p in data.objects(node, ag.predicate) for text in data.objects(p, label)]
                for target in data.objects(node, end):
                    found.edges += [(str(source), str(target), str(text)) for text in texts or [""]]
        return found

    return read
