"""What the faces say in words: the phrases that the document, the tables and the workbook share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from agendagraph.planner.document import Aside, Choice, Demand, Ground, Other, Plan, Spared, Step
from agendagraph.planner.facts import Hand, Named, Said, When
from agendagraph.text import Language, Text

WORDS: Final[dict[str, Text]] = {
    "question": Text("De vraag", "The question"),
    "summary": Text("In het kort", "In short"),
    "choices": Text("Keuzes", "Choices"),
    "next": Text("Het op een na beste plan", "The next best plan"),
    "steps": Text("Stappen", "Steps"),
    "wave": Text("Golf {number}", "Wave {number}"),
    "in_place": Text("Wat er al is", "What is in place"),
    "asides": Text("Wat in andere gevallen ook telt", "What also counts in other cases"),
    "exemptions": Text("Wat niet nodig is", "What is not needed"),
    "duties": Text("Los van dit doel gevraagd", "Asked apart from this goal"),
    "unknown": Text("Wat niet te bepalen was", "What could not be determined"),
    "made": Text("Hoe dit gemaakt is", "How this was made"),
    "sources": Text("Vindplaatsen", "Passages"),
    "why": Text("Waarom", "Why"),
    "waits": Text("Wacht op", "Waits for"),
    "status": Text("Status", "Status"),
    "who": Text("Wie", "Who"),
    "when": Text("Wanneer", "When"),
    "beware": Text("Let op", "Beware"),
    "goal": Text("dit is het doel", "this is the goal"),
    "critical": Text("in de langste keten", "in the longest chain"),
    "others": Text("Niet gekozen", "Not chosen"),
    "yes": Text("ja", "yes"),
    "no": Text("nee", "no"),
    "unknown_intro": Text(
        "Geen bron zegt wanneer deze stappen gezet worden of wie ze zet.",
        "No source says when these steps are taken or who takes them.",
    ),
    "duties_intro": Text(
        "Dit wordt gevraagd, ook van wie dit doel niet heeft.",
        "This is asked, also of those who do not have this goal.",
    ),
    "asides_intro": Text(
        "Deze voorwaarden tellen in dit plan niet mee; bij elke staat waarom.",
        "These conditions do not count in this plan; each says why.",
    ),
}
"""The headings and fixed words of the faces."""

SILENT: Final = Text(
    "Geen bron zegt wat hiervoor nodig is. Dat is iets anders dan dat er niets nodig is.",
    "No source says what is needed for this. That is not the same as that nothing is needed.",
)
"""What is said of a goal of which nobody says what it needs."""

SHORTER: Final = Text(
    "De kosten tellen de stappen die bronnen noemen: een route waarover de bronnen minder vertellen, lijkt korter.",
    "Cost counts the steps that sources name: a route about which sources tell less looks shorter.",
)
"""What everybody should know who compares routes by what they cost."""

_ASKED: Final = (
    ("goals", Text("Doel", "Goal")),
    ("has", Text("Is er al", "In place already")),
    ("via", Text("Via", "Via")),
    ("without", Text("Zonder", "Without")),
    ("when", Text("In het geval van", "In the case of")),
    ("within", Text("Hoort bij", "Belongs to")),
    ("forces", Text("Met deze kracht telt een voorwaarde", "With this force a condition counts")),
    ("statuses", Text("Met deze status telt een voorwaarde", "With this status a condition counts")),
    ("bases", Text("Met deze basis telt een voorwaarde", "With this basis a condition counts")),
)


class Words:
    """The phrases in one language, as plain text.

    >>> Words("nl").yes(True)
    'ja'
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a heading or fixed word."""
        return WORDS[key](self.language).format(**values)

    def say(self, nl: str, en: str) -> str:
        """Return one of two sentences that mean the same."""
        return Text(nl, en)(self.language)

    def yes(self, is_so: bool) -> str:
        """Return 'ja' or 'nee'."""
        return self("yes" if is_so else "no")

    def name(self, thing: Named) -> str:
        """Return what people call a thing."""
        return thing.label(self.language)

    def names(self, things: Iterable[Named]) -> list[str]:
        """Return what people call things."""
        return [self.name(thing) for thing in things]

    def listed(self, things: Iterable[Named]) -> str:
        """Return things after one another; with semicolons, since names have commas in them."""
        return "; ".join(self.names(things))

    def chain(self, things: Iterable[Named]) -> str:
        """Return things of which one leads to the next."""
        return " → ".join(self.names(things))

    def title(self, plan: Plan) -> str:
        """Return the question that a plan answers."""
        goals = self.say(" en ", " and ").join(self.names(plan.goals))
        if plan.sector is None:
            return self.say(f"Wat is er nodig voor {goals}?", f"What is needed for {goals}?")
        who = self.name(plan.sector)
        return self.say(f"{who}: wat is er nodig voor {goals}?", f"{who}: what is needed for {goals}?")

    def summary(self, plan: Plan) -> list[str]:
        """Return a plan in a few sentences."""
        told = [self._size(plan)]
        if plan.is_proven:
            told.append(
                self.say("Bewezen de kortste: geen plan kost minder.", "Proven the shortest: no plan costs less.")
            )
        else:
            told.append(
                self.say(
                    "Niet bewezen de kortste: de tijd was op; misschien kost een ander plan minder.",
                    "Not proven the shortest: the time was up; another plan may cost less.",
                )
            )
        if plan.best_plans > 1 or plan.has_more_best:
            least = self.say("ten minste ", "at least ") if plan.has_more_best else ""
            told.append(
                self.say(
                    f"Er zijn {least}{plan.best_plans} plannen die evenveel kosten; dit is er een van.",
                    f"There are {least}{plan.best_plans} plans that cost as much; this is one of them.",
                )
            )
        choices = self._number(len(plan.choices), ("keuze", "keuzes"), ("choice", "choices"))
        told.append(
            (choices if plan.choices else self.say("Er viel niets te kiezen", "There was nothing to choose")) + "."
        )
        told.append(self._releases(plan))
        told.append(self._unknown(len(plan.unknown)))
        if len(plan.critical) > 1:
            told.append(self.say("Langste keten: ", "Longest chain: ") + self.chain(plan.critical) + ".")
        return [*told, SHORTER(self.language)]

    def _size(self, plan: Plan) -> str:
        if plan.is_silent:
            return SILENT(self.language)
        if not plan.steps:
            return self.say("Geen stappen: wat nodig is, is er al.", "No steps: what is needed is in place.")
        steps = self._number(len(plan.steps), ("stap", "stappen"), ("step", "steps"))
        waves = self._number(len(plan.waves), ("golf", "golven"), ("wave", "waves"))
        return self.say(f"{steps} in {waves}; kosten: {plan.cost}.", f"{steps} in {waves}; cost: {plan.cost}.")

    def _releases(self, plan: Plan) -> str:
        if not plan.releases:
            return self.say("Uitgaven van de zibs: geen.", "Releases of the zibs: none.")
        names = self.listed(plan.releases)
        told = self.say(f"Uitgaven van de zibs: {names}.", f"Releases of the zibs: {names}.")
        if len(plan.releases) > 1:
            told += self.say(
                " Dat is een mengsel: er is een omzetting nodig.", " That is a mix: a conversion is needed."
            )
        return told

    def _unknown(self, number: int) -> str:
        if not number:
            return self.say(
                "Van elke stap zegt een bron wanneer of door wie.", "Of every step a source says when or by whom."
            )
        steps = self._number(number, ("stap", "stappen"), ("step", "steps"))
        return self.say(
            f"Van {steps} zegt geen bron wanneer of door wie.", f"Of {steps} no source says when or by whom."
        )

    def _number(self, number: int, nl: tuple[str, str], en: tuple[str, str]) -> str:
        one, many = Text(nl[0], en[0]), Text(nl[1], en[1])
        return f"{number} {(one if number == 1 else many)(self.language)}"

    def made(self, plan: Plan) -> list[str]:
        """Return what was asked, of which dataset."""
        told = [
            self.say(
                "Gemaakt door AgendaGraph uit wat de bronnen zeggen.", "Made by AgendaGraph of what the sources say."
            )
        ]
        if plan.fingerprint:
            told.append(self.say("Vingerafdruk van de dataset: ", "Fingerprint of the dataset: ") + plan.fingerprint)
        if plan.sector:
            told.append(self.say("Voor wie: ", "For whom: ") + self.name(plan.sector))
        for field, head in _ASKED:
            if things := getattr(plan, field):
                told.append(f"{head(self.language)}: {self.listed(things)}")
        if plan.weights:
            told.append(self.say("Kosten van een stap: ", "Cost of a step: ") + "; ".join(plan.weights))
        return told

    def runner(self, plan: Plan) -> list[str]:
        """Return what is different in the next best plan; nothing if there is none."""
        if plan.runner_up is None:
            return []
        runner = plan.runner_up
        with_, without = self.listed(runner.instead), self.listed(runner.of)
        if runner.cost == plan.cost:
            told = self.say("Een ander plan kost evenveel", "Another plan costs as much")
        else:
            told = self.say(
                f"Het volgende plan kost {runner.cost} in plaats van {plan.cost}",
                f"The next plan costs {runner.cost} instead of {plan.cost}",
            )
        told += self.say(f". Wel daarin: {with_}", f". In it: {with_}") if with_ else ""
        told += self.say(f". Niet daarin: {without}", f". Not in it: {without}") if without else ""
        return [told + "."]

    def deed(self, step: Step) -> str:
        """Return what is to be done in a step."""
        return f"{step.deed(self.language)} {self.name(step.thing)}"

    def marks(self, step: Step) -> str:
        """Return the kind of thing of a step, and whether it is a goal or on the longest chain."""
        marks = [self.name(step.kind)] if step.kind else []
        marks += [self("goal")] if step.is_goal else []
        marks += [self("critical")] if step.is_critical and not step.is_goal else []
        return "; ".join(marks)

    def ground(self, ground: Ground) -> str:
        """Return a clause: for what, how strongly, on whom it rests, and where it is written."""
        head = self.say("Voor ", "For ") + f"{self.name(ground.dependent)}: {ground.words(self.language)}"
        return self._sentences(head, *self._behind(ground))

    def _behind(self, ground: Ground) -> list[str]:
        told = [ground.note(self.language)]
        if ground.qualifier:
            told.append(self.say("Voorbehoud: ", "Reservation: ") + f"‘{ground.qualifier}’")
        if ground.actors:
            told.append(self.say("Rust op: ", "Rests on: ") + self.listed(ground.actors))
        if ground.nature == "derived":
            told.append(self.say("Afgeleid uit de vindplaatsen", "Derived from the passages"))
        if ground.nature == "editorial":
            told.append(self.say("Toevoeging van de redactie", "Added by the editors"))
        return [*told, self.cited(ground.passages, ground.locator, ground.reservations)]

    def cited(self, passages: Sequence[Named], locator: str, reservations: Sequence[Named] = ()) -> str:
        """Return where something is written, and why to look at it twice."""
        if not passages and not locator:
            return ""
        where = ", ".join(part for part in (self.listed(passages), locator) if part)
        beware = self.say("let op: ", "beware: ") + self.listed(reservations)
        return self.say("Bron: ", "Source: ") + where + (f" ({beware})" if reservations else "")

    def milestone(self, when: When) -> str:
        """Return when something happens, how certain that is, and where it is written."""
        head = f"{when.text(self.language)}: {when.what(self.language)} ({self.name(when.certainty)})"
        return self._sentences(head, self.cited((when.passage,), when.locator))

    def hand(self, hand: Hand) -> str:
        """Return who has to do with a thing, and how."""
        return f"{self.name(hand.how)} {self.name(hand.who)}"

    def caution(self, said: Said) -> str:
        """Return what to beware of, and where it is written."""
        return self._sentences(said.text(self.language), self.cited((said.passage,), said.locator))

    def choice(self, choice: Choice) -> str:
        """Return why an option was taken."""
        return self._sentences(choice.reason(self.language))

    def other(self, other: Other) -> str:
        """Return an option that was not taken, and why."""
        status = f" ({self.name(other.status)})" if other.status else ""
        reason = other.reason(self.language)
        return self.name(other.thing) + status + (f": {reason}" if reason else "")

    def aside(self, aside: Aside) -> str:
        """Return a clause that does not count, and why."""
        options = self.say(" óf ", " OR ").join(self.names(aside.options))
        for_ = self.say("voor", "for")
        head = f"{options}, {for_} {self.name(aside.ground.dependent)}: {aside.reason(self.language)}"
        cases = self.say("In het geval van: ", "In the case of: ") + self.listed(aside.conditions)
        return self._sentences(
            head,
            cases if aside.conditions else "",
            self.say("Hoe sterk: ", "How strongly: ") + aside.ground.words(self.language),
            *self._behind(aside.ground),
        )

    def spared(self, spared: Spared) -> str:
        """Return what a thing can do without."""
        head = f"{self.name(spared.thing)}: {self.say('zonder', 'without')} {self.name(spared.without)}"
        if spared.condition:
            head += f" ({self.say('in het geval van', 'in the case of')} {self.name(spared.condition)})"
        return self._sentences(
            head,
            spared.note(self.language),
            self.say("Status: ", "Status: ") + self.name(spared.status) if spared.status else "",
            self.say("Voorbehoud: ", "Reservation: ") + f"‘{spared.qualifier}’" if spared.qualifier else "",
            self.cited((spared.passage,), spared.locator),
        )

    def duty(self, duty: Demand) -> str:
        """Return what is asked of a party whatever the goal."""
        objects = self.say(" óf ", " OR ").join(self.names(duty.objects))
        strength = f"{self.name(duty.force)}, {self.name(duty.status)}"
        return self._sentences(
            f"{self.name(duty.party)} – {self.name(duty.what)}: {objects} ({strength})",
            self.say("Voorbehoud: ", "Reservation: ") + f"‘{duty.qualifier}’" if duty.qualifier else "",
            self.cited((duty.passage,), duty.locator),
        )

    def _sentences(self, *parts: str) -> str:
        told = (part.strip() for part in parts)
        return " ".join(part if part.endswith((".", "!", "?", "…")) else part + "." for part in told if part)


def sources(plan: Plan) -> list[tuple[Named, tuple[Text, ...]]]:
    """Return every passage that a plan cites, by name, each with the places of the plan that cite it."""
    found: dict[Named, dict[Text, None]] = {}

    def cite(passage: Named, place: Text) -> None:
        found.setdefault(passage, {})[place] = None

    for step in plan.steps:
        here = Text(f"stap {step.number}", f"step {step.number}")
        for passage in (
            *(passage for ground in step.grounds for passage in ground.passages),
            *(when.passage for when in step.milestones),
            *(said.passage for said in step.cautions),
        ):
            cite(passage, here)
    for aside in plan.asides:
        for passage in aside.ground.passages:
            cite(passage, WORDS["asides"])
    for spared in plan.exemptions:
        cite(spared.passage, WORDS["exemptions"])
    for duty in plan.duties:
        cite(duty.passage, WORDS["duties"])
    ordered = sorted(found, key=lambda passage: (passage.label.nl.casefold(), passage.iri))
    return [(passage, tuple(found[passage])) for passage in ordered]
