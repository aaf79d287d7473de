"""Diagrams as text, read by the programs that draw them; their labels are held by `test_round_trip.py`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.diagrams.formats import d2, dot, mermaid, plantuml
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import Edge, Group, Node, View
from tests.diagrams.formats import material, readers
from tests.diagrams.formats.material import norm

PLAIN = View(
    "plan",
    "Wat eerst?",
    "",
    "nl",
    (
        Node(terms.AGD + "bgz", "BgZ", "Exchange", "Uitwisseling", marks=frozenset({"goal"})),
        Node(terms.AGD + "mitz", "Mitz", "Facility", "Voorziening", note="VZVZ"),
        Node("rij 3", "Los"),
    ),
    (
        Edge(terms.AGD + "bgz", terms.AGD + "mitz", terms.AG + "requires", "heeft nodig", "Must", "Stated"),
        Edge(terms.AGD + "bgz", "rij 3", "", "mag", "May", "Derived"),
    ),
    (Group("g", "Golf 1", "column", (terms.AGD + "mitz",)),),
)


def test_plantuml_draws_every_label() -> None:
    """Debian's PlantUML takes the file, runs nothing in it, and all labels are in its picture as they are."""
    view = material.view()
    drawn = "".join(readers.plantuml(plantuml.write(view)).split())
    for node in view.nodes:
        assert "".join(norm(node.label).split()) in "".join(norm(drawn).split()), node.label
    for edge in view.edges:
        assert "".join(norm(edge.label).split()) in "".join(norm(drawn).split()), edge.label
    assert "root:" not in drawn


def test_mermaid_line_by_line() -> None:
    """A family has its shape and colours, what must not be is dashed, only things of ours are links."""
    assert mermaid.write(PLAIN).decode().splitlines() == [
        "---",
        'title: "Wat eerst?"',
        "---",
        "flowchart LR",
        '  subgraph g1["Golf 1"]',
        '  n2("Mitz<br>Voorziening #183; VZVZ"):::service',
        "  end",
        '  n1(["BgZ<br>Uitwisseling"]):::strong',
        '  n3["Los"]:::other',
        '  n1 -->|"heeft nodig"| n2',
        '  n1 -.->|"mag"| n3',
        '  click n1 href "https://w3id.org/agendagraph/id/bgz"',
        '  click n2 href "https://w3id.org/agendagraph/id/mitz"',
        "  classDef exchange fill:#dff2f0,stroke:#0b6b63,color:#1b2327",
        "  classDef service fill:#fbecd2,stroke:#8a5200,color:#1b2327",
        "  classDef other fill:#f4f4f1,stroke:#57574f,color:#1b2327",
        "  classDef strong fill:#1b2327,stroke:#1b2327,color:#ffffff",
    ]


def test_plantuml_line_by_line() -> None:
    """The kind is a stereotype, and the head of an arrow says who says it."""
    assert plantuml.write(PLAIN).decode().splitlines()[5:-1] == [
        "title Wat eerst<U+003F>",
        'package "Golf 1" as g1 {',
        r'rectangle "Mitz\nVZVZ" as n2 <<Voorziening>> [[https://w3id.org/agendagraph/id/mitz]] #fbecd2',
        "}",
        'rectangle "BgZ" as n1 <<Uitwisseling>> [[https://w3id.org/agendagraph/id/bgz]] #dff2f0',
        'rectangle "Los" as n3 #f4f4f1',
        "n1 --> n2 : heeft nodig",
        "n1 ..|> n3 : mag",
    ]


@pytest.mark.parametrize(
    ("write", "forward", "backward"),
    [
        (mermaid.write, "flowchart LR", "flowchart RL"),
        (plantuml.write, "n1 --> n2", "n2 <-- n1"),
        (d2.write, "direction: right", "direction: left"),
        (dot.write, "rankdir=LR", "rankdir=RL"),
    ],
)  # fmt: skip
def test_a_plan_reads_from_what_comes_first(write: object, forward: str, backward: str) -> None:
    """Where a picture is read from target to source, what is needed stands first; the arrow says the same as ever."""
    from dataclasses import replace

    assert callable(write)
    assert forward in write(PLAIN).decode()
    turned = write(replace(PLAIN, is_reversed=True)).decode()
    assert backward in turned
    assert forward not in turned


def test_the_options_of_a_choice_are_told() -> None:
    """Beside an arrow stands which choice it belongs to, and of how many."""
    assert '"een van (keuze 1#58; een van 2)"' in mermaid.write(material.view()).decode().replace(":", "#58;")


def test_no_line_is_as_wide_as_a_sentence() -> None:
    """D2 and Graphviz do not wrap: labels come in short lines, and a word is never broken."""
    view = View("x", "", "", "nl", (Node("a", "Toetreding van de zorgaanbieder tot het Mitz Afsprakenstelsel"),))
    for raw in (d2.write(view), dot.write(view)):
        label = re.search(r'"(Toe.*?)"', raw.decode())
        assert label
        assert label[1].split(r"\n") == ["Toetreding van de zorgaanbieder", "tot het Mitz Afsprakenstelsel"]


@given(st.text())
def test_legible_leaves_what_can_be_carried(text: str) -> None:
    """Nothing but forbidden characters and line ends changes, once and for all."""
    found = legible(text)
    assert legible(found) == found
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]", found)
    kept = [c for c in text if c.isprintable() and not 0xFDD0 <= ord(c) <= 0xFDEF]
    assert [c for c in found if c.isprintable() and c != " "] == [c for c in kept if c != " "]
