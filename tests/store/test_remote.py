"""A SPARQL server elsewhere: what it must be, what it costs, and that nothing it sends is taken for half an answer."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from agendagraph import terms
from agendagraph.build import open_store
from agendagraph.errors import (
    AgendaGraphError,
    AnswerTooLargeError,
    InputError,
    LimitError,
    QuerySyntaxError,
    StoreError,
)
from agendagraph.store import Store, open_location
from agendagraph.store.remote import RemoteStore
from agendagraph.store.transport import Endpoint
from agendagraph.web import create_app
from tests.store import servers

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
_YES = b'{"head":{},"boolean":true}'


def _whole(body: bytes, kind: str = "application/sparql-results+json", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


@contextmanager
def _server(answer: Callable[[socket.socket, bytes], None]) -> Iterator[str]:
    """Run a server on this machine that does what it is told with every connection."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with connection:
            try:
                head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                while len(body) < length:
                    body += connection.recv(65536)
                answer(connection, head + b"\r\n\r\n" + body)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
    finally:
        listener.close()


@contextmanager
def _saying(raw: bytes) -> Iterator[str]:
    with _server(lambda connection, _: connection.sendall(raw)) as address:
        yield address


def _sound(connection: socket.socket, request: bytes) -> None:
    """Answer as a server with one statement does that can be opened; what comes after that is the test's."""
    query = parse_qs(request.rpartition(b"\r\n\r\n")[2].decode())["query"][0]
    if "COUNT" in query:
        row = {"p": {"type": "uri", "value": "urn:b"}, "n": {"type": "literal", "value": "1"}}
        connection.sendall(_whole(json.dumps({"head": {"vars": ["p", "n"]}, "results": {"bindings": [row]}}).encode()))
    elif "NOT EXISTS" in query:
        connection.sendall(_whole(b'{"head":{},"boolean":false}'))
    else:
        connection.sendall(_whole(_YES))


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", StoreError),
        (b"garbage\r\n\r\n", StoreError),
        (b"HTTP/1.1 200 OK\r\n", StoreError),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000 + b"\r\n", StoreError),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", StoreError),
        (_whole(b"<html>hello</html>", "text/html"), StoreError),
        (_whole(b"<html>hello</html>"), StoreError),
        (_whole(b""), StoreError),
        (_whole(b"{}"), StoreError),
        (_whole(b"\xff\xfe\x00"), StoreError),
        (_whole(b"[" * 100_000), StoreError),
        (_whole(b'{"head":{"vars":[]},"results":{"bindings":[]}}'), StoreError),
        (_whole(_YES, "text/csv"), StoreError),
        (_whole(_YES, more="Content-Encoding: gzip\r\n"), StoreError),
        (_whole(_YES, more="X-SQL-State: S1TAT\r\n"), StoreError),
        (_whole(_YES, status="206 Partial Content"), StoreError),
        (_whole(_YES, status="204 No Content"), StoreError),
        (_whole(b"down", "text/plain", "500 Internal Server Error"), StoreError),
        (_whole(b"who?", "text/plain", "401 Unauthorized"), StoreError),
        (_whole(b"", status="302 Found", more="Location: http://127.0.0.1:9/\r\n"), StoreError),
        (_whole(b"line 1: no", "text/plain", "400 Bad Request"), QuerySyntaxError),
        (_OK + b"Content-Length: 500\r\n\r\n" + _YES, StoreError),
        (_OK + b"Content-Length: x\r\n\r\n" + _YES, StoreError),
        (_OK + b"\r\n" + _YES, StoreError),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\n1a\r\n" + _YES + b"\r\n", StoreError),
        (_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + _YES + b"\r\n0\r\n\r\n", StoreError),
        (_OK + b"Content-Length: 99999999999\r\n\r\n", AnswerTooLargeError),
    ],
)
def test_what_is_no_answer_is_an_error(raw: bytes, error: type[AgendaGraphError]) -> None:
    """A server that answers wrong, with something else, elsewhere or not to the end gives a clear error, at once."""
    with _saying(raw) as address, pytest.raises(error) as caught:
        _ask(address)
    assert caught.value.where == (address if error is StoreError else "")
    assert caught.value.message.nl != caught.value.message.en


def _ask(address: str, query: str = "ASK {}", **limits: float) -> object:
    store = RemoteStore.__new__(RemoteStore)
    store._endpoint = Endpoint(address, **limits)  # type: ignore[arg-type]
    return store.pass_on(query)


def test_a_whole_answer_is_one() -> None:
    """The same server with a whole answer is believed, in one piece and in chunks."""
    for raw in (_whole(_YES), _OK + b"Transfer-Encoding: chunked\r\n\r\n1a\r\n" + _YES + b"\r\n0\r\n\r\n"):
        with _saying(raw) as address:
            assert _ask(address)


def _never(connection: socket.socket) -> None:
    connection.recv(1)


def _endless(piece: bytes, start: bytes = b"", pause: float = 0.0) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return send


@pytest.mark.parametrize(
    ("send", "error"),
    [
        (_never, LimitError),
        (_endless(b"H", pause=0.05), LimitError),
        (_endless(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01), LimitError),
        (_endless(b" ", _OK + b"Content-Length: 1000\r\n\r\n", pause=0.05), LimitError),
        (_endless(b"1\r\n \r\n", _OK + b"Transfer-Encoding: chunked\r\n\r\n", pause=0.05), LimitError),
        (_endless(b" " * 65536, _OK + b"\r\n"), AnswerTooLargeError),
        (
            _endless(b"8000\r\n" + b" " * 32768 + b"\r\n", _OK + b"Transfer-Encoding: chunked\r\n\r\n"),
            AnswerTooLargeError,
        ),
    ],
    ids=["hangs", "drips a status", "continues", "drips a body", "drips chunks", "endless body", "endless chunks"],
)
def test_a_server_that_never_ends(send: Callable[[socket.socket], None], error: type[AgendaGraphError]) -> None:
    """Who hangs, drips or sends without end is left at the deadline or the limit of size, in one second here."""
    with _server(lambda connection, _: send(connection)) as address:
        start = time.monotonic()
        with pytest.raises(error):
            _ask(address, seconds=0.6, most=2_000_000)
        assert time.monotonic() - start < 5  # without a deadline it would never come here


def test_graphs_are_whole_or_not_at_all() -> None:
    """A graph that is cut, of another kind or has a fault in it is an error; a whole one is read."""
    good = b"<urn:a> <urn:b> <urn:c> .\n"
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    with _saying(_whole(good, "application/n-triples; charset=UTF-8")) as address:
        assert [str(triple) for triple in _ask(address, construct)] == ["<urn:a> <urn:b> <urn:c>"]  # type: ignore[attr-defined]
    for raw in (
        _whole(good + b"<urn:a> <urn", "application/n-triples"),
        _whole(good, "application/rdf+xml"),
        _whole(_YES),
        b"HTTP/1.0 200 OK\r\nContent-Type: application/n-triples\r\n\r\n" + good,
    ):
        with _saying(raw) as address, pytest.raises(StoreError):
            _ask(address, construct)


def test_nobody_there() -> None:
    """An address where nobody listens, or that no name leads to, is a clear error."""
    for address in (f"http://127.0.0.1:{servers.free_port()}/", "http://nowhere.invalid/sparql"):
        with pytest.raises((StoreError, LimitError)):
            RemoteStore(address, seconds=5)


_NO_ADDRESSES = (
    *("", "x", "ftp://h/", "file:///etc/passwd", "http://", "http://h:x/", "http://h:99999/", "http://h/#f"),
    *("http://u:p@h/", "http://h/\r\nX: y", "http://h/a b"),
)


@pytest.mark.parametrize("address", _NO_ADDRESSES)
def test_what_is_no_address(address: str) -> None:
    """Only a plain address of HTTP is one, and a password never stands in it."""
    with pytest.raises(InputError) as caught:
        open_location(f"sparql:{address}")
    assert "u:p" not in caught.value.sentence("en")


def test_name_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name and password of the environment go along with every question; without them nothing does."""
    seen: list[bytes] = []

    def answer(connection: socket.socket, request: bytes) -> None:
        seen.append(request)
        _sound(connection, request)

    with _server(answer) as address:
        RemoteStore(address)
        assert b"Authorization" not in b"".join(seen)
        seen.clear()
        monkeypatch.setenv("AGENDAGRAPH_STORE_USER", "jan")
        monkeypatch.setenv("AGENDAGRAPH_STORE_PASSWORD", "geheim")
        RemoteStore(address)
        header = b"Authorization: Basic " + base64.b64encode(b"jan:geheim")
        assert [header in request for request in seen] == [True] * 3


def test_fewer_statements_than_counted() -> None:
    """A server that gives other statements than it counted, or none that can be one, is not believed."""
    thing = {"type": "uri", "value": "urn:a"}
    text = {"type": "literal", "value": "x"}
    for bindings in ([], [{"s": text, "o": thing, "g": thing}], [{"s": thing, "o": thing}]):

        def answer(connection: socket.socket, request: bytes, bindings: object = bindings) -> None:
            if b"%3Fs+%3Curn%3Ab%3E+%3Fo+%7D+FILTER" in request:
                found = {"head": {"vars": ["s", "o", "g"]}, "results": {"bindings": bindings}}
                connection.sendall(_whole(json.dumps(found).encode()))
            else:
                _sound(connection, request)

        with _server(answer) as address:
            store = RemoteStore(address)
            assert len(store) == 1
            with pytest.raises(StoreError):
                list(store.quads())


def test_only_queries_are_passed_on() -> None:
    """What is no query after its prologue never reaches the server: updates, and pragmas that make some of them fetch."""
    with _server(lambda *_: pytest.fail("the server was asked")) as address:
        for text in ("DROP ALL", 'DEFINE get:soft "replace" SELECT * {}', "PREFIX x: <urn:x> LOAD <http://h/>", ""):
            with pytest.raises(QuerySyntaxError):
                _ask(address, text)


@pytest.fixture(scope="module")
def plain(mini: Store) -> Iterator[str]:
    """Return the address of a server whose default graph is not the union of its graphs."""
    with servers.oxigraph(servers.nquads(mini)) as address:
        yield address


def test_the_default_graph_must_be_the_union(plain: str) -> None:
    """A server with an empty default graph is refused when it is opened, and the error says what to turn on."""
    with pytest.raises(StoreError, match="not the union") as caught:
        open_store(f"sparql:{plain}")
    assert "--union-default-graph" in caught.value.hint.nl


def test_a_server_without_graphs() -> None:
    """A server that is empty, or whose statements are in no graph, is refused with what to load."""
    with servers.oxigraph() as address, pytest.raises(InputError, match="is empty"):
        RemoteStore(address)
    with (
        servers.oxigraph(b"<urn:a> <urn:b> <urn:c> .\n") as address,
        pytest.raises(InputError, match="no named graphs"),
    ):
        RemoteStore(address)


def test_a_page_costs_few_requests(engine: Callable[[str, Store], Store], mini: Store) -> None:
    """After the start a page asks the server nothing but its question, and the thousands of names nothing at all."""
    store = engine("oxigraph", mini)
    assert isinstance(store, RemoteStore)
    client = create_app(store).test_client()
    client.get("/")
    asked = count()
    endpoint = store._endpoint

    class Counting:
        address = endpoint.address

        def ask(self, *words: object) -> object:
            next(asked)
            return endpoint.ask(*words)  # type: ignore[arg-type]

    store._endpoint = Counting()  # type: ignore[assignment]
    try:
        for quad in mini.quads(None, terms.TYPE):
            store.label(getattr(quad.subject, "value", ""))
        assert client.get("/vragen/sectoren").status_code == 200
        assert next(asked) <= 2
    finally:
        store._endpoint = endpoint


def test_when_the_server_goes(mini: Store) -> None:
    """When the server has gone, what needs it says so with status 502, and machines read it as JSON."""
    with servers.oxigraph(servers.nquads(mini), "--union-default-graph") as address:
        client = create_app(RemoteStore(address)).test_client()
    response = client.get("/plan?ding=loket", headers={"Accept": "application/json"})
    assert (response.status_code, response.get_json()["code"]) == (502, "store")
    assert address not in response.text  # where the data are kept is no visitor's business


def test_rows_that_virtuoso_leaves_out(engine: Callable[[str, Store], Store], real: Store) -> None:
    """A Virtuoso that cuts an answer at its number of rows is found out; the whole dataset is read all the same."""
    store = engine("virtuoso", real)
    assert isinstance(store, RemoteStore)
    with pytest.raises(StoreError, match="left something out"):
        store.pass_on("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
    assert len(real) > servers.MAX_ROWS
    assert set(store.quads()) == set(real.quads())


def test_an_unsound_engine_is_found_out(engine: Callable[[str, Store], Store], mini: Store) -> None:
    """Virtuoso 7.2.5 does not find by a path what it finds directly, Oxigraph does: the test at the start tells them apart."""
    old, new = (engine(name, mini) for name in ("virtuoso", "oxigraph"))
    assert isinstance(old, RemoteStore)
    assert isinstance(new, RemoteStore)
    assert (old.is_sound, new.is_sound) == (False, True)
    query = "SELECT ?c { ?c rdfs:subClassOf ag:Thing FILTER NOT EXISTS { ?c rdfs:subClassOf+ ag:Thing } }"
    through = old.pass_on(query)
    assert isinstance(through, ox.QuerySolutions)
    assert list(through) != [] == old.rows(query) == new.rows(query) == mini.rows(query)
