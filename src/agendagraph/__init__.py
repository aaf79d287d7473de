"""AgendaGraph: the Dutch regional agenda for data availability as a knowledge graph.

What depends on what, who runs it, by when, and where it is written. See `docs/architecture.md` for the layers.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("agendagraph")
except PackageNotFoundError:  # a checkout that was not installed
    __version__ = "0"
