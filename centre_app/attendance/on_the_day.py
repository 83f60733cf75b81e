"""A day in groups: how many are there, who is absent, and whose family wants a call. What *Today* shows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, case, exists, func, select, text

from centre_app.attendance.counting import FOLLOW_UP_DAYS, absent_running
from centre_app.attendance.models import IS_ABSENCE, Mark
from centre_app.attendance.places import (
    CHILD,
    DAY_CARE,
    ENROLMENT,
    GROUP,
    MARK,
    NAMES,
    SERVICE,
    alphabet,
    covering,
    families,
    portions,
)
from centre_app.attendance.rules import ABSENT, LATE, PRESENT, DayTotals
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import full_name
from centre_app.db.session import OfficeSession
from centre_app.open_days.queries import open_days
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service, Site

LOOK_BACK_DAYS = 120  # how far back an absence is followed; a longer one is shown as beginning there
_UNMARKED_DAYS = 5  # so many open days without marks may lie between the absences and today
_WINDOW = _UNMARKED_DAYS + FOLLOW_UP_DAYS


@dataclass(frozen=True)
class GroupCounts:
    """A group's day in numbers; ``group_id`` None and ``group`` "" for those of a service who are in no group."""

    service_id: uuid.UUID
    service: str
    group_id: uuid.UUID | None
    group: str
    totals: DayTotals


@dataclass(frozen=True)
class AbsentChild:
    """A child marked absent on a day."""

    enrolment_id: uuid.UUID
    child_id: uuid.UUID
    name: str
    number: str
    group: str
    reason: str
    note: str
    guardian: str
    phone: str


@dataclass(frozen=True)
class FollowUp:
    """A child absent three open days running or more: ``since`` and ``days`` are open days."""

    child_id: uuid.UUID
    name: str
    number: str
    guardian: str
    phone: str
    since: date
    days: int


@needs(Permission.SEE_FIGURES)
def day_counts(session: OfficeSession, day: date) -> tuple[GroupCounts, ...]:
    """The groups of the day-care services in the centre's order, with their day in numbers, in two statements.

    Whether the day is open is not asked here: on a closed day nobody is expected, whatever these say.
    """
    counts: dict[tuple[uuid.UUID, uuid.UUID | None], Counter[str | None]] = {}
    rows = session.execute(_COUNTS, {"day": day})
    for service_id, group_id, status, n in rows:
        counts.setdefault((service_id, group_id), Counter())[status] = n
    places = session.execute(_GROUPS).all()
    found: list[GroupCounts] = []
    for at, (service_id, service, service_active, group_id, group, group_active) in enumerate(places):
        there = counts.get((service_id, group_id))
        if group_id is not None and (there or (service_active and group_active)):
            found.append(GroupCounts(service_id, service, group_id, group, _totals(there)))
        ends_service = at + 1 == len(places) or places[at + 1][0] != service_id
        if ends_service and (loose := counts.get((service_id, None))):
            found.append(GroupCounts(service_id, service, None, "", _totals(loose)))
    return tuple(found)


def _totals(counts: Counter[str | None] | None) -> DayTotals:
    there = counts or Counter[str | None]()
    return DayTotals(there.total(), there[PRESENT], there[LATE], there[ABSENT])


@needs(Permission.SEE_CHILDREN)
def absent_on(session: OfficeSession, day: date, language: str) -> tuple[AbsentChild, ...]:
    """Who is marked absent on a day, in any service, by the alphabet of ``language``."""
    rows = session.execute(_absent_statement(language), {"day": day}).all()
    rung = families(session, {row[1] for row in rows})
    return tuple(
        AbsentChild(
            enrolment_id,
            child_id,
            full_name(*names),
            number,
            group,
            reason,
            note,
            rung[child_id].guardian,
            rung[child_id].phone,
        )
        for enrolment_id, child_id, *names, number, group, reason, note in rows
    )


@needs(Permission.SEE_CHILDREN)
def absent_among(session: OfficeSession, day: date, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Which of these children were not here on a day: child -> reason of the mark. Who is absent in one service and
    present in another was here."""
    reasons: dict[uuid.UUID, str] = {}
    came: set[uuid.UUID] = set()
    for some in portions(child_ids):
        for child_id, status, reason in session.execute(_MARKED, {"children": some, "day": day}):
            if status == ABSENT:
                reasons.setdefault(child_id, reason)
            else:
                came.add(child_id)
    return {child_id: reason for child_id, reason in reasons.items() if child_id not in came}


@needs(Permission.SEE_CHILDREN)
def absent_between(session: OfficeSession, first: date, last: date) -> dict[date, frozenset[uuid.UUID]]:
    """Day -> the children who were marked absent and were nowhere else here, in one statement."""
    days: dict[date, set[uuid.UUID]] = {}
    for day, child_id in session.execute(_ABSENT_BETWEEN, {"first": first, "last": last}):
        days.setdefault(day, set()).add(child_id)
    return {day: frozenset(children) for day, children in days.items()}


@needs(Permission.SEE_CHILDREN)
def follow_ups(
    session: OfficeSession, day: date, language: str, *, days: Sequence[date] | None = None
) -> tuple[FollowUp, ...]:
    """Who has been absent for three open days running up to ``day``, by the alphabet of ``language``.

    Those enrolled in day care on ``day``. ``days`` are the open days of the last 120 days up to ``day``, the newest
    first, where the caller has asked the calendar already.
    """
    if days is None:
        site_id = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one()
        days = open_days(session, site_id, day - timedelta(days=LOOK_BACK_DAYS), day)[::-1]
    if len(days) < FOLLOW_UP_DAYS:
        return ()
    runs = _runs(session, day, days)
    if not runs:
        return ()
    rows = session.execute(_named_statement(language), {"enrolments": list(runs)}).all()
    rung = families(session, {row[1] for row in rows})
    return tuple(
        FollowUp(
            child_id, full_name(*names), number, rung[child_id].guardian, rung[child_id].phone, *runs[enrolment_id]
        )
        for enrolment_id, child_id, *names, number in rows
    )


def _runs(session: OfficeSession, day: date, days: Sequence[date]) -> dict[uuid.UUID, tuple[date, int]]:
    """Enrolment -> (since, days). First those with enough absences lately, by the index of absences; then their marks
    of those days; and only of those who were absent running, the days before."""
    window = days[:_WINDOW]
    rows = session.execute(_SUSPECTS, {"first": window[-1], "last": day, "day": day})
    suspects: dict[uuid.UUID, date] = {row.id: row.start_day for row in rows}
    running = _absent_running(session, suspects, window, day)
    return _absent_running(session, {enrolment_id: suspects[enrolment_id] for enrolment_id in running}, days, day)


def _absent_running(
    session: OfficeSession, start_days: Mapping[uuid.UUID, date], days: Sequence[date], day: date
) -> dict[uuid.UUID, tuple[date, int]]:
    marks: dict[uuid.UUID, dict[date, str]] = {enrolment_id: {} for enrolment_id in start_days}
    for some in portions(start_days):
        said = session.execute(_MARKS, {"enrolments": some, "first": days[-1], "last": day}).all()
        for enrolment_id, marked_day, status in said:
            marks[enrolment_id][marked_day] = status
    runs = {
        enrolment_id: absent_running(days, marks[enrolment_id], start_day)
        for enrolment_id, start_day in start_days.items()
    }
    return {enrolment_id: run for enrolment_id, run in runs.items() if run is not None}


_DAY = bindparam("day", type_=Date)
_IN_SPAN = MARK.day.between(bindparam("first"), bindparam("last"))
_COUNTS = (
    select(ENROLMENT.service_id, ENROLMENT.group_id, MARK.status, func.count())
    .select_from(Enrolment.__table__)
    .outerjoin(Mark.__table__, and_(MARK.enrolment_id == ENROLMENT.id, MARK.day == _DAY))
    .where(covering("day", "day"))
    .group_by(ENROLMENT.service_id, ENROLMENT.group_id, MARK.status)
)
_GROUPS = (
    select(SERVICE.id, SERVICE.name, SERVICE.active, GROUP.id, GROUP.name, GROUP.active)
    .select_from(Service.__table__)
    .outerjoin(Group.__table__, GROUP.service_id == SERVICE.id)
    .where(SERVICE.kind == DAY_CARE)
    .order_by(SERVICE.position, SERVICE.id, GROUP.position, GROUP.id)
)
_SUSPECTS = (
    select(ENROLMENT.id, ENROLMENT.start_day)
    .select_from(Mark.__table__)
    .join(Enrolment.__table__, ENROLMENT.id == MARK.enrolment_id)
    .join(Service.__table__, SERVICE.id == ENROLMENT.service_id)
    .where(text(IS_ABSENCE), _IN_SPAN, SERVICE.kind == DAY_CARE, covering("day", "day"))
    .group_by(ENROLMENT.id, ENROLMENT.start_day)
    .having(func.count() >= FOLLOW_UP_DAYS)
)
_MARKED = (
    select(ENROLMENT.child_id, MARK.status, MARK.reason)
    .select_from(Enrolment.__table__)
    .join(Mark.__table__, and_(MARK.enrolment_id == ENROLMENT.id, MARK.day == _DAY))
    .where(ENROLMENT.child_id.in_(bindparam("children", expanding=True)))
    .order_by(ENROLMENT.child_id, ENROLMENT.start_day)
)
_elsewhere, _there = Mark.__table__.alias("elsewhere").c, Enrolment.__table__.alias("there").c
_ABSENT_BETWEEN = (
    select(MARK.day, ENROLMENT.child_id)
    .select_from(Mark.__table__)
    .join(Enrolment.__table__, ENROLMENT.id == MARK.enrolment_id)
    .where(text(f"mark.{IS_ABSENCE}"), _IN_SPAN)
    .where(
        ~exists()
        .where(_there.child_id == ENROLMENT.child_id, _elsewhere.enrolment_id == _there.id)
        .where(_elsewhere.day == MARK.day, _elsewhere.status != ABSENT)
    )
)
_MARKS = select(MARK.enrolment_id, MARK.day, MARK.status).where(
    MARK.enrolment_id.in_(bindparam("enrolments", expanding=True)), _IN_SPAN
)


@cache
def _absent_statement(language: str) -> Select[*tuple[Any, ...]]:
    group = case((GROUP.id.is_(None), SERVICE.name), else_=GROUP.name)
    return (
        select(ENROLMENT.id, CHILD.id, *NAMES, CHILD.number, group, MARK.reason, MARK.note)
        .select_from(Mark.__table__)
        .join(Enrolment.__table__, ENROLMENT.id == MARK.enrolment_id)
        .join(Child.__table__, CHILD.id == ENROLMENT.child_id)
        .join(Service.__table__, SERVICE.id == ENROLMENT.service_id)
        .outerjoin(Group.__table__, GROUP.id == ENROLMENT.group_id)
        .where(MARK.day == _DAY, text(IS_ABSENCE))
        .order_by(alphabet(language), CHILD.number, ENROLMENT.start_day)
    )


@cache
def _named_statement(language: str) -> Select[*tuple[Any, ...]]:
    return (
        select(ENROLMENT.id, CHILD.id, *NAMES, CHILD.number)
        .select_from(Enrolment.__table__)
        .join(Child.__table__, CHILD.id == ENROLMENT.child_id)
        .where(ENROLMENT.id.in_(bindparam("enrolments", expanding=True)))
        .order_by(alphabet(language), CHILD.number, ENROLMENT.start_day)
    )
