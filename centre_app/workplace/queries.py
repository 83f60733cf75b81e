"""Staff, rooms, types of session and children's times as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from centre_app.codelists.queries import entries
from centre_app.db.session import OfficeSession
from centre_app.security.access import Permission, needs
from centre_app.workplace.models import (
    ChildTime,
    ChildTimeFacts,
    Room,
    RoomEquipment,
    SessionTypeEquipment,
    SessionTypeFacts,
    StaffAbsence,
    StaffMember,
    StaffSkill,
    WorkingHours,
)
from centre_app.workplace.rules import ChildStretch as ChildStretch
from centre_app.workplace.rules import ChildTimes as ChildTimes
from centre_app.workplace.rules import Stretch as Stretch
from centre_app.workplace.rules import TypeFacts as TypeFacts

SESSION_TYPES = "session_type"  # the code list
_AT_ONCE = 500  # values in one IN list: engines have limits


@dataclass(frozen=True)
class StaffRow:
    """Somebody who works here, with what they can give and when. ``works_until`` is the last day."""

    id: uuid.UUID
    name: str
    profession: str
    account_id: uuid.UUID | None
    supervisor_id: uuid.UUID | None
    full_time_percent: int
    works_from: date | None
    works_until: date | None
    skills: tuple[str, ...]  # code list session_type
    hours: tuple[Stretch, ...]


@dataclass(frozen=True)
class AbsenceRow:
    """Days, or a part of each of them, when somebody is not here."""

    id: uuid.UUID
    staff_id: uuid.UUID
    first_day: date
    last_day: date
    start_minute: int | None  # None: all day
    end_minute: int | None
    reason: str


@dataclass(frozen=True)
class RoomRow:
    """A room for sessions. ``places``: how many children fit in, None: not limited."""

    id: uuid.UUID
    name: str
    places: int | None
    equipment: tuple[str, ...]  # code list equipment
    active: bool


@needs(Permission.OWN_ACCOUNT)
def staff(session: OfficeSession, *, on: date | None = None) -> tuple[StaffRow, ...]:
    """Everybody in the centre's order; with ``on`` only who works here on that day."""
    if on is None:
        return _staff(session)
    begun = or_(StaffMember.works_from.is_(None), StaffMember.works_from <= on)
    stays = or_(StaffMember.works_until.is_(None), StaffMember.works_until >= on)
    return _staff(session, begun, stays)


@needs(Permission.OWN_ACCOUNT)
def my_staff(session: OfficeSession) -> StaffRow | None:
    """Who of the staff is signed in; None for somebody who gives no sessions."""
    if session.actor.account_id is None:
        return None
    found = _staff(session, StaffMember.account_id == session.actor.account_id)
    return found[0] if found else None


@needs(Permission.SEE_CHILDREN)
def staff_absences(session: OfficeSession, first: date, last: date) -> tuple[AbsenceRow, ...]:
    """Absences that touch the days from ``first`` to ``last``, both in; the earliest first."""
    rows = session.execute(
        select(
            StaffAbsence.id,
            StaffAbsence.staff_id,
            StaffAbsence.first_day,
            StaffAbsence.last_day,
            StaffAbsence.start_minute,
            StaffAbsence.end_minute,
            StaffAbsence.reason,
        )
        .where(StaffAbsence.first_day <= last, StaffAbsence.last_day >= first)
        .order_by(StaffAbsence.first_day, StaffAbsence.start_minute.nulls_first(), StaffAbsence.id)
    )
    return tuple(AbsenceRow(*row) for row in rows)


@needs(Permission.OWN_ACCOUNT)
def rooms(session: OfficeSession, *, active_only: bool = True) -> tuple[RoomRow, ...]:
    """The rooms in the centre's order; with ``active_only=False`` also those out of use."""
    wanted = select(Room.id, Room.name, Room.places, Room.active).order_by(Room.position, Room.id)
    equipment = _grouped(
        session, select(RoomEquipment.room_id, RoomEquipment.equipment).order_by(RoomEquipment.equipment)
    )
    found = session.execute(wanted.where(Room.active) if active_only else wanted)
    return tuple(RoomRow(row.id, row.name, row.places, equipment.get(row.id, ()), row.active) for row in found)


@needs(Permission.OWN_ACCOUNT)
def session_types(session: OfficeSession) -> dict[str, TypeFacts]:
    """code -> facts, for every code of the list in its order (those out of use too); defaults where none are said."""
    facts = {
        row.session_type: (row.usual_minutes, row.most_children)
        for row in session.execute(
            select(SessionTypeFacts.session_type, SessionTypeFacts.usual_minutes, SessionTypeFacts.most_children)
        )
    }
    equipment = _grouped(
        session,
        select(SessionTypeEquipment.session_type, SessionTypeEquipment.equipment).order_by(
            SessionTypeEquipment.equipment
        ),
    )
    usual = TypeFacts()
    return {
        entry.code: TypeFacts(
            *facts.get(entry.code, (usual.usual_minutes, usual.most_children)), equipment.get(entry.code, ())
        )
        for entry in entries(session, SESSION_TYPES)
    }


@needs(Permission.SEE_CHILDREN)
def child_times(session: OfficeSession, child_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, ChildTimes]:
    """When these children can be here; every child asked for is in it. Two statements for each 500 of them."""
    ids = list(dict.fromkeys(child_ids))
    found: dict[uuid.UUID, ChildTimes] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        stretches: dict[uuid.UUID, list[ChildStretch]] = {}
        wanted = select(
            ChildTime.child_id, ChildTime.weekday, ChildTime.start_minute, ChildTime.end_minute, ChildTime.transport
        ).where(ChildTime.child_id.in_(some))
        for row in session.execute(wanted.order_by(ChildTime.weekday, ChildTime.start_minute)):
            stretches.setdefault(row.child_id, []).append(
                ChildStretch(row.weekday, row.start_minute, row.end_minute, row.transport)
            )
        facts = select(ChildTimeFacts.child_id, ChildTimeFacts.most_sessions_a_day, ChildTimeFacts.few_days).where(
            ChildTimeFacts.child_id.in_(some)
        )
        said = {child_id: (most, few) for child_id, most, few in session.execute(facts)}
        for child_id in some:
            found[child_id] = ChildTimes(tuple(stretches.get(child_id, ())), *said.get(child_id, ()))
    return found


def _staff(session: OfficeSession, *where: ColumnElement[bool]) -> tuple[StaffRow, ...]:
    """Three statements, whatever the number of staff: a centre has tens of them, so skills and hours are read whole."""
    skills = _grouped(session, select(StaffSkill.staff_id, StaffSkill.session_type).order_by(StaffSkill.session_type))
    hours: dict[uuid.UUID, list[Stretch]] = {}
    wanted = select(WorkingHours.staff_id, WorkingHours.weekday, WorkingHours.start_minute, WorkingHours.end_minute)
    for staff_id, *stretch in session.execute(wanted.order_by(WorkingHours.weekday, WorkingHours.start_minute)):
        hours.setdefault(staff_id, []).append(Stretch(*stretch))
    people = select(
        StaffMember.id,
        StaffMember.name,
        StaffMember.profession,
        StaffMember.account_id,
        StaffMember.supervisor_id,
        StaffMember.full_time_percent,
        StaffMember.works_from,
        StaffMember.works_until,
    ).where(*where)
    return tuple(
        StaffRow(*row, skills=skills.get(row.id, ()), hours=tuple(hours.get(row.id, ())))
        for row in session.execute(people.order_by(StaffMember.position, StaffMember.id))
    )


def _grouped(session: OfficeSession, pairs: Select[*tuple[Any, ...]]) -> dict[Any, tuple[str, ...]]:
    """key -> the codes beside it, in their order."""
    found: dict[Any, list[str]] = {}
    for key, code in session.execute(pairs):
        found.setdefault(key, []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}
