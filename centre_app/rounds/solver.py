"""Proposing rounds (docs/decisions/0014). Pure, but slow: PyVRP is imported when a proposal is asked for.

1. Plans without a search: the one made by hand, the nearest neighbour, the most urgent first. They hold all rules: from
   here on there is always something to show.
2. PyVRP from the best of them: first with lunch anywhere, then in phases with lunch only where the plan goes anyhow,
   which leaves it less to look at. Being left out grows dearer from phase to phase, until no way is too long for it.
3. What still has room is put in, and the plan is laid out as the board has it.

Plans are compared by what is pinned and not kept, then by the weight of those left out, then by kilometres; the plan
that was made by hand stays where nothing better is found. The same problem gives the same proposal, unless the clock
or *Stop* ends the search: phases have a fixed seed and a limit counted in steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from centre_app.rounds.field import Field
from centre_app.rounds.laying import laid_out
from centre_app.rounds.nearest import Tours, kept, nearest_neighbour, pinned_first, urgent_first
from centre_app.rounds.problem import Problem, Proposal

if TYPE_CHECKING:
    from pyvrp import Solution

    from centre_app.rounds.model import RoundsModel

USUAL_SECONDS = 20.0
_FOR_THE_END = 0.3  # seconds kept for filling up and laying out
_FIRST_STEPS, _STEPS = 3000, 2000
_FIRST_SHARE, _SHARE = 0.3, 0.4  # of the time that is left, where the clock is the tighter limit
_PRIZES = (1000, 1000, 3000, 10000)  # for a unit of weight, in units of ten metres
_ENOUGH = 2  # phases in a row that made nothing better
_MOST_PHASES = 12
_SEED = 1
_LARGEST = 8_000_000  # ways in all tables together: 16 bytes each

Told = Callable[[int, float], None]


def propose(
    problem: Problem,
    *,
    seconds: float = USUAL_SECONDS,
    told: Told | None = None,
    stop: Callable[[], bool] | None = None,
) -> Proposal:
    """The best rounds found in so many seconds, or until ``stop()``; never such as break a rule, and never worse than
    the plan made by hand. ``told(visits, kilometres)`` whenever it got better, from this thread."""
    until = time.monotonic() + max(0.0, seconds - _FOR_THE_END)
    search = _Search(Field(problem), until, told or (lambda _visits, _km: None), stop or (lambda: False))
    search.run()
    return laid_out(search.field, search.best, hand_made=search.best == search.by_hand and bool(problem.drafts))


def hand_made(problem: Problem) -> Proposal:
    """The plan as it was made by hand, without what breaks a rule in it."""
    field = Field(problem)
    return laid_out(field, drafted(field), hand_made=True)


def by_nearest_neighbour(problem: Problem) -> Proposal:
    """What a driver would do by himself: what the proposal is held against."""
    field = Field(problem)
    return laid_out(field, nearest_neighbour(field))


def drafted(field: Field) -> Tours:
    """The drafts as tours; what breaks a rule is not in them."""
    at = {shift.key: number for number, shift in enumerate(field.shifts)}
    tours: Tours = [[] for _shift in field.shifts]
    for draft in field.problem.drafts:
        number = at.get((draft.day, draft.team))
        if number is not None:
            tours[number] += [field.number[key] for key in draft.keys if key in field.number]
    return kept(field, tours)


class _Search:
    def __init__(self, field: Field, until: float, told: Told, stop: Callable[[], bool]) -> None:
        self.field, self.until, self.told, self.stop = field, until, told, stop
        self.by_hand = drafted(field)
        self.best, self.rank = self.by_hand, field.cost(self.by_hand)

    @property
    def done(self) -> bool:
        """Whether the time is up."""
        return self.stop() or time.monotonic() >= self.until

    def run(self) -> None:
        """Search until the time is up, or phases make nothing better any more."""
        field, longest = self.field, 0.0
        self.say()
        for plan in (self.by_hand, pinned_first(field), nearest_neighbour(field)):
            begin = time.monotonic()
            self.better(urgent_first(field, plan))
            longest = max(longest, time.monotonic() - begin)
        self.until -= 2 * longest  # a plan is filled up twice more at the end
        if any(field.may):
            self.phases()
        self.better(urgent_first(field, self.best))

    def phases(self) -> None:
        """PyVRP, again and again from the best so far."""
        idle = 0
        for phase in range(_MOST_PHASES):
            if idle == _ENOUGH or self.done:
                return
            before = self.rank
            self.phase(phase)
            idle = idle + 1 if self.rank == before and phase >= len(_PRIZES) - 1 else 0

    def better(self, tours: Sequence[Sequence[int]]) -> bool:
        """Take these tours where they are better than the best so far."""
        rank = self.field.cost(tours)
        if rank >= self.rank:
            return False
        self.best, self.rank = [list(tour) for tour in tours], rank
        self.say()
        return True

    def say(self) -> None:
        self.told(sum(len(tour) for tour in self.best), self.rank[2] / 1000)

    def phase(self, phase: int) -> None:
        """One run of PyVRP from the best plan so far."""
        from centre_app.rounds.core import search
        from centre_app.rounds.model import RoundsModel

        field = self.field
        prize = _PRIZES[min(phase, len(_PRIZES) - 1)]
        lunches = self._lunches(anywhere=phase == 0)
        required = frozenset(call for tour in self.best for call in tour if field.pinned[call])
        model = RoundsModel(field, lunches, prize=prize, required=required)
        start = model.solution(self.best)
        if not start.is_feasible():  # lunch fits only where PyVRP cannot have it: it begins with less, or from nothing
            model = RoundsModel(field, lunches, prize=prize)
            start = model.solution(self._with_early_lunch())
        now = time.monotonic()
        until = now + (self.until - now) * (_FIRST_SHARE if phase == 0 else _SHARE)
        found = search(
            model.data,
            steps=_STEPS if phase else _FIRST_STEPS,
            over=lambda: self.stop() or time.monotonic() >= until,
            seed=_SEED + phase,
            penalty=2.0 * prize,
            start=start,
            told=lambda best: self._found(model, best),
        )
        if found.is_feasible():
            self._take(model, found)

    def _lunches(self, *, anywhere: bool) -> list[list[int]]:
        """Where each shift may have lunch: at the places it comes to in the best plan; ``anywhere`` at all it can come
        to, and so may a shift that stays at home as yet, unless the tables of ways would grow too large."""
        field = self.field
        far = [sorted({field.place[call] for call in may}) for may in field.may]
        near = [sorted({field.place[call] for call in tour}) for tour in self.best]
        wide = [away if anywhere or not tour else there for away, there, tour in zip(far, near, self.best, strict=True)]
        nodes = len(field.calls) + sum(len(places) for places in wide)
        return wide if nodes * nodes * len(far) <= _LARGEST else near

    def _with_early_lunch(self) -> Tours:
        """The best plan without the calls that keep lunch from fitting between others."""
        from centre_app.rounds.model import eats, lunch_gap

        field = self.field
        found: Tours = []
        for number, tour in enumerate(self.best):
            left = list(tour)
            while left and eats(field, number) and lunch_gap(field, number, left) is None:
                left.remove(min(left, key=lambda call: (field.pinned[call], field.weight[call], call)))
            found.append(left)
        return found

    def _found(self, model: RoundsModel, solution: Solution) -> None:
        """PyVRP found something better by its own prices: it is told, where it is better by ours."""
        tours = model.tours(solution)
        if self.field.cost(tours) < self.rank and self._holds(tours):
            self.better(tours)

    def _take(self, model: RoundsModel, solution: Solution) -> None:
        """The phase's last word, filled up with whatever has room."""
        self.better(urgent_first(self.field, kept(self.field, model.tours(solution))))

    def _holds(self, tours: Tours) -> bool:
        field = self.field
        return all(set(tour) <= field.may[number] and field.fits(number, tour) for number, tour in enumerate(tours))
