"""Sessions for tests: of any kind straight into the tables, and planned ones through the same actions as staff use."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.therapy.actions import Booking, SeriesBooking
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.rules import ATTENDED, HELD


def make_session(
    session: OfficeSession,
    site_id: uuid.UUID,
    day: date,
    children: dict[uuid.UUID, str] | list[uuid.UUID],
    *,
    status: str = HELD,
    kind: str = "speech_therapy",
    minutes: int = 30,
    start: int | None = None,
    therapist: uuid.UUID | None = None,
    room: uuid.UUID | None = None,
) -> uuid.UUID:
    """A session; ``children`` attended it, unless a status is said for each. ``start``: minutes after midnight."""
    session_id = new_id()
    there = children if isinstance(children, dict) else dict.fromkeys(children, ATTENDED)
    place = {"start_minute": start, "therapist_id": therapist, "room_id": room}
    session.add(
        TherapySession(id=session_id, site_id=site_id, day=day, type=kind, minutes=minutes, status=status, **place)
    )
    session.flush()
    session.add_all(SessionChild(session_id=session_id, child_id=child, status=said) for child, said in there.items())
    session.flush()
    return session_id


def booking(day: date, *children: uuid.UUID, start: int = 9 * 60, **values: Any) -> Booking:
    """A session of half an hour of speech therapy at nine; ``values`` differ."""
    usual: dict[str, Any] = {"minutes": 30, "type": "speech_therapy", "therapist_id": None, "room_id": None}
    return Booking(day=day, start_minute=start, child_ids=children, **(usual | values))


def series_booking(
    first_day: date, *children: uuid.UUID, rule: str = "FREQ=WEEKLY", start: int = 9 * 60, **values: Any
) -> SeriesBooking:
    """Such sessions by a rule."""
    usual: dict[str, Any] = {"minutes": 30, "type": "speech_therapy", "therapist_id": None, "room_id": None}
    return SeriesBooking(first_day=first_day, start_minute=start, child_ids=children, rule=rule, **(usual | values))
