"""A view as a drawing for draw.io (diagrams.net): boxes that can be moved, lines that stay attached, data behind every shape."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from agendagraph.diagrams import theme
from agendagraph.diagrams.formats import facts, outline
from agendagraph.diagrams.formats.document import document
from agendagraph.diagrams.formats.routes import bends, inner
from agendagraph.diagrams.layout.laid import Box, Junction, Laid, Point
from agendagraph.diagrams.legend import FOCUSED
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.svg import iri_of
from agendagraph.diagrams.view import Edge, Node, View

# html=0: what a label says is text, not markup.
_TEXT: Final = "html=0;whiteSpace=wrap;fontFamily=Fira Sans;"
_SHAPES: Final = {
    "pill": "rounded=1;arcSize=50;",
    "hexagon": "shape=hexagon;perimeter=hexagonPerimeter2;size=10;fixedSize=1;",
    "folded": "shape=note;size=12;",
    "cut": "shape=card;size=12;",
    "round": "rounded=1;arcSize=12;",
}
_HEADS: Final = {
    "filled": "endArrow=block;endFill=1;",
    "hollow": "endArrow=block;endFill=0;",
    "diamond": "endArrow=diamond;endFill=0;",
}
_AREA: Final = _TEXT + (
    "swimlane;startSize=28;rounded=0;fontSize=13;fontStyle=1;fillColor="
    + theme.BAND
    + ";swimlaneFillColor=none;strokeColor=#c3cad1;"
    "collapsible=0;pointerEvents=0;"
)
_FRAME: Final = f"html=0;rounded=1;arcSize=4;fillColor=none;strokeColor={theme.SOFT};pointerEvents=0;"
_JUNCTION: Final = _TEXT + "ellipse;fontSize=10;fillColor=#ffffff;strokeColor=" + theme.LINE + ";"
_LINE: Final = (
    f"html=0;rounded=1;fontFamily=Fira Sans;fontSize=11;strokeColor={theme.LINE};labelBackgroundColor=#ffffff;"
)


def write(view: View, laid: Laid | None) -> bytes:
    """Return the drawing of a view that is laid out."""
    assert laid is not None
    view, laid = legible((view, laid))
    file = Element("mxfile", host="AgendaGraph")
    page = SubElement(file, "diagram", id="view", name=" ".join(view.title.split())[:80] or "AgendaGraph")
    size = {"pageWidth": str(round(laid.width)), "pageHeight": str(round(laid.height))}
    graph = SubElement(page, "mxGraphModel", {"grid": "1", "gridSize": "10", "page": "0", "math": "0", **size})
    root = SubElement(graph, "root")
    SubElement(root, "mxCell", id="0")
    SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    _draw(root, view, laid)
    return document(file)


def _draw(root: Element, view: View, laid: Laid) -> None:
    areas: list[tuple[Box, str]] = []
    named = {group.id: group for group in view.groups}
    for number, placed in enumerate(laid.groups, 1):
        areas.append((placed.box, f"g{number}"))
        group = named.get(placed.id)
        _shape(root, f"g{number}", {"label": group.label if group else ""}, _AREA, placed.box)
    for number, box in enumerate(laid.bundles, 1):
        _shape(root, f"b{number}", {"label": ""}, _FRAME, box)
    names = outline.short_names(view)
    for node, where in zip(view.nodes, laid.nodes, strict=True):
        data = {**facts.of_node(node), "label": "\n".join(outline.texts(node)), "iri": node.id}
        if page := iri_of(node.id):
            data["link"] = page
        _shape(root, names[node.id], data, _card(node), where.box, inner(areas, where.box))
    junctions = {junction.choice: (f"j{number}", junction) for number, junction in enumerate(laid.junctions, 1)}
    for name, junction in junctions.values():
        _shape(root, name, {"label": " ".join(junction.text.lines)}, _JUNCTION, junction.box)
        _line(root, f"{name}-trunk", {"label": ""}, _LINE + "endArrow=none;", (names[junction.owner], name), ())
    routes = bends(view, laid)
    for number, (edge, text) in enumerate(zip(view.edges, outline.beside(view), strict=True)):
        start, junction_of = names[edge.source], junctions.get(edge.choice)
        route = routes.get(number, ())
        if junction_of:
            start, text = junction_of[0], edge.label
            route = _after(route, junction_of[1])
        data = {**facts.of_edge(edge), "label": text, "from": edge.source, "to": edge.target}
        _line(root, f"e{number + 1}", data, _style(edge), (start, names[edge.target]), route)


def _card(node: Node) -> str:
    family, is_strong = theme.family(node.kind), bool(node.marks & FOCUSED)
    colours = (family.strong, theme.PAPER) if is_strong else (family.fill, theme.INK)
    look = f"fillColor={colours[0]};fontColor={colours[1]};strokeColor={family.stroke};fontSize=13;"
    return _TEXT + _SHAPES.get(family.shape, "") + look + ("dashed=1;" if node.status else "")


def _style(edge: Edge) -> str:
    width = theme.STROKES.get(edge.force, theme.STROKES[""]).width
    dash = "dashed=1;" if outline.is_dashed(edge) else ""
    return f"{_LINE}{_HEADS[outline.head(edge)]}{dash}strokeWidth={width:g};"


def _after(route: tuple[Point, ...], junction: Junction) -> tuple[Point, ...]:
    """Return the part of a route behind the junction that it passes through."""
    x, y = junction.box.centre
    middle = (round(x, 1), round(y, 1))
    return route[route.index(middle) + 1 :] if middle in route else route


def _shape(
    root: Element, name: str, data: dict[str, str], style: str, box: Box, holder: tuple[Box, str] | None = None
) -> None:
    """Add a box; inside a holder it stands relative to that, and moves with it."""
    dx, dy, parent = (holder[0].x, holder[0].y, holder[1]) if holder else (0.0, 0.0, "1")
    cell = SubElement(_data(root, name, data), "mxCell", {"style": style, "vertex": "1", "parent": parent})
    where = {"x": _number(box.x - dx), "y": _number(box.y - dy)}
    SubElement(cell, "mxGeometry", {**where, "width": _number(box.width), "height": _number(box.height)}).set(
        "as", "geometry"
    )


def _line(
    root: Element, name: str, data: dict[str, str], style: str, ends: tuple[str, str], route: tuple[Point, ...]
) -> None:
    source, target = ends
    attributes = {"style": style, "edge": "1", "parent": "1", "source": source, "target": target}
    geometry = SubElement(SubElement(_data(root, name, data), "mxCell", attributes), "mxGeometry", relative="1")
    geometry.set("as", "geometry")
    if route:
        points = SubElement(geometry, "Array")
        points.set("as", "points")
        for x, y in route:
            SubElement(points, "mxPoint", x=_number(x), y=_number(y))


def _data(root: Element, name: str, data: dict[str, str]) -> Element:
    # `id` last: no data can take its place.
    return SubElement(root, "UserObject", {**data, "id": name})


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
