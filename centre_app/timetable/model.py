"""The week as OR-Tools' CP-SAT reads it: one yes or no for each slot. Imported only when a proposal is asked for.

A slot's sessions exclude each other hour by hour (“at most one of these”), which gives the solver's linear relaxation
exact cliques: intervals on a line. Rooms that are as good as each other are counted, not named, and named afterwards.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from centre_app.timetable.board import Board, fits, shares
from centre_app.timetable.problem import SessionType
from centre_app.timetable.slots import RoomClass, Slot, Week
from centre_app.timetable.wishes import DAY_OF_COMING, SESSION_OF_GROUP, SPREAD, Wishes

Literal = cp_model.IntVar
Takers = dict[tuple[int, int], list[tuple[int, int, Literal]]]  # (day, room class) -> begins, minutes, how many


class Group(NamedTuple):
    """A session that children may share."""

    type: str
    minutes: int
    therapist: int
    day: int
    start: int


class Need(NamedTuple):
    """Sessions of single children that begin together, last as long and would do with the same rooms: only how many
    of them there are matters to the rooms. ``classes``: places in the day's list of room classes."""

    day: int
    start: int
    minutes: int
    classes: tuple[int, ...]


class WeekModel:
    """The variables and the hard rules. ``alone`` and ``joins``: slots taken; ``groups``: sessions shared."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.cp = cp_model.CpModel()
        self.alone: dict[Slot, Literal] = {}
        self.joins: dict[Slot, Literal] = {}
        self.groups: dict[Group, Literal] = {}
        self.rooms: dict[tuple[Need | Group, int], Literal] = {}  # how many of them are in the rooms of a class
        self._slot_variables()
        self._children()
        self._therapists()
        self._rooms()

    @property
    def slots(self) -> dict[Slot, Literal]:
        """All slots: alone or joined."""
        return {**self.alone, **self.joins}

    def group_of(self, slot: Slot) -> Group:
        """The group session that a slot would join."""
        want = self.week.problem.wants[slot.want]
        return Group(want.type, want.minutes, slot.therapist, slot.day, slot.start)

    def need_of(self, slot: Slot) -> Need:
        """What a session of one child asks of the rooms."""
        want = self.week.problem.wants[slot.want]
        classes = enumerate(self.week.room_classes[slot.day])
        fit = tuple(at for at, one in classes if fits(one, want.type, slot.start, want.minutes))
        return Need(slot.day, slot.start, want.minutes, fit)

    def most_places(self) -> None:
        """Aim at as many places as possible."""
        self.cp.maximize(sum(self.slots.values()))

    def best_wishes(self) -> None:
        """Aim at as many places as possible, and among such timetables at the best wishes: a place is worth more than
        all points together."""
        wishes = Wishes(self.week)
        points = [wishes.points(slot) * literal for slot, literal in self.slots.items()]
        points += [-SESSION_OF_GROUP * literal for literal in self.groups.values()]
        coming: dict[tuple[uuid.UUID, int], list[Literal]] = defaultdict(list)
        for slot, literal in self.slots.items():
            child = self.week.problem.wants[slot.want].child
            if child in wishes.few_days and (child, slot.day) not in wishes.comes:
                coming[child, slot.day].append(literal)
        for literals in coming.values():
            comes = self.cp.new_bool_var("")
            for literal in literals:
                self.cp.add_implication(literal, comes)
            points.append(-DAY_OF_COMING * comes)
        place = SPREAD * (self.week.problem.due + 1)
        self.cp.maximize(sum(points) + place * sum(self.slots.values()))

    def start_from(self, board: Board) -> None:
        """Tell the solver a timetable that holds all rules, its rooms too: a whole hint is a first solution."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        taken, held = set[Slot](), Counter[tuple[Need | Group, int]]()
        for session in board.sessions:
            slots = [Slot(index, session.therapist, session.day, session.start) for index in session.wants]
            taken.update(slots)
            classes = self.week.room_classes[session.day]
            at = next(at for at, known in enumerate(classes) if session.room in known.rooms)
            held[self.group_of(slots[0]) if slots[0] in self.joins else self.need_of(slots[0]), at] += 1
        groups = {session for session, _at in held}
        for slot, literal in self.slots.items():
            self.cp.add_hint(literal, slot in taken)
        for group, literal in self.groups.items():
            self.cp.add_hint(literal, group in groups)
        for room, literal in self.rooms.items():
            self.cp.add_hint(literal, held[room])

    def read(self, value: Callable[[Literal], int]) -> Board:
        """The timetable that a solution stands for, its rooms named."""
        board = Board(self.week)
        taken = [slot for slot, literal in self.slots.items() if value(literal)]
        chosen = {room: value(literal) for room, literal in self.rooms.items()}
        for slot in sorted(taken, key=lambda slot: (slot.day, slot.start, slot)):  # by hour: classes never run short
            joined = board.to_join(slot) if slot in self.joins else None
            if joined is not None:
                board.place(slot, joined)
                continue
            session = self.group_of(slot) if slot in self.joins else self.need_of(slot)
            at = next(at for (one, at), left in chosen.items() if one == session and left)
            chosen[session, at] -= 1
            wanted = self.week.room_classes[slot.day][at].rooms
            board.place(slot, next(room for room in board.rooms_free(slot) if room in wanted))
        return board

    def _slot_variables(self) -> None:
        for slots in self.week.slots:
            for slot in slots:
                literal = self.cp.new_bool_var("")
                if shares(self.week, slot):
                    self.joins[slot] = literal
                    if self.group_of(slot) not in self.groups:
                        self.groups[self.group_of(slot)] = self.cp.new_bool_var("")
                else:
                    self.alone[slot] = literal

    def _children(self) -> None:
        problem, of_want = self.week.problem, defaultdict[int, list[Literal]](list)
        by_type: dict[tuple[uuid.UUID, str, int], list[Literal]] = defaultdict(list)
        by_day: dict[tuple[uuid.UUID, int], list[tuple[Slot, Literal]]] = defaultdict(list)
        for slot, literal in self.slots.items():
            want = problem.wants[slot.want]
            of_want[slot.want].append(literal)
            by_type[want.child, want.type, slot.day].append(literal)
            by_day[want.child, slot.day].append((slot, literal))
        for index, literals in of_want.items():
            self._at_most(literals, problem.wants[index].times)
        for (child, kind, day), literals in by_type.items():
            self._at_most(literals, self.week.type_left(child, kind, day))
        for (child, day), pairs in by_day.items():
            most = self.week.day_left(child, day)
            self._at_most([literal for _slot, literal in pairs], most)
            kinds = {problem.wants[slot.want].type for slot, _literal in pairs}
            if min(most, sum(self.week.type_left(child, kind, day) for kind in kinds)) > 1:
                self._one_at_a_time((slot.start, self._minutes(slot), literal) for slot, literal in pairs)

    def _therapists(self) -> None:
        by_day: dict[tuple[int, int], list[tuple[int, int, Literal]]] = defaultdict(list)
        for slot, literal in self.alone.items():
            by_day[slot.therapist, slot.day].append((slot.start, self._minutes(slot), literal))
        for group, literal in self.groups.items():
            by_day[group.therapist, group.day].append((group.start, group.minutes, literal))
        for sessions in by_day.values():
            self._one_at_a_time(sessions)

    def _rooms(self) -> None:
        takers: dict[tuple[int, int], list[tuple[int, int, Literal]]] = defaultdict(list)
        needs: dict[Need, list[Literal]] = defaultdict(list)
        for slot, literal in self.alone.items():
            needs[self.need_of(slot)].append(literal)
        for need, literals in needs.items():
            most = sum(len(self.week.room_classes[need.day][at].rooms) for at in need.classes)
            found = {at: self.cp.new_int_var(0, most, "") for at in need.classes}
            self._in_rooms(need, found, takers)
            self.cp.add(sum(found.values()) == sum(literals))
        members: dict[Group, list[Literal]] = defaultdict(list)
        for slot, literal in self.joins.items():
            members[self.group_of(slot)].append(literal)
        for group, opened in self.groups.items():
            self._group(group, opened, members[group], takers)
        for (day, at), sessions in takers.items():
            for together in _overlapping(sessions):
                self.cp.add(sum(together) <= len(self.week.room_classes[day][at].rooms))

    def _group(self, group: Group, opened: Literal, members: list[Literal], takers: Takers) -> None:
        """A session that children share is there when somebody is in it, in one room that holds them all."""
        kind = self.week.types[group.type]
        classes = self.week.room_classes[group.day]
        found = {
            at: self.cp.new_bool_var("")
            for at, one in enumerate(classes)
            if fits(one, group.type, group.start, group.minutes)
        }
        self._in_rooms(group, found, takers)
        self.cp.add(sum(found.values()) == opened)
        for literal in members:
            self.cp.add_implication(literal, opened)
        self.cp.add(sum(members) >= opened)
        self.cp.add(
            sum(members) <= sum(min(kind.most_children, _places(classes[at], kind)) * one for at, one in found.items())
        )

    def _in_rooms(self, session: Need | Group, found: Mapping[int, Literal], takers: Takers) -> None:
        for at, literal in found.items():
            self.rooms[session, at] = literal
            takers[session.day, at].append((session.start, session.minutes, literal))

    def _one_at_a_time(self, sessions: Iterable[tuple[int, int, Literal]]) -> None:
        for literals in _overlapping(sessions):
            self.cp.add_at_most_one(literals)

    def _at_most(self, literals: Sequence[Literal], most: int) -> None:
        if most == 1:
            self.cp.add_at_most_one(literals)
        else:
            self.cp.add(sum(literals) <= most)

    def _minutes(self, slot: Slot) -> int:
        return self.week.problem.wants[slot.want].minutes


def _overlapping(sessions: Iterable[tuple[int, int, Literal]]) -> Iterator[list[Literal]]:
    """All that would be under way at one moment. It is enough to look at the moments when one begins."""
    known = sorted(sessions, key=lambda session: session[0])
    for moment in sorted({start for start, _minutes, _literal in known}):
        yield [literal for start, minutes, literal in known if start <= moment < start + minutes]


def _places(room_class: RoomClass, kind: SessionType) -> int:
    return kind.most_children if room_class.places is None else room_class.places
