"""What the planner is measured against: the reach alone, and the same question put to a solver of integer programmes.

Both read the same `Instance` and neither uses anything of the planner's: the peer is to be able to disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from agendagraph.planner import Instance


@dataclass(frozen=True)
class Answer:
    """What a peer found.

    Attributes:
        cost: of the best plan found; nothing where there is none, or where the peer makes no plan.
        is_proven: whether no plan costs less.
        size: steps, or things reached.
    """

    cost: int | None
    is_proven: bool
    size: int


def reach(instance: Instance) -> Answer:
    """Return how much the goals could come to need over all options, with networkx: no plan, only its surroundings."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(instance.goals)
    graph.add_edges_from((dependent, option) for dependent, options in instance.clauses.values() for option in options)
    reached = set(instance.goals).union(*(nx.descendants(graph, goal) for goal in instance.goals))
    return Answer(None, True, len(reached))


def integer(instance: Instance, seconds: float) -> Answer:
    """Return the best plan by integer programming with HiGHS.

    For each thing `need` and for each option of a clause `take` are binary, and each thing has a level. Every clause of what is
    needed takes an option, what is taken is there or needed, and a thing's level is above those of what it takes (Miller, Tucker
    and Zemlin's way to exclude circles). Levels are asked only within a strongly connected component, as many as it has things:
    what anyone would do who writes this programme with care. Things to use or to avoid are not in it; made problems have none.
    """
    import highspy
    import networkx as nx
    import numpy as np

    graph = nx.DiGraph()
    open_, clauses = list(instance.goals), {}
    by_dependent: dict[str, list[str]] = {}
    for name, (dependent, _) in instance.clauses.items():
        by_dependent.setdefault(dependent, []).append(name)
    while open_:
        thing = open_.pop()
        if thing in graph or thing in instance.present:
            continue
        graph.add_node(thing)
        for name in by_dependent.get(thing, []):
            clauses[name] = instance.clauses[name]
            open_ += clauses[name][1]
    things = {thing: number for number, thing in enumerate(sorted(graph))}
    graph.add_edges_from((d, option) for d, options in clauses.values() for option in options if option in things)
    circle: dict[str, int] = {}
    levels: dict[str, int] = {}
    for number, members in enumerate(nx.strongly_connected_components(graph)):
        circle |= dict.fromkeys(members, number)
        levels |= dict.fromkeys(members, len(members) - 1)

    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", float(seconds))
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.999)  # costs are whole numbers
    rows: list[tuple[float, float, list[tuple[int, float]]]] = []
    level = {thing: len(things) + number for number, thing in enumerate(t for t in things if levels[t])}
    takes = len(things) + len(level)
    for dependent, options in clauses.values():
        taken = range(takes, takes + len(options))
        takes += len(options)
        rows.append((0.0, np.inf, [(column, 1.0) for column in taken] + [(things[dependent], -1.0)]))
        for column, option in zip(taken, options, strict=True):
            if option not in things:
                continue
            rows.append((0.0, np.inf, [(things[option], 1.0), (column, -1.0)]))
            if circle[option] == circle[dependent]:
                most = float(levels[dependent] + 1)
                rows.append((1.0 - most, np.inf, [(level[dependent], 1.0), (level[option], -1.0), (column, -most)]))
    cost = [float(instance.costs.get(thing, 1)) for thing in things] + [0.0] * (takes - len(things))
    lower, upper = np.zeros(takes), np.ones(takes)
    for goal in instance.goals:
        if goal in things:
            lower[things[goal]] = 1.0
    for thing, column in level.items():
        upper[column] = float(levels[thing])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = takes, len(rows)
    program.col_cost_, program.col_lower_, program.col_upper_ = np.array(cost), lower, upper
    program.row_lower_ = np.array([row[0] for row in rows])
    program.row_upper_ = np.array([row[1] for row in rows])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0] + [len(row[2]) for row in rows])
    program.a_matrix_.index_ = np.array([column for row in rows for column, _ in row[2]])
    program.a_matrix_.value_ = np.array([value for row in rows for _, value in row[2]])
    kind = highspy.HighsVarType
    program.integrality_ = [
        kind.kContinuous if len(things) <= n < len(things) + len(level) else kind.kInteger for n in range(takes)
    ]
    model.passModel(program)
    model.run()
    information = model.getInfo()
    if information.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None, model.getModelStatus() == highspy.HighsModelStatus.kInfeasible, 0)
    values = model.getSolution().col_value
    size = sum(values[number] > 0.5 for number in things.values())
    return Answer(
        round(information.objective_function_value), model.getModelStatus() == highspy.HighsModelStatus.kOptimal, size
    )


def undivided(instance: Instance, seconds: float) -> Answer:
    """Return the best plan by the planner's program alone, about the whole problem at once: what dividing is good for."""
    import time

    from agendagraph.planner import solver

    solution = solver._search(instance.relevant(), time.monotonic() + seconds, every=False, differs_from=())
    best = solution.best
    return Answer(best.cost if best else None, solution.is_proven, len(best.needed) if best else 0)


def planner(instance: Instance, seconds: float) -> Answer:
    """Return the best plan by the planner."""
    from agendagraph.planner import solve

    solution = solve(instance, seconds=seconds)
    best = solution.best
    return Answer(best.cost if best else None, solution.is_proven, len(best.needed) if best else 0)
