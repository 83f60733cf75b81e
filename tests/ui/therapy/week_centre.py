"""A small week for tests of the calendar: two specialists, two rooms, three children, a handful of sessions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.office import Office
from centre_app.sites.queries import services
from centre_app.therapy.actions import Booking, SeriesBooking, book_series, book_session
from centre_app.therapy.models import TherapySession
from centre_app.therapy.recurrence import Rule
from tests.factories.children import make_enrolled
from tests.factories.workplace import make_room, make_staff

MONDAY = date(2026, 11, 23)  # the week after the tests' day
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (24, 25, 26, 27))


@dataclass(frozen=True)
class WeekCentre:
    """The ids of it all. ``nigina`` is who is signed in."""

    nigina: uuid.UUID
    bahrom: uuid.UUID
    room: uuid.UUID
    other_room: uuid.UUID
    children: tuple[uuid.UUID, ...]
    first: uuid.UUID  # Tuesday 9:00–9:30, Нигина, the first child
    second: uuid.UUID  # Tuesday 10:00–10:30, Нигина, the second child
    massage: uuid.UUID  # Tuesday 9:00–9:30, Баҳром, the second child
    series: tuple[uuid.UUID, ...]  # four Wednesdays 11:00–11:30, Нигина, the third child


def make_week(office: Office) -> WeekCentre:
    """Put it into an office."""
    with office.write() as session:
        service = next(row for row in services(session) if row.kind == "therapy")
        nigina = make_staff(session, "Сафарова Нигина", account_id=office.actor.account_id)
        bahrom = make_staff(session, "Ҷӯраев Баҳром", skills=("massage",))
        room, other = make_room(session, "Кабинети логопед"), make_room(session, "Толори масҳ")
        children = tuple(
            make_enrolled(session, service.id, None, given, surname=surname)
            for surname, given in (("Раҳимов", "Ҷамшед"), ("Қодирова", "Мадина"), ("Ӯзбеков", "Зафар"))
        )
    with office.write() as session:

        def book(start: int, kind: str, therapist: uuid.UUID, place: uuid.UUID, child: uuid.UUID) -> uuid.UUID:
            return book_session(session, Booking(TUESDAY, start, 30, kind, therapist, place, (child,))).id

        first = book(540, "speech_therapy", nigina, room, children[0])
        second = book(600, "speech_therapy", nigina, room, children[1])
        massage = book(540, "massage", bahrom, other, children[1])
        made = book_series(
            session,
            SeriesBooking(WEDNESDAY, 660, 30, "speech_therapy", nigina, room, (children[2],), rule=Rule((3,), count=4)),
        )
        series = session.scalars(
            select(TherapySession.id).where(TherapySession.series_id == made.series_id).order_by(TherapySession.day)
        ).all()
    return WeekCentre(nigina, bahrom, room, other, children, first, second, massage, tuple(series))


def stored(office: Office, session_id: uuid.UUID) -> Any:
    """A session's row as it is kept."""
    table = TherapySession.__table__
    with office.read() as session:
        return session.execute(select(table).where(table.c.id == session_id)).one()


def place(office: Office, session_id: uuid.UUID) -> tuple[date, int, int]:
    """(day, start, minutes) as kept."""
    row = stored(office, session_id)
    return row.day, row.start_minute, row.minutes
