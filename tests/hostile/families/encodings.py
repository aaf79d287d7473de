"""Bytes that are no text, and text that is not what it seems."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from tests.hostile.cases import Case
from tests.hostile.wire import Reply, bindings, direct, form, request

_INVALID: Final = {
    "a stray byte": b"\xff",
    "a continuation alone": b"\x80",
    "a cut character": b"\xe2\x82",
    "an overlong slash": b"\xc0\xaf",
    "an overlong NUL": b"\xc0\x80",
    "an overlong quote": b"\xe0\x80\xa2",
    "a lone surrogate": b"\xed\xa0\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "latin-1": "één".encode("latin-1"),
}

_ODD: Final = {
    "NUL": "\0",
    "escape": "\x1b[31m",
    "bell": "\a",
    "delete": "\x7f",
    "next line": "\u0085",
    "line separator": "\u2028",
    "bidi override": "\u202e",
    "bidi isolate": "\u2066",
    "zero width": "\u200b",
    "byte order mark": "\ufeff",
    "not a character": "\uffff",
    "private use": "\ue000",
    "emoji": "👩\u200d⚕️",
    "combining": "e" + "\u0301" * 50,
    "the last": "\U0010ffff",
}


def _echo(text: str) -> str:
    return f"SELECT ('{text}' AS ?x) {{}}"


def _gives(text: str) -> object:
    def same(reply: Reply) -> bool:
        return bool(bindings(reply)[0]["x"]["value"] == text)

    return same


def _posted(raw: bytes) -> bytes:
    return request("/sparql", b"query=" + raw, "application/x-www-form-urlencoded")


CASES: Final[tuple[Case, ...]] = (
    *(
        Case("encoding", f"{name} {where}", sent)
        for name, raw in _INVALID.items()
        for where, sent in (
            (
                "in the address",
                request("/sparql?query=" + quote(_echo("")[:9], safe="") + quote(raw) + "%27+AS+%3Fx)%7B%7D"),
            ),
            ("in a form", _posted(quote(_echo("")[:9], safe="").encode() + quote(raw).encode())),
            ("raw in a form", _posted(b"SELECT+('" + raw + b"'+AS+%3Fx)+{}")),
            ("in a query", direct(b"SELECT ('" + raw + b"' AS ?x) {}")),
        )
    ),
    *(
        Case("encoding", f"{name} in a string by {how}", sent, (200, 400), check=_gives(text))  # type: ignore[arg-type]
        for name, text in _ODD.items()
        for how, sent in (("form", form(_echo(text), "&format=json")), ("direct", direct(_echo(text))))
    ),
    *(
        Case("encoding", f"{name} outside a string", direct(f"SELECT {text} * {{}}"), (200, 400))
        for name, text in _ODD.items()
    ),
    *(
        Case("encoding", f"{name} in an IRI", direct(f"SELECT (<urn:a{text}> AS ?x) {{}}"), (200, 400))
        for name, text in list(_ODD.items())[::2]
    ),
    Case("encoding", "half a pair, escaped", direct("SELECT ('\\ud800' AS ?x) {}"), (200, 400)),
    Case("encoding", "a pair, escaped", direct("SELECT ('\\ud83d\\ude00' AS ?x) {}"), (200, 400)),
    Case("encoding", "beyond Unicode, escaped", direct("SELECT ('\\U00110000' AS ?x) {}"), (400,)),
    Case("encoding", "a byte order mark first", direct("\ufeffASK {}"), (200, 400)),
    Case("encoding", "UTF-16", direct("ASK {}".encode("utf-16"))),
    Case("encoding", "UTF-16 without its mark", direct("ASK {}".encode("utf-16-le"))),
    Case(
        "encoding",
        "UTF-16, said",
        request("/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16"),
        (415,),
    ),
    Case(
        "encoding", "UTF-7, said", request("/sparql", b"+AEE-SK {}", "application/sparql-query; charset=utf-7"), (415,)
    ),
    Case(
        "encoding",
        "an unknown charset",
        request("/sparql", b"ASK {}", 'application/sparql-query; charset="x\'><script>"'),
        (415,),
    ),
    Case(
        "encoding", "UTF-8, quoted", request("/sparql", b"ASK {}", 'application/sparql-query; charset="UTF-8"'), (200,)
    ),
    Case(
        "encoding",
        "bytes in a header",
        request("/sparql?query=ASK%7B%7D", headers=b"Accept: \xff\xfe\r\n"),
        (200, 400, 406),
    ),
    Case("encoding", "bytes in the address", request(b"/sparql?query=\xff\xfe"), (0, 400)),
    Case("encoding", "bytes in a path", request(b"/ding/\xff\xfe"), (0, 400, 404)),
    Case("encoding", "bytes in a path, encoded", request("/ding/%ff%fe"), (400, 404)),
    Case("encoding", "bytes in a page's address", request("/zoek?q=%ff%fe"), (200, 400)),
    Case("encoding", "a bad escape in the address", request("/sparql?query=ASK%7B%7D%"), (400,)),
    Case("encoding", "another bad escape", request("/sparql?query=%zz"), (400,)),
    Case("encoding", "UTF-8 in the address, not encoded", request("/sparql?query=ASK{}&x=é"), (0, 200, 400)),
    Case(
        "encoding",
        "gzip that is none",
        request("/sparql", b"ASK {}", "application/sparql-query", "Content-Encoding: gzip\r\n"),
        (415,),
    ),
)
