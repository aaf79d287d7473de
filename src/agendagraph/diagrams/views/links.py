"""What is linked with what, whoever says it and wherever: the plain relations, the clauses and the memberships as one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from agendagraph import graph, terms
from agendagraph.graph.remembering import once_per_store
from agendagraph.reading import LINKS, Statement, read
from agendagraph.store import Store

REQUIRES: Final = terms.AG + "requires"
HAS_PART: Final = terms.DCTERMS + "hasPart"
_NOT_DRAWN: Final = {terms.AG + "distinctFrom", terms.AG + "doesNotRequire"}
"""What says that two things are not linked."""
_FORCES: Final = {"must": 0, "should": 1, "may": 3, "descriptive": 3, "": 2}


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two things with all that qualifies it.

    Attributes:
        source, target: IRIs, as the data have them.
        predicate: IRI.
        force, basis, status: local names; empty where it has none. A status is given only where it is not simply so.
        choice: IRI of the clause where it has more options.
        passages: where it is written, or what it follows from.
    """

    source: str
    target: str
    predicate: str
    force: str = ""
    basis: str = ""
    status: str = ""
    qualifier: str = ""
    choice: str = ""
    passages: tuple[str, ...] = ()

    @property
    def strength(self) -> tuple[int, int, int, int]:
        """How strong it is, the strongest first when sorted: what holds, what must, what is written, and how often."""
        return (
            bool(self.status) + bool(self.qualifier),
            _FORCES[self.force.lower()],
            ("Stated", "", "Derived", "Editorial").index(self.basis),
            -len(self.passages),
        )

    def other(self, end: str) -> str:
        """Return the end that is not this one."""
        return self.target if self.source == end else self.source


def local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("#")[-1].rsplit("/")[-1]


@once_per_store
def links(store: Store) -> tuple[Link, ...]:
    """Return every link of a dataset, in a fixed order; what several passages say alike is one link."""
    reading = read(store)
    found: dict[tuple[str, str, str, str], Link] = {}

    def add(link: Link) -> None:
        key = (link.source, link.predicate, link.target, link.choice)
        if (known := found.get(key)) is None:
            found[key] = link
        else:
            passages = tuple(dict.fromkeys((*known.passages, *link.passages)))
            found[key] = replace(min(known, link, key=lambda one: one.strength), passages=passages)

    for clause in graph.load(store):
        for link in of_clause(clause):
            add(link)
    for passage in sorted(reading.passages):
        for said in reading.said_in(passage):
            if said.kind in LINKS and said.one("predicate") not in _NOT_DRAWN:
                add(
                    _of_statement(
                        said, said.one("subject"), said.one("object"), said.one("predicate"), reading.basis_of(said)
                    )
                )
            elif said.kind == "Membership":
                add(_of_statement(said, said.one("memberOf"), said.one("member"), HAS_PART, reading.basis_of(said)))
    return tuple(found[key] for key in sorted(found) if found[key].source != found[key].target)


def of_clause(clause: graph.Clause) -> Iterable[Link]:
    """Yield a link for every option of a clause."""
    for prerequisite in clause.prerequisites:
        yield Link(
            clause.dependent,
            prerequisite,
            REQUIRES,
            force=clause.force.capitalize(),
            basis=local(clause.basis),
            status=tentative(clause.status),
            qualifier=clause.qualifier,
            choice=clause.iri if clause.is_choice else "",
            passages=clause.passages,
        )


def _of_statement(said: Statement, source: str, target: str, predicate: str, basis: str) -> Link:
    return Link(
        source,
        target,
        predicate,
        basis=local(basis) or "Stated",
        status=tentative(said.one("status")),
        qualifier=said.one("qualifier"),
        passages=(said.passage,),
    )


def tentative(status: str) -> str:
    """Return the local name of a status that says that it is not simply so; empty for all others."""
    name = local(status)
    return "" if name in {"InForce", "InUse"} else name


@once_per_store
def by_end(store: Store) -> Mapping[str, tuple[Link, ...]]:
    """Return every thing with the links that begin or end there, strongest first."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links(store):
        found[link.source].append(link)
        found[link.target].append(link)
    return {thing: tuple(sorted(some, key=lambda link: link.strength)) for thing, some in found.items()}
