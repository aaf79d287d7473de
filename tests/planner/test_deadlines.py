"""A plan against a date: late only where every reading of the source says so."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from agendagraph.catalog import resolve
from agendagraph.planner import Plan, Request, make
from agendagraph.planner.deadlines import VERDICTS, Late, late
from agendagraph.store import Store
from tests.planner.river import iri, river, short


@cache
def _plan() -> Plan:
    return make(river(), Request(goals=(iri("stad"),)), explain=False)


def _told(found: list[Late]) -> list[tuple[str, str, list[str]]]:
    return [(short(e.thing.iri), e.verdict, [short(m.iri) for m in e.milestones]) for e in found]


def test_every_verdict() -> None:
    """The bridge is planned after the date; the ferry is there but changes; the toll has a latest date; the lock has none."""
    found = late(river(), _plan(), date(2026, 5, 31))
    assert _told(found) == [
        ("brug", "late", ["brug-open", "brug-en-stad"]),
        ("tol", "ended", ["tol-einde"]),
        ("veer", "possibly-late", ["veer-boot"]),
        ("stad", "possibly-late", ["brug-en-stad", "stad-herfst", "stad-later", "stad-laatst", "stad-jaar"]),
        ("oever", "waits", []),
        ("sluis", "unknown", ["sluis-ooit"]),
    ]
    waiting = next(e for e in found if e.verdict == "waits")
    assert [short(n.iri) for n in waiting.behind] == ["brug", "veer"]
    assert waiting.reason.nl == "wacht op Brug, Veer"
    assert [e.number for e in found] == [_plan().step(e.thing.iri).number for e in found]


def test_what_waits_for_what_waits_waits() -> None:
    """The harbour has nothing to do with the bridge itself, but the other side has."""
    plan = make(river(), Request(goals=(iri("haven"),), forces=("must", "may")), explain=False)
    waiting = {
        short(e.thing.iri): [short(n.iri) for n in e.behind]
        for e in late(river(), plan, date(2026, 5, 31))
        if e.verdict == "waits"
    }
    assert waiting == {"oever": ["brug", "veer"], "haven": ["brug", "veer"]}


@pytest.mark.parametrize(
    ("by", "verdict"),
    [
        (date(2026, 5, 31), "late"),
        (date(2026, 6, 1), "possibly-late"),
        (date(2026, 6, 29), "possibly-late"),
        (date(2026, 6, 30), None),
    ],
)
def test_a_month_is_late_only_if_its_start_is(by: date, verdict: str | None) -> None:
    """Within it nobody can say; on its last day it is in time."""
    entries = [e for e in late(river(), _plan(), by) if e.thing.iri == iri("brug")]
    of_the_opening = [e.verdict for e in entries if "brug-open" in {short(m.iri) for m in e.milestones}]
    assert of_the_opening == ([verdict] if verdict else [])


def test_a_year_is_late_only_if_its_start_is() -> None:
    """The town's year 2026: possibly late all through it, in time on its last day, and never certain, for it is uncertain
    whether the town is there already."""

    def verdicts(by: date) -> set[str]:
        return {
            e.verdict
            for e in late(river(), _plan(), by)
            if e.thing.iri == iri("stad") and "stad-jaar" in {short(m.iri) for m in e.milestones}
        }  # fmt: skip

    assert verdicts(date(2026, 1, 1)) == {"possibly-late"}
    assert verdicts(date(2026, 12, 30)) == {"possibly-late"}
    assert verdicts(date(2026, 12, 31)) == set()


def test_a_latest_date_is_told_after_it() -> None:
    """On the day itself it is possibly still to come, the day after it is behind."""

    def verdicts(by: date) -> list[str]:
        return [e.verdict for e in late(river(), _plan(), by) if e.thing.iri == iri("tol")]  # fmt: skip

    assert verdicts(date(2025, 12, 30)) == ["possibly-late"]
    assert verdicts(date(2025, 12, 31)) == []
    assert verdicts(date(2026, 1, 1)) == ["ended"]


def test_later_dates_make_nothing_later() -> None:
    """What is late, possibly late or waits by a date was so by every earlier date."""
    slow = {"late", "possibly-late", "waits"}
    before: set[str] | None = None
    day = date(2025, 1, 1)
    while day < date(2029, 2, 1):
        now = {e.thing.iri for e in late(river(), _plan(), day) if e.verdict in slow}
        assert before is None or now <= before
        before, day = now, day + timedelta(13)
    assert before == set()


@pytest.mark.shipped
def test_the_medication_handover_by_the_summer_of_2025(real: Store) -> None:
    """The go-live at the end of 2025 may be too late, and the verdicts come worst first, with what they rest on."""
    plan = make(real, Request(goals=(resolve(real, "medicatieoverdracht").value,)), explain=False)
    found = late(real, plan, date(2025, 6, 30))
    order = list(VERDICTS)
    assert [order.index(e.verdict) for e in found] == sorted(order.index(e.verdict) for e in found)
    goal = next(e for e in found if e.thing.iri == iri("medicatieoverdracht"))
    assert goal.verdict == "possibly-late"
    assert iri("milestone-medicatieoverdracht-livegang-kickstart") in {m.iri for m in goal.milestones}
    for entry in found:
        assert entry.milestones or entry.behind or entry.verdict == "unknown"
        assert all(m.when.passage.iri for m in entry.milestones)
    assert not {e.thing.iri for e in late(real, plan, date(2030, 12, 31)) if e.verdict in {"late", "waits"}}
