"""The vocabulary as people read it is the ontology, with how it is used."""

from __future__ import annotations

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing import vocabulary
from agendagraph.store import DATASET, Store


def test_a_class_says_what_it_is_and_where_it_is_used(mini: Store) -> None:
    """Words in both languages, what is above and under it, instances counted, things as examples."""
    facility = vocabulary.read(mini).terms["Facility"]
    assert (facility.kind, facility.label.nl, facility.label.en) == ("class", "Voorziening", "Facility")
    assert facility.definition.nl
    assert facility.definition.en
    assert facility.parents == (terms.AG + "Thing",)
    instances = {q.subject.value for q in mini.quads(None, terms.TYPE, terms.ag("Facility"))}  # type: ignore[union-attr]
    assert set(facility.examples) <= instances
    assert facility.uses == len(list(mini.quads(None, terms.TYPE, terms.ag("Facility"))))
    assert terms.AG + "Facility" in vocabulary.read(mini).terms["Thing"].children


def test_a_property_says_between_what_it_stands(mini: Store) -> None:
    """Domain and range, a union by its members, and its name read backwards."""
    found = vocabulary.read(mini).terms
    assert found["requires"].domain == found["requires"].range == (terms.AG + "Thing",)
    assert found["requires"].inverse.nl == "is nodig voor"
    assert found["requires"].parents == (terms.AG + "dependsOn",)
    unions = [term for term in found.values() if len(term.domain) > 1 or len(term.range) > 1]
    assert unions
    for term in unions:
        assert all("graph/node" not in iri for iri in (*term.domain, *term.range)), term.name


def test_values_are_in_their_lists(mini: Store) -> None:
    """Each value in one list with a name; each list as long as the ontology has it."""
    found = vocabulary.read(mini)
    force = terms.AGD + "scheme-force"
    assert [term.name for term in found.of("value", force)] == ["Descriptive", "May", "Must", "Should"]
    assert found.schemes[force].nl == "Kracht"
    assert sum(len(found.of("value", scheme)) for scheme in found.schemes) == len(found.of("value"))
    assert found.place_of(force) == "scheme-force"
    assert found.place_of(terms.AGD + "scheme-facility") == "Facility"
    assert found.place_of(terms.AGD + "scheme-niets") == ""


def test_every_term_has_words(mini: Store) -> None:
    """No term of ours is without a label or a definition in either language, but for values whose name says it all."""
    for term in vocabulary.read(mini).terms.values():
        assert term.label.nl, term.name
        assert term.label.en, term.name
        assert (term.definition.nl and term.definition.en) or term.kind == "value", term.name


def test_the_ontology_alone(mini: Store) -> None:
    """All terms and their lists; no things, no passages, and not the dataset."""
    subjects = {q.subject for q in vocabulary.quads(mini)}
    assert {ox.NamedNode(term.iri) for term in vocabulary.read(mini).terms.values()} <= subjects
    assert ox.NamedNode(DATASET.value) not in subjects
    things = {node.value for node in subjects if isinstance(node, ox.NamedNode) and node.value.startswith(terms.AGD)}
    assert all(iri.startswith(terms.AGD + "scheme-") for iri in things)


def test_a_store_without_an_ontology_has_no_terms() -> None:
    """Nothing is made up."""
    assert vocabulary.read(Store([])).terms == {}
