"""Validation: what is wrong with the data, where, and what to do about it.

Four readers look at the dataset, each in a module of its own: `vocabulary` (terms of ours that do not exist), `shapes`
(SHACL), `checks` (hygiene queries) and `cycles` (requirements that wait for themselves).
"""

from __future__ import annotations

from agendagraph.files import Files
from agendagraph.findings import Finding
from agendagraph.store import Store
from agendagraph.validation import checks, cycles, shapes, vocabulary
from agendagraph.validation.report import Reporter

__all__ = ["validate"]


def validate(store: Store, files: Files) -> list[Finding]:
    """Return everything that is wrong with a dataset.

    Args:
        store: the dataset, with the ontology and with what the rules derived.
        files: the files it was read from, for the places.

    Returns:
        Findings in the order of files and lines; a thing that is wrong in several ways has several findings.
    """
    report = Reporter(store, files)
    findings = {
        finding.sort_key(): finding
        for reader in (vocabulary.find, shapes.find, checks.find, cycles.find)
        for finding in reader(store, report)
    }
    return [findings[key] for key in sorted(findings)]
