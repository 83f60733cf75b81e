"""A child is marked absent for the day: its planned sessions of that day are excused, and can be put back."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.row_changes import lock_calendar
from centre_app.therapy.rules import ATTENDED, CANCELLED_BY_FAMILY, EXCUSED, INVITED, PLANNED, REASON_LIST
from centre_app.therapy.session_rows import HELD_AT, IN, STAFF, known_codes, names_in, portions


@dataclass(frozen=True)
class SessionOfAbsent:
    """A planned session that absent children are invited to. ``whole``: nobody else is left, so it is called off."""

    session_id: uuid.UUID
    type: str
    start_minute: int | None
    therapist: str
    children: tuple[tuple[uuid.UUID, str], ...]  # (child, short name)
    whole: bool


Row = dict[str, Any]


@dataclass(frozen=True)
class Excused:
    """What excusing changed, as (before, after) rows, for ``undo_excusing``; false where nothing was."""

    sessions: tuple[tuple[Row, Row], ...] = ()
    children: tuple[tuple[Row, Row], ...] = ()

    @property
    def count(self) -> int:
        """In how many sessions somebody was excused."""
        return len({before["session_id"] for before, _ in self.children})

    def __bool__(self) -> bool:
        return bool(self.children)


@needs(Permission.PLAN_WEEK)
def sessions_of_absent(
    session: OfficeSession, day: date, child_ids: Collection[uuid.UUID], language: str
) -> tuple[SessionOfAbsent, ...]:
    """The planned sessions of a day in which these children are still expected, by the hour."""
    invited = _invited(session, day, child_ids)
    if not invited:
        return ()
    others = _others(session, invited)
    names = names_in(session, list(invited), language)
    facts: list[Any] = []
    for some in portions(invited):
        facts += session.execute(
            select(HELD_AT.id, HELD_AT.type, HELD_AT.start_minute, func.coalesce(STAFF.c.name, ""))
            .select_from(TherapySession.__table__)
            .outerjoin(STAFF, STAFF.c.id == HELD_AT.therapist_id)
            .where(HELD_AT.id.in_(some))
        )
    found = [
        SessionOfAbsent(
            session_id,
            kind,
            start_minute,
            therapist,
            tuple((child, name) for child, name in names[session_id].items() if child in invited[session_id]),
            whole=session_id not in others,
        )
        for session_id, kind, start_minute, therapist in facts
    ]
    return tuple(sorted(found, key=lambda row: (row.start_minute is None, row.start_minute or 0, row.session_id)))


@needs(Permission.PLAN_WEEK)
def excuse_sessions(session: OfficeSession, day: date, child_ids: Collection[uuid.UUID], reason: str) -> Excused:
    """Excuse these children from their planned sessions of a day; a session where nobody is left is called off by the
    family. ``reason`` is a code of session_reason. Raises UserError (``reason``)."""
    if not known_codes(session, REASON_LIST, [reason]):
        raise UserError(N_("There is no reason “{code}” in the list."), field="reason", code=reason)
    lock_calendar(session)
    invited = _invited(session, day, child_ids)
    children = tuple(
        (row, row | {"status": EXCUSED, "reason": reason}) for rows in invited.values() for row in rows.values()
    )
    others = _others(session, invited)
    alone = [session_id for session_id in invited if session_id not in others]
    sessions: list[tuple[Row, Row]] = []
    for some in portions(alone):
        rows = session.execute(select(HELD_AT.id, HELD_AT.status, HELD_AT.reason).where(HELD_AT.id.in_(some)))
        for row in rows.mappings():
            sessions.append((dict(row), dict(row) | {"status": CANCELLED_BY_FAMILY, "reason": reason}))
    what = Excused(tuple(sessions), children)
    _write(session, what)
    return what


@needs(Permission.PLAN_WEEK)
def undo_excusing(session: OfficeSession, what: Excused) -> None:
    """Put back exactly what was. Raises UserError where one of the sessions was changed since."""
    lock_calendar(session)
    stand = _rows_now(session, what)
    for before, after in (*what.sessions, *what.children):
        key = (before.get("session_id", before.get("id")), before.get("child_id"))
        if any(stand.get(key, {}).get(name) != after[name] for name in ("status", "reason")):
            raise UserError(N_("One of these sessions was changed since: it cannot be undone."))
    _write(
        session,
        Excused(
            tuple((after, before) for before, after in what.sessions),
            tuple((after, before) for before, after in what.children),
        ),
    )


def _write(session: OfficeSession, what: Excused) -> None:
    session.update_many(TherapySession, what.sessions)
    session.update_many(SessionChild, what.children)


def _invited(
    session: OfficeSession, day: date, child_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[uuid.UUID, Row]]:
    """Planned session -> child -> the row of the child in it."""
    found: dict[uuid.UUID, dict[uuid.UUID, Row]] = {}
    for some in portions(child_ids):
        rows = session.execute(
            select(IN.session_id, IN.child_id, IN.status, IN.reason)
            .join(TherapySession.__table__, HELD_AT.id == IN.session_id)
            .where(HELD_AT.day == day, HELD_AT.status == PLANNED, IN.status == INVITED, IN.child_id.in_(some))
        )
        for row in rows.mappings():
            found.setdefault(row["session_id"], {})[row["child_id"]] = dict(row)
    return found


def _others(session: OfficeSession, invited: dict[uuid.UUID, dict[uuid.UUID, Row]]) -> set[uuid.UUID]:
    """Those of the sessions in which somebody else is still expected."""
    found: set[uuid.UUID] = set()
    for some in portions(invited):
        rows = session.execute(
            select(IN.session_id, IN.child_id).where(IN.session_id.in_(some), IN.status.in_((INVITED, ATTENDED)))
        )
        found |= {session_id for session_id, child_id in rows if child_id not in invited[session_id]}
    return found


def _rows_now(session: OfficeSession, what: Excused) -> dict[tuple[Any, Any], Row]:
    found: dict[tuple[Any, Any], Row] = {}
    for some in portions({before["session_id"] for before, _ in what.children}):
        for row in session.execute(
            select(IN.session_id, IN.child_id, IN.status, IN.reason).where(IN.session_id.in_(some))
        ).mappings():
            found[row["session_id"], row["child_id"]] = dict(row)
        for row in session.execute(
            select(HELD_AT.id, HELD_AT.status, HELD_AT.reason).where(HELD_AT.id.in_(some))
        ).mappings():
            found[row["id"], None] = dict(row)
    return found
