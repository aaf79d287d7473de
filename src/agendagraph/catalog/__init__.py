"""The query library: what one may ask, with which parameters, and the answers with the passages that state them."""

from agendagraph.catalog.names import find, resolve
from agendagraph.catalog.query import Column, NamedQuery, Parameter, get, load
from agendagraph.catalog.run import Answer, ask

__all__ = ["Answer", "Column", "NamedQuery", "Parameter", "ask", "find", "get", "load", "resolve"]
