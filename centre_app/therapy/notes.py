"""Locked notes: what is added to them, how attendance in them is corrected, and a student's supervisor's name."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.errors import Refused, UserError
from centre_app.language.translate import N_, Message
from centre_app.plans.actions import score_group
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SessionAddition, SessionGoal, TherapySession
from centre_app.therapy.note_rules import NOTE_LENGTH, About, WriteUp, settled
from centre_app.therapy.rules import ATTENDED, HELD, PLANNED, REASON_LIST
from centre_app.therapy.session_rows import (
    HELD_AT,
    STAFF,
    SUPERVISOR,
    actor_may,
    children_of,
    goal_rows,
    known_codes,
    names_in,
    standing,
)
from centre_app.therapy.writing_up import as_written, write_rows
from centre_app.typed import typed_lines


@dataclass(frozen=True)
class UnsignedRow:
    """A student's session that waits for the supervisor. ``children``: their short names."""

    session_id: uuid.UUID
    day: date
    start_minute: int | None
    type: str
    therapist: str
    supervisor: str
    children: tuple[str, ...]


@needs(Permission.WRITE_NOTES)
def add_addition(session: OfficeSession, session_id: uuid.UUID, child_id: uuid.UUID | None, text: str) -> uuid.UUID:
    """Write an addition to a locked note, with the name and the moment; the note itself stays as it was.

    Raises UserError: nothing typed (field ``text``), or the note is not locked.
    """
    now = standing(session, session_id)
    if not now.lock(session.today).locked:
        raise UserError(N_("This note is not locked: change it as usual."))
    if child_id is not None and child_id not in {row.child_id for row in children_of(session, session_id)}:
        raise UserError(N_("This child is not in the session."), field="child_id")
    clean = typed_lines(text, field="text", label=N_("Addition"), limit=NOTE_LENGTH)
    if not clean:
        raise UserError(N_("Please write what is to be added."), field="text")
    return _add(session, session_id, child_id, clean)


@needs(Permission.MANAGE_CENTRE)
def correct_attendance(
    session: OfficeSession,
    session_id: uuid.UUID,
    status: str,
    children: Sequence[tuple[uuid.UUID, str, str | None]],
    minutes: int,
    why: str,
    reason: str | None = None,
) -> None:
    """Correct who attended a locked session, and its minutes; ``children`` are (child, status, reason). The words stay
    as they were, ``why`` becomes an addition, and levels given to a child who was not there are taken out.

    Raises UserError as ``note_rules.settled``, where the note is not locked, and without a reason (field ``why``).
    """
    now = standing(session, session_id, keep=True)
    if not now.lock(session.today).locked:
        raise UserError(N_("This note is not locked: change it as usual."))
    why = typed_lines(why, field="why", label=N_("Why it is corrected"), limit=NOTE_LENGTH)
    if not why:
        raise UserError(N_("Say why it is corrected."), field="why")
    rows = children_of(session, session_id)
    stand = {row.child_id: as_written(row) for row in rows}
    said = tuple(
        replace(stand[child_id], status=child_status, reason=child_reason)
        for child_id, child_status, child_reason in children
        if child_id in stand
    )
    about = About(
        now.day,
        session.today,
        now.start_minute,
        {row.child_id: row.short for row in rows},
        reasons=known_codes(
            session, REASON_LIST, (reason, *(said_reason for _child, _status, said_reason in children))
        ),
    )
    final = settled(WriteUp(status, said, minutes, reason, now.reason_note, now.note), about)
    write_rows(session, now, rows, final)
    away = {child.child_id for child in final.children if child.status != ATTENDED}
    untrue = [row for row in goal_rows(session, session_id).values() if row["child_id"] in away]
    if untrue:
        session.delete_many(SessionGoal, untrue)
        score_group(session, now.id, now.day, {row["child_id"]: {} for row in untrue}, session.actor.name)
    _add(session, session_id, None, Message(N_("Attendance corrected: {why}"), {"why": why}).in_words())


@needs(Permission.WRITE_NOTES)
def sign_off(session: OfficeSession, session_id: uuid.UUID) -> None:
    """The supervisor of a student (or the manager) agrees with the note; from then on it is locked.

    Raises UserError where the session needs none, is not written up, or is signed off; Refused for anybody else.
    """
    now = standing(session, session_id, keep=True)
    if now.supervisor_id is None:
        raise UserError(N_("This session needs no sign-off: its therapist works without a supervisor."))
    if now.status == PLANNED or now.written_up_at is None:
        raise UserError(N_("This session is not written up yet."))
    if now.signed_off_at is not None:
        raise UserError(N_("{name} has signed this note off already."), name=now.signed_off_by)
    if not now.may_sign_off(session):
        raise Refused(N_("Only {supervisor} or the manager can sign this note off."), supervisor=now.supervisor)
    row = session.get_one(TherapySession, session_id)
    row.signed_off_at = utc_now()
    row.signed_off_by = session.actor.name
    session.flush()


@needs(Permission.SEE_NOTES)
def unsigned(session: OfficeSession, language: str) -> tuple[UnsignedRow, ...]:
    """Sessions held by students that wait for the person at work to sign them off, the oldest first; all of them for
    the manager."""
    statement = (
        select(HELD_AT.id, HELD_AT.day, HELD_AT.start_minute, HELD_AT.type, STAFF.c.name, SUPERVISOR.c.name)
        .select_from(TherapySession.__table__)
        .join(STAFF, STAFF.c.id == HELD_AT.therapist_id)
        .join(SUPERVISOR, SUPERVISOR.c.id == STAFF.c.supervisor_id)
        .where(HELD_AT.status == HELD, HELD_AT.written_up_at.is_not(None), HELD_AT.signed_off_at.is_(None))
        .order_by(HELD_AT.day, HELD_AT.start_minute, HELD_AT.id)
    )
    if not actor_may(session, Permission.MANAGE_CENTRE):
        statement = statement.where(
            and_(SUPERVISOR.c.account_id.is_not(None), SUPERVISOR.c.account_id == session.actor.account_id)
        )
    rows = session.execute(statement).all()
    names = names_in(session, [row.id for row in rows], language)
    return tuple(
        UnsignedRow(row.id, row.day, row.start_minute, row.type, row[4], row[5], tuple(names.get(row.id, {}).values()))
        for row in rows
    )


def _add(session: OfficeSession, session_id: uuid.UUID, child_id: uuid.UUID | None, text: str) -> uuid.UUID:
    added = SessionAddition(
        id=new_id(), session_id=session_id, child_id=child_id, at=utc_now(), name=session.actor.name, text=text
    )
    session.add(added)
    session.flush()
    return added.id
