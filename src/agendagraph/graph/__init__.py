"""The dependency graph: what a thing needs, what needs it, and how two things hang together."""

from agendagraph.graph.clauses import Clause, load
from agendagraph.graph.needs import Duty, Need, Needs, duties, needs, used_by
from agendagraph.graph.paths import Step, paths

__all__ = ["Clause", "Duty", "Need", "Needs", "Step", "duties", "load", "needs", "paths", "used_by"]
