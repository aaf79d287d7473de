"""The test suites of W3C, run against a server over HTTP: ours, and Oxigraph's own beside it.

Walked are the suites of the protocol, the service description, the Graph Store Protocol, and query evaluation and syntax of
SPARQL 1.1 and 1.2. Left out, because the service reads and goes nowhere: evaluation and syntax of updates, federation
(`service/`, `syntax-fed/`), and `entailment/` (only simple entailment is offered).
"""
