"""Addresses that lead out of where they begin, and hosts that are not ours."""

from __future__ import annotations

from typing import Final

from tests.hostile.cases import Case
from tests.hostile.wire import Reply, request

_ROUTES: Final = (
    "/static/",
    "/passage/",
    "/ding/",
    "/vragen/",
    "/id/",
    "/agenda/",
    "/schemas/plan/",
    "/rdf-graph-store/",
    "/dumps/",
    "/dataset/",
    "/en/ding/",
    "/.well-known/",
)
_UPWARDS: Final = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    "..\\..\\..\\etc\\passwd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "%c0%ae%c0%ae%c0%afetc/passwd",
    "agendagraph.css%00.html",
    "/etc/passwd",
    "....//....//etc/passwd",
    "x%0d%0aX-Evil:%201",
    ".%00./etc/passwd",
    "con",
    ";/../../etc/passwd",
)
_ABSENT: Final = (b"root:x:", b"root:*:")
_REFUSED: Final = (0, 301, 302, 303, 307, 308, 400, 404, 405, 406)


def _stays_here(reply: Reply) -> bool:
    """No header of theirs, and no redirect to somewhere else."""
    where = reply.headers.get("location", "")
    return (
        "x-evil" not in reply.headers
        and not where.startswith("//")
        and (":" not in where or where.startswith("http://127.0.0.1:"))
    )


CASES: Final[tuple[Case, ...]] = (
    *(
        Case("traversal", f"{route}{upwards}", request(route + upwards), _REFUSED, absent=_ABSENT, check=_stays_here)
        for route in _ROUTES
        for upwards in _UPWARDS
    ),
    *(
        Case("redirect", target, request(target), (200, *_REFUSED), check=_stays_here)
        for target in (
            "//evil.example/",
            "///evil.example/%2e%2e",
            "/\\evil.example",
            "/%2f%2fevil.example",
            "/en//evil.example",
            "//evil.example/sparql?query=ASK%7B%7D",
            "/id/https://evil.example/",
            "/id//evil.example",
            "/ding//evil.example/",
            "/ding/https:%2f%2fevil.example",
            "/passage//evil.example",
            "/.//evil.example",
            "/en/%2e%2e//evil.example",
            "/zoek?q=x&next=https://evil.example",
        )
    ),
    *(
        Case(
            "host",
            f"{name} {path}",
            request(path, host=host),
            (200, 303, 400, 404),
            absent=(b"evil.example",),
            check=_stays_here,
        )
        for name, host in (
            ("another", "evil.example"),
            ("with a port", "evil.example:99999"),
            ("with a path", "evil.example/path"),
            ("with a user", "a@evil.example"),
            ("with quotes", '"><script>alert(1)</script>'),
            ("empty", ""),
            ("an ipv6 address", "[::1"),
            ("a space", "evil.example x"),
        )
        for path in (
            "/",
            "/sparql",
            "/ding/sleutelkast",
            "/id/sleutelkast",
            "/sparql?query=SELECT(%3Cx%3E+AS+%3Fx)%7B%7D",
        )
    ),
    *(
        Case(
            "host",
            f"{header} {path}",
            request(path, headers=f"{header}\r\n"),
            (200, 303, 404),
            absent=(b"evil.example",),
            check=_stays_here,
        )
        for header in (
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: javascript",
            "Forwarded: host=evil.example;proto=evil",
            "X-Original-URL: /evil.example",
            "X-Rewrite-URL: /evil.example",
            "X-Forwarded-Prefix: /evil.example",
        )
        for path in ("/", "/sparql")
    ),
)
