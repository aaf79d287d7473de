"""Finding things and passages by what people type: part of a name, another name, a slip, words of a definition."""

from agendagraph.search.finding import search
from agendagraph.search.hits import FORMS, Found, Hit, Match

__all__ = ["FORMS", "Found", "Hit", "Match", "search"]
