"""Marks as plain values: the month grid, a day's sheet, a child's marks, what Today shows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from centre_app.attendance.counting import enrolled_by_day, month_span
from centre_app.attendance.models import Mark
from centre_app.attendance.on_the_day import (
    AbsentChild,
    FollowUp,
    GroupCounts,
    day_counts,
    follow_ups,
)
from centre_app.attendance.on_the_day import absent_among as absent_among
from centre_app.attendance.on_the_day import absent_between as absent_between
from centre_app.attendance.on_the_day import absent_on as absent_on
from centre_app.attendance.places import (
    CHILD,
    DAY_CARE,
    ENROLMENT,
    GROUP,
    MARK,
    NAMES,
    SERVICE,
    Whole,
    alphabet,
    covering,
    families,
    portions,
    whole,
)
from centre_app.attendance.rules import (
    ABSENT,
    LATE,
    PRESENT,
    Cell,
    ChildAttendance,
    DayTotals,
    day_totals,
)
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import full_name
from centre_app.db.session import OfficeSession
from centre_app.open_days.queries import day_states
from centre_app.open_days.rules import DayState
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service, Site

__all__ = [
    "AbsentChild",
    "ChildMark",
    "DaySheet",
    "FollowUp",
    "GridRow",
    "GroupCounts",
    "MonthGrid",
    "SheetRow",
    "attendance_of",
    "child_attendance",
    "child_marks",
    "day_counts",
    "day_sheet",
    "follow_ups",
    "marks_on",
    "month_grid",
]


@dataclass(frozen=True)
class GridRow:
    """One enrolment's month. Who left and came back in one month has two rows. No cell: unmarked."""

    enrolment_id: uuid.UUID
    child_id: uuid.UUID
    name: str
    number: str
    start_day: date
    end_day: date | None
    cells: Mapping[date, Cell]

    def covers(self, day: date) -> bool:
        """Whether the enrolment covers the day, both its ends in."""
        return self.start_day <= day and (self.end_day is None or day <= self.end_day)


@dataclass(frozen=True)
class MonthGrid:
    """The paper табель: children × days. ``group`` is None for a whole service."""

    year: int
    month: int
    service: str
    group: str | None
    days: tuple[DayState, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class SheetRow:
    """One child expected on a day."""

    enrolment_id: uuid.UUID
    child_id: uuid.UUID
    name: str
    number: str
    group: str
    guardian: str
    phone: str
    cell: Cell | None


@dataclass(frozen=True)
class DaySheet:
    """A group's day. On a closed day the rows are there to be read, and nobody can be marked."""

    day: date
    state: DayState
    service: str
    group: str | None
    rows: tuple[SheetRow, ...]
    totals: DayTotals


@dataclass(frozen=True)
class ChildMark:
    """One mark of a child."""

    day: date
    enrolment_id: uuid.UUID
    service: str
    cell: Cell


@needs(Permission.SEE_CHILDREN)
def month_grid(session: OfficeSession, group_or_service: uuid.UUID, year: int, month: int, language: str) -> MonthGrid:
    """The month of a group or a service, by the alphabet of ``language``. Raises NotFound."""
    place = whole(session, group_or_service)
    first, last = month_span(year, month)
    states = day_states(session, place.site_id, first, last)
    cells = _cells(session, place, first, last)
    rows = session.execute(
        select(ENROLMENT.id, CHILD.id, *NAMES, CHILD.number, ENROLMENT.start_day, ENROLMENT.end_day)
        .join_from(Enrolment, Child, CHILD.id == ENROLMENT.child_id)
        .where(place.members, covering(first, last))
        .order_by(alphabet(language), CHILD.number, ENROLMENT.start_day)
    )
    return MonthGrid(
        year,
        month,
        place.service,
        place.group,
        tuple(states.values()),
        tuple(
            GridRow(enrolment_id, child_id, full_name(*names), number, start_day, end_day, cells.get(enrolment_id, {}))
            for enrolment_id, child_id, *names, number, start_day, end_day in rows
        ),
    )


def _cells(session: OfficeSession, place: Whole, first: date, last: date) -> dict[uuid.UUID, dict[date, Cell]]:
    rows = session.execute(
        select(MARK.enrolment_id, MARK.day, MARK.status, MARK.reason, MARK.note)
        .join_from(Enrolment, Mark, MARK.enrolment_id == ENROLMENT.id)
        .where(place.members, covering(first, last), MARK.day.between(first, last))
    ).all()
    cells: dict[uuid.UUID, dict[date, Cell]] = {}
    alike: dict[tuple[str, str | None, str], Cell] = {}  # most marks of a month say the same
    for enrolment_id, day, status, reason, note in rows:
        key = (status, reason, note)
        cell = alike.get(key) or alike.setdefault(key, Cell(*key))
        cells.setdefault(enrolment_id, {})[day] = cell
    return cells


@needs(Permission.SEE_CHILDREN)
def day_sheet(session: OfficeSession, day: date, group_or_service: uuid.UUID, language: str) -> DaySheet:
    """Who is expected on a day in a group or a service, with marks and phones. Raises NotFound."""
    place = whole(session, group_or_service)
    state = day_states(session, place.site_id, day, day)[day]
    rows = session.execute(
        select(
            ENROLMENT.id,
            CHILD.id,
            *NAMES,
            CHILD.number,
            func.coalesce(GROUP.name, ""),
            MARK.status,
            MARK.reason,
            MARK.note,
        )
        .join_from(Enrolment, Child, CHILD.id == ENROLMENT.child_id)
        .outerjoin(Group, GROUP.id == ENROLMENT.group_id)
        .outerjoin(Mark, and_(MARK.enrolment_id == ENROLMENT.id, MARK.day == day))
        .where(place.members, covering(day, day))
        .order_by(alphabet(language), CHILD.number, ENROLMENT.start_day)
    ).all()
    families_of = families(session, {row[1] for row in rows})
    return DaySheet(
        day,
        state,
        place.service,
        place.group,
        tuple(
            SheetRow(
                enrolment_id,
                child_id,
                full_name(*names),
                number,
                group,
                families_of[child_id].guardian,
                families_of[child_id].phone,
                Cell(status, reason, note) if status else None,
            )
            for enrolment_id, child_id, *names, number, group, status, reason, note in rows
        ),
        day_totals(row[-3] for row in rows),
    )


@needs(Permission.SEE_CHILDREN)
def child_marks(session: OfficeSession, child_id: uuid.UUID, first: date, last: date) -> tuple[ChildMark, ...]:
    """A child's marks from ``first`` to ``last``, both in, in all services, by day."""
    rows = session.execute(
        select(Mark.day, Mark.enrolment_id, Service.name, Mark.status, Mark.reason, Mark.note)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(Service, Service.id == Enrolment.service_id)
        .where(Enrolment.child_id == child_id, Mark.day.between(first, last))
        .order_by(Mark.day, Service.position, Enrolment.id)
    )
    return tuple(
        ChildMark(day, enrolment_id, service, Cell(status, reason, note))
        for day, enrolment_id, service, status, reason, note in rows
    )


@needs(Permission.SEE_CHILDREN)
def child_attendance(session: OfficeSession, child_id: uuid.UUID, first: date, last: date) -> ChildAttendance:
    """A child's days from ``first`` to ``last``, both in, over all day-care enrolments."""
    return attendance_of(session, [child_id], first, last)[child_id]


@needs(Permission.SEE_CHILDREN)
def attendance_of(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> dict[uuid.UUID, ChildAttendance]:
    """The days of many children, two statements for up to 500 of them. Every child asked for is in the answer."""
    site_id = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one()
    states = day_states(session, site_id, first, last)
    open_days = [day for day, state in states.items() if state.open]
    closed = [day for day, state in states.items() if not state.open]
    spans: dict[uuid.UUID, list[tuple[date, date | None]]] = {child_id: [] for child_id in child_ids}
    marks: dict[uuid.UUID, Counter[tuple[str, str | None]]] = {child_id: Counter() for child_id in child_ids}
    for some in portions(spans):
        in_day_care = (ENROLMENT.child_id.in_(some), SERVICE.kind == DAY_CARE, covering(first, last))
        enrolled = session.execute(
            select(ENROLMENT.child_id, ENROLMENT.start_day, ENROLMENT.end_day)
            .join_from(Enrolment, Service, SERVICE.id == ENROLMENT.service_id)
            .where(*in_day_care)
        )
        for child_id, start_day, end_day in enrolled:
            spans[child_id].append((start_day, end_day))
        said = session.execute(
            select(ENROLMENT.child_id, MARK.status, MARK.reason, func.count())
            .join_from(Enrolment, Service, SERVICE.id == ENROLMENT.service_id)
            .join(Mark, MARK.enrolment_id == ENROLMENT.id)
            .where(*in_day_care, MARK.day.between(first, last), MARK.day.not_in(closed))
            .group_by(ENROLMENT.child_id, MARK.status, MARK.reason)
        )
        for child_id, status, reason, count in said:
            marks[child_id][status, reason] += count
    return {child_id: _child_attendance(open_days, spans[child_id], marks[child_id]) for child_id in spans}


def _child_attendance(
    open_days: list[date], spans: list[tuple[date, date | None]], marks: Counter[tuple[str, str | None]]
) -> ChildAttendance:
    reasons = {reason: n for (status, reason), n in marks.items() if status == ABSENT and reason}
    return ChildAttendance(
        open_days=len(open_days),
        enrolled_days=sum(enrolled_by_day(spans, open_days).values()),
        present=marks[(PRESENT, None)],
        late=marks[(LATE, None)],
        absent_by_reason=dict(sorted(reasons.items())),
    )


@needs(Permission.OWN_ACCOUNT)
def marks_on(session: OfficeSession, first: date, last: date) -> int:
    """How many marks there are from ``first`` to ``last``: asked before a day is closed, for marks on a closed day are
    kept but not counted."""
    return session.execute(select(func.count()).select_from(Mark).where(Mark.day.between(first, last))).scalar_one()
