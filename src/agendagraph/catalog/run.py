"""Asking a named question: parameters are checked and bound, never pasted into the text."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.catalog.names import resolve
from agendagraph.catalog.query import WORDS, NamedQuery, Parameter, get
from agendagraph.errors import ParameterError
from agendagraph.store import Store
from agendagraph.text import LANGUAGES, Language, Text

_NO_TIME = terms.ag("NotStated")

Term = ox.NamedNode | ox.Literal | None
Row = dict[str, Term]

_ABSENCE = "niet-vermeld"
"""The question that finds what the documents themselves call unknown or absent; asked along where an answer is empty."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph answers.

    Attributes:
        query: the question.
        values: the values of its parameters as they were understood.
        rows: one dictionary a row, column → term or None.
        absences: where there are no rows: what the documents say is unknown or not there, as rows of `niet-vermeld`.
        wider: where there are no rows: how many there are without the narrowing that was given or is the default.
    """

    query: NamedQuery
    values: dict[str, tuple[ox.NamedNode | ox.Literal, ...]]
    rows: list[Row]
    absences: list[Row] = field(default_factory=list)
    wider: int = 0

    @property
    def message(self) -> Text:
        """What an empty answer says; an answer that is empty because of a narrowing does not say that there is nothing."""
        if not self.wider:
            return self.query.empty
        return Text(
            f"Met deze nadere keuze noemen de documenten niets; zonder die keuze wel (rijen: {self.wider}).",
            f"With this narrowing the documents name nothing; without it they do (rows: {self.wider}).",
        )

    @property
    def is_empty(self) -> bool:
        """Whether the documents do not say."""
        return not self.rows


def bind(
    store: Store, query: NamedQuery, values: Mapping[str, Sequence[str]], language: Language
) -> dict[str, tuple[ox.NamedNode | ox.Literal, ...]]:
    """Return the terms for the parameters of a query; the one function that knows how.

    Raises:
        ParameterError: a value is missing, or there are too many, or it does not fit.
        UnknownNameError: there is no such parameter or no such thing.
    """
    bound: dict[str, tuple[ox.NamedNode | ox.Literal, ...]] = {}
    for name in values:
        query.parameter(name)
    for parameter in query.parameters:
        given = [value for value in values.get(parameter.name, ()) if value.strip()]
        if parameter.type == "lang":
            given = given or [language]
        elif not given and parameter.default:
            given = [parameter.default]
        if not given:
            if parameter.required:
                raise _missing(query, parameter)
            continue
        if len(given) > 1 and not parameter.many:
            raise ParameterError(
                Text(f"{parameter.name} neemt één waarde.", f"{parameter.name} takes one value."), where=query.id
            )
        if parameter.type == "words":
            bound |= _words(parameter, given[0])
        else:
            bound[parameter.name] = tuple(_term(store, query, parameter, value) for value in given)
    return bound


def _words(parameter: Parameter, value: str) -> dict[str, tuple[ox.NamedNode | ox.Literal, ...]]:
    """Return the first words as `name1` … `name6`, the last one repeated."""
    words = value[:200].casefold().split()[:WORDS]
    return {f"{parameter.name}{n + 1}": (ox.Literal(words[min(n, len(words) - 1)]),) for n in range(WORDS)}


def _missing(query: NamedQuery, parameter: Parameter) -> ParameterError:
    example = parameter.examples[0]
    return ParameterError(
        Text(f"De parameter {parameter.name} ontbreekt.", f"The parameter {parameter.name} is missing."),
        where=query.id,
        hint=Text(f"Bijvoorbeeld: {parameter.name}={example}", f"For example: {parameter.name}={example}"),
    )


def _term(store: Store, query: NamedQuery, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    if parameter.type == "iri":
        return resolve(store, value, parameter.classes)
    allowed = LANGUAGES if parameter.type == "lang" else parameter.choices
    if parameter.type in {"lang", "choice"} and value not in allowed:
        raise ParameterError(
            Text(f"{value} is geen waarde voor {parameter.name}.", f"{value} is no value for {parameter.name}."),
            where=query.id,
            hint=Text(f"Kies: {', '.join(allowed)}.", f"Choose: {', '.join(allowed)}."),
        )
    if len(value) > 200:
        raise ParameterError(
            Text(f"{parameter.name} is langer dan 200 tekens.", f"{parameter.name} is longer than 200 characters."),
            where=query.id,
        )
    return ox.Literal(value)


def ask(
    store: Store, query_id: str, values: Mapping[str, Sequence[str]] | None = None, language: Language = "nl"
) -> Answer:
    """Ask a named question.

    Args:
        store: the dataset.
        query_id: id of the question, as `agendagraph ask` lists them.
        values: parameter name → one or more values, as a user types them.
        language: of the texts in the answer.

    Returns:
        The rows, in a fixed order; for several values of a parameter those of each value after one another.

    Raises:
        UnknownNameError: no such question, parameter or thing.
        ParameterError: a value is missing or does not fit.
    """
    query = get(query_id)
    bound = bind(store, query, values or {}, language)
    rows = _rows(store, query, bound)
    absences: list[Row] = []
    about = [term for terms_ in bound.values() for term in terms_ if isinstance(term, ox.NamedNode)]
    if not rows and query_id != _ABSENCE and about:
        absence = get(_ABSENCE)
        language_term = (ox.Literal(language),)
        for term in about:
            absences += _rows(store, absence, {"ding": (term,), "lang": language_term})
    if not query.about_time:
        absences = [row for row in absences if row["soort"] != _NO_TIME]
    wide = _widened(query, bound)
    wider = 0 if rows or wide == bound else len(_rows(store, query, wide))
    return Answer(query, bound, rows, absences, wider)


def _widened(
    query: NamedQuery, bound: Mapping[str, tuple[ox.NamedNode | ox.Literal, ...]]
) -> dict[str, tuple[ox.NamedNode | ox.Literal, ...]]:
    """Return the values without what narrows the question: optional ones are left out, choices are as wide as they go."""
    wide = dict(bound)
    for parameter in query.parameters:
        if parameter.required or parameter.type == "lang":
            continue
        wide.pop(parameter.name, None)
        if parameter.type == "choice":
            widest = next((choice for choice in parameter.choices if choice.startswith("alle")), parameter.choices[-1])
            wide[parameter.name] = (ox.Literal(widest),)
    return wide


def _rows(store: Store, query: NamedQuery, bound: Mapping[str, tuple[ox.NamedNode | ox.Literal, ...]]) -> list[Row]:
    names = [column.name for column in query.columns]
    seen: dict[tuple[Term, ...], None] = {}
    for combination in itertools.product(*bound.values()):
        for solution in store.rows(query.text, dict(zip(bound, combination, strict=True))):
            seen.setdefault(tuple(_plain(solution[name]) for name in names))
    rows = [dict(zip(names, row, strict=True)) for row in seen]
    if query.sort and any(len(values) > 1 for values in bound.values()):
        rows.sort(key=lambda row: (not getattr(row[query.sort], "value", ""), getattr(row[query.sort], "value", "")))
    return rows


def _plain(term: object) -> Term:
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None
