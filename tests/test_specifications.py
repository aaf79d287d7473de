"""The specifications under the agenda: every zib, membership, reference and fact of the tables is in the data, and no more."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from agendagraph import catalog, terms
from agendagraph.graph import exemptions, mixes, needs, releases
from agendagraph.store import Store
from tests.inventory import ROOT, local

SPECIFICATIONS = ROOT / "data" / "specifications"
SECTIONS_OF_CODES = re.compile(r"\s*\(LOINC [^)]*\)")

pytestmark = pytest.mark.shipped


def table(shared: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the specifications."""
    with (shared / "specifications" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query as local names."""
    for row in store.rows(query):
        yield tuple("" if value is None else local(value.value) for value in row)


def test_every_zib_version_is_there_and_no_other(real: Store, shared: Path) -> None:
    """338 versions: release, names in both languages, version number and status, each of a zib and in a release."""
    status = {
        "active": "ActiveVersion",
        "active in 2017, withdrawn in 2020": "WithdrawnVersion",
        "prepublication": "PrepublishedVersion",
        "published 2024 (xlsx)": "PublishedVersion",
        "published 2024 (named in md)": "PublishedVersion",
    }
    expected = Counter(
        (f"zib-{r['release']}", r["nl_name"], r["en_name"], r["version"], status[r["release_status"]])
        for r in table(shared, "zibs")
    )
    found = Counter(
        rows(
            real,
            """SELECT ?release ?nl ?en ?number ?status WHERE {
              ?version a ag:BuildingBlockVersion ; ag:inRelease ?release ; dcat:version ?number ; ag:versionStatus ?status ;
                dcterms:title ?nl , ?en ; dcterms:isVersionOf/skos:broader agd:zib .
              FILTER (LANG(?nl) = "nl" && LANG(?en) = "en") }""",
        )
    )
    assert (len(expected), sum(expected.values())) == (338, 338)
    assert found == expected


def test_identifiers_are_read_or_marked_as_derived(real: Store, shared: Path) -> None:
    """Every identifier of the table is there; what was derived from name or section stands in a passage of the editors."""
    expected = set()
    for r in table(shared, "zibs"):
        key = (f"zib-{r['release']}", r["nl_name"])
        derived = "editorial/zib-kenmerken"
        expected.add((*key, r["zib_id"], r["zib_id_basis"] == "derived"))
        if r["oid"]:
            is_read = r["release"] != "2024" or r["source_path"].startswith("zibs2024/")
            expected.add((*key, f"urn:oid:{r['oid']}", not is_read))
    found = {
        (release, name, identifier, passage == derived)
        for release, name, identifier, passage in rows(
            real,
            """SELECT ?release ?name ?identifier ?passage WHERE {
              ?version ag:inRelease ?release ; dcterms:title ?name . FILTER (LANG(?name) = "nl")
              GRAPH ?passage { ?version dcterms:identifier ?identifier } }""",
        )
    }
    assert found == expected


@pytest.mark.parametrize(
    ("predicate", "is_fhir", "pairs"),
    [("modelReference", False, {"2017": 84, "2020": 91, "2024": 104}), ("profileReference", True, None)],
)
def test_references_are_those_of_the_table(
    real: Store, shared: Path, predicate: str, is_fhir: bool, pairs: dict[str, int] | None
) -> None:
    """References of the model and of FHIR are kept apart; those of low confidence are left out."""
    expected = {
        (f"zib-{r['release']}", r["from_nl"], r["to_nl"])
        for r in table(shared, "zib_references")
        if r["confidence"] != "low" and r["evidence"].startswith("FHIR") == is_fhir
    }
    found = set(
        rows(
            real,
            f"""SELECT ?release ?from ?to WHERE {{
              ?a ag:{predicate} ?b ; ag:inRelease ?release ; dcterms:title ?from . ?b ag:inRelease ?release ; dcterms:title ?to .
              FILTER (LANG(?from) = "nl" && LANG(?to) = "nl") }}""",
        )
    )
    assert found == expected
    if pairs:
        assert Counter(release.removeprefix("zib-") for release, *_ in found) == pairs


def test_profiles_are_those_of_the_table(real: Store, shared: Path) -> None:
    """The canonical addresses of the FHIR profiles of each version."""
    expected = {
        (f"zib-{r['release']}", r["nl_name"], profile)
        for r in table(shared, "zibs")
        for column in ("fhir_zib_profiles", "fhir_nlcore_profiles", "fhir_mp9_profiles")
        for profile in r[column].split()
    }
    found = set(
        rows(
            real,
            """SELECT ?release ?name ?profile WHERE {
              ?version ag:profile ?profile ; ag:inRelease ?release ; dcterms:title ?name . FILTER (LANG(?name) = "nl") }""",
        )
    )
    assert found == expected


def test_the_validation_of_profiles_is_that_of_the_table(real: Store, shared: Path) -> None:
    """How far HL7 Netherlands is, as many of each."""
    names = {
        "validated": "Validated",
        "in progress": "ValidationInProgress",
        "not submitted for validation": "NotSubmitted",
        "rejected": "Rejected",
    }
    expected = {
        (f"zib-{r['release']}", r["nl_name"], names[r["hl7nl_validation"]])
        for r in table(shared, "zibs")
        if r["hl7nl_validation"]
    }
    found = set(
        rows(
            real,
            """SELECT ?release ?name ?state WHERE {
              ?version ag:profileValidation ?state ; ag:inRelease ?release ; dcterms:title ?name .
              FILTER (LANG(?name) = "nl") }""",
        )
    )
    assert found == expected


SETS = {
    ("BgZ", "2017"): "bgz-2017",
    ("BgZ", "2020"): "bgz-2020",
    ("MP9", ""): "mp9-3-0",
    ("eOverdracht", ""): "eoverdracht-4-0",
    ("PZP", "FHIR"): "pzp-2025",
    ("PZP", "dataset"): "pzp-2025-zib2017",
    ("BgGGZ", ""): "bgggz-1-0-5",
    ("BgLZ", "1.0.5"): "bglz-1-0-5",
    ("BgLZ", "ADA"): "bglz-ada",
    ("Huisartsgegevens", ""): "huisartsgegevens-2-0-4",
    ("Labuitslagen", ""): "labuitslagen-1-0-3",
    ("Meetwaarden", ""): "meetwaarden-vitale-functies-medmij",
    ("AllergieIntolerantie", ""): "allergie-intolerantie-medmij",
    ("Lab2Zorg", ""): "lab2zorg-3-0-0",
    ("Verwijzing", ""): "verwijzing-huisarts-paramedicus-0-2-0",
    ("Zorginzage huisarts", ""): "zorginzage-huisarts-naar-vvt",
    ("Zorginzage VVT", ""): "zorginzage-vvt-naar-huisarts",
    ("NL-PS", ""): "nl-ps-0-1",
    ("AORTA", ""): "aorta-gegevenscategorieen",
    ("EHDS", ""): "xt-ehr-modellen",
}
"""Standard and the beginning of its version in the table → the set in the data."""

ROLES = {"mapped": "MappedMember", "category": "MappedMember", "embedded": "PartMember", "part": "PartMember"}
WITHOUT_ZIB = {"": "mp9-wisselend-doseerschema", "nl.zorg.Meting": "zib-meting"}


def _set_of(row: dict[str, str]) -> str:
    return next(
        name
        for (standard, version), name in SETS.items()
        if row["standard"].startswith(standard) and row["standard_version"].startswith(version)
    )


def _role_of(text: str) -> str:
    first = text.split()[0]
    return ROLES.get(first) or ("SupportingMember" if first == "supporting" else "CoreMember")


def test_every_membership_row_is_there_and_no_other(real: Store, shared: Path) -> None:
    """334 rows: set, zib version, role, cardinality, basis, confidence and the file it was read in."""
    confidence = {"high": "", "medium": "MediumConfidence", "low": "LowConfidence"}
    expected: Counter[tuple[str, ...]] = Counter()
    for r in table(shared, "membership"):
        block = WITHOUT_ZIB.get(r["zib_id"]) or f"{r['zib_nl']} {r['zib_version']} (zib {r['zib_release']})"
        basis = {"read": "Stated", "derived": "Derived"}[r["basis"]]
        # Of NL-PS the table gives how often the section occurs, which is not how often the building block does.
        cardinality = "" if r["cardinality"].endswith(" section") else r["cardinality"]
        key = (_set_of(r), block, _role_of(r["member_role"]), cardinality, basis, confidence[r["confidence"]])
        expected[(*key, r["source_repo"], r["source_commit"])] += 1
    found = Counter(
        (set_, label if is_version == "true" else member, role, cardinality, basis, sure, repository, commit)
        for set_, member, label, is_version, role, cardinality, basis, sure, repository, commit in rows(
            real,
            """SELECT ?set ?member ?label ?is_version ?role ?cardinality ?basis ?sure ?repository ?commit WHERE {
              GRAPH ?passage { ?m a ag:Membership ; ag:member ?member ; ag:memberOf ?set ; ag:memberRole ?role ; ag:basis ?basis .
                OPTIONAL { ?m ag:cardinality ?cardinality } OPTIONAL { ?m ag:confidence ?sure } }
              ?passage dcterms:isPartOf ?source . ?source ag:repository ?repository ; ag:commit ?commit .
              FILTER NOT EXISTS { ?member a ag:GenericBuildingBlock }
              ?member skos:prefLabel ?label . FILTER (LANG(?label) = "nl")
              BIND (EXISTS { ?member a ag:BuildingBlockVersion } AS ?is_version) }""",
        )
    )
    assert sum(expected.values()) == 334
    assert found == expected


def test_sections_and_selections_are_there(real: Store, shared: Path) -> None:
    """As many memberships with a section and with a selection rule as the table has, and in both languages where it is a rule."""
    wanted: Counter[str] = Counter()
    for r in table(shared, "membership"):
        says_more = r["member_role"] not in {
            "core", "supporting", "mapped", "category", "embedded", "embedded in Patient", "part", "core building block",
        }  # fmt: skip
        wanted["section"] += bool(SECTIONS_OF_CODES.sub("", r["section"]))
        wanted["rule"] += bool(r["selection_rule"]) or says_more
    query = """SELECT (COUNT(DISTINCT ?m) AS ?n) WHERE {{ ?m a ag:Membership ; ag:{0} ?text ; ag:member ?member .
      FILTER NOT EXISTS {{ ?member a ag:GenericBuildingBlock }} FILTER EXISTS {{ ?m ag:memberRole ?role }} {1} }}"""
    both = 'FILTER EXISTS { ?m ag:selectionRule ?nl , ?en . FILTER (LANG(?nl) = "nl" && LANG(?en) = "en") }'
    assert next(rows(real, query.format("section", ""))) == (str(wanted["section"]),)
    assert next(rows(real, query.format("selectionRule", both))) == (str(wanted["rule"]),)


@pytest.mark.parametrize("path", sorted(SPECIFICATIONS.glob("*.trig")), ids=lambda path: path.stem)
def test_no_codes_of_terminologies(path: Path) -> None:
    """No concept of SNOMED CT (8 digits or more) and no LOINC code (digits, hyphen, check digit) stands in a text of the data."""
    texts = re.findall(r'"((?:[^"\\]|\\.)*)"@(?:nl|en)', path.read_text(encoding="utf-8"))
    assert [text for text in texts if re.search(r"(?<!EN )\b(?:\d{3} )?\d{8,}\b|(?<!\d )\b\d{2,5}-\d\b", text)] == []


def test_every_fact_on_infrastructure_is_accounted_for(real: Store, shared: Path) -> None:
    """All 207: each in a passage of its own source edition, as node or plain triple, or with the reason why it is not."""
    with (SPECIFICATIONS / "coverage.csv").open(encoding="utf-8", newline="") as stream:
        account = {row["fact"]: row for row in csv.DictReader(stream)}
    facts = {row["id"]: row for row in table(shared, "infra_facts")}
    assert list(account) == sorted(facts)
    passages: dict[str, set[str]] = {}
    for node, repository, commit in rows(
        real,
        """SELECT DISTINCT ?node ?repository ?commit WHERE {
          GRAPH ?passage { ?node ?any ?thing } ?passage dcterms:isPartOf+ ?source . ?source a ag:Source .
          OPTIONAL { ?source ag:repository ?repository ; ag:commit ?commit } }""",
    ):
        passages.setdefault(node, set()).add(f"{repository}@{commit}")
    for fact, row in account.items():
        nodes = re.findall(r"agd:(\S+)", row["nodes"])
        assert nodes or row["note"], fact
        source = facts[fact]
        editions = {edition for node in nodes for edition in passages.get(node, ())}
        if source["source_repo"] == "web":
            wanted = {"@"} & editions
        else:  # the commit of the table, or another one of the repository that the note names
            ours = {e for e in editions if e.startswith(f"{source['source_repo']}@")}
            wanted = {e for e in ours if e.endswith(source["source_commit"]) or e.partition("@")[2][:8] in row["note"]}
        assert wanted or not nodes, f"{fact} is not in {source['source_repo']}@{source['source_commit']}: {editions}"


def test_closures_of_the_sets(real: Store) -> None:
    """As many zibs, with those that the model refers to, as were counted by hand in the tables."""
    expected = {"bgz-2017": (31, 38), "mp9-3-0": (20, 26), "pzp-2025": (13, 15)}
    for name, counts in expected.items():
        answer = catalog.ask(real, "zibs", {"set": [name]})
        direct = {row["bouwsteen"] for row in answer.rows if row["plaats"]}
        assert (len(direct), len({row["bouwsteen"] for row in answer.rows})) == counts, name


def test_bgz_and_pzp_are_on_different_releases(real: Store) -> None:
    """The BgZ of the hospitals is bound to the zibs of 2017 and the PZP guide to those of 2020: that must be said."""
    things = [terms.AGD + name for name in ("bgz-msz-2-0", "pzp-2025")]
    uses = [releases(real, needs(real, thing)) for thing in things]
    assert [[local(use.release) for use in some if use.is_forced] for some in uses] == [["zib-2017"], ["zib-2020"]]
    (mix,) = mixes(uses)
    assert mix.things == tuple(things)


ALWAYS = {
    "bsn", "ura-nummer", "uzi-nummer", "nen-7510", "nen-7512", "nen-7513", "nen-7540", "bgz-2017", "zib-2017", "mitz",
    "uzi-servercertificaat",
}  # fmt: skip
"""What the worked path of the BgZ exchange of a GP has whatever the route; of the specifications on a set, one of three."""

ROUTES = {
    "app-bgz-lsp": {
        "lsp", "aansluiting-zis-op-lsp", "gbz", "gzn", "acceptatietest-vzvz", "uzi-pas", "pkioverheid-certificaat",
        "aorta-toegangstoken",
    },
    "app-bgz-twiin": {
        "twiin-afsprakenstelsel", "twiin-deelnemersovereenkomst", "twiin-validatie", "twiin-knooppunt-gtk",
        "verwerkersovereenkomst",
    },
    "app-bgz-verwijzing-nuts": {"nuts", "employee-id", "nuts-authorization-credential"},
    "app-bgz-gf": {
        "lrza-replica", "mtls-clientcertificaat", "nvi", "prs", "dezi", "mitz-gesloten-vraag", "nuts-knooppunt",
        "bgz2017-servercapabilities",
    },
}  # fmt: skip
"""What only that route brings."""


@pytest.mark.parametrize("route", ROUTES)
def test_what_a_gp_needs_before_bgz_exchange_by_route(real: Store, route: str) -> None:
    """The worked path: what always holds, what the route brings, and nothing that only another route brings."""
    found = needs(real, terms.AGD + "bgz-uitwisseling", sector=terms.AGD + "huisartsen", via=[terms.AGD + route])
    things = {local(iri) for iri in found.things}
    assert ALWAYS - things == set()
    assert ROUTES[route] - things == set()
    # Mitz can be connected through the LSP, so that route's own conditions can be reached from any other.
    others = {name for other, names in ROUTES.items() if other not in {route, "app-bgz-lsp"} for name in names}
    assert things & others == set()


def test_what_two_exchanges_on_nuts_need_and_what_not(real: Store) -> None:
    """Viewing between GP and VVT does without Mitz, and a referral without explicit consent; neither needs them after all."""
    expected = {
        "app-zorginzage-ha-vvt": (
            "mitz", {"x509-credential", "uzi-servercertificaat", "pkioverheid-certificaat", "nuts-discovery-service"},
        ),
        "app-bgz-verwijzing-nuts": ("expliciete-toestemming", {"employee-id", "nuts-authorization-credential", "bgz-msz-1-0"}),
    }  # fmt: skip
    for thing, (without, wanted) in expected.items():
        found = needs(real, terms.AGD + thing)
        things = {local(iri) for iri in found.things}
        assert wanted <= things
        assert not things & {"mitz", "expliciete-toestemming"}
        assert [(local(e.thing), local(e.without)) for e in exemptions(real, found)] == [(thing, without)]


def test_the_obligation_of_the_bgz_is_told_with_its_limit(real: Store) -> None:
    """A GP has no statutory BgZ duty by the text on the intended order: both readings stand, and a caution names them."""
    rows_ = catalog.ask(real, "let-op", {"ding": ["bgz-uitwisseling"]}).rows
    assert any("medisch-specialistische zorg" in getattr(row["wat"], "value", "") for row in rows_)
