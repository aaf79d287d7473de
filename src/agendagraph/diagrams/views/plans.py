"""Views of what the planner answers: a plan with its waves and choices, and what happens without a thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from agendagraph import planner, terms
from agendagraph.catalog.query import Parameter
from agendagraph.diagrams.view import Edge, Group, Node, View
from agendagraph.diagrams.views.asking import MOST, REDUCED, SECTOR, THING, Asked
from agendagraph.diagrams.views.links import Link, local, tentative
from agendagraph.diagrams.views.making import Maker, columns, counted
from agendagraph.planner.asking import ALL_FORCES, ALL_STATUSES
from agendagraph.planner.document import Ground, Plan, Step
from agendagraph.planner.faces import sentences
from agendagraph.planner.facts import When
from agendagraph.planner.impact import Impact, Left, Switch
from agendagraph.planner.request import STATUSES
from agendagraph.reading.spans import Delay
from agendagraph.selection import CHOICES, selected
from agendagraph.text import Text

SECONDS: Final = 2.0
"""So long the search for the plan of a picture may take."""


def _several(name: str, nl: str, en: str, example: str) -> Parameter:
    return Parameter(name, "iri", Text(nl, en), many=True, example=example)


_COUNTING: Final = (
    Parameter(
        "kracht", "choice", Text("met deze kracht", "with this force"), many=True, choices=ALL_FORCES, example="must"
    ),
    Parameter(
        "status",
        "choice",
        Text("met deze status", "with this status"),
        many=True,
        choices=ALL_STATUSES,
        example=STATUSES[0],
    ),
    Parameter("bronnen", "choice", Text("bronnen", "sources"), many=True, choices=CHOICES, example="documents"),
)
"""Which clauses count, and which sources may speak."""

PARAMETERS: Final = (
    replace(THING, many=True, example="bgz-uitwisseling"),
    SECTOR,
    _several("heeft", "is er al", "in place already", "mitz"),
    _several("via", "via", "via", "twiin"),
    _several("zonder", "zonder", "without", "lsp"),
    _several("geval", "in het geval van", "in the case of", "expliciete-toestemming"),
    _several("binnen", "hoort bij", "belongs to", "kennemerland"),
    *_COUNTING,
    REDUCED,
    MOST,
)
_FIELDS: Final = {"has": "heeft", "via": "via", "without": "zonder", "when": "geval", "within": "binnen"}
_COUNTED: Final = {"force": "kracht", "status": "status"}
IMPACT_PARAMETERS: Final = (
    THING,
    Parameter("vertraging", "text", Text("komt zoveel later", "comes so much later"), example="12m"),
    SECTOR,
    _several("geval", "in het geval van", "in the case of", "expliciete-toestemming"),
    _several("binnen", "hoort bij", "belongs to", "kennemerland"),
    *_COUNTING,
    MOST,
)

_FIRST: Final = Text("eerst → daarna", "first → then")
_TOWARDS: Final = Text("trekt mee", "drags along")
_PLACE: Final = Text("Is er al", "In place already")
_WAVE: Final = Text("Golf {n}", "Wave {n}")
_GOAL: Final = Text("Doel", "Goal")
_LATER: Final = Text("Valt daarna", "Falls after that")


def plan(asked: Asked) -> View:
    """Return the plan for one or more goals as waves, each choice with what else could have been chosen."""
    asked = _among_sources(asked)
    fields = {name: list(asked.texts(field)) for name, field in (_FIELDS | _COUNTED).items()}
    request = planner.request_of(asked.store, list(asked.texts("ding")), asked.text("sector"), **fields)
    return plan_view(asked, planner.make(asked.store, request, seconds=SECONDS))


def _among_sources(asked: Asked) -> Asked:
    """Return the same question, put to the sources that were chosen."""
    return replace(asked, store=selected(asked.store, asked.texts("bronnen")))


def plan_view(asked: Asked, found: Plan) -> View:
    """Return a plan that was made already as a view."""
    return _PlanView(Maker(asked), found).view()


class _PlanView:
    def __init__(self, maker: Maker, found: Plan) -> None:
        self.maker, self.plan = maker, found
        self.language = maker.language
        self.steps = {step.thing.iri: step for step in found.steps}
        # Where the option that is taken is there already, nothing is left to choose.
        self.choices = [choice for choice in found.choices if choice.taken.iri in self.steps]
        taken = {choice.taken.iri for choice in self.choices}
        self.nodes: dict[str, Node] = {step.thing.iri: self._step(step, taken) for step in found.steps}
        waited = [thing for step in found.steps for thing in step.after if thing.iri not in self.nodes]
        for thing in (*found.in_place, *waited):
            self.nodes.setdefault(thing.iri, maker.node(thing.iri, {"present"}))
        self.others: dict[str, str] = {}
        for choice in self.choices:
            for other in choice.others:
                if other.thing.iri not in self.nodes:
                    reason = {"waarom niet" if self.language == "nl" else "why not": other.reason(self.language)}
                    self.nodes[other.thing.iri] = maker.node(other.thing.iri, {"other"}, **reason)
                    self.others[other.thing.iri] = choice.taken.iri

    def _step(self, step: Step, taken: set[str]) -> Node:
        marks = {
            mark
            for mark, holds in (
                ("goal", step.is_goal),
                ("critical", step.is_critical),
                ("chosen", step.thing.iri in taken),
            )
            if holds
        }
        nl = self.language == "nl"
        details = {
            ("stap" if nl else "step"): str(step.number),
            ("wie" if nl else "who"): "; ".join(
                f"{h.how.label(self.language)} {h.who.label(self.language)}" for h in step.hands
            ),
            ("wanneer" if nl else "when"): "; ".join(
                f"{w.text(self.language)}: {w.what(self.language)}" for w in step.milestones
            ),
        }
        return self.maker.node(step.thing.iri, marks, _due(step.milestones, self.language), **details)

    def view(self) -> View:
        """Return the view, without the options that were not taken first where there is too much."""
        every = list(self.nodes)
        most = self.maker.most()
        # What is nearest to the goal stays; what could have been chosen goes before what is to be done.
        order = sorted(every, key=lambda iri: (iri in self.others, iri not in self.steps, -self._wave(iri)))
        kept = set(order[:most])
        nodes = [self.nodes[iri] for iri in every if iri in kept]
        goals = [goal.label for goal in self.plan.goals]
        title = Text(" en ".join(g.nl for g in goals), " and ".join(g.en for g in goals))
        who = self.plan.sector.label if self.plan.sector else None
        steps, waves, choices = len(self.plan.steps), len(self.plan.waves), len(self.choices)
        return self.maker.view(
            "plan",
            Text(
                (f"{who.nl}: wat" if who else "Wat") + f" is er nodig voor {title.nl}?",
                (f"{who.en}: what" if who else "What") + f" is needed for {title.en}?",
            ),
            sentences.of_plan(self.plan) if self.plan.is_silent else _size(steps, waves, choices),
            nodes,
            self._edges(),
            groups=self._columns(kept),
            is_reversed=True,
            edge_meaning=_FIRST(self.language),
            left_out=self.maker.omitted(len(nodes), len(every)),
        )

    def _wave(self, iri: str) -> int:
        if iri in self.steps:
            return self.steps[iri].wave
        return self._wave(self.others[iri]) if iri in self.others and self.others[iri] in self.steps else 0

    def _columns(self, kept: set[str]) -> tuple[Group, ...]:
        last = len(self.plan.waves)
        parts = []
        for wave in range(last + 1):
            label = _PLACE(self.language) if not wave else _WAVE(self.language).format(n=wave)
            if wave == last and all(self.steps[thing.iri].is_goal for thing in self.plan.waves[-1]):
                label = _GOAL(self.language)
            parts.append((label, [iri for iri in self.nodes if self._wave(iri) == wave]))
        return columns(parts, kept)

    def _edges(self) -> Iterable[Edge]:
        """Yield an edge for all that a step waits for, by the clause that asks for it, and one for every other option."""
        chosen = {(choice.dependent.iri, choice.taken.iri): choice.clause for choice in self.choices}
        for step in self.plan.steps:
            for thing in step.after:
                ground = self._ground(step.thing.iri, thing.iri)
                clause = chosen.get((step.thing.iri, thing.iri), "")
                yield self._edge(step.thing.iri, thing.iri, ground, clause)
        for choice in self.choices:
            for other in choice.others:
                ground = self._ground(choice.dependent.iri, choice.taken.iri)
                yield self._edge(choice.dependent.iri, other.thing.iri, ground, choice.clause, {"other"})

    def _ground(self, dependent: str, thing: str) -> Ground | None:
        """Return the clause by which something is asked for; where that is one of a wider thing, the first one there is."""
        grounds = self.steps[thing].grounds if thing in self.steps else ()
        return next((g for g in grounds if g.dependent.iri == dependent), next(iter(grounds), None))

    def _edge(self, source: str, target: str, ground: Ground | None, clause: str, marks: Iterable[str] = ()) -> Edge:
        if ground is None:
            return replace(self.maker.edge(Link(source, target, terms.AG + "requires", choice=clause), marks))
        return self.maker.edge(of_ground(ground, source, target, clause), marks)


def of_ground(ground: Ground, source: str, target: str, clause: str = "") -> Link:
    """Return a clause that a plan cites as a link between two things."""
    return Link(
        source,
        target,
        terms.AG + "requires",
        force=local(ground.force.iri),
        basis=local(ground.basis.iri),
        status=tentative(ground.status.iri),
        qualifier=ground.qualifier,
        choice=clause,
        passages=tuple(passage.iri for passage in ground.passages),
    )


def _due(milestones: Sequence[When], language: str) -> str:
    """Return when a step is due: the first milestone with a date that is still to come."""
    open_ = [when for when in milestones if local(when.certainty.iri) != "Done" and (when.date or when.end)]
    first = min(open_, key=lambda when: when.date or when.end, default=None)
    return first.text("en" if language == "en" else "nl") if first else ""


def _size(steps: int, waves: int, choices: int) -> Text:
    nl = f"{counted(steps, 'stap', 'stappen')} in {counted(waves, 'golf', 'golven')}"
    en = f"{counted(steps, 'step', 'steps')} in {counted(waves, 'wave', 'waves')}"
    if choices:
        nl, en = f"{nl}, {counted(choices, 'keuze', 'keuzes')}", f"{en}, {counted(choices, 'choice', 'choices')}"
    if waves > 1:
        nl, en = f"{nl}; wat links staat, komt eerst", f"{en}; what is on the left comes first"
    return Text(f"{nl}.", f"{en}.")


def impact(asked: Asked) -> View:
    """Return what happens when a thing comes later or not at all: what falls with it, and what has another way."""
    from agendagraph.planner.impact import impact as answer

    asked = _among_sources(asked)
    names = {"when": "geval", "within": "binnen"} | _COUNTED
    fields = {name: list(asked.texts(field)) for name, field in names.items()}
    request = planner.request_of(asked.store, [asked.text("ding")], asked.text("sector"), **fields)
    delay = Delay.read(asked.text("vertraging")) if asked.text("vertraging") else None
    return impact_view(asked, answer(asked.store, request, delay=delay))


def impact_view(asked: Asked, found: Impact) -> View:
    """Return what happens without a thing, that was answered already, as a view."""
    return _ImpactView(Maker(asked), found).view()


class _ImpactView:
    def __init__(self, maker: Maker, found: Impact) -> None:
        self.maker, self.found, self.language = maker, found, maker.language
        self.conflicts: dict[str, str] = {}
        for conflict in found.later.conflicts if found.later else ():
            for thing in conflict.due.things:
                self.conflicts.setdefault(thing.iri, conflict.due.moment.when.text(self.language))

    def view(self) -> View:
        """Return the thing on the left, and from there what falls, by how many links away, and what has another way."""
        focus = self.found.thing
        steps = {fall.thing.iri: len(fall.chain) for fall in self.found.falls}
        switches: dict[str, Switch] = {}
        for switch in self.found.switches:
            if switch.thing.iri not in steps and switch.thing.iri != focus.iri:
                switches.setdefault(switch.thing.iri, switch)
        order = [*sorted(steps, key=lambda iri: steps[iri]), *switches]
        kept = set(order[: self.maker.most() - 1]) | {focus.iri}
        nodes = [self.maker.node(focus.iri, {"focus", "delayed"} if self.found.later else {"focus"}, self._shift())]
        nodes += [
            self._switch_node(iri, switches[iri].left) if iri in switches else self._fall_node(iri)
            for iri in order
            if iri in kept
        ]
        parts = [("", [focus.iri])]
        deepest = max(steps.values(), default=0)
        gone = Text("Schuift mee", "Shifts along") if self.found.later else Text("Valt weg", "Falls")
        for step in range(1, deepest + 1):
            label = gone if step == 1 else _LATER
            if self.found.later and step > 1:
                label = Text("Schuift daarna mee", "Shifts after that")
            parts.append((label(self.language), [iri for iri in steps if steps[iri] == step]))
        parts.append((Text("Kan anders", "Has another way")(self.language), list(switches)))
        return self.maker.view(
            "impact",
            self._title(),
            self._description(len(steps), len(switches)),
            nodes,
            self._edges(),
            groups=columns(parts, kept),
            is_reversed=True,
            edge_meaning=_TOWARDS(self.language),
            left_out=self.maker.omitted(len(nodes), len(order) + 1),
        )

    def _description(self, falls: int, switches: int) -> Text:
        nl = "schuift mee" if self.found.later else "valt weg"
        many = "schuiven mee" if self.found.later else "vallen weg"
        if not falls and not switches:
            return sentences.of_impact(self.found)
        told = Text(
            counted(falls, f"ding {nl}", f"dingen {many}"),
            counted(falls, "thing waits for it", "things wait for it"),
        )
        if not switches:
            return Text(f"{told.nl}.", f"{told.en}.")
        return Text(
            f"{told.nl}; {counted(switches, 'ding kan', 'dingen kunnen')} anders.",
            f"{told.en}; {counted(switches, 'has', 'have')} another way.",
        )

    def _title(self) -> Text:
        label, later = self.found.thing.label, self.found.later
        if later is None:
            return Text(f"Wat raakt het als {label.nl} wegvalt?", f"What does it touch if {label.en} falls away?")
        unit = later.delay.unit
        nl = {"d": "dagen", "w": "weken", "m": "maanden", "y": "jaar"}[unit]
        en = {"d": "days", "w": "weeks", "m": "months", "y": "years"}[unit]
        number = later.delay.number
        return Text(
            f"Wat raakt het als {label.nl} {number} {nl} later komt?",
            f"What does it touch if {label.en} comes {number} {en} later?",
        )

    def _shift(self) -> str:
        shifted = self.found.later.shifted if self.found.later else ()
        return shifted[0].moment.when.text(self.language) if shifted else ""

    def _fall_node(self, iri: str) -> Node:
        if iri in self.conflicts:
            return self.maker.node(iri, {"conflict"}, self.conflicts[iri])
        return self.maker.node(iri, {"delayed" if self.found.later else "falls"})

    def _switch_node(self, iri: str, left: Iterable[Left]) -> Node:
        names = [one.thing.label(self.language) for one in left]
        via = Text("kan via ", "can go via ")(self.language) + ", ".join(names) if names else ""
        return self.maker.node(iri, {"switches"}, via)

    def _edges(self) -> Iterable[Edge]:
        seen = set()
        for fall in self.found.falls:
            for link in fall.chain[-1:]:
                ends = (link.ground.dependent.iri, link.option.iri)
                if ends not in seen:
                    seen.add(ends)
                    yield self.maker.edge(of_ground(link.ground, fall.thing.iri, link.option.iri))
        for switch in self.found.switches:
            for lost in switch.lost:
                if (switch.thing.iri, lost.iri) not in seen:
                    seen.add((switch.thing.iri, lost.iri))
                    yield self.maker.edge(of_ground(switch.ground, switch.thing.iri, lost.iri))
