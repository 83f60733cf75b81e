"""A centre with staff, rooms and plans in the database, for proposing a week."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.plans.actions import ServiceInput
from tests.factories.children import make_enrolled
from tests.factories.plans import make_plan
from tests.factories.workplace import make_room, make_staff

WEEK_48 = date(2026, 11, 23)


@dataclass(frozen=True)
class Planned:
    """What stands in the centre."""

    logoped: uuid.UUID
    teacher: uuid.UUID
    room: uuid.UUID
    children: tuple[uuid.UUID, ...]


def make_planned_centre(session: OfficeSession, service_id: uuid.UUID, children: int = 3) -> Planned:
    """A speech therapist, a special teacher, a room; each child has two sessions of speech a week, and a group."""
    logoped = make_staff(session, "Сафарова Нигина")
    teacher = make_staff(session, "Назаров Далер", skills=("special_teacher",))
    room = make_room(session, "Кабинети логопед", places=3)
    names = ("Ҷамшед", "Мадина", "Айбек", "Нурия", "Темур", "Зарина")
    ids = tuple(make_enrolled(session, service_id, given_name=names[at]) for at in range(children))
    for child_id in ids:
        make_plan(
            session,
            child_id,
            services=(
                ServiceInput("speech_therapy", times=2, minutes=30),
                ServiceInput("special_teacher", times=1, minutes=45, in_group=True),
            ),
        )
    return Planned(logoped, teacher, room, ids)
