"""A timetable that is being filled, one session after the other. Pure: the first timetable, and the rooms' names.

Greedy: it never takes anything back. The solver starts from what it makes, and it fills what a stopped search left.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from centre_app.timetable.problem import Placement
from centre_app.timetable.slots import RoomClass, Slot, Span, Week
from centre_app.timetable.wishes import DAY_OF_COMING, SESSION_OF_GROUP, Wishes


@dataclass
class Session:
    """A session on the board; ``shared``: others of its kind may join."""

    therapist: int
    day: int
    start: int
    minutes: int
    type: str
    shared: bool
    room: int
    wants: list[int]


class Board:
    """What is placed so far, and what is still free."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.wishes = Wishes(week)
        self.sessions: list[Session] = []
        self._therapist: dict[tuple[int, int], list[Span]] = defaultdict(list)
        self._room: dict[tuple[int, int], list[Span]] = defaultdict(list)
        self._child: dict[tuple[uuid.UUID, int], list[Span]] = defaultdict(list)
        self._a_day: Counter[tuple[uuid.UUID, int]] = Counter()
        self._of_type: Counter[tuple[uuid.UUID, str, int]] = Counter()
        self.served: Counter[int] = Counter()

    def fill(self) -> None:
        """Place all that still finds a place, those with the fewest possibilities first."""
        week = self.week
        for index in sorted(range(len(week.slots)), key=lambda index: (len(week.slots[index]), index)):
            ranked = sorted(week.slots[index], key=lambda slot: (-self.wishes.points(slot), slot))
            for _time in range(week.problem.wants[index].times - self.served[index]):
                best = max(self._ways(ranked), key=lambda way: way[0], default=None)
                if best is None:
                    break
                self.place(best[1], best[2])

    def _ways(self, ranked: Iterable[Slot]) -> Iterator[tuple[int, Slot, Session | int]]:
        """The slots that are free now with their points; a session to join, or a room."""
        for slot in ranked:
            if not self.child_free(slot):
                continue
            want = self.week.problem.wants[slot.want]
            points = self.wishes.points(slot)
            if want.child in self.wishes.few_days and not self._comes(want.child, slot.day):
                points -= DAY_OF_COMING
            joined = self.to_join(slot)
            if joined is not None:
                yield points, slot, joined
            elif self.therapist_free(slot):
                room = next(self.rooms_free(slot), None)
                if room is not None:
                    yield points - (SESSION_OF_GROUP if self.may_share(slot) else 0), slot, room

    def place(self, slot: Slot, where: Session | int) -> None:
        """Put a child into a session, or open one in a room."""
        want = self.week.problem.wants[slot.want]
        span = (slot.start, slot.start + want.minutes)
        if isinstance(where, Session):
            where.wants.append(slot.want)
        else:
            shared = self.may_share(slot)
            self.sessions.append(
                Session(slot.therapist, slot.day, slot.start, want.minutes, want.type, shared, where, [slot.want])
            )
            self._therapist[slot.therapist, slot.day].append(span)
            self._room[where, slot.day].append(span)
        self._child[want.child, slot.day].append(span)
        self._a_day[want.child, slot.day] += 1
        self._of_type[want.child, want.type, slot.day] += 1
        self.served[slot.want] += 1

    def take_out(self, session: Session) -> None:
        """Take a whole session off the board."""
        self.sessions.remove(session)
        span = (session.start, session.start + session.minutes)
        self._therapist[session.therapist, session.day].remove(span)
        self._room[session.room, session.day].remove(span)
        for index in session.wants:
            want = self.week.problem.wants[index]
            self._child[want.child, session.day].remove(span)
            self._a_day[want.child, session.day] -= 1
            self._of_type[want.child, want.type, session.day] -= 1
            self.served[index] -= 1

    def put_back(self, session: Session) -> None:
        """Undo ``take_out``."""
        slots = [Slot(index, session.therapist, session.day, session.start) for index in session.wants]
        self.place(slots[0], session.room)
        for slot in slots[1:]:
            self.place(slot, self.sessions[-1])

    def value(self) -> int:
        """The points of all that is on the board."""
        points, coming = 0, set[tuple[uuid.UUID, int]]()
        for session in self.sessions:
            points -= SESSION_OF_GROUP if session.shared else 0
            for index in session.wants:
                points += self.wishes.points(Slot(index, session.therapist, session.day, session.start))
                coming.add((self.week.problem.wants[index].child, session.day))
        few = {(child, day) for child, day in coming - self.wishes.comes if child in self.wishes.few_days}
        return points - DAY_OF_COMING * len(few)

    def may_share(self, slot: Slot) -> bool:
        """Whether this child may be in a group with this therapist: one who is wished for is not shared elsewhere."""
        return shares(self.week, slot)

    def day_full(self, slot: Slot) -> bool:
        """Whether the child has as many sessions on the day as it may."""
        want = self.week.problem.wants[slot.want]
        return self._a_day[want.child, slot.day] >= self.week.day_left(want.child, slot.day)

    def type_full(self, slot: Slot) -> bool:
        """Whether the child has as many sessions of the type on the day as it may."""
        want = self.week.problem.wants[slot.want]
        left = self.week.type_left(want.child, want.type, slot.day)
        return self._of_type[want.child, want.type, slot.day] >= left

    def child_free(self, slot: Slot) -> bool:
        """Whether the child can have one more session then."""
        want = self.week.problem.wants[slot.want]
        span = (slot.start, slot.start + want.minutes)
        return not (self.day_full(slot) or self.type_full(slot) or _meets(self._child[want.child, slot.day], span))

    def therapist_free(self, slot: Slot) -> bool:
        """Whether the therapist has no session on the board then."""
        minutes = self.week.problem.wants[slot.want].minutes
        return not _meets(self._therapist[slot.therapist, slot.day], (slot.start, slot.start + minutes))

    def rooms_free(self, slot: Slot) -> Iterator[int]:
        """Rooms that would do and are free then, in the centre's order."""
        want = self.week.problem.wants[slot.want]
        span = (slot.start, slot.start + want.minutes)
        fit = [
            room
            for one in self.week.room_classes[slot.day]
            if fits(one, want.type, slot.start, want.minutes)
            for room in one.rooms
        ]
        # A poorly equipped room first: the good ones are needed by those who need them.
        rooms = self.week.problem.rooms
        for room in sorted(fit, key=lambda room: (len(rooms[room].equipment), rooms[room].places or 0, room)):
            if not _meets(self._room[room, slot.day], span):
                yield room

    def to_join(self, slot: Slot) -> Session | None:
        """A session of this therapist at this hour that the child may join."""
        if not self.may_share(slot):
            return None
        want = self.week.problem.wants[slot.want]
        for one in self.sessions:
            if (one.therapist, one.day, one.start) != slot[1:] or not one.shared:
                continue
            places = self.week.problem.rooms[one.room].places
            most = self.week.types[one.type].most_children
            if (one.type, one.minutes) == (want.type, want.minutes) and len(one.wants) < min(most, places or most):
                return one
        return None

    def placements(self) -> tuple[Placement, ...]:
        """The board as a proposal has it, by day and hour."""
        problem = self.week.problem
        return tuple(
            Placement(
                tuple(sorted(one.wants)),
                problem.therapists[one.therapist].id,
                problem.rooms[one.room].id,
                self.week.days[one.day],
                one.start,
            )
            for one in sorted(self.sessions, key=lambda one: (one.day, one.start, one.therapist, one.room))
        )

    def _comes(self, child: uuid.UUID, day: int) -> bool:
        return (child, day) in self.wishes.comes or self._a_day[child, day] > 0


def shares(week: Week, slot: Slot) -> bool:
    """Whether a slot is one of a group: the want is, and its wish, if it has one, is for this therapist."""
    want = week.problem.wants[slot.want]
    if not want.in_group or week.types[want.type].most_children < 2:
        return False
    return want.wished in (None, week.problem.therapists[slot.therapist].id)


def fits(room_class: RoomClass, kind: str, start: int, minutes: int) -> bool:
    """Whether a session may be in these rooms then, as far as what was booked before says."""
    return kind in room_class.types and any(a <= start and start + minutes <= b for a, b in room_class.free)


def _meets(spans: Iterable[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
