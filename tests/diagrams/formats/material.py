"""Views to write: labels that no format may stumble over, and views that hypothesis makes up."""

from __future__ import annotations

from hypothesis import strategies as st

from agendagraph import terms
from agendagraph.diagrams.layout.measure import clean
from agendagraph.diagrams.legible import legible
from agendagraph.diagrams.view import Citation, Edge, Group, Node, View

HOSTILE = (
    "gewoon",
    "aanhaling \" en ' en `x`",
    "<b>vet</b> & &amp; &lt; &#34; &nbsp;",
    "regel\neinde\ttab\r\nnog een",
    "emoji 😀 en é",
    "שלום العربية",
    "x" * 300,
    "woord " * 50,
    "=cmd()|' /C calc'!A0",
    "+1", "-2", "@SUM(A1)", "\tformule", "＝1",
    "a]]>b<![CDATA[",
    "terug\\schuin \\n \\N \\",
    "a|b{c}[d](e)%date()% %n",
    "$x ${y} #fff ;; --> -- ->",
    "**b** __u__ //i// ~~s~~ \"\"m\"\" _it_ *x*",
    "",
    " ",
    "zelfde", "zelfde",
    "nul\x00bel\x07esc\x1b[31m",
    "\ufffe\uffff\x85\u2028",
    "1. lijst", "- item", "# kop", "---", "!include /etc/passwd", "@enduml", "end", "subgraph", "n1", "g1", "title x",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</script></style></svg>", "%%{init: {}}%%", "`code`",
    "<U+0041> <&key> <$sprite>", "== x ==", "|_ boom", "\u202eomgekeerd\u202c", "javascript:alert(1)",
    "{{7*7}} {% raw %} #{x} #let x = 1 $ x^2 $ @ref <label> *strong* _emph_ // comment",
)  # fmt: skip
"""What people never call things, and what a label may be all the same."""


def norm(text: str) -> str:
    """Return a text as any format has it: without what cannot be carried, and with single spaces."""
    return clean(legible(text))


def view(labels: tuple[str, ...] = HOSTILE, language: str = "nl", **more: object) -> View:
    """Return a ring of things with these labels, on the nodes and on the edges, in two columns, with one choice."""
    passage = Citation(terms.AGD + "agenda-2025-04/p1", labels[0])
    nodes = tuple(
        Node(
            f"{terms.AGD}t{number}",
            label,
            kind=("Law", "Facility", "Notion", "Norm", "Exchange", "")[number % 6],
            note=label[:9],
            marks=frozenset({"focus"} if number == 0 else {"present"} if number == 1 else ()),
            status="Planned" if number % 5 == 4 else "",
            status_label="gepland" if number % 5 == 4 else "",
            details={"Wie": label},
            passages=(passage,),
        )
        for number, label in enumerate(labels)
    )
    edges = tuple(
        Edge(
            nodes[number].id,
            nodes[(number + 1) % len(nodes)].id,
            predicate=f"{terms.AG}p{number}",
            label=label,
            force=("Must", "Should", "", "Descriptive")[number % 4],
            basis=("Stated", "Derived", "Editorial")[number % 3],
            status="Planned" if number % 7 == 6 else "",
            qualifier=label if number % 5 == 1 else "",
            passages=(passage,) if number % 2 else (),
        )
        for number, label in enumerate(labels)
    )
    options = tuple(
        Edge(nodes[0].id, nodes[number].id, terms.AG + "requiresOneOf", "een van", "Must", choice=terms.AGD + "c1")
        for number in (2, 3)
        if number < len(nodes)
    )
    groups = (
        Group("links", labels[1 % len(labels)], "column", tuple(node.id for node in nodes[:6])),
        Group("rechts", "Rechts", "column", tuple(node.id for node in nodes[6:12])),
    )
    about = {"title": labels[0], "description": labels[1 % len(labels)], **more}
    return View("test", language=language, nodes=nodes, edges=(*edges, *options), groups=groups, **about)  # type: ignore[arg-type]


_LABELS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))


@st.composite
def views(draw: st.DrawFn) -> View:
    """Return views of a few things, with any labels and any edges, some of them doubled, to themselves, or without IRIs."""
    count = draw(st.integers(1, 6))
    # As from a table of texts: an identifier can be any text, and is never that of another thing.
    ids = [draw(st.sampled_from((f"{terms.AGD}t{n}", f"rij {n} \"<&>' \\ {{}}"))) for n in range(count)]
    nodes = tuple(
        Node(
            name,
            draw(_LABELS),
            kind=draw(st.sampled_from(("Law", "Norm", "DataSet", "Exchange", "Unheard", ""))),
            kind_label=draw(_LABELS),
            note=draw(_LABELS),
            date=draw(st.sampled_from(("", "2026-01-01"))),
        )
        for name in ids
    )
    ends = st.sampled_from(ids)
    edges = draw(
        st.lists(
            st.builds(
                Edge,
                ends,
                ends,
                st.sampled_from(("", terms.AG + "requires", terms.AG + "uses", "geen iri")),
                _LABELS,
                st.sampled_from(("", "Must", "May")),
                st.sampled_from(("", "Stated", "Editorial")),
                st.sampled_from(("", "Planned")),
                st.sampled_from(("", "als het kan")),
                st.just(""),
            ),
            max_size=8,
        )
    )
    cut = draw(st.integers(0, count))
    groups = draw(st.sampled_from(((), (Group("g", draw(_LABELS), "column", tuple(ids[:cut])),))))
    return View("test", draw(_LABELS), draw(_LABELS), draw(st.sampled_from(("nl", "en"))), nodes, tuple(edges), groups)
