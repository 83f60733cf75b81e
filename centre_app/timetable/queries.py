"""A week to be planned, read from plans, staff, rooms, children's times and the calendar."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.plans.queries import ServiceFacts, services_in_force
from centre_app.security.access import Permission, needs
from centre_app.therapy.calendar import SessionRow, sessions_between
from centre_app.therapy.clash_facts import week_facts
from centre_app.therapy.placing import WeekFacts
from centre_app.therapy.rules import EXCUSED, HELD, PLANNED, monday_of
from centre_app.timetable.doses import Booked, still_due
from centre_app.timetable.problem import (
    Away,
    Before,
    Child,
    Fixed,
    Hours,
    Problem,
    Room,
    SessionType,
    Therapist,
    Want,
)
from centre_app.timetable.week_names import ChildName, Names
from centre_app.workplace.queries import AbsenceRow, StaffRow
from centre_app.workplace.rules import spans_of, works_on

_MOST_WEEKS = 8  # of a plan's dose
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekToPlan:
    """A week's problem, and the names for showing what comes of it."""

    problem: Problem
    names: Names


@needs(Permission.PLAN_WEEK)
def week_to_plan(session: OfficeSession, monday: date, *, language: str, grid: int = 15) -> WeekToPlan:
    """The week of a day. New sessions are not laid into days that are over, unless the whole week is.

    About forty statements, however many children, sessions and plans there are.
    """
    monday = monday_of(monday)
    facts = week_facts(session, monday)
    rows = [
        row
        for row in sessions_between(
            session, monday - (_MOST_WEEKS - 1) * _WEEK, monday + timedelta(days=6), language=language
        )
        if row.status in (PLANNED, HELD)
    ]
    this_week = [row for row in rows if row.day >= monday]
    open_days = tuple(day for day, state in facts.days.items() if state.open)
    services = {day: services_in_force(session, day) for day in open_days}
    problem = Problem(
        monday=monday,
        open_days=open_days,
        first_day=session.today if monday <= session.today < monday + _WEEK else monday,
        therapists=tuple(
            _therapist(person, facts.absences.get(person.id, ()), open_days) for person in facts.staff.values()
        ),
        rooms=tuple(
            Room(room.id, room.name, room.places, frozenset(room.equipment))
            for room in facts.rooms.values()
            if room.active
        ),
        types=tuple(
            SessionType(code, one.most_children, frozenset(one.equipment)) for code, one in facts.types.items()
        ),
        children=_children(facts, services, this_week),
        wants=_wants(facts, services, rows, monday),
        fixed=tuple(_fixed(row) for row in this_week),
        before=tuple(
            Before(child.id, row.type, row.day.isoweekday(), row.start_minute, row.therapist_id)
            for row in rows
            if monday - _WEEK <= row.day < monday
            for child in sorted(row.children, key=lambda child: child.id)
        ),
        grid=grid,
    )
    return WeekToPlan(problem, _names(facts, this_week, language))


def _names(facts: WeekFacts, rows: Iterable[SessionRow], language: str) -> Names:
    children = {child.id: ChildName(child.number, child.name) for row in rows for child in row.children}
    children |= {child.id: ChildName(child.number, child.name) for child in facts.children.values()}
    return Names(
        children,
        {person.id: person.name for person in facts.staff.values()},
        {room.id: room.name for room in facts.rooms.values()},
        {code: name.in_words(Words.of(language)) for code, name in facts.type_names.items()},
    )


def _therapist(person: StaffRow, absences: Iterable[AbsenceRow], days: Iterable[date]) -> Therapist:
    hours = tuple(Hours(weekday, *span) for weekday in range(1, 8) for span in spans_of(person.hours, weekday))
    away = [Away(day) for day in days if not works_on(person, day)]
    for absence in absences:
        stretch = (absence.start_minute or 0, 1440 if absence.end_minute is None else absence.end_minute)
        away += [Away(day, *stretch) for day in days if absence.first_day <= day <= absence.last_day]
    return Therapist(person.id, person.name, frozenset(person.skills), hours, tuple(away))


def _children(
    facts: WeekFacts, services: Mapping[date, Mapping[uuid.UUID, object]], rows: Iterable[SessionRow]
) -> tuple[Child, ...]:
    """Those with a plan in force. The minibus counts as a long way."""
    excused: dict[uuid.UUID, list[Away]] = defaultdict(list)
    for row in rows:
        if row.start_minute is not None:
            for child in row.children:
                if child.status == EXCUSED:  # not there, but the hour stays the session's
                    excused[child.id].append(Away(row.day, row.start_minute, row.start_minute + row.minutes))
    found = []
    for one in sorted(facts.children.values(), key=lambda child: (child.number, child.id)):
        days = frozenset(day for day, plans in services.items() if one.id in plans and one.enrolled_on(day))
        if not days or one.archived:
            continue
        absent = [Away(day) for day, children in facts.child_absent.items() if one.id in children]
        stretches = one.times.stretches
        times = tuple(Hours(weekday, *span) for weekday in range(1, 8) for span in spans_of(stretches, weekday))
        few_days = one.times.few_days or any(stretch.transport for stretch in stretches)
        most = one.times.most_sessions_a_day
        away = (*absent, *excused[one.id])
        found.append(Child(one.id, one.number, one.name, days, times, most, few_days, away))
    return tuple(found)


def _wants(
    facts: WeekFacts,
    services: Mapping[date, Mapping[uuid.UUID, tuple[ServiceFacts, ...]]],
    rows: Iterable[SessionRow],
    monday: date,
) -> tuple[Want, ...]:
    """What is due of the newest plan that is in force in the week on a day on which the child is enrolled."""
    booked: dict[uuid.UUID, list[list[Booked]]] = defaultdict(lambda: [[] for _week in range(_MOST_WEEKS)])
    for row in rows:
        for child in row.children:
            if child.status != EXCUSED:
                booked[child.id][(monday - monday_of(row.day)) // _WEEK].append((row.type, row.minutes))
    newest: dict[uuid.UUID, tuple[ServiceFacts, ...]] = {}
    for day in sorted(services):
        newest |= {who: doses for who, doses in services[day].items() if _is_here(facts, who, day)}
    found = []
    for child_id in sorted(newest, key=lambda who: (facts.children[who].number, who)):
        doses = newest[child_id]
        now, *before = booked[child_id]
        for dose, times in zip(doses, still_due(doses, now, before), strict=True):
            if times:
                found.append(Want(child_id, dose.session_type, dose.minutes, times, dose.in_group, dose.staff_id))
    return tuple(found)


def _is_here(facts: WeekFacts, child_id: uuid.UUID, day: date) -> bool:
    child = facts.children.get(child_id)
    return child is not None and not child.archived and child.enrolled_on(day)


def _fixed(row: SessionRow) -> Fixed:
    # By id: the calendar has them in the order of a language's alphabet.
    children = tuple(sorted(child.id for child in row.children if child.status != EXCUSED))
    place = (row.therapist_id, row.room_id)
    return Fixed(row.id, row.type, row.day, row.start_minute, row.minutes, children, *place, row.pinned)
