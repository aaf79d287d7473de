"""The built graph, ready to be asked, in one of three engines: in memory, on disk, or on a SPARQL server elsewhere."""

from agendagraph.store.loading import load_files
from agendagraph.store.locating import open_location
from agendagraph.store.memory import DATASET, FINGERPRINT, Results, Store

__all__ = ["DATASET", "FINGERPRINT", "Results", "Store", "load_files", "open_location"]
