"""A view for programs that compute with networks: GraphML and GEXF by networkx, Cytoscape JSON and JSON Graph Format."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import SubElement

from agendagraph.diagrams.formats import facts
from agendagraph.diagrams.formats.document import document
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import View


def write_graphml(view: View, _laid: Laid | None = None) -> bytes:
    """Return GraphML: nodes by their IRI, and everything the view says as attributes."""
    import networkx

    lines = networkx.generate_graphml(_network(legible(view)), named_key_ids=True)
    return ("\n".join(["<?xml version='1.0' encoding='utf-8'?>", *lines]) + "\n").encode("utf-8")


def write_gexf(view: View, laid: Laid | None = None) -> bytes:
    """Return GEXF 1.2, with positions where the view is laid out."""
    from networkx.readwrite.gexf import GEXFWriter

    view, laid = legible((view, laid))
    network = _network(view)
    for node, placed in zip(view.nodes, laid.nodes if laid else (), strict=False):
        x, y = placed.box.centre
        # Its y runs up.
        network.nodes[node.id]["viz"] = {"position": {"x": round(x, 1), "y": round(-y, 1), "z": 0.0}}
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(network)
    root: Any = writer.xml
    about = next(child for child in root if child.tag.endswith("meta"))
    # networkx writes its own name and today's date.
    about.attrib.clear()
    for child in list(about):
        about.remove(child)
    for name, text in (("creator", "AgendaGraph"), ("description", view.title)):
        SubElement(about, name).text = text
    return document(root)


def write_cytoscape(view: View, laid: Laid | None = None) -> bytes:
    """Return the JSON of Cytoscape, for the desktop and for Cytoscape.js: elements, with positions where the view is laid out."""
    view, laid = legible((view, laid))
    centres = [placed.box.centre for placed in laid.nodes] if laid else []
    nodes: list[dict[str, Any]] = [
        # `value` and `name` are what networkx and the desktop look for.
        {"data": {"id": node.id, "value": node.id, "name": node.label, **facts.of_node(node)}}
        for node in view.nodes
    ]
    for node, (x, y) in zip(nodes, centres, strict=False):
        node["position"] = {"x": round(x, 1), "y": round(y, 1)}
    edges = [
        # `interaction` is where the desktop looks for what an edge says, `key` what tells doubled edges apart in networkx.
        {"data": {"id": f"e{number}", "key": number, **ends, "interaction": edge.label, **facts.of_edge(edge)}}
        for number, edge in enumerate(view.edges, 1)
        for ends in ({"source": edge.source, "target": edge.target},)
    ]
    about = facts.of_view(view)
    return _json(
        {
            "format_version": "1.0",
            "generated_by": "AgendaGraph",
            "data": {"name": view.title, **about},
            "directed": True,
            "multigraph": True,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def write_jgf(view: View, _laid: Laid | None = None) -> bytes:
    """Return JSON Graph Format, version 2: one directed graph, its nodes by IRI."""
    view = legible(view)
    nodes = {}
    for node in view.nodes:
        about = facts.of_node(node)
        nodes[node.id] = {"label": about.pop("label"), "metadata": about}
    edges = []
    for number, edge in enumerate(view.edges, 1):
        about = facts.of_edge(edge)
        named = {"relation": about.pop("predicate", ""), "label": about.pop("label")}
        ends = {"id": f"e{number}", "source": edge.source, "target": edge.target, "directed": True}
        edges.append({**ends, **{name: text for name, text in named.items() if text}, "metadata": about})
    graph = {"id": view.kind, "type": view.kind, "label": view.title, "directed": True}
    return _json({"graph": {**graph, "metadata": facts.of_view(view), "nodes": nodes, "edges": edges}})


def _network(view: View) -> Any:
    """Return the view as a networkx graph in which two things can be joined more than once."""
    import networkx

    graph = networkx.MultiDiGraph(**facts.of_view(view))
    for node in view.nodes:
        graph.add_node(node.id, **facts.of_node(node))
    for number, edge in enumerate(view.edges, 1):
        graph.add_edge(edge.source, edge.target, key=f"e{number}", **facts.of_edge(edge))
    return graph


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
