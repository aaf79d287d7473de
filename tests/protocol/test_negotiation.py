"""Which format an answer gets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph.errors import NotAcceptableError
from agendagraph.formats import FORMATS, Format
from agendagraph.protocol.negotiation import Choice, best, choose, parse

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "text/turtle, application/rdf+xml;q=0.9, application/sparql-results+xml;q=0.8, */*;q=0.1"
COMUNICA = "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7,text/turtle;q=0.6"


@pytest.mark.parametrize(
    ("accept", "rows", "graph", "page"),
    [
        ("", "json", "turtle", False),
        ("*/*", "json", "turtle", False),
        ("*", "json", "turtle", False),
        ("text/csv;q=0.5, application/sparql-results+xml", "xml", "", False),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "csv", "", False),
        ("text/turtle, application/sparql-results+json;q=0.1", "json", "turtle", False),
        ("application/json", "json", "jsonld", False),
        ("application/xml", "xml", "rdfxml", False),
        ("text/xml;charset=utf-8", "xml", "rdfxml", False),
        ("text/plain", "", "ntriples", False),
        ("application/*;q=0.1, text/tab-separated-values", "tsv", "ntriples", False),
        ("text/csv;header=present", "csv", "", False),
        ("TEXT/CSV", "csv", "", False),
        ("text/*", "csv", "turtle", False),
        ("text/*;q=0.9, text/csv;q=0", "tsv", "turtle", False),
        ("application/sparql-results+json;q=0, */*", "xml", "turtle", False),
        ("text/turtle;q=0.9, application/n-triples;q=0.9", "", "turtle", False),
        ("application/n-quads", "", "nquads", False),
        ("text/csv;q=2, application/sparql-results+json", "json", "", False),
        ("text/csv;q=zwaar, */*;q=0.1", "json", "turtle", False),
        ("garbage, text/csv", "csv", "", False),
        (RDFLIB, "xml", "turtle", False),
        (COMUNICA, "json", "turtle", False),
        (FIREFOX, "xml", "rdfxml", True),
        (CHROME, "xml", "rdfxml", True),
        ("text/html;q=0.5, text/csv", "csv", "", False),
        ("text/html", "", "", True),
    ],
)
def test_the_weights_in_accept_count(accept: str, rows: str, graph: str, page: bool) -> None:
    """The best format of each kind: by weight, then by how specifically it was asked for, then ours first."""
    assert choose(accept) == Choice(rows, graph, page)


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_every_format_is_had_by_its_names(form: Format) -> None:
    """By media type and by its name as a parameter, in any case; `json` and `xml` have a counterpart of the other kind."""
    other = "graph" if form.kind == "rows" else "rows"
    counterparts = {"json": "jsonld", "xml": "rdfxml"}
    for choice in (choose(form.media_type), choose("", form.name), choose("text/html", form.media_type.upper())):
        assert getattr(choice, form.kind) == form.name
        assert not choice.page
    assert getattr(choose(form.media_type), other) == ""
    assert getattr(choose("", form.name), other) == counterparts.get(form.name, "")


@pytest.mark.parametrize(("accept", "name"), [("image/png", ""), ("*/*;q=0", ""), ("", "pdf"), ("garbage", "")])
def test_what_there_is_not_is_not_acceptable(accept: str, name: str) -> None:
    """406, and the hint lists every media type."""
    with pytest.raises(NotAcceptableError) as found:
        choose(accept, name)
    for form in FORMATS.values():
        assert form.media_type in found.value.hint.en


def test_a_page_can_be_named() -> None:
    """`format=html` is the page, whatever the header says."""
    assert choose("text/csv", "html") == Choice("", "", page=True)


_RANGE = st.builds(
    lambda name, q: name + q,
    st.sampled_from(["*/*", "text/*", "application/*", "text/html", *(form.media_type for form in FORMATS.values())]),
    st.sampled_from(["", ";q=1", ";q=0.5", ";q=0", ";q=0.001", "; q = 0.7", ";charset=utf-8", ";q=x"]),
)


@given(st.one_of(st.text(max_size=80), st.lists(_RANGE, max_size=8).map(",".join)))
@settings(max_examples=400, deadline=None)
def test_any_header_is_understood_or_nothing_fits(header: str) -> None:
    """It never fails otherwise, and never gives what has weight zero."""
    try:
        choice = choose.__wrapped__(header)
    except NotAcceptableError:
        return
    for kind in ("rows", "graph"):
        if name := getattr(choice, kind):
            form = FORMATS[name]
            assert form.kind == kind
            accepted = parse(header or "*/*")
            assert any(
                one.covers(media) and one.weight > 0 for one in accepted for media in (form.media_type, *form.aliases)
            )
    assert choice.rows or choice.graph or choice.page


@given(st.lists(_RANGE, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_the_order_of_equals_does_not_matter(ranges: list[str]) -> None:
    """A header means the same forwards and backwards, unless it says two things of one range."""
    names = [one.partition(";")[0] for one in ranges]
    offered = [(form.media_type, form.name) for form in FORMATS.values()]
    if len(set(names)) == len(names):
        assert best(",".join(ranges), offered) == best(",".join(reversed(ranges)), offered)
