"""Hygiene: the queries of `ontology/checks/`; every row they return is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from agendagraph import assets, header, terms
from agendagraph.findings import Finding, Severity
from agendagraph.store import Store
from agendagraph.text import Text
from agendagraph.validation.report import Reporter


@dataclass(frozen=True, slots=True)
class Check:
    """One query with columns ?focus ?predicate ?value ?graph and what to say about its rows."""

    id: str
    severity: Severity
    message: Text
    remedy: Text
    query: str


def load(folder: Path | None = None) -> list[Check]:
    """Return the checks, sorted by id.

    >>> "dangling-reference" in [check.id for check in load()]
    True
    """
    found = []
    for path in sorted((folder or assets.folder("ontology") / "checks").glob("*.rq")):
        head, query = header.read(path)
        message, remedy = (header.bilingual(head.get(key), path.name) for key in ("message", "remedy"))
        found.append(Check(head["id"], cast(Severity, head["severity"]), message, remedy, query))
    return found


def find(store: Store, report: Reporter) -> Iterator[Finding]:
    """Yield a finding for every row of every check."""
    for check in load():
        for row in store.rows(check.query):
            focus, predicate, value, graph = (_value(row[name]) for name in ("focus", "predicate", "value", "graph"))
            named = report.name(value) if value.startswith(terms.AGD) else terms.compact(value)
            yield report.finding(
                check.id,
                check.severity,
                focus,
                check.message.format(value=named, predicate=terms.compact(predicate)),
                check.remedy,
                predicate=predicate,
                graph=graph,
            )


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""
