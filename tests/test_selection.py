"""Asking some of the sources only: what the others say is gone, and so is what follows from it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from agendagraph import catalog, selection, terms
from agendagraph.errors import BusyError, UnknownNameError
from agendagraph.graph import needs
from agendagraph.selection import select
from agendagraph.store import Store

SPECIFICATIONS = {"brievenboek", "postbode"}
DOCUMENTS = {"agenda-2025-04", "ambities-2025-2026"}


def speaking(store: Store) -> set[str]:
    """Return the sources of which at least one statement is left."""
    query = """SELECT DISTINCT ?source WHERE {
      GRAPH ?passage { ?any ?thing ?at_all } ?passage dcterms:isPartOf+ ?source . ?source a ag:Source }"""
    return {row["source"].value.removeprefix(terms.AGD + "source-") for row in store.rows(query)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["documents"], DOCUMENTS | {"editorial"}),
        (["specifications"], SPECIFICATIONS | {"editorial"}),
        (["postbode"], {"postbode", "editorial"}),
        (["source-postbode", "Agenda-2025-04"], {"postbode", "agenda-2025-04", "editorial"}),
        (["no-specifications"], DOCUMENTS | {"editorial"}),
        (["no-postbode", "no-editorial"], DOCUMENTS | {"brievenboek"}),
        (["specifications", "no-outdated"], {"brievenboek", "editorial"}),
        (["no-drafts"], DOCUMENTS | {"postbode", "editorial"}),
        (["no-excerpts"], DOCUMENTS | {"brievenboek", "editorial"}),
        (["no-pilots", "no-third-party"], DOCUMENTS | SPECIFICATIONS | {"editorial"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_only_the_chosen_sources_speak(mini: Store, names: list[str], expected: set[str]) -> None:
    """Names choose or leave out; conditions leave out; what the editors add stays where its grounds do."""
    assert speaking(select(mini, names)) == expected


def test_nothing_chosen_changes_nothing(mini: Store) -> None:
    """A condition that no source meets leaves the dataset as it is, with the same derived graphs."""
    left = select(mini, ["no-pilots"])
    assert {str(quad) for quad in left.quads()} == {str(quad) for quad in mini.quads()}


def test_what_was_derived_goes_with_its_grounds(mini: Store) -> None:
    """The release clause of a set follows from memberships: without their source there is none, and no plain edge either."""
    clause = terms.AGD + "briefset-1-brief-1-clause"
    ask = f"ASK {{ <{clause}> a ag:Requirement }}"
    assert mini.query(ask)
    assert not select(mini, ["no-brievenboek"]).query(ask)
    edge = "ASK { agd:route-paard ag:requires agd:hoefijzer }"
    assert mini.query(edge)
    assert not select(mini, ["no-outdated"]).query(edge)


def test_editorial_statements_need_all_their_grounds(real: Store) -> None:
    """A derived statement of the editors that rests on a passage left out is left out, too; the others stay."""
    query = """SELECT DISTINCT ?node ?ground WHERE {
      GRAPH ?passage { ?node a ?class ; prov:wasDerivedFrom ?ground }
      ?passage dcterms:isPartOf+ agd:source-editorial . ?ground dcterms:isPartOf+ agd:source-vws-gf-0-10-0 }"""
    resting = {row["node"].value for row in real.rows(query)}
    assert {node.removeprefix(terms.AGD) for node in resting} >= {"req-bgz-gf-adressering", "req-bgz-gf-lokalisatie"}
    left = select(real, ["no-vws-gf-0-10-0"])
    assert [node for node in resting if left.query(f"ASK {{ <{node}> ?any ?thing }}")] == []
    assert left.query("ASK { agd:req-versie-bgz a ag:Requirement }")


def test_what_is_left_out_is_not_listed(mini: Store) -> None:
    """The list of sources has those that were asked, and a passage left out is not declared."""
    listed = {
        row["zelf"].value.rpartition("source-")[2] for row in catalog.ask(select(mini, ["documents"]), "bronnen").rows
    }
    assert listed == DOCUMENTS | {"editorial"}


@pytest.mark.parametrize("name", ["posbode", "no-posbode", "", "documenten", "x" * 500])
def test_a_name_that_is_none(mini: Store, name: str) -> None:
    """A wrong name is an error with names that exist; nothing is left out silently."""
    with pytest.raises(UnknownNameError) as error:
        select(mini, [name])
    assert error.value.hint.nl
    assert len(error.value.where) <= 200


def test_the_agenda_alone_answers_as_before(real: Store) -> None:
    """Without the specifications the BgZ exchange has the three ways of the agenda, and Mitz no connector."""
    left = select(real, ["documents"])
    (carrier,) = [
        n.clause for n in needs(left, terms.AGD + "bgz-uitwisseling").needs if n.clause.iri.endswith("req-bgz-drager")
    ]
    assert [iri.removeprefix(terms.AGD) for iri in carrier.prerequisites] == [
        "app-bgz-lsp",
        "app-bgz-twiin",
        "twiin-portaal",
    ]
    assert (
        catalog.ask(left, "voorwaarden", {"ding": ["mitz"]}).rows
        != catalog.ask(real, "voorwaarden", {"ding": ["mitz"]}).rows
    )


def test_excerpts_can_be_left_out_of_a_plan(real: Store) -> None:
    """What is known of BgZ over the LSP from an excerpt only does not come when it is not asked for."""
    iri = terms.AGD + "app-bgz-lsp"
    whole = {need.clause.iri for need in needs(real, iri).needs}
    checked = {need.clause.iri for need in needs(select(real, ["no-excerpts"]), iri).needs}
    gone = {iri.removeprefix(terms.AGD) for iri in whole - checked}
    assert {"req-spec-f151", "req-spec-f152", "req-spec-f153"} <= gone
    assert checked < whole


def test_a_choice_is_made_once_and_few_are_kept(mini: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same choice, in whatever order and case, is the same dataset; of five choices the oldest is made again."""
    made: list[tuple[str, ...]] = []

    def counted(store: Store, names: Iterable[str]) -> Store:
        made.append(tuple(names))
        return select(store, names)

    monkeypatch.setattr(selection, "select", counted)
    first = selection.selected(mini, ["no-drafts", "documents"])
    assert selection.selected(mini, [" Documents", "no-drafts", "documents"]) is first
    assert made == [("documents", "no-drafts")]
    for name in ("documents", "specifications", "no-drafts", "no-pilots"):
        selection.selected(mini, [name])
    assert selection.selected(mini, ["documents", "no-drafts"]) is not first
    assert len(made) == 6
    assert selection.selected(mini, []) is mini


def test_a_wrong_choice_keeps_nothing_and_nobody_waiting(mini: Store) -> None:
    """After an error the next one has its turn; who finds the turn taken too long is told to come back."""
    with pytest.raises(UnknownNameError):
        selection.selected(mini, ["no-such-source"])
    assert len(selection.selected(mini, ["documents"])) < len(mini)
    with selection._turn, pytest.raises(BusyError) as caught:
        selection.selected(mini, ["specifications"], wait=0.01)
    assert caught.value.retry_after == 5
