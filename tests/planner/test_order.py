"""Order: waves and circles against brute force; before and after by clauses, by what sources say, and by dates."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from agendagraph.build import build
from agendagraph.catalog import resolve
from agendagraph.cli import main
from agendagraph.planner import Request
from agendagraph.planner.instance import Instance
from agendagraph.planner.order import Order, Place, order, rounds
from agendagraph.store import Store
from tests.built import built
from tests.conftest import MINI
from tests.planner.brute import attainable, things_of
from tests.planner.river import iri, river, short
from tests.planner.test_solver import problems


def _of(store: Store, thing: str) -> Order:
    return order(store, Request(goals=(iri(thing),)))


def _near(places: tuple[Place, ...]) -> list[tuple[str, int, int | None]]:
    return [(short(p.thing.iri), p.steps, p.wave) for p in places]


@settings(max_examples=500, deadline=None)
@given(problems())
def test_waves_are_the_earliest_and_the_rest_is_stuck(problem: Instance) -> None:
    """Wave by wave: what is in one needs only what was there before; all that can be had is in one."""
    whole = replace(problem, goals=())
    found = rounds(whole)
    done = set(whole.present) - whole.without
    things = {t for dependent, options in whole.clauses.values() for t in (dependent, *options)}
    for wave in found.waves if not done & things else found.waves[1:]:
        can = {
            thing
            for thing in things - done - whole.without
            if all(done & set(options) for dependent, options in whole.clauses.values() if dependent == thing)
        }
        assert set(wave) == can
        done |= can
    assert set(found.stuck) == things - attainable(whole)
    assert {t for wave in found.waves for t in wave} == things & attainable(whole)


@settings(max_examples=500, deadline=None)
@given(problems())
def test_circles_are_what_leads_back_to_itself(problem: Instance) -> None:
    """Through clauses that have one option: each other's prerequisites, however far; all of them are stuck."""
    whole = replace(problem, goals=())
    edges = {
        name: (dependent, next(iter(set(options) - whole.without)))
        for name, (dependent, options) in whole.clauses.items()
        if len(set(options) - whole.without) == 1 and dependent not in whole.present
    }
    reach = set(edges.values())
    for _ in things_of(whole):
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    expected = {
        frozenset(b for b in things_of(whole) if (a, b) in reach and (b, a) in reach) for a in things_of(whole)
    } - {frozenset[str]()}
    found = rounds(whole)
    assert {frozenset(circle) for circle, _ in found.circles} == expected
    for circle, names in found.circles:
        assert list(names) == sorted(n for n, (a, b) in edges.items() if {a, b} <= set(circle))
        assert set(circle) <= set(found.stuck)


def test_waves_below_a_goal(mini: Store) -> None:
    """Only what the goal can come to, in the waves in which it can be had."""
    found = _of(mini, "briefwisseling")
    assert [[short(t.iri) for t in wave] for wave in found.waves] == [
        ["ts-envelop", "loket", "pasje", "sleutelregister", "spelregels"],
        ["gf-ontsluiten", "postnet", "sleutelkast"],
        ["briefwisseling"],
    ]
    assert found.circles == ()
    assert found.stuck == ()


def test_before_and_after_by_clauses(mini: Store) -> None:
    """All the way, nearest first, with the clause and the other options of it."""
    found = _of(mini, "sleutelkast")
    assert _near(found.before) == [("pasje", 1, 1)]
    assert _near(found.after) == [("gf-ontsluiten", 1, 2), ("briefwisseling", 2, 3)]
    (reason,) = found.after[0].reasons
    assert (short(reason.first.iri), short(reason.then.iri)) == ("sleutelkast", "gf-ontsluiten")
    assert [short(o.iri) for o in reason.other_options] == ["loket"]
    (pass_,) = found.before[0].reasons
    assert pass_.ground
    assert (short(pass_.ground.clause), pass_.ground.locator) == ("req-sleutelkast-pasje", "L12-14")
    assert pass_.other_options == ()


def test_before_and_after_by_what_a_source_says(mini: Store) -> None:
    """Simply said or with a status; and not chained, since it holds in its own context."""
    found = _of(mini, "project-lijntjes")
    assert _near(found.before) == [("project-pen", 1, 1)]
    assert _near(found.after) == [("project-krul", 1, 1)]
    (plain,), (qualified,) = found.before[0].reasons, found.after[0].reasons
    assert plain.said
    assert (plain.ground, plain.said.status) == (None, None)
    assert short(plain.said.passage.iri) == "agenda-2025-04/programma-inkt"
    assert qualified.said
    assert qualified.said.status
    assert (qualified.said.status.label.en, qualified.said.locator) == ("planned", "L155")
    assert qualified.said.note.nl == "Na de lijntjes komen de krullen."
    assert _near(_of(mini, "project-pen").after) == [("project-lijntjes", 1, 1)]


EXTRA = """
@prefix ag:      <https://w3id.org/agendagraph/ns#> .
@prefix agd:     <https://w3id.org/agendagraph/id/> .
@prefix agenda:  <https://w3id.org/agendagraph/id/agenda-2025-04/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .

agenda:kip a ag:Passage ; dcterms:isPartOf agd:source-agenda-2025-04 ; ag:heading "Kip"@nl ; ag:locator "L1" .
agenda:kip {
    agd:kip a ag:Facility ; skos:prefLabel "Kip"@nl , "Chicken"@en .
    agd:ei a ag:Facility ; skos:prefLabel "Ei"@nl , "Egg"@en .
    agd:omelet a ag:Facility ; skos:prefLabel "Omelet"@nl , "Omelette"@en .
    agd:pan a ag:Facility ; skos:prefLabel "Pan"@nl , "Pan"@en .
    agd:req-kip-ei a ag:Requirement ; ag:dependent agd:kip ; ag:prerequisite agd:ei ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L1" .
    agd:req-ei-kip a ag:Requirement ; ag:dependent agd:ei ; ag:prerequisite agd:kip ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L2" .
    agd:req-omelet-ei a ag:Requirement ; ag:dependent agd:omelet ; ag:prerequisite agd:ei ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L3" .
    agd:req-omelet-pan a ag:Requirement ; ag:dependent agd:omelet ; ag:prerequisite agd:pan ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L4" .
    agd:req-omelet-kip a ag:Requirement ; ag:dependent agd:omelet ; ag:prerequisite agd:kip ;
        ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated ; ag:locator "L5" .
    agd:m-pan a ag:Milestone ; ag:about agd:pan ; skos:prefLabel "pan"@nl , "pan"@en ; ag:dateText "2027"@nl , "2027"@en ;
        ag:date "2027"^^xsd:gYear ; ag:datePrecision ag:Year ; ag:certainty ag:Planned .
    agd:m-omelet a ag:Milestone ; ag:about agd:omelet ; skos:prefLabel "omelet"@nl , "omelette"@en ;
        ag:dateText "mei 2026"@nl , "May 2026"@en ;
        ag:date "2026-05"^^xsd:gYearMonth ; ag:datePrecision ag:Month ; ag:certainty ag:Planned .
}
"""


@pytest.fixture(scope="module")
def chicken(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return the invented graph with a circle in it."""
    path: Path = tmp_path_factory.mktemp("kip") / "kip.trig"
    path.write_text(EXTRA, encoding="utf-8")
    return build([MINI, path], check=False).store()


def test_what_waits_for_itself_is_reported(chicken: Store) -> None:
    """With the clauses of the circle and their place; what waits for it is stuck as well."""
    found = order(chicken, Request(goals=()))
    (circle,) = found.circles
    assert [short(t.iri) for t in circle.things] == ["ei", "kip"]
    assert [(short(g.clause), g.locator) for g in circle.grounds] == [("req-ei-kip", "L2"), ("req-kip-ei", "L1")]
    assert [short(p.iri) for p in circle.grounds[0].passages] == ["agenda-2025-04/kip"]
    assert {short(t.iri) for t in found.stuck} == {"ei", "kip", "omelet"}
    assert "pan" in {short(t.iri) for t in found.waves[0]}
    egg = _of(chicken, "ei")
    assert _near(egg.before) == [("kip", 1, None)]
    assert _near(egg.after) == [("kip", 1, None), ("omelet", 1, None)]
    # Only what is below: the omelette is not.
    assert [short(t.iri) for t in egg.stuck] == ["ei", "kip"]


def test_reasons_are_those_of_the_shortest_way(chicken: Store) -> None:
    """The chicken is needed for the omelette itself; that the egg needs it, too, is another step."""
    places = {short(p.thing.iri): p for p in _of(chicken, "omelet").before}
    assert {name: place.steps for name, place in places.items()} == {"ei": 1, "kip": 1, "pan": 1}
    assert [r.ground.locator for r in places["kip"].reasons if r.ground] == ["L5"]


def test_dates_that_contradict_the_clauses_are_told(chicken: Store) -> None:
    """The pan is for the omelette, but comes later."""
    (dated,) = _of(chicken, "omelet").dates
    assert (short(dated.first.iri), short(dated.then.iri)) == ("omelet", "pan")
    assert (short(dated.last.iri), short(dated.start.iri)) == ("omelet", "pan")
    assert (dated.is_firm, dated.is_against) == (True, True)
    (from_the_pan,) = _of(chicken, "pan").dates
    assert (short(from_the_pan.first.iri), from_the_pan.is_against) == ("omelet", True)


def test_dates_that_agree_and_how_certain_they_are() -> None:
    """All dates of the one before all dates of the other; planned is firm, expected is not; overlapping says nothing."""
    (dated,) = _of(river(), "veer").dates
    assert (short(dated.first.iri), short(dated.then.iri)) == ("veer", "project-pont")
    assert (short(dated.last.iri), short(dated.start.iri)) == ("veer-boot", "pont-vaart")
    assert (dated.is_firm, dated.is_against) == (False, False)
    # The bridge and the town have dates on both sides of each other, and share one.
    assert _of(river(), "brug").dates == ()


@pytest.mark.shipped
def test_the_whole_shipped_graph_is_in_waves(real: Store) -> None:
    """Nothing waits for itself; every clause leads from an earlier wave to a later one by one option at least."""
    found = order(real, Request(goals=()))
    assert found.thing is None
    assert found.circles == ()
    assert found.stuck == ()
    assert len(found.waves) > 4
    assert len({t.iri for wave in found.waves for t in wave}) == sum(len(wave) for wave in found.waves)


@pytest.mark.shipped
@pytest.mark.parametrize("name", ["mitz", "lsp", "medicatieoverdracht"])
def test_before_and_after_mirror_each_other(real: Store, name: str) -> None:
    """What comes directly before a thing has that thing directly after it."""
    thing = resolve(real, name).value
    found = order(real, Request(goals=(thing,)))
    assert found.before
    for place in [p for p in found.before if p.steps == 1][:3]:
        other = order(real, Request(goals=(place.thing.iri,)))
        assert thing in {p.thing.iri for p in other.after if p.steps == 1}
        assert any(p.reasons == place.reasons for p in other.after if p.thing.iri == thing)


@pytest.mark.shipped
def test_a_sequence_of_the_agenda(real: Store) -> None:
    """ZORG-ID comes before Dezi, with the reservation of the source."""
    found = order(real, Request(goals=(iri("dezi"),)))
    (place,) = [p for p in found.before if p.thing.iri == iri("zorg-id")]
    (said,) = [r.said for r in place.reasons if r.said]
    assert (said.qualifier, said.locator) == ("in afwachting van", "L1490-1493")


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main(["--dataset", built(), *words])
    out, err = capsys.readouterr()
    return int(str(done.value.code or 0)), out, err


def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a table, as JSON, of the whole graph, and with an unknown name."""
    monkeypatch.setenv("COLUMNS", "250")  # so that no cell is broken into lines
    code, out, _ = _run(capsys, "--lang", "en", "order", "dezi")
    assert code == 0
    assert out.startswith("Comes before Dezi")
    assert "in afwachting van" in out
    code, out, _ = _run(capsys, "order", "dezi", "--format", "json")
    assert code == 0
    assert {p["thing"]["iri"] for p in json.loads(out)["before"]} >= {iri("zorg-id")}
    code, out, _ = _run(capsys, "order")
    assert code == 0
    assert out.startswith("Golven")
    code, out, err = _run(capsys, "order", "dezzi")
    assert (code, out) == (2, "")
    assert "Dezi" in err
