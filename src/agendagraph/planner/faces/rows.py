"""A plan as tables: the one that is the CSV file, and all that are sheets of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agendagraph.graph.needs import NATURES
from agendagraph.planner.document import Ground, Plan, Step
from agendagraph.planner.faces.words import Words, sources
from agendagraph.planner.facts import Named
from agendagraph.tables import Cell, Column, Table
from agendagraph.text import Language, Text


def tables(plan: Plan, language: Language) -> list[Table]:
    """Return everything in a plan as tables: steps, choices, sources, duties and notes."""
    return [
        steps(plan, language),
        _choices(plan, language),
        _sources(plan, language),
        _duties(plan, language),
        _notes(plan, language),
    ]


def steps(plan: Plan, language: Language) -> Table:
    """Return the steps, a row for every clause that asks for them; a step that no clause asks for has one row."""
    heads = (
        (Text("Stap", "Step"), 6),
        (Text("Golf", "Wave"), 6),
        (Text("Wat te doen", "What to do"), 20),
        (Text("Ding", "Thing"), 32),
        (Text("Ding (IRI)", "Thing (IRI)"), 20),
        (Text("Soort", "Kind"), 18),
        (Text("Status", "Status"), 14),
        (Text("Is het doel", "Is the goal"), 9),
        (Text("In de langste keten", "In the longest chain"), 9),
        (Text("Wacht op", "Waits for"), 32),
        (Text("Maakt mogelijk", "Unlocks"), 32),
        (Text("Waarom", "Why"), 40),
        (Text("Nodig voor", "Needed for"), 28),
        (Text("Hoe sterk", "How strongly"), 22),
        (Text("Hoe vast", "How firm"), 22),
        (Text("Kracht", "Force"), 12),
        (Text("Status van de voorwaarde", "Status of the condition"), 14),
        (Text("Grond", "Basis"), 12),
        (Text("Voorbehoud", "Reservation"), 20),
        (Text("Toelichting", "Note"), 44),
        (Text("Rust op", "Rests on"), 22),
        (Text("Vindplaats", "Passage"), 34),
        (Text("Plaats", "Place"), 14),
        (Text("Let op bij de vindplaats", "Beware of the passage"), 18),
        (Text("Voorwaarde (IRI)", "Condition (IRI)"), 20),
        (Text("Wie", "Who"), 28),
        (Text("Wanneer", "When"), 36),
        (Text("Let op", "Beware"), 44),
    )
    rows = [_step_row(step, ground, language) for step in plan.steps for ground in step.grounds or (None,)]
    return _table(Text("Stappen", "Steps"), heads, rows, language, fixed=4)


def _step_row(step: Step, ground: Ground | None, language: Language) -> tuple[Cell, ...]:
    words = Words(language)

    def names(things: Iterable[Named]) -> tuple[str, ...]:
        return tuple(thing.label(language) for thing in things)

    return (
        step.number,
        step.wave,
        step.deed(language),
        step.thing.label(language),
        step.thing.iri,
        step.kind.label(language) if step.kind else "",
        step.status.label(language) if step.status else "",
        words.yes(step.is_goal),
        words.yes(step.is_critical),
        names(step.after),
        names(step.unlocks),
        words.chain(step.why),
        *(_ground_cells(ground, language) if ground else ("",) * 13),
        tuple(words.hand(hand) for hand in step.hands),
        tuple(words.milestone(when) for when in step.milestones),
        tuple(words.caution(said) for said in step.cautions),
    )


def _ground_cells(ground: Ground, language: Language) -> tuple[Cell, ...]:
    return (
        ground.dependent.label(language),
        ground.words(language),
        NATURES[ground.nature](language),
        ground.force.label(language),
        ground.status.label(language),
        ground.basis.label(language),
        ground.qualifier,
        ground.note(language),
        tuple(actor.label(language) for actor in ground.actors),
        tuple(passage.label(language) for passage in ground.passages),
        ground.locator,
        tuple(mark.label(language) for mark in ground.reservations),
        ground.clause,
    )


def _choices(plan: Plan, language: Language) -> Table:
    heads = (
        (Text("Voor", "For"), 34),
        (Text("Gekozen", "Chosen"), 34),
        (Text("Waarom", "Why"), 34),
        (Text("Andere mogelijkheid", "Other option"), 34),
        (Text("Status", "Status"), 14),
        (Text("Verschil in kosten", "Difference in cost"), 12),
        (Text("Waarom niet", "Why not"), 34),
        (Text("Voorwaarde (IRI)", "Condition (IRI)"), 30),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            choice.dependent.label(language),
            choice.taken.label(language),
            choice.reason(language),
            other.thing.label(language),
            other.status.label(language) if other.status else "",
            "" if other.more is None else other.more,
            other.reason(language),
            choice.clause,
        )
        for choice in plan.choices
        for other in choice.others
    ]
    return _table(Text("Keuzes", "Choices"), heads, rows, language)


def _sources(plan: Plan, language: Language) -> Table:
    heads = (
        (Text("Vindplaats", "Passage"), 60),
        (Text("Aangehaald bij", "Cited at"), 44),
        (Text("Vindplaats (IRI)", "Passage (IRI)"), 60),
    )
    rows = [
        (passage.label(language), tuple(p(language) for p in places), passage.iri) for passage, places in sources(plan)
    ]
    return _table(Text("Bronnen", "Sources"), heads, rows, language)


def _duties(plan: Plan, language: Language) -> Table:
    heads = (
        (Text("Voor wie", "For whom"), 24),
        (Text("Wat", "What"), 36),
        (Text("Waaraan of waarmee (een volstaat)", "With or by what (one suffices)"), 36),
        (Text("Kracht", "Force"), 12),
        (Text("Status", "Status"), 14),
        (Text("Voorbehoud", "Reservation"), 24),
        (Text("Vindplaats", "Passage"), 44),
        (Text("Plaats", "Place"), 14),
    )
    rows = [
        (
            duty.party.label(language),
            duty.what.label(language),
            tuple(thing.label(language) for thing in duty.objects),
            duty.force.label(language),
            duty.status.label(language),
            duty.qualifier,
            duty.passage.label(language),
            duty.locator,
        )
        for duty in plan.duties
    ]
    return _table(Text("Plichten", "Duties"), heads, rows, language)


def _notes(plan: Plan, language: Language) -> Table:
    heads = ((Text("Onderwerp", "Subject"), 34), (Text("Tekst", "Text"), 110))
    words = Words(language)
    sections: tuple[tuple[str, Sequence[str]], ...] = (
        (words("question"), (words.title(plan),)),
        (words("summary"), words.summary(plan)),
        (words("next"), words.runner(plan)),
        (words("in_place"), words.names(plan.in_place)),
        (words("asides"), [words.aside(aside) for aside in plan.asides]),
        (words("exemptions"), [words.spared(spared) for spared in plan.exemptions]),
        (words("unknown"), words.names(plan.unknown)),
        (words("made"), words.made(plan)),
    )
    rows = [(head, text) for head, texts in sections for text in texts]
    return _table(Text("Toelichting", "Notes"), heads, rows, language)


def _table(
    name: Text, heads: Iterable[tuple[Text, int]], rows: Iterable[tuple[Cell, ...]], language: Language, fixed: int = 1
) -> Table:
    columns = tuple(Column(head(language), width) for head, width in heads)
    found = tuple(rows)
    assert all(len(row) == len(columns) for row in found)
    return Table(name(language), columns, found, fixed)
