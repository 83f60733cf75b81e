"""Cancelling sessions and putting them back, taking planned ones out, pinning them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.plans.models import GoalScore, HomePractice
from centre_app.security.access import Permission, needs
from centre_app.therapy.booking import LABELS, typed_reason
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.models import SessionAddition, SessionChild, SessionGoal, SessionSeries, TherapySession
from centre_app.therapy.moving import Changed
from centre_app.therapy.placing import check_clashes
from centre_app.therapy.recurrence import parse_rule
from centre_app.therapy.row_changes import Kept, Row, RowChanges, kept_session, lock_calendar
from centre_app.therapy.rules import (
    CANCELLED,
    FOLLOWING,
    INVITED,
    PLANNED,
    REASON_LIST,
    THIS,
    child_status_when_cancelled,
    status_when_cancelled,
)
from centre_app.therapy.scope import add_exceptions, in_scope, planned_session, remove_series
from centre_app.typed import typed_line

_AT_ONCE = 500  # values in one IN list: engines have limits
_WRITTEN_ALREADY = N_("Something is written of this session: it can be cancelled, not taken out.")
_WRITTEN = (SessionGoal.session_id, SessionAddition.session_id, GoalScore.session_id, HomePractice.session_id)


@needs(Permission.PLAN_WEEK)
def cancel_session(
    session: OfficeSession, session_id: uuid.UUID, by: str, reason: str, note: str = "", *, scope: str = THIS
) -> Changed:
    """Cancel a planned session: ``by`` is ``family`` or ``centre``, ``reason`` a code of the list session_reason.

    Its invited children are excused; those of a family that stayed away without notice missed it. Raises NotFound,
    UserError (``by``, ``reason``, ``reason_note``).
    """
    lock_calendar(session)
    status = status_when_cancelled(by)
    _check_reason(session, reason)
    said = typed_line(note, field="reason_note", label=LABELS["reason_note"], limit=300)
    sessions = in_scope(session, planned_session(session, session_id), scope, changed_alone=True)
    changes = RowChanges(session)
    for kept in sessions:
        changes.change(TherapySession, kept.row, status=status, reason=reason, reason_note=said)
        for child in kept.children:
            if child["status"] == INVITED:
                child_status = child_status_when_cancelled(by, reason)
                changes.change(SessionChild, child, status=child_status, reason=reason)
    return Changed(len(sessions), changes.write())


@needs(Permission.PLAN_WEEK)
def restore_session(session: OfficeSession, session_id: uuid.UUID, *, clash_reason: str = "") -> Changed:
    """Put a cancelled session back into the plan, as long as its note is not locked.

    Raises Impossible or ClashNeedsReason where its place was taken meanwhile, NotFound, UserError.
    """
    _site_id, lock_days = lock_calendar(session)
    kept = kept_session(session, session_id)
    if kept.row["status"] not in CANCELLED:
        raise UserError(N_("This session is not cancelled."))
    if kept.row["signed_off_at"] is not None or session.today > kept.row["day"] + timedelta(days=lock_days):
        raise UserError(N_("What was written of this session is locked: it stays cancelled."))
    reason = typed_reason(clash_reason)
    changes = RowChanges(session)
    values: dict[str, Any] = {"status": PLANNED, "reason": None, "reason_note": ""}
    if kept.row["start_minute"] is not None:
        placing = kept.placing()
        clashes = clashes_in(facts_for(session, [placing]), placing, kept.id)
        values["clash_reason"] = check_clashes(clashes, reason or kept.row["clash_reason"])
    values |= {"written_up_at": None, "written_up_by": "", "changed_alone": _differs(changes, kept)}
    changes.change(TherapySession, kept.row, **values)
    for child in kept.children:
        if child["reason"] == kept.row["reason"]:
            changes.change(SessionChild, child, status=INVITED, reason=None)
    return Changed(1, changes.write())


@needs(Permission.PLAN_WEEK)
def remove_planned(session: OfficeSession, session_id: uuid.UUID, *, scope: str = THIS) -> Changed:
    """Take a planned session out, as if it had never been booked. Raises NotFound, UserError where it is written up."""
    lock_calendar(session)
    one = planned_session(session, session_id)
    sessions = in_scope(session, one, scope, changed_alone=True)
    check_unwritten(session, sessions)
    changes = RowChanges(session)
    remove_sessions(session, changes, sessions)
    series_id = one.row["series_id"]
    if scope == FOLLOWING and series_id is not None:
        for series in changes.rows(SessionSeries, "id", series_id):
            before = max(one.row["series_day"] - timedelta(days=1), series["first_day"])
            rule = parse_rule(series["rule"], series["first_day"]).ending(before)
            changes.change(SessionSeries, series, rule=rule.text(), last_day=before)
    return Changed(len(sessions), changes.write())


@needs(Permission.PLAN_WEEK)
def pin_session(session: OfficeSession, session_id: uuid.UUID) -> Changed:
    """A proposed timetable keeps this session where it is. Raises NotFound, UserError."""
    return _pin(session, session_id, True)


@needs(Permission.PLAN_WEEK)
def unpin_session(session: OfficeSession, session_id: uuid.UUID) -> Changed:
    """A proposed timetable may move this session. Raises NotFound, UserError."""
    return _pin(session, session_id, False)


def check_unwritten(session: OfficeSession, sessions: Sequence[Kept]) -> None:
    """Raises UserError where something is written of one of the sessions."""
    written = any(
        kept.row["written_up_at"] is not None or kept.row["note"] or any(map(_says_something, kept.children))
        for kept in sessions
    )
    ids = [kept.id for kept in sessions]
    for at in range(0, len(ids), _AT_ONCE):
        for column in _WRITTEN:
            wanted = select(column).where(column.in_(ids[at : at + _AT_ONCE])).limit(1)
            written = written or session.execute(wanted).first() is not None
    if written:
        raise UserError(_WRITTEN_ALREADY)


def check_child_unwritten(child: Row) -> None:
    """Raises UserError where something is written of a child in a session: called off and put back, it keeps that."""
    if _says_something(child):
        raise UserError(_WRITTEN_ALREADY)


def _says_something(child: Row) -> bool:
    return bool(child["note"] or child["home_task"] or child["next_time"])


def remove_sessions(session: OfficeSession, changes: RowChanges, sessions: Sequence[Kept]) -> None:
    """Take sessions out; their series has no session on those days any more, and goes when none is left."""
    for kept in sessions:
        for child in kept.children:
            changes.remove(SessionChild, child)
        changes.remove(TherapySession, kept.row)
    series_of = {kept.id: kept.row["series_id"] for kept in sessions if kept.row["series_id"] is not None}
    for series_id in dict.fromkeys(series_of.values()):
        here = [kept for kept in sessions if kept.row["series_id"] == series_id]
        if _sessions_in(session, series_id) == len(here):
            remove_series(changes, series_id)
        else:
            add_exceptions(changes, series_id, [kept.row["series_day"] for kept in here])


def _sessions_in(session: OfficeSession, series_id: uuid.UUID) -> int:
    counted = select(func.count()).select_from(TherapySession).where(TherapySession.series_id == series_id)
    return session.execute(counted).scalar_one()


def _differs(changes: RowChanges, kept: Kept) -> bool:
    """Whether a session stands otherwise than its series, which may have been moved while it was cancelled."""
    row = kept.row
    for series in changes.rows(SessionSeries, "id", row["series_id"]):
        days = parse_rule(series["rule"], series["first_day"]).weekdays
        as_series = row["day"] == row["series_day"] <= series["last_day"] and row["day"].isoweekday() in days
        same = all(row[name] == series[name] for name in ("start_minute", "minutes", "therapist_id", "room_id"))
        return row["changed_alone"] or not (as_series and same)
    return False


def _pin(session: OfficeSession, session_id: uuid.UUID, pinned: bool) -> Changed:
    lock_calendar(session)
    kept = planned_session(session, session_id)
    changes = RowChanges(session)
    changes.change(TherapySession, kept.row, pinned=pinned)
    undo = changes.write()
    return Changed(undo.count, undo)


def _check_reason(session: OfficeSession, reason: str) -> None:
    wanted = select(CodeListEntry.code).where(CodeListEntry.list_name == REASON_LIST, CodeListEntry.code == reason)
    if session.execute(wanted).first() is None:
        raise UserError(N_("Please choose the reason from the list."), field="reason")
