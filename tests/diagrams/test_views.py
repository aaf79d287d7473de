"""Views: each says what the graph or the plan says, how much it leaves out, and how to see the rest."""

from __future__ import annotations

import networkx as nx
import pytest

from agendagraph import graph, planner, terms
from agendagraph.diagrams import layout, svg, views
from agendagraph.diagrams.view import Edge, View
from agendagraph.diagrams.views.making import reduced
from agendagraph.errors import InputError, ParameterError, UnknownNameError
from agendagraph.planner.faces.words import SILENT
from agendagraph.reading import milestones, read
from agendagraph.reading.agenda import chapters
from agendagraph.store import Store

AGD = terms.AGD
_ASKED = {
    "neighbourhood": {"ding": ["mitz"]},
    "plan": {"ding": ["bgz-uitwisseling"], "sector": ["huisartsenzorg"]},
    "path": {"van": ["wegiz"], "naar": ["mitz"]},
    "agenda": {},
    "lanes": {"ding": ["bgz"]},
    "impact": {"ding": ["mitz"]},
    "dataset": {"set": ["bgz-2020"]},
    "timeline": {},
}


def _make(store: Store, name: str, language: str = "nl", **values: str | list[str]) -> View:
    given = {key: [value] if isinstance(value, str) else value for key, value in values.items()}
    return views.make(store, name, given, language)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", _ASKED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_view_is_whole_and_the_same_each_time(real: Store, name: str, language: str) -> None:
    """Nodes are there once, edges join nodes that are there, columns hold nodes that are there, and all is cited."""
    view = _make(real, name, language, **_ASKED[name])
    ids = [node.id for node in view.nodes]
    assert len(ids) == len(set(ids)) > 1
    assert all({edge.source, edge.target} <= set(ids) for edge in view.edges)
    assert all(set(group.members) <= set(ids) for group in view.groups)
    assert view.kind == name
    assert view.language == language
    assert view.title
    assert view.description
    assert view.fingerprint == real.fingerprint
    assert view.sources
    assert view.edition.startswith(view.sources[0].label)
    assert view == _make(real, name, language, **_ASKED[name])


@pytest.mark.parametrize(
    ("name", "parameter"),
    [(kind.name, parameter.name) for kind in views.VIEWS.values() if kind.is_public for parameter in kind.parameters],
)
def test_the_examples_of_parameters_work(real: Store, name: str, parameter: str) -> None:
    """Every parameter has an example with which the view answers on the shipped data."""
    known = {one.name: one for one in views.VIEWS[name].parameters}
    values = {one.name: list(one.examples) for one in known.values() if one.required}
    values[parameter] = list(known[parameter].examples)
    assert values[parameter] != [""]
    assert _make(real, name, **values).nodes


def test_what_is_left_out_is_counted_and_told(real: Store) -> None:
    """A picture with fewer nodes than there are says how many, and the words name the way to see them all."""
    whole = _make(real, "neighbourhood", ding="mitz", meest="1000")
    part = _make(real, "neighbourhood", ding="mitz", meest="10")
    hubs = whole.left_out_nodes
    assert len(part.nodes) == 10
    assert part.left_out_nodes == len(whole.nodes) - 10 + hubs
    assert f"10 van {len(whole.nodes)} elementen" in part.omission
    assert f"meest={len(whole.nodes)}" in part.omission
    assert {node.id for node in part.nodes} <= {node.id for node in whole.nodes}


def test_the_strongest_and_nearest_neighbours_stay(real: Store) -> None:
    """With room for few, what simply must or is comes before what is planned, possible or wished."""
    part = _make(real, "neighbourhood", ding="mitz", meest="8")
    assert part.nodes[0].marks == {"focus"}
    assert not [edge for edge in part.edges if edge.status or edge.qualifier]


def test_direction_and_kind_narrow_a_neighbourhood(real: Store) -> None:
    """Outwards only what a thing points to is there; of a kind only things of that kind."""
    out = _make(real, "neighbourhood", ding="mitz", richting="uit")
    assert {edge.source for edge in out.edges} == {AGD + "mitz"}
    laws = _make(real, "neighbourhood", ding="mitz", soort="Wet- of regelgeving")
    assert {node.kind for node in laws.nodes} == {"Facility", "Law"}
    deep = _make(real, "neighbourhood", ding="mitz", diepte="2", meest="1000")
    assert {node.id for node in out.nodes} < {node.id for node in deep.nodes}


def test_a_plan_shows_its_waves_choices_and_what_was_not_chosen(real: Store) -> None:
    """Columns are the waves; the options that were not taken are there as such, and every step of the plan is."""
    view = _make(real, "plan", **_ASKED["plan"])
    plan = planner.make(real, planner.request_of(real, ["bgz-uitwisseling"], "huisartsenzorg"))
    steps = {step.thing.iri for step in plan.steps}
    open_ = [choice for choice in plan.choices if choice.taken.iri in steps]
    others = {other.thing.iri for choice in open_ for other in choice.others} - steps
    assert {node.id for node in view.nodes if "other" in node.marks} == others
    assert steps <= {node.id for node in view.nodes}
    waves = [group for group in view.groups if group.label != "Is er al"]
    for group, wave in zip(waves, plan.waves, strict=True):
        assert {thing.iri for thing in wave} <= set(group.members)
    choices = {edge.choice for edge in view.edges if edge.choice}
    assert choices == {choice.clause for choice in open_}
    assert len(layout.render(view).junctions) == len(open_) == 5
    assert view.is_reversed
    assert next(node for node in view.nodes if node.id == AGD + "bgz-uitwisseling").marks >= {"goal"}


def test_a_plan_marks_what_is_there_already(real: Store) -> None:
    """What was said to be in place stands in a column of its own, marked as such."""
    view = _make(real, "plan", ding="bgz-uitwisseling", sector="huisartsenzorg", heeft=["mitz"])
    assert view.groups[0].label == "Is er al"
    assert AGD + "mitz" in view.groups[0].members
    assert all("present" in view.node(member).marks for member in view.groups[0].members)


def test_a_path_is_what_the_graph_says(real: Store) -> None:
    """The nodes of the picture are those of the shortest paths, start left and end right."""
    view = _make(real, "path", van="wegiz", naar="mitz")
    found = graph.paths(real, AGD + "wegiz", AGD + "mitz")
    assert {node.id for node in view.nodes} == {iri for path in found for s in path for iri in (s.subject, s.object)}
    boxes = layout.render(view).boxes
    assert min(boxes.values(), key=lambda box: box.x) == boxes[AGD + "wegiz"]
    assert max(boxes.values(), key=lambda box: box.x) == boxes[AGD + "mitz"]


def test_no_path_is_said_in_words(mini: Store) -> None:
    """Two things that are not linked are shown apart, and the description says that the documents do not link them."""
    view = _make(mini, "path", van="sleutelkast", naar="sleutelkast")
    assert len(view.nodes) == 1
    assert view.description == "De documenten leggen geen verband tussen deze twee."


def test_the_agenda_has_the_columns_of_the_document(real: Store) -> None:
    """Chapters stand in the order of the document, and topics in each chapter, too."""
    view = _make(real, "agenda")
    pages = [page for page in read(real).pages(AGD + "source-agenda-2025-04") if page.chapter]
    assert [group.label for group in view.groups] == list(dict.fromkeys(real.label(page.chapter) for page in pages))
    assert [m for group in view.groups for m in group.members] == list(
        dict.fromkeys(thing for page in pages for thing in page.describes)
    )
    boxes = layout.render(view).boxes
    tops = [boxes[member].y for member in view.groups[2].members]
    assert tops == sorted(tops)


def test_a_sector_sees_its_agenda_and_how_much_does_not_name_it(real: Store) -> None:
    """Of a sector only what names it or is for all is there; the others are counted."""
    whole, part = _make(real, "agenda"), _make(real, "agenda", sector="huisartsenzorg")
    assert {node.id for node in part.nodes} < {node.id for node in whole.nodes}
    assert part.left_out_nodes == len(whole.nodes) - len(part.nodes)
    assert f"{part.left_out_nodes} onderwerpen" in part.omission


@pytest.mark.parametrize(
    ("sector", "notes"), [("huisartsen", 20), ("vvt", 20), ("apotheken", 21), ("wijkverpleging", 21)]
)
def test_a_sector_has_the_same_topics_in_the_picture_and_on_the_page(real: Store, sector: str, notes: int) -> None:
    """By name, through a wider group, or through a part of it: each that does not name the sector says which."""
    view = _make(real, "agenda", sector=sector)
    source = terms.AGD + "source-agenda-2025-04"
    every = chapters(real, read(real), (terms.AGD + sector,))
    topics = {topic.thing: topic for chapter in every if chapter.source == source for topic in chapter.topics}
    assert {node.id for node in view.nodes} == {thing for thing, topic in topics.items() if topic.ways}
    told = {node.id: node.note for node in view.nodes if node.note}
    assert {thing for thing in told if not topics[thing].is_named} == set(told)
    assert len(told) == notes
    if sector == "apotheken":
        assert told[terms.AGD + "vipp-farmacie"] == "een deel: Openbare apotheken, Poliklinische apotheken"
        chosen = milestones.chosen(real, read(real), milestones.Choice(sector=terms.AGD + sector))
        assert terms.AGD + "vipp-farmacie" in {thing for said in chosen for thing in said.all("about")}


def test_impact_tells_what_falls_and_what_a_delay_conflicts_with(real: Store) -> None:
    """Everything the planner says falls is there; with a delay conflicts are marked and dated."""
    from agendagraph.planner.impact import impact
    from agendagraph.reading.spans import Delay

    found = impact(real, planner.request_of(real, ["mitz"]), delay=Delay(12, "m"))
    view = _make(real, "impact", ding="mitz", vertraging="12m")
    assert {fall.thing.iri for fall in found.falls} <= {node.id for node in view.nodes}
    late = {thing.iri for conflict in found.later.conflicts for thing in conflict.due.things}  # type: ignore[union-attr]
    falls = {fall.thing.iri for fall in found.falls}
    assert {node.id for node in view.nodes if "conflict" in node.marks} == late & falls
    assert view.title == "Wat raakt het als Mitz 12 maanden later komt?"
    gone = _make(real, "impact", ding="mitz")
    assert {mark for node in gone.nodes for mark in node.marks} >= {"focus", "falls"}


def test_a_data_set_is_shown_by_section(real: Store) -> None:
    """Sections stand between the set and its building blocks; every member of the data is there."""
    view = _make(real, "dataset", set="bgz-2020")
    members = {
        m for said in read(real).said_with(AGD + "bgz-2020", ("Membership",), "memberOf") for m in said.all("member")
    }
    assert members <= {node.id for node in view.nodes}
    sections = {edge.target for edge in view.edges if edge.source == AGD + "bgz-2020"}
    assert "Vitale functies" in sections
    assert all(edge.source in sections for edge in view.edges if edge.target in members)


def test_a_time_line_keeps_to_its_years(real: Store) -> None:
    """Between two years nothing of another year is there, and nothing without a date; without years those come last."""
    view = _make(real, "timeline", van="2025", tot="2026")
    assert {(node.date or node.end)[:4] for node in view.nodes} == {"2025", "2026"}
    every = _make(real, "timeline", meest="1000")
    dated = [bool(node.date or node.end) for node in every.nodes]
    assert dated == sorted(dated, reverse=True)
    about = _make(real, "timeline", ding="wegiz")
    assert 0 < len(about.nodes) < len(every.nodes)


def test_a_time_line_with_too_much_keeps_what_comes_last(real: Store) -> None:
    """Where there is no room for all, what has no date goes first and then the oldest; the words say so."""
    every = _make(real, "timeline", meest="1000").nodes
    dated = [node.id for node in every if node.date or node.end]
    part = _make(real, "timeline", meest="10")
    assert [node.id for node in part.nodes] == dated[-10:]
    assert part.left_out_nodes == len(every) - 10
    assert part.omission.startswith(f"10 van {len(every)} mijlpalen")
    roomy = _make(real, "timeline", meest=str(len(dated) + 1))
    assert [node.id for node in roomy.nodes] == [node.id for node in every[: len(dated) + 1]]


def test_a_time_line_says_what_it_is_narrowed_to(real: Store) -> None:
    """The sector stands in the title, and years, chapter and certainty below it."""
    view = _make(real, "timeline", sector="huisartsenzorg", van="2025", tot="2027", zekerheid="gepland")
    assert view.title == "Wat gebeurt er wanneer voor Huisartsen?"
    assert view.description.startswith(f"{len(view.nodes)} mijlpalen; vanaf 2025; tot en met 2027; gepland; de vorm")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        (
            "impact",
            {"ding": "generieke-functies"},
            "Geen bron zegt dat er iets van Generieke functies afhangt. Dat is iets anders dan dat het niets uitmaakt.",
        ),
        ("plan", {"ding": "generieke-functies"}, SILENT.nl),
        ("plan", {"ding": "medmij"}, "1 stap in 1 golf."),
        (
            "dataset",
            {"set": "informatiestandaard-medicatieproces-9"},
            "Hiervan staat geen samenstelling in deze gegevens.",
        ),
    ],
)
def test_nothing_is_said_in_words(real: Store, name: str, values: dict[str, str], said: str) -> None:
    """Where the sources tell nothing the picture says that, not that there are none of this and none of that; and no arrow."""
    view = _make(real, name, **values)
    assert (len(view.nodes), view.description) == (1, said)
    assert "pijl" not in svg.write(view, layout.render(view)).decode()


def test_a_data_set_names_the_versions_with_a_composition(real: Store) -> None:
    """Who asks for a set of which the versions have their own building blocks hears which, and how many each has."""
    omission = _make(real, "dataset", set="bgz").omission
    members = {said.one("member") for said in read(real).said_with(AGD + "bgz-2020", ("Membership",), "memberOf")}
    assert f"BgZ op zib 2020 (ontwerp) ({len(members)})" in omission
    assert "Versies met een eigen samenstelling: BgZ op zib 2017 (" in omission


def test_one_link_that_is_not_drawn_is_one(real: Store) -> None:
    """What is left out once is told in the singular."""
    view = _make(real, "neighbourhood", ding="nictiz")
    assert view.left_out_edges == 1
    assert "Eén verband tussen wat getoond is, is niet getekend" in view.omission


def test_no_name_is_cut_off_for_want_of_width(real: Store) -> None:
    """Cards are as wide as the longest word needs; only names of more than three lines end in an ellipsis."""
    for name, thing in (("impact", "uzi-pas"), ("lanes", "mitz"), ("neighbourhood", "zibs")):
        view = _make(real, name, ding=thing)
        labels = {node.id: node.label for node in view.nodes}
        for placed in layout.render(view).nodes:
            if placed.text.lines[-1].endswith("…"):
                assert len(placed.text.lines) == 3, labels[placed.id]


def test_a_query_of_ones_own(real: Store) -> None:
    """A SELECT of three columns and a CONSTRUCT of the same give the same picture; others are refused with a hint."""
    select = "SELECT ?a ?p ?b WHERE { ?a ag:realises ?b BIND (ag:realises AS ?p) }"
    one, other = (
        _make(real, "query", vraag=text, titel="Wie vult wat in?")
        for text in (select, "CONSTRUCT WHERE { ?a ag:realises ?b }")
    )
    assert one.nodes == other.nodes
    assert one.edges == other.edges
    assert one.edges[0].label == "vult in"
    with pytest.raises(InputError, match="picture"):
        _make(real, "query", vraag="ASK { ?a ?b ?c }")


def test_reduction_leaves_what_does_not_follow(real: Store) -> None:
    """On request edges that follow from others are left out and counted; what can be reached stays the same."""
    plain = _make(real, "neighbourhood", ding="elektronische-gegevensuitwisseling", diepte="2", tussen="ja")
    less = _make(
        real, "neighbourhood", ding="elektronische-gegevensuitwisseling", diepte="2", tussen="ja", reductie="ja"
    )
    assert plain.nodes == less.nodes
    assert less.left_out_edges == len(plain.edges) - len(less.edges) > 0
    assert "reductie=nee" in less.omission
    reach = [
        set(nx.transitive_closure(nx.DiGraph((e.source, e.target) for e in view.edges)).edges) for view in (plain, less)
    ]
    assert reach[0] == reach[1]


def test_reduction_keeps_choices_and_circles() -> None:
    """An option of a choice follows from nothing, and within a circle every edge stays."""
    edges = [Edge("a", "b"), Edge("b", "a"), Edge("b", "c"), Edge("c", "d"), Edge("a", "d"), Edge("a", "d", choice="k")]
    assert reduced(edges) == (edges[0], edges[1], edges[2], edges[3], edges[5])


@pytest.mark.parametrize(
    ("name", "values", "word"),
    [
        ("neighbourhood", {"ding": ["mitz"], "diepte": ["9"]}, "Kies: 1, 2, 3, 4."),
        ("neighbourhood", {"ding": ["mitz"], "meest": ["veel"]}, ""),
        ("neighbourhood", {"ding": ["mitz"], "meest": ["٣"]}, ""),
        ("neighbourhood", {"ding": ["mitz", "wegiz"]}, ""),
        ("neighbourhood", {}, "ding=mitz"),
        ("neighbourhood", {"ding": ["mitz"], "kleur": ["rood"]}, "Parameters: ding"),
        ("timeline", {"van": ["morgen"]}, ""),
        ("dataset", {"set": ["wegiz"]}, ""),
    ],
)
def test_what_does_not_fit_is_told(real: Store, name: str, values: dict[str, list[str]], word: str) -> None:
    """A wrong value, too many, one that is missing or unknown: an error that names what would do."""
    with pytest.raises(ParameterError) as caught:
        views.make(real, name, values)
    assert word in caught.value.hint.nl


def test_an_unknown_picture_names_the_nearest() -> None:
    """Who misspells a view is offered the right name."""
    with pytest.raises(UnknownNameError) as caught:
        views.by_name("neighborhood")
    assert "neighbourhood" in caught.value.hint.nl
