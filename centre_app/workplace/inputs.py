"""What staff write about the workplace, as plain values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from centre_app.workplace.rules import Stretch


@dataclass(frozen=True)
class StaffInput:
    """Somebody who works here, whole. ``works_until`` is the last day; ``full_time_percent`` 50 is half a post."""

    name: str
    profession: str = ""
    account_id: uuid.UUID | None = None  # who signs in as this one
    supervisor_id: uuid.UUID | None = None  # of a student
    full_time_percent: int = 100
    works_from: date | None = None
    works_until: date | None = None
    skills: tuple[str, ...] = ()  # code list session_type
    hours: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class AbsenceInput:
    """Days when somebody is not here, both in; with minutes only that part of each of them."""

    staff_id: uuid.UUID
    first_day: date
    last_day: date
    start_minute: int | None = None
    end_minute: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class RoomInput:
    """A room, whole. ``places``: how many children fit in, None: not limited. ``active=False``: out of use."""

    name: str
    places: int | None = None
    equipment: tuple[str, ...] = ()  # code list equipment
    active: bool = True
