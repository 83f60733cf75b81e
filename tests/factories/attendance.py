"""Marks for tests, made through the same actions as staff use."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from centre_app.attendance.actions import mark_range
from centre_app.attendance.rules import PRESENT, DayMark, MarkChange, Undo
from centre_app.children.models import Enrolment
from centre_app.db.session import OfficeSession


def enrolment_of(session: OfficeSession, child_id: uuid.UUID) -> uuid.UUID:
    """The child's newest enrolment."""
    return session.scalars(
        select(Enrolment.id).where(Enrolment.child_id == child_id).order_by(Enrolment.start_day.desc()).limit(1)
    ).one()


def mark(
    session: OfficeSession,
    enrolment_id: uuid.UUID,
    days: Iterable[date],
    status: str | None = PRESENT,
    reason: str | None = None,
    note: str | None = None,
) -> Undo:
    """The same mark on several days."""
    change = MarkChange(enrolment_id, status, reason, note)
    return mark_range(session, [DayMark(day, change) for day in days])


def weekdays(first: date, last: date) -> list[date]:
    """Monday to Friday from ``first`` to ``last``, both in."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.isoweekday() < 6]
