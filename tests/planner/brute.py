"""What can be had, by trying every choice: with none of the ideas of the code that it judges."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from agendagraph.planner.instance import Instance


def things_of(problem: Instance) -> set[str]:
    """Return everything that a problem names."""
    clauses = problem.clauses.values()
    return {t for dependent, options in clauses for t in (dependent, *options)} | set(problem.goals) | problem.present


def attainable(problem: Instance, gone: Iterable[str] = ()) -> set[str]:
    """Return what some choice of one option for every clause lets come about, step by step from nothing."""
    barred = problem.without | set(gone)
    names = sorted(problem.clauses)
    found: set[str] = set()
    for chosen in itertools.product(*(problem.clauses[name][1] for name in names)):
        takes = dict(zip(names, chosen, strict=True))
        done = problem.present - barred
        while True:
            more = {
                thing
                for thing in things_of(problem) - barred
                if all(takes[name] in done for name in names if problem.clauses[name][0] == thing)
            }
            if more <= done:
                break
            done = done | more
        found |= done
    return found
