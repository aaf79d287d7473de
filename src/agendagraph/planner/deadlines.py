"""A plan against a date: what is late by what the sources say, what may be, what has an end before it, and what is not said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from agendagraph import terms
from agendagraph.planner.dates import Moment, moments
from agendagraph.planner.document import Plan, Step
from agendagraph.planner.facts import Facts, Named
from agendagraph.store import Store
from agendagraph.text import Text

Verdict = Literal["late", "ended", "possibly-late", "waits", "unknown"]

VERDICTS: Final[dict[Verdict, Text]] = {
    "late": Text("te laat", "too late"),
    "ended": Text("einde of uiterste datum ligt ervoor", "end or latest date is before it"),
    "possibly-late": Text("mogelijk te laat", "possibly too late"),
    "waits": Text("wacht op wat (mogelijk) te laat is", "waits for what is (possibly) too late"),
    "unknown": Text("niet te zeggen", "not to be said"),
}
"""How a step stands to a date, worst first."""


_TO_COME: Final = frozenset({terms.AG + "Announced", terms.AG + "Planned"})


@dataclass(frozen=True, slots=True)
class Late:
    """How one step of a plan stands to a date.

    Attributes:
        number: of the step.
        thing: what it is about.
        verdict: how it stands.
        reason: why, in words.
        milestones: what it rests on.
        behind: the late steps that it waits for, where that is the reason.
    """

    number: int
    thing: Named
    verdict: Verdict
    reason: Text
    milestones: tuple[Moment, ...]
    behind: tuple[Named, ...]


def late(store: Store, plan: Plan, by: date) -> list[Late]:
    """Return the steps of a plan that are not, or not certainly, there on a date.

    Only milestones count, and only as precisely as they are given: a year is late if its first day is after the date, and
    possibly late if the date lies in it. What is done is not late, what is uncertain is possibly late at most. So is what
    seems to be there already: a milestone to come of something in use need not be about its being there. A latest date before
    the date is told, since the source leaves open whether that is when the thing must be there or when it ends.

    Args:
        store: the dataset that the plan was made from.
        plan: the plan.
        by: the last day on which it has to be there.

    Returns:
        By verdict, worst first, and then in the order of the plan. A step can have several verdicts. Steps of which no source
        gives a time and that are in force or in use are not in it: nothing says that they are late.
    """
    of = moments(store, Facts(store))
    found = [entry for step in plan.steps for entry in _judged(step, of.get(step.thing.iri, ()), by)]
    found += _waiting(plan.steps, {entry.thing.iri for entry in found if entry.verdict in {"late", "possibly-late"}})
    worst = list(VERDICTS)
    return sorted(found, key=lambda entry: (worst.index(entry.verdict), entry.number))


def _judged(step: Step, some: Sequence[Moment], by: date) -> list[Late]:
    coming = [m for m in some if m.is_to_come and m.span]
    after = [m for m in coming if m.span and m.span.start and m.span.start > by]
    within = [m for m in coming if m.span and m not in after and (m.span.end is None or m.span.end > by)]
    is_to_come = bool(step.status) or any(g.status.iri in _TO_COME for g in step.grounds)
    firm = [m for m in after if is_to_come and m.certainty != "Uncertain"]
    loose = [m for m in after if m not in firm] + within
    ended = [m for m in some if m.precision == "Until" and m.span and m.span.end and m.span.end < by]
    day = by.isoformat()
    found = []
    if firm:
        reason = Text(
            f"is er nog niet; een bron noemt een tijd na {day}", f"is not there yet; a source gives a time after {day}"
        )
        found.append(_entry(step, "late", reason, firm))
    if loose:
        reason = Text(
            f"een bron noemt een tijd die na {day} kan zijn; lees of iets er dan is of alleen verandert",
            f"a source gives a time that can be after {day}; read whether it is there then or only changes",
        )
        found.append(_entry(step, "possibly-late", reason, loose))
    if ended:
        reason = Text(
            f"een bron noemt een einde of uiterste datum voor {day}; lees welke van de twee",
            f"a source gives an end or latest date before {day}; read which of the two",
        )
        found.append(_entry(step, "ended", reason, ended))
    undated = [m for m in some if not m.span and m.certainty != "Done"]
    if not found and not any(m.span for m in some) and (undated or step.status):
        nl, en = (f" ({step.status.label.nl})", f" ({step.status.label.en})") if step.status else ("", "")
        reason = Text(f"geen bron noemt een datum{nl}", f"no source gives a date{en}")
        found.append(_entry(step, "unknown", reason, undated))
    return found


def _entry(step: Step, verdict: Verdict, reason: Text, some: Iterable[Moment]) -> Late:
    return Late(step.number, step.thing, verdict, reason, tuple(some), ())


def _waiting(steps: Sequence[Step], behind: set[str]) -> list[Late]:
    """Return the steps that wait, directly or not, for what is late; in the order of the plan what is waited for comes first."""
    waits: dict[str, dict[str, Named]] = {}
    found = []
    for step in sorted(steps, key=lambda s: s.wave):
        roots: dict[str, Named] = {}
        for before in step.after:
            if before.iri in behind:
                roots[before.iri] = before
            roots |= waits.get(before.iri, {})
        waits[step.thing.iri] = roots
        if roots and step.thing.iri not in behind:
            names = [root.label for root in roots.values()]
            reason = Text(f"wacht op {', '.join(n.nl for n in names)}", f"waits for {', '.join(n.en for n in names)}")
            found.append(Late(step.number, step.thing, "waits", reason, (), tuple(roots.values())))
    return found
