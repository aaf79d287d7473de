"""Everything that a view says of its nodes, edges and sources, flat: as attributes for graph files and as tables for sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from agendagraph.diagrams.view import Citation, Edge, Node, View
from agendagraph.diagrams.vocabulary import label
from agendagraph.tables import Cell, Column, Table
from agendagraph.text import Text

_CHOICE: Final = Text("keuze {number}: een van {count}", "choice {number}: one of {count}")

Attributes = dict[str, str]
"""Name → text, without the empty ones, in a fixed order."""


def of_node(node: Node) -> Attributes:
    """Return what a view says of a node; the label is always there, also an empty one.

    >>> of_node(Node("urn:a", "A", kind="Law"))
    {'label': 'A', 'kind': 'Law'}
    """
    said = {
        "kind": node.kind,
        "kindLabel": node.kind_label,
        "note": node.note,
        "marks": " ".join(sorted(node.marks)),
        "status": node.status,
        "statusLabel": node.status_label,
        "date": node.date,
        "until": node.end,
        "precision": node.precision,
        "details": "\n".join(f"{head}: {text}" for head, text in node.details.items()),
        "passages": _cited(node.passages),
    }
    return _plain({"label": node.label, **{name: text for name, text in said.items() if text}})


def of_edge(edge: Edge) -> Attributes:
    """Return what a view says of an edge, its ends left out; the label is always there.

    >>> of_edge(Edge("urn:a", "urn:b", label="needs", force="Must"))
    {'label': 'needs', 'force': 'Must'}
    """
    said = {
        "predicate": edge.predicate,
        "force": edge.force,
        "basis": edge.basis,
        "status": edge.status,
        "qualifier": edge.qualifier,
        "choice": edge.choice,
        "marks": " ".join(sorted(edge.marks)),
        "passages": _cited(edge.passages),
    }
    return _plain({"label": edge.label, **{name: text for name, text in said.items() if text}})


def of_view(view: View) -> Attributes:
    """Return what a view says of itself: what it shows, of which dataset, and what was left out."""
    said = {
        "title": view.title,
        "description": view.description,
        "view": view.kind,
        "language": view.language,
        "edition": view.edition,
        "fingerprint": view.fingerprint,
        "omission": view.omission,
    }
    return _plain({name: text for name, text in said.items() if text})


def _plain(said: Attributes) -> Attributes:
    """Return the same as text and nothing but text: some writers look at the very type."""
    return {name: str(text) for name, text in said.items()}


def choices(view: View) -> dict[str, str]:
    """Return choice → its number and how many options it has, in words.

    >>> one, two = Edge("a", "b", choice="c"), Edge("a", "d", choice="c")
    >>> choices(View("x", "", "", "en", (Node("a", "A"), Node("b", "B"), Node("d", "D")), (one, two)))
    {'c': 'choice 1: one of 2'}
    """
    counts = Counter(edge.choice for edge in view.edges if edge.choice)
    return {
        choice: _CHOICE.format(number=number, count=count)(view.language)
        for number, (choice, count) in enumerate(counts.items(), 1)
    }


def _cited(passages: Iterable[Citation]) -> str:
    return "\n".join(f"{passage.label} <{passage.iri}>" if passage.label else passage.iri for passage in passages)


_NODE_HEADS: Final = (
    (Text("Naam", "Name"), 36),
    (Text("Soort", "Kind"), 20),
    (Text("Toelichting", "Note"), 24),
    (Text("Status", "Status"), 14),
    (Text("Datum", "Date"), 12),
    (Text("Tot en met", "Until"), 12),
    (Text("Groep", "Group"), 20),
    (Text("Nadere gegevens", "Details"), 36),
    (Text("Vindplaats", "Passage"), 40),
    (Text("IRI", "IRI"), 30),
)

_EDGE_HEADS: Final = (
    (Text("Van", "From"), 36),
    (Text("Verband", "Relation"), 24),
    (Text("Naar", "To"), 36),
    (Text("Kracht", "Force"), 14),
    (Text("Status", "Status"), 14),
    (Text("Grond", "Basis"), 12),
    (Text("Voorbehoud", "Reservation"), 24),
    (Text("Keuze", "Choice"), 20),
    (Text("Vindplaats", "Passage"), 40),
    (Text("Van (IRI)", "From (IRI)"), 24),
    (Text("Verband (IRI)", "Relation (IRI)"), 24),
    (Text("Naar (IRI)", "To (IRI)"), 24),
    (Text("Keuze (IRI)", "Choice (IRI)"), 24),
)


def node_table(view: View) -> Table:
    """Return the nodes of a view as a table, a row for each."""
    groups: dict[str, list[str]] = {}
    for group in view.groups:
        for member in group.members:
            groups.setdefault(member, []).append(group.label)
    rows = [
        (
            node.label,
            node.kind_label or label(node.kind, view.language),
            node.note,
            node.status_label or label(node.status, view.language),
            node.date,
            node.end,
            tuple(groups.get(node.id, ())),
            tuple(f"{head}: {text}" for head, text in node.details.items()),
            tuple(passage.label for passage in node.passages),
            node.id,
        )
        for node in view.nodes
    ]
    return _table(view, Text("Elementen", "Elements"), _NODE_HEADS, rows)


def edge_table(view: View) -> Table:
    """Return the edges of a view as a table, a row for each, with its ends in words."""
    names, options = {node.id: node.label for node in view.nodes}, choices(view)
    rows = [
        (
            names.get(edge.source, edge.source),
            edge.label,
            names.get(edge.target, edge.target),
            label(edge.force, view.language),
            label(edge.status, view.language),
            label(edge.basis, view.language),
            edge.qualifier,
            options.get(edge.choice, ""),
            tuple(passage.label for passage in edge.passages),
            edge.source,
            edge.predicate,
            edge.target,
            edge.choice,
        )
        for edge in view.edges
    ]
    return _table(view, Text("Verbanden", "Relations"), _EDGE_HEADS, rows, fixed=3)


def source_table(view: View) -> Table:
    """Return where a view has it from: its documents, and every passage once, with what it is cited at."""
    names = {node.id: node.label for node in view.nodes}
    cited: dict[Citation, list[str]] = {document: [] for document in view.sources}
    for node in view.nodes:
        for passage in node.passages:
            cited.setdefault(passage, []).append(node.label)
    for edge in view.edges:
        for passage in edge.passages:
            ends = (names.get(end, end) for end in (edge.source, edge.target))
            cited.setdefault(passage, []).append(f" {edge.label} ".join(ends))
    heads = ((Text("Vindplaats", "Passage"), 60), (Text("Aangehaald bij", "Cited at"), 60), (Text("IRI", "IRI"), 60))
    rows = [(passage.label, tuple(dict.fromkeys(places)), passage.iri) for passage, places in cited.items()]
    return _table(view, Text("Bronnen", "Sources"), heads, rows)


def about_table(view: View) -> Table:
    """Return what a view is a picture of, of which dataset, and what was left out of it."""
    heads = ((Text("Onderwerp", "Subject"), 24), (Text("Tekst", "Text"), 110))
    rows: list[tuple[Cell, ...]] = [
        (head(view.language), text)
        for head, text in (
            (Text("Titel", "Title"), view.title),
            (Text("Beschrijving", "Description"), view.description),
            (Text("Weggelaten", "Left out"), view.omission),
            (Text("Stand van de bronnen", "Date of the sources"), view.edition),
            (Text("Vingerafdruk", "Fingerprint"), view.fingerprint),
        )
        if text
    ]
    return _table(view, Text("Over dit bestand", "About this file"), heads, rows)


def _table(
    view: View, name: Text, heads: Iterable[tuple[Text, int]], rows: Iterable[tuple[Cell, ...]], fixed: int = 1
) -> Table:
    columns = tuple(Column(head(view.language), width) for head, width in heads)
    return Table(name(view.language), columns, tuple(rows), fixed)


def telling(table: Table) -> list[int]:
    """Return the places of the columns that stay in sight or say something, IRIs left out, for whoever shows those as links."""
    return [
        place
        for place, column in enumerate(table.columns)
        if place < table.fixed or ("IRI" not in column.head and any(row[place] not in ("", ()) for row in table.rows))
    ]
