"""The week in PyVRP's terms. Imported only when a proposal is asked for.

* A shift is a vehicle type of its own with a table of ways of its own: of its day, and without those calls that it may
  not make (skills, the family's days, “only this team”): these lie out of reach. As the hours at home are the same on
  every day, days need no shifted clock.
* PyVRP knows no breaks. Lunch is a call as well: a shift has one at every place it may come to, as a group of which
  exactly one is made. Lunch at a place where the team is anyway costs no way. A shift that stays at home has its lunch
  there.
* Leaving a call out costs ``prize`` for each unit of its weight. Pinned calls that are known to fit are required.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, Route, Solution, VehicleType

from centre_app.rounds.field import FAR, Field

_UNIT = 10  # metres
_AWAY_KM, _AWAY_MINUTES = 2_000_000, 20_000  # out of reach

Table = Any  # np.ndarray: PyVRP's annotations of it are their own
Node = tuple[int, int]  # shift and place of a lunch


class RoundsModel:
    """``lunches[s]``: the places where shift s may have lunch. ``required``: calls that must be made."""

    def __init__(
        self, field: Field, lunches: Sequence[Sequence[int]], *, prize: int, required: frozenset[int] = frozenset()
    ) -> None:
        self.field = field
        self.bases = sorted({base for base in field.base if base >= 0})
        self.lunch: list[Node] = []  # the first of each shift is the one at home
        for number, places in enumerate(lunches):
            if eats(field, number):
                self.lunch += [(number, field.base[number]), *((number, place) for place in sorted(set(places)))]
        self.calls = len(field.calls)
        self.at_home = {node for node in range(len(self.lunch)) if self._is_first(node)}
        self.data = self._data(prize, required)

    def _is_first(self, node: int) -> bool:
        return node == 0 or self.lunch[node - 1][0] != self.lunch[node][0]

    def _data(self, prize: int, required: frozenset[int]) -> ProblemData:
        field, first = self.field, len(self.bases)
        places = [*self.bases, *(max(place, 0) for place in field.place), *(place for _shift, place in self.lunch)]
        clients = [
            Client(
                first + call,
                service_duration=field.stay[call],
                tw_early=field.opens[call],
                tw_late=max(field.opens[call], field.closes[call]),
                prize=prize * field.weight[call] * (20 if field.pinned[call] else 1),
                required=call in required,
            )
            for call in range(self.calls)
        ]
        groups: list[ClientGroup] = []
        numbers: dict[int, int] = {}
        for node, (number, _place) in enumerate(self.lunch):
            shift = field.shifts[number]
            group = numbers.setdefault(number, len(numbers))
            if group == len(groups):
                groups.append(ClientGroup(required=True))
            groups[group].add_client(self.calls + node)
            clients.append(
                Client(
                    first + self.calls + node,
                    service_duration=shift.lunch_minutes,
                    tw_early=shift.lunch_from,
                    tw_late=shift.lunch_until,
                    required=False,
                    group=group,
                )
            )
        tables = [self._tables(number, np.array(places)) for number in range(len(field.shifts))]
        return ProblemData(
            [Location(0, 0) for _place in places],
            clients,
            [Depot(at) for at in range(first)],
            [self._vehicle(number) for number in range(len(field.shifts))],
            [metres for metres, _minutes in tables],
            [minutes for _metres, minutes in tables],
            groups,
        )

    def _vehicle(self, number: int) -> VehicleType:
        start, end = hours(self.field, number)
        base = self.bases.index(self.field.base[number])
        return VehicleType(1, start_depot=base, end_depot=base, tw_early=start, tw_late=end, profile=number)

    def _tables(self, number: int, places: Table) -> tuple[Table, Table]:
        """Ways between all nodes as this shift has them."""
        field, first = self.field, len(self.bases)
        metres = np.array(field.metres[number], dtype=np.int64)[np.ix_(places, places)] // _UNIT
        minutes = np.array(field.minutes[number], dtype=np.int64)[np.ix_(places, places)]
        no_way = minutes >= FAR
        metres[no_way], minutes[no_way] = _AWAY_KM, _AWAY_MINUTES
        away = [first + call for call in range(self.calls) if call not in field.may[number]]
        for node, (whose, place) in enumerate(self.lunch):
            at = first + self.calls + node
            if whose != number:
                away.append(at)
            elif node in self.at_home:  # only from the base to the base
                for table, far in ((metres, _AWAY_KM), (minutes, _AWAY_MINUTES)):
                    table[at, first:] = table[first:, at] = far
                    table[at, :first] = table[:first, at] = 0
            else:
                # Where the team is already there is no way to lunch; from there on it is as from the home before.
                here = np.nonzero(places == place)[0]
                metres[here, at] = minutes[here, at] = 0
                metres[:first, at], minutes[:first, at] = _AWAY_KM, _AWAY_MINUTES
        for table, far in ((metres, _AWAY_KM), (minutes, _AWAY_MINUTES)):
            table[away, :] = table[:, away] = far
            np.fill_diagonal(table, 0)
        return metres, minutes

    def solution(self, tours: Sequence[Sequence[int]]) -> Solution:
        """The tours as PyVRP has them, lunch laid into each where it fits."""
        at = {node: self.calls + number for number, node in reversed(list(enumerate(self.lunch)))}
        routes = []
        for number, tour in enumerate(tours):
            if eats(self.field, number) and tour:
                gap, place = lunch_gap(self.field, number, tour) or (0, self.field.place[tour[0]])
                stops = [*tour[: gap + 1], self._node(at, number, place), *tour[gap + 1 :]]
            elif eats(self.field, number):
                stops = [self.calls + next(one for one in self.at_home if self.lunch[one][0] == number)]
            else:
                stops = list(tour)
            if stops:
                routes.append(Route(self.data, stops, number))
        return Solution(self.data, routes)

    def _node(self, at: dict[Node, int], number: int, place: int) -> int:
        nodes = [node for node, one in enumerate(self.lunch) if one == (number, place) and node not in self.at_home]
        return self.calls + nodes[0] if nodes else at[(number, place)]

    def tours(self, solution: Solution) -> list[list[int]]:
        """The calls of each shift in their order."""
        found: list[list[int]] = [[] for _shift in self.field.shifts]
        for route in solution.routes():
            stops: list[Any] = list(route.schedule())
            found[route.vehicle_type()] = [one.idx for one in stops if one.is_client() and one.idx < self.calls]
        return found

    def figures(self, solution: Solution) -> tuple[int, float]:
        """Calls made and kilometres."""
        made = sum(len(tour) for tour in self.tours(solution))
        return made, solution.distance() * _UNIT / 1000


def eats(field: Field, number: int) -> bool:
    """Whether the shift is planned with lunch: not where a day without, before or after it, is the longer one."""
    shift = field.shifts[number]
    with_lunch = shift.end - shift.start - shift.lunch_minutes
    without = max(min(shift.end, shift.lunch_until) - shift.start, shift.end - shift.lunch_until - 1)
    return shift.lunch_minutes > 0 and with_lunch > without


def hours(field: Field, number: int) -> tuple[int, int]:
    """From when to when the shift may be on the road: without lunch only before or after it."""
    shift = field.shifts[number]
    if eats(field, number) or not shift.lunch_minutes:
        return shift.start, shift.end
    if min(shift.end, shift.lunch_until) - shift.start >= shift.end - shift.lunch_until - 1:
        return shift.start, max(shift.start, min(shift.end, shift.lunch_until))
    return max(shift.start, shift.lunch_until + 1), shift.end


def lunch_gap(field: Field, number: int, tour: Sequence[int]) -> tuple[int, int] | None:
    """After which stop lunch fits, and at which place: the first there is, at the beginning of a leg or at its end."""
    last = len(tour) - 1
    for gap in range(len(tour)):
        for at_end in (False, True):
            if at_end and gap == last:
                continue
            if _fits_with_lunch(field, number, tour, gap, at_end=at_end):
                return gap, field.place[tour[gap + 1 if at_end else gap]]
    return None


def _fits_with_lunch(field: Field, number: int, tour: Sequence[int], gap: int, *, at_end: bool) -> bool:
    shift, table, at = field.shifts[number], field.minutes[number], field.base[number]
    clock = max(shift.start, field.opens[tour[0]] - table[at][field.place[tour[0]]])
    for stop, call in enumerate(tour):
        clock += table[at][field.place[call]]
        at = field.place[call]
        if at_end and stop == gap + 1:
            if clock > shift.lunch_until:
                return False
            clock = max(clock, shift.lunch_from) + shift.lunch_minutes + table[at][at]
        if clock > field.closes[call]:
            return False
        clock = max(clock, field.opens[call]) + field.stay[call]
        if not at_end and stop == gap:
            if clock > shift.lunch_until:
                return False
            clock = max(clock, shift.lunch_from) + shift.lunch_minutes
    return clock + table[at][field.base[number]] <= shift.end
