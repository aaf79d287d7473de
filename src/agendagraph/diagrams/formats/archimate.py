"""A view, or the whole graph, in the ArchiMate Model Exchange File Format, for Archi and other architecture tools."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from agendagraph import terms
from agendagraph.diagrams.formats.archimate_mapping import Profile, Relationship, mapping
from agendagraph.diagrams.formats.document import document
from agendagraph.diagrams.formats.routes import bends, inner
from agendagraph.diagrams.layout.laid import Box, Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import Citation, Edge, Group, Node, View
from agendagraph.diagrams.vocabulary import label
from agendagraph.text import Text

_SPACE: Final = "http://www.opengroup.org/xsd/archimate/3.0/"
_SCHEMA: Final = f"{_SPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_MARGIN: Final = 20
_FIRM: Final = frozenset({"", "InForce", "InUse"})

_PROPERTIES: Final = {
    "iri": Text("IRI", "IRI"),
    "kind": Text("Soort", "Kind"),
    "status": Text("Status", "Status"),
    "note": Text("Toelichting", "Note"),
    "date": Text("Datum", "Date"),
    "until": Text("Tot en met", "Until"),
    "relation": Text("Verband (IRI)", "Relation (IRI)"),
    "force": Text("Kracht", "Force"),
    "basis": Text("Grond", "Basis"),
    "reservation": Text("Voorbehoud", "Reservation"),
    "choice": Text("Een van (keuze)", "One of (choice)"),
    "passage": Text("Vindplaats", "Passage"),
}
"""Key → the name of the property."""


def write(view: View, laid: Laid | None = None) -> bytes:
    """Return a model with what is in the view and, where it is laid out, a diagram of it; elements as GEMMA has them."""
    return model(view, laid, "gemma")


def write_am4(view: View, laid: Laid | None = None) -> bytes:
    """Return the same with elements that ArchiMate 4 still has."""
    return model(view, laid, "am4")


def model(view: View, laid: Laid | None, profile: Profile) -> bytes:
    """Return a view as an exchange file.

    Identifiers follow from IRIs, so that a tool that has read one export updates its elements from the next.

    Args:
        view: what to export; without groups that is a plain list of things and relations.
        laid: where it stands; without it the model has no diagram.
        profile: which elements to use.
    """
    view, laid = legible((view, laid))
    return _Model(view, profile).raw(laid)


class _Model:
    """One exchange file in the making."""

    def __init__(self, view: View, profile: Profile) -> None:
        self.view, self.language = view, view.language
        self.mapping = mapping(profile)
        self.ids = {node.id: element_id(node.id) for node in view.nodes}
        kinds = {node.id: self.mapping.element(node.kind) for node in view.nodes}
        self.kinds = kinds
        self.drawn = [self.mapping.relationship(e.predicate, kinds[e.source], kinds[e.target]) for e in view.edges]
        self.edge_ids = list(_edge_ids(view.edges))

    def raw(self, laid: Laid | None) -> bytes:
        """Return the file; the order of its parts is the schema's."""
        root = Element("model", {"xmlns": _SPACE, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance"})
        root.attrib |= {"xsi:schemaLocation": _SCHEMA, "identifier": "agendagraph"}
        self._text(root, "name", "AgendaGraph")
        about = [self.view.title, self.view.description, self.view.omission, self.view.edition, self.view.fingerprint]
        self._text(root, "documentation", "\n".join(text for text in about if text))
        if self.view.nodes:
            elements = SubElement(root, "elements")
            for node in self.view.nodes:
                self._element(elements, node)
        if self.view.edges:
            relationships = SubElement(root, "relationships")
            for edge, drawn, name in zip(self.view.edges, self.drawn, self.edge_ids, strict=True):
                self._relationship(relationships, edge, drawn, name)
        self._folders(root)
        definitions = SubElement(root, "propertyDefinitions")
        for key, text in _PROPERTIES.items():
            definition = SubElement(definitions, "propertyDefinition", identifier=f"prop-{key}", type="string")
            SubElement(definition, "name").text = text(self.language)
        if laid and laid.nodes:
            self._diagram(SubElement(SubElement(root, "views"), "diagrams"), laid)
        return document(root)

    def _text(self, parent: Element, tag: str, text: str) -> None:
        SubElement(parent, tag, {"xml:lang": self.language}).text = text

    def _element(self, parent: Element, node: Node) -> None:
        kind = self.kinds[node.id]
        element = SubElement(parent, "element", {"identifier": self.ids[node.id], "xsi:type": kind})
        self._text(element, "name", node.label)
        if node.details:
            self._text(element, "documentation", "\n".join(f"{head}: {text}" for head, text in node.details.items()))
        said = (
            ("iri", node.id),
            ("kind", node.kind_label or label(node.kind, self.language)),
            ("status", node.status_label or label(node.status, self.language)),
            ("note", node.note),
            ("date", node.date),
            ("until", node.end),
        )
        self._properties(element, said, node.passages)

    def _relationship(self, parent: Element, edge: Edge, drawn: Relationship, name: str) -> None:
        source, target = (edge.target, edge.source) if drawn.is_reversed else (edge.source, edge.target)
        ends = {"source": self.ids[source], "target": self.ids[target]}
        found = SubElement(parent, "relationship", {"identifier": name, **ends, "xsi:type": drawn.type})
        if drawn.type == "Association" and drawn.is_directed:
            found.set("isDirected", "true")
        if drawn.access:
            found.set("accessType", drawn.access)
        status = label(edge.status, self.language)
        # What is not so yet is not to be taken for what is, wherever the tool shows the name alone.
        self._text(found, "name", edge.label if edge.status in _FIRM else f"{edge.label} ({status})".strip())
        said = (
            ("relation", edge.predicate),
            ("force", label(edge.force, self.language)),
            ("status", status),
            ("basis", label(edge.basis, self.language)),
            ("reservation", edge.qualifier),
            ("choice", edge.choice),
        )
        self._properties(found, said, edge.passages)

    def _properties(self, parent: Element, said: Iterable[tuple[str, str]], passages: Iterable[Citation]) -> None:
        cited = (("passage", f"{passage.label} <{passage.iri}>".strip()) for passage in passages)
        pairs = [(key, text) for key, text in (*said, *cited) if text]
        if pairs:
            inside = SubElement(parent, "properties")
            for key, text in pairs:
                found = SubElement(inside, "property", propertyDefinitionRef=f"prop-{key}")
                self._text(found, "value", text)

    def _folders(self, root: Element) -> None:
        """Put the elements in folders by their class, in words."""
        folders: dict[str, list[str]] = {}
        for node in self.view.nodes:
            folders.setdefault(node.kind_label or label(node.kind, self.language) or "–", []).append(self.ids[node.id])
        if not folders:
            return
        organizations = SubElement(root, "organizations")
        for name in sorted(folders):
            folder = SubElement(organizations, "item")
            self._text(folder, "label", name)
            for identifier in folders[name]:
                SubElement(folder, "item", identifierRef=identifier)

    def _diagram(self, parent: Element, laid: Laid) -> None:
        parameters = sorted((key, values) for key, values in self.view.parameters.items())
        name = _uuid("view", self.view.kind, repr(parameters) if parameters else self.view.title)
        diagram = SubElement(parent, "view", {"identifier": name, "xsi:type": "Diagram"})
        self._text(diagram, "name", self.view.title)
        if self.view.description:
            self._text(diagram, "documentation", self.view.description)
        areas: dict[str, Element] = {}
        for group, placed in zip(_areas(self.view), laid.groups, strict=False):
            node = _placed(diagram, _uuid("node", name, group.id), "Container", placed.box)
            self._text(node, "label", group.label)
            areas[group.id] = node
        places = {}
        boxes = [(placed.box, placed.id) for placed in laid.groups]
        for shown, where in zip(self.view.nodes, laid.nodes, strict=True):
            found = inner(boxes, where.box)
            holder = areas.get(found[1], diagram) if found else diagram
            places[shown.id] = _uuid("node", name, shown.id)
            _placed(holder, places[shown.id], "Element", where.box).set("elementRef", self.ids[shown.id])
        routes = bends(self.view, laid)
        for number, (edge, drawn) in enumerate(zip(self.view.edges, self.drawn, strict=True)):
            source, target = (edge.target, edge.source) if drawn.is_reversed else (edge.source, edge.target)
            reference = self.edge_ids[number]
            connection = SubElement(diagram, "connection", {"identifier": _uuid("line", name, reference)})
            connection.attrib |= {"xsi:type": "Relationship", "relationshipRef": reference}
            connection.attrib |= {"source": places[source], "target": places[target]}
            route = routes.get(number, ())
            for x, y in route[::-1] if drawn.is_reversed else route:
                SubElement(connection, "bendpoint", x=_pixel(x), y=_pixel(y))


def element_id(iri: str) -> str:
    """Return the identifier of a thing in every export: readable for a thing of ours, and always the same.

    >>> element_id("https://w3id.org/agendagraph/id/mitz")
    'agd-mitz'
    """
    local = iri.removeprefix(terms.AGD)
    if local != iri and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", local):
        return f"agd-{local}"
    return _uuid("element", iri)


def _edge_ids(edges: Iterable[Edge]) -> Iterator[str]:
    """Yield the identifier of each edge: from its ends and what it says, counted on where two say the same."""
    seen: Counter[str] = Counter()
    for edge in edges:
        name = _uuid("edge", edge.source, edge.predicate or edge.label, edge.target, edge.choice)
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _uuid(*parts: str) -> str:
    return f"id-{uuid.uuid5(uuid.NAMESPACE_URL, chr(0).join(parts))}"


def _areas(view: View) -> list[Group]:
    return [group for group in view.groups if group.kind != "choice"]


def _placed(parent: Element, name: str, kind: str, box: Box) -> Element:
    size = {"w": str(max(1, round(box.width))), "h": str(max(1, round(box.height)))}
    where = {"x": _pixel(box.x), "y": _pixel(box.y)}
    return SubElement(parent, "node", {"identifier": name, **where, **size, "xsi:type": kind})


def _pixel(value: float) -> str:
    return str(max(0, round(value) + _MARGIN))
