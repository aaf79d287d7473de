"""Views to lay out and draw: invented ones of every shape, with the worst labels there are."""

from __future__ import annotations

from hypothesis import strategies as st

from agendagraph.diagrams.view import Citation, Edge, Group, Node, View

HOSTILE = (
    'zegt "ja" & <b>nee</b>',
    "a\nb\tc",
    "]]>",
    "🙂 emoji 👩‍👩‍👧",
    "שלום עולם \u202eomgekeerd",
    "nul\x00teken",
    "x" * 300,
    "woord " * 60,
    "=cmd()",
    "{{7*7}}",
    "</svg><script>alert(1)</script>",
    "\ud800 los",
    "",
)
KINDS = ("Law", "Facility", "Exchange", "GenericFunction", "Norm", "DataSet", "Project", "Sector", "Unheard", "")
MARKS = ("focus", "goal", "present", "falls", "switches", "other", "critical", "delayed", "conflict")

labels = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=40), st.sampled_from(["Mitz", "Landelijk Schakelpunt (LSP)"])
)


@st.composite
def views(draw: st.DrawFn, most: int = 14) -> View:
    """Return a view with nodes of any kind and label, and any edges, columns and choices between them."""
    count = draw(st.integers(1, most))
    identifiers = [f"https://w3id.org/agendagraph/id/n{number}" for number in range(count)]
    nodes = tuple(
        Node(
            identifier,
            draw(labels),
            kind=draw(st.sampled_from(KINDS)),
            kind_label=draw(st.sampled_from(["", "Soort", "Een heel lange naam van een soort ding"])),
            note=draw(st.sampled_from(["", "eind 2025", "een toelichting die langer is dan er plaats voor is " * 3])),
            marks=frozenset(draw(st.lists(st.sampled_from(MARKS), max_size=2))),
            status=draw(st.sampled_from(["", "Planned"])),
        )
        for identifier in identifiers
    )
    ends = st.sampled_from(identifiers)
    edges = tuple(
        Edge(
            draw(ends),
            draw(ends),
            label=draw(st.sampled_from(["", "heeft nodig", "voldoet aan", "🙂 <x>"])),
            force=draw(st.sampled_from(["", "Must", "Should", "May"])),
            basis=draw(st.sampled_from(["", "Stated", "Derived", "Editorial"])),
            choice=draw(st.sampled_from(["", "", "keuze-1", "keuze-2"])),
        )
        for _ in range(draw(st.integers(0, 2 * count)))
    )
    groups: tuple[Group, ...] = ()
    if draw(st.booleans()):
        places = [draw(st.integers(0, 3)) for _ in identifiers]
        groups = tuple(
            Group(f"k{place}", draw(labels), draw(st.sampled_from(["column", "lane"])), members, draw(st.booleans()))
            for place in range(4)
            if (members := tuple(i for i, at in zip(identifiers, places, strict=True) if at == place))
        )
    meaning = draw(st.sampled_from(["", "komt voor"]))
    return View(
        "x", draw(labels), "", "nl", nodes, edges, groups, is_reversed=draw(st.booleans()), edge_meaning=meaning
    )


def example(language: str = "nl") -> View:
    """Return a small view with something of everything: kinds, forces, bases, a choice, columns, marks and sources."""
    agd = "https://w3id.org/agendagraph/id/"
    here = Citation(agd + "source/page", "Bladzijde 1")
    return View(
        "neighbourhood",
        "Mitz & wat ermee samenhangt",
        "Een voorbeeld van alles.",
        language,  # type: ignore[arg-type]
        (
            Node(agd + "mitz", "Mitz", "Facility", "Voorziening", marks=frozenset({"focus"}), passages=(here,)),
            Node(agd + "wegiz", "Wet elektronische gegevensuitwisseling in de zorg", "Law", "Wet"),
            Node(agd + "toestemming", "Toestemming", "GenericFunction", "Functie", status="Planned", status_label="gepland"),
            Node(agd + "lsp", "LSP", "Infrastructure", "Infrastructuur", marks=frozenset({"present"})),
            Node(agd + "nuts", "Nuts", "AgreementSystem", "Afsprakenstelsel", note="Q2 2025", marks=frozenset({"other"})),
            Node("geen iri", "Iets uit een tabel"),
        ),
        (
            Edge(agd + "wegiz", agd + "mitz", label="vraagt", force="Must", basis="Stated", passages=(here,)),
            Edge(agd + "mitz", agd + "toestemming", label="vult in", basis="Derived"),
            Edge(agd + "mitz", agd + "lsp", label="heeft nodig", force="Should", basis="Stated", choice="c", qualifier="veelal"),
            Edge(agd + "mitz", agd + "nuts", label="heeft nodig", force="Should", basis="Editorial", choice="c"),
        ),
        groups=(
            Group("a", "Vraagt", "column", (agd + "wegiz",)),
            Group("b", "", "column", (agd + "mitz",)),
            Group("c", "Nodig", "column", (agd + "toestemming", agd + "lsp", agd + "nuts", "geen iri")),
        ),
        left_out_nodes=2,
        omission="6 van 8 elementen getoond.",
        fingerprint="0123456789abcdef",
        edition="Agenda, april 2025",
    )  # fmt: skip
