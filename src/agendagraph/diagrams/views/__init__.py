"""The pictures that can be asked for: one table that the command line, the site and the documentation read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

from agendagraph.diagrams.view import View
from agendagraph.diagrams.views import around, documents, pairs, plans
from agendagraph.diagrams.views.asking import Asked, ViewKind, check
from agendagraph.diagrams.views.plans import impact_view, plan_view
from agendagraph.errors import UnknownNameError
from agendagraph.store import Store
from agendagraph.text import Language, Text

__all__ = ["VIEWS", "Asked", "ViewKind", "by_name", "impact_view", "make", "plan_view"]

_TABLE: Final = (
    ViewKind(
        "neighbourhood",
        Text("Omgeving", "Neighbourhood"),
        Text("Wat hangt er met een ding samen?", "What hangs together with a thing?"),
        around.PARAMETERS,
        around.neighbourhood,
    ),
    ViewKind(
        "plan",
        Text("Plan", "Plan"),
        Text("Wat is er nodig voor een doel, in welke volgorde?", "What is needed for a goal, in which order?"),
        plans.PARAMETERS,
        plans.plan,
    ),
    ViewKind(
        "path",
        Text("Pad", "Path"),
        Text("Hoe hangen twee dingen samen?", "How do two things hang together?"),
        pairs.PATH_PARAMETERS,
        pairs.path,
    ),
    ViewKind(
        "agenda",
        Text("Agenda", "Agenda"),
        Text("Welke onderwerpen zijn er, ook voor een sector?", "Which topics are there, also for a sector?"),
        documents.AGENDA_PARAMETERS,
        documents.agenda,
    ),
    ViewKind(
        "lanes",
        Text("Zwembanen", "Swimming lanes"),
        Text("Wat hangt er met een ding samen, soort voor soort?", "What hangs together with a thing, kind by kind?"),
        around.LANE_PARAMETERS,
        around.lanes,
    ),
    ViewKind(
        "impact",
        Text("Gevolgen", "Impact"),
        Text("Wat raakt het als een ding later komt of wegvalt?", "What does it touch if a thing comes later or falls away?"),
        plans.IMPACT_PARAMETERS,
        plans.impact,
    ),
    ViewKind(
        "dataset",
        Text("Samenstelling", "Composition"),
        Text("Uit welke bouwstenen bestaat een gegevensset?", "Of which building blocks is a data set made?"),
        documents.DATASET_PARAMETERS,
        documents.dataset,
    ),
    ViewKind(
        "timeline",
        Text("Tijdlijn", "Time line"),
        Text("Wat gebeurt er wanneer, en hoe zeker is dat?", "What happens when, and how certain is that?"),
        documents.TIMELINE_PARAMETERS,
        documents.timeline,
    ),
    ViewKind(
        "query",
        Text("Eigen vraag", "Own question"),
        Text("Wat een eigen CONSTRUCT of SELECT van drie kolommen verbindt.", "What a CONSTRUCT or SELECT of your own links."),
        pairs.QUERY_PARAMETERS,
        pairs.query,
        is_public=False,
    ),
)  # fmt: skip

VIEWS: Final[dict[str, ViewKind]] = {kind.name: kind for kind in _TABLE}
"""Name → kind of picture."""


def by_name(name: str) -> ViewKind:
    """Return the kind of picture of that name.

    Raises:
        UnknownNameError: there is none.

    >>> by_name("plan").title.nl
    'Plan'
    """
    if name in VIEWS:
        return VIEWS[name]
    near = difflib.get_close_matches(name, VIEWS, n=2)
    hint = ", ".join(near or VIEWS)
    raise UnknownNameError(
        Text("Die tekening is er niet.", "There is no such picture."),
        where=name[:40],
        hint=Text(f"Kies: {hint}.", f"Choose: {hint}."),
    )


def make(store: Store, name: str, values: Mapping[str, Sequence[str]], language: Language = "nl") -> View:
    """Return a view of the dataset.

    Args:
        store: the dataset.
        name: one of `VIEWS`.
        values: parameter → values, as a user types them.
        language: of everything in it that is read.

    Returns:
        The same view for the same dataset, name, values and language.

    Raises:
        UnknownNameError: there is no such picture or thing.
        ParameterError: a value is missing or does not fit.
        ImpossibleError: a plan was asked and there is none.
    """
    kind = by_name(name)
    return kind.build(Asked(store, language, kind.parameters, check(kind, values)))
