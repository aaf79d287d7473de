"""The calls about the dependency graph: what a thing needs, what needs it, and how two things hang together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from agendagraph import catalog, graph
from agendagraph.graph.clauses import FORCES
from agendagraph.graph.needs import NATURES
from agendagraph.text import Text
from agendagraph.web import messages
from agendagraph.web.api import speech
from agendagraph.web.api.call import Call, Found, page_of
from agendagraph.web.api.fields import CITATIONS, Field, Row
from agendagraph.web.api.parameters import Asked, Parameter
from agendagraph.web.site import language, site

_THING: Final = Field("thing", "thing", Text("Waarover gevraagd is.", "What was asked about."))
_STATUS: Final = Field("status", "thing", Text("De status.", "The status."), optional=True)
_QUALIFIER: Final = Field(
    "qualifier",
    "text",
    Text("Het voorbehoud van de bron; mag leeg zijn.", "The reservation of the source; may be empty."),
)
_NOTE: Final = Field("note", "text", Text("In woorden; mag leeg zijn.", "In words; may be empty."))
_FORCE: Final = Field("force", "text", Text("Hoe sterk.", "How strongly."), choices=FORCES)

_NEED: Final = (
    Field("step", "integer", Text("Hoeveel stappen van het ding.", "How many steps from the thing.")),
    Field("dependent", "thing", Text("Wat iets nodig heeft.", "What needs something.")),
    Field(
        "prerequisites",
        "thing",
        Text("Wat het nodig heeft; van meer dan een volstaat er een.", "What it needs; of several any one suffices."),
        many=True,
    ),
    Field(
        "not_there_yet",
        "thing",
        Text(
            "Welke daarvan er nog niet of niet meer zijn, zoals gepland of in beproeving.",
            "Which of these are not there yet, or no more, such as planned or in trial.",
        ),
        many=True,
    ),
    Field(
        "not_named_for_sector",
        "thing",
        Text(
            "Welke daarvan de bronnen voor andere sectoren noemen, maar niet voor deze.",
            "Which of these the sources name for other sectors, but not for this one.",
        ),
        many=True,
    ),
    Field("nature", "text", Text("Hoe vast het staat.", "How firmly it stands."), choices=tuple(NATURES)),
    _FORCE,
    replace(_STATUS, optional=False),
    Field(
        "basis", "thing", Text("Wie het zegt: bron, afleiding of redactie.", "Who says it: source, rule or editors.")
    ),
    Field("scope", "thing", Text("Waar het geldt.", "Where it holds."), optional=True),
    _QUALIFIER,
    Field("conditions", "thing", Text("In welke gevallen.", "In which cases."), many=True),
    Field("actors", "thing", Text("Op wie het rust.", "On whom it rests."), many=True),
    Field("sectors", "thing", Text("Voor wie het is.", "Whom it is for."), many=True),
    _NOTE,
    Field(
        "chain", "thing", Text("Van het ding tot wat het nodig heeft.", "From the thing to what needs it."), many=True
    ),
    Field("clause", "text", Text("De IRI van de voorwaarde.", "The IRI of the clause.")),
    CITATIONS,
)

_NOT_NEEDED: Final = (
    Field("thing", "thing", Text("Wat ergens zonder kan.", "What can do without something.")),
    Field("without", "thing", Text("Wat het niet nodig heeft.", "What it does not need.")),
    _STATUS,
    Field("condition", "thing", Text("In welk geval.", "In which case."), optional=True),
    _QUALIFIER,
    _NOTE,
    CITATIONS,
)
_DUTY: Final = (
    Field("party", "thing", Text("Op wie het rust.", "On whom it rests.")),
    Field("what", "thing", Text("Het verband of de ambitie.", "The link or ambition.")),
    Field("objects", "thing", Text("Wat gevraagd wordt; een volstaat.", "What is asked; any one suffices."), many=True),
    _FORCE,
    _STATUS,
    _QUALIFIER,
    _NOTE,
    CITATIONS,
)
_RELEASE: Final = (
    Field("release", "thing", Text("De uitgave van de zibs.", "The release of the zibs.")),
    Field("is_forced", "boolean", Text("Of er geen andere keuze is.", "Whether there is no other choice.")),
    Field("chain", "thing", Text("Van het ding tot de uitgave.", "From the thing to the release."), many=True),
)
_STEP: Final = (
    Field("path", "integer", Text("Welke weg, vanaf 1.", "Which path, from 1.")),
    Field("step", "integer", Text("Welke stap daarop, vanaf 1.", "Which step on it, from 1.")),
    Field("subject", "thing", Text("Waarvan het verband uitgaat.", "Where the link starts.")),
    Field("predicate", "thing", Text("Het verband.", "The link.")),
    Field("object", "thing", Text("Waar het verband heen gaat.", "Where the link leads.")),
    Field(
        "is_forward",
        "boolean",
        Text("Of de weg het verband in die richting volgt.", "Whether the path follows the link that way."),
    ),
    _STATUS,
    CITATIONS,
)

_ABOUT_NEEDS: Final = (
    _THING,
    Field("sector", "thing", Text("Voor wie.", "For whom."), optional=True),
    Field(
        "things",
        "thing",
        Text("Alles wat is bereikt, dichtbij eerst.", "All that is reached, nearest first."),
        many=True,
    ),
    Field(
        "not_needed",
        "record",
        Text("Wat volgens bronnen niet nodig is.", "What sources say is not needed."),
        many=True,
        fields=_NOT_NEEDED,
    ),
    Field(
        "releases",
        "record",
        Text("Welke uitgaven van de zibs.", "Which releases of the zibs."),
        many=True,
        fields=_RELEASE,
    ),
    Field(
        "is_mixed",
        "boolean",
        Text(
            "Of er meer dan een uitgave hoe dan ook nodig is.", "Whether more than one release is needed in any case."
        ),
    ),
    Field(
        "duties",
        "record",
        Text("Wat de sector los van dit doel gevraagd wordt.", "What is asked of the sector apart from this goal."),
        many=True,
        fields=_DUTY,
    ),
)

DING: Final = Parameter(
    "ding",
    "name",
    Text("Het ding waar het om gaat.", "The thing it is about."),
    required=True,
    example=("bgz-uitwisseling",),
)
SECTOR: Final = Parameter(
    "sector",
    "name",
    Text("Voor wie: een sector of soort zorgaanbieder.", "For whom: a sector or provider type."),
    example=("huisartsen",),
)
VIA: Final = Parameter(
    "via",
    "name",
    Text("Ga waar te kiezen valt hierlangs.", "Where there is a choice, go by this."),
    many=True,
    example=("app-bgz-lsp",),
)
HAS: Final = Parameter("heeft", "name", Text("Dit is er al.", "This is there already."), many=True, example=("mitz",))
_KRACHT: Final = Parameter(
    "kracht",
    "choice",
    Text("Welke krachten meetellen; anders alle.", "Which forces count; else all."),
    many=True,
    choices=FORCES,
    example=FORCES,
    most=len(FORCES),
)
_DIEPTE: Final = Parameter(
    "diepte",
    "integer",
    Text("Hoeveel stappen ver; anders alle.", "How many steps; else all."),
    example=("2",),
    most=100,
)


def _needs(asked: Asked) -> Found:
    store = site().store
    iri = catalog.resolve(store, asked.one("ding")).value
    sector = asked.one("sector")
    party = catalog.resolve(store, sector, ("Sector", "ProviderType")).value if sector else None
    route, present = ([catalog.resolve(store, name).value for name in asked.all(some)] for some in ("via", "heeft"))
    forces = asked.all("kracht") or FORCES
    found = graph.needs(store, iri, sector=party, forces=forces, depth=asked.number("diepte"), via=route, has=present)
    apart = graph.duties(store, party, language(), besides=found, has=present) if party else []
    releases = graph.releases(store, found)
    answer = page_of(
        found.needs,
        asked,
        _need,
        thing=speech.thing(iri),
        sector=speech.maybe(party or ""),
        things=speech.things(found.things),
        not_needed=_not_needed(graph.exemptions(store, found)),
        releases=[
            {"release": speech.thing(u.release), "is_forced": u.is_forced, "chain": speech.things(u.chain)}
            for u in releases
        ],
        is_mixed=bool(graph.mixes([releases])),
        duties=_duties(duty for duty in apart if duty.force in forces),
    )
    return replace(answer, message=messages.text("needs_none"))


def _need(need: graph.Need) -> Row:
    clause = need.clause
    loose = [p for p in clause.prerequisites if graph.tentative(site().store, p)]
    return {
        "step": need.depth,
        "dependent": speech.thing(clause.dependent),
        "prerequisites": speech.things(clause.prerequisites),
        "not_there_yet": speech.things(loose),
        "not_named_for_sector": speech.things(need.not_named),
        "nature": need.nature,
        "force": clause.force,
        "status": speech.thing(clause.status),
        "basis": speech.thing(clause.basis),
        "scope": speech.maybe(clause.scope),
        "qualifier": clause.qualifier,
        "conditions": speech.things(clause.conditions),
        "actors": speech.things(clause.actors),
        "sectors": speech.things(clause.sectors),
        "note": clause.note(language()),
        "chain": speech.things(need.chain),
        "clause": clause.iri,
        "citations": speech.citations(clause.passages, clause.locator),
    }


def _not_needed(exempt: Iterable[graph.Exemption]) -> list[Row]:
    return [
        {
            "thing": speech.thing(one.thing),
            "without": speech.thing(one.without),
            "status": speech.maybe(one.status),
            "condition": speech.maybe(one.condition),
            "qualifier": one.qualifier,
            "note": one.note(language()),
            "citations": speech.citations([one.passage], one.locator),
        }
        for one in exempt
    ]


def _duties(duties: Iterable[graph.Duty]) -> list[Row]:
    return [
        {
            "party": speech.thing(duty.party),
            "what": speech.thing(duty.what),
            "objects": speech.things(duty.objects),
            "force": duty.force,
            "status": speech.maybe(duty.status),
            "qualifier": duty.qualifier,
            "note": duty.note,
            "citations": speech.citations([duty.passage], duty.locator),
        }
        for duty in duties
    ]


def _used_by(asked: Asked) -> Found:
    iri = catalog.resolve(site().store, asked.one("ding")).value
    forces = asked.all("kracht") or FORCES
    found = graph.used_by(site().store, iri, forces=forces, depth=asked.number("diepte"))
    answer = page_of(found.needs, asked, _need, thing=speech.thing(iri), things=speech.things(found.things))
    return replace(
        answer,
        message=Text("De documenten noemen niets dat dit nodig heeft.", "The documents name nothing that needs this."),
    )


def _path(asked: Asked) -> Found:
    store = site().store
    start, end = (catalog.resolve(store, asked.one(name)).value for name in ("van", "naar"))
    found = graph.paths(store, start, end, limit=MOST_PATHS) if start != end else []
    steps = [(number, place, step) for number, path in enumerate(found, 1) for place, step in enumerate(path, 1)]
    answer = page_of(steps, asked, _step, start=speech.thing(start), end=speech.thing(end), paths=len(found))
    return replace(answer, message=messages.text("path_none"))


MOST_PATHS: Final = 500
"""No more paths than this are told; that many paths of one length explain nothing."""


def _step(numbered: tuple[int, int, graph.Step]) -> Row:
    path, place, step = numbered
    return {
        "path": path,
        "step": place,
        "subject": speech.thing(step.subject),
        "predicate": speech.thing(step.predicate),
        "object": speech.thing(step.object),
        "is_forward": step.is_forward,
        "status": speech.maybe(step.status),
        "citations": speech.citations([step.passage]),
    }


CALLS: Final[Sequence[Call]] = (
    Call(
        "needs",
        "/needs",
        Text("Wat heeft het nodig?", "What does it need?"),
        messages.text("needs_lead"),
        (DING, SECTOR, VIA, HAS, _KRACHT, _DIEPTE),
        _NEED,
        _ABOUT_NEEDS,
        _needs,
        shows=("sector",),
    ),
    Call(
        "used-by",
        "/used-by",
        Text("Wat heeft dit nodig?", "What needs this?"),
        Text(
            "Alles waarvan de documenten zeggen dat het dit nodig heeft, rechtstreeks en via andere dingen.",
            "All that the documents say needs this, directly and through other things.",
        ),
        (replace(DING, example=("mitz",)), _KRACHT, _DIEPTE),
        _NEED,
        (_THING, _ABOUT_NEEDS[2]),
        _used_by,
    ),
    Call(
        "path",
        "/path",
        messages.text("path_title"),
        messages.text("path_lead"),
        (
            Parameter("van", "name", Text("Het ene ding.", "The one thing."), required=True, example=("mitz",)),
            Parameter("naar", "name", Text("Het andere ding.", "The other thing."), required=True, example=("lsp",)),
        ),
        _STEP,
        (
            Field("start", "thing", Text("Het ene ding.", "The one thing.")),
            Field("end", "thing", Text("Het andere ding.", "The other thing.")),
            Field("paths", "integer", Text("Hoeveel wegen.", "How many paths.")),
        ),
        _path,
    ),
)
