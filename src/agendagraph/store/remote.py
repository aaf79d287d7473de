"""A dataset on a SPARQL 1.1 server elsewhere: Oxigraph, Fuseki, GraphDB, Virtuoso, QLever or any other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from agendagraph.binding import fill
from agendagraph.errors import InputError, QuerySyntaxError, StoreError
from agendagraph.store import prologue
from agendagraph.store.memory import Results, Store
from agendagraph.store.transport import MAX_BYTES, SECONDS, Endpoint
from agendagraph.text import Text

_TABLES: Final = ("application/sparql-results+json", "application/json")
_GRAPHS: Final = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
_ACCEPT: Final = {"rows": _TABLES[0], "graph": "application/n-triples, text/turtle;q=0.9"}
_OF_THE_SERVER: Final = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localuriqaserver/sparql",
    "urn:activitystreams-owl:map",
)
"""Graphs that a Virtuoso makes for itself and shows among those of its users."""

_OURS: Final = f"FILTER (?g NOT IN ({', '.join(f'<{graph}>' for graph in _OF_THE_SERVER)}))"
_COUNTS: Final = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }} GROUP BY ?p"
_COLUMN: Final = f"SELECT ?s ?o ?g WHERE {{ GRAPH ?g {{ ?s $p ?o }} {_OURS} }}"
_UNION: Final = "ASK { GRAPH ?g { ?s $p ?o } ?s $p ?o }"
_UNSOUND: Final = "ASK { ?c rdfs:subClassOf ag:Thing FILTER NOT EXISTS { ?c rdfs:subClassOf+ ag:Thing } }"
"""True only where an engine does not find by a path what it finds directly, as Virtuoso 7.2.5 with both ends given."""


class RemoteStore(Store):
    """A dataset that a server answers about; its default graph must be the union of its graphs.

    Queries are the server's work. What pages and plans look up statement by statement is fetched once, all statements of
    a predicate at a time, and kept: a page costs a handful of requests. The number of statements of each predicate is
    asked first, so that a server that gives no more than so many rows is found out. A server whose engine fails a test of
    soundness is not trusted with our own queries: they are answered from what was fetched, and only a visitor's go to it.
    A store does not change; after new data were loaded into the server, open it anew.

    Args:
        address: where the server answers queries.
        seconds: how long one answer may take.
        most: how many bytes one answer may have.

    Raises:
        InputError: this is no address of a server, or the server holds no dataset of named graphs.
        StoreError: the server cannot be reached, gives no usable answer, or has another default graph.
        LimitError: it takes too long or sends too much.
    """

    def __init__(self, address: str, *, seconds: float = SECONDS, most: int = MAX_BYTES) -> None:
        super().__init__([])
        self._endpoint = Endpoint(address, seconds, most)
        self._lock = threading.RLock()
        self._read: set[ox.NamedNode] = set()
        self._counts = self._counted()
        self._require_union()
        self.is_sound = not self.pass_on(_UNSOUND)

    @property
    def address(self) -> str:
        """Where the server answers queries."""
        return self._endpoint.address

    def __len__(self) -> int:
        return sum(self._counts.values())

    def query(self, text: str) -> Results:
        """Run a query of ours, as `Store.query`: on the server, or where that is unsound on what was fetched of it."""
        if self.is_sound:
            return self.pass_on(text)
        self._fetch_all()
        return super().query(text)

    def pass_on(
        self,
        text: str,
        seconds: float | None = None,
        dataset: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    ) -> Results:
        """Let the server run a query, whatever it makes of it.

        Args:
            text: SPARQL 1.1; our prefixes need not be declared.
            seconds: another deadline than that of the store.
            dataset: the graphs that make up the default graph, and those that GRAPH sees, where the asker chooses.

        Returns:
            The whole answer, read and checked, as `Store.query`.

        Raises:
            QuerySyntaxError: it is no query, or the server does not take it.
            StoreError: the server cannot be reached or gives no usable answer.
            LimitError: it takes too long or sends too much.
        """
        start = prologue.read(text)
        if not start.form:
            raise QuerySyntaxError(
                Text("Dit is geen vraag aan de gegevens.", "This is no query."),
                hint=Text("Gebruik SELECT, ASK, CONSTRUCT of DESCRIBE.", "Use SELECT, ASK, CONSTRUCT or DESCRIBE."),
            )
        chosen = [("default-graph-uri", iri) for iri in dataset[0]] + [("named-graph-uri", iri) for iri in dataset[1]]
        answer = self._endpoint.ask(prologue.completed(text, start), _ACCEPT[start.kind], seconds, tuple(chosen))
        try:
            if start.kind == "graph" and answer.media_type in _GRAPHS:
                return _graph(answer.body, _GRAPHS[answer.media_type])
            if start.kind == "rows" and answer.media_type in _TABLES:
                results = _results(answer.body)
                if isinstance(results, ox.QueryBoolean) == (start.form == "ASK"):
                    return results
        except (SyntaxError, ValueError, MemoryError) as error:
            raise self._unusable() from error
        raise self._unusable()

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object_: ox.NamedNode | ox.Literal | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, in any graph; those of the predicate are fetched first where they are not here yet."""
        if predicate is None:
            self._fetch_all()
        else:
            self._fetch(predicate)
        yield from super().quads(subject, predicate, object_)

    def _fetch_all(self) -> None:
        for predicate in self._counts:
            self._fetch(predicate)

    def _fetch(self, predicate: ox.NamedNode) -> None:
        with self._lock:
            if predicate in self._read or predicate not in self._counts:
                return
            try:
                rows = self._solutions(fill(_COLUMN, {"p": predicate}))
                quads = {ox.Quad(row["s"], predicate, row["o"], row["g"]) for row in rows if row["g"]}
            except (KeyError, TypeError) as error:
                raise self._unusable() from error
            if len(quads) != self._counts[predicate]:
                raise self._endpoint.fault(
                    Text(
                        f"De SPARQL-server gaf {len(quads)} van de {self._counts[predicate]} uitspraken met "
                        f"{predicate.value}.",
                        f"The SPARQL server gave {len(quads)} of the {self._counts[predicate]} statements with "
                        f"{predicate.value}.",
                    ),
                    Text(
                        "Laat daar meer rijen per antwoord toe, of herstart na nieuwe gegevens.",
                        "Allow more rows per answer there, or restart after new data.",
                    ),
                )
            self._store.extend(quads)
            self._read.add(predicate)

    def _solutions(self, text: str) -> ox.QuerySolutions:
        results = self.pass_on(text)
        assert isinstance(results, ox.QuerySolutions)  # it was a SELECT
        return results

    def _counted(self) -> dict[ox.NamedNode, int]:
        """Return every predicate with the number of its statements, the same order every time."""
        try:
            found = {row["p"]: int(row["n"].value) for row in self._solutions(_COUNTS)}
        except (AttributeError, KeyError, ValueError) as error:
            raise self._unusable() from error
        if not found:
            flat = bool(self.pass_on("ASK { ?s ?p ?o }"))
            raise InputError(
                Text(
                    "De SPARQL-server heeft geen benoemde graven." if flat else "De SPARQL-server is leeg.",
                    "The SPARQL server has no named graphs." if flat else "The SPARQL server is empty.",
                ),
                where=self._endpoint.address,
                hint=Text(
                    "Laad build/agendagraph.nq als N-Quads, met de graven.",
                    "Load build/agendagraph.nq as N-Quads, with its graphs.",
                ),
            )
        return dict(sorted(found.items(), key=str))

    def _require_union(self) -> None:
        most = max(self._counts, key=lambda predicate: (self._counts[predicate], predicate.value))
        if not self.pass_on(fill(_UNION, {"p": most})):
            raise self._endpoint.fault(
                Text(
                    "De standaardgraaf van de SPARQL-server is niet de vereniging van zijn graven.",
                    "The default graph of the SPARQL server is not the union of its graphs.",
                ),
                Text(
                    "Zet dat daar aan: oxigraph serve --union-default-graph, bij Fuseki tdb2:unionDefaultGraph true.",
                    "Turn that on there: oxigraph serve --union-default-graph, in Fuseki tdb2:unionDefaultGraph true.",
                ),
            )

    def _unusable(self) -> StoreError:
        return self._endpoint.fault(
            Text(
                "De SPARQL-server antwoordt met iets anders dan een heel antwoord op de vraag.",
                "The SPARQL server answers with something else than a whole answer to the question.",
            )
        )


def _results(body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """Return the results in a body that is known to be whole: the engine reads on demand, so it is read twice."""
    results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return results
    for _ in results:
        pass
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _graph(body: bytes, form: ox.RdfFormat) -> ox.QueryTriples:
    """Return the triples in a body, as the engine gives those of a query."""
    graph = ox.Store()
    graph.extend(ox.parse(body, format=form))
    triples = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(triples, ox.QueryTriples)
    return triples
