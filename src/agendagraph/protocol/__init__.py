"""SPARQL 1.1 over HTTP, without a server: what a request asks for, in which format, and what its answer is called."""
