"""A dataset in memory: the engine of choice, and what the other two keep to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.binding import fill
from agendagraph.errors import InputError, QuerySyntaxError
from agendagraph.text import Language, Spoken, Text

FINGERPRINT: Final = ox.NamedNode(terms.AG + "fingerprint")
DATASET: Final = ox.NamedNode("https://w3id.org/agendagraph/dataset")

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """One dataset of named graphs; its default graph, for queries, is the union of them all.

    The store is made from files and never changed afterwards: new data make a new store.

    Args:
        quads: the dataset.
        fingerprint: what tells it from other datasets, where it does not say so itself.
    """

    def __init__(self, quads: Iterable[ox.Quad], *, fingerprint: str = "") -> None:
        self._store = ox.Store()
        self._store.bulk_extend(quads)
        self._fingerprint = fingerprint

    @classmethod
    def of(cls, loaded: ox.Store, fingerprint: str) -> Store:
        """Return the dataset that an engine has loaded already."""
        store = cls([], fingerprint=fingerprint)
        store._store = loaded
        return store

    @staticmethod
    def open(path: Path) -> Store:
        """Load a dataset that `agendagraph build` wrote.

        Raises:
            InputError: the file cannot be read or is not a dataset.
        """
        try:
            if not path.is_file():  # a pipe or a device may never end
                raise FileNotFoundError(path)
            return Store(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        except (MemoryError, OSError, SyntaxError, ValueError) as error:
            raise InputError(
                Text("Dit is geen gebouwde dataset.", "This is not a built dataset."),
                where=str(path),
                hint=Text("Maak er een met: agendagraph build.", "Make one with: agendagraph build."),
            ) from error

    @property
    def loaded(self) -> ox.Store:
        """The engine's own dataset, for whoever runs queries that are not ours."""
        return self._store

    def __len__(self) -> int:
        return len(self._store)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the dataset as written by the build or found when its files were read, or empty."""
        for quad in self.quads(DATASET, FINGERPRINT):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
        return self._fingerprint

    def query(self, text: str) -> Results:
        """Run a query of ours over the union of all graphs.

        Args:
            text: SPARQL 1.1; our prefixes need not be declared.

        Returns:
            Solutions, a boolean or triples, after the form of the query.

        Raises:
            QuerySyntaxError: the text does not parse.

        >>> bool(Store([]).query("ASK { ?thing a ag:Law }"))
        False
        """
        try:
            return self._store.query(
                text,
                prefixes=terms.prefixes(),
                base_iri=terms.AGD,
                use_default_graph_as_union=True,
            )
        except SyntaxError as error:
            raise QuerySyntaxError(
                Text(f"De query klopt niet: {error}", f"The query does not parse: {error}"),
                hint=Text(
                    "De prefixen van AgendaGraph (ag:, agd:, skos: …) hoeven niet gedeclareerd te worden.",
                    "The prefixes of AgendaGraph (ag:, agd:, skos: …) need not be declared.",
                ),
            ) from error

    def rows(
        self, text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None
    ) -> list[ox.QuerySolution]:
        """Run a SELECT query of ours, with its `$name` parameters bound, and return its rows."""
        results = self.query(fill(text, bindings or {}))
        assert isinstance(results, ox.QuerySolutions)
        return list(results)

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object_: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterable[ox.Quad]:
        """Yield the quads that match, in any graph."""
        return self._store.quads_for_pattern(subject, predicate, object_, None)

    def label(self, iri: str, language: Language = "nl") -> Spoken:
        """Return what people call a thing; its prefixed name where it has no label."""
        node = ox.NamedNode(iri)
        for predicate in (terms.PREF_LABEL, terms.LABEL):
            found = {
                quad.object.language or "": quad.object.value
                for quad in self.quads(node, predicate)
                if isinstance(quad.object, ox.Literal)
            }
            for wanted in (language, "nl", "en", ""):
                if wanted in found:
                    return Spoken(found[wanted], wanted)
        return Spoken(terms.compact(iri))
