"""Releases of the zibs: which one a thing is bound to, and where two would meet unnoticed."""

from __future__ import annotations

import itertools

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.graph import Mix, exemptions, mixes, needs, releases
from agendagraph.store import Store
from agendagraph.terms import ag, agd

PASSAGE = ox.NamedNode(terms.AGD + "test/passage")
RELEASES = ("r", "s")


def _store(clauses: list[tuple[str, list[str]]]) -> Store:
    """Return a store with a requirement for each (dependent, prerequisites); `r` and `s` are releases."""
    quads = [ox.Quad(agd(name), terms.TYPE, ag("Release"), PASSAGE) for name in RELEASES]
    for number, (dependent, prerequisites) in enumerate(clauses):
        node = agd(f"req-{number}")
        facts = [(terms.TYPE, ag("Requirement")), (ag("dependent"), agd(dependent)), (ag("force"), ag("Must"))]
        facts += [(ag("status"), ag("InForce")), (ag("basis"), ag("Stated")), (ag("scope"), ag("National"))]
        facts += [(ag("prerequisite"), agd(name)) for name in prerequisites]
        quads += [ox.Quad(node, predicate, value, PASSAGE) for predicate, value in facts]
    return Store(quads)


def _uses(clauses: list[tuple[str, list[str]]], start: str) -> dict[str, bool]:
    """Return release → whether the thing is bound to it."""
    store = _store(clauses)
    found = releases(store, needs(store, terms.AGD + start))
    return {use.release.removeprefix(terms.AGD): use.is_forced for use in found}


def _in_every_choice(clauses: list[tuple[str, list[str]]], start: str) -> set[str]:
    """Return the releases that are reached whichever option is chosen of each clause, by trying them all."""
    common = set(RELEASES)
    for chosen in itertools.product(*(options for _, options in clauses)):
        reached, open_ = {start}, [start]
        while open_:
            current = open_.pop()
            for (dependent, _), option in zip(clauses, chosen, strict=True):
                if dependent == current and option not in reached:
                    reached.add(option)
                    open_.append(option)
        common &= reached
    return common


_CLAUSES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefrs"), min_size=1, max_size=3, unique=True)),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(_CLAUSES)
def test_a_release_is_forced_when_every_choice_leads_to_it(clauses: list[tuple[str, list[str]]]) -> None:
    """The fixed point is what trying all choices gives, with cycles too."""
    forced = {release for release, is_forced in _uses(clauses, "a").items() if is_forced}
    assert forced == _in_every_choice(clauses, "a")


@settings(max_examples=150, deadline=None)
@given(_CLAUSES)
def test_the_way_to_a_release_is_real_and_none_is_left_out(clauses: list[tuple[str, list[str]]]) -> None:
    """Every release reached is told, each with a chain of clauses that ends in it."""
    store = _store(clauses)
    found = needs(store, terms.AGD + "a")
    uses = releases(store, found)
    edges = {(terms.AGD + d, terms.AGD + p) for d, ps in clauses for p in ps}
    assert {use.release for use in uses} == {iri for iri in found.things if iri.removeprefix(terms.AGD) in RELEASES}
    for use in uses:
        assert (use.chain[0], use.chain[-1]) == (terms.AGD + "a", use.release)
        assert set(itertools.pairwise(use.chain)) <= edges


def test_a_choice_binds_to_neither() -> None:
    """Where one of two releases will do, neither is certain; a clause besides can settle it."""
    choice = [("a", ["x", "y"]), ("x", ["r"]), ("y", ["s"])]
    assert _uses(choice, "a") == {"r": False, "s": False}
    assert _uses([*choice, ("a", ["s"])], "a") == {"r": False, "s": True}


def test_mixes() -> None:
    """Different releases are told of one thing and of two; a shared one or an open choice is no mix."""
    clauses = [("a", ["r"]), ("b", ["s"]), ("c", ["r"]), ("c", ["s"]), ("d", ["r", "s"])]
    store = _store(clauses)
    uses = {name: releases(store, needs(store, terms.AGD + name)) for name in "abcde"}
    a, b, c = (terms.AGD + name for name in "abc")
    r, s = (terms.AGD + name for name in RELEASES)
    assert mixes(uses.values()) == [Mix((c,), ((r, s),)), Mix((a, b), ((r,), (s,)))]
    assert mixes([uses["a"], uses["d"], uses["e"]]) == []


def test_exemptions_say_what_is_not_needed(mini: Store) -> None:
    """A thing of which no source says that it can do without something has no exemption."""
    thing = terms.AGD + "goal"
    assert exemptions(mini, needs(mini, thing)) == []


@pytest.mark.parametrize("as_node", [False, True])
def test_an_exemption_is_found_as_plain_triple_and_as_node(as_node: bool) -> None:
    """Of the thing itself and of what it needs, nearest first, with condition and reservation."""
    quads = list(_store([("a", ["b"])]).quads())
    quads.append(ox.Quad(PASSAGE, terms.TYPE, terms.PASSAGE, ox.NamedNode(terms.GRAPH + "sources")))
    if as_node:
        node = agd("rel")
        facts = [
            ("subject", agd("b")),
            ("predicate", ag("doesNotRequire")),
            ("object", agd("m")),
            ("status", ag("Trial")),
        ]
        facts += [("condition", agd("k")), ("locator", ox.Literal("L3"))]
        quads += [ox.Quad(node, ag(name), value, PASSAGE) for name, value in facts]
    else:
        quads.append(ox.Quad(agd("b"), ag("doesNotRequire"), agd("m"), PASSAGE))
    quads.append(ox.Quad(agd("z"), ag("doesNotRequire"), agd("m"), PASSAGE))
    store = Store(quads)
    (found,) = exemptions(store, needs(store, terms.AGD + "a"))
    assert (found.thing, found.without, found.passage) == (terms.AGD + "b", terms.AGD + "m", PASSAGE.value)
    expected = (terms.AG + "Trial", terms.AGD + "k", "L3") if as_node else ("", "", "")
    assert (found.status, found.condition, found.locator) == expected
