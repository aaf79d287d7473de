"""Running one job on the engine, in the process that asks: what every worker does, and nothing about processes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from agendagraph.engine.job import Job
from agendagraph.errors import AbsentError, AgendaGraphError, InputError, LimitError, NotAcceptableError, RefusedError
from agendagraph.formats import FORMATS, Format, Kind, of_kind
from agendagraph.sparql import diagnosis
from agendagraph.sparql.guard import code_of
from agendagraph.text import Text

_FROM = re.compile(r"(?<![\w:?$@-])(?:FROM|\\u00[46]6)(?![\w:-])", re.IGNORECASE)

_UNKNOWN_FUNCTION = re.compile(r"custom (?:aggregate )?function <([^>]*)> is not supported")

Choose = Callable[[Format], IO[bytes]]
"""Told the format of the answer, returns where to write it."""


class Evaluator:
    """Answers jobs from one store.

    Args:
        store: the dataset.
        prefixes: prefixes that a query need not declare.
        union: whether the default graph of a query is the union of all graphs.
    """

    def __init__(self, store: ox.Store, prefixes: dict[str, str], *, union: bool) -> None:
        self._store = store
        self._prefixes = prefixes
        self._union = union

    def write(self, job: Job, choose: Choose) -> None:
        """Write the answer to a job.

        Args:
            job: what is asked.
            choose: told the format once it is known, returns the place to write to; whatever writing there raises ends the run.

        Raises:
            QuerySyntaxError: the query does not parse.
            NotAcceptableError: it yields what the asker accepts no format of.
            AbsentError: there is no such graph.
            RefusedError: it tried to reach outside.
            LimitError: the engine cannot carry it.
        """
        if job.what == "graph":
            self._write_graph(job, choose)
            return
        results = self._results(job)
        try:
            if isinstance(results, ox.QueryTriples):
                form = _fitting(job.graph, "graph")
                self._write_triples(results, form, choose)
            else:
                form = _fitting(job.rows, "rows")
                results.serialize(choose(form), format=cast(ox.QueryResultsFormat, form.engine))
        except AgendaGraphError:
            raise
        except Exception as error:  # what the engine raises at run time has no common class
            raise _run_error(error) from error

    def _results(self, job: Job) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        options: dict[str, Any] = {}
        try:
            if job.chooses_dataset:
                options["default_graph"] = [ox.NamedNode(iri) for iri in job.default_graphs]
                options["named_graphs"] = [ox.NamedNode(iri) for iri in job.named_graphs]
            elif self._union and not _has_from(job.text):
                options["use_default_graph_as_union"] = True
            try:
                return self._store.query(job.text, base_iri=job.base, **options)
            except SyntaxError:  # most queries declare their prefixes; handing ours over costs as much as a small query
                return self._store.query(job.text, base_iri=job.base, prefixes=self._prefixes, **options)
        except SyntaxError as error:
            raise diagnosis.explain(job.text, str(error), self._prefixes) from error
        except UnicodeEncodeError as error:
            raise InputError(
                Text("De query bevat halve tekens (surrogaten).", "The query has half characters (surrogates).")
            ) from error
        except ValueError as error:
            raise InputError(
                Text("Dit is geen IRI van een graaf.", "This is not the IRI of a graph."),
                hint=Text("Geef een volledige, absolute IRI.", "Give a full, absolute IRI."),
            ) from error
        except Exception as error:
            raise _run_error(error) from error

    def _write_graph(self, job: Job, choose: Choose) -> None:
        form = _fitting(job.graph, "graph")
        if job.text:
            try:
                name = ox.NamedNode(job.text)
            except ValueError as error:
                raise InputError(
                    Text("Dit is geen IRI van een graaf.", "This is not the IRI of a graph."), where=job.text[:200]
                ) from error
            if not self._store.contains_named_graph(name):
                raise AbsentError(
                    Text("Er is geen graaf met deze IRI.", "There is no graph of this IRI."), where=job.text
                )
            quads = self._store.quads_for_pattern(None, None, None, name)
        else:
            graph = None if self._union else ox.DefaultGraph()
            quads = self._store.quads_for_pattern(None, None, None, graph)
        triples = dict.fromkeys(quad.triple for quad in quads)
        self._write_triples(triples, form, choose)

    def _write_triples(self, triples: ox.QueryTriples | Iterable[ox.Triple], form: Format, choose: Choose) -> None:
        assert isinstance(form.engine, ox.RdfFormat)
        if form.name in _PREFIXED:
            head = _Head(choose(form))
            ox.serialize(triples, cast(IO[bytes], head), format=form.engine, prefixes=self._prefixes)
            head.finish()
        elif isinstance(triples, ox.QueryTriples):
            # without a look at each triple in Python: many times faster
            triples.serialize(choose(form), format=form.engine)
        else:
            ox.serialize(triples, choose(form), format=form.engine)


def _has_from(query: str) -> bool:
    """Return whether a query itself says which graphs count."""
    return bool(_FROM.search(query)) and bool(_FROM.search(code_of(query)))


_PREFIXED: Final = {"turtle", "trig"}


class _Head(io.RawIOBase):
    """Puts the prefixes that the engine declares in order: it writes them in another one in every process."""

    def __init__(self, target: IO[bytes]) -> None:
        super().__init__()
        self._target = target
        self._held: bytearray | None = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self._held is None:
            self._target.write(data)
            return len(data)
        self._held += data
        *lines, rest = bytes(self._held).split(b"\n")
        if (rest and not rest.startswith(b"@")) or not all(line.startswith(b"@prefix") for line in lines):
            self.finish()
        return len(data)

    def finish(self) -> None:
        """Write what was held back."""
        if self._held is None:
            return
        held, self._held = bytes(self._held), None
        lines = held.splitlines(keepends=True)
        count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
        self._target.write(b"".join(sorted(lines[:count]) + lines[count:]))


def _fitting(name: str, kind: Kind) -> Format:
    """Return the format chosen for a kind of result.

    Raises:
        NotAcceptableError: the asker accepts no format for it.
    """
    if name:
        return FORMATS[name]
    media_types = ", ".join(form.media_type for form in of_kind(kind))
    raise NotAcceptableError(
        Text("Geen van de gevraagde formaten past bij deze query.", "None of the formats asked for fits this query."),
        hint=Text(f"Kies: {media_types}.", f"Choose: {media_types}."),
    )


def _run_error(error: Exception) -> AgendaGraphError:
    """Return what an error of the engine means to who asked."""
    said = str(error)
    if unknown := _UNKNOWN_FUNCTION.search(said):
        return InputError(
            Text(
                "De query roept een functie aan die hier niet bestaat.",
                "The query calls a function that is not known here.",
            ),
            where=unknown[1],
            hint=Text("Gebruik de functies van SPARQL 1.1.", "Use the functions of SPARQL 1.1."),
        )
    if "Permission denied" in said or "Too many open files" in said or "SERVICE" in said.upper():
        return RefusedError(
            Text(
                "Deze query wil elders iets ophalen; dat kan hier niet.", "This query would fetch elsewhere; not here."
            ),
            hint=Text(
                "Haal de gegevens op en combineer ze aan uw kant.", "Fetch the data and combine them on your side."
            ),
        )
    return LimitError(
        Text("De zoekmachine kan deze query niet uitvoeren.", "The engine cannot run this query."),
        hint=Text("Maak haar eenvoudiger.", "Make it simpler."),
    )
