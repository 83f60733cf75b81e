"""What therapy asks for today: the next sessions, notes not written, reviews due, notes to sign, programmes ending.

Apart from the start page itself: these rooms are read after it is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.plans.queries import (
    DueReview,
    ExpiringProgramme,
    programmes_expiring,
    reviews_due,
)
from centre_app.security.access import Permission, needs
from centre_app.therapy.calendar import SessionRow, next_sessions, sessions_without_notes
from centre_app.therapy.notes import UnsignedRow, unsigned
from centre_app.therapy.rules import TYPE_LIST
from centre_app.workplace.queries import my_staff, staff

REVIEWS_AHEAD_DAYS, PROGRAMMES_AHEAD_DAYS = 14, 60


@dataclass(frozen=True)
class TherapyToday:
    """Lists for the start page. ``mine``: only the sessions of who is signed in. ``therapists`` by id, ``types`` by
    code."""

    mine: bool
    next: tuple[SessionRow, ...]
    without_notes: tuple[SessionRow, ...]
    reviews: tuple[DueReview, ...]
    programmes: tuple[ExpiringProgramme, ...]
    unsigned: tuple[UnsignedRow, ...]
    therapists: dict[object, str]
    types: dict[str, str]


@needs(Permission.SEE_CHILDREN)
def therapy_today(session: OfficeSession, minute: int, language: str) -> TherapyToday:
    """``minute`` is the minute of the day now. A therapist sees the own sessions, everybody else all."""
    me = my_staff(session)
    mine = None if me is None else me.id
    today = session.today
    may_write = session.actor.may(Permission.WRITE_NOTES)  # type: ignore[attr-defined]
    return TherapyToday(
        mine=mine is not None,
        next=next_sessions(session, today, minute, therapist_id=mine, language=language),
        without_notes=sessions_without_notes(session, today, minute=minute, therapist_id=mine, language=language),
        reviews=reviews_due(session, until=today + timedelta(days=REVIEWS_AHEAD_DAYS), language=language),
        programmes=programmes_expiring(session, until=today + timedelta(days=PROGRAMMES_AHEAD_DAYS), language=language),
        unsigned=unsigned(session, language) if may_write else (),
        therapists={row.id: row.name for row in staff(session)},
        types=labels(session, TYPE_LIST, language),
    )
