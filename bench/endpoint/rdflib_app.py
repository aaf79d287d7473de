"""rdflib-endpoint on a file of quads, as its documentation shows it, under uvicorn: `rdflib_app.py FILE PORT`."""

from __future__ import annotations

import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint


def main() -> None:
    """Load and serve."""
    graph = Dataset()
    graph.parse(sys.argv[1], format="nquads")
    app = SparqlEndpoint(graph=graph, path="/", enable_update=False)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")


if __name__ == "__main__":
    main()
