"""What the audit found wrong in the inventory is not said by the data: every row of ../shared/facts/corrections.csv."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph import terms
from agendagraph.store import Store
from tests.inventory import VERBS, lines_of, local, overlaps

RELATION = re.compile(r"line (\d+): (\S+) \| (\S+) \| (\S+) \| (\S+)")
NEEDS = ("requires", "requiresOneOf", "dependsOn")

# Things of the corrections under the names that the data give them.
NAMES = {
    "regio’s": "pzp-regios",
    "technische-informatie-om-computers-en-applicaties-te-verbinden": "technische-informatie-voor-verbinden",
    "leveranciers-binnen-MedMij": "leveranciers-binnen-medmij",
    "aansluiting-ZIS-op-LSP": "aansluiting-zis-op-lsp",
    "digitale-gegevensuitwisseling-tussen-zorgverleners": "gegevensuitwisseling",
    "leden-van-het-Informatieberaad": "leden-informatieberaad",
    "bestaande-traditionele-werkwijze-en-processen": "afschaling-traditionele-werkwijze",
}


@dataclass
class Clause:
    """A requirement or a relation node, with local names: what it says and with which reservation."""

    subject: str
    predicate: str
    objects: set[str]
    values: dict[str, set[str]]
    passage: str

    def has(self, name: str, *wanted: str) -> bool:
        """Return whether a property has one of the values, or any value where none is named."""
        return bool(self.values[name] & set(wanted)) if wanted else bool(self.values[name])

    @property
    def a_duty_now(self) -> bool:
        """Whether it says that something must, and now."""
        return self.has("force", "Must") and self.has("status", "InForce", "InUse")


@dataclass(repr=False)
class Claims:
    """What the graph says of two things: plain and derived edges, requirements, relations; and the rest by subject."""

    edges: set[tuple[str, str, str]] = field(default_factory=set)
    nodes: list[Clause] = field(default_factory=list)
    about: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def plain(self, s: str, verb: str, o: str) -> list[tuple[str, str, str]]:
        """Return the plain and derived edges that make the claim of a verb."""
        names = NEEDS if verb == "requires" else VERBS[verb]
        found = [(o, n[1:], s) if n.startswith("^") else (s, n, o) for n in names]
        return [edge for edge in found if edge in self.edges]

    def reserved(self, s: str, verb: str, o: str) -> list[Clause]:
        """Return the requirements or relation nodes that make the claim of a verb, with whatever reservation."""
        names = ("needs",) if verb == "requires" else VERBS[verb]
        found = []
        for name in names:
            a, b = (o, s) if name.startswith("^") else (s, o)
            found += [n for n in self.nodes if n.subject == a and n.predicate == name.lstrip("^") and b in n.objects]
        return found

    def linked(self, s: str, o: str) -> bool:
        """Return whether anything is said of the two: an edge, a node, a choice of both in one clause, a remark."""
        return (
            any((a, b) in {(s, o), (o, s)} for a, _, b in self.edges)
            or any((n.subject == s and o in n.objects) or (n.subject == o and s in n.objects) for n in self.nodes)
            or any({s, o} <= n.objects for n in self.nodes if n.predicate == "needs")
            or any({s, o} <= p["about"] for p in self.about.values())
        )

    def with_values(self, **wanted: str) -> list[str]:
        """Return the subjects that have each of the values, in any order of statements."""
        names = {"kind": "remarkKind", "date": "date", "end": "endDate"}
        return [s for s, p in self.about.items() if all(v in p[names.get(k, k)] for k, v in wanted.items())]

    def remarks(self, kind: str, *about: str) -> list[str]:
        """Return the remarks of a kind about all of the things."""
        return [s for s in self.with_values(kind=kind) if set(about) <= self.about[s]["about"]]

    def dated(self, *about: str) -> list[dict[str, set[str]]]:
        """Return the milestones about all of the things."""
        return [p for p in self.about.values() if "Milestone" in p["type"] and set(about) <= p["about"]]

    def figures(self, about: str) -> list[dict[str, set[str]]]:
        """Return the figures about a thing."""
        return [p for p in self.about.values() if "Figure" in p["type"] and about in p["about"]]

    def labels(self, thing: str) -> set[str]:
        """Return every name of a thing."""
        return set().union(*(self.about[thing][n] for n in ("prefLabel", "altLabel", "hiddenLabel", "formerName")))


@pytest.fixture(scope="module")
def claims(documents: Store) -> Claims:
    """Return what the shipped data say."""
    found = Claims()
    passage: dict[str, str] = {}
    for quad in documents.quads():
        if not isinstance(quad.subject, ox.NamedNode) or not quad.subject.value.startswith(terms.AGD):
            continue
        s, p, o = local(quad.subject.value), local(quad.predicate.value), local(quad.object.value)
        found.about[s][p].add(o)
        passage[s] = local(getattr(quad.graph_name, "value", ""))
        if isinstance(quad.object, ox.NamedNode):
            found.edges.add((s, p, o))
    for node, values in found.about.items():
        if values["dependent"]:
            found.nodes += [
                Clause(d, "needs", values["prerequisite"], values, passage[node]) for d in values["dependent"]
            ]
        elif values["predicate"]:
            (predicate,), (subject,) = values["predicate"], values["subject"]
            found.nodes.append(Clause(subject, predicate, values["object"], values, passage[node]))
    statements = {"dependent", "prerequisite", "subject", "predicate", "object", "about", "actor"}
    found.edges = {e for e in found.edges if e[1] not in statements}
    return found


# --- Rows that the general rule does not fit: what must hold instead, and why; by line of relations.csv and field. ---

Rule = Callable[[Claims], bool]


def sets_are_alternatives(claims: Claims) -> bool:
    """Ambition 2a: the three sets and the GP data are members of one clause."""
    return any(
        {"huisartsgegevens", "bgz", "bgggz", "bglz"} == n.objects
        for n in claims.reserved("ambitie-2a", "requires", "bgz")
    )


EXCEPTIONS: dict[tuple[int, str], Rule] = {
    # A clause of ours says that a system of one kind or the other is needed: planned, derived, a choice.
    (199, "row"): lambda c: all(
        n.objects == {"epd", "ecd"} and n.has("basis", "Derived") and n.has("status", "Planned")
        for n in c.reserved("verpleegkundige-overdracht", "requires", "epd")
    ),
    (200, "row"): lambda c: all(
        n.objects == {"epd", "ecd"} and n.has("basis", "Derived") and n.has("status", "Planned")
        for n in c.reserved("verpleegkundige-overdracht", "requires", "ecd")
    ),
    # Row 1042 says the same without "must", and is right: the document is for that sector and binds nobody.
    (1050, "row"): lambda c: (
        ("zn-visiedocument-inkoop-wlz", "appliesToSector", "wlz-instellingen") in c.edges
        and not [
            n for n in c.nodes if "zn-visiedocument-inkoop-wlz" in {n.subject, *n.objects} and n.has("force", "Must")
        ]
        and bool(c.remarks("Condition", "zorgkantoren", "zorgaanbieders", "zn-visiedocument-inkoop-wlz"))
    ),
    # The working group is to fill the target in: a contribution of the group to the target, not a need of the target.
    (853, "relation"): lambda c: (
        not c.plain("70-50-doelstelling", "requires", "iza-werkgroep-hybride-zorg")
        and not c.reserved("70-50-doelstelling", "requires", "iza-werkgroep-hybride-zorg")
        and c.linked("iza-werkgroep-hybride-zorg", "70-50-doelstelling")
    ),
    # MGO will be available in both: a may, planned; "uses" and "is available in" are read alike by the verbs table.
    (238, "relation"): lambda c: (
        ("mgo", "uses", "pgo") not in c.edges
        and not c.plain("mgo", "uses", "pgo")
        and [n.predicate for n in c.nodes if n.subject == "mgo" and "pgo" in n.objects] == ["availableIn"]
    ),
    (239, "relation"): lambda c: (
        not c.plain("mgo", "uses", "systeem-artsen-en-verpleegkundigen")
        and [n.predicate for n in c.nodes if n.subject == "mgo" and "systeem-artsen-en-verpleegkundigen" in n.objects]
        == ["availableIn"]
    ),
    # Whether the application can be carried is being investigated: "carries", with the status "explored".
    (455, "relation"): lambda c: (
        not c.plain("twiin-afsprakenstelsel", "carries", "app-eoverdracht-twiin")
        and [n.values["status"] for n in c.reserved("twiin-afsprakenstelsel", "carries", "app-eoverdracht-twiin")]
        == [{"Explored"}]
    ),
    # Not of importance as a need: a remark of kind Condition. A use of Mitz is not stated either.
    (1008, "relation"): lambda c: (
        not c.plain("secundair-gebruik", "requires", "mitz")
        and not c.reserved("secundair-gebruik", "requires", "mitz")
        and bool(c.remarks("Condition", "mitz", "secundair-gebruik", "doelstelling-4-secundaire-doelen"))
    ),
    # A statement of the right strength took the place of the weak one: indispensable, once the law is there.
    (659, "strength"): lambda c: any(
        n.has("force", "Must") and n.has("status", "Announced")
        for n in c.reserved("hdab", "collaborates-with", "autoriteit-persoonsgegevens")
    ),
    # Locators: the statement stands in the passage of the lines that say it, and not in the other.
    (884, "locator"): lambda c: (
        [n.passage for n in c.reserved("ambitie-1b", "contributes-to", "70-50-doelstelling")]
        == ["ambities-2025-2026/inleiding"]
        and not c.plain("ambitie-1b", "contributes-to", "70-50-doelstelling")
    ),
    # Headings of chapters: the introduction page of the chapter reaches to the line with its heading.
    (1271, "locator"): lambda c: overlaps(c.about["agenda-2025-04/afsprakenstelsels"]["locator"], "L2121"),
    (1272, "locator"): lambda c: overlaps(c.about["agenda-2025-04/vipp-programmas"]["locator"], "L2729"),
    (1273, "locator"): lambda c: overlaps(c.about["agenda-2025-04/wetgeving-en-landelijk-beleid"]["locator"], "L2940"),
}


# --- Rows of the other files: one rule each. Keyed by the row key and the field. ---

OTHERS: dict[tuple[str, str], Rule] = {
    # The two terms of the sentence are two milestones, on the providers and what they arrange.
    ("line 114: thuisarts-nl | 2025", "subject_id"): lambda c: all(
        "huisartsen" in p["about"] for p in c.dated("thuisarts-nl", "betrouwbare-handelingsperspectieven")
    ),
    ("line 114: thuisarts-nl | 2025", "what"): lambda c: (
        sorted(next(iter(p["datePrecision"])) for p in c.dated("betrouwbare-handelingsperspectieven", "huisartsen"))
        == ["Before", "Year"]
    ),
    # Trials that are going on: true at the edition, and a project with the status "trial", not "ended".
    ("line 38: beproevingen-bgz | 2025-04", "certainty"): lambda c: (
        c.about["beproevingen-bgz"]["status"] == {"Trial"}
        and [p["datePrecision"] for p in c.dated("beproevingen-bgz")] == [{"AtPublication"}]
    ),
    ("line 108: xis-keurmerk-geboortezorg", "date"): lambda c: all(
        not p["date"] and not p["endDate"] for p in c.dated("xis-keurmerk-geboortezorg")
    ),
    ("line 108: xis-keurmerk-geboortezorg", "precision"): lambda c: (
        [p["datePrecision"] for p in c.dated("xis-keurmerk-geboortezorg")] == [{"AtPublication"}]
    ),
    ("line 110: ambitie-2026-generieke-functies | 2026", "locator"): lambda c: all(
        overlaps(p["locator"], "L82") and overlaps(p["locator"], "L86")
        for p in c.dated("ambitie-2026-generieke-functies")
    ),
    ("line 44: iza-middelen | 1", "subject_id"): lambda c: (
        {next(iter(p["value"])) for p in c.figures("iza-middelen")} == {"2.8"}
        and {next(iter(p["value"])) for p in c.figures("middelen-digitalisering")} == {"1"}
    ),
    ("line 50: kik-v-uitwisselprofielen | 3", "subject_id"): lambda c: (
        not c.figures("kik-v-uitwisselprofielen") and any(p["value"] == {"3"} for p in c.figures("programma-kik-v"))
    ),
    ("line 67: ggz-instellingen-zvw | 6", "subject_id"): lambda c: (
        [
            {"geestelijke-gezondheidszorg", "vrijgevestigde-ggz-aanbieders"} <= p["about"]
            for p in c.figures("ggz-instellingen-zvw")
        ]
        == [True]
    ),
    ("line 67: ggz-instellingen-zvw | 6", "value"): lambda c: (
        [(p["value"], p["bound"]) for p in c.figures("wachtlijsten-ggz-verlagen")] == [({"6"}, {"About"})]
    ),
    ("line 417: healthri", "alt_names"): lambda c: "Health-RI" not in c.labels("healthri"),
    ("line 214: zorgnet-oost", "alt_names"): lambda c: "Zorgnet Oost" not in c.labels("zorgnet-oost"),
    ("line 574: xis-keurmerk-huisartsenzorg", "alt_names"): lambda c: (
        "XIS-keurmerk" not in c.labels("xis-keurmerk-huisartsenzorg")
    ),
    ("line 308: ggz-instellingen-zvw", "alt_names"): lambda c: "GGZ (Zvw)" not in c.labels("ggz-instellingen-zvw"),
    ("line 27: ontsluiten-gegevens-richting-de-patient", "note"): lambda c: (
        [
            n.objects
            for n in c.nodes
            if n.predicate == "needs" and n.subject == "ontsluiten-gegevens-richting-de-patient"
        ]
        == [{"interesse-in-vormen-coalitie"}]
    ),
    ("line 537: ambitie-3a", "note"): lambda c: (
        [n.values["qualifier"] for n in c.reserved("ambitie-3a", "requires", "eu-patientensamenvatting")] == [{"kan"}]
    ),
    ("line 436: iza-middelen", "note"): lambda c: (
        ("iza", "hasPart", "middelen-digitalisering") not in c.edges
        and ("middelen-digitalisering", "availableIn", "iza") not in c.edges
        and bool(c.remarks("Caution", "iza-middelen", "middelen-digitalisering"))
    ),
    ("line 16: sectie-afsprakenstelsels", "locator"): EXCEPTIONS[1271, "locator"],
    ("line 17: sectie-vipp-programmas", "locator"): EXCEPTIONS[1272, "locator"],
    ("line 18: sectie-wetgeving-en-landelijk-beleid", "locator"): EXCEPTIONS[1273, "locator"],
    # dependencies.md: what its statements say too firmly.
    ("Part 1 A34", "statement"): lambda c: (
        not c.reserved("kerngegevens", "requires", "gf-toestemming")
        and not c.plain("kerngegevens", "requires", "gf-toestemming")
    ),
    ("Part 1 L2", "force"): lambda c: (
        [n.values["force"] for n in c.reserved("aansluiting-zis-op-lsp", "requires", "aorta")] == [{"Descriptive"}]
    ),
    ("Part 1 C2, B3", "force"): lambda c: all(
        n.has("status", "Announced")
        for s, verb, o in (
            ("wegiz", "mandates", "richtlijn-gegevensuitwisseling-acute-zorg"),
            ("amvb-bgz", "mandates", "nen-7540"),
            ("zorgaanbieders", "complies-with", "nen-7540"),
            ("bgz-uitwisseling", "requires", "nen-7540"),
        )
        for n in c.reserved(s, verb, o) or [Clause(s, verb, {o}, defaultdict(set), "")]
    ),
    ("Part 1 A23", "statement"): lambda c: bool(
        c.remarks("Caution", "generieke-functies", "zorgverzekeraars", "zorgkantoren")
    ),
    ("Part 1 B6", "statement"): lambda c: bool(c.remarks("Caution", "bgz", "medmij", "zorginstellingen")),
    # Certificate, common language and norm are asked of the exchanges that an AMvB names; these are not among them.
    ("Part 2.0", "ANY EXCHANGE / AND law and norm"): lambda c: (
        not [
            n
            for n in c.nodes
            if n.predicate == "needs"
            and n.objects & {"wegiz-certificaat", "gemeenschappelijke-taal", "nen-norm", "amvb"}
            and n.subject
            in {
                "gegevensuitwisseling",
                "pzp-uitwisseling",
                "geboortezorg-uitwisseling",
                "pgo-uitwisseling",
                "ehealth-uitwisseling-koppeltaal",
                "uitwisseling-kwaliteitsinformatie",
            }
        ]
    ),
    # "In the near future" is said of the summary of the GP only; the referral is a listed application.
    ("Part 3 table, SEH", "cell May"): lambda c: (
        ("lsp", "carries", "app-spoedverwijzing-hap-seh") in c.edges
        and all(n.has("status", "Planned") for n in c.reserved("seh", "receives", "professionele-samenvatting"))
        and bool(c.reserved("seh", "receives", "professionele-samenvatting"))
    ),
    ("Part 3 worked example", "hop 2"): lambda c: (
        [
            (n.values["force"], n.values["status"])
            for n in c.reserved("bgz-uitwisseling", "requires", "wegiz-certificaat")
        ]
        == [({"Descriptive"}, {"Announced"})]
    ),
    ("Part 3 worked example", "hop 4a"): lambda c: (
        all(n.a_duty_now for n in c.reserved("lsp", "requires", "aansluiting-zis-op-lsp"))
        and all(n.has("force", "May") for n in c.reserved("app-bgz-lsp", "realises", "bgz-uitwisseling"))
        and bool(c.reserved("lsp", "requires", "aansluiting-zis-op-lsp"))
        and bool(c.reserved("app-bgz-lsp", "realises", "bgz-uitwisseling"))
    ),
    # Nobody is closed out; hospitals and clinics are named as applicants, other professionals as receivers.
    ("Part 3 worked example", "hop 4c"): lambda c: (
        not c.remarks("ExplicitlyNone", "twiin-portaal")
        and bool(c.reserved("zorgverleners", "receives", "radiologisch-onderzoek"))
    ),
    ("Part 3 worked example", "missing hop"): lambda c: (
        c.linked("bgz-uitwisseling", "app-bgz-lsp")
        and c.linked("gegevensuitwisseling", "gf-lokalisatie")
        and c.linked("gegevensuitwisseling", "gf-autorisatie")
        and c.linked("zorgaanbieders", "persoonlijk-knooppunt")
        and bool(c.remarks("Condition", "mitz", "xis"))
        and c.linked("beproevingen-bgz", "bgz-uitwisseling")
        and c.linked("delen-tussen-zorgverleners", "huisarts")
    ),
    ("Part 5 item 8", "order"): lambda c: (
        not c.reserved("ontsluiten-gegevens-richting-de-patient", "requires", "coalitie-gegevensontsluiting")
    ),
}


def rows(shared: Path) -> list[dict[str, str]]:
    """Return the rows of the corrections."""
    with (shared / "facts" / "corrections.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def wrong(claims: Claims, row: dict[str, str]) -> str:
    """Return what is wrong with the data according to one row on a relation, or nothing."""
    match = RELATION.fullmatch(row["row key"])
    assert match, row["row key"]
    number, s, verb, o, strength = match.groups()
    if rule := EXCEPTIONS.get((int(number), row["field"])):
        return "" if rule(claims) else "the rule of the exception does not hold"
    plain = claims.plain(s, verb, o)
    if row["field"] in {"status", "qualifier", "scope"}:
        # What is reserved in the text is no plain edge, and no clause that holds without reservation.
        return f"plain: {plain}" if plain else ""
    reserved = claims.reserved(s, verb, o)
    if row["field"] == "strength":
        if strength == "stated-must":
            strong = [n for n in reserved if n.a_duty_now and not n.has("qualifier")]
            return f"a duty in force: {strong}" if strong else ""
        # Told as a fact in the inventory, a wish or a possibility in the text.
        return f"plain: {plain}" if plain else ""
    # Another subject, object or verb, or no row at all: then nobody says it, in whatever way.
    assert row["field"] in {"row", "subject_id", "object_id", "relation"}, row
    found = [*plain, *(n for n in reserved if n.has("basis", "Stated"))]
    return f"still said: {found}" if found else ""


def added(text: str) -> Iterable[tuple[str, str, str]]:
    """Yield what an ADD row adds: `a | verb | b ; c | verb | d` or `a | verb | b ; c`."""
    body = re.sub(r"\((?!new)[^)]*\)", "", text.removeprefix("ADD ")).replace("(new)", "")
    s = verb = ""
    for part in body.split(";"):
        names = [re.sub(r"\s+", "-", name.strip()) for name in part.split("|")]
        if len(names) == 3:
            s, verb, _ = names
        yield NAMES.get(s, s), verb, NAMES.get(names[-1], names[-1])


def test_no_uncorrected_relation_is_said(claims: Claims, shared: Path) -> None:
    """No relation that the audit corrected is said by the data in its uncorrected form."""
    of_relations = [
        row for row in rows(shared) if row["file"] == "relations.csv" and row["row key"].startswith("line ")
    ]
    assert len(of_relations) == 108
    found = {f"{row['row key']} [{row['field']}]": said for row in of_relations if (said := wrong(claims, row))}
    assert found == {}


def test_every_added_relation_is_said(claims: Claims, shared: Path) -> None:
    """What the audit found missing is said of the two things, in the strength that it gives."""
    of_additions = [row for row in rows(shared) if row["proposed"].startswith("ADD ")]
    assert len(of_additions) == 8
    triples = [triple for row in of_additions for triple in added(row["proposed"])]
    assert len(triples) == 14
    assert [(s, verb, o) for s, verb, o in triples if not claims.linked(s, o)] == []
    for s, o in (("hdab", "vindbaarheid-gezondheidsgegevens"), ("hdab", "uniform-proces-gegevensaanvragen")):
        (duty,) = [n for n in claims.nodes if n.subject == s and o in n.objects]
        assert duty.has("force", "Must")
        assert duty.has("status", "Announced")
    assert sets_are_alternatives(claims)


def test_every_other_correction_is_followed(claims: Claims, shared: Path) -> None:
    """Each correction of a thing, a date, a number or a dependency has its rule, and the data follow it."""
    others = [(row["row key"], row["field"]) for row in rows(shared) if row["file"] != "relations.csv"]
    assert sorted(others) == sorted(OTHERS)
    assert [key for key in others if not OTHERS[key](claims)] == []


def test_every_exception_is_of_a_row(shared: Path) -> None:
    """No exception is left over from a row that is gone."""
    known = {
        (int(match[1]), row["field"])
        for row in rows(shared)
        if row["file"] == "relations.csv" and (match := RELATION.fullmatch(row["row key"]))
    }
    assert set(EXCEPTIONS) <= known


# Corrected things that the data tie to something else than the row does: what the passage says of them instead.
INSTEAD = {
    ("ehds", "ontwikkelingen-op-nationaal-niveau"): ("ehds", "gegevensuitwisseling"),  # a remark; no thing of that name
    ("partij-die-aansluit-bij-nuts", "nuts-manifest"): (
        "partij-die-aansluit-bij-nuts",
        "nuts",
    ),  # joins Nuts, if it agrees
}


def test_every_corrected_relation_is_said(claims: Claims, shared: Path) -> None:
    """Where the audit puts another subject or object in the place of one, the data say something of those two."""
    pairs = []
    for row in rows(shared):
        if row["file"] == "relations.csv" and row["field"] in {"subject_id", "object_id"}:
            match = RELATION.fullmatch(row["row key"])
            assert match
            new = re.sub(r"\s+", "-", row["proposed"].split("(")[0].strip())
            new = NAMES.get(new, new)
            pair = (new, match[4]) if row["field"] == "subject_id" else (match[2], new)
            pairs.append(INSTEAD.get(pair, pair))
    assert len(pairs) == 25
    assert [pair for pair in pairs if not claims.linked(*pair)] == []


def test_every_row_can_be_broken(shared: Path) -> None:
    """A graph that makes the uncorrected claim, and says nothing else, is told so for each row of the general rule."""
    missed = []
    for row in rows(shared):
        match = RELATION.fullmatch(row["row key"])
        if row["file"] != "relations.csv" or not match or (int(match[1]), row["field"]) in EXCEPTIONS:
            continue
        _, s, verb, o, _ = match.groups()
        name = "needs" if verb == "requires" else VERBS[verb][0]
        a, b = (o, s) if name.startswith("^") else (s, o)
        values: dict[str, set[str]] = defaultdict(set, basis={"Stated"}, force={"Must"}, status={"InForce"})
        node = Claims(nodes=[Clause(a, name.lstrip("^"), {b}, values, "")])
        edge = Claims(edges={(a, "requires" if name == "needs" else name.lstrip("^"), b)})
        if not any(wrong(claims, row) for claims in (node, edge)):
            missed.append((row["row key"], row["field"]))
        assert not wrong(Claims(), row)
    assert missed == []
    assert lines_of("L3175, L3211-3212") == {3175, 3211, 3212}
