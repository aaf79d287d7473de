"""Layouts: nothing overlaps, every line ends where it should, and the same view gets the same places everywhere."""

from __future__ import annotations

import itertools
import json
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agendagraph.diagrams import layout
from agendagraph.diagrams.layout import Box, Laid, columns, engine, graphviz
from agendagraph.diagrams.layout.cards import cards
from agendagraph.diagrams.layout.laid import Point
from agendagraph.diagrams.layout.measure import clean, width, wrap
from agendagraph.diagrams.layout.wiring import wire
from agendagraph.diagrams.view import Edge, Group, Node, View
from agendagraph.text import Text
from tests.diagrams.making import example, labels, views

_SLACK = 1.5
"""Graphviz rounds its routes to a pixel or so."""


def _touches(point: Point, box: Box) -> bool:
    return box.x - _SLACK <= point[0] <= box.right + _SLACK and box.y - _SLACK <= point[1] <= box.bottom + _SLACK


def _sound(view: View, laid: Laid) -> None:
    """Assert what holds of every layout."""
    assert [node.id for node in laid.nodes] == [node.id for node in view.nodes]
    solid = [*laid.boxes.values(), *(fork.box for fork in laid.junctions)]
    for one, other in itertools.combinations(solid, 2):
        assert not one.overlaps(other), (one, other)
    for box in [*solid, *laid.bundles, *(group.box for group in laid.groups)]:
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= laid.width + 0.1
        assert box.bottom <= laid.height + 0.1
    assert [edge.number for edge in laid.edges] == list(range(len(view.edges)))
    forks = {(fork.choice, fork.owner): fork.box for fork in laid.junctions}
    for placed in laid.edges:
        edge = view.edges[placed.number]
        source, target = laid.boxes[edge.source], laid.boxes[edge.target]
        ends = [forks.get((edge.choice, edge.source), source), target]
        start, end = (ends[1], ends[0]) if view.is_reversed else (ends[0], ends[1])
        for point, box in ((placed.curve[0], start), (placed.curve[-1], end)):
            around = [bundle for bundle in laid.bundles if bundle.overlaps(box)]
            assert any(_touches(point, one) for one in [box, *around]), (placed.number, point, box)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(views())
def test_nothing_overlaps_and_every_line_ends_at_its_nodes(view: View) -> None:
    """Of any view: no two nodes overlap, all are in the picture, and every edge is there and ends at its nodes."""
    laid = layout.render(view)
    assert laid.engine == "graphviz"
    _sound(view, laid)


@settings(max_examples=40, deadline=None)
@given(views())
def test_the_plain_layout_is_as_sound(view: View) -> None:
    """The layout without an engine keeps the same promises, and says what it is."""
    laid = columns.laid_out(view, cards(view), wire(view), Text("plat", "plain"))
    _sound(view, laid)
    assert (laid.engine, laid.notice.nl) == ("columns", "plat")


@settings(max_examples=40, deadline=None)
@given(views())
def test_labels_stand_on_nothing(view: View) -> None:
    """The label of a line covers no node, no choice and no other label."""
    laid = layout.render(view)
    taken = [*laid.boxes.values(), *(fork.box for fork in laid.junctions)]
    for placed in laid.edges:
        if placed.label_at:
            assert not any(placed.label_at.overlaps(box) for box in taken)
            taken.append(placed.label_at)


@given(labels, st.sampled_from([90.0, 150.0, 210.0]))
def test_lines_fit_and_lose_nothing_but_what_the_ellipsis_stands_for(text: str, room: float) -> None:
    """Wrapped lines are never wider than their room; they are the text in its order, and an ellipsis tells what is missing."""
    placed = wrap(text, 14, room, "bold")
    assert all(width(line, placed.size, "bold") <= room for line in placed.lines)
    assert placed.size >= 14 * 0.8 - 0.1
    assert len(placed.lines) <= 3
    rest = clean(text).replace("\u00ad", "").replace("\u200b", "").replace(" ", "")
    is_whole = not any(line.endswith("…") for line in placed.lines)
    for line in placed.lines:
        part = line.rstrip("…").replace(" ", "")
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]
    assert rest == "" or not is_whole


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Toestemmingsvoorziening Mitz", ("Toestemmingsvoorziening", "Mitz")),
        ("AORTA-infrastructuur van de zorg", ("AORTA-infrastructuur", "van de zorg")),
        ("Patiënten-samenvatting", ("Patiënten-", "samenvatting")),
        ("NEN-EN-ISO 13940", ("NEN-EN-ISO", "13940")),
        ("PatientEnrollmentCredential", ("Patient", "Enrollment", "Credential")),
        ("", ()),
    ],
)
def test_words_are_broken_where_their_writer_put_a_hyphen(text: str, lines: tuple[str, ...]) -> None:
    """A Dutch compound is never broken in the middle of itself; a part of three letters or less is not split off.

    A name of words written as one is broken between those words, where it is too long otherwise.
    """
    room = 155 if "AORTA" in text or "Toest" in text else 96
    assert wrap(text, 13, room).lines == lines


def test_one_line_stands_for_nodes_that_are_linked_alike() -> None:
    """Nodes with the same relation to the same thing stand in one frame; the others have lines of their own."""
    nodes = tuple(Node(name, name) for name in "abcdh")
    edges = (*(Edge("h", name, label="eist") for name in "abc"), Edge("h", "d", label="kent"))
    laid = layout.render(View("x", "", "", "nl", nodes, edges))
    assert len(laid.bundles) == 1
    assert {name for name in "abcd" if laid.bundles[0].overlaps(laid.boxes[name])} == {"a", "b", "c"}
    assert len({edge.curve for edge in laid.edges}) == 2


def test_columns_stand_in_their_order_and_keep_an_order_that_says_something() -> None:
    """Columns run from left to right, whatever the edges say; members of an ordered one stand from top to bottom."""
    names = [f"n{number}" for number in range(6)]
    view = View(
        "x", "", "", "nl", tuple(Node(name, name) for name in names), (Edge("n5", "n0"), Edge("n1", "n4"), Edge("n2", "n0")),
        groups=(Group("1", "een", "column", ("n2", "n0", "n1"), True), Group("2", "twee", "column", ("n4", "n3", "n5"), True)),
    )  # fmt: skip
    laid = layout.render(view)
    left, right = ([laid.boxes[name] for name in some] for some in (("n2", "n0", "n1"), ("n4", "n3", "n5")))
    assert max(box.right for box in left) < min(box.x for box in right)
    assert all(one.y < other.y for some in (left, right) for one, other in itertools.pairwise(some))
    assert [group.text.lines for group in laid.groups] == [("een",), ("twee",)]


def test_a_choice_is_a_choice_in_the_picture() -> None:
    """The options of a choice meet in one small node that says how many there are; the thing has one line to it."""
    laid = layout.render(example())
    (fork,) = laid.junctions
    assert fork.text.lines == ("één van 2",)
    assert fork.owner.endswith("mitz")
    assert _touches(fork.trunk[0], laid.boxes[fork.owner])
    assert _touches(fork.trunk[-1], fork.box)


def test_what_is_needed_first_stands_left_where_a_view_is_reversed() -> None:
    """In a plan the arrow runs from what is needed to what needs it; the edge still says who needs what."""
    view = View(
        "plan", "", "", "nl", (Node("doel", "doel"), Node("stap", "stap")), (Edge("doel", "stap"),), is_reversed=True
    )
    laid = layout.render(view)
    assert laid.boxes["stap"].right < laid.boxes["doel"].x
    assert laid.edges[0].curve[0][0] < laid.edges[0].curve[-1][0]


def test_the_same_places_among_threads() -> None:
    """Eight threads that lay out at the same time all get what one gets alone."""
    view, alone = example(), layout.render(example())
    found: list[Laid] = []
    threads = [threading.Thread(target=lambda: found.extend(layout.render(view) for _ in range(10))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    assert all(laid == alone for laid in found)


def _dense(size: int) -> View:
    names = [f"n{number}" for number in range(size)]
    edges = tuple(
        Edge(names[number], names[(number * step + step) % size]) for number in range(size) for step in (3, 7, 11, 17)
    )
    return View("x", "", "", "nl", tuple(Node(name, name) for name in names), edges)


def test_what_takes_too_long_is_drawn_plainly_and_says_so() -> None:
    """A time limit ends the engine; the picture is there all the same, with a notice in both languages."""
    view = _dense(1500)
    laid = layout.render(view, seconds=0.1)
    assert laid.engine == "columns"
    assert laid.notice.nl
    assert laid.notice.en
    assert len(laid.nodes) == 1500
    assert layout.render(example()).engine == "graphviz"


def test_without_an_engine_there_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine is not installed or does not start, the plain layout is used."""

    def absent() -> None:
        raise ImportError("no wasmtime here")

    monkeypatch.setattr(engine, "_program", absent)
    laid = layout.render(example())
    assert laid.engine == "columns"
    _sound(example(), laid)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(views())
def test_every_line_is_that_of_its_own_link(view: View) -> None:
    """Links between the same two nodes are told apart by their order alone: Graphviz's JSON, with a name for each, agrees."""
    task = graphviz._Task(view, cards(view), wire(view))
    named = task._link
    plain = [line.split(" ") for line in engine.render(task.dot()).decode().splitlines()]
    task._link = lambda number, link: named(number, link).replace(" [", f" [id=L{number}, ", 1)  # type: ignore[method-assign]
    told = json.loads(engine.render(task.dot(), "json0"))
    by_name = {int(one["id"][1:]): one["pos"].replace(",", " ").split() for one in told.get("edges", ()) if "id" in one}
    numbers = task._numbers()
    for line in plain:
        if line[0] == "edge" and line[-2] != "invis":
            points = [float(number) * 72 for number in line[4 : 4 + 2 * int(line[3])]]
            theirs = by_name.pop(numbers[line[1], line[2]].popleft())
            assert points == pytest.approx([float(number) for number in theirs], abs=0.5)
    assert not by_name


@pytest.mark.parametrize("answer", [b"", b"graph 1 1", b"graph 1 1 1\nstop\n", b"graph 1 1 1\nnode n0 x y\n", b"\xff"])
def test_an_answer_that_cannot_be_read_is_no_answer(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    """Where Graphviz answers something else than places for all, the plain layout is used."""
    monkeypatch.setattr(engine, "render", lambda *_, **__: answer)
    assert layout.render(example()).engine == "columns"


@pytest.mark.parametrize(("dot", "form"), [("digraph {a ->", "plain"), ("digraph {a}", "png"), ("", "plain")])
def test_the_engine_refuses_without_harm(dot: str, form: str) -> None:
    """A graph or format that Graphviz refuses is an error of ours, and the next render works."""
    with pytest.raises(engine.EngineError):
        engine.render(dot, form)
    assert engine.render("digraph {a -> b}").startswith(b"graph 1 ")


def test_a_time_line_is_by_year_with_the_undated_last() -> None:
    """Milestones stand in the column of their year, the exact before the vague, and those without a date at the end."""
    nodes = (
        Node("vaag", "vaag", date="2026", status="Planned"),
        Node("dag", "dag", date="2026-03-01", status="Done"),
        Node("ooit", "ooit"),
        Node("eerder", "eerder", date="2024-02", status="Done"),
        Node("onzin", "onzin", date="bijna"),
    )
    laid = layout.render(View("timeline", "", "", "nl", nodes))
    assert [text for _, text in laid.axis] == ["2024", "2026", "zonder datum"]
    boxes = laid.boxes
    assert boxes["eerder"].x < boxes["dag"].x < boxes["ooit"].x
    assert boxes["dag"].y < boxes["vaag"].y
    for one, other in itertools.combinations(boxes.values(), 2):
        assert not one.overlaps(other)
    assert all(node.spot for node in laid.nodes)


@pytest.mark.parametrize("kind", ["query", "timeline"])
def test_nothing_at_all_is_a_picture_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view without nodes is laid out, by the engine and without it."""
    view = View(kind, "Niets", "", "nl", ())
    assert layout.render(view).nodes == ()
    monkeypatch.setattr(engine, "_program", lambda: 1 / 0)
    assert layout.render(view).nodes == ()
