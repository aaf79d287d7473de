"""Every rule derives exactly what its case says: nothing from what is planned, wished for, regional or restricted."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from agendagraph import assets, rules, terms
from agendagraph.build import build
from agendagraph.store import Store
from agendagraph.text import Text
from tests import cases

CASES = sorted(path for path in (cases.HERE / "rules").iterdir() if path.is_dir())
RULES = {rule.id: rule for rule in rules.load()}
AG, AGD, GRAPH = terms.AG, terms.AGD, terms.GRAPH
PROVENANCE = GRAPH + "provenance"


def _ontology() -> list[ox.Quad]:
    folder = assets.folder("ontology")
    graph = ox.NamedNode(GRAPH + "ontology")
    files = [folder / "agendagraph.ttl", *sorted((folder / "values").glob("*.ttl"))]
    return [ox.Quad(q.subject, q.predicate, q.object, graph) for path in files for q in ox.parse(path=str(path))]


ONTOLOGY = _ontology()


def _triples(quads: list[ox.Quad]) -> list[str]:
    """Return quads as sorted text with prefixes, so that a difference reads well."""
    names = [(q.subject, q.predicate, q.object) for q in quads]
    return sorted(" ".join(_short(term) for term in triple) for triple in names)


def _short(term: object) -> str:
    return terms.compact(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _derive(text: str, *names: str) -> list[ox.Quad]:
    """Return what the named rules, or all, derive from statements about agd: things in a passage."""
    prefixes = "".join(f"@prefix {prefix}: <{space}> ." for prefix, space in terms.prefixes().items())
    quads = list(ox.parse(prefixes + text, format=ox.RdfFormat.TRIG))
    return rules.derive(ONTOLOGY + quads, [RULES[name] for name in names] if names else None)


def test_every_rule_has_a_case() -> None:
    """A rule without a case folder, and a folder without a rule, fail here: the suite guards its own size."""
    assert {path.name for path in CASES} == set(RULES)
    assert set(RULES) == {path.stem for path in (assets.folder("ontology") / "rules").glob("*.rq")}
    assert len(CASES) >= 6


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_rule_derives_exactly_its_case(case: Path) -> None:
    """From `input.trig` and the ontology the rule derives the triples of `derived.ttl`, no fewer and no more."""
    given = list(ox.parse(path=str(case / "input.trig")))
    expected = list(ox.parse(path=str(case / "derived.ttl")))
    derived = rules.derive(ONTOLOGY + given, [RULES[case.name]])
    assert _triples([q for q in derived if q.graph_name == RULES[case.name].graph]) == _triples(expected)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_rule_writes_in_its_own_graph_only(case: Path) -> None:
    """What a rule derives stands in graph:<rule>; who made that graph stands in graph:provenance."""
    given = list(ox.parse(path=str(case / "input.trig")))
    derived = rules.derive(ONTOLOGY + given, [RULES[case.name]])
    assert {q.graph_name.value for q in derived} == {GRAPH + case.name, PROVENANCE}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_derived_graph_says_who_made_it(rule: str) -> None:
    """The graph of a rule is an entity, made by an activity that used the rule, with a label in both languages."""
    title = RULES[rule].title
    assert _triples(_derive("", rule)) == sorted(
        [
            f"graph:{rule} rdf:type prov:Entity",
            f"graph:{rule} prov:wasGeneratedBy graph:{rule}-activity",
            f"graph:{rule}-activity rdf:type prov:Activity",
            f"graph:{rule}-activity prov:used graph:rules/{rule}",
            f"graph:{rule} rdfs:label {ox.Literal(title.nl, language='nl')}",
            f"graph:{rule} rdfs:label {ox.Literal(title.en, language='en')}",
        ]
    )


def test_rules_run_in_the_order_of_their_names() -> None:
    """The number in front of a rule's name is its turn."""
    assert [rule.id for rule in rules.load()] == sorted(RULES)


def test_a_rule_sees_what_the_rules_before_it_derived() -> None:
    """A relation in use gives a plain edge, the edge a clause of the function, the clause a dependency."""
    derived = _derive(
        """
        agd:page {
            agd:gf a ag:GenericFunction ; skos:prefLabel "Functie"@nl , "Function"@en .
            agd:rel ag:subject agd:kast ; ag:predicate ag:realises ; ag:object agd:gf ;
                ag:status ag:InUse ; ag:scope ag:National ; ag:basis ag:Stated .
        }
        """,
        "30-plain-edges",
        "40-function-clauses",
        "60-depends-on",
    )
    found = {(q.graph_name.value.removeprefix(GRAPH), *_triples([q])) for q in derived}
    assert {
        ("30-plain-edges", "agd:kast ag:realises agd:gf"),
        ("40-function-clauses", "agd:gf-clause ag:prerequisite agd:kast"),
        ("60-depends-on", "agd:gf ag:requires agd:kast"),
        ("60-depends-on", "agd:gf ag:dependsOn agd:kast"),
    } <= found


def test_what_is_stated_is_not_derived_again() -> None:
    """A triple that a passage states is in no derived graph, so that "derived" on a page is always true."""
    stated = "agd:page { agd:wissel ag:requires agd:kast }"
    clause = """
        agd:page { agd:req a ag:Requirement ; ag:dependent agd:wissel ; ag:prerequisite agd:kast ;
            ag:force ag:Must ; ag:status ag:InForce ; ag:scope ag:National ; ag:basis ag:Stated }
    """
    both = [q for q in _derive(stated + clause, "60-depends-on") if q.graph_name.value != PROVENANCE]
    assert _triples(both) == ["agd:wissel ag:dependsOn agd:kast"]


def test_what_one_rule_derived_the_next_does_not_derive_again() -> None:
    """Two rules with one conclusion: it stands once, in the graph of the rule whose turn came first."""
    query = "CONSTRUCT { ?thing ag:uses ?thing } WHERE { ?thing a ag:Registry }"
    twins = [rules.Rule(name, Text("regel", "rule"), query) for name in ("first", "second")]
    given = [ox.Quad(terms.agd("kast"), terms.TYPE, terms.ag("Registry"), terms.agd("page"))]
    derived = [quad for quad in rules.derive(given, twins) if quad.predicate == terms.ag("uses")]
    assert [quad.graph_name.value for quad in derived] == [GRAPH + "first"]


def test_each_clause_counts_its_own_prerequisites() -> None:
    """Two clauses with one prerequisite each are two needs, not a choice between the two."""
    clause = "a ag:Requirement ; ag:dependent agd:wissel ; ag:force ag:Must ; ag:status ag:InForce ; ag:basis ag:Stated"
    text = f"agd:page {{ agd:een {clause} ; ag:prerequisite agd:kast . agd:twee {clause} ; ag:prerequisite agd:lade }}"
    derived = [q for q in _derive(text, "60-depends-on") if q.predicate != terms.ag("dependsOn")]
    assert _triples([q for q in derived if q.graph_name.value != PROVENANCE]) == [
        "agd:wissel ag:requires agd:kast",
        "agd:wissel ag:requires agd:lade",
    ]


def test_derived_statements_are_valid_themselves(mini: Store) -> None:
    """The invented graph has derived clauses, and validating it gives no finding at all, not even a warning."""
    rows = mini.rows("SELECT ?clause WHERE { ?clause a ag:Requirement ; ag:basis ag:Derived } ORDER BY ?clause")
    assert [row["clause"].value for row in rows] == [
        AGD + "app-brief-clause",
        AGD + "briefset-1-brief-1-clause",
        AGD + "briefset-2-brief-2-clause",
        AGD + "gf-ontsluiten-clause",
    ]
    assert build([cases.HERE / "fixtures" / "mini"]).findings == []


def test_the_dependencies_of_the_invented_graph_are_these(mini: Store) -> None:
    """All rules together: from thirteen clauses and what is realised and carried, these edges and no other."""
    rows = mini.rows(
        """
        SELECT ?a ?edge ?b WHERE {
          GRAPH graph:60-depends-on { ?a ?edge ?b } FILTER (?edge != ag:dependsOn)
        } ORDER BY ?a ?edge ?b
        """
    )
    assert [tuple(terms.compact(row[name].value) for name in ("a", "edge", "b")) for row in rows] == [
        ("agd:app-brief", "ag:requiresOneOf", "agd:postnet"),
        ("agd:app-brief", "ag:requiresOneOf", "agd:spelregels"),
        ("agd:briefset-1", "ag:requires", "agd:brief-1"),
        ("agd:briefset-2", "ag:requires", "agd:brief-2"),
        ("agd:briefwisseling", "ag:requires", "agd:gf-ontsluiten"),
        ("agd:briefwisseling", "ag:requiresOneOf", "agd:postnet"),
        ("agd:briefwisseling", "ag:requiresOneOf", "agd:spelregels"),
        ("agd:gf-ontsluiten", "ag:requiresOneOf", "agd:loket"),
        ("agd:gf-ontsluiten", "ag:requiresOneOf", "agd:sleutelkast"),
        ("agd:route-paard", "ag:requires", "agd:briefset-1"),
        ("agd:route-paard", "ag:requires", "agd:hoefijzer"),
        ("agd:sleutelkast", "ag:requires", "agd:pasje"),
    ]


def test_the_plain_edges_of_the_invented_graph_are_these(mini: Store) -> None:
    """Of its relations only those that hold, everywhere and without reservation, are plain edges, too."""
    rows = mini.rows("SELECT ?a ?edge ?b WHERE { GRAPH graph:30-plain-edges { ?a ?edge ?b } } ORDER BY ?a ?edge ?b")
    assert [tuple(terms.compact(row[name].value) for name in ("a", "edge", "b")) for row in rows] == [
        ("agd:inktcollectief", "ag:participatesIn", "agd:inkttafel"),
        ("agd:loket", "ag:realises", "agd:gf-ontsluiten"),
        ("agd:zorginstellingen", "ag:compliesWith", "agd:norm-zegel"),
    ]


def test_the_invented_graph_touches_every_class(mini: Store) -> None:
    """Every class of thing and of statement has a member in `fixtures/mini`, so that no query is tried on nothing."""
    rows = mini.rows(
        """
        SELECT ?class WHERE {
          VALUES ?top { ag:Thing ag:Statement }
          ?class rdfs:subClassOf+ ?top
          FILTER NOT EXISTS { ?any a ?class }
        } ORDER BY ?class
        """
    )
    assert [row["class"].value for row in rows] == []
