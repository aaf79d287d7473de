"""A plan as nodes and edges, for whoever draws it; Mermaid is the proof that it can be drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from agendagraph.planner.document import Plan
from agendagraph.planner.facts import Named
from agendagraph.text import Language, Text

_STYLES: Final = (
    "classDef goal stroke-width:4px",
    "classDef critical stroke-width:3px",
    "classDef inPlace stroke-dasharray:2 2",
    "classDef notTaken stroke-dasharray:6 4,opacity:0.6",
)


@dataclass(frozen=True, slots=True)
class Node:
    """Something to draw.

    Attributes:
        id: IRI of the thing; no two nodes have the same.
        label: its name.
        kind: its class, where the plan tells.
        wave: the wave of the step; none for what is in place and for an option that was not taken.
        is_goal, is_critical: as in the plan.
        in_place: whether it is there already.
        status: its status, if it is not there yet.
    """

    id: str
    label: Text
    kind: Named | None
    wave: int | None
    is_goal: bool
    is_critical: bool
    in_place: bool
    status: Named | None


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow, from what comes first to what waits for it.

    Attributes:
        start: id of the node that comes first, or of the option that was not taken.
        end: id of the node that waits, or would have.
        kind: `after` for an order in the plan, `choice-not-taken` for what could have been.
    """

    start: str
    end: str
    kind: Literal["after", "choice-not-taken"]


@dataclass(frozen=True, slots=True)
class Diagram:
    """What there is to draw: steps in the order of the plan, then what is in place, then options that were not taken."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def as_mermaid(self, language: Language = "nl") -> str:
        """Return the diagram as a Mermaid flowchart."""
        short = {node.id: f"n{number}" for number, node in enumerate(self.nodes, 1)}
        lines = ["flowchart LR"]
        lines += [f'  {short[node.id]}["{inert(node.label(language))}"]{_style(node)}' for node in self.nodes]
        for edge in self.edges:
            arrow = "-->" if edge.kind == "after" else "-.->"
            lines.append(f"  {short[edge.start]} {arrow} {short[edge.end]}")
        return "\n".join([*lines, *(f"  {style}" for style in _STYLES)]) + "\n"


def diagram(plan: Plan) -> Diagram:
    """Return what there is to draw of a plan."""
    nodes = {
        step.thing.iri: Node(
            step.thing.iri, step.thing.label, step.kind, step.wave, step.is_goal, step.is_critical, False, step.status
        )
        for step in plan.steps
    }
    goals = {goal.iri for goal in plan.goals}
    waited = [thing for step in plan.steps for thing in step.after]
    for thing in (*plan.in_place, *waited):
        nodes.setdefault(thing.iri, Node(thing.iri, thing.label, None, None, thing.iri in goals, False, True, None))
    edges = {
        (thing.iri, step.thing.iri): Edge(thing.iri, step.thing.iri, "after")
        for step in plan.steps
        for thing in step.after
    }
    for choice in plan.choices:
        dependent = choice.dependent
        for other in choice.others:
            for thing, status in ((other.thing, other.status), (dependent, None)):
                nodes.setdefault(thing.iri, Node(thing.iri, thing.label, None, None, False, False, False, status))
            # One arrow between two things: what is in the plan goes before what could have been.
            ends = (other.thing.iri, dependent.iri)
            edges.setdefault(ends, Edge(*ends, "choice-not-taken"))
    return Diagram(tuple(nodes.values()), tuple(edges.values()))


def _style(node: Node) -> str:
    if node.is_goal:
        return ":::goal"
    if node.in_place:
        return ":::inPlace"
    if node.wave is None:
        return ":::notTaken"
    return ":::critical" if node.is_critical else ""


def inert(label: str) -> str:
    """Return a label in which Mermaid finds nothing but text; line ends become spaces.

    >>> inert('<b>"')
    '#60;b#62;#34;'
    """
    # Mermaid reads markup, quotes, entities and lists in a label; what is no letter, digit or plain punctuation becomes a code.
    line = " ".join(label.split())
    return re.sub(r"[^\w .,:;()/’‘–-]|_|^-|(?<=^\d)[.)]|(?<=^\d\d)[.)]", lambda found: f"#{ord(found[0])};", line)
