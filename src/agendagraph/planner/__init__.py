"""Plans: which prerequisites to choose for a goal, in which order, given what is there already; exact and explained."""

from agendagraph.planner.asking import request_of
from agendagraph.planner.comparing import Comparison, compare
from agendagraph.planner.deadlines import Late, late
from agendagraph.planner.document import Choice, Plan, Step
from agendagraph.planner.instance import Instance
from agendagraph.planner.joint import JointPlan, make_joint
from agendagraph.planner.request import Request
from agendagraph.planner.solver import Solution, solve
from agendagraph.planner.writing import make
from agendagraph.reading.spans import day

__all__ = [
    "Choice",
    "Comparison",
    "Instance",
    "JointPlan",
    "Late",
    "Plan",
    "Request",
    "Solution",
    "Step",
    "compare",
    "day",
    "late",
    "make",
    "make_joint",
    "request_of",
    "solve",
]
