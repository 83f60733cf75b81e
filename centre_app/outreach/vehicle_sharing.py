"""Which vehicle takes which team on a day: the smallest-cost matching, exactly. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Costs, each level far above all of the next: a team that stays (more so one whose round has a vehicle already), one
# that leaves its planned vehicle, its usual one, a team that stands first, empty seats.
_STAYS, _STAYS_PLANNED, _NOT_PLANNED, _NOT_USUAL, _FIRST_STAYS, _FIRST_CHANGES = (
    10**12,
    10**11,
    10**10,
    10**8,
    10**5,
    10**3,
)
_MOST_EMPTY = 99
_IMPOSSIBLE = 10**15


@dataclass(frozen=True)
class Want:
    """A team that goes with ``people`` members. ``planned``: the vehicle its round has already."""

    team_id: uuid.UUID
    people: int
    usual: uuid.UUID | None = None
    planned: uuid.UUID | None = None


def share_vehicles(wanted: Sequence[Want], seats: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, uuid.UUID]:
    """Team -> vehicle, never one vehicle twice, never with too few seats. ``seats``: of the vehicles that are free.

    As many teams go as can; of all ways to do that the one in which most have the vehicle that is planned for them,
    then the usual one, then the fewest empty seats. A team without a vehicle is left out.
    """
    if not wanted:
        return {}
    vehicles = list(seats)
    costs = [
        [_cost(want, at, vehicle, seats[vehicle]) for vehicle in vehicles]
        + [_cost_of_staying(want, at, seats) if column == at else _IMPOSSIBLE for column in range(len(wanted))]
        for at, want in enumerate(wanted)
    ]
    return {
        want.team_id: vehicles[column]
        for want, column in zip(wanted, _cheapest(costs), strict=True)
        if column < len(vehicles)
    }


def _cost_of_staying(want: Want, at: int, seats: Mapping[uuid.UUID, int]) -> int:
    cost = _STAYS - at * _FIRST_STAYS
    if want.planned in seats:
        cost += _STAYS_PLANNED
    return cost + _NOT_USUAL if want.usual in seats else cost


def _cost(want: Want, at: int, vehicle: uuid.UUID, seats: int) -> int:
    if seats < want.people:
        return _IMPOSSIBLE
    cost = min(seats - want.people, _MOST_EMPTY)
    if want.usual is not None and vehicle != want.usual:
        cost += _NOT_USUAL - at * _FIRST_CHANGES
    if want.planned is not None and vehicle != want.planned:
        cost += _NOT_PLANNED
    return cost


def _cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """Row -> column of the assignment of least cost (the Hungarian method with potentials; columns ≥ rows)."""
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0] * (rows + 1), [0] * (columns + 1)
    row_at = [0] * (columns + 1)  # 1-based row that holds a column; 0: free
    for row in range(1, rows + 1):
        row_at[0], column = row, 0
        least, came = [_IMPOSSIBLE * (rows + 1)] * (columns + 1), [0] * (columns + 1)
        used = [False] * (columns + 1)
        while row_at[column]:
            used[column] = True
            here, step, following = row_at[column], _IMPOSSIBLE * (rows + 1), 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                cost = costs[here - 1][other - 1] - of_row[here] - of_column[other]
                if cost < least[other]:
                    least[other], came[other] = cost, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if used[other]:
                    of_row[row_at[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            row_at[column], column = row_at[came[column]], came[column]
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if row_at[column]:
            chosen[row_at[column] - 1] = column - 1
    return chosen
