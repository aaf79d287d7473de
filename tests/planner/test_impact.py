"""Impact: what falls is what cannot be had any more, exactly; what is told of it is what the sources say."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.catalog import resolve
from agendagraph.cli import main
from agendagraph.errors import ParameterError
from agendagraph.planner import Request, reliance
from agendagraph.planner.impact import Impact, impact, rank, whole
from agendagraph.planner.instance import Instance
from agendagraph.planner.plain import plain
from agendagraph.reading.spans import Delay, Span, day, span
from agendagraph.store import Store
from tests.built import built
from tests.planner.brute import attainable
from tests.planner.river import iri, river, short
from tests.planner.test_solver import THINGS, problems


def _of(store: Store, thing: str, **asked: Any) -> Impact:
    delay = asked.pop("delay", "")
    on = asked.pop("on", None)
    return impact(store, Request(goals=(iri(thing),), **asked), delay=Delay.read(delay) if delay else None, on=on)


def _falls(found: Impact) -> dict[str, list[str]]:
    return {short(f.thing.iri): [short(link.option.iri) for link in f.chain] for f in found.falls}


def _switches(found: Impact) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    return [
        (
            short(s.thing.iri),
            [short(o.iri) for o in s.lost],
            [(short(left.thing.iri), left.status.label.en if left.status else "") for left in s.left],
        )
        for s in found.switches
    ]


@settings(max_examples=600, deadline=None)
@given(problems(), st.sampled_from(THINGS))
def test_what_falls_is_what_can_no_longer_be_had(problem: Instance, thing: str) -> None:
    """Against trying every choice: what falls, what switches, and every chain is a shortest one of clauses that fail."""
    before, after = attainable(problem), attainable(problem, {thing})
    lost = before - after - {thing}
    loss = reliance.without(problem, thing)
    assert set(loss.fails) == lost
    assert set(loss.left) == after
    gone = before - after
    assert set(loss.switching) == {
        name for name, (dependent, options) in problem.clauses.items() if dependent in after and gone & set(options)
    }
    failing = {
        name: (dependent, options)
        for name, (dependent, options) in problem.clauses.items()
        if dependent in lost and not after & set(options)
    }
    distance = {thing: 0}
    for _ in THINGS:
        for dependent, options in failing.values():
            ways = [distance[o] + 1 for o in options if o in distance]
            if ways:
                distance[dependent] = min([*ways, distance.get(dependent, len(THINGS))])
    for fallen in lost:
        chain = loss.chain(fallen)
        assert len(chain) == distance[fallen]
        assert chain[0][1] == thing
        assert [failing[name][0] for name, _ in chain] == [*(option for _, option in chain[1:]), fallen]
        assert all(option in failing[name][1] for name, option in chain)


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_counts_are_those_of_each_thing_alone(problem: Instance) -> None:
    """Of everything that can be had, and of nothing else."""
    found = reliance.counts(problem)
    assert set(found) == attainable(problem)
    for thing, number in found.items():
        assert number == len(attainable(problem) - attainable(problem, {thing})) - 1


def test_two_that_only_have_each_other_left_both_fall() -> None:
    """Nothing supports itself."""
    problem = Instance((), {"1": ("a", ("b", "x")), "2": ("b", ("a",))})
    assert set(reliance.without(problem, "x").fails) == {"a", "b"}


def test_the_shortest_chain_is_told() -> None:
    """Where there are two, however the clauses are named."""
    problem = Instance(
        (), {"1": ("a", ("x",)), "2": ("b", ("x",)), "3": ("c", ("b",)), "4": ("d", ("a",)), "5": ("d", ("c",))}
    )
    assert reliance.without(problem, "x").chain("d") == (("1", "x"), ("4", "a"))
    swapped = Instance(
        (), {"1": ("b", ("x",)), "2": ("a", ("x",)), "3": ("c", ("b",)), "4": ("d", ("a",)), "5": ("d", ("c",))}
    )
    assert reliance.without(swapped, "x").chain("d") == (("2", "x"), ("4", "a"))


def test_what_falls_and_what_switches(mini: Store) -> None:
    """On the invented graph: through a choice things switch, through a clause with one option they fall."""
    found = _of(mini, "sleutelregister")
    assert _falls(found) == {"postnet": ["sleutelregister"]}
    assert _switches(found) == [
        ("app-brief", ["postnet"], [("spelregels", "")]),
        ("briefwisseling", ["postnet"], [("spelregels", "")]),
    ]
    assert _falls(_of(mini, "brief-1")) == {"briefset-1": ["brief-1"], "route-paard": ["brief-1", "briefset-1"]}
    assert [short(t.thing.iri) for t in found.sectors] == ["huisartsen"]


def test_every_link_says_where_it_is_written(mini: Store) -> None:
    """The clause, its passage and its place in it."""
    (fall,) = _of(mini, "ts-envelop").falls
    (link,) = fall.chain
    assert short(link.ground.clause) == "req-briefwisseling-envelop"
    assert [short(p.iri) for p in link.ground.passages] == ["agenda-2025-04/briefwisseling"]
    assert link.ground.locator == "L85"
    assert link.ground.words.nl == "wordt verplicht (aangekondigd)"


def test_what_does_not_count_is_told_apart(mini: Store) -> None:
    """A wish does not fall, unless wishes are asked for."""
    found = _of(mini, "postnet")
    assert _falls(found) == {}
    assert [(short(a.ground.clause), a.reason.en) for a in found.asides] == [
        ("req-ambitie-sneller-postnet", "a wish or possibility, no condition")
    ]
    wishes = _of(mini, "postnet", forces=("must", "should"), statuses=("InForce", "InUse", "Intended"))
    assert _falls(wishes) == {"ambitie-sneller": ["postnet"]}
    assert [(short(t.thing.iri), [short(b.iri) for b in t.through]) for t in wishes.ambitions] == [
        ("ambitie-sneller", ["postnet"])
    ]


def test_cases_and_regions_count_when_they_hold(mini: Store) -> None:
    """A clause for a case or a region falls only where it holds."""
    assert _falls(_of(mini, "ring")) == {}
    assert _falls(_of(mini, "ring", when=frozenset({iri("mist")}))) == {"route-duif": ["ring"]}
    within = _of(mini, "pasje", within=frozenset({iri("zilverkust")}))
    assert set(_falls(within)) == {"sleutelkast", "briefwisseling"}


def test_an_option_that_is_not_there_yet_is_marked() -> None:
    """What is in trial is no certain way out; the project that has no other way falls."""
    found = _of(river(), "veer")
    assert _switches(found) == [("oever", ["veer"], [("vlot", "in trial")])]
    assert _falls(found) == {"project-pont": ["veer"]}
    assert [(short(t.thing.iri), [short(b.iri) for b in t.through]) for t in found.projects] == [
        ("project-pont", ["veer"])
    ]
    assert [(short(t.thing.iri), [short(b.iri) for b in t.through]) for t in found.sectors] == [
        ("huisartsen", ["project-pont"])
    ]
    assert found.ambitions == ()


def test_a_clause_for_another_sector_is_not_touched() -> None:
    """With a sector only its clauses count."""
    others = _of(river(), "veer", sector=iri("apotheken"))
    assert (_falls(others), others.asides) == ({}, ())
    assert _falls(_of(river(), "veer", sector=iri("huisartsen"))) == {"project-pont": ["veer"]}


def test_milestones_of_what_falls() -> None:
    """Without the bridge: every milestone to come of the bridge and of what falls, once; what is done stays done."""
    found = _of(river(), "brug")
    assert _falls(found) == {"oever": ["brug"], "stad": ["brug", "oever"]}
    assert found.later is None
    assert [(short(d.moment.iri), [short(t.iri) for t in d.things]) for d in found.milestones] == [
        ("stad-vroeg", ["stad"]),
        ("stad-jaar", ["stad"]),
        ("brug-open", ["brug"]),
        ("brug-en-stad", ["brug", "stad"]),
        ("stad-herfst", ["stad"]),
        ("stad-later", ["stad"]),
        ("stad-laatst", ["stad"]),
        ("stad-ooit", ["stad"]),
    ]
    assert [short(t.thing.iri) for t in found.ambitions] == ["stad"]
    assert [short(t.thing.iri) for t in found.sectors] == ["apotheken"]


def test_a_delay_moves_the_things_own_milestones() -> None:
    """Only its own, dated and to come; the rest is compared with where they end up."""
    found = _of(river(), "brug", delay="12m").later
    assert found
    assert [(short(s.moment.iri), s.later) for s in found.shifted] == [
        ("brug-open", Span(date(2027, 6, 1), date(2027, 6, 30))),
        ("brug-en-stad", Span(date(2027, 7, 1), date(2027, 7, 31))),
    ]
    # By year: 2025 would be too early anyway; 2026 and the autumn become too early; 2027 may be; 2028 is in time.
    assert [(short(c.due.moment.iri), c.is_certain, c.is_new) for c in found.conflicts] == [
        ("stad-jaar", True, True),
        ("stad-herfst", True, True),
        ("stad-vroeg", True, False),
        ("stad-later", False, True),
    ]
    assert [short(d.moment.iri) for d in found.undated] == ["stad-ooit"]
    assert found.unjudged == ()


def test_a_short_delay_leaves_more_in_time() -> None:
    """A month later than June is July: the autumn is in time, the year cannot be told."""
    found = _of(river(), "brug", delay="1m").later
    assert found
    assert [(short(c.due.moment.iri), c.is_certain, c.is_new) for c in found.conflicts] == [
        ("stad-vroeg", True, False),
        ("stad-jaar", False, False),
    ]


def test_what_is_past_on_a_day_is_left_out() -> None:
    """With a day that stands for today; without one nothing is past."""
    found = _of(river(), "brug", delay="12m", on=date(2026, 7, 1)).later
    assert found
    assert [short(s.moment.iri) for s in found.shifted] == ["brug-en-stad"]
    assert "stad-vroeg" not in {short(c.due.moment.iri) for c in found.conflicts}


def test_an_unknown_date_is_not_guessed() -> None:
    """The lock has no date: nothing moves, and the dates of what waits cannot be judged."""
    found = _of(river(), "sluis", delay="12m").later
    assert found
    assert found.shifted == ()
    assert found.conflicts == ()
    assert [short(d.moment.iri) for d in found.unjudged] == [
        "stad-vroeg", "stad-jaar", "brug-en-stad", "stad-herfst", "stad-later", "stad-laatst",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "precision", "first", "last"),
    [
        ("2026", "", "Year", "2026-01-01", "2026-12-31"),
        ("2024-02", "", "Month", "2024-02-01", "2024-02-29"),
        ("2026-03-05", "", "Day", "2026-03-05", "2026-03-05"),
        ("2025-10", "", "Quarter", "2025-10-01", "2025-12-31"),
        ("2025-12", "", "Season", "2025-12-01", "2026-02-28"),
        ("2025", "2026", "Period", "2025-01-01", "2026-12-31"),
        ("2025", "", "Since", "2025-01-01", "2025-12-31"),
        ("2025", "", "After", "2026-01-01", ""),
        ("", "2025-06", "Before", "", "2025-05-31"),
        ("", "2027", "Until", "", "2027-12-31"),
    ],
)
def test_a_time_is_read_as_precisely_as_it_is_given(
    start: str, end: str, precision: str, first: str, last: str
) -> None:
    """No more precisely, and with an open side where the source leaves one open."""
    read = span(start, end, precision)
    assert read
    assert (read.start.isoformat() if read.start else "") == first
    assert (read.end.isoformat() if read.end else "") == last


def test_the_same_day_is_not_before() -> None:
    """Neither can be told to come first."""
    monday, tuesday = span("2026-11-23", "", "Day"), span("2026-11-24", "", "Day")
    assert monday
    assert tuesday
    assert (monday.comes(monday), monday.comes(tuesday), tuesday.comes(monday)) == ("perhaps", "first", "later")


def test_no_date_is_no_span() -> None:
    """Neither is what cannot be read."""
    assert span("", "", "Vague") is None
    assert span("2026-13", "", "Month") is None
    assert span("gauw", "", "Month") is None


@pytest.mark.parametrize(
    ("delay", "start", "expected"),
    [
        ("12m", "2024-02-29", "2025-02-28"),
        ("1m", "2026-12-31", "2027-01-31"),
        ("1y", "2026-03-01", "2027-03-01"),
        ("2j", "2026-03-01", "2028-03-01"),
        ("2W", "2026-12-25", "2027-01-08"),
        ("10d", "2026-02-20", "2026-03-02"),
    ],
)
def test_months_go_by_the_calendar(delay: str, start: str, expected: str) -> None:
    """And end at the end of a shorter month."""
    assert Delay.read(delay).after(date.fromisoformat(start)).isoformat() == expected


def test_a_whole_month_stays_a_whole_month() -> None:
    """February, a month later, is all of March."""
    february = span("2026-02", "", "Month")
    assert february
    assert february.shifted(Delay(1, "m")) == span("2026-03", "", "Month")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 1200), st.sampled_from("dwmy"))
def test_a_delay_is_later_and_keeps_the_order(start: date, number: int, unit: str) -> None:
    """However long."""
    delay = Delay(min(number, 100) if unit == "y" else number, unit)
    assert delay.after(start) > start
    assert delay.after(date.fromordinal(start.toordinal() + 40)) > delay.after(start)


@pytest.mark.parametrize("text", ["", "12", "m", "12x", "-1m", "0m", "1.5m", "101y", "1201m", "999999d", "12 maanden"])
def test_a_bad_delay_is_refused(text: str) -> None:
    """Also none, a negative one, and one of more than a century."""
    with pytest.raises(ParameterError) as error:
        Delay.read(text)
    assert error.value.where == "--delay"


@pytest.mark.parametrize("text", ["", "26-01-01", "2026-02-30", "2026-13", "morgen", "2026-1-1"])
def test_a_bad_day_is_refused(text: str) -> None:
    """With the option it was given with."""
    with pytest.raises(ParameterError) as error:
        day(text, option="--on")
    assert error.value.where == "--on"


def test_a_year_or_month_is_its_first_or_last_day() -> None:
    """After what is asked."""
    assert day("2026", option="--on") == date(2026, 1, 1)
    assert day("2026-02", option="--by", last=True) == date(2026, 2, 28)


def test_the_rank_is_that_of_each_impact(mini: Store) -> None:
    """Most first, equal ones by name, and what nothing rests on is left out."""
    found = rank(mini)
    assert [(short(w.thing.iri), w.falls) for w in found] == [
        ("brief-1", 2),
        ("brief-2", 2),
        ("briefset-1", 1),
        ("briefset-2", 1),
        ("ts-envelop", 1),
        ("hoefijzer", 1),
        ("leesplank", 1),
        ("gf-ontsluiten", 1),
        ("pasje", 1),
        ("sleutelregister", 1),
    ]
    for weight in found:
        assert weight.falls == len(_of(mini, short(weight.thing.iri)).falls)


@pytest.mark.shipped
def test_the_rank_of_the_shipped_graph_agrees_with_single_answers(real: Store) -> None:
    """For the most and for the least."""
    found = rank(real)
    assert [w.falls for w in found] == sorted((w.falls for w in found), reverse=True)
    for weight in (*found[:3], *found[-3:]):
        assert weight.falls == len(impact(real, Request(goals=(weight.thing.iri,))).falls)


@pytest.mark.shipped
@pytest.mark.parametrize("name", ["mitz", "lsp", "NEN 7510"])
def test_chains_of_the_shipped_graph_are_in_its_clauses(real: Store, name: str) -> None:
    """From the thing to what falls, link by link, each with a passage."""
    thing = resolve(real, name).value
    found = impact(real, Request(goals=(thing,)))
    assert len(found.falls) > 5
    clauses = whole(real, Request(goals=())).instance.clauses
    lost = {thing, *(f.thing.iri for f in found.falls)}
    for fall in found.falls:
        assert fall.chain[0].option.iri == thing
        ends = [link.option.iri for link in fall.chain[1:]] + [fall.thing.iri]
        for link, end in zip(fall.chain, ends, strict=True):
            assert link.ground.dependent.iri == end
            assert link.ground.passages
            options = [o for name, (d, o) in clauses.items() if d == end and name.startswith(link.ground.clause)]
            assert any(link.option.iri in some and set(some) <= lost for some in options)
    for switch in found.switches:
        assert switch.left
        assert not {left.thing.iri for left in switch.left} & lost
        assert {o.iri for o in switch.lost} <= lost


@pytest.mark.shipped
def test_the_basic_data_can_leave_the_lsp(real: Store) -> None:
    """The BgZ has other routes than the LSP, one of which is in trial."""
    found = impact(real, Request(goals=(iri("lsp"),)))
    (switch,) = [s for s in found.switches if s.thing.iri == iri("bgz-uitwisseling")]
    assert any(left.status and left.status.iri == terms.AG + "Trial" for left in switch.left)
    assert any(left.status is None for left in switch.left)


@pytest.mark.shipped
def test_an_ambition_falls_when_wishes_count(real: Store) -> None:
    """The ambition to connect to Mitz asks for Mitz; by default it is told apart."""
    ambition = iri("ambitie-3e")
    plainly = impact(real, Request(goals=(iri("mitz"),)))
    assert ambition in {a.ground.dependent.iri for a in plainly.asides}
    assert ambition not in {f.thing.iri for f in plainly.falls}
    wishes = impact(
        real,
        Request(
            goals=(iri("mitz"),),
            forces=("must", "should", "may", "descriptive"),
            statuses=("InForce", "InUse", "Announced", "Planned", "Trial", "Explored", "Intended"),
        ),
    )
    assert ambition in {t.thing.iri for t in wishes.ambitions}


def test_the_answer_as_plain_values() -> None:
    """Both languages, things by IRI and label, days as text."""
    found = json.loads(json.dumps(plain(_of(river(), "brug", delay="12m"))))
    assert found["thing"] == {"iri": iri("brug"), "label": {"nl": "Brug", "en": "Bridge"}}
    assert found["later"]["delay"] == {"number": 12, "unit": "m"}
    assert found["later"]["shifted"][0]["later"] == {"start": "2027-06-01", "end": "2027-06-30"}
    assert found["falls"][1]["chain"][1]["ground"]["locator"] == "L5"


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as done:
        main(["--dataset", built(), *words])
    out, err = capsys.readouterr()
    return int(str(done.value.code or 0)), out, err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("impact", "mitzz"), "Mitz"),
        (("impact", "mitz", "--sector", "huisarsten"), "Huisartsen"),
        (("impact", "mitz", "--delay", "soon"), "12m"),
        (("impact", "mitz", "--on", "2025-02-30"), "2026-03-01"),
        (("impact", "mitz", "--delay", "1m", "--withdrawn"), "--withdrawn"),
        (("impact", "mitz", "--rank", "3"), "--rank"),
        (("impact",), "--rank"),
        (("impact", "mitz", "--sources", "nergens"), "nergens"),
    ],
)
def test_wrong_input_is_one_clear_line(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], hint: str) -> None:
    """Exit code 2, nothing on standard output, and what to do."""
    code, out, err = _run(capsys, *words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert hint in err


def test_the_command_shows_what_the_answer_says(capsys: pytest.CaptureFixture[str]) -> None:
    """In a table in either language, and as JSON."""
    code, out, _ = _run(capsys, "--lang", "en", "impact", "lsp", "--delay", "12m")
    assert code == 0
    assert out.startswith("What if LSP comes 12 months later?")
    assert "No source gives a date to come for LSP" in out
    code, out, _ = _run(capsys, "impact", "lsp", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found["thing"]["label"]["nl"] == "LSP"
    assert found["later"] is None
    code, out, _ = _run(capsys, "impact", "--rank", "2", "--format", "json")
    assert code == 0
    assert len(json.loads(out)) == 2
