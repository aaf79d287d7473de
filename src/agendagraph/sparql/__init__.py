"""SPARQL as text: what a query is, before any engine sees it."""
