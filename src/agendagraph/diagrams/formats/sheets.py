"""A view for a spreadsheet: CSV and an Excel workbook."""

from __future__ import annotations

from agendagraph import tables
from agendagraph.diagrams.formats import facts
from agendagraph.diagrams.layout.laid import Laid
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import View
from agendagraph.tables import Column, Table
from agendagraph.text import Text


def write_csv(view: View, _laid: Laid | None = None) -> bytes:
    """Return nodes and edges as one CSV file: first every node, then every edge, told apart by the first column.

    One file and no archive: it opens with a double click, in a preview too, and a filter on the first column splits it.
    """
    view = legible(view)
    nodes, edges = facts.node_table(view), facts.edge_table(view)
    node, edge = (Text("element", "element")(view.language), Text("verband", "relation")(view.language))
    # A column of both tables stands once; what only edges have comes after what only nodes have.
    heads = list(dict.fromkeys(column.head for column in (*nodes.columns, *edges.columns)))
    rows = []
    for kind, table in ((node, nodes), (edge, edges)):
        for row in table.rows:
            cells = dict(zip((column.head for column in table.columns), row, strict=True))
            rows.append((kind, *(cells.get(head, "") for head in heads)))
    first = Column(Text("Wat", "What")(view.language), 10)
    return tables.as_csv(Table(nodes.name, (first, *(Column(head, 0) for head in heads)), tuple(rows)))


def write_xlsx(view: View, _laid: Laid | None = None) -> bytes:
    """Return a workbook with a sheet for nodes, edges, sources and the view itself."""
    view = legible(view)
    sheets = (facts.node_table(view), facts.edge_table(view), facts.source_table(view), facts.about_table(view))
    return tables.as_xlsx(sheets, view.title)
