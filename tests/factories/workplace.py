"""Staff, rooms and children's times for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.workplace.actions import (
    AbsenceInput,
    RoomInput,
    StaffInput,
    add_absence,
    add_room,
    add_staff,
    set_child_times,
)
from centre_app.workplace.rules import ChildStretch, ChildTimes, Stretch, parse_times
from tests.factories.codelists import given_lists

WORKING_DAYS = range(1, 6)


def every_day(times: str = "9-13, 14-17") -> tuple[Stretch, ...]:
    """The same hours from Monday to Friday."""
    return tuple(Stretch(weekday, *span) for weekday in WORKING_DAYS for span in parse_times(times))


def make_staff(
    session: OfficeSession,
    name: str = "Сафарова Нигина",
    *,
    skills: tuple[str, ...] = ("speech_therapy",),
    hours: tuple[Stretch, ...] | str = "9-13, 14-17",
    **values: Any,
) -> uuid.UUID:
    """Somebody who works here; ``hours`` as text are those of every working day. Brings in the given lists."""
    given_lists(session)
    stretches = every_day(hours) if isinstance(hours, str) else hours
    return add_staff(session, StaffInput(name=name, skills=skills, hours=stretches, **values))


def make_absence(
    session: OfficeSession,
    staff_id: uuid.UUID,
    first: date,
    last: date | None = None,
    times: str = "",
    reason: str = "",
) -> uuid.UUID:
    """Days away; with ``times`` ("9-11") only a part of each."""
    start, end = parse_times(times)[0] if times else (None, None)
    return add_absence(session, AbsenceInput(staff_id, first, last or first, start, end, reason))


def make_room(
    session: OfficeSession,
    name: str = "Кабинети логопед",
    *,
    places: int | None = None,
    equipment: tuple[str, ...] = (),
) -> uuid.UUID:
    """A room in use. Brings in the given lists."""
    given_lists(session)
    return add_room(session, RoomInput(name, places, equipment))


def set_times(
    session: OfficeSession,
    child_id: uuid.UUID,
    times: Mapping[int, str],
    *,
    transport: bool = False,
    most: int = 2,
    few_days: bool = False,
) -> None:
    """When a child can be here: weekday (Monday 1) -> times as people type them."""
    stretches = [
        ChildStretch(weekday, start, end, transport)
        for weekday, typed in times.items()
        for start, end in parse_times(typed)
    ]
    set_child_times(session, child_id, ChildTimes(tuple(stretches), most, few_days))
