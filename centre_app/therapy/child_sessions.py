"""A child's part in sessions, whatever became of them: for the dose and the progress record."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from centre_app.db.session import OfficeSession
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SessionChild, TherapySession

_AT_ONCE = 500  # values in one IN list: engines have limits
_SESSION, _PART = TherapySession.__table__.c, SessionChild.__table__.c
_PARTS = (
    select(_PART.child_id, _SESSION.day, _SESSION.type, _SESSION.minutes, _SESSION.status, _PART.status)
    .join(TherapySession.__table__, _SESSION.id == _PART.session_id)
    .where(
        _PART.child_id.in_(bindparam("children", expanding=True)),
        _SESSION.day.between(bindparam("first"), bindparam("last")),
    )
    .order_by(_SESSION.day, _SESSION.start_minute)
)


@dataclass(frozen=True, slots=True)
class SessionPart:
    """``status`` is the session's, ``part`` the child's in it (counting.md, Terms)."""

    day: date
    type: str
    minutes: int
    status: str
    part: str


@needs(Permission.SEE_CHILDREN)
def session_parts(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> dict[uuid.UUID, tuple[SessionPart, ...]]:
    """All sessions booked for each child from ``first`` to ``last``, by day. Every child asked for is in it."""
    wanted = list(child_ids)
    found: dict[uuid.UUID, list[SessionPart]] = {child_id: [] for child_id in wanted}
    for at in range(0, len(wanted), _AT_ONCE):
        asked = {"children": wanted[at : at + _AT_ONCE], "first": first, "last": last}
        for child_id, *part in session.execute(_PARTS, asked):
            found[child_id].append(SessionPart(*part))
    return {child_id: tuple(parts) for child_id, parts in found.items()}
