"""Calendars for tests."""

from __future__ import annotations

import uuid
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.open_days.actions import NewCalendarEntry, add_calendar_entry


def close(
    session: OfficeSession, site_id: uuid.UUID, first: date, last: date | None = None, note: str = ""
) -> uuid.UUID:
    """A closure."""
    return add_calendar_entry(session, site_id, NewCalendarEntry("closure", first, last, note=note))


def open_extra(session: OfficeSession, site_id: uuid.UUID, day: date) -> uuid.UUID:
    """An extra working day."""
    return add_calendar_entry(session, site_id, NewCalendarEntry("extra", day))
