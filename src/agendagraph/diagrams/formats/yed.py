"""A view as GraphML in the flavour of yEd: with places, sizes, colours and links."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import facts, outline
from agendagraph.diagrams.formats.document import document
from agendagraph.diagrams.formats.routes import bends
from agendagraph.diagrams.layout.laid import Laid, Point
from agendagraph.diagrams.legend import FOCUSED
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.svg import iri_of
from agendagraph.diagrams.view import Edge, Node, View

_SPACES: Final = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:y": "http://www.yworks.com/xml/graphml",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd",
}


_HEADS: Final = {"filled": "standard", "hollow": "white_delta", "diamond": "white_diamond"}


def write(view: View, laid: Laid | None) -> bytes:
    """Return the drawing of a view that is laid out; what the view says more are attributes, as in plain GraphML."""
    assert laid is not None
    view, laid = legible((view, laid))
    root = Element("graphml", _SPACES)
    nodes, edges = [facts.of_node(node) for node in view.nodes], [facts.of_edge(edge) for edge in view.edges]
    keys = {"node": _names(nodes), "edge": _names(edges)}
    SubElement(root, "key", {"id": "node-drawing", "for": "node", "yfiles.type": "nodegraphics"})
    SubElement(root, "key", {"id": "edge-drawing", "for": "edge", "yfiles.type": "edgegraphics"})
    SubElement(root, "key", {"id": "node-url", "for": "node", "attr.name": "url", "attr.type": "string"})
    for holder, names in keys.items():
        for name in names:
            about = {"id": f"{holder}-{name}", "for": holder, "attr.name": name, "attr.type": "string"}
            SubElement(root, "key", about)
    graph = SubElement(root, "graph", edgedefault="directed", id="G")
    for node, said, where in zip(view.nodes, nodes, laid.nodes, strict=True):
        element = SubElement(graph, "node", id=node.id)
        _said(element, "node", said)
        if page := iri_of(node.id):
            SubElement(element, "data", key="node-url").text = page
        box = where.box
        _node(SubElement(element, "data", key="node-drawing"), node, (box.x, box.y), (box.width, box.height))
    routes, texts = bends(view, laid), outline.beside(view)
    for number, (edge, said) in enumerate(zip(view.edges, edges, strict=True)):
        element = SubElement(graph, "edge", id=f"e{number + 1}", source=edge.source, target=edge.target)
        _said(element, "edge", said)
        _edge(SubElement(element, "data", key="edge-drawing"), edge, texts[number], routes.get(number, ()))
    return document(root)


def _names(said: list[facts.Attributes]) -> list[str]:
    return list(dict.fromkeys(name for attributes in said for name in attributes))


def _said(parent: Element, holder: str, said: facts.Attributes) -> None:
    for name, text in said.items():
        SubElement(parent, "data", key=f"{holder}-{name}").text = text


def _node(parent: Element, node: Node, corner: Point, size: Point) -> None:
    shape = SubElement(parent, "y:ShapeNode")
    place = {"x": f"{corner[0]:.1f}", "y": f"{corner[1]:.1f}", "width": f"{size[0]:.1f}", "height": f"{size[1]:.1f}"}
    SubElement(shape, "y:Geometry", place)
    family, is_strong = theme.family(node.kind), bool(node.marks & FOCUSED)
    SubElement(shape, "y:Fill", color=family.strong if is_strong else family.fill, transparent="false")
    SubElement(shape, "y:BorderStyle", color=family.stroke, type="dashed" if node.status else "line", width="1.3")
    about = {
        "textColor": theme.PAPER if is_strong else theme.INK,
        "fontFamily": "Fira Sans",
        "fontSize": "13",
        "modelName": "internal",
        "modelPosition": "c",
    }
    wrapped = {"configuration": "CroppingLabel", "autoSizePolicy": "node_size", **about}
    SubElement(shape, "y:NodeLabel", wrapped).text = "\n".join(outline.texts(node))
    SubElement(shape, "y:Shape", type="hexagon" if family.shape == "hexagon" else "roundrectangle")


def _edge(parent: Element, edge: Edge, text: str, route: tuple[Point, ...]) -> None:
    line = SubElement(parent, "y:PolyLineEdge")
    path = SubElement(line, "y:Path", sx="0.0", sy="0.0", tx="0.0", ty="0.0")
    for x, y in route:
        SubElement(path, "y:Point", x=f"{x:.1f}", y=f"{y:.1f}")
    kind = "dashed" if outline.is_dashed(edge) else "line"
    width = theme.STROKES.get(edge.force, theme.STROKES[""]).width
    SubElement(line, "y:LineStyle", color=theme.LINE, type=kind, width=f"{width:g}")
    SubElement(line, "y:Arrows", source="none", target=_HEADS[outline.head(edge)])
    if text.strip():
        SubElement(line, "y:EdgeLabel", fontFamily="Fira Sans", fontSize="11").text = text
