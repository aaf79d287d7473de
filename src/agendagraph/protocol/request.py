"""What an HTTP request asks of a SPARQL endpoint: the SPARQL 1.1 Protocol and the reading half of the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import parse_qsl, urlsplit

from agendagraph.errors import InputError, MediaTypeError, MethodError, ParameterError, RefusedError
from agendagraph.text import Text

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
READING: Final = ("GET", "HEAD", "OPTIONS")
_MOST_FIELDS: Final = 1000
_REMEMBERED: Final = 10_000
"""Bytes of the longest address whose meaning is remembered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for.

    Attributes:
        what: a `query`, a `graph` of the store, or the `description` of the service where there is no query.
        text: the query, or the IRI of the graph; empty for the default graph.
        default_graphs, named_graphs: the dataset that the request itself chooses; it overrules the query's.
        format: value of the parameter `format`.
        seconds: value of the parameter `timeout`; 0 where there is none.
    """

    what: Literal["query", "graph", "description"]
    text: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""
    seconds: float = 0.0


def read_query(method: str, query_string: bytes, headers: Mapping[str, str], body: bytes) -> Asked:
    """Return what a request to the endpoint asks.

    Args:
        method: of the request.
        query_string: part of the address behind `?`, as it was sent.
        headers: lower-case name → value.
        body: as it was sent.

    Raises:
        MethodError: neither GET, HEAD nor POST.
        InputError: it is not UTF-8, or there is no query, or more than one.
        MediaTypeError: the body is neither a form nor a query.
        RefusedError: it is an update.
        ParameterError: a parameter does not fit.

    >>> read_query("GET", b"query=ASK+%7B%7D", {}, b"").text
    'ASK {}'
    """
    if method in {"GET", "HEAD"}:
        return (_read_get if len(query_string) <= _REMEMBERED else _read_get.__wrapped__)(query_string)
    if method != "POST":
        raise MethodError(METHODS)
    fields = _fields(query_string)
    kind = _media_type(headers)
    if kind == UPDATE:
        raise _read_only()
    if kind == FORM:
        return _asked("POST", [*fields, *_fields(body)])
    if kind == QUERY:
        return _asked("POST", [*fields, ("query", _text(body))])
    raise MediaTypeError(
        Text("Deze soort inhoud wordt hier niet gelezen.", "This kind of content is not read here."),
        where=kind[:100],
        hint=Text(f"Stuur {FORM} of {QUERY}.", f"Send {FORM} or {QUERY}."),
    )


@lru_cache(maxsize=1024)
def _read_get(query_string: bytes) -> Asked:
    return _asked("GET", _fields(query_string))


def _asked(method: str, fields: list[tuple[str, str]]) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    queries = values.get("query", [])
    if "update" in values:
        if queries:
            raise InputError(
                Text("Een verzoek is een query of een update.", "A request is a query or an update."), where="update"
            )
        raise _read_only()
    if foreign := [name for name in ("using-graph-uri", "using-named-graph-uri") if name in values]:
        raise ParameterError(
            Text("Deze parameter hoort bij een update.", "This parameter belongs to an update."), where=foreign[0]
        )
    if len(queries) > 1:
        raise ParameterError(Text("Er is meer dan één query gegeven.", "More than one query was given."), where="query")
    chosen = next(iter(values.get("format", [])), "")
    if not queries and method != "POST":
        return Asked("description", format=chosen)
    if not queries or not queries[0].strip():
        raise InputError(
            Text("Er is geen query gegeven.", "No query was given."),
            where="query",
            hint=Text("Geef de parameter query.", "Give the parameter query."),
        )
    return Asked(
        "query",
        queries[0],
        _graphs(values, "default-graph-uri"),
        _graphs(values, "named-graph-uri"),
        chosen,
        _seconds(values.get("timeout", [])),
    )


def read_graph(method: str, query_string: bytes, address: str) -> Asked:
    """Return which graph a request to the graph store asks for.

    Args:
        method: of the request.
        query_string: part of the address behind `?`.
        address: IRI of the graph where the address itself is one, else empty.

    Raises:
        MethodError: it would change something.
        InputError: it names no graph, or more than one.
    """
    if method not in {"GET", "HEAD"}:
        raise MethodError(READING)
    fields = _fields(query_string)
    graphs = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    chosen = next((value for name, value in fields if name == "format"), "")
    if len(graphs) + default + bool(address) > 1:
        raise ParameterError(Text("Noem één graaf.", "Name one graph."), where="graph")
    if address:
        return Asked("graph", address, format=chosen)
    if graphs:
        return Asked("graph", _absolute(graphs[0], "graph"), format=chosen)
    if default:
        return Asked("graph", format=chosen)
    raise InputError(
        Text("Er is geen graaf genoemd.", "No graph was named."),
        hint=Text(
            "Geef de parameter graph met een IRI, of default.", "Give the parameter graph with an IRI, or default."
        ),
    )


def _fields(raw: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form; strictly UTF-8, so that nobody's query is changed in silence."""
    try:
        text = raw.decode("ascii", "strict") if raw.isascii() else raw.decode("utf-8", "strict")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise _no_text() from error
    except ValueError as error:
        raise InputError(Text("Het formulier heeft te veel velden.", "The form has too many fields.")) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise _no_text() from error


def _no_text() -> InputError:
    return InputError(
        Text("Het verzoek is geen geldige UTF-8.", "The request is not valid UTF-8."),
        hint=Text("Codeer tekens als UTF-8.", "Encode characters as UTF-8."),
    )


def _media_type(headers: Mapping[str, str]) -> str:
    """Return the media type of the body.

    Raises:
        MediaTypeError: the body is compressed or in another encoding than UTF-8.
    """
    kind, *parameters = (piece.strip().lower() for piece in headers.get("content-type", "").split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise MediaTypeError(
            Text("Alleen UTF-8 wordt gelezen.", "Only UTF-8 is read."), where=f"charset={charset}"[:100]
        )
    encoding = headers.get("content-encoding", "identity").lower()
    if encoding not in {"", "identity"}:
        raise MediaTypeError(
            Text("Een gecomprimeerd verzoek wordt niet gelezen.", "A compressed request is not read."),
            where=encoding[:100],
            hint=Text("Stuur het zonder Content-Encoding.", "Send it without Content-Encoding."),
        )
    return kind


def _graphs(values: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    return tuple(_absolute(iri, name) for iri in values.get(name, ()))


def _absolute(iri: str, where: str) -> str:
    """Return the IRI of a graph.

    Raises:
        ParameterError: it is relative, or no IRI.
    """
    try:
        scheme = urlsplit(iri).scheme
    except ValueError:
        scheme = ""
    if not scheme or any(sign in '<>"{}|\\^`' or sign <= " " or sign == "\x7f" for sign in iri):
        raise ParameterError(
            Text("Dit is geen absolute IRI.", "This is not an absolute IRI."), where=f"{where}={iri}"[:200]
        )
    return iri


def _seconds(values: list[str]) -> float:
    if not values:
        return 0.0
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 1e6:
        raise ParameterError(
            Text("Geef een aantal seconden.", "Give a number of seconds."),
            where=f"timeout={values[0]}"[:100],
            hint=Text("Bijvoorbeeld timeout=5.", "For example timeout=5."),
        )
    return seconds


def _read_only() -> RefusedError:
    return RefusedError(
        Text("Hier kan alleen gelezen worden.", "Only reading is possible here."),
        hint=Text("De gegevens veranderen in hun bestanden.", "The data are changed in their files."),
    )
