"""Dependencies: the closure is exact, choices stay choices, and the worked example of the documents comes out as corrected."""

from __future__ import annotations

import itertools

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import catalog, graph, terms
from agendagraph.graph import Clause, load, needs, paths, used_by
from agendagraph.store import Store
from agendagraph.terms import ag, agd

PASSAGE = ox.NamedNode(terms.AGD + "test/passage")


def _store(clauses: list[tuple[str, list[str]]], force: str = "Must") -> Store:
    """Return a store with a requirement for each (dependent, prerequisites)."""
    quads = []
    for number, (dependent, prerequisites) in enumerate(clauses):
        node = agd(f"req-{number}")
        facts = [(terms.TYPE, ag("Requirement")), (ag("dependent"), agd(dependent)), (ag("force"), ag(force))]
        facts += [(ag("status"), ag("InForce")), (ag("basis"), ag("Stated")), (ag("scope"), ag("National"))]
        facts += [(ag("prerequisite"), agd(name)) for name in prerequisites]
        quads += [ox.Quad(node, predicate, value, PASSAGE) for predicate, value in facts]
    return Store(quads)


def _names(iris: object) -> set[str]:
    return {iri.removeprefix(terms.AGD) for iri in iris}  # type: ignore[attr-defined]


def _brute(clauses: list[tuple[str, list[str]]], start: str, depth: int | None) -> set[str]:
    """Return what is reached by walking all clauses again and again until nothing new is found."""
    reached = {start: 0}
    changed = True
    while changed:
        changed = False
        for dependent, prerequisites in clauses:
            if dependent in reached and (depth is None or reached[dependent] < depth):
                for name in prerequisites:
                    if reached.get(name, 10**6) > reached[dependent] + 1:
                        reached[name] = reached[dependent] + 1
                        changed = True
    return set(reached) - {start}


_CLAUSES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3, unique=True)),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(_CLAUSES, st.sampled_from("abcdefgh"), st.one_of(st.none(), st.integers(1, 4)))
def test_closure_is_exact(clauses: list[tuple[str, list[str]]], start: str, depth: int | None) -> None:
    """What is needed is what a brute-force walk reaches, with cycles and choices, to any depth."""
    found = needs(_store(clauses), terms.AGD + start, depth=depth)
    assert _names(found.things) == _brute(clauses, start, depth)


@settings(max_examples=100, deadline=None)
@given(_CLAUSES, st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))
def test_used_by_is_the_reverse(clauses: list[tuple[str, list[str]]], first: str, second: str) -> None:
    """One thing needs another exactly when the other is used by the one."""
    store = _store(clauses)
    forward = terms.AGD + second in needs(store, terms.AGD + first).things
    backward = terms.AGD + first in used_by(store, terms.AGD + second).things
    assert forward == backward


@settings(max_examples=100, deadline=None)
@given(_CLAUSES, st.sampled_from("abcdefgh"))
def test_chains_are_shortest_and_real(clauses: list[tuple[str, list[str]]], start: str) -> None:
    """Every chain begins at the thing, follows clauses, and is as long as the need is deep."""
    edges = {(d, p) for d, ps in clauses for p in ps}
    for need in needs(_store(clauses), terms.AGD + start).needs:
        chain = [iri.removeprefix(terms.AGD) for iri in need.chain]
        assert chain[0] == start
        assert len(chain) == need.depth
        assert all(pair in edges for pair in itertools.pairwise(chain))


def test_force_and_depth_limit() -> None:
    """Only the forces asked for count, and only so many steps."""
    store = _store([("a", ["b"]), ("b", ["c"])], force="Should")
    assert _names(needs(store, terms.AGD + "a").things) == {"b", "c"}
    assert needs(store, terms.AGD + "a", forces=["must"]).needs == ()
    assert _names(needs(store, terms.AGD + "a", depth=1).things) == {"b"}


def test_what_is_there_satisfies_its_clauses() -> None:
    """A clause with one prerequisite in place is left out, with what only it led to."""
    store = _store([("a", ["b", "c"]), ("b", ["d"]), ("a", ["e"])])
    assert _names(needs(store, terms.AGD + "a", has=[terms.AGD + "c"]).things) == {"e"}


def test_via_keeps_the_options_that_lead_there() -> None:
    """Of a choice only what is, or leads to, the thing to go through is followed; other choices stay open."""
    store = _store([("a", ["b", "c"]), ("b", ["d"]), ("c", ["e"]), ("a", ["x", "y"])])
    assert _names(needs(store, terms.AGD + "a", via=[terms.AGD + "e"]).things) == {"c", "e", "x", "y"}


def _clauses_of(found: graph.Needs, nature: str) -> set[tuple[str, tuple[str, ...]]]:
    def name(iri: str) -> str:
        return iri.removeprefix(terms.AGD)

    return {
        (name(n.clause.dependent), tuple(map(name, n.clause.prerequisites))) for n in found.needs if n.nature == nature
    }


@pytest.fixture(scope="module")
def found(documents: Store) -> graph.Needs:
    """Return the needs of BgZ exchange for general practice."""
    return needs(
        documents,
        catalog.resolve(documents, "bgz-uitwisseling").value,
        sector=catalog.resolve(documents, "huisartsen").value,
    )


class TestWorkedExample:
    """Wat heeft een huisarts nodig voor BgZ-uitwisseling? The answer of the inventory, corrected hop by hop by its audit."""

    def test_only_the_lsp_connection_is_a_stated_before(self, found: graph.Needs) -> None:
        """The system must be connected before the LSP is used (must); that it rests on AORTA is told without a must."""
        stated = _clauses_of(found, "stated")
        assert ("lsp", ("aansluiting-zis-op-lsp",)) in stated
        assert ("aansluiting-zis-op-lsp", ("aorta",)) in stated
        forces = {
            n.clause.dependent.removeprefix(terms.AGD): n.clause.force for n in found.needs if n.nature == "stated"
        }
        assert forces["lsp"] == "must"
        assert forces["aansluiting-zis-op-lsp"] == "descriptive"

    def test_the_norm_is_announced_not_in_force(self, found: graph.Needs) -> None:
        """NEN 7540 becomes obligatory, without a date; no clause makes it a need of today."""
        (clause,) = [n.clause for n in found.needs if n.clause.prerequisites == (terms.AGD + "nen-7540",)]
        assert clause.status == terms.AG + "Announced"
        assert clause.basis == terms.AG + "Derived"

    def test_certification_is_a_join_and_says_so(self, found: graph.Needs) -> None:
        """The certificate is derived and announced, with the duties of provider and supplier apart."""
        (clause,) = [n.clause for n in found.needs if n.clause.iri == terms.AGD + "req-bgz-gecertificeerd-product"]
        assert (clause.basis, clause.status) == (terms.AG + "Derived", terms.AG + "Announced")
        assert _names(clause.actors) == {"zorgaanbieders", "softwareleverancier"}

    def test_the_carrier_is_an_inferred_choice(self, found: graph.Needs) -> None:
        """LSP, Twiin or the portal: a choice we put together; the portal names other sectors, but nobody is shut out."""
        (need,) = [n for n in found.needs if n.clause.iri == terms.AGD + "req-bgz-drager"]
        assert need.nature == "derived"
        assert _names(need.clause.prerequisites) == {"app-bgz-lsp", "app-bgz-twiin", "twiin-portaal"}
        assert "twiin-portaal" in _names(need.not_named)

    def test_consent_keeps_its_reservation(self, found: graph.Needs) -> None:
        """Consent is needed 'veelal', and Mitz is one way to fill it in."""
        (need,) = [n for n in found.needs if n.clause.prerequisites == (terms.AGD + "gf-toestemming",)]
        assert need.clause.qualifier == "veelal"
        assert ("gf-toestemming", ("mitz",)) in _clauses_of(found, "derived")

    def test_general_duties_stand_apart(self, documents: Store, found: graph.Needs) -> None:
        """NEN 7510, Mitz, the generic functions and the quality mark are asked of GPs, but are no hop of this path."""
        asked = graph.duties(documents, catalog.resolve(documents, "huisartsen").value)
        objects = {o.removeprefix(terms.AGD) for duty in asked for o in duty.objects}
        assert {"nen-7510", "mitz", "xis-keurmerk-huisartsenzorg", "eu-patientensamenvatting"} <= objects
        assert "nen-7510" not in _names(found.things)
        assert "xis-keurmerk-huisartsenzorg" not in _names(found.things)
        mark = next(d for d in asked if terms.AGD + "xis-keurmerk-huisartsenzorg" in d.objects)
        assert mark.force == "should"

    def test_expert_knowledge_is_never_unmarked(self, found: graph.Needs) -> None:
        """What no document says is editorial, and nothing editorial is shown as stated."""
        assert all(n.clause.basis == terms.AG + "Editorial" for n in found.of("editorial"))
        assert found.of("editorial")
        assert all(n.clause.passages for n in found.needs)

    def test_the_lsp_route(self, documents: Store) -> None:
        """Through the LSP the other carriers fall away and their own needs with them."""
        start, sector, via = (
            catalog.resolve(documents, name).value for name in ("bgz-uitwisseling", "huisartsen", "lsp")
        )
        things = _names(needs(documents, start, sector=sector, via=[via]).things)
        assert {"lsp", "aorta", "mitz", "zorg-ab", "nen-7540", "zib"} <= things
        assert things & {"twiin-portaal", "twiin-afsprakenstelsel", "koppeltaal", "pragmedic", "tvs"} == set()


def test_lighter_groups_owe_a_plan_only(real: Store) -> None:
    """Pharmacies are asked for a plan to connect to MedMij, general practices for the connection itself."""

    def asked(sector: str) -> set[str]:
        duties = graph.duties(real, catalog.resolve(real, sector).value)
        return {o.removeprefix(terms.AGD) for d in duties if d.is_direct for o in d.objects}

    assert "plan-aansluiting-medmij" in asked("apotheken")
    assert "medmij" not in asked("apotheken")
    assert "medmij" in asked("huisartsen")
    assert "plan-aansluiting-medmij" not in asked("huisartsen")


def test_paths_are_shortest_and_told(real: Store) -> None:
    """Every step of a path is a stated link, each shortest path has the same length, and hubs explain nothing."""
    a, b = (catalog.resolve(real, name).value for name in ("bgggz", "vzvz"))
    found = paths(real, a, b)
    assert found
    assert len({len(path) for path in found}) == 1
    assert all(step.passage for path in found for step in path)
    every = paths(real, a, b, every=True, length=4)
    assert len(every) >= len(found)
    assert all(len(path) <= 4 for path in every)
    assert found[0] in every


def test_no_path_is_no_error(real: Store) -> None:
    """Two things without a link give an empty answer."""
    assert paths(real, catalog.resolve(real, "mitz").value, "https://example.org/nothing") == []


def test_clauses_are_read_whole(mini: Store) -> None:
    """Every requirement node becomes one clause with all of its prerequisites and at least one passage."""
    clauses: list[Clause] = load(mini)
    assert clauses
    assert all(clause.prerequisites and clause.force for clause in clauses)
