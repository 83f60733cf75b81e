"""PyVRP's search, the same for a centre's week and for the public instances it is measured on. Imported when asked."""

from __future__ import annotations

from collections.abc import Callable

from pyvrp import PenaltyManager, PenaltyParams, ProblemData, RandomNumberGenerator, Solution
from pyvrp.IteratedLocalSearch import IteratedLocalSearch, IteratedLocalSearchCallbacks, IteratedLocalSearchParams
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)

_NEIGHBOURS = 40
_MOST_CHANGES = 25  # calls moved at random before each step
_HISTORY = 100  # so many steps back a worse plan is still compared with
_MOST_PENALTY = 1e9


class _Better(IteratedLocalSearchCallbacks):
    def __init__(self, told: Callable[[Solution], None]) -> None:
        self.told = told

    def on_best(self, best: Solution) -> None:
        """PyVRP found a better solution that holds all rules."""
        self.told(best)


def search(
    data: ProblemData,
    *,
    steps: int,
    over: Callable[[], bool],
    seed: int,
    penalty: float,
    start: Solution | None = None,
    told: Callable[[Solution], None] = lambda _best: None,
) -> Solution:
    """The best solution after so many steps, or when it is ``over``; it breaks rules only where none that holds them
    was found. ``penalty``: what a minute too late costs at first; PyVRP goes on from there."""
    rng = RandomNumberGenerator(seed=seed)
    neighbours = compute_neighbours(data, NeighbourhoodParams(num_neighbours=_NEIGHBOURS))
    local = LocalSearch(data, rng, neighbours, PerturbationManager(PerturbationParams(1, _MOST_CHANGES)))
    for operator in OPERATORS:
        if operator.supports(data):
            local.add_operator(operator(data))
    penalties = PenaltyManager(
        ([penalty] * data.num_load_dimensions, penalty, penalty), PenaltyParams(max_penalty=_MOST_PENALTY)
    )
    if start is None:
        start = local(Solution.make_random(data, rng), penalties.cost_evaluator(), exhaustive=True)
    params = IteratedLocalSearchParams(history_length=_HISTORY, callbacks=_Better(told))
    done = 0

    def stop(best_cost: int) -> bool:
        nonlocal done
        done += 1
        return done > steps or over()

    return IteratedLocalSearch(data, penalties, local, start, params).run(stop, collect_stats=False).best
