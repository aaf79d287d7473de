"""The dependency graph: what a thing needs, what needs it, and how two things hang together."""

from agendagraph.graph.clauses import Clause, load, tentative
from agendagraph.graph.exemptions import Exemption, exemptions
from agendagraph.graph.needs import Duty, Need, Needs, depending, duties, needs, used_by
from agendagraph.graph.paths import Step, paths
from agendagraph.graph.releases import Mix, ReleaseUse, mixes, releases

__all__ = [
    "Clause",
    "Duty",
    "Exemption",
    "Mix",
    "Need",
    "Needs",
    "ReleaseUse",
    "Step",
    "depending",
    "duties",
    "exemptions",
    "load",
    "mixes",
    "needs",
    "paths",
    "releases",
    "tentative",
    "used_by",
]
