"""Views of what the documents themselves lay out: the agenda by chapter, the time line, and what a data set is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.catalog.query import Parameter
from agendagraph.diagrams.view import Edge, Group, Node, View
from agendagraph.diagrams.views.asking import MOST, REDUCED, SECTOR, Asked
from agendagraph.diagrams.views.links import HAS_PART, Link, links, local
from agendagraph.diagrams.views.making import Maker, columns, counted
from agendagraph.errors import ParameterError
from agendagraph.reading import Statement, milestones
from agendagraph.reading.agenda import Way, clearest, ways_of
from agendagraph.text import Text

_WHICH: Final = Parameter(
    "verbanden",
    "choice",
    Text("welke verbanden", "which links"),
    choices=("nodig", "alle", "geen"),
    default="nodig",
    example="geen",
)
_SOURCE: Final = Parameter(
    "bron",
    "iri",
    Text("document", "document"),
    classes=("Source",),
    default="source-agenda-2025-04",
    example="source-agenda-2025-04",
)
AGENDA_PARAMETERS: Final = (SECTOR, _SOURCE, _WHICH, REDUCED, MOST)
TIMELINE_PARAMETERS: Final = (
    Parameter("ding", "iri", Text("alleen over deze dingen", "about these things only"), many=True, example="wegiz"),
    Parameter("van", "text", Text("vanaf het jaar", "from the year"), example="2024"),
    Parameter("tot", "text", Text("tot en met het jaar", "up to the year"), example="2028"),
    SECTOR,
    Parameter("hoofdstuk", "iri", Text("hoofdstuk", "chapter"), classes=("Chapter",), example="Landelijke diensten"),
    Parameter("zekerheid", "iri", Text("zekerheid", "certainty"), classes=("Certainty",), many=True, example="gepland"),
    Parameter("bron", "iri", Text("document", "document"), classes=("Source",), example="source-agenda-2025-04"),
    MOST,
)
DATASET_PARAMETERS: Final = (
    Parameter(
        "set", "iri", Text("gegevensset", "data set"), classes=("DataSet", "InformationStandard", "Exchange"), required=True,
        example="bgz-2020",
    ),
    MOST,
)  # fmt: skip
_YEARS: Final = (1900, 2200)
_MANY: Final = 14
"""With more building blocks than this the set stands in the middle, with half of them on either side."""

_UNNAMED: Final = Text(
    "{count} onderwerpen van de agenda noemen deze sector, een groep of een deel ervan niet; zonder sector= staan ze er wel.",
    "{count} topics of the agenda do not name this sector, a group or a part of it; without sector= they are shown.",
)
_WIDER: Final = Text("via {group}", "through {group}")
_PART: Final = Text("een deel: {group}", "a part: {group}")
_OLDEST: Final = Text(
    "{shown} van {all} mijlpalen getoond: eerst vallen die zonder datum weg, dan de oudste. Alles zien kan met meest={all}.",
    "{shown} of {all} milestones shown: those without a date go first, then the oldest. See everything with meest={all}.",
)
_VERSIONS: Final = Text(
    "Versies met een eigen samenstelling: {versions}.", "Versions with a composition of their own: {versions}."
)
_NONE: Final = Text("Hiervan staat geen samenstelling in deze gegevens.", "These data hold no composition of it.")
_NO_SECTION: Final = Text("zonder onderdeel", "without section")


def agenda(asked: Asked) -> View:
    """Return the topics of a document in the columns of its chapters; for a sector those that apply to it, and by which name."""
    maker, source, sector = Maker(asked), asked.thing("bron"), asked.thing("sector")
    applies = ways_of(asked.store, (sector,)) if sector else {}
    chapters: dict[str, list[str]] = {}
    silent = 0
    for page in maker.reading.pages(source):
        for thing in page.describes if page.chapter else ():
            if sector and thing not in applies:
                silent += 1
            elif all(thing not in members for members in chapters.values()):
                chapters.setdefault(page.chapter, []).append(thing)
    every = [thing for members in chapters.values() for thing in members]
    kept = every[: maker.most()]
    nodes = [maker.node(thing, note=_through(maker, applies[thing]) if sector else "") for thing in kept]
    left_out = maker.omitted(len(kept), len(every))
    if silent:
        left_out = left_out.also(silent, _UNNAMED(asked.language).format(count=silent))
    who = Text(*(asked.store.label(sector, language) for language in ("nl", "en"))) if sector else None
    return maker.view(
        "agenda",
        Text(f"De agenda voor {who.nl}" if who else "De agenda", f"The agenda for {who.en}" if who else "The agenda"),
        Text(
            f"{len(kept)} onderwerpen in de hoofdstukken van het document; lijnen: wat waarvoor nodig is."
            if asked.text("verbanden") == "nodig"
            else f"{len(kept)} onderwerpen in de hoofdstukken van het document.",
            f"{len(kept)} topics in the chapters of the document; lines: what is needed for what."
            if asked.text("verbanden") == "nodig"
            else f"{len(kept)} topics in the chapters of the document.",
        ),
        nodes,
        [maker.edge(link) for link in _among(asked, set(kept))],
        groups=columns(
            ((maker.label(chapter), members) for chapter, members in chapters.items()), set(kept), is_ordered=True
        ),
        left_out=left_out,
    )


def _through(maker: Maker, ways: Sequence[Way]) -> str:
    """Return by which name a topic applies to a sector that it does not name itself: through which group, or a part of it."""
    found = clearest(ways)
    if any(way.kind == "name" for way in found):
        return ""
    words = _PART if found[0].kind == "part" else _WIDER
    groups = sorted({maker.label(way.named_as) for way in found}, key=str.casefold)
    return words(maker.language).format(group=", ".join(groups))


def _among(asked: Asked, shown: set[str]) -> list[Link]:
    """Return the links between topics: the clauses only, all, or none."""
    which = asked.text("verbanden")
    return [
        link
        for link in links(asked.store)
        if which != "geen" and {link.source, link.target} <= shown and (which == "alle" or link.force)
    ]


def moments(asked: Asked) -> milestones.Choice:
    """Return which milestones a time line is asked for."""
    first, last = (asked.number(name, *_YEARS) if asked.text(name) else None for name in ("van", "tot"))
    if first is not None and last is not None and first > last:
        raise ParameterError(
            Text(f"Het jaar {first} komt na {last}.", f"The year {first} comes after {last}."),
            where="van",
            hint=Text("Geef eerst het vroegste jaar.", "Give the earliest year first."),
        )
    return milestones.Choice(
        things=tuple(asked.things("ding")),
        first=first,
        last=last,
        chapter=asked.thing("hoofdstuk"),
        sector=asked.thing("sector"),
        source=asked.thing("bron"),
        certainties=tuple(asked.things("zekerheid")),
    )


def timeline(asked: Asked) -> View:
    """Return milestones by time: what is done, planned, expected or uncertain, and what has no date."""
    maker, choice = Maker(asked), moments(asked)
    things = set(choice.things)
    chosen = milestones.chosen(asked.store, maker.reading, choice)
    # What is long ago or has no date is missed least.
    dated = [said for said in chosen if milestones.when(said)][-maker.most() :]
    kept = dated + [said for said in chosen if not milestones.when(said)][: maker.most() - len(dated)]
    names = [Text(*(asked.store.label(iri, language) for language in ("nl", "en"))) for iri in sorted(things)]
    about = Text(" en ".join(n.nl for n in names), " and ".join(n.en for n in names))
    sector = Text(*(asked.store.label(choice.sector, language) for language in ("nl", "en"))) if choice.sector else None
    who = Text(f" voor {sector.nl}", f" for {sector.en}") if sector else Text("", "")
    only = "".join(f"; {told}" for told in _only(maker, choice))
    left_out = maker.omitted(len(kept), len(chosen))
    if left_out.nodes:
        left_out = replace(left_out, text=_OLDEST(asked.language).format(shown=len(kept), all=len(chosen)))
    count = Text(counted(len(kept), "mijlpaal", "mijlpalen"), counted(len(kept), "milestone", "milestones"))
    return maker.view(
        "timeline",
        Text(
            f"Wanneer gebeurt er wat met {about.nl}{who.nl}?" if names else f"Wat gebeurt er wanneer{who.nl}?",
            f"What happens to {about.en}{who.en} when?" if names else f"What happens when{who.en}?",
        ),
        Text(
            f"{count.nl}{only}; de vorm zegt hoe zeker; wat alleen een jaar heeft, staat na wat een dag of"
            " maand heeft.",
            f"{count.en}{only}; the shape tells how certain; what has a year only comes after what has a day or month.",
        ),
        [_milestone(maker, said, things) for said in kept],
        left_out=left_out,
    )


def _only(maker: Maker, choice: milestones.Choice) -> Iterator[str]:
    """Yield, in words, what a time line is narrowed to besides things and sector."""
    nl = maker.language == "nl"
    if choice.first is not None:
        yield f"{'vanaf' if nl else 'from'} {choice.first}"
    if choice.last is not None:
        yield f"{'tot en met' if nl else 'up to'} {choice.last}"
    yield from (maker.label(iri) for iri in (choice.chapter, choice.source, *choice.certainties) if iri)


def _milestone(maker: Maker, said: Statement, things: set[str]) -> Node:
    """Return a milestone; above it stands what it is about, unless that is what was asked."""
    about = [iri for iri in said.all("about") if iri not in things] or list(said.all("about"))
    certainty = said.one("certainty")
    return Node(
        id=said.iri,
        label=said.text("prefLabel", maker.language) or maker.label(said.iri),
        kind="Milestone",
        kind_label=", ".join(maker.label(iri) for iri in about[:2]) + (" …" if len(about) > 2 else ""),
        note=said.text("dateText", maker.language),
        status=local(certainty),
        status_label=maker.label(certainty) if certainty else "",
        date=said.one("date"),
        end=said.one("endDate"),
        precision=local(said.one("datePrecision")),
        passages=maker.cited((said.passage,)),
    )


def dataset(asked: Asked) -> View:
    """Return what a data set is made of: its sections, and in each the building blocks, with version and number."""
    maker, whole = Maker(asked), asked.thing("set")
    by_section: dict[str, dict[str, list[Statement]]] = {}
    for said in maker.reading.said_with(whole, ("Membership",), "memberOf"):
        section = said.text("section", asked.language)
        by_section.setdefault(section, {}).setdefault(said.one("member"), []).append(said)
    every = [member for members in by_section.values() for member in members]
    kept = list(dict.fromkeys(every))[: maker.most() - 1]
    nodes = {whole: maker.node(whole, {"focus"})}
    edges: list[Edge] = []
    sides: dict[str, list[str]] = {}
    has_sections = set(by_section) != {""}
    for name, members in by_section.items():
        shown = [member for member in members if member in kept]
        if not shown:
            continue
        parent = whole
        if has_sections:
            parent = name or _NO_SECTION(asked.language)
            nodes.setdefault(parent, Node(parent, parent))
            edges.append(Edge(whole, parent, HAS_PART, maker.label(HAS_PART)))
        sides.setdefault(parent, [])
        for member in shown:
            if member not in nodes:
                nodes[member] = _member(maker, member, members[member])
                sides[parent].append(member)
            edges.append(maker.edge(_membership(maker, parent, member, members[member])))
    label = Text(*(asked.store.label(whole, language) for language in ("nl", "en")))
    left_out = maker.omitted(len(kept), len(dict.fromkeys(every)))
    if versions := _versions(maker, whole):
        told = _VERSIONS(asked.language).format(versions=", ".join(versions))
        left_out = replace(left_out, text=f"{left_out.text} {told}".strip())
    return maker.view(
        "dataset",
        Text(f"Waaruit bestaat {label.nl}?", f"What is {label.en} made of?"),
        _composition(len(kept), len(sides) if has_sections else 0) if kept else _NONE,
        list(nodes.values()),
        edges,
        groups=_sides(whole, sides, has_sections=has_sections),
        edge_meaning=Text("bevat", "contains")(asked.language),
        left_out=left_out,
    )


def _composition(blocks: int, sections: int) -> Text:
    nl, en = counted(blocks, "bouwsteen", "bouwstenen"), counted(blocks, "building block", "building blocks")
    if sections:
        nl += f" in {counted(sections, 'onderdeel', 'onderdelen')}"
        en += f" in {counted(sections, 'section', 'sections')}"
    return Text(f"{nl}.", f"{en}.")


def _versions(maker: Maker, whole: str) -> list[str]:
    """Return the versions of a set that the sources tell the building blocks of, each with how many."""
    found = maker.store.quads(None, ox.NamedNode(terms.DCTERMS + "isVersionOf"), ox.NamedNode(whole))
    names = sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)}, key=maker.label)
    counts = {
        iri: {said.one("member") for said in maker.reading.said_with(iri, ("Membership",), "memberOf")} for iri in names
    }
    return [f"{maker.label(iri)} ({len(members)})" for iri, members in counts.items() if members]


def _membership(maker: Maker, parent: str, member: str, said: Sequence[Statement]) -> Link:
    basis = local(maker.reading.basis_of(said[0])) or "Stated"
    return Link(parent, member, HAS_PART, basis=basis, passages=tuple(one.passage for one in said))


def _member(maker: Maker, member: str, said: Sequence[Statement]) -> Node:
    """Return a building block with how many of it, and its release and the selection in its details."""
    first = said[0]
    releases = maker.store.quads(ox.NamedNode(member), terms.ag("inRelease"))
    release = next((maker.label(q.object.value) for q in releases if isinstance(q.object, ox.NamedNode)), "")
    role = first.one("memberRole")
    note = [first.one("cardinality"), maker.label(role) if role and local(role) != "CoreMember" else ""]
    nl = maker.language == "nl"
    details = {
        ("selectie" if nl else "selection"): first.text("selectionRule", maker.language),
        ("uitgave" if nl else "release"): release,
    }
    return maker.node(member, note=" · ".join(part for part in note if part), **details)


def _sides(whole: str, sides: dict[str, list[str]], *, has_sections: bool) -> tuple[Group, ...]:
    """Return the columns: the set first, or, where there is much in it, in the middle."""
    size = sum(map(len, sides.values()))
    left: list[str] = []
    right = list(sides)
    if size > _MANY and has_sections:
        taken = 0
        # Sections go to the right until half of the building blocks stand there.
        right = []
        for section, members in sides.items():
            (right if taken < size / 2 else left).append(section)
            taken += len(members)
    parts: list[tuple[str, list[str]]] = []
    if has_sections:
        parts = [
            ("", [member for section in left for member in sides[section]]),
            ("", left),
            ("", [whole]),
            ("", right),
            ("", [member for section in right for member in sides[section]]),
        ]
    else:
        members = sides.get(whole, [])
        half = len(members) // 2 if size > _MANY else 0
        parts = [("", members[:half]), ("", [whole]), ("", members[half:])]
    return columns(parts, {iri for _, some in parts for iri in some}, is_ordered=True)
