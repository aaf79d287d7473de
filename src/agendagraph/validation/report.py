"""Making a finding: the place and the people's name of what is wrong."""

from __future__ import annotations

from agendagraph import terms
from agendagraph.files import Files
from agendagraph.findings import Finding, Place, Severity
from agendagraph.store import Store
from agendagraph.text import Text


class Reporter:
    """Knows for one dataset where its statements stand and what its things are called."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store = store
        self._files = files

    def name(self, iri: str) -> str:
        """Return what a maintainer calls the thing: its label with its identifier."""
        label, short = self._store.label(iri), terms.compact(iri)
        return short if label == short else f"{label} ({short})"

    def finding(
        self,
        code: str,
        severity: Severity,
        focus: str,
        message: Text,
        remedy: Text,
        *,
        predicate: str = "",
        graph: str = "",
        place: Place | None = None,
    ) -> Finding:
        """Return a finding about the thing, at the place where its statement stands."""
        where = place or self._files.place(focus, predicate, graph)
        return Finding(code, severity, where, message, remedy, focus, self.name(focus))
