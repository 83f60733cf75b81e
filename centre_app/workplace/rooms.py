"""Writing down the rooms, and what a type of session needs of them."""

from __future__ import annotations

import uuid
from dataclasses import replace

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line
from centre_app.workplace.inputs import RoomInput
from centre_app.workplace.models import Room, RoomEquipment, SessionTypeEquipment, SessionTypeFacts
from centre_app.workplace.rows import check_codes, found, keep_in_step, move, next_position, site_id
from centre_app.workplace.rules import MOST_PLACES, TypeFacts, check_facts, check_number


@needs(Permission.MANAGE_CENTRE)
def add_room(session: OfficeSession, room: RoomInput) -> uuid.UUID:
    """Write down a room; it comes last. Raises UserError at the field that is wrong."""
    clean = _checked(session, None, room)
    created = Room(
        id=new_id(),
        site_id=site_id(session),
        name=clean.name,
        places=clean.places,
        active=clean.active,
        position=next_position(session, Room),
    )
    session.add(created)
    session.flush()
    _write_equipment(session, created.id, clean)
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_room(session: OfficeSession, room_id: uuid.UUID, room: RoomInput) -> None:
    """Make a room as it is given, or take it out of use (``active=False``): what was booked there stays."""
    row = found(session, Room, room_id)
    clean = _checked(session, room_id, room)
    row.name, row.places, row.active = clean.name, clean.places, clean.active
    _write_equipment(session, room_id, clean)


@needs(Permission.MANAGE_CENTRE)
def move_room(session: OfficeSession, room_id: uuid.UUID, by: int) -> None:
    """Move a room ``by`` places down in the order (up where negative)."""
    move(session, Room, room_id, by)


@needs(Permission.MANAGE_CENTRE)
def set_type_facts(session: OfficeSession, session_type: str, facts: TypeFacts) -> None:
    """Say how long a type of session usually takes, how many children it may have and what its room needs.

    Sessions that are booked already stay as they are. Raises UserError at the field that is wrong.
    """
    check_facts(facts)
    check_codes(session, "session_type", [session_type], "session_type")
    equipment = check_codes(session, "equipment", facts.equipment, "equipment")
    row = session.get(SessionTypeFacts, session_type)
    if row is None:
        row = SessionTypeFacts(session_type=session_type)
        session.add(row)
    row.usual_minutes, row.most_children = facts.usual_minutes, facts.most_children
    keep_in_step(
        session,
        session.scalars(select(SessionTypeEquipment).where(SessionTypeEquipment.session_type == session_type)),
        [SessionTypeEquipment(session_type=session_type, equipment=code) for code in equipment],
        lambda each: each.equipment,
    )


def _checked(session: OfficeSession, room_id: uuid.UUID | None, room: RoomInput) -> RoomInput:
    name = typed_line(room.name, field="name", label=N_("Name"), limit=200, needed=True)
    if room.places is not None:
        check_number(room.places, 1, MOST_PLACES, field="places", label=N_("Places"))
    if room.active:
        same = select(Room.id).where(Room.active, Room.name == name)
        if room_id is not None:
            same = same.where(Room.id != room_id)
        if session.execute(same.limit(1)).first() is not None:
            raise UserError(N_("There is one with this name already."), field="name")
    return replace(room, name=name, equipment=check_codes(session, "equipment", room.equipment, "equipment"))


def _write_equipment(session: OfficeSession, room_id: uuid.UUID, room: RoomInput) -> None:
    keep_in_step(
        session,
        session.scalars(select(RoomEquipment).where(RoomEquipment.room_id == room_id)),
        [RoomEquipment(room_id=room_id, equipment=code) for code in room.equipment],
        lambda row: row.equipment,
    )
