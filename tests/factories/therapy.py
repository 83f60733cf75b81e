"""Sessions for tests. There are no actions for them yet, so the tables are filled."""

from __future__ import annotations

import uuid
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
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
) -> uuid.UUID:
    """A session; ``children`` attended it, unless a status is said for each."""
    session_id = new_id()
    there = children if isinstance(children, dict) else dict.fromkeys(children, ATTENDED)
    session.add(TherapySession(id=session_id, site_id=site_id, day=day, type=kind, minutes=minutes, status=status))
    session.flush()
    session.add_all(SessionChild(session_id=session_id, child_id=child, status=said) for child, said in there.items())
    session.flush()
    return session_id
