"""Two plans side by side: two routes, two organisations, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from agendagraph.planner.document import Choice, Plan, Step
from agendagraph.planner.facts import Named


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A choice that two plans make differently."""

    dependent: Named
    first: Named
    second: Named


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is in the one plan, in the other, and in both.

    Attributes:
        first, second: the plans.
        only_first, only_second, both: steps, in the order of their plan; those in both as the first plan has them.
        otherwise: choices about the same thing that came out differently.
    """

    first: Plan
    second: Plan
    only_first: tuple[Step, ...]
    only_second: tuple[Step, ...]
    both: tuple[Step, ...]
    otherwise: tuple[Otherwise, ...]

    @property
    def difference(self) -> int:
        """How much more the second plan costs than the first."""
        return self.second.cost - self.first.cost


def compare(first: Plan, second: Plan) -> Comparison:
    """Return two plans side by side.

    A step is the same when it is about the same thing, whatever it waits for. What is in place in one plan and a step in the
    other counts as a step of the other only.
    """
    of_first = {step.thing.iri for step in first.steps}
    of_second = {step.thing.iri for step in second.steps}
    return Comparison(
        first,
        second,
        tuple(step for step in first.steps if step.thing.iri not in of_second),
        tuple(step for step in second.steps if step.thing.iri not in of_first),
        tuple(step for step in first.steps if step.thing.iri in of_second),
        tuple(_otherwise(first.choices, second.choices)),
    )


def _otherwise(first: tuple[Choice, ...], second: tuple[Choice, ...]) -> list[Otherwise]:
    taken = {(choice.clause, choice.dependent.iri): choice for choice in second}
    found = []
    for choice in first:
        other = taken.get((choice.clause, choice.dependent.iri))
        if other and other.taken != choice.taken:
            found.append(Otherwise(choice.dependent, choice.taken, other.taken))
    return found
