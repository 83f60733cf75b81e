"""The checker: which hard rules a proposal breaks. Pure, and independent of whatever made the proposal.

It knows only the week as it was read and the sessions proposed, and asks each rule of each session and each pair in
the plainest way there is. It shares no working with the solver, so that a mistake there cannot hide here.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.timetable.problem import Child, Fixed, Placement, Problem, Proposal, Room, SessionType, Therapist, Want

#: What can be wrong. Every kind has a test that breaks a good proposal in this one way.
KINDS = (
    *("unknown", "mixed", "too_often", "closed", "past", "grid", "skill", "hours", "away", "equipment", "places"),
    *("most_children", "not_together", "therapist_twice", "room_twice", "child_twice", "not_enrolled", "child_times"),
    *("child_away", "most_a_day", "same_day", "kept", "unplaced", "bound", "status"),
)


@dataclass(frozen=True)
class Fault:
    """A rule that is broken; ``session`` is the new session's place in the proposal, None where it is of the whole."""

    kind: str
    session: int | None = None


@dataclass(frozen=True)
class _Session:
    """A new session with everything it points at found."""

    wants: tuple[Want, ...]
    children: tuple[Child, ...]
    type: SessionType
    therapist: Therapist
    room: Room
    day: date
    start: int
    minutes: int

    @property
    def end(self) -> int:
        return self.start + self.minutes


def faults(proposal: Proposal) -> list[Fault]:
    """Everything that is wrong with a proposal; empty for a good one."""
    problem, found = proposal.problem, list[Fault]()
    sessions: dict[int, _Session] = {}
    for at, placement in enumerate(proposal.new):
        session = _looked_up(problem, placement)
        if isinstance(session, str):
            found.append(Fault(session, at))
        else:
            sessions[at] = session
    found += _served(problem, proposal.new)
    for at, session in sessions.items():
        found += [Fault(kind, at) for kind in (*_alone(problem, session), *_of_child(problem, session))]
    found += _pairs(problem, sessions)
    found += [Fault(kind, at) for at, kind in _days(problem, sessions)]
    found += [Fault(kind) for kind in _whole(proposal)]
    return found


def _looked_up(problem: Problem, placement: Placement) -> _Session | str:
    wants = [problem.wants[index] for index in placement.wants if 0 <= index < len(problem.wants)]
    therapist = next((one for one in problem.therapists if one.id == placement.therapist), None)
    room = next((one for one in problem.rooms if one.id == placement.room), None)
    if not wants or len(wants) < len(placement.wants) or therapist is None or room is None:
        return "unknown"
    if len({(want.type, want.minutes) for want in wants}) > 1:
        return "mixed"
    kind = next((one for one in problem.types if one.code == wants[0].type), None)
    children = [child for want in wants for child in problem.children if child.id == want.child]
    if kind is None or len(children) < len(wants):
        return "unknown"
    day, start = placement.day, placement.start
    return _Session(tuple(wants), tuple(children), kind, therapist, room, day, start, wants[0].minutes)


def _served(problem: Problem, placements: Sequence[Placement]) -> Iterator[Fault]:
    served = Counter(index for placement in placements for index in placement.wants)
    for at, placement in enumerate(placements):
        if any(served[index] > problem.wants[index].times for index in placement.wants if index < len(problem.wants)):
            yield Fault("too_often", at)


def _alone(problem: Problem, session: _Session) -> Iterator[str]:
    """The rules that ask only when, who, where and with how many."""
    if session.day not in problem.open_days:
        yield "closed"
    if session.day < problem.first_day:
        yield "past"
    if session.start % problem.grid:
        yield "grid"
    if session.type.code not in session.therapist.skills:
        yield "skill"
    weekday = session.day.isoweekday()
    if not any(
        one.weekday == weekday and one.start <= session.start and session.end <= one.end
        for one in session.therapist.hours
    ):
        yield "hours"
    if any(one.day == session.day and _meet(one.start, one.end, session) for one in session.therapist.away):
        yield "away"
    if not session.type.equipment <= session.room.equipment:
        yield "equipment"
    if session.room.places is not None and len(session.wants) > session.room.places:
        yield "places"
    if len(session.wants) > 1:
        if len(session.wants) > session.type.most_children:
            yield "most_children"
        if not all(want.in_group and want.wished in (None, session.therapist.id) for want in session.wants):
            yield "not_together"


def _of_child(problem: Problem, session: _Session) -> Iterator[str]:
    """When each child may come."""
    if len({child.id for child in session.children}) < len(session.children):
        yield "child_twice"
    for child in session.children:
        if session.day not in child.days:
            yield "not_enrolled"
        if child.times and not any(
            one.weekday == session.day.isoweekday() and one.start <= session.start and session.end <= one.end
            for one in child.times
        ):
            yield "child_times"
        if any(one.day == session.day and _meet(one.start, one.end, session) for one in child.away):
            yield "child_away"


def _meet(start: int, end: int, session: _Session) -> bool:
    return start < session.end and session.start < end


def _pairs(problem: Problem, sessions: dict[int, _Session]) -> Iterator[Fault]:
    """Nobody and no room is in two places at one time."""
    for at, one in sessions.items():
        mine = {child.id for child in one.children}
        for other_at, other in sessions.items():
            if other_at < at and other.day == one.day and _meet(other.start, other.end, one):
                ids = {child.id for child in other.children}
                yield from (Fault(kind, at) for kind in _twice(one, mine, other.therapist.id, other.room.id, ids))
        for booked in problem.fixed:
            if booked.start is None or booked.day != one.day:
                continue
            if _meet(booked.start, booked.start + booked.minutes, one):
                ids = set(booked.children)
                yield from (Fault(kind, at) for kind in _twice(one, mine, booked.therapist, booked.room, ids))


def _twice(
    one: _Session, mine: set[uuid.UUID], therapist: uuid.UUID | None, room: uuid.UUID | None, theirs: set[uuid.UUID]
) -> Iterator[str]:
    if one.therapist.id == therapist:
        yield "therapist_twice"
    if one.room.id == room:
        yield "room_twice"
    if mine & theirs:
        yield "child_twice"


def _days(problem: Problem, sessions: dict[int, _Session]) -> Iterator[tuple[int, str]]:
    """How much a child may have on one day, what is booked already counted in."""
    for child in problem.children:
        mine = {at: one for at, one in sessions.items() if child in one.children}
        booked = [one for one in problem.fixed if child.id in one.children]
        for at, session in mine.items():
            same_day = [one for one in mine.values() if one.day == session.day]
            there = [one for one in booked if one.day == session.day]
            if len(same_day) + len(there) > child.most_a_day:
                yield at, "most_a_day"
            alike = sum(one.type == session.type for one in same_day)
            alike += sum(one.type == session.type.code for one in there)
            if alike > most_of_a_type_a_day(problem, child, session.type.code, booked):
                yield at, "same_day"


def most_of_a_type_a_day(problem: Problem, child: Child, kind: str, booked: Sequence[Fixed]) -> int:
    """One; more only where the week's sessions of this type outnumber the open days on which the child can come."""
    weekdays = {one.weekday for one in child.times}
    days = [day for day in problem.open_days if day in child.days and (not weekdays or day.isoweekday() in weekdays)]
    dose = sum(want.times for want in problem.wants if want.child == child.id and want.type == kind)
    dose += sum(one.type == kind for one in booked)
    return max(1, -(-dose // len(days))) if days else 1


def _whole(proposal: Proposal) -> Iterator[str]:
    """Whether the proposal tells the truth about itself."""
    problem = proposal.problem
    if sorted(proposal.kept, key=lambda one: one.id) != sorted(problem.fixed, key=lambda one: one.id):
        yield "kept"
    told = Counter(index for placement in proposal.new for index in placement.wants)
    told.update(one.want for one in proposal.unplaced)
    if any(told[index] != want.times for index, want in enumerate(problem.wants)) or len(told) > len(problem.wants):
        yield "unplaced"
    if not proposal.placed <= proposal.bound <= problem.due + problem.done:
        yield "bound"
    status = "none" if problem.due and not proposal.placed else "optimal" if proposal.placed == proposal.bound else ""
    if proposal.status != (status or "feasible"):
        yield "status"
