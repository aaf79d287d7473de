"""Answers of the planner as one says them: a plan, an impact and a comparison in one or two sentences."""

from __future__ import annotations

from agendagraph.planner.comparing import Comparison
from agendagraph.planner.document import Plan
from agendagraph.planner.faces.words import SILENT
from agendagraph.planner.impact import Impact
from agendagraph.text import Text


def of_plan(plan: Plan) -> Text:
    """Return how much there is to do and to choose, and whether less would do."""
    if plan.is_silent:
        return SILENT
    if not plan.steps:
        return Text(
            "Er hoeft niets meer: wat nodig is, is er al.", "Nothing is left to do: what is needed is in place."
        )
    steps, waves = _count(len(plan.steps), "stap", "stappen", "step", "steps"), len(plan.waves)
    verb = ("is", "is") if len(plan.steps) == 1 else ("zijn", "are")
    size = Text(f"Er {verb[0]} {steps.nl} nodig", f"There {verb[1]} {steps.en} to take")
    if waves > 1:
        size = _join(
            size,
            Text(
                f", in {waves} golven: wat in één golf staat, kan tegelijk",
                f", in {waves} waves: what is in one wave can be done at the same time",
            ),
        )
    return _sentences(size, _chosen(plan), _proof(plan), _equal(plan))


def _chosen(plan: Plan) -> Text:
    if not plan.choices:
        return Text("Er viel niets te kiezen", "There was nothing to choose")
    real = sum(any(other.more is not None for other in choice.others) for choice in plan.choices)
    if not real:
        return Text(
            "Waar meer mogelijkheden zijn, leidt er maar één tot een plan",
            "Where there are several options, only one leads to a plan",
        )
    places = _count(real, "plek", "plekken", "place", "places")
    return Text(
        f"Op {places.nl} viel iets te kiezen; wat het anders zou kosten, staat erbij",
        f"There was a choice in {places.en}; what it would cost otherwise is told with it",
    )


def _proof(plan: Plan) -> Text:
    if plan.is_proven:
        return Text(
            "Bewezen het goedkoopst: geen ander plan vraagt minder",
            "Proven to cost least: no other plan asks for less",
        )
    return Text(
        "Niet bewezen het goedkoopst: de zoektijd was op, misschien kan het met minder",
        "Not proven to cost least: the time to search was up, less may do",
    )


def _equal(plan: Plan) -> Text:
    others = plan.best_plans - 1
    if others < 1 and not plan.has_more_best:
        return Text("", "")
    least = Text("ten minste ", "at least ") if plan.has_more_best else Text("", "")
    plans = _count(others, "ander plan vraagt", "andere plannen vragen", "other plan asks", "other plans ask")
    text = Text(f"{least.nl}{plans.nl} evenveel", f"{least.en}{plans.en} for as much")
    return Text(text.nl[0].upper() + text.nl[1:], text.en[0].upper() + text.en[1:])


def title_of_impact(found: Impact) -> Text:
    """Return the question that an impact answers."""
    thing, later = found.thing.label, found.later
    who = Text(f", voor {found.sector.label.nl}", f", for {found.sector.label.en}") if found.sector else Text("", "")
    if later:
        words = later.delay.words
        return Text(
            f"Wat als {thing.nl} {words.nl} later komt{who.nl}?", f"What if {thing.en} comes {words.en} later{who.en}?"
        )
    return Text(f"Wat als {thing.nl} vervalt{who.nl}?", f"What if {thing.en} is dropped{who.en}?")


def of_impact(found: Impact) -> Text:
    """Return how much falls or waits, how much has another way, and how many milestones conflict."""
    thing = found.thing.label
    if not found.falls and not found.switches:
        return Text(
            f"Geen bron zegt dat er iets van {thing.nl} afhangt. Dat is iets anders dan dat het niets uitmaakt.",
            f"No source says that anything depends on {thing.en}. That is not the same as that it does not matter.",
        )
    number = len(found.falls)
    if not number:
        first = Text(
            f"Alles wat {thing.nl} gebruikt, kan ook op een andere manier", f"All that uses {thing.en} has another way"
        )
    elif found.later:
        falls = _count(number, "ding wacht", "dingen wachten", "thing waits", "things wait")
        first = Text(
            f"{falls.nl} op {thing.nl}: een andere weg is er niet", f"{falls.en} for {thing.en}: there is no other way"
        )
    else:
        falls = _count(number, "ding kan", "dingen kunnen", "thing cannot", "things cannot")
        first = Text(
            f"{falls.nl} niet zonder {thing.nl}: een andere weg is er niet",
            f"{falls.en} do without {thing.en}: there is no other way",
        )
    return _sentences(first, _switching(len(found.switches)), _conflicting(found))


def _switching(number: int) -> Text:
    if not number:
        return Text("", "")
    clauses = _count(number, "voorwaarde", "voorwaarden", "condition", "conditions")
    return Text(
        f"Bij {clauses.nl} blijft een andere mogelijkheid over", f"With {clauses.en} there is another option left"
    )


def _conflicting(found: Impact) -> Text:
    if not found.later:
        return Text("", "")
    if not found.later.shifted:
        return Text(
            "Geen bron noemt een datum waarop het er zou zijn; welke mijlpalen botsen, is dus niet te zeggen",
            "No source gives a date on which it would be there; so which milestones conflict cannot be told",
        )
    conflicts = found.later.conflicts
    sure, perhaps = (sum(c.is_certain is value for c in conflicts) for value in (True, False))
    if not conflicts:
        return Text("Geen mijlpaal botst ermee", "No milestone conflicts with it")
    milestones = _count(sure, "mijlpaal botst", "mijlpalen botsen", "milestone conflicts", "milestones conflict")
    anyway = sum(not conflict.is_new for conflict in conflicts)
    also = Text(f"; {anyway} daarvan ook zonder vertraging", f"; {anyway} of them also without a delay")
    return _join(
        Text(f"{milestones.nl} dan zeker, {perhaps} misschien", f"{milestones.en} for certain, {perhaps} perhaps"),
        also if anyway else Text("", ""),
    )


def of_comparison(found: Comparison) -> Text:
    """Return what two plans share, what each has alone, and which costs more."""
    both = _count(len(found.both), "stap", "stappen", "step", "steps")
    if not found.only_first and not found.only_second:
        return Text(
            f"Beide plannen vragen hetzelfde: {both.nl}.",
            f"Both plans ask for the same: {both.en}.",
        )
    first, second = len(found.only_first), len(found.only_second)
    if not found.both:
        both = Text("geen enkele stap", "no step")
    shared = Text(f"De plannen hebben {both.nl} gemeen", f"The plans have {both.en} in common")
    alone = Text(
        f"Alleen links: {first}; alleen rechts: {second}", f"Only on the left: {first}; only on the right: {second}"
    )
    more = found.difference
    side = Text("rechts", "right") if more > 0 else Text("links", "left")
    steps = _count(abs(more), "stap", "stappen", "step", "steps")
    difference = Text(f"Het plan {side.nl} kost {steps.nl} meer", f"The plan on the {side.en} costs {steps.en} more")
    return _sentences(
        shared, alone, difference if more else Text("Ze kosten evenveel", "They cost the same"), _unproven(found)
    )


def _unproven(found: Comparison) -> Text:
    if found.first.is_proven and found.second.is_proven:
        return Text("", "")
    return Text(
        "Niet van beide is bewezen dat het met minder niet kan: de zoektijd was op",
        "It is not proven of both that less would not do: the time to search was up",
    )


def _count(number: int, nl: str, nls: str, en: str, ens: str) -> Text:
    return Text(f"{number} {nl if number == 1 else nls}", f"{number} {en if number == 1 else ens}")


def _join(*parts: Text) -> Text:
    return Text("".join(part.nl for part in parts), "".join(part.en for part in parts))


def _sentences(*parts: Text) -> Text:
    told = [part for part in parts if part.nl]
    return Text(" ".join(f"{part.nl}." for part in told), " ".join(f"{part.en}." for part in told))
