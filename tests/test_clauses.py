"""What needs what: choices stay choices, what is needed together stays together, and only what the text says is hard.

Parts 2, 3, 4 and 6 of ../shared/facts/dependencies.md, as corrected by sections 2, 3 and 5 of AUDIT.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph.store import Store
from tests.inventory import local

Edge = tuple[str, str, str]


@dataclass(frozen=True)
class Node:
    """A requirement (predicate `needs`) or a relation, with local names."""

    name: str
    subject: str
    predicate: str
    objects: frozenset[str]
    force: str
    status: str
    scope: str
    basis: str
    qualifier: str
    actors: frozenset[str]
    graph: str
    derived_from: frozenset[str]


@dataclass(repr=False)
class Graph:
    """The clauses, relations and edges of the shipped data."""

    nodes: list[Node] = field(default_factory=list)
    edges: set[Edge] = field(default_factory=set)
    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    passages: set[str] = field(default_factory=set)

    def clauses(self, dependent: str = "", *members: str) -> list[Node]:
        """Return the clauses of a dependent thing that hold all the members."""
        wanted = frozenset(members)
        return [
            n for n in self.nodes if n.predicate == "needs" and dependent in {"", n.subject} and wanted <= n.objects
        ]

    def alternatives(self) -> set[frozenset[str]]:
        """Return the pairs that a text calls alternatives, plainly or with a reservation."""
        plain = {frozenset((s, o)) for s, p, o in self.edges if p == "alternativeFor"}
        return plain | {
            frozenset((n.subject, o)) for n in self.nodes if n.predicate == "alternativeFor" for o in n.objects
        }

    def are_alternatives(self, members: Iterable[str]) -> bool:
        """Return whether the members hang together by pairs of alternatives."""
        left = set(members)
        reached = {min(left)}
        while grown := {o for pair in self.alternatives() if pair & reached for o in pair if o in left} - reached:
            reached |= grown
        return reached == left


@pytest.fixture(scope="module")
def graph(documents: Store) -> Graph:
    """Return what the shipped data say, derived clauses included."""
    found = Graph()
    properties: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    homes: dict[str, str] = {}
    for quad in documents.quads():
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.graph_name, ox.NamedNode):
            continue
        s, p, o = local(quad.subject.value), local(quad.predicate.value), local(quad.object.value)
        properties[s][p].add(o)
        if p == "type":
            homes[s] = local(quad.graph_name.value)
        if isinstance(quad.object, ox.NamedNode):
            found.edges.add((s, p, o))
    for s, values in properties.items():
        found.types[s] = values["type"]
        if "Passage" in values["type"]:
            found.passages.add(s)

        def one(name: str, values: dict[str, set[str]] = values) -> str:
            return next(iter(values[name]), "")

        if not values["dependent"] and not values["predicate"]:
            continue
        found.nodes.append(
            Node(
                name=s,
                subject=one("dependent") or one("subject"),
                predicate="needs" if values["dependent"] else one("predicate"),
                objects=frozenset(values["prerequisite"] or values["object"]),
                force=one("force"),
                status=one("status"),
                scope=one("scope"),
                basis=one("basis"),
                qualifier=one("qualifier"),
                actors=frozenset(values["actor"]),
                graph=homes[s],
                derived_from=frozenset(values["wasDerivedFrom"]),
            )
        )
    return found


# --- OR groups ---

# Name of the group in part 4 → (the thing that needs one of them, or nothing where the text only calls them alternatives;
# the members; the passages that state or offer them; whether a sentence states the choice).
CHOICES: dict[str, tuple[str, set[str], set[str], bool]] = {
    "OR-carrier-ldn": (
        "", {"persoonlijk-knooppunt", "overkoepelende-infrastructuur"}, {"agenda-2025-04/landelijk-dekkend-netwerk"}, True,
    ),
    # MedMij is no member: it serves the patient, not the colleague (AUDIT, section 5, hop 4d).
    "OR-carrier-bgz": (
        "bgz-uitwisseling",
        {"app-bgz-lsp", "app-bgz-twiin", "twiin-portaal"},
        {"agenda-2025-04/lsp", "agenda-2025-04/twiin-afsprakenstelsel", "agenda-2025-04/twiin-portaal.tijdlijn"},
        False,
    ),
    "OR-carrier-beeld": (
        "beelduitwisseling",
        {"twiin-portaal", "app-beeldbeschikbaarheid"},
        {"agenda-2025-04/twiin-portaal", "agenda-2025-04/twiin-afsprakenstelsel"},
        False,
    ),
    "OR-portaal-integratie": (
        "twiin-portaal",
        {"twiin-portaal-geen-integratie", "twiin-portaal-integratie-pacs", "twiin-portaal-volledige-integratie-pacs"},
        {"agenda-2025-04/twiin-portaal"},
        True,
    ),
    # Each may bridge the gap to the EU patient summary; ambition 3a does not need any of them.
    "OR-basisgegevens": (
        "", {"bgz", "bgggz", "bglz", "eu-patientensamenvatting"}, {"ambities-2025-2026/ambitie-3a"}, True,
    ),
    "OR-2a-dossier": (
        "ambitie-2a", {"huisartsgegevens", "bgz", "bgggz", "bglz"}, {"ambities-2025-2026/ambitie-2a"}, True,
    ),
    "OR-mgo-toegang": (
        "",
        {"pgo", "systeem-artsen-en-verpleegkundigen"},
        {"agenda-2025-04/pgo-en-mijn-gezondheidsoverzicht.mijn-gezondheidsoverzicht-mgo"},
        True,
    ),
    "OR-inlog": ("erkende-inlogmiddelen", {"tvs", "directe-aansluiting-inlogmiddelen"}, {"agenda-2025-04/tvs"}, True),
    "OR-zorgverlener-inlog": ("zorg-id", {"uzi-pas", "zorg-id-smart"}, {"agenda-2025-04/zorg-id.impact"}, True),
    "OR-koppeltaal-lid": (
        "koppeltaal",
        {"koppeltaal-gebruikerscommunity", "koppeltaal-it-leveranciers-community"},
        {"agenda-2025-04/koppeltaal.community"},
        True,
    ),
    # And/or: one clause, and no "alternative", since the one does not exclude the other.
    "OR-babyconnect": (
        "regionale-partnerschappen-babyconnect", {"vsv", "igo"}, {"agenda-2025-04/vipp-geboortezorg-babyconnect"}, True,
    ),
    "OR-so-traject": (
        "leer-werktraject-security-officer",
        {"connect4care", "sigra"},
        {"agenda-2025-04/privacy-en-informatieveiligheid.leer-werktraject-security-officer"},
        True,
    ),
    "OR-patient-portaal": ("", {"patientportaal", "pgo"}, {"agenda-2025-04/nuts.impact"}, True),
    "OR-servicecentra": ("ambitie-1d", {"servicecentra", "zorgcoordinatiecentra"}, {"ambities-2025-2026/ambitie-1d"}, True),
}  # fmt: skip


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_one_clause_or_alternatives(name: str, graph: Graph) -> None:
    """The members of the group are the prerequisites of one clause, or the text calls them alternatives."""
    dependent, members, _, _ = CHOICES[name]
    if dependent:
        assert [n.objects for n in graph.clauses(dependent, *members)] == [members]
    else:
        assert graph.are_alternatives(members)


@pytest.mark.parametrize("name", CHOICES)
def test_no_member_of_a_choice_is_needed_alone(name: str, graph: Graph) -> None:
    """What needs one of the group does not need any one of them by itself, and not plainly."""
    dependent, members, _, _ = CHOICES[name]
    dependents = {n.subject for n in graph.clauses("", *members)} | ({dependent} if dependent else set())
    alone = {n.name for d in dependents for n in graph.clauses(d) if len(n.objects) == 1 and n.objects <= members}
    assert alone == set()
    assert {(s, o) for s, p, o in graph.edges if p == "requires" and s in dependents and o in members} == set()


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_as_firm_as_its_text(name: str, graph: Graph) -> None:
    """A choice cites the passages that state or offer it; one that no sentence states is derived; none is a must."""
    dependent, members, where, stated = CHOICES[name]
    nodes = graph.clauses(dependent, *members) if dependent else []
    nodes += [n for n in graph.nodes if n.predicate == "alternativeFor" and {n.subject, *n.objects} <= members]
    cited = {place for n in nodes for place in (n.derived_from or {n.graph})}
    assert cited <= where
    assert {n.force for n in nodes} <= {"Descriptive", "May", "Should", ""}
    if not stated:
        assert {n.basis for n in nodes} == {"Derived"}
        assert not any(frozenset(pair) in graph.alternatives() for pair in combinations(members, 2))


def test_every_choice_of_the_inventory_is_here(shared: Path) -> None:
    """The groups are those of part 4, and which of them are stated is as it says."""
    part = (
        (shared / "facts" / "dependencies.md").read_text(encoding="utf-8").split("## Part 4")[1].split("## Part 5")[0]
    )
    groups = dict(re.findall(r"^\| (OR-\S+) \|.*\| (stated|inferred)", part, re.MULTILINE))
    assert len(groups) == 14
    assert {name: kind == "stated" for name, kind in groups.items()} == {
        name: group[3] for name, group in CHOICES.items()
    }


def test_and_or_does_not_exclude(graph: Graph) -> None:
    """VSV and IGO are no alternatives: partnerships are the one, the other or both."""
    assert frozenset({"vsv", "igo"}) not in graph.alternatives()


# --- AND groups ---

# What part 4 warns not to break up: the things, and what the data say of each of them (subject, edge), by whatever node or edge.
TOGETHER: dict[str, tuple[str, str, set[str]]] = {
    "M2 standards of the programme": (
        "programma-medicatieoverdracht", "implements",
        {"informatiestandaard-medicatieproces-9", "informatiestandaard-labwaarden",
         "informatiestandaard-contra-indicaties-en-overgevoeligheden"},
    ),
    "M2 needs of the handover": (
        "medicatieoverdracht", "needs",
        {"richtlijn-overdracht-medicatiegegevens", "informatiestandaard-medicatieproces-9", "informatiestandaard-labwaarden",
         "informatiestandaard-contra-indicaties-en-overgevoeligheden"},
    ),
    "M9-M11 modules": (
        "vipp-farmacie", "hasPart", {"vipp-farmacie-module-1", "vipp-farmacie-module-2", "vipp-farmacie-module-3"},
    ),
    "M9 standards of module 1": (
        "vipp-farmacie-module-1", "implements",
        {"informatiestandaard-medicatieproces-9", "lab2zorg", "informatiestandaard-contra-indicaties-en-overgevoeligheden"},
    ),
    "U2 products of KIK-V": ("programma-kik-v", "basedOn", {"kik-v-afsprakenset", "kik-v-ontologie", "kik-v-uitwisselprofielen"}),
    "A5 order and norm": ("zorgaanbieders", "compliesWith", {"amvb", "nen-norm"}),
    "O8 capacity and success": (
        "opschaling-verpleegkundige-overdracht", "needs",
        {"projectcapaciteit-zorginstellingen", "succes-eerste-uitwisseling-verpleegkundige-overdracht"},
    ),
    "M5, M6 good results and proven systems": (
        "opschaling-medicatieoverdracht", "needs", {"kickstart-medicatieoverdracht", "systemen-beproefd-in-kickstart"},
    ),
    "P7 the rest of ambition 2a": (
        "ambitie-2a", "needs",
        {"medmij", "medmij-gecertificeerd-pgo", "documenten-pgo", "zelfmetingen", "eafspraken", "vragenlijsten"},
    ),
    "U1 available, reachable, reusable": (
        "optimaal-gebruik-patientgegevens", "needs",
        {"databeschikbaarheid", "bereikbaarheid-van-gegevens", "herbruikbaarheid-van-gegevens"},
    ),
    "A23 generic functions of 2026": ("ambitie-2026-generieke-functies", "needs", {"zorg-id", "mitz", "zorg-ab"}),
}  # fmt: skip


@pytest.mark.parametrize("name", TOGETHER)
def test_what_belongs_together_is_said_of_each(name: str, graph: Graph) -> None:
    """Each member has a statement of its own, and no clause or alternative leaves a choice among them."""
    subject, edge, members = TOGETHER[name]
    said = {o for s, p, o in graph.edges if (s, p) == (subject, edge)}
    said |= {
        o
        for n in graph.nodes
        if n.subject == subject and n.predicate == edge and len(n.objects) == 1
        for o in n.objects
    }
    assert members - said == set()
    assert [n.name for n in graph.clauses(subject) if len(n.objects & members) > 1] == []
    assert [pair for pair in combinations(sorted(members), 2) if frozenset(pair) in graph.alternatives()] == []


def test_a_pgo_and_a_provider_system_must_both_meet_medmij(graph: Graph) -> None:
    """P1: two duties, each in force, and a clause of the exchange."""
    duties = [n for n in graph.nodes if n.predicate == "compliesWith" and n.objects == {"medmij"} and n.force == "Must"]
    assert {(n.subject, n.status) for n in duties} == {
        ("pgo", "InForce"), ("xis", "InForce"), ("medmij-deelnemers", "InForce"),
    }  # fmt: skip
    assert [(n.force, n.status, n.basis) for n in graph.clauses("pgo-uitwisseling", "medmij")] == [
        ("Must", "InForce", "Stated")
    ]


def test_a_hdab_has_three_duties_once_there_is_a_law(graph: Graph) -> None:
    """U3, U4: findable data, uniform requests and a secure environment; each a must, and each announced."""
    duties = {"vindbaarheid-gezondheidsgegevens", "uniform-proces-gegevensaanvragen", "beveiligde-verwerkingsomgeving"}
    of_hdab = [n for n in graph.nodes if n.subject == "hdab" and n.objects & duties]
    assert sorted(o for n in of_hdab for o in n.objects) == sorted(duties)
    assert {(n.force, n.status, n.scope) for n in of_hdab} == {("Must", "Announced", "European")}


def test_proven_systems_and_two_regions_both_hold(graph: Graph) -> None:
    """M6: the roll-out is for those with proven systems, in the two regions of the Kickstart, and for no others."""
    (systems,) = graph.clauses("opschaling-medicatieoverdracht", "systemen-beproefd-in-kickstart")
    assert (systems.force, systems.status, systems.scope) == (
        "Descriptive",
        "Planned",
        "opschaling-medicatieoverdracht",
    )
    regions = [n for n in graph.nodes if n.subject == "opschaling-medicatieoverdracht" and n.predicate == "operatesIn"]
    assert {o for n in regions for o in n.objects} == {"rijnmond", "friesland"}
    assert {n.status for n in regions} == {"Planned"}


# --- Part 2 and 3: the paths, as firm as the text ---

# (dependent, prerequisites) → (force, status, basis). The hops of the worked example and the stated preconditions of part 2.
HOPS: dict[tuple[str, frozenset[str]], tuple[str, str, str]] = {
    ("lsp", frozenset({"aansluiting-zis-op-lsp"})): ("Must", "InForce", "Stated"),
    ("aansluiting-zis-op-lsp", frozenset({"aorta"})): ("Descriptive", "InForce", "Stated"),
    ("app-bgz-lsp", frozenset({"lsp"})): ("Descriptive", "InUse", "Derived"),
    ("app-bgz-twiin", frozenset({"twiin-knooppunt-gtk"})): ("Descriptive", "InUse", "Derived"),
    ("app-beeldbeschikbaarheid", frozenset({"twiin-knooppunt-gtk"})): ("Descriptive", "InUse", "Derived"),
    ("bgz-uitwisseling", frozenset({"nen-7540"})): ("Must", "Announced", "Derived"),
    ("bgz-uitwisseling", frozenset({"wegiz-certificaat"})): ("Descriptive", "Announced", "Derived"),
    ("bgz-uitwisseling", frozenset({"gemeenschappelijke-taal"})): ("Descriptive", "Announced", "Derived"),
    ("gegevensuitwisseling-acute-zorg", frozenset({"richtlijn-gegevensuitwisseling-acute-zorg"})): (
        "Descriptive", "Announced", "Derived",
    ),
    ("verpleegkundige-overdracht", frozenset({"informatiestandaard-eoverdracht"})): ("Descriptive", "Planned", "Stated"),
    ("verpleegkundige-overdracht", frozenset({"epd", "ecd"})): ("Descriptive", "Planned", "Derived"),
    ("medicatieoverdracht", frozenset({"informatiestandaard-medicatieproces-9"})): ("Descriptive", "Planned", "Derived"),
    ("pzp-uitwisseling", frozenset({"informatiestandaard-pzp"})): ("Descriptive", "Planned", "Derived"),
    ("geboortezorg-uitwisseling", frozenset({"interoperabiliteit-geboortezorg"})): ("Descriptive", "Planned", "Derived"),
    ("delen-patient-verzamelde-gegevens", frozenset({"gf-toestemming"})): ("Descriptive", "InForce", "Stated"),
    ("gegevensuitwisseling", frozenset({"gf-toestemming"})): ("Descriptive", "InForce", "Stated"),
    ("gegevensuitwisseling", frozenset({"gemeenschappelijke-voorzieningen"})): ("Must", "InForce", "Stated"),
    ("ambitie-2a", frozenset({"plan-aansluiting-medmij"})): ("Should", "Intended", "Stated"),
    ("ambitie-3e", frozenset({"mitz"})): ("Should", "Intended", "Stated"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("dependent", "prerequisites"), HOPS, ids=[f"{d} needs {' or '.join(sorted(p))}" for d, p in HOPS]
)
def test_a_hop_is_as_firm_as_its_text(dependent: str, prerequisites: frozenset[str], graph: Graph) -> None:
    """The clause is there, once per passage that says it, in the force, status and basis of the text."""
    found = [
        n for n in graph.clauses(dependent, *prerequisites) if n.objects == prerequisites and n.basis != "Editorial"
    ]
    assert {(n.force, n.status, n.basis) for n in found} == {HOPS[dependent, prerequisites]}


# Every must in force of the data: (subject, property, object). Section 2 of the audit allows these; another is added on purpose
# or not at all.
HARD: set[Edge] = {
    ("artificial-intelligence", "needs", "heel-veel-medische-gegevens"),
    ("avg", "mandates", "digitaal-afschrift-dossier"),
    ("avg", "mandates", "inlogmiddelen-juist-betrouwbaarheidsniveau"),
    ("databeschikbaarheid", "needs", "regionale-architectuur"),
    ("gegevensuitwisseling", "needs", "gemeenschappelijke-voorzieningen"),
    ("gegevensuitwisseling", "needs", "regionale-architectuur"),
    ("hybride-zorg", "needs", "gegevensuitwisseling"),
    ("leveranciers-binnen-medmij", "compliesWith", "medmij-release-2-1"),
    ("lsp", "needs", "aansluiting-zis-op-lsp"),
    ("medmij-deelnemers", "compliesWith", "medmij"),
    ("netwerkzorg", "needs", "databeschikbaarheid"),
    ("optimaal-gebruik-patientgegevens", "needs", "bereikbaarheid-van-gegevens"),
    ("optimaal-gebruik-patientgegevens", "needs", "databeschikbaarheid"),
    ("optimaal-gebruik-patientgegevens", "needs", "herbruikbaarheid-van-gegevens"),
    ("overdracht-persoonlijke-zorgwensen", "needs", "gegevensuitwisseling"),
    ("pgo", "compliesWith", "medmij"),
    ("pgo-uitwisseling", "needs", "medmij"),
    ("regionale-architectuur", "needs", "regionale-governance"),
    ("rol-leverancier-serviceprovider", "compliesWith", "afsprakenstelsel"),
    ("wegiz", "mandates", "gegevensuitwisseling"),
    ("wet-clientenrechten", "mandates", "digitaal-afschrift-dossier"),
    ("xis", "compliesWith", "medmij"),
    ("zorgaanbieders", "compliesWith", "nen-7510"),
    ("zorginstellingen", "compliesWith", "nen-7510"),
}


def test_every_must_in_force_is_known(graph: Graph) -> None:
    """What is hard today is a closed list; announced duties, wishes and descriptions are not on it."""
    hard = {
        (n.subject, n.predicate, o)
        for n in graph.nodes
        if n.force == "Must" and n.status in {"InForce", "InUse"}
        for o in n.objects
    }
    assert hard - HARD == set()
    assert HARD - hard == set()


def test_announced_duties_give_no_edge(graph: Graph) -> None:
    """A clause that is announced, planned, wished for, qualified or regional makes nothing depend on anything."""
    loose = {
        (n.subject, o)
        for n in graph.nodes
        if n.predicate == "needs"
        and (
            n.status not in {"InForce", "InUse"}
            or n.force in {"Should", "May"}
            or n.qualifier
            or n.scope not in {"National", "European"}
        )
        for o in n.objects
    }
    firm = {
        (n.subject, o)
        for n in graph.nodes
        if n.predicate == "needs" and n.status in {"InForce", "InUse"} and n.force in {"Must", "Descriptive"}
        and not n.qualifier and n.scope in {"National", "European"} and n.basis != "Editorial"
        for o in n.objects
    }  # fmt: skip
    depends = {(s, o) for s, p, o in graph.edges if p == "dependsOn"}
    assert len(loose) > 50
    assert depends & (loose - firm) == set()
    assert depends == firm


def test_no_exchange_has_a_carrier_that_no_text_gives(graph: Graph) -> None:
    """Medication, PZP and maternity care have no carrier; nursing handover has one in the region only."""
    carriers = {"Infrastructure", "CareApplication", "Facility"}
    for exchange in (
        "medicatieoverdracht",
        "pzp-uitwisseling",
        "geboortezorg-uitwisseling",
        "verpleegkundige-overdracht",
    ):
        assert [
            n.name
            for n in graph.clauses(exchange)
            if n.basis != "Editorial" and any(graph.types[o] & carriers for o in n.objects)
        ] == []
        assert [(s, p) for s, p, o in graph.edges if p in {"carries", "realises"} and o == exchange] == []
    (pragmedic,) = [n for n in graph.nodes if n.predicate == "realises" and n.objects == {"verpleegkundige-overdracht"}]
    assert (pragmedic.subject, pragmedic.scope) == ("pragmedic", "connect4care")


def test_duties_rest_on_the_right_party(graph: Graph) -> None:
    """The supplier has products certified, the provider uses certified ones only; the lighter groups of 2a owe a plan only."""
    certified = graph.clauses("ict-product", "wegiz-certificaat")
    assert sorted(tuple(n.actors) for n in certified) == [("softwareleverancier",), ("zorgaanbieders",)]
    assert {(n.force, n.status) for n in certified} == {("Must", "Announced")}
    light = {"vrijgevestigde-ggz-aanbieders", "kleinere-wlz-aanbieders", "wijkverpleging", "paramedie", "apotheken"}
    assert {o for n in graph.clauses("ambitie-2a") if n.actors & light for o in n.objects} == {
        "plan-aansluiting-medmij"
    }
    (plan,) = graph.clauses("ambitie-2a", "plan-aansluiting-medmij")
    assert plan.actors == light


# --- Where clauses come from ---


def test_every_derived_clause_says_from_what(graph: Graph) -> None:
    """A clause derived by us or by a rule names passages of a document; one derived in a passage stands there."""
    derived = [n for n in graph.nodes if n.predicate == "needs" and n.basis == "Derived"]
    assert len(derived) > 30
    documents = ("agenda-2025-04/", "ambities-2025-2026/")
    elsewhere = [n for n in derived if not n.graph.startswith(documents)]
    assert len(elsewhere) > 30
    assert [n.name for n in elsewhere if not n.derived_from] == []
    assert [
        n.name
        for n in elsewhere
        for place in n.derived_from
        if place not in graph.passages or not place.startswith(documents)
    ] == []


def test_only_documents_state(graph: Graph) -> None:
    """What has basis Stated stands in a passage of a document; what stands in an editorial passage is derived or ours."""
    documents = ("agenda-2025-04/", "ambities-2025-2026/")
    assert [n.name for n in graph.nodes if n.basis == "Stated" and not n.graph.startswith(documents)] == []
    assert {n.basis for n in graph.nodes if n.graph.startswith("editorial/")} <= {"Derived", "Editorial"}


def test_derived_clauses_are_no_duties(graph: Graph) -> None:
    """Joining passages makes no must: a derived clause in an editorial passage is descriptive, a wish or a possibility."""
    ours = [n for n in graph.nodes if n.basis in {"Derived", "Editorial"} and n.graph.startswith("editorial/")]
    assert {n.force or "Descriptive" for n in ours} <= {"Descriptive", "Should", "May"}


# --- Part 6: what no document says ---

# Item of part 6 → pairs that only expert knowledge may put into a clause, and pairs that nothing may join at all.
UNSAID: dict[int, tuple[set[tuple[str, str]], set[tuple[str, str]]]] = {
    1: ({("gegevensuitwisseling", "xis")}, set()),
    2: (set(), {("lsp", "bgz-uitwisseling"), ("twiin-afsprakenstelsel", "bgz-uitwisseling")}),
    3: (
        {("informatiestandaard-medicatieproces-9", "app-medicatiegegevens"),
         ("informatiestandaard-medicatieproces-9", "app-vooraankondiging-medicatievoorschriften")},
        {("app-lsp-ketenzorg", "gegevensuitwisseling")},
    ),
    4: (
        set(),
        {("bgggz", "geestelijke-gezondheidszorg"), ("bglz", "langdurige-zorg"), ("huisartsgegevens", "huisartsen"),
         ("bgz", "ziekenhuizen-sector"), ("bgz", "ziekenhuis")},
    ),
    5: (
        set(),
        {("zorgadresboek", "zorg-ab"), ("lab2zorg", "informatiestandaard-labwaarden"), ("hzk", "huisartsen-zuid-kennemerland"),
         ("atalmedial", "laboratoria"), ("streeklab", "laboratoria"), ("rkz", "ziekenhuis"), ("rkz", "ziekenhuizen-sector")},
    ),
    6: (
        {("gegevensuitwisseling-acute-zorg", app) for app in
         ("app-opvragen-professionele-samenvatting-rav-seh", "app-spoedverwijzing-hap-seh", "app-huisartswaarneemgegevens")},
        {("app-spoedverwijzing-hap-seh", "richtlijn-gegevensuitwisseling-acute-zorg")},
    ),
    7: ({("pgo", "digid")}, {("zorg-id", "patienten"), ("pgo", "tvs")}),
    8: ({("mitz", "bsn")}, set()),
    9: (set(), {("zorg-ab", "zorgaanbieders")}),
    10: (set(), {("his", "xis"), ("ecd", "xis"), ("epd", "xis"), ("zis", "xis")}),
    11: (
        {("twiin-portaal-integratie-pacs", "pacs"), ("twiin-portaal-volledige-integratie-pacs", "pacs")},
        {("twiin-portaal-geen-integratie", "pacs")},
    ),
    12: ({("bgz", "epd"), ("bgz", "ecd"), ("bgz", "his")}, set()),
    13: (
        set(),
        {("informatiestandaard-medicatieproces-9", "zib"), ("informatiestandaard-medicatieproces-9", "bgz"),
         ("informatiestandaard-eoverdracht", "bgz")},
    ),
    14: (set(), {("kleinere-wlz-aanbieders", "softwareleverancier"), ("kleinere-wlz-aanbieders", "rso")}),
    15: (set(), {("lsp", "nen-7510"), ("medmij", "nen-7510"), ("twiin-afsprakenstelsel", "nen-7510"), ("nuts", "nen-7510")}),
    16: (
        set(),
        {("lsp", "medmij"), ("lsp", "nuts"), ("medmij", "nuts"), ("twiin-afsprakenstelsel", "medmij"),
         ("twiin-afsprakenstelsel", "nuts")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("item", UNSAID)
def test_what_no_document_says_is_ours(item: int, graph: Graph) -> None:
    """The clause is there as expert knowledge only, gives no edge, and what is no clause joins nothing."""
    ours, nobody = UNSAID[item]
    for dependent, prerequisite in ours:
        found = graph.clauses(dependent, prerequisite)
        assert {(n.basis, n.graph) for n in found} == {("Editorial", "editorial/vakkennis")}, (dependent, prerequisite)
        assert {p for s, p, o in graph.edges if (s, o) == (dependent, prerequisite)} & {
            "requires",
            "requiresOneOf",
            "dependsOn",
        } == set()
    joined = {
        (s, p, o)
        for s, p, o in graph.edges
        if p not in {"distinctFrom", "about"} and ((s, o) in nobody or (o, s) in nobody)
    }
    joined |= {
        (n.subject, n.predicate, o)
        for n in graph.nodes
        for o in n.objects
        if (n.subject, o) in nobody or (o, n.subject) in nobody
    }
    assert joined == set()


def test_every_item_of_part_6_is_here(shared: Path) -> None:
    """The items are those of part 6."""
    part = (shared / "facts" / "dependencies.md").read_text(encoding="utf-8").split("## Part 6")[1]
    assert [int(number) for number in re.findall(r"^(\d+)\. ", part, re.MULTILINE)] == sorted(UNSAID)


def test_expert_knowledge_makes_nothing_depend(graph: Graph) -> None:
    """A clause of ours gives no edge of its own, and every one stands in the passage of expert knowledge."""
    ours = [n for n in graph.nodes if n.predicate == "needs" and n.basis == "Editorial"]
    assert len(ours) == 8
    assert {n.graph for n in ours} == {"editorial/vakkennis"}
    theirs = {
        (n.subject, o) for n in graph.nodes if n.predicate == "needs" and n.basis != "Editorial" for o in n.objects
    }
    depends = {(s, o) for s, p, o in graph.edges if p in {"requires", "requiresOneOf", "dependsOn"}}
    assert {(n.subject, o) for n in ours for o in n.objects} & depends <= theirs
