"""What a view is asked with: parameters by name, checked in one way for the command line and the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from agendagraph import terms
from agendagraph.catalog import resolve
from agendagraph.catalog.query import Parameter
from agendagraph.diagrams.view import View
from agendagraph.errors import ParameterError
from agendagraph.store import Store
from agendagraph.text import Language, Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a picture: the dataset, the language, and what was typed for each parameter."""

    store: Store
    language: Language
    parameters: tuple[Parameter, ...]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return what was given for a parameter, or its default."""
        parameter = next(parameter for parameter in self.parameters if parameter.name == name)
        return self.values.get(name) or ((parameter.default,) if parameter.default else ())

    def text(self, name: str) -> str:
        """Return the one value of a parameter; empty where it has none."""
        return next(iter(self.texts(name)), "")

    def things(self, name: str) -> list[str]:
        """Return the IRIs of the things that were named."""
        parameter = next(parameter for parameter in self.parameters if parameter.name == name)
        return list(dict.fromkeys(resolve(self.store, value, parameter.classes).value for value in self.texts(name)))

    def thing(self, name: str) -> str:
        """Return the IRI of the one thing that was named; empty where none was."""
        return next(iter(self.things(name)), "")

    def number(self, name: str, least: int, most: int) -> int:
        """Return a whole number.

        Raises:
            ParameterError: it is none, or out of bounds.
        """
        text = self.text(name)
        if text.isascii() and text.isdecimal() and len(text) < 6 and least <= int(text) <= most:
            return int(text)
        raise ParameterError(
            Text(f"{name} is een getal van {least} tot {most}.", f"{name} is a number from {least} to {most}."),
            where=name,
        )

    def is_yes(self, name: str) -> bool:
        """Return whether a choice of yes and no is yes."""
        return self.text(name) == "ja"


Build = Callable[[Asked], View]


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A kind of picture that can be asked for.

    Attributes:
        name: what the command line and the address call it; also `View.kind`.
        title: in words.
        description: which question it answers.
        parameters: what it is asked with; of those of type `iri` that are required the first ones can be given by place.
        build: makes the view.
        is_public: whether visitors of the site may ask it; what runs a query of the asker is for the command line.
    """

    name: str
    title: Text
    description: Text
    parameters: tuple[Parameter, ...]
    build: Build
    is_public: bool = True


def check(kind: ViewKind, values: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the values of a view's parameters, without the empty ones.

    Raises:
        ParameterError: one is unknown, missing, given too often or not among its choices.
    """
    known = {parameter.name: parameter for parameter in kind.parameters}
    found: dict[str, tuple[str, ...]] = {}
    for name, given in values.items():
        if name not in known:
            raise ParameterError(
                Text(f"Deze tekening heeft geen parameter {name[:40]}.", f"This picture has no parameter {name[:40]}."),
                where=kind.name,
                hint=Text(f"Parameters: {', '.join(known)}.", f"Parameters: {', '.join(known)}."),
            )
        parameter, some = known[name], tuple(value.strip() for value in given if value.strip())
        if len(some) > 1 and not parameter.many:
            raise ParameterError(Text(f"{name} neemt één waarde.", f"{name} takes one value."), where=kind.name)
        wrong = [value for value in some if parameter.type == "choice" and value not in parameter.choices]
        if wrong:
            choices = ", ".join(parameter.choices)
            raise ParameterError(
                Text(f"{wrong[0][:40]} is geen waarde voor {name}.", f"{wrong[0][:40]} is no value for {name}."),
                where=kind.name,
                hint=Text(f"Kies: {choices}.", f"Choose: {choices}."),
            )
        if some:
            found[name] = some
    for parameter in kind.parameters:
        if parameter.required and parameter.name not in found:
            example = ", ".join(parameter.examples)
            raise ParameterError(
                Text(f"De parameter {parameter.name} ontbreekt.", f"The parameter {parameter.name} is missing."),
                where=kind.name,
                hint=Text(f"Bijvoorbeeld: {parameter.name}={example}", f"For example: {parameter.name}={example}"),
            )
    return found


THING = Parameter("ding", "iri", Text("ding", "thing"), required=True, example="mitz")
MOST = Parameter(
    "meest", "text", Text("hoogstens zoveel elementen", "at most so many elements"), default="60", example="60"
)
MOST_EVER = 1000
REDUCED = Parameter(
    "reductie",
    "choice",
    Text("alleen verbanden die niet uit andere volgen", "only links that do not follow from others"),
    choices=("nee", "ja"),
    default="nee",
    example="ja",
)
SECTOR = Parameter(
    "sector", "iri", Text("sector", "sector"), classes=("Sector", "ProviderType"), example="huisartsenzorg"
)


def short(iri: str) -> str:
    """Return an identifier of ours without its namespace, as an address has it."""
    return iri.removeprefix(terms.AGD)
