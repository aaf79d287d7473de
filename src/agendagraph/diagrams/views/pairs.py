"""Views that are pairs: how two things hang together, and whatever a query of the asker links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from agendagraph import graph
from agendagraph.catalog.query import Parameter
from agendagraph.diagrams.view import Edge, Node, View
from agendagraph.diagrams.views.asking import MOST, REDUCED, Asked
from agendagraph.diagrams.views.links import Link, by_end, tentative
from agendagraph.diagrams.views.making import Maker, Omitted, columns
from agendagraph.errors import InputError
from agendagraph.text import Text

PATH_PARAMETERS: Final = (
    Parameter("van", "iri", Text("van", "from"), required=True, example="wegiz"),
    Parameter("naar", "iri", Text("naar", "to"), required=True, example="mitz"),
    Parameter(
        "alle", "choice", Text("ook langere paden", "longer paths, too"), choices=("nee", "ja"), default="nee", example="ja"
    ),
    MOST,
)  # fmt: skip
QUERY_PARAMETERS: Final = (
    Parameter(
        "vraag",
        "text",
        Text("een CONSTRUCT, of een SELECT van drie kolommen", "a CONSTRUCT, or a SELECT of three columns"),
        required=True,
        example="CONSTRUCT WHERE { ?means ag:realises ?function }",
    ),
    Parameter("titel", "text", Text("titel", "title"), example="Wie werkt met wie?"),
    REDUCED,
    MOST,
)  # fmt: skip
_LONGEST: Final = 4
_ROWS: Final = 20_000


def path(asked: Asked) -> View:
    """Return how two things hang together: the shortest series of links, or with `alle` longer ones, too."""
    maker, start, end = Maker(asked), asked.thing("van"), asked.thing("naar")
    found = graph.paths(asked.store, start, end, every=asked.is_yes("alle"), length=_LONGEST) if start != end else []
    places = {start: 0}
    used: dict[tuple[str, str, str], Link] = {}
    left_out = 0
    most = maker.most()
    for steps in found:
        here, fresh = start, dict(places)
        for step in steps:
            here = step.object if step.is_forward else step.subject
            fresh.setdefault(here, fresh[step.subject if step.is_forward else step.object] + 1)
        if len(fresh) > most:
            left_out += 1
            continue
        places = fresh
        for step in steps:
            used[step.subject, step.predicate, step.object] = _link(asked, step)
    nodes = [maker.node(iri, {"start"} if iri == start else {"goal"} if iri == end else ()) for iri in places]
    if end not in places and start != end:
        nodes.append(maker.node(end, {"goal"}))
        places[end] = 1
    ends = [Text(*(asked.store.label(iri, language) for language in ("nl", "en"))) for iri in (start, end)]
    count = len(found) - left_out
    length = len(found[0]) if found else 0
    more = Text(" of meer", " or more") if any(len(steps) > length for steps in found) else Text("", "")
    parts = [("", [iri for iri in places if places[iri] == place]) for place in range(max(places.values()) + 1)]
    fewer = Text(f"{left_out} paden weggelaten; meer met meest=", f"{left_out} paths left out; more with meest=")
    told = Omitted(text=f"{fewer(asked.language)}{2 * most}." if left_out else "")
    return maker.view(
        "path",
        Text(f"Hoe hangen {ends[0].nl} en {ends[1].nl} samen?", f"How do {ends[0].en} and {ends[1].en} hang together?"),
        Text(
            f"{count} {'pad' if count == 1 else 'paden'} van {length} {'stap' if length == 1 else 'stappen'}{more.nl}."
            if found
            else "De documenten leggen geen verband tussen deze twee.",
            f"{count} {'path' if count == 1 else 'paths'} of {length} {'step' if length == 1 else 'steps'}{more.en}."
            if found
            else "The documents do not link these two.",
        ),
        nodes,
        [maker.edge(link) for _, link in sorted(used.items())],
        groups=columns(parts, set(places)),
        left_out=told,
    )


def _link(asked: Asked, step: graph.Step) -> Link:
    """Return a step as a link with all that qualifies it, where the data have that link; else as the step has it."""
    same = [
        link
        for link in by_end(asked.store).get(step.subject, ())
        if (link.source, link.target) == (step.subject, step.object)
        and (link.predicate == step.predicate or (link.force and step.predicate.endswith("dependsOn")))
    ]
    exact = [link for link in same if step.passage in link.passages]
    return next(
        iter(exact or same),
        Link(
            step.subject,
            step.object,
            step.predicate,
            status=tentative(step.status),
            basis="Derived",
            passages=(step.passage,),
        ),
    )


def query(asked: Asked) -> View:
    """Return what a query links: the triples of a CONSTRUCT, or the rows of a SELECT of subject, relation and object.

    Whoever takes the query from someone else sees to it that it asks no other server.
    """
    found = asked.store.query(asked.text("vraag"))
    if isinstance(found, ox.QueryTriples):
        triples = [(t.subject, t.predicate, t.object) for t, _ in zip(found, range(_ROWS), strict=False)]
    elif isinstance(found, ox.QuerySolutions) and len(found.variables) == 3:
        triples = [(row[0], row[1], row[2]) for row, _ in zip(found, range(_ROWS), strict=False)]
    else:
        raise InputError(
            Text("Van deze query is geen tekening te maken.", "No picture can be made of this query."),
            hint=Text(
                "Schrijf een CONSTRUCT, of een SELECT met drie kolommen: van, verband en naar.",
                "Write a CONSTRUCT, or a SELECT with three columns: from, relation and to.",
            ),
        )
    given = asked.text("titel")
    title = Text(given, given) if given else Text("Antwoord op een eigen vraag", "Answer to a question of one's own")
    return linked(asked, title, triples, Maker(asked).most())


def linked(
    asked: Asked, title: Text, triples: Iterable[tuple[object, object, object]], most: int, omission: Text | None = None
) -> View:
    """Return triples as a view: what they join as elements, the ones with most relations where there are too many.

    Args:
        asked: the dataset and the language.
        title: of the view.
        triples: subject, predicate and object, as the engine gives them; what has no subject or object is left out.
        most: elements.
        omission: what is told where elements are left out, with `{shown}` and `{all}` filled in; the way to see more where
            none is given.
    """
    maker = Maker(asked)
    rows = sorted({tuple(map(_text, triple)) for triple in triples if triple[0] is not None and triple[2] is not None})
    degree: dict[str, int] = {}
    for source, _, target in rows:
        degree[source], degree[target] = degree.get(source, 0) + 1, degree.get(target, 0) + 1
    kept = set(sorted(degree, key=lambda one: (-degree[one], one))[:most])
    nodes = [_node(maker, one) for one in sorted(kept)]
    edges = [
        Edge(source, target, predicate, maker.label(predicate) if "://" in predicate else predicate)
        for source, predicate, target in rows
        if source in kept and target in kept
    ]
    left_out = maker.omitted(len(nodes), len(degree))
    if omission and left_out.nodes:
        left_out = replace(left_out, text=omission(asked.language).format(shown=len(nodes), all=len(degree)))
    return maker.view(
        "query",
        title,
        Text(f"{len(nodes)} elementen, {len(edges)} verbanden.", f"{len(nodes)} elements, {len(edges)} links."),
        nodes,
        edges,
        left_out=left_out,
    )


def _text(term: object) -> str:
    return str(getattr(term, "value", "") or "")


def _node(maker: Maker, text: str) -> Node:
    return (
        maker.node(text)
        if "://" in text and text in maker.names.classes
        else Node(text, maker.label(text) if "://" in text else text)
    )
