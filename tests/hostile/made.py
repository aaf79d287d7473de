"""Queries made by chance from a grammar: each is well formed, and what is right is known from the engine itself."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

_VARIABLES: Final = ("?a", "?b", "?c", "?d")
_IRIS: Final = (
    "<urn:x>",
    "ag:Facility",
    "ag:uses",
    "ag:requires",
    "skos:prefLabel",
    "skos:notation",
    "rdf:type",
    "agd:hostile",
    "agd:sleutelkast",
)
_LITERALS: Final = ("1", "2.5", "1e0", "true", '"x"', '"x"@nl', '"2025"^^xsd:gYear', "'''é\n'''", '"a\\tb"')

variables = st.sampled_from(_VARIABLES)
iris = st.sampled_from(_IRIS)
literals = st.sampled_from(_LITERALS)
terms = st.one_of(variables, iris, literals)


@st.composite
def _paths(draw: st.DrawFn) -> str:
    step = draw(iris)
    form = draw(st.sampled_from(("{0}", "^{0}", "{0}/{1}", "({0}|{1})", "!{0}", "!({0}|^{1})", "({0}/{1})?")))
    return form.format(step, draw(iris))


_triples = st.builds(
    lambda s, p, o: f"{s} {p} {o} .", st.one_of(variables, iris), st.one_of(variables, iris, _paths()), terms
)
"""Paths without end are left out: over a small graph they are slow enough to run into the deadline."""

_leaves = st.one_of(terms, st.builds("BOUND({})".format, variables), st.builds("EXISTS {{ {} }}".format, _triples))

expressions = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(("=", "!=", "<", ">=", "+", "*", "&&", "||")), inner),
        st.builds("({} IN ({}, {}))".format, inner, inner, inner),
        st.builds(
            "{}({})".format,
            st.sampled_from(
                ("STR", "LANG", "DATATYPE", "isIRI", "isLITERAL", "STRLEN", "UCASE", "!", "ABS", "YEAR", "SHA1")
            ),
            inner,
        ),
        st.builds(
            "{}({}, {})".format,
            st.sampled_from(("CONTAINS", "STRSTARTS", "CONCAT", "COALESCE", "sameTerm", "LANGMATCHES")),
            inner,
            inner,
        ),
        st.builds("IF({}, {}, {})".format, inner, inner, inner),
    ),
    max_leaves=5,
)

_values = st.builds(
    lambda one, other: f"VALUES (?a ?b) {{ ({one} {other}) (UNDEF {one}) }}",
    st.one_of(iris, literals),
    st.one_of(iris, literals),
)

patterns = st.recursive(
    st.lists(_triples, min_size=1, max_size=2).map(" ".join),
    lambda inner: st.one_of(
        st.builds("{} OPTIONAL {{ {} }}".format, inner, inner),
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("{} MINUS {{ {} }}".format, inner, inner),
        st.builds("GRAPH {} {{ {} }}".format, st.one_of(variables, iris), inner),
        st.builds("{} FILTER({})".format, inner, expressions),
        st.builds("{} BIND({} AS ?z)".format, inner, expressions).map("{{ {} }}".format),
        st.builds("{} {}".format, _values, inner),
        st.builds("{{ SELECT DISTINCT * {{ {} }} LIMIT 5 }}".format, inner).filter(
            lambda text: "LIMIT" not in text[:-12]
        ),
    ),
    max_leaves=4,
)

_aggregates = st.builds(
    "({}({}) AS ?n)".format, st.sampled_from(("COUNT", "SUM", "MIN", "MAX", "COUNT(DISTINCT ?a) + COUNT")), variables
)

queries = st.one_of(
    st.builds("SELECT * {{ {} }}".format, patterns),
    st.builds("SELECT DISTINCT ?a ?b {{ {} }}".format, patterns),
    st.builds("SELECT ?a ({} AS ?e) {{ {} }}".format, expressions, patterns),
    st.builds("SELECT ?a {} {{ {} }} GROUP BY ?a".format, _aggregates, patterns),
    st.builds("ASK {{ {} }}".format, patterns),
    st.builds("CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {} }}".format, patterns),
)
