"""A week taken over into another one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.security.access import Permission, needs
from centre_app.therapy.booking import add_session, session_row
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.clashes import session_words
from centre_app.therapy.fitting import laid, with_session
from centre_app.therapy.models import TherapySession
from centre_app.therapy.placing import Placing, Told, WeekFacts, reasons
from centre_app.therapy.row_changes import Kept, RowChanges, Undo, kept_sessions, lock_calendar
from centre_app.therapy.rules import HELD, PLANNED, monday_of, week_days


@dataclass(frozen=True)
class CopyResult:
    """A week that was copied: how many sessions, how many were there already, and what was not copied, with why."""

    made: int
    already: int
    skipped: tuple[Told, ...]
    left_out: tuple[Told, ...]
    undo: Undo


@needs(Permission.PLAN_WEEK)
def copy_week(
    session: OfficeSession, from_monday: date, to_monday: date, *, therapist_id: uuid.UUID | None = None
) -> CopyResult:
    """Take the planned and held sessions of a week over into another, of everybody or of one therapist.

    What would clash is skipped and told, unless the session had its reason already; a child who cannot come is left
    out and told; what is there already is not booked twice. Raises UserError (``to_monday``) for the same week.
    """
    site_id, _lock_days = lock_calendar(session)
    first, to = monday_of(from_monday), monday_of(to_monday)
    if first == to:
        raise UserError(N_("Please choose another week to copy into."), field="to_monday")
    sessions = _of_week(session, first, therapist_id)
    wanted = [(kept, kept.placing(day=kept.row["day"] + (to - first))) for kept in sessions]
    changes = RowChanges(session)
    skipped: list[Told] = []
    left_out: list[Told] = []
    made = already = 0
    facts = facts_for(session, [placing for _kept, placing in wanted]) if wanted else None
    for kept, placing in wanted:
        assert facts is not None
        if _is_there(facts, placing):
            already += 1
            continue
        one = laid(facts, placing)
        named = session_words(facts, placing)
        why_not = one.why_not or (() if kept.row["clash_reason"] else one.soft)
        if one.placing is None or why_not:
            skipped.append((placing.day, _about(named, reasons(why_not))))
            continue
        if one.left_out:
            left_out.append((placing.day, _about(named, reasons(one.left_out))))
        session_id = new_id()
        reason = kept.row["clash_reason"] if one.soft else ""
        row = session_row(session_id, site_id, one.placing, pinned=kept.row["pinned"], clash_reason=reason)
        add_session(changes, row, one.placing.child_ids)
        facts = with_session(facts, session_id, one.placing)
        made += 1
    return CopyResult(made, already, tuple(skipped), tuple(left_out), changes.write())


def _of_week(session: OfficeSession, monday: date, therapist_id: uuid.UUID | None) -> list[Kept]:
    week = week_days(monday)
    meant = select(TherapySession.id).where(
        TherapySession.day.between(week[0], week[-1]),
        TherapySession.status.in_((PLANNED, HELD)),
        TherapySession.start_minute.is_not(None),
    )
    if therapist_id is not None:
        meant = meant.where(TherapySession.therapist_id == therapist_id)
    return [kept for kept in kept_sessions(session, session.scalars(meant).all()) if kept.children]


def _is_there(facts: WeekFacts, placing: Placing) -> bool:
    """Whether one of its children has this very session there: the same kind, person and hour."""
    return any(
        (other.start_minute, other.type, other.therapist_id)
        == (placing.start_minute, placing.type, placing.therapist_id)
        and not other.child_ids.isdisjoint(placing.child_ids)
        for other in facts.sessions.get(placing.day, ())
    )


def _about(named: Message, why: Message) -> Message:
    return Message(N_("{session}: {why}"), {"session": named, "why": why})
