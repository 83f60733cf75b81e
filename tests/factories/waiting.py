"""A waiting list for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.waiting.actions import WaitingInput, add_waiting


def make_waiting(
    session: OfficeSession,
    child_id: uuid.UUID,
    session_type: str | None = "speech_therapy",
    *,
    day: date | None = None,
    priority: str = "usual",
    service_id: uuid.UUID | None = None,
    **values: Any,
) -> uuid.UUID:
    """A child that waits: for a type of session, or for a service where one is given."""
    wanted = None if service_id else session_type
    return add_waiting(session, WaitingInput(child_id, wanted, service_id, day, priority, **values))
