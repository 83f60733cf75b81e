"""A series as plain values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SeriesChild, SeriesException, SessionSeries, TherapySession
from centre_app.therapy.rules import PLANNED

_SESSION = TherapySession.__table__.c


@dataclass(frozen=True)
class SeriesRow:
    """A series. ``planned`` are its sessions still to be held, ``others`` those held or cancelled."""

    id: uuid.UUID
    type: str
    start_minute: int
    minutes: int
    therapist_id: uuid.UUID | None
    room_id: uuid.UUID | None
    rule: str  # RFC 5545 RRULE, without DTSTART
    first_day: date
    last_day: date
    pinned: bool
    child_ids: tuple[uuid.UUID, ...]
    exceptions: tuple[date, ...]
    planned: int
    others: int


@needs(Permission.SEE_CHILDREN)
def series_of(session: OfficeSession, series_id: uuid.UUID) -> SeriesRow:
    """A series with its children. Raises NotFound."""
    series = SessionSeries.__table__.c
    columns = (series.id, series.type, series.start_minute, series.minutes, series.therapist_id, series.room_id)
    rest = (series.rule, series.first_day, series.last_day, series.pinned)
    row = session.execute(select(*columns, *rest).where(series.id == series_id)).one_or_none()
    if row is None:
        raise NotFound(N_("This series is not there any more."))
    children = select(SeriesChild.child_id).where(SeriesChild.series_id == series_id).order_by(SeriesChild.child_id)
    days = select(SeriesException.day).where(SeriesException.series_id == series_id).order_by(SeriesException.day)
    counts: dict[str, int] = {}
    by_status = select(_SESSION.status, func.count()).where(_SESSION.series_id == series_id).group_by(_SESSION.status)
    for status, count in session.execute(by_status):
        counts[status] = count
    planned = counts.pop(PLANNED, 0)
    found: tuple[Any, ...] = (
        *row,
        tuple(session.scalars(children)),
        tuple(session.scalars(days)),
        planned,
        sum(counts.values()),
    )
    return SeriesRow(*found)
