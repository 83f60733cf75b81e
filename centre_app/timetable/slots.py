"""What is possible in a week before anything new is placed: who is free when. Pure; what the solver stands on.

Therapists, rooms, children and wants are named by their place in the problem's tuples, days by their place in ``days``.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from centre_app.timetable.problem import Away, Hours, Problem, Want

Span = tuple[int, int]


class Slot(NamedTuple):
    """One way to give a want one of its sessions, but for the room."""

    want: int
    therapist: int
    day: int
    start: int


@dataclass(frozen=True)
class RoomClass:
    """Rooms of one day that are as good as each other for everything that may be placed in them."""

    day: int
    rooms: tuple[int, ...]
    places: int | None
    free: tuple[Span, ...]
    types: frozenset[str]  # that may be given here


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of ``spans`` less ``taken``, in order."""
    left = sorted(spans)
    for start, end in taken:
        cut: list[Span] = []
        for begins, ends in left:
            if end <= begins or ends <= start:
                cut.append((begins, ends))
                continue
            if begins < start:
                cut.append((begins, start))
            if end < ends:
                cut.append((end, ends))
        left = cut
    return tuple(left)


def both(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches that lie in both."""
    found = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return tuple(sorted(span for span in found if span[0] < span[1]))


def starts(spans: Iterable[Span], minutes: int, grid: int) -> list[int]:
    """The hours of the grid at which ``minutes`` minutes fit into one of the spans."""
    found = {at for begins, ends in spans for at in range(-(-begins // grid) * grid, ends - minutes + 1, grid)}
    return sorted(at for at in found if at + minutes <= 1440)


class Week:
    """A problem, worked out."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = tuple(sorted(day for day in problem.open_days if day >= problem.first_day))
        self.children = {child.id: child for child in problem.children}
        self.types = {kind.code: kind for kind in problem.types}
        self._taken: dict[tuple[uuid.UUID, int], list[Span]] = defaultdict(list)
        self._count: Counter[tuple[uuid.UUID, int, str]] = Counter()
        at = {day: index for index, day in enumerate(self.days)}
        for session in problem.fixed:
            if session.day not in at:
                continue
            for child in session.children:
                self._count[child, at[session.day], session.type] += 1
            if session.start is not None:
                for who in (*session.children, session.therapist, session.room):
                    if who is not None:
                        self._taken[who, at[session.day]].append((session.start, session.start + session.minutes))

    def therapist_free(self, therapist: int, day: int) -> tuple[Span, ...]:
        """When somebody works on that day and is not booked."""
        who = self.problem.therapists[therapist]
        return without(self._at_work(who.hours, who.away, day), self._taken[who.id, day])

    def child_free(self, child_id: uuid.UUID, day: int) -> tuple[Span, ...]:
        """When a child can come on that day and is not booked."""
        child = self.children[child_id]
        if self.days[day] not in child.days:
            return ()
        times = child.times or (Hours(self.days[day].isoweekday(), 0, 1440),)
        return without(self._at_work(times, child.away, day), self._taken[child_id, day])

    def day_left(self, child_id: uuid.UUID, day: int) -> int:
        """How many more sessions the child may have on that day."""
        booked = sum(n for (who, at, _kind), n in self._count.items() if who == child_id and at == day)
        return max(0, self.children[child_id].most_a_day - booked)

    def type_left(self, child_id: uuid.UUID, kind: str, day: int) -> int:
        """How many more sessions of the type the child may have on that day."""
        return max(0, self.type_cap[child_id, kind] - self._count[child_id, day, kind])

    @cached_property
    def type_cap(self) -> dict[tuple[uuid.UUID, str], int]:
        """(child, type) -> how many a day: one, unless the week has more sessions than the child has days."""
        dose: Counter[tuple[uuid.UUID, str]] = Counter()
        for want in self.problem.wants:
            dose[want.child, want.type] += want.times
        for session in self.problem.fixed:
            dose.update((child, session.type) for child in session.children)
        return {(who, kind): max(1, -(-n // (len(self._open_to(who)) or n))) for (who, kind), n in dose.items()}

    def _open_to(self, child_id: uuid.UUID) -> list[object]:
        child = self.children.get(child_id)
        if child is None:
            return []
        weekdays = {one.weekday for one in child.times} or set(range(1, 8))
        return [day for day in self.problem.open_days if day in child.days and day.isoweekday() in weekdays]

    def _at_work(self, hours: Iterable[Hours], away: Iterable[Away], day: int) -> tuple[Span, ...]:
        date = self.days[day]
        spans = ((one.start, one.end) for one in hours if one.weekday == date.isoweekday())
        return without(spans, ((one.start, one.end) for one in away if one.day == date))

    @cached_property
    def slots(self) -> list[list[Slot]]:
        """For each want all its slots, by therapist, day and hour, those left out for which no room is ever free."""
        free = {
            (who, day): self.therapist_free(who, day)
            for who in range(len(self.problem.therapists))
            for day in range(len(self.days))
        }
        return [self._slots_of(index, want, free) for index, want in enumerate(self.problem.wants)]

    def _slots_of(self, index: int, want: Want, free: dict[tuple[int, int], tuple[Span, ...]]) -> list[Slot]:
        found: list[Slot] = []
        givers = [t for t, who in enumerate(self.problem.therapists) if want.type in who.skills]
        for day in range(len(self.days)):
            if not self.day_left(want.child, day) or not self.type_left(want.child, want.type, day):
                continue
            child = self.child_free(want.child, day)
            roomy = {
                start
                for room_class in self.room_classes[day]
                if want.type in room_class.types
                for start in starts(both(child, room_class.free), want.minutes, self.problem.grid)
            }
            for therapist in givers:
                possible = starts(both(child, free[therapist, day]), want.minutes, self.problem.grid)
                found += [Slot(index, therapist, day, start) for start in possible if start in roomy]
        return sorted(found)

    @cached_property
    def room_classes(self) -> list[list[RoomClass]]:
        """For each day the rooms, those taken together that differ in nothing that matters here."""
        wanted = {want.type for want in self.problem.wants}
        found: list[list[RoomClass]] = []
        for day in range(len(self.days)):
            alike: dict[tuple[int | None, tuple[Span, ...], frozenset[str]], list[int]] = defaultdict(list)
            for index, room in enumerate(self.problem.rooms):
                fit = frozenset(code for code in wanted if self.types[code].equipment <= room.equipment)
                if fit and (room.places is None or room.places > 0):
                    alike[room.places, without([(0, 1440)], self._taken[room.id, day]), fit].append(index)
            found.append([RoomClass(day, tuple(rooms), *facts) for facts, rooms in alike.items()])
        return found
