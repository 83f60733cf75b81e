"""What a step about the staff does to the week: sessions left without a specialist, sessions that an absence hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from centre_app.language.translate import ngettext
from centre_app.therapy.actions import Leaving, therapist_leaves, undo_calendar
from centre_app.therapy.calendar import sessions_between
from centre_app.therapy.rules import PLANNED
from centre_app.workplace.actions import (
    AbsenceInput,
    StaffInput,
    add_absence,
    change_absence,
    change_staff,
    staff_leaves,
)
from ui import tasks


@dataclass(frozen=True)
class Left:
    """Somebody has a last day, or None: stays. ``leaving``: the sessions that have nobody now."""

    leaving: Leaving | None

    @property
    def words(self) -> str:
        """How many sessions need somebody else; "" for none."""
        n = len(self.leaving.sessions) if self.leaving is not None else 0
        words = ngettext(
            "{n} planned session after that day has no specialist now.",
            "{n} planned sessions after that day have no specialist now.",
            n,
        )
        return words.format(n=n) if n else ""


@dataclass(frozen=True)
class Absent:
    """An absence that was written down. ``hit``: planned sessions in it, the first of them on ``day``."""

    id: UUID
    hit: int
    day: date

    @property
    def words(self) -> str:
        """How many sessions need something done; "" for none."""
        words = ngettext(
            "{n} planned session lies in this absence.", "{n} planned sessions lie in this absence.", self.hit
        )
        return words.format(n=self.hit) if self.hit else ""


def leave(session: Any, *, staff_id: UUID, last_day: date | None) -> Left:
    """The last day is written down, and sessions planned after it have nobody."""
    staff_leaves(session, staff_id, last_day)
    return Left(therapist_leaves(session, staff_id, last_day) if last_day is not None else None)


def take_back(left: Left, staff_id: UUID, before: StaffInput) -> tasks.Action:
    """As it was: the person and the sessions."""
    return partial(_take_back, left=left, staff_id=staff_id, before=before)


def write_absence(session: Any, *, absence: AbsenceInput, absence_id: UUID | None = None) -> Absent:
    """A new absence, or another one in the place of ``absence_id``; says what it hits."""
    if absence_id is None:
        key = add_absence(session, absence)
    else:
        change_absence(session, absence_id, absence)
        key = absence_id
    first = max(absence.first_day, session.today)
    hit = [
        row.day
        for row in sessions_between(session, first, absence.last_day, therapist_id=absence.staff_id, language="en")
        if row.status == PLANNED and _meets(absence, row.start_minute, row.minutes)
    ]
    return Absent(key, len(hit), min(hit, default=first))


def _meets(absence: AbsenceInput, start_minute: int | None, minutes: int) -> bool:
    if absence.start_minute is None or absence.end_minute is None or start_minute is None:
        return True
    return absence.start_minute < start_minute + minutes and start_minute < absence.end_minute


def _take_back(session: Any, *, left: Left, staff_id: UUID, before: StaffInput) -> None:
    change_staff(session, staff_id, before)
    if left.leaving is not None and left.leaving.undo:
        undo_calendar(session, left.leaving.undo)
