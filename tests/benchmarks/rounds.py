"""Proposed rounds: a week beside the nearest neighbour, a week planned again after a change, public instances."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from centre_app.rounds.problem import Draft, Pin, Problem, Proposal
from centre_app.rounds.rules import faults
from centre_app.rounds.solver import by_nearest_neighbour, propose
from tests.benchmarks.measure import Line, ms
from tests.factories.rounds import rounds_case
from tests.factories.solomon import BEST_KNOWN, distance, instance, solved

_URGENT = ("critical", "high")
_AGAIN_SECONDS = 4.0


def proposing() -> Iterator[Line]:
    """5 days, 2 teams, 120 candidates in 40 places; then the same week without one team's Monday."""
    problem = rounds_case(1)
    nearest = by_nearest_neighbour(problem)
    begin = time.perf_counter()
    found = propose(problem)
    taken = (time.perf_counter() - begin) * 1000
    yield Line(
        f"rounds of 2 teams on 5 days, 120 due; nearest neighbour: {_figures(nearest)}; proposed: {_figures(found)}",
        ms(taken),
        "–",
        "–",
        "≤ 20 s, no rule broken",
        taken <= 20_000 and not faults(found) and found.rank < nearest.rank,
    )
    yield _again(found)


def _figures(one: Proposal) -> str:
    """Visits, urgency served, kilometres a visit."""
    urgent = [(visited, due) for risk, visited, due in one.by_risk if risk in _URGENT]
    served = 100 * one.weight_served / (one.weight_served + one.weight_left)
    return (
        f"{one.visited} visits, {sum(visited for visited, _due in urgent)} of {sum(due for _visited, due in urgent)}"
        f" urgent, {served:.0f} % of the weight, {one.km / one.visited:.1f} km a visit"
    )


def _again(found: Proposal) -> Line:
    """Somebody is ill on Monday: that team's round is gone, every third visit of the other days was promised."""
    problem = _ill_on_monday(found)
    begin = time.perf_counter()
    again = propose(problem, seconds=_AGAIN_SECONDS)
    taken = (time.perf_counter() - begin) * 1000
    kept = sum(one.pin is not None for one in problem.candidates) - len(again.broken_promises)
    return Line(
        f"that week planned again without one team’s Monday: {again.visited} visits, {kept} promises kept,"
        f" {len(again.broken_promises)} not",
        ms(taken),
        "–",
        "–",
        "≤ 5 s, no rule broken, all promises kept",
        taken <= 5_000 and not faults(again) and not again.broken_promises,
    )


def _ill_on_monday(found: Proposal) -> Problem:
    problem, gone = found.problem, found.tours[0].key
    left = [tour for tour in found.tours if tour.key != gone]
    promised = {
        stop.key: Pin(tour.day, tour.team, stop.arrive, promised=True) for tour in left for stop in tour.stops[::3]
    }
    candidates = tuple(
        replace(one, pin=promised[one.key], days=frozenset({promised[one.key].day})) if one.key in promised else one
        for one in problem.candidates
    )
    drafts = tuple(Draft(tour.team, tour.day, tuple(stop.key for stop in tour.stops)) for tour in left)
    shifts = tuple(shift for shift in problem.shifts if shift.key != gone)
    return replace(problem, candidates=candidates, shifts=shifts, drafts=drafts)


def public_instances() -> Iterator[Line]:
    """Solomon's C101, R101 and RC101 with the same search: the gap to the best known value after at most 30 s."""
    for name, best in sorted(BEST_KNOWN.items()):
        one = instance(name)
        begin = time.perf_counter()
        found = distance(one, solved(one, seconds=30, enough=best))
        taken = (time.perf_counter() - begin) * 1000
        gap = 100 * (found / best - 1)
        yield Line(
            f"{name}, 100 customers: {found / 10:.1f}, best known {best / 10:.1f}, gap {gap:.2f} %",
            ms(taken),
            "–",
            "–",
            "gap ≤ 3 % in 30 s",
            gap <= 3,
        )
