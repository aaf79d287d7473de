"""Views that start from a thing and follow its links: its neighbourhood, and the same in lanes by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from agendagraph.catalog.query import Parameter
from agendagraph.diagrams import theme
from agendagraph.diagrams.view import Group, View
from agendagraph.diagrams.views.asking import MOST, REDUCED, THING, Asked
from agendagraph.diagrams.views.links import Link, by_end, local
from agendagraph.diagrams.views.making import Maker, Omitted, columns
from agendagraph.store import Store
from agendagraph.text import Text

DEPTH: Final = Parameter(
    "diepte", "choice", Text("zoveel stappen", "so many steps"), choices=("1", "2", "3", "4"), default="1", example="2"
)
DIRECTION: Final = Parameter(
    "richting",
    "choice",
    Text("welke kant op", "which way"),
    choices=("beide", "uit", "in"),
    default="beide",
    example="uit",
)
KIND: Final = Parameter(
    "soort",
    "iri",
    Text("alleen deze soorten", "these kinds only"),
    classes=("Class",),
    many=True,
    example="Voorziening",
)
RELATION: Final = Parameter(
    "verband",
    "iri",
    Text("alleen deze verbanden", "these relations only"),
    classes=("Property",),
    many=True,
    example="heeft nodig",
)
BETWEEN: Final = Parameter(
    "tussen",
    "choice",
    Text("ook verbanden tussen buren", "links between neighbours, too"),
    choices=("nee", "ja"),
    default="nee",
    example="ja",
)
PARAMETERS: Final = (THING, DEPTH, DIRECTION, KIND, RELATION, BETWEEN, REDUCED, MOST)
LANE_PARAMETERS: Final = (THING, *(p for p in PARAMETERS[1:] if p is not BETWEEN))

_HUBS: Final = frozenset({"Sector", "ProviderType", "Role", "Region"})
"""Kinds that so much is linked with that they explain nothing; they are shown where one asks for them."""

_IN: Final = (Text("Verwijst hiernaar", "Points here"), Text("In {n} stappen", "In {n} steps"))
_OUT: Final = (Text("Waar dit naar verwijst", "What this points to"), Text("In {n} stappen", "In {n} steps"))
_BETWEEN_HOW: Final = Text(" (tussen=ja tekent ze wel)", " (tussen=ja draws them)")
_HUBS_TOLD: Final = Text(
    "Sectoren, typen zorgaanbieders, rollen en regio’s zijn weggelaten ({count}); met soort= zijn ze te kiezen.",
    "Sectors, types of provider, roles and regions are left out ({count}); choose them with soort=.",
)
_LANES: Final = ("rule", "change", "party", "exchange", "standard", "data", "function", "service", "other")
"""Families from why to how: what demands, who acts, what is exchanged, in which form, and by which means."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A thing that links lead to: how far it is, negative where they run towards the focus, and the links that led there."""

    iri: str
    step: int
    through: tuple[Link, ...]


def neighbourhood(asked: Asked) -> View:
    """Return the things around a thing, those that point to it on the left, and those that it points to on the right."""
    maker, focus = Maker(asked), asked.thing("ding")
    reached, hubs = _reached(maker, focus)
    kept = reached[: maker.most() - 1]
    steps = {one.iri: one.step for one in kept} | {focus: 0}
    links = _links(kept, steps)
    every = _between(maker, steps)
    hidden = 0 if asked.is_yes("tussen") else len(every - set(links))
    shown = list(every) if asked.is_yes("tussen") else links
    nodes = [maker.node(focus, {"focus"}), *(maker.node(one.iri) for one in kept)]
    left_out = _with_hubs(maker, maker.omitted(len(nodes), len(reached) + 1, hidden, _BETWEEN_HOW), hubs)
    label = Text(*(asked.store.label(focus, language) for language in ("nl", "en")))
    return maker.view(
        "neighbourhood",
        Text(f"{label.nl} en wat ermee samenhangt", f"{label.en} and what hangs together with it"),
        _told_sides(asked.text("richting"), label, len(nodes) - 1),
        nodes,
        [maker.edge(link) for link in sorted(shown, key=lambda link: (link.source, link.predicate, link.target))],
        groups=_sides(maker, steps),
        left_out=left_out,
    )


def beyond(store: Store, iri: str, shown: Collection[str]) -> int:
    """Return how many things the neighbourhood of a thing would show that are not shown already.

    >>> from agendagraph.store import Store
    >>> beyond(Store([]), "https://w3id.org/agendagraph/id/mitz", ())
    0
    """
    maker = Maker(Asked(store, "nl", ()))
    others = {link.other(iri) for link in by_end(store).get(iri, ())} - {iri, *shown}
    return sum(1 for other in others if maker.kinds(iri) & _HUBS or not maker.kinds(other) & _HUBS)


def _told_sides(direction: str, label: Text, count: int) -> Text:
    """Return what stands where, and how much of it."""
    sides = {
        "in": Text(f"Wat naar {label.nl} verwijst", f"What points to {label.en}"),
        "uit": Text(f"Waar {label.nl} naar verwijst", f"What {label.en} points to"),
        "beide": Text(
            f"Links wat naar {label.nl} verwijst, rechts waar {label.nl} naar verwijst",
            f"On the left what points to {label.en}, on the right what {label.en} points to",
        ),
    }
    told = sides[direction]
    return Text(
        f"{told.nl}; {count} {'element' if count == 1 else 'elementen'}.",
        f"{told.en}; {count} {'element' if count == 1 else 'elements'}.",
    )


def lanes(asked: Asked) -> View:
    """Return the things around a thing in a lane for every family of kinds, from what demands to what serves."""
    maker, focus = Maker(asked), asked.thing("ding")
    reached, hubs = _reached(maker, focus)
    kept = reached[: maker.most() - 1]
    steps = {one.iri: one.step for one in kept} | {focus: 0}
    nodes = [maker.node(focus, {"focus"}), *(maker.node(one.iri) for one in kept)]
    families = {node.id: theme.family(node.kind) for node in nodes}
    groups = []
    for name in _LANES:
        members = tuple(node.id for node in nodes if families[node.id].name == name)
        if members:
            groups.append(Group(f"lane-{name}", families[members[0]].title(asked.language), "lane", members))
    left_out = _with_hubs(maker, maker.omitted(len(nodes), len(reached) + 1), hubs)
    label = Text(*(asked.store.label(focus, language) for language in ("nl", "en")))
    return maker.view(
        "lanes",
        Text(f"{label.nl} in zwembanen", f"{label.en} in swimming lanes"),
        Text(
            "Een baan voor elke soort: van wat iets vraagt, links, naar waarmee het gebeurt, rechts.",
            "A lane for every kind: from what asks for something, on the left, to what does it, on the right.",
        ),
        nodes,
        [
            maker.edge(link)
            for link in sorted(_links(kept, steps), key=lambda one: (one.source, one.target, one.predicate))
        ],
        groups=tuple(groups),
        left_out=left_out,
    )


def _with_hubs(maker: Maker, left_out: Omitted, hubs: int) -> Omitted:
    return left_out.also(hubs, _HUBS_TOLD(maker.language).format(count=hubs)) if hubs else left_out


def _reached(maker: Maker, focus: str) -> tuple[list[Reached], int]:
    """Return what links lead to, nearest first and by the strongest link, and how many hubs were passed by."""
    asked = maker.asked
    kinds = {local(iri) for iri in asked.things("soort")}
    relations = set(asked.things("verband"))
    direction, depth = asked.text("richting"), int(asked.text("diepte"))
    found: dict[str, Reached] = {}
    hubs: set[str] = set()
    frontier = [focus]
    for step in range(1, depth + 1):
        level: dict[str, list[Link]] = {}
        for here in frontier:
            side = found[here].step if here in found else 0
            for link in by_end(maker.store).get(here, ()):
                there, is_out = link.other(here), link.source == here
                if there == focus or there in found or (relations and link.predicate not in relations):
                    continue
                # From the second step on the way goes on as it began, or everything would be linked with everything.
                if ((direction == "uit" or side > 0) and not is_out) or ((direction == "in" or side < 0) and is_out):
                    continue
                if kinds and not maker.kinds(there) & kinds:
                    continue
                if not kinds and maker.kinds(there) & _HUBS and not maker.kinds(focus) & _HUBS:
                    hubs.add(there)
                    continue
                level.setdefault(there, []).append(link)
        fresh = [Reached(iri, _side(iri, some, step), tuple(some)) for iri, some in level.items()]
        fresh.sort(key=lambda one: (one.through[0].strength, maker.label(one.iri).casefold(), one.iri))
        found |= {one.iri: one for one in fresh}
        frontier = [one.iri for one in fresh]
    return list(found.values()), len(hubs)


def _side(iri: str, some: Sequence[Link], step: int) -> int:
    strongest = min(some, key=lambda link: link.strength)
    return step if strongest.target == iri else -step


def _links(kept: Iterable[Reached], steps: dict[str, int]) -> list[Link]:
    """Return the links that led to what is kept, from what is shown."""
    found = {link: None for one in kept for link in one.through if link.other(one.iri) in steps}
    return list(found)


def _between(maker: Maker, steps: dict[str, int]) -> set[Link]:
    """Return all links between what is shown."""
    return {
        link
        for iri in steps
        for link in by_end(maker.store).get(iri, ())
        if link.source in steps and link.target in steps
    }


def _sides(maker: Maker, steps: dict[str, int]) -> tuple[Group, ...]:
    """Return a column for every step on either side, those of a family together."""
    order = [family.name for family in theme.FAMILIES]

    def key(iri: str) -> tuple[int, str, str]:
        name = theme.family(maker.kind(iri)).name
        return order.index(name) if name in order else len(order), maker.kind(iri), maker.label(iri).casefold()

    parts = []
    for step in sorted(set(steps.values())):
        first, later = _OUT if step > 0 else _IN
        label = (
            "" if step == 0 else first(maker.language) if abs(step) == 1 else later(maker.language).format(n=abs(step))
        )
        parts.append((label, sorted((iri for iri, at in steps.items() if at == step), key=key)))
    return columns(parts, steps, is_ordered=max(abs(step) for step in steps.values()) <= 1)
