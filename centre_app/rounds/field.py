"""A week's problem as the search walks over it: numbers instead of ids, and the clock of one tour. Pure.

Calls (candidates) and shifts have the numbers of their places in the problem; a place has a number of its own.
Kilometres are whole metres here, so that sums do not depend on their order.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from centre_app.rounds.problem import Candidate, Problem, Shift

FAR = 1_000_000  # minutes and metres of a way that is none
Table = list[list[int]]


class Field:
    """``may[s]``: the calls that shift s could make, were it for nothing but the way there and back. ``metres[s]``,
    ``minutes[s]``: ways by place numbers on the shift's day."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.calls: tuple[Candidate, ...] = problem.candidates
        self.shifts: tuple[Shift, ...] = problem.shifts
        self.number: dict[uuid.UUID, int] = {one.key: at for at, one in enumerate(self.calls)}
        places = problem.ways[0].places if problem.ways else ()
        at = {place: number for number, place in enumerate(places)}
        self.place = [at.get(one.place, -1) if one.place is not None else -1 for one in self.calls]
        self.base = [at.get(shift.base, -1) for shift in self.shifts]
        self.opens = [one.window[0] for one in self.calls]
        self.closes = [one.window[1] for one in self.calls]
        self.stay = [one.minutes for one in self.calls]
        self.weight = [one.weight for one in self.calls]
        self.pinned = [one.pin is not None for one in self.calls]
        tables = _tables(problem)
        self.metres = [tables[shift.day][0] for shift in self.shifts]
        self.minutes = [tables[shift.day][1] for shift in self.shifts]
        self.may: list[frozenset[int]] = [
            frozenset(
                call for call in range(len(self.calls)) if self._may(call, number) and self._reaches(number, call)
            )
            for number in range(len(self.shifts))
        ]

    def _may(self, call: int, number: int) -> bool:
        one, shift = self.calls[call], self.shifts[number]
        if self.place[call] < 0 or self.base[number] < 0 or shift.day not in one.days:
            return False
        if one.team not in (None, shift.team) or not one.skills <= shift.skills:
            return False
        return one.pin is None or (shift.day == one.pin.day and self._pin_allows(one, shift))

    def _pin_allows(self, one: Candidate, shift: Shift) -> bool:
        """The pinned team; another one only for a promise, where that team cannot keep it."""
        assert one.pin is not None
        if one.pin.team in (None, shift.team):
            return True
        if not one.pin.promised:
            return False
        return not any(
            other.team == one.pin.team and other.day == one.pin.day and one.skills <= other.skills
            for other in self.shifts
        )

    def _reaches(self, number: int, call: int) -> bool:
        """There and back in the hours, lunch aside: that can lie elsewhere when the tour has more stops."""
        shift, leg = self.shifts[number], self.minutes[number][self.base[number]][self.place[call]]
        begin = max(shift.start + leg, self.opens[call])
        return begin <= self.closes[call] and begin + self.stay[call] + leg <= shift.end

    def metres_of(self, number: int, tour: Sequence[int]) -> int:
        """The length of a tour, the ways from and to the base with it."""
        if not tour:
            return 0
        table, place, base = self.metres[number], self.place, self.base[number]
        last, total = base, 0
        for call in tour:
            total += table[last][place[call]]
            last = place[call]
        return total + table[last][base]

    def fits(self, number: int, tour: Sequence[int]) -> bool:
        """Whether the shift can drive this tour: hours, the families' hours, lunch.

        Two clocks run: ``before`` (lunch still to come) and ``after`` it, each as early as it can be. Lunch lies at
        the beginning or the end of a leg between two stops, or before the way home. None is needed where the team is
        back while lunch may still begin, or leaves when it may no more.
        """
        if not tour:
            return True
        shift, place, opens, closes, stay = self.shifts[number], self.place, self.opens, self.closes, self.stay
        table, base = self.minutes[number], self.base[number]
        first, last, eat = shift.lunch_from, shift.lunch_until, shift.lunch_minutes
        leg = table[base][place[tour[0]]]
        start = max(shift.start, opens[tour[0]] - leg)
        begin = start + leg
        if begin > closes[tour[0]]:
            return False
        at, before, after = place[tour[0]], begin + stay[tour[0]], FAR
        for call in tour[1:]:
            leg = table[at][place[call]]
            at = place[call]
            there = before + leg
            eaten = after + leg
            if before <= last:
                eaten = min(eaten, max(before, first) + eat + leg)
            if there <= last:
                eaten = min(eaten, max(there, first) + eat)
            before = max(there, opens[call]) + stay[call] if there <= closes[call] else FAR
            after = max(eaten, opens[call]) + stay[call] if eaten <= closes[call] else FAR
            if before >= FAR and after >= FAR:
                return False
        leg = table[at][base]
        end = after + leg
        if before <= last:
            end = min(end, max(before, first) + eat + leg)
        if not eat or start > last or before + leg <= last:
            end = min(end, before + leg)
        return end <= shift.end

    def best_gap(self, number: int, tour: Sequence[int], call: int) -> tuple[int, int] | None:
        """The shortest detour for one more call: (metres more, position); None where it fits nowhere."""
        if call not in self.may[number]:
            return None
        table, place, base = self.metres[number], self.place, self.base[number]
        new = place[call]
        stops = [base, *(place[one] for one in tour), base]
        gaps = sorted(
            (
                table[stops[gap]][new]
                + table[new][stops[gap + 1]]
                - (table[stops[gap]][stops[gap + 1]] if tour else 0),
                gap,
            )
            for gap in range(len(tour) + 1)
        )
        for more, gap in gaps:
            if more < FAR and self.fits(number, [*tour[:gap], call, *tour[gap:]]):
                return more, gap
        return None

    def cost(self, tours: Sequence[Sequence[int]]) -> tuple[int, int, int]:
        """Smaller is better: pinned calls not made, weight left out, metres."""
        made = {call for tour in tours for call in tour}
        left = [call for call in range(len(self.calls)) if call not in made]
        return (
            sum(self.pinned[call] for call in left),
            sum(self.weight[call] for call in left),
            sum(self.metres_of(number, tour) for number, tour in enumerate(tours)),
        )

    def missing(self, tours: Iterable[Iterable[int]]) -> list[int]:
        """The calls no tour makes, pinned ones first, then by weight."""
        made = {call for tour in tours for call in tour}
        left = (call for call in range(len(self.calls)) if call not in made)
        return sorted(left, key=lambda call: (not self.pinned[call], -self.weight[call], call))


def _tables(problem: Problem) -> dict[date, tuple[Table, Table]]:
    """Metres and minutes of each day; days with the same ways share theirs."""
    same: dict[int, tuple[Table, Table]] = {}
    found: dict[date, tuple[Table, Table]] = {}
    for day in problem.ways:
        if id(day.legs) not in same:
            same[id(day.legs)] = (
                [[FAR if way is None else round(way.km * 1000) for way in row] for row in day.legs],
                [[FAR if way is None else way.minutes for way in row] for row in day.legs],
            )
        found[day.day] = same[id(day.legs)]
    return found
