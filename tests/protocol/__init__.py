"""SPARQL over HTTP without a server."""
