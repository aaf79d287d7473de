"""HTTP and the SPARQL protocol used otherwise than they are meant: doubled, contradictory, absurd."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from tests.hostile.cases import Case
from tests.hostile.wire import Reply, direct, form, get, request

_ASK: Final = "ASK { ?s ?p ?o }"
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_BODY: Final = _ASK.encode()


def _clean(reply: Reply) -> bool:
    return not any("evil" in name or "evil" in value.lower() for name, value in reply.headers.items())


def _own_id(reply: Reply) -> bool:
    return _clean(reply) and 0 < len(reply.headers["x-request-id"]) <= 64


def _raw(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("latin-1")


def _post(headers: str, body: str = _ASK) -> bytes:
    return _raw(f"POST /sparql HTTP/1.1\nHost: localhost\nContent-Type: {_QUERY}\n{headers}\n") + body.encode()


def _many_headers(count: int) -> bytes:
    return request("/sparql?query=ASK%7B%7D", headers="".join(f"X-H{n}: {n}\r\n" for n in range(count)))


def _bomb() -> bytes:
    return gzip.compress(b" " * 10_000_000)


def _dribbled() -> Iterable[bytes]:
    yield _raw(
        f"POST /sparql HTTP/1.1\nHost: localhost\nContent-Type: {_QUERY}\nExpect: 100-continue\nContent-Length: 6\n\n"
    )
    yield b"ASK {}"


_SYNTAX: Final = (0, 400)

_DOUBLE: Final = {
    "two queries in the address": (get(_ASK, "&query=ASK%7B%7D"), (400,)),
    "two queries in a form": (form(_ASK, "&query=ASK%7B%7D"), (400,)),
    "a query in the address and one in the form": (
        request("/sparql?query=ASK%7B%7D", b"query=ASK%7B%7D", _FORM),
        (400,),
    ),
    "a query in the address and one as body": (request("/sparql?query=ASK%7B%7D", _BODY, _QUERY), (400,)),
    "a query and an update": (form(_ASK, "&update=DROP+ALL"), (400,)),
    "an update in the address": (request("/sparql?update=DROP+ALL"), (400, 403)),
    "using-graph-uri": (get(_ASK, "&using-graph-uri=urn:a"), (400,)),
    "an empty query": (get(""), (400,)),
    "a query of blanks": (get(" \n\t "), (400,)),
    "an empty body": (direct(""), (400,)),
    "an empty form": (request("/sparql", b"", _FORM), (400,)),
    "a form of other fields": (request("/sparql", b"a=1&b=2", _FORM), (400,)),
    "a form of ampersands": (request("/sparql", b"&" * 5000, _FORM), (400,)),
    "a field without a name": (request("/sparql", b"=1&query=ASK%7B%7D", _FORM), (200,)),
    "semicolons for ampersands": (request("/sparql", b"query=ASK%7B%7D;query=ASK%7B%7D", _FORM), (400,)),
    "QUERY in capitals": (request("/sparql?QUERY=ASK%7B%7D"), (200, 400)),
    "query[]": (request("/sparql?query[]=ASK%7B%7D"), (200, 400)),
    "three formats": (get(_ASK, "&format=json&format=xml&format=evil"), (200, 400, 406)),
    "default-graph-uri twice": (get(_ASK, "&default-graph-uri=urn:a&default-graph-uri=urn:a"), (200,)),
}

_KINDS: Final = (
    "",
    "text/plain",
    "application/json",
    "text/html",
    "multipart/form-data; boundary=x",
    "application/xml",
    "text/turtle",
    "application/sparql-queryx",
    "application/sparql-update;x",
    "*/*",
    "/",
    ";",
    "application/x-www-form-urlencoded-x",
    "a" * 5000,
)

_WIRE: Final[dict[str, tuple[bytes, tuple[int, ...]]]] = {
    "nothing but an end": (b"\r\n\r\n", _SYNTAX),
    "garbage": (b"\x00\x01\x02\x03\r\n\r\n", _SYNTAX),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64, _SYNTAX),
    "SSH": (b"SSH-2.0-x\r\n\r\n", _SYNTAX),
    "HTTP/0.9": (b"GET /sparql\r\n\r\n", _SYNTAX),
    "HTTP/1.0": (b"GET /health HTTP/1.0\r\n\r\n", (200,)),
    "HTTP/1.2": (b"GET /health HTTP/1.2\r\nHost: x\r\n\r\n", (0, 200, 400, 505)),
    "HTTP/3": (b"GET /health HTTP/3\r\nHost: x\r\n\r\n", (0, 400, 505)),
    "HTTP/9.9": (b"GET /health HTTP/9.9\r\nHost: x\r\n\r\n", (0, 400, 505)),
    "the preface of HTTP/2": (
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00",
        (0, 400, 505),
    ),
    "an upgrade to HTTP/2": (
        request("/health", headers="Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"),
        (200, 400),
    ),
    "an upgrade to a websocket": (
        request(
            "/sparql",
            headers="Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
        ),
        (200, 400, 404, 426),
    ),
    "no host": (b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", (200, 400)),
    "two hosts": (b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", (200, 400)),
    "an absolute address": (request("http://evil.example/sparql?query=ASK%7B%7D"), (200, 400, 404)),
    "an absolute address of a file": (request("file:///etc/passwd"), (0, 400, 404)),
    "an asterisk": (request("*", method="OPTIONS"), (0, 200, 204, 400, 404)),
    "a target without a slash": (request("sparql"), (0, 308, 400, 404)),
    "a target with a space": (request("/sparql ?query=ASK%7B%7D"), _SYNTAX),
    "a target with a fragment": (request("/health#x"), (0, 200, 400, 404)),
    "CONNECT": (request("evil.example:443", method="CONNECT"), (0, 400, 404, 405)),
    "TRACE": (request("/sparql", headers="X-Secret: evil\r\n", method="TRACE"), (400, 405)),
    "TRACE of a page": (request("/", headers="X-Secret: evil\r\n", method="TRACE"), (400, 405)),
    "TRACK": (request("/", method="TRACK"), (400, 405)),
    "DEBUG": (request("/", method="DEBUG"), (400, 405)),
    "PROPFIND": (request("/sparql", method="PROPFIND"), (400, 405)),
    "a method of 2,000 letters": (request("/sparql", method="A" * 2000), (0, 400, 405)),
    "a method of signs": (request("/sparql", method="<script>"), (0, 400, 405)),
    "a method in small letters": (request("/sparql?query=ASK%7B%7D", method="get"), (400, 405)),
    "a bare LF": (b"GET /health HTTP/1.1\nHost: x\nConnection: close\n\n", (0, 200, 400)),
    "a bare CR": (b"GET /health HTTP/1.1\rHost: x\r\r", _SYNTAX),
    "a folded header": (request("/health", headers="X-A: 1\r\n 2\r\n"), (0, 200, 400)),
    "a space before the colon": (request("/health", headers="X-A : 1\r\n"), (0, 200, 400)),
    "a header without a name": (request("/health", headers=": 1\r\n"), _SYNTAX),
    "a header without a colon": (request("/health", headers="evil\r\n"), _SYNTAX),
    "NUL in a header": (request("/health", headers=b"X-A: a\x00b\r\n"), _SYNTAX),
    "a header of 64 kB": (request("/health", headers="X-A: " + "a" * 65_536 + "\r\n"), (0, 200, 400, 431)),
    "a header of 30 kB": (request("/health", headers="X-A: " + "a" * 30_000 + "\r\n"), (200, 431)),
    "90 headers": (_many_headers(90), (200,)),
    "1,000 headers": (_many_headers(1000), (0, 400, 431)),
    "1,000 cookies": (request("/", headers="Cookie: " + "; ".join(f"a{n}=1" for n in range(1000)) + "\r\n"), (200,)),
    "length and chunks": (_post(f"Content-Length: {len(_ASK)}\nTransfer-Encoding: chunked\n", "0\r\n\r\n"), (0, 400)),
    "chunks and length": (_post("Transfer-Encoding: chunked\nContent-Length: 4\n", "0\r\n\r\n"), (0, 400)),
    "two lengths": (_post(f"Content-Length: {len(_ASK)}\nContent-Length: 3\n"), _SYNTAX),
    "two equal lengths": (
        _post(f"Content-Length: {len(_ASK)}\nContent-Length: {len(_ASK)}\nConnection: close\n"),
        (0, 200, 400),
    ),
    "a negative length": (_post("Content-Length: -1\n"), _SYNTAX),
    "a length with a plus": (_post(f"Content-Length: +{len(_ASK)}\n"), (0, 400)),
    "a length in words": (_post("Content-Length: many\n"), _SYNTAX),
    "a list of lengths": (_post("Content-Length: 5, 5\n"), _SYNTAX),
    "encoded twice": (_post("Transfer-Encoding: chunked, chunked\n", "6\r\nASK {}\r\n0\r\n\r\n"), (0, 400, 200)),
    "encoded as identity": (_post("Transfer-Encoding: identity\n", "6\r\nASK {}\r\n0\r\n\r\n"), _SYNTAX),
    "encoded as chunkedx": (_post("Transfer-Encoding: xchunked\n", "6\r\nASK {}\r\n0\r\n\r\n"), _SYNTAX),
    "encoded as gzip and in chunks": (
        _post("Transfer-Encoding: gzip, chunked\nConnection: close\n", "6\r\nASK {}\r\n0\r\n\r\n"),
        (0, 200, 400, 415, 501),
    ),
    "a chunk of 2^72": (_post("Transfer-Encoding: chunked\n", "1000000000000000000\r\nASK {}"), _SYNTAX),
    "a chunk that is no number": (_post("Transfer-Encoding: chunked\n", "zz\r\nASK {}\r\n0\r\n\r\n"), _SYNTAX),
    "a chunk of negative size": (_post("Transfer-Encoding: chunked\n", "-6\r\nASK {}\r\n0\r\n\r\n"), _SYNTAX),
    "a chunk longer than it says": (_post("Transfer-Encoding: chunked\n", "3\r\nASK {}\r\n0\r\n\r\n"), _SYNTAX),
    "an extension of 20 kB to a chunk": (
        _post("Transfer-Encoding: chunked\n", "6;" + "a" * 20_000 + "\r\nASK {}\r\n0\r\n\r\n"),
        (0, 200, 400),
    ),
    "chunks of a byte": (
        _post("Transfer-Encoding: chunked\nConnection: close\n", "".join(f"1\r\n{c}\r\n" for c in _ASK) + "0\r\n\r\n"),
        (200,),
    ),
    "trailers": (
        _post("Transfer-Encoding: chunked\nConnection: close\n", f"{len(_ASK):x}\r\n{_ASK}\r\n0\r\nX-Evil: 1\r\n\r\n"),
        (0, 200, 400),
    ),
    "an unknown expectation": (
        _post(f"Expect: evil\nContent-Length: {len(_ASK)}\nConnection: close\n"),
        (200, 400, 417),
    ),
    "a range": (get(_ASK, headers="Range: bytes=0-1\r\n"), (200,)),
    "a thousand ranges": (
        request("/static/agendagraph.css", headers="Range: bytes=" + ",".join(["0-1"] * 1000) + "\r\n"),
        (200, 206, 400, 416),
    ),
    "a range that is none": (request("/static/agendagraph.css", headers="Range: evil=9-1\r\n"), (200, 400, 416)),
    "two requests at once": (get(_ASK) + get(_ASK), (200,)),
    "a request hidden behind a query": (direct(_ASK) + b"GET /evil HTTP/1.1\r\nHost: x\r\n\r\n", (200,)),
    "gzip": (request("/sparql", gzip.compress(_BODY), _QUERY, "Content-Encoding: gzip\r\n"), (415,)),
    "deflate": (request("/sparql", zlib.compress(_BODY), _QUERY, "Content-Encoding: deflate\r\n"), (415,)),
    "a gzip bomb": (request("/sparql", _bomb(), _QUERY, "Content-Encoding: gzip\r\n"), (415,)),
    "a gzip bomb as a form": (request("/sparql", _bomb(), _FORM, "Content-Encoding: gzip\r\n"), (415,)),
    "a gzip bomb to a page": (
        request("/sparql", _bomb(), _FORM, "Content-Encoding: gzip\r\nAccept: text/html\r\n"),
        (415,),
    ),
    "br": (request("/sparql", b"\x8b\x02\x80ASK {}\x03", _QUERY, "Content-Encoding: br\r\n"), (415,)),
    "an unknown encoding": (request("/sparql", _BODY, _QUERY, "Content-Encoding: evil\r\n"), (415,)),
    "encoded by nothing": (request("/sparql", _BODY, _QUERY, "Content-Encoding: identity\r\n"), (200,)),
}

_UNFINISHED: Final = ("a bare CR", "a chunk of 2^72", "TLS", "garbage", "nothing but an end")
"""After these a server may wait for more, until its patience ends; that is tested with slow clients."""

_ACCEPTS: Final = {
    "10 kB": "text/csv," * 1_100 + "*/*",
    "60 kB": "a/b;q=0.1," * 6_000 + "*/*",
    "q=NaN": "text/csv;q=NaN",
    "q=1e999": "text/csv;q=1e999",
    "q=-1": "text/csv;q=-1",
    "q=0": "*/*;q=0",
    "q of 5,000 digits": "text/csv;q=0." + "9" * 5_000,
    "q of Arabic digits": "text/csv;q=٠".encode().decode("latin-1"),
    "garbage": ",;=/*\"'<>",
    "slashes": "/////",
    "stars": "*" * 5_000,
    "quotes": 'text/csv;x="' + "a" * 2_000,
    "markup": "<script>/</script>",
    "empty parts": "," * 5_000 + "text/csv",
    "parameters": "text/csv" + ";a=b" * 3_000,
    "nothing we have": "image/png",
    "an image, then anything": "image/png, */*;q=0.001",
}

_DURATIONS: Final = {
    "0": 400,
    "-1": 400,
    "NaN": 400,
    "inf": 400,
    "-inf": 400,
    "1e999": 400,
    "1e-300": 504,
    "": 400,
    "x": 400,
    "0x10": 400,
    "1;DROP": 400,
    "9" * 400: 400,
    "١": 200,
    "1_0": 200,
    " 1 ": 200,
    "999999": 200,
    "1e7": 400,
    "<script>": 400,
}

_TAGS: Final = {
    "a star": ("*", (200, 304)),
    "garbage": ('"', (200,)),
    "64,000 characters": (",".join(['"a"'] * 12_000), (200, 431)),
    "a weak one": ('W/"x"', (200,)),
    "without quotes": ("x", (200,)),
    "NaN": ("NaN", (200,)),
    "markup": ('"<script>"', (200,)),
}

_NAMES: Final = ("evil\r\nX-Evil: 1", "a\tb", "a" * 65, "<script>", "../x", "é", "", "a b", "a\\x00b")

CASES: Final[tuple[Case, ...]] = (
    *(Case("protocol", name, sent, allowed) for name, (sent, allowed) in _DOUBLE.items()),
    *(
        Case("protocol", f"a body of kind {kind[:40]!r}", request("/sparql", _BODY, kind), (403, 415))
        for kind in _KINDS
    ),
    *(
        Case("wire", name, sent, allowed, half_close=name in _UNFINISHED, check=_clean)
        for name, (sent, allowed) in _WIRE.items()
    ),
    Case("wire", "a body after 100-continue", lambda: _dribbled(), (100, 200)),
    Case("wire", "a body shorter than it says", _post("Content-Length: 1000\n"), (0, 400), half_close=True),
    Case(
        "wire",
        "a body longer than it says",
        _post("Content-Length: 6\nConnection: close\n", "ASK {} evil"),
        (0, 200, 400),
    ),
    *(
        Case(
            "negotiation",
            f"{name} on {path[:12]}",
            request(path, headers=f"Accept: {accept}\r\n".encode("latin-1")),
            (200, 303, 400, 404, 406, 431),
        )
        for name, accept in _ACCEPTS.items()
        for path in ("/sparql?query=ASK%7B%7D", "/sparql", "/", "/id/sleutelkast")
    ),
    *(
        Case(
            "negotiation",
            f"Accept-Language {name} on {path[:12]}",
            request(path, headers=f"Accept-Language: {value}\r\n".encode("latin-1")),
            (200, 400, 404),
        )
        for name, value in (
            ("of 20 kB", "nl-" + "x" * 20_000),
            ("a traversal", "../../etc"),
            ("markup", "<script>"),
            ("commas", "," * 9_000),
            ("q=NaN", "en;q=NaN"),
            ("NUL", "%00"),
        )
        for path in ("/", "/sparql?query=x", "/evil-name")
    ),
    *(
        Case(
            "negotiation",
            f"Accept-Encoding {name}",
            get("SELECT * { ?s ?p ?o }", headers=f"Accept-Encoding: {value}\r\n"),
            (200,),
        )
        for name, value in (
            ("q=NaN", "gzip;q=NaN"),
            ("q=1e999", "br;q=1e999"),
            ("a star", "*"),
            ("none", "identity;q=0, *;q=0"),
            ("of 20 kB", "gzip," * 4_000),
            ("garbage", ";;=,"),
            ("negative", "gzip;q=-1"),
        )
    ),
    *(
        Case("negotiation", f"format {name[:20]!r}", get(_ASK, f"&format={quote(name, safe='')}"), (400, 406))
        for name in (
            "evil",
            "../../etc/passwd",
            "text/html\r\nX-Evil: 1",
            "<script>",
            "a" * 10_000,
            "json\x00",
            "JSON ",
            "__class__",
            "{0}",
            "%s%s%n",
        )
    ),
    *(
        Case(
            "duration",
            f"timeout={value[:12]}",
            get("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", f"&timeout={quote(value)}"),
            (status, 200) if status == 504 else (status,),  # what is known already takes no time
        )
        for value, status in _DURATIONS.items()
    ),
    *(
        Case("conditional", f"If-None-Match {name}", get(_ASK, headers=f"If-None-Match: {value}\r\n"), allowed)
        for name, (value, allowed) in _TAGS.items()
    ),
    *(
        Case("conditional", f"{header}", get(_ASK, headers=f"{header}\r\n"), (200, 304, 412))
        for header in (
            "If-Modified-Since: evil",
            'If-Match: "evil"',
            "If-Range: evil",
            "If-Unmodified-Since: 9999",
            "Cache-Control: " + "no-cache," * 2_000,
            "Pragma: no-cache",
        )
    ),
    *(
        Case(
            "identity",
            f"X-Request-Id {number}",
            get(_ASK, headers=f"X-Request-Id: {name}\r\n".encode("latin-1")),
            (200, 400),
            check=_own_id,
        )
        for number, name in enumerate(_NAMES)
        if "\r" not in name
    ),
    Case(
        "identity",
        "X-Request-Id with a header",
        get(_ASK, headers="X-Request-Id: evil%0d%0aX-Evil: 1\r\n"),
        (200,),
        check=_own_id,
    ),
    *(
        Case("identity", f"X-Forwarded-For {number}", get(_ASK, headers=f"X-Forwarded-For: {value}\r\n"), (200,))
        for number, value in enumerate(("127.0.0.1", "1.2.3.4, " * 500, "evil", "::" * 500, "<script>", "-1", ""))
    ),
)
