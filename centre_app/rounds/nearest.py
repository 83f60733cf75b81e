"""Plans without a search: the nearest neighbour, and the most urgent first. Pure, and done in the blink of an eye.

The nearest neighbour is how a driver plans by himself: what the proposal is held against. The most urgent first is
what a careful leader does by hand. Either is a plan that holds all rules, to start from and to fall back on.
"""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.rounds.field import FAR, Field

Tours = list[list[int]]
_MOST_ORDERS = 10_000  # of the pinned calls of one shift that are tried: all of seven, and done in a tenth of a second


def nearest_neighbour(field: Field) -> Tours:
    """Shift by shift from the base to the nearest home that still fits, and on from there. Pinned calls are kept."""
    tours: Tours = pinned_first(field)
    done = {call for tour in tours for call in tour}
    for number in sorted(range(len(field.shifts)), key=lambda one: (field.shifts[one].day, one)):
        todo = list(tours[number])
        tour: list[int] = []
        table = field.metres[number]
        while True:
            at = field.place[tour[-1]] if tour else field.base[number]
            free = [call for call in field.may[number] if call not in done]
            step = next(
                (
                    call
                    for call in sorted([*free, *todo[:1]], key=lambda call: (table[at][field.place[call]], call))
                    if field.fits(number, [*tour, call, *(one for one in todo if one != call)])
                ),
                None,
            )
            if step is None:
                break
            tour.append(step)
            done.add(step)
            todo = [one for one in todo if one != step]
        tours[number] = [*tour, *todo]
    return tours


def urgent_first(field: Field, tours: Sequence[Sequence[int]] | None = None) -> Tours:
    """Each call, the heaviest first, where it costs the shortest detour; ``tours`` are what is planned already."""
    found: Tours = [list(tour) for tour in tours] if tours is not None else [[] for _shift in field.shifts]
    for call in field.missing(found):
        insert(field, found, call)
    return found


def insert(field: Field, tours: Tours, call: int) -> bool:
    """Put a call where the detour is shortest; whether there was room."""
    best: tuple[int, int, int] | None = None
    for number, tour in enumerate(tours):
        gap = field.best_gap(number, tour, call)
        if gap is not None and (best is None or gap[0] < best[0]):
            best = (gap[0], number, gap[1])
    if best is None or best[0] >= FAR:
        return False
    tours[best[1]].insert(best[2], call)
    return True


def pinned_first(field: Field) -> Tours:
    """Nothing but the pinned calls, those promised for a minute first, as many as can be; the others are left out."""
    found: Tours = [[] for _shift in field.shifts]
    pinned = [call for call in range(len(field.calls)) if field.pinned[call]]
    for call in sorted(pinned, key=lambda call: (field.closes[call] - field.opens[call], -field.weight[call], call)):
        insert(field, found, call)
    for number, may in enumerate(field.may):
        missing = [call for call in field.missing(found) if field.pinned[call] and call in may]
        if missing:
            found[number] = _most_kept(field, number, found[number], missing)
    return found


def _most_kept(field: Field, number: int, tour: Sequence[int], missing: Sequence[int]) -> list[int]:
    """The longest tour of these pinned calls, then the heaviest, then the shortest: what was said to families is kept
    as far as it can be, in whatever order. Every order is tried, up to a number of steps; never worse than ``tour``."""
    calls = sorted((*tour, *missing), key=lambda call: (field.closes[call], call))
    best, steps = list(tour), 0

    def rank(order: Sequence[int]) -> tuple[int, int, int]:
        return -len(order), -sum(field.weight[call] for call in order), field.metres_of(number, order)

    waiting: list[list[int]] = [[]]
    while waiting and steps < _MOST_ORDERS:
        begun = waiting.pop()
        if rank(begun) < rank(best):
            best = begun
        further = [[*begun, call] for call in calls if call not in begun]
        steps += len(further)
        waiting += reversed([order for order in further if field.fits(number, order)])
    return best


def kept(field: Field, tours: Sequence[Sequence[int]]) -> Tours:
    """Tours without what breaks a rule: the lightest call goes first, a pinned one last."""
    found: Tours = []
    done: set[int] = set()
    for number, tour in enumerate(tours):
        left = [call for call in tour if call in field.may[number] and call not in done]
        while not field.fits(number, left):
            left.remove(_weakest(field, number, left))
        found.append(left)
        done.update(left)
    return found


def _weakest(field: Field, number: int, tour: Sequence[int]) -> int:
    """The lightest call without which the others fit; else the lightest of all."""
    order = sorted(tour, key=lambda call: (field.pinned[call], field.weight[call], call))
    return next((call for call in order if field.fits(number, [one for one in tour if one != call])), order[0])
