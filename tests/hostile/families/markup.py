"""What a visitor sends and a page or a file shows again: it must stay text, and never become a link, a script or a header."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from tests.hostile.cases import Case
from tests.hostile.wire import Reply, get, request

_SCRIPT: Final = "<script>alert(1)</script>"
_HTML: Final = "Accept: text/html\r\n"
_PAYLOADS: Final = (
    _SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "</textarea><svg onload=alert(1)>",
    "{{7*7}}{%print(7)%}",
    "javascript:alert(1)",
)
_ABSENT: Final = (b"<script>alert", b"<img src=x", b"<svg onload", b"'onmouseover='", b">49<")
_PAGES: Final = (
    "/zoek?q=",
    "/nodig?naam=",
    "/nodig?van=",
    "/plan?doel=",
    "/plan?voor=",
    "/pad?van=x&naar=",
    "/vragen/",
    "/ding/",
    "/passage/",
    "/agenda/",
    "/zoek/suggesties?q=",
    "/en/zoek?q=",
    "/en/ding/",
    "/id/",
    "/onbekend/",
    "/agenda?x=",
    "/sparql?query=",
    "/sparql?x=",
    "/vragen?x=",
)
_LINK: Final = re.compile(rb"(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|data|vbscript|file):", re.IGNORECASE)

_HARMFUL_IRIS: Final = (
    "javascript:alert(1)",
    "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E",
    "vbscript:x",
    "file:///etc/passwd",
    "JaVaScRiPt:alert(1)",
)
_FORMULAS: Final = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\\t=1", "\\r=1")


def _no_link(reply: Reply) -> bool:
    return not _LINK.search(reply.body)


def _a_file(reply: Reply) -> bool:
    """A download, which no browser takes for a page."""
    return (
        reply.headers["content-disposition"].startswith("attachment")
        and reply.headers["x-content-type-options"] == "nosniff"
    )


def _sandboxed(reply: Reply) -> bool:
    policy = reply.headers.get("content-security-policy", "")
    return "default-src 'none'" in policy or "script-src 'none'" in policy


def _absolute(reply: Reply) -> bool:
    """What was relative is relative to this endpoint, not to a file or to what the visitor calls us."""
    return b"evil.example" not in reply.body and b"file:" not in reply.body and b"http://127.0.0.1:" in reply.body


_RELATIVE: Final = {
    "an IRI": "SELECT (<x> AS ?x) {}",
    "an empty IRI": "SELECT (<> AS ?x) {}",
    "a made IRI": "SELECT (IRI('x') AS ?x) {}",
    "upwards": "SELECT (<../../x/sparql> AS ?x) {}",
    "constructed": "CONSTRUCT { <x> <y> <z> } WHERE {}",
}

CASES: Final[tuple[Case, ...]] = (
    *(
        Case(
            "markup",
            f"{page}{number}",
            request(page + quote(payload, safe=""), headers=_HTML),
            (200, 302, 303, 308, 400, 404, 406),
            absent=_ABSENT,
            check=_no_link,
        )
        for page in _PAGES
        for number, payload in enumerate(_PAYLOADS)
    ),
    *(
        Case(
            "markup",
            f"a literal on the page {number}",
            get(f"SELECT ({quote_literal} AS ?x) {{}}", headers=_HTML),
            (200, 400),
            absent=_ABSENT,
            check=_no_link,
        )
        for number, payload in enumerate(_PAYLOADS)
        for quote_literal in ('"' + payload.replace('"', '\\"') + '"',)
    ),
    *(
        Case(
            "markup",
            f"an IRI on the page {iri[:12]}",
            get(f"SELECT (<{iri}> AS ?x) {{}}", headers=_HTML),
            (200, 400),
            absent=_ABSENT,
            check=_no_link,
        )
        for iri in _HARMFUL_IRIS
    ),
    *(
        Case(
            "markup",
            f"an IRI in a graph on the page {iri[:12]}",
            get(f"CONSTRUCT {{ <{iri}> <{iri}> <{iri}> }} {{}}", headers=_HTML),
            (200, 400),
            absent=_ABSENT,
            check=_no_link,
        )
        for iri in _HARMFUL_IRIS
    ),
    *(
        Case(
            "markup",
            f"the name of a column {name}",
            get(f"SELECT (1 AS ?{name}) {{}}", headers=_HTML),
            (200, 400),
            absent=_ABSENT,
        )
        for name in ("script", "ｓｃｒｉｐｔ", "a<b>", "ÿ")
    ),
    *(
        Case(
            "markup",
            f"a script as {form}",
            get(f"SELECT ('{_SCRIPT}' AS ?x) {{}}", f"&format={form}"),
            (200,),
            check=_sandboxed,
        )
        for form in ("json", "xml", "csv", "tsv")
    ),
    *(
        Case(
            "markup",
            f"a script in a graph as {form}",
            get(f"CONSTRUCT {{ <urn:a> <urn:b> '{_SCRIPT}' }} {{}}", f"&format={form}"),
            (200,),
            check=_sandboxed,
        )
        for form in ("turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")
    ),
    *(
        Case(
            "markup",
            f"a formula in {form} {number}",
            get(f'SELECT ("{formula}" AS ?x) {{}}', headers=f"Accept: text/{form}\r\n"),
            (200,),
            check=_a_file,
        )
        for form in ("csv", "tab-separated-values")
        for number, formula in enumerate(_FORMULAS)
    ),
    *(
        Case(
            "markup",
            f"relative: {name}, {how}",
            get(query, "&format=ntriples" if query[0] == "C" else "&format=json", headers),
            (200,),
            check=_absolute,
        )
        for name, query in _RELATIVE.items()
        for how, headers in (
            ("plain", ""),
            ("another host", "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n"),
        )
    ),
    Case(
        "markup",
        "relative: on the page, another host",
        request("/sparql?query=SELECT(%3Cx%3E+AS+%3Fx)%7B%7D", headers=_HTML, host="evil.example"),
        (200, 400),
        check=_absolute,
    ),
    Case("markup", "an error that quotes the query", get(f"SELECT {_SCRIPT}", headers=_HTML), (400,), absent=_ABSENT),
    Case("markup", "an error for programs", get(f"SELECT {_SCRIPT}"), (400,)),
)
