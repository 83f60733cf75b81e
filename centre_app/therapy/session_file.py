"""A session whole: what its page shows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from centre_app.attendance.queries import absent_among
from centre_app.db.session import OfficeSession
from centre_app.plans.facts import PracticeRow
from centre_app.plans.queries import practice_at
from centre_app.security.access import Permission, needs
from centre_app.therapy.note_rules import Lock
from centre_app.therapy.session_parts import AdditionRow as AdditionRow
from centre_app.therapy.session_parts import GoalHere as GoalHere
from centre_app.therapy.session_parts import LastTime as LastTime
from centre_app.therapy.session_parts import additions_of, alerts_of, day_of, goals_here, last_time
from centre_app.therapy.session_rows import ChildRow, Standing, children_of, standing


@dataclass(frozen=True)
class ChildHere:
    """A child in the session. ``absent``: the reason of that day's absence mark, None where there is none."""

    child_id: uuid.UUID
    name: str
    short: str
    number: str
    status: str
    reason: str | None
    reason_note: str
    note: str
    home_task: str
    next_time: str
    practised: str | None  # done, partly, not_done
    practised_minutes: int | None
    absent: str | None
    alerts: tuple[tuple[str, str], ...]  # (code of alert_kind, note)
    goals: tuple[GoalHere, ...]
    last: LastTime | None


@dataclass(frozen=True)
class SignOff:
    """A student's note is signed off by the supervisor. ``may``: who is at work may do it now."""

    needed: bool
    supervisor: str
    at: datetime | None
    by: str
    may: bool


@dataclass(frozen=True)
class SessionFile:
    """A session whole. ``edition`` goes back to ``write_up`` so that nobody writes over somebody else's words."""

    id: uuid.UUID
    day: date
    start_minute: int | None
    minutes: int
    type: str
    status: str
    reason: str | None
    reason_note: str
    note: str
    therapist_id: uuid.UUID | None
    therapist: str
    room: str
    series: bool
    children: tuple[ChildHere, ...]
    additions: tuple[AdditionRow, ...]
    lock: Lock
    sign_off: SignOff
    written_up_at: datetime | None
    written_up_by: str
    edition: str
    place: int  # which of the therapist's sessions of the day this is, from 1
    of: int
    previous: uuid.UUID | None
    next: uuid.UUID | None


@needs(Permission.SEE_NOTES)
def session_file(session: OfficeSession, session_id: uuid.UUID, language: str) -> SessionFile:
    """A session with its children, their goals and what was noted last time. The number of statements does not grow
    with the number of children. Raises NotFound."""
    now = standing(session, session_id)
    rows = children_of(session, session_id, language)
    ids = [row.child_id for row in rows]
    day = day_of(session, now)
    at = day.index(session_id)
    return SessionFile(
        id=now.id,
        day=now.day,
        start_minute=now.start_minute,
        minutes=now.minutes,
        type=now.type,
        status=now.status,
        reason=now.reason,
        reason_note=now.reason_note,
        note=now.note,
        therapist_id=now.therapist_id,
        therapist=now.therapist,
        room=now.room,
        series=now.series_id is not None,
        children=_children(session, now, rows, ids),
        additions=additions_of(session, session_id, {row.child_id: row.short for row in rows}),
        lock=now.lock(session.today),
        sign_off=SignOff(
            now.supervisor_id is not None,
            now.supervisor,
            now.signed_off_at,
            now.signed_off_by,
            now.may_sign_off(session),
        ),
        written_up_at=now.written_up_at,
        written_up_by=now.written_up_by,
        edition=now.edition,
        place=at + 1,
        of=len(day),
        previous=day[at - 1] if at else None,
        next=day[at + 1] if at + 1 < len(day) else None,
    )


def _children(
    session: OfficeSession, now: Standing, rows: list[ChildRow], ids: list[uuid.UUID]
) -> tuple[ChildHere, ...]:
    absent = absent_among(session, now.day, ids)
    alerts = alerts_of(session, ids)
    goals = goals_here(session, now.id, ids)
    last = last_time(session, now, ids)
    practice = practice_at(session, now.id, ids)
    return tuple(
        _child(
            child,
            practice.get(child.child_id),
            absent=absent.get(child.child_id),
            alerts=alerts.get(child.child_id, ()),
            goals=goals[child.child_id],
            last=last.get(child.child_id),
        )
        for child in rows
    )


def _child(child: ChildRow, practice: PracticeRow | None, **around: Any) -> ChildHere:
    row = child.row
    return ChildHere(
        child_id=child.child_id,
        name=child.name,
        short=child.short,
        number=child.number,
        status=row["status"],
        reason=row["reason"],
        reason_note=row["reason_note"],
        note=row["note"],
        home_task=row["home_task"],
        next_time=row["next_time"],
        practised=practice.answer if practice else None,
        practised_minutes=practice.minutes if practice else None,
        **around,
    )
