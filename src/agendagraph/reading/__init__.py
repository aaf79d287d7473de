"""The graph as a reader of the documents sees it: passages in their order, and what each says about which thing."""

from agendagraph.graph.remembering import once_per_store
from agendagraph.reading.passages import Passage, first_line
from agendagraph.reading.statements import LINKS, Reading, Statement, Term

__all__ = ["LINKS", "Passage", "Reading", "Statement", "Term", "first_line", "read"]

read = once_per_store(Reading)
"""The reading of a store, made once for as long as the store is in use."""
