"""The waiting list as plain values: who waits, how long it takes, who comes next."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from centre_app.children.models import Child, Guardian
from centre_app.children.rules import age_on, full_name
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.language.translate import current
from centre_app.security.access import Permission, needs
from centre_app.sites.queries import services
from centre_app.waiting.models import WaitingEntry
from centre_app.waiting.rules import (
    CLOSED,
    OFFERED,
    OPEN,
    PRIORITIES,
    STARTED,
    Waited,
    days_waited,
    waited,
)
from centre_app.workplace.models import StaffSkill
from centre_app.workplace.queries import SESSION_TYPES, child_times
from centre_app.workplace.rules import can_come

_ENTRY, _CHILD, _GUARDIAN = WaitingEntry.__table__.c, Child.__table__.c, Guardian.__table__.c
_STATES: dict[str, tuple[str, ...]] = {"waiting": OPEN, "closed": CLOSED, "all": OPEN + CLOSED}
_BY_URGENCY = case({priority: at for at, priority in enumerate(PRIORITIES)}, value=_ENTRY.priority)
_FAMILY_PHONE = (
    select(_GUARDIAN.phone)
    .where(_GUARDIAN.child_id == _CHILD.id, _GUARDIAN.phone != "")
    .order_by(_GUARDIAN.position)
    .limit(1)
    .scalar_subquery()
)


@dataclass(frozen=True)
class WaitingRow:
    """A child's wish for a type of session, or for a service, until it starts or is dropped."""

    id: uuid.UUID
    child_id: uuid.UUID
    name: str
    number: str
    age: tuple[int, int] | None  # years, months
    phone: str  # of the first guardian who has one, else the child's
    archived: bool  # the child's file is in the archive
    session_type: str | None  # code list session_type; one of the two
    service_id: uuid.UUID | None
    what: str  # what is waited for, in the language asked
    requested_day: date
    priority: str
    reason: str  # why this priority
    wishes: str
    status: str
    offered_day: date | None  # the last offer
    offers: int
    closed_day: date | None
    close_reason: str
    days: int  # waited: until it was closed, or until today


@dataclass(frozen=True)
class WaitingFigures:
    """counting.md: waiting time of those who started, and apart of those who still wait; and whose waits they are."""

    started: Waited
    waiting: Waited
    started_children: tuple[uuid.UUID, ...]
    waiting_children: tuple[uuid.UUID, ...]


@needs(Permission.SEE_CHILDREN)
def waiting_list(
    session: OfficeSession,
    *,
    session_type: str | None = None,
    service_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    state: str = "waiting",
    language: str | None = None,
) -> tuple[WaitingRow, ...]:
    """The list, the most urgent first and of these who asked first. ``state``: ``waiting`` (a place offered or not),
    ``closed`` or ``all``; ``session_type``, ``service_id`` and ``child_id`` narrow it."""
    where = [_ENTRY.status.in_(_STATES[state]), *_for(session_type, service_id)]
    if child_id is not None:
        where.append(_ENTRY.child_id == child_id)
    return _rows(session, language, *where)


@needs(Permission.SEE_FIGURES)
def waiting_figures(
    session: OfficeSession,
    first: date,
    last: date,
    *,
    session_type: str | None = None,
    service_id: uuid.UUID | None = None,
) -> WaitingFigures:
    """How long those waited who started from ``first`` to ``last``, both in; and who still waits, until today.

    Whose first day is agreed for later still waits. A child whose file is in the archive does not wait any more,
    whatever the list says.
    """
    wanted = select(_ENTRY.child_id, _ENTRY.requested_day, _ENTRY.closed_day).where(*_for(session_type, service_id))
    wanted = wanted.order_by(_ENTRY.requested_day, _ENTRY.id)
    started = session.execute(
        wanted.where(_ENTRY.status == STARTED, _ENTRY.closed_day.between(first, min(last, session.today)))
    ).all()
    still = session.execute(
        wanted.join(Child.__table__, _CHILD.id == _ENTRY.child_id).where(
            or_(_ENTRY.status.in_(OPEN), and_(_ENTRY.status == STARTED, _ENTRY.closed_day > session.today)),
            _CHILD.archived_on.is_(None),
        )
    ).all()
    return WaitingFigures(
        waited(days_waited(row.requested_day, row.closed_day) for row in started),
        waited(days_waited(row.requested_day, session.today) for row in still),
        tuple(dict.fromkeys(row.child_id for row in started)),
        tuple(dict.fromkeys(row.child_id for row in still)),
    )


@needs(Permission.PLAN_WEEK)
def next_for(
    session: OfficeSession,
    session_type: str,
    *,
    staff_id: uuid.UUID | None = None,
    weekday: int | None = None,
    start_minute: int | None = None,
    minutes: int | None = None,
    limit: int = 3,
    language: str | None = None,
) -> tuple[WaitingRow, ...]:
    """Who to call when a place is freed: the first ``limit`` of the list who can come then.

    ``weekday`` (ISO), ``start_minute`` and ``minutes`` say when; ``staff_id`` with whom: nobody is proposed to somebody
    whose skills are written down without this type. Who was offered a place already and has not answered comes last; a
    child whose file is in the archive is not proposed.
    """
    if staff_id is not None:
        skills = set(session.scalars(select(StaffSkill.session_type).where(StaffSkill.staff_id == staff_id)))
        if skills and session_type not in skills:
            return ()
    where = (_ENTRY.status.in_(OPEN), _ENTRY.session_type == session_type, _CHILD.archived_on.is_(None))
    rows = _rows(session, language, *where)
    if weekday is not None:
        end = start_minute + minutes if start_minute is not None and minutes is not None else None
        times = child_times(session, [row.child_id for row in rows])
        rows = tuple(row for row in rows if can_come(times[row.child_id], weekday, start_minute, end))
    return tuple(sorted(rows, key=lambda row: row.status == OFFERED)[:limit])


def _for(session_type: str | None, service_id: uuid.UUID | None) -> list[ColumnElement[bool]]:
    where = []
    if session_type is not None:
        where.append(_ENTRY.session_type == session_type)
    if service_id is not None:
        where.append(_ENTRY.service_id == service_id)
    return where


def _rows(session: OfficeSession, language: str | None, *where: ColumnElement[bool]) -> tuple[WaitingRow, ...]:
    types = labels(session, SESSION_TYPES, language or current().language)
    names = {service.id: service.name for service in services(session, active_only=False)}
    return tuple(
        WaitingRow(
            row.id,
            row.child_id,
            full_name(row.surname, row.given_name, row.patronymic),
            row.number,
            age_on(row.birth_date, row.birth_precision, session.today),
            row.family_phone or row.phone,
            row.archived_on is not None,
            row.session_type,
            row.service_id,
            types.get(row.session_type, row.session_type) if row.session_type else names.get(row.service_id, ""),
            row.requested_day,
            row.priority,
            row.reason,
            row.wishes,
            row.status,
            row.offered_day,
            row.offers,
            row.closed_day,
            row.close_reason,
            days_waited(row.requested_day, row.closed_day or session.today),
        )
        for row in session.execute(_asked().where(*where))
    )


def _asked() -> Select[*tuple[Any, ...]]:
    child = (_CHILD.number, _CHILD.surname, _CHILD.given_name, _CHILD.patronymic)
    return (
        select(
            *(column for column in _ENTRY if column.name != "site_id"),
            *child,
            *(_CHILD.birth_date, _CHILD.birth_precision, _CHILD.phone, _CHILD.archived_on),
            _FAMILY_PHONE.label("family_phone"),
        )
        .join(Child.__table__, _CHILD.id == _ENTRY.child_id)
        .order_by(_BY_URGENCY, _ENTRY.requested_day, _ENTRY.id)
    )
