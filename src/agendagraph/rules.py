"""Deriving what follows from the statements: CONSTRUCT rules, each into a graph of its own with its provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from agendagraph import assets, header, terms
from agendagraph.store import Store
from agendagraph.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `ontology/rules/`: what it derives and how."""

    id: str
    title: Text
    query: str

    @property
    def graph(self) -> ox.NamedNode:
        """The named graph that holds what the rule derives."""
        return ox.NamedNode(terms.GRAPH + self.id)


def load(folder: Path | None = None) -> list[Rule]:
    """Return the rules in the order in which they are applied: that of their names.

    >>> [rule.id for rule in load()] == sorted(rule.id for rule in load())
    True
    """
    found = []
    for path in sorted((folder or assets.folder("ontology") / "rules").glob("*.rq")):
        head, query = header.read(path)
        found.append(Rule(head["id"], header.bilingual(head.get("title"), path.name), query))
    return found


def derive(quads: list[ox.Quad], rules: list[Rule] | None = None) -> list[ox.Quad]:
    """Return what the rules derive from the quads; a rule sees what the rules before it derived.

    Args:
        quads: the dataset so far.
        rules: the rules to apply; those of `ontology/rules/` by default.

    Returns:
        New quads only: the derived statements, each in the graph of its rule, and the provenance of those graphs.
    """
    derived: list[ox.Quad] = []
    so_far = Store(quads)
    known = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    for rule in load() if rules is None else rules:
        results = so_far.query(rule.query)
        assert isinstance(results, ox.QueryTriples)
        facts = dict.fromkeys((triple.subject, triple.predicate, triple.object) for triple in results)
        new = [ox.Quad(*fact, rule.graph) for fact in facts if fact not in known]
        known.update(facts)
        new.extend(_provenance(rule))
        so_far.loaded.bulk_extend(new)  # nobody else has this store: one that grows saves making it anew for each rule
        derived += new
    return derived


def _provenance(rule: Rule) -> Iterator[ox.Quad]:
    """Yield who made the graph of a rule: an activity that used the rule. No clock: the same input gives the same bytes."""
    activity = ox.NamedNode(rule.graph.value + "-activity")
    about = ox.NamedNode(terms.GRAPH + "provenance")
    prov = terms.PROV
    yield ox.Quad(rule.graph, terms.TYPE, ox.NamedNode(prov + "Entity"), about)
    yield ox.Quad(rule.graph, ox.NamedNode(prov + "wasGeneratedBy"), activity, about)
    yield ox.Quad(activity, terms.TYPE, ox.NamedNode(prov + "Activity"), about)
    yield ox.Quad(activity, ox.NamedNode(prov + "used"), ox.NamedNode(terms.GRAPH + "rules/" + rule.id), about)
    for language in ("nl", "en"):
        label = ox.Literal(rule.title.nl if language == "nl" else rule.title.en, language=language)
        yield ox.Quad(rule.graph, terms.LABEL, label, about)
