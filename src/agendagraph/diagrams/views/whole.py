"""Everything: all things and all links of a dataset, for tools that look at a model and not at a picture."""

from __future__ import annotations

from agendagraph.diagrams.view import View
from agendagraph.diagrams.views.asking import Asked
from agendagraph.diagrams.views.links import links
from agendagraph.diagrams.views.making import Maker
from agendagraph.store import Store
from agendagraph.text import Language, Text

_TITLE = Text("AgendaGraph: het hele model", "AgendaGraph: the whole model")
_ABOUT = Text(
    "Alle dingen van de regionale agenda en de documenten eronder, met alle verbanden en waar die staan.",
    "All things of the regional agenda and the documents under it, with all relations and where those are written.",
)


def whole(store: Store, language: Language = "nl") -> View:
    """Return all things and links of a dataset as one view; too much to draw, and meant for files that are read by tools.

    >>> from agendagraph.store import Store
    >>> whole(Store([])).nodes
    ()
    """
    maker = Maker(Asked(store, language, (), {}))
    things = maker.names.things
    joined = [link for link in links(store) if link.source in things and link.target in things]
    nodes = [maker.node(iri) for iri in sorted(things)]
    return maker.view("whole", _TITLE, _ABOUT, nodes, (maker.edge(link) for link in joined))
