"""How plans look in a terminal, and as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click

from agendagraph.cli import output
from agendagraph.planner import Comparison, JointPlan, Plan, Request, Step
from agendagraph.planner.deadlines import VERDICTS, Late
from agendagraph.planner.document import Ground
from agendagraph.planner.faces.words import SHORTER, SILENT
from agendagraph.planner.facts import Named
from agendagraph.store import Store
from agendagraph.text import Language, Text


def show_briefly(plan: Plan, language: Language) -> None:
    """Print a plan on one screen: what it is, what was chosen, and the steps of each wave by name."""
    click.echo(_title(plan)(language))
    click.echo(_summary(plan)(language))
    click.echo(SHORTER(language))
    rows: list[tuple[str, ...]] = [
        (str(number), _deeds(plan, number, language)) for number in range(1, len(plan.waves) + 1)
    ]
    _table(rows, Text("Stappen", "Steps"), "golf wat", "wave what", language)
    rows = [(c.dependent.label(language), c.taken.label(language), c.reason(language)) for c in plan.choices]
    _table(rows, Text("Keuzes", "Choices"), "voor gekozen omdat", "for chosen because", language)
    _names(plan.critical, Text("Langste keten", "Longest chain"), language, " → ")


def _deeds(plan: Plan, wave: int, language: Language) -> str:
    return "; ".join(_marked(step.thing, step.status, language) for step in plan.steps if step.wave == wave)


def show(plan: Plan, language: Language) -> None:
    """Print a plan: what it is, what was chosen, the steps wave by wave, and what is apart."""
    click.echo(_title(plan)(language))
    click.echo(_summary(plan)(language))
    click.echo(SHORTER(language))
    _show_choices(plan, language)
    for number, wave in enumerate(plan.waves, 1):
        steps = [step for step in plan.steps if step.wave == number]
        title = Text(f"Golf {number}: {len(wave)} stap(pen)", f"Wave {number}: {len(wave)} step(s)")(language)
        heads = output.heads(language, "nr wat voor kracht wie waar", "nr what for force who where")
        output.table(heads, [_row(step, language) for step in steps], title=title)
    _names(plan.critical, Text("Langste keten", "Longest chain"), language, " → ")
    _names(plan.in_place, Text("Is er al", "In place"), language)
    _names(plan.releases, Text("Uitgaven van de zibs", "Releases of the zibs"), language)
    if len(plan.releases) > 1:
        click.echo(Text("Let op: dit plan mengt uitgaven.", "Beware: this plan mixes releases.")(language))
    _show_apart(plan, language)


def _title(plan: Plan) -> Text:
    goals = Text(*(", ".join(goal.label(tongue) for goal in plan.goals) for tongue in ("nl", "en")))
    if plan.sector is None:
        return Text(f"Wat is er nodig voor {goals.nl}?", f"What is needed for {goals.en}?")
    who = plan.sector.label
    return Text(f"{who.nl}: wat is er nodig voor {goals.nl}?", f"{who.en}: what is needed for {goals.en}?")


def _summary(plan: Plan) -> Text:
    if plan.is_silent:
        return SILENT
    count, waves, choices = len(plan.steps), len(plan.waves), len(plan.choices)
    proof = (
        Text("bewezen het goedkoopst", "proven to cost least")
        if plan.is_proven
        else Text("niet bewezen het goedkoopst: de tijd was op", "not proven to cost least: the time was up")
    )
    others = plan.best_plans - 1
    more = "+" if plan.has_more_best else ""
    also = Text(f"; {others}{more} ander(e) plan(nen) kosten evenveel", f"; {others}{more} other plan(s) cost as much")
    end = also if others > 0 else Text("", "")
    return Text(
        f"{count} stappen in {waves} golven, {choices} keuze(s), kosten {plan.cost}, {proof.nl}{end.nl}.",
        f"{count} steps in {waves} waves, {choices} choice(s), cost {plan.cost}, {proof.en}{end.en}.",
    )


def _show_choices(plan: Plan, language: Language) -> None:
    rows = []
    for choice in plan.choices:
        others = [
            f"{_marked(other.thing, other.status, language)}: {other.reason(language)}" for other in choice.others
        ]
        rows.append(
            (choice.dependent.label(language), choice.taken.label(language), choice.reason(language), "; ".join(others))
        )
    if rows:
        title = Text("Keuzes", "Choices")(language)
        output.table(
            output.heads(language, "voor gekozen omdat anders", "for chosen because otherwise"), rows, title=title
        )
    if plan.runner_up:
        runner = plan.runner_up
        instead, of = (", ".join(n.label(language) for n in some) or "–" for some in (runner.instead, runner.of))
        click.echo(
            Text(
                f"Naastbeste plan: kosten {runner.cost}, met {instead} in plaats van {of}.",
                f"Runner-up: cost {runner.cost}, with {instead} instead of {of}.",
            )(language)
        )


def _marked(thing: Named, status: Named | None, language: Language) -> str:
    return thing.label(language) + (f" [{status.label(language)}]" if status else "")


def _row(step: Step, language: Language) -> tuple[str, ...]:
    wanted = ", ".join(dict.fromkeys(named.label(language) for named in step.unlocks))
    first = Text("het doel", "the goal")(language) if step.is_goal else wanted
    actors = dict.fromkeys(actor.label(language) for ground in step.grounds for actor in ground.actors)
    words = dict.fromkeys(_words(ground, language) for ground in step.grounds)
    places = dict.fromkeys(_where(ground, language) for ground in step.grounds)
    what = f"{step.deed(language)}: {_marked(step.thing, step.status, language)}"
    return (str(step.number), what, first, "; ".join(words), ", ".join(actors), "; ".join(places))


def _words(ground: Ground, language: Language) -> str:
    basis = {
        "derived": Text("afgeleid", "derived"),
        "editorial": Text("redactie", "editors"),
    }.get(ground.nature)
    limits = [basis(language)] if basis else []
    limits += [ground.qualifier] if ground.qualifier else []
    return ground.words(language) + (f" ({'; '.join(limits)})" if limits else "")


def _where(ground: Ground, language: Language) -> str:
    places = ", ".join(passage.label(language) for passage in ground.passages)
    loose = ", ".join(mark.label(language) for mark in ground.reservations)
    return places + (f" ({ground.locator})" if ground.locator else "") + (f" [{loose}]" if loose else "")


def _names(names: Iterable[Named], title: Text, language: Language, between: str = ", ") -> None:
    if listed := between.join(named.label(language) for named in names):
        click.echo(f"{title(language)}: {listed}")


def _show_apart(plan: Plan, language: Language) -> None:
    """Print what is no step: other cases, what is not needed, duties anyway, cautions, what nobody says."""
    rows: list[tuple[str, ...]] = []
    for aside in plan.asides:
        reason = aside.reason(language)
        if aside.conditions:
            reason += ": " + ", ".join(c.label(language) for c in aside.conditions)
        options = Text(" óf ", " OR ")(language).join(o.label(language) for o in aside.options)
        rows.append((aside.ground.dependent.label(language), options, reason, _where(aside.ground, language)))
    _table(
        rows,
        Text("Telt hier niet mee", "Does not count here"),
        "voor wat omdat waar",
        "for what because where",
        language,
    )
    rows = [
        (
            spared.thing.label(language),
            spared.without.label(language),
            "; ".join(
                part
                for part in (
                    spared.condition.label(language) if spared.condition else "",
                    spared.status.label(language) if spared.status else "",
                    spared.qualifier,
                    spared.note(language),
                )
                if part
            ),
            spared.passage.label(language) + (f" ({spared.locator})" if spared.locator else ""),
        )
        for spared in plan.exemptions
    ]
    _table(rows, Text("Is niet nodig", "Is not needed"), "voor wat uitleg waar", "for what note where", language)
    rows = [
        (
            duty.party.label(language),
            duty.what.label(language),
            ", ".join(o.label(language) for o in duty.objects),
            f"{duty.force.label(language)}, {duty.status.label(language)}",
            duty.passage.label(language) + (f" ({duty.locator})" if duty.locator else ""),
        )
        for duty in plan.duties
    ]
    heads = ("wie waarvoor wat kracht waar", "who what-for what force where")
    _table(rows, Text("Wordt los van dit doel gevraagd", "Asked apart from this goal"), *heads, language)
    rows = [
        (
            step.thing.label(language),
            when.text(language),
            when.what(language),
            when.certainty.label(language),
            when.passage.label(language),
        )
        for step in plan.steps
        for when in step.milestones
    ]
    _table(
        rows,
        Text("Mijlpalen", "Milestones"),
        "wat wanneer mijlpaal zekerheid waar",
        "what when milestone certainty where",
        language,
    )
    said = {said.text(language): said.passage.label(language) for step in plan.steps for said in step.cautions}
    _table(list(said.items()), Text("Let op", "Beware"), "wat waar", "what where", language)
    _names(
        plan.unknown,
        Text("Wanneer en door wie is niet te vinden van", "When and by whom is not to be found of"),
        language,
    )


def _table(rows: Sequence[tuple[str, ...]], title: Text, nl: str, en: str, language: Language) -> None:
    if rows:
        output.table(output.heads(language, nl, en), rows, title=title(language))


def show_all_best(store: Store, request: Request, seconds: float, language: Language) -> None:
    """Print how every other best plan differs from the first."""
    from agendagraph.planner import solve
    from agendagraph.planner.request import pose

    solution = solve(pose(store, request).instance, every=True, seconds=seconds)
    first = solution.plans[0].needed
    rows = []
    for number, other in enumerate(solution.plans[1:], 2):
        cells = [
            ", ".join(store.label(thing, language) for thing in sorted(some))
            for some in (other.needed - first, first - other.needed)
        ]
        rows.append((str(number), *cells))
    title = Text("Plannen die evenveel kosten", "Plans that cost as much")
    _table(rows, title, "nr met in-plaats-van", "nr with instead-of", language)


def show_late(entries: Sequence[Late], by: date, language: Language) -> None:
    """Print what is late for a date, and why."""
    rows = [
        (
            f"{entry.number}",
            entry.thing.label(language),
            VERDICTS[entry.verdict](language),
            entry.reason(language),
            "; ".join(f"{m.when.text(language)}: {m.when.what(language)}" for m in entry.milestones),
            ", ".join(dict.fromkeys(m.when.passage.label(language) for m in entry.milestones)),
        )
        for entry in entries
    ]
    title = Text(f"Op {by.isoformat()}", f"On {by.isoformat()}")
    _table(rows, title, "nr wat oordeel omdat mijlpalen waar", "nr what verdict because milestones where", language)
    if not rows:
        click.echo(
            Text(
                f"Geen bron noemt iets dat op {by.isoformat()} te laat is.",
                f"No source names anything that is late on {by.isoformat()}.",
            )(language)
        )


def show_joint(joint: JointPlan, language: Language, *, brief: bool) -> None:
    """Print the plans of several organisations one after another, after what they share."""
    click.echo(
        Text(
            f"Samen kosten {joint.cost}; ieder voor zich {joint.apart}.",
            f"Together it costs {joint.cost}; apart {joint.apart}.",
        )(language)
    )
    _names(joint.shared, Text("Samen te regelen", "To be arranged together"), language)
    for name, plan in zip(joint.names, joint.plans, strict=True):
        click.echo(f"\n=== {name} ===\n")
        (show_briefly if brief else show)(plan, language)


def show_comparison(found: Comparison, language: Language) -> None:
    """Print what is in the one plan, in the other and in both."""
    click.echo(
        Text(
            f"Het eerste plan kost {found.first.cost}, het tweede {found.second.cost}; {len(found.both)} stappen gemeen.",
            f"The first plan costs {found.first.cost}, the second {found.second.cost}; {len(found.both)} steps in common.",
        )(language)
    )
    click.echo(SHORTER(language))
    rows = [(o.dependent.label(language), o.first.label(language), o.second.label(language)) for o in found.otherwise]
    _table(rows, Text("Anders gekozen", "Chosen otherwise"), "voor eerste tweede", "for first second", language)
    heads = output.heads(language, "nr wat voor kracht wie waar", "nr what for force who where")
    for steps, title in (
        (found.only_first, Text("Alleen in het eerste plan", "In the first plan only")),
        (found.only_second, Text("Alleen in het tweede plan", "In the second plan only")),
    ):
        if steps:
            output.table(heads, [_row(step, language) for step in steps], title=title(language))


def as_file(plan: Plan, form: str, language: Language) -> bytes:
    """Return a plan as a file of that form."""
    from agendagraph.planner import faces

    return faces.write(plan, form, language)


def as_json(found: Any) -> bytes:
    """Return a joint plan, a comparison or several answers together, for a program."""
    from agendagraph.planner.faces import as_json

    return as_json.raw(found)
