"""Plans: which prerequisites to choose for a goal, in which order, given what is there already; exact and explained."""

from agendagraph.planner.document import Choice, Plan, Step
from agendagraph.planner.instance import Instance
from agendagraph.planner.request import Request
from agendagraph.planner.solver import Solution, solve
from agendagraph.planner.writing import make

__all__ = ["Choice", "Instance", "Plan", "Request", "Solution", "Step", "make", "solve"]
