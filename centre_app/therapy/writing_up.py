"""Holding a session and writing it up: one act, whole or nothing, whatever the number of children."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from centre_app.attendance.queries import absent_among
from centre_app.db.session import OfficeSession
from centre_app.db.types import utc_now
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.plans.actions import practice_in_session, score_group
from centre_app.plans.inputs import PracticeAnswer
from centre_app.plans.models import Goal
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SessionChild, SessionGoal, TherapySession
from centre_app.therapy.note_rules import (
    CUE_LIST,
    About,
    AbsentThatDay,
    ChildWriteUp,
    GoalWorked,
    WriteUp,
    check_open,
    settled,
)
from centre_app.therapy.rules import ATTENDED, HELD, INVITED, PLANNED, REASON_LIST
from centre_app.therapy.session_rows import (
    ChildRow,
    Standing,
    children_of,
    goal_rows,
    known_codes,
    portions,
    standing,
)

_GOAL = Goal.__table__.c
_OPEN_GOALS = select(_GOAL.id, _GOAL.child_id).where(
    _GOAL.id.in_(bindparam("goals", expanding=True)), _GOAL.status == "open"
)


@needs(Permission.WRITE_NOTES)
def write_up(
    session: OfficeSession,
    session_id: uuid.UUID,
    written: WriteUp,
    *,
    confirmed_absent: bool = False,
    seen: str | None = None,
) -> None:
    """Write a session up, or again while its note is not locked. ``seen`` is the ``edition`` of the file that was
    looked at: somebody else's words are not written over unawares.

    Raises AbsentThatDay where a child marked absent newly attends and ``confirmed_absent`` is not said; UserError as
    ``note_rules.settled``, and where the note is locked; NotFound.
    """
    now = standing(session, session_id, keep=True)
    check_open(now.lock(session.today))
    if seen is not None and seen != now.edition:
        raise UserError(
            N_("Somebody else wrote in this session meanwhile. What you typed is still here."), field="seen"
        )
    _write(session, now, children_of(session, session_id), written, confirmed_absent=confirmed_absent)


@needs(Permission.WRITE_NOTES)
def hold_group_default(session: OfficeSession, session_id: uuid.UUID, *, confirmed_absent: bool = False) -> None:
    """A planned session held as planned: everybody who was invited attended. Raises as ``write_up``."""
    now = standing(session, session_id, keep=True)
    if now.status != PLANNED:
        raise UserError(N_("This session is written up already. Open it to change it."), field="status")
    rows = children_of(session, session_id)
    children = tuple(
        replace(child, status=ATTENDED) if child.status == INVITED else child for child in map(as_written, rows)
    )
    written = WriteUp(HELD, children, now.minutes, note=now.note)
    _write(session, now, rows, written, confirmed_absent=confirmed_absent)


def as_written(child: ChildRow) -> ChildWriteUp:
    """What is written of a child already, without goals and home practice."""
    row = child.row
    return ChildWriteUp(
        child.child_id,
        row["status"],
        row["reason"],
        row["reason_note"],
        row["note"],
        row["home_task"],
        row["next_time"],
    )


def write_rows(session: OfficeSession, now: Standing, rows: Sequence[ChildRow], final: WriteUp, **more: Any) -> None:
    """The session's own row and its children's, as ``final`` says; ``more`` are further columns of the session."""
    before = now.written()
    after = before | {
        "status": final.status,
        "minutes": final.minutes,
        "reason": final.reason,
        "reason_note": final.reason_note,
        "note": final.note,
    }
    session.update_many(TherapySession, [(before, after | more)])
    said = {child.child_id: child for child in final.children}
    changes = []
    for row in rows:
        child = said[row.child_id]
        wanted = row.row | {
            "status": child.status,
            "reason": child.reason,
            "reason_note": child.reason_note,
            "note": child.note,
            "home_task": child.home_task,
            "next_time": child.next_time,
        }
        if wanted != row.row:
            changes.append((row.row, wanted))
    session.update_many(SessionChild, changes)


def _write(
    session: OfficeSession, now: Standing, rows: Sequence[ChildRow], written: WriteUp, *, confirmed_absent: bool
) -> None:
    wrote = goal_rows(session, now.id)
    about = About(
        day=now.day,
        today=session.today,
        start_minute=now.start_minute,
        names={row.child_id: row.short for row in rows},
        goals=_workable(session, written, wrote),
        reasons=known_codes(session, REASON_LIST, (written.reason, *(child.reason for child in written.children))),
        cues=known_codes(session, CUE_LIST, (goal.cue_level for child in written.children for goal in child.goals)),
    )
    final = settled(written, about)
    if final.status == HELD and not confirmed_absent:
        _ask_of_absent(session, now, rows, final)
    write_rows(session, now, rows, final, written_up_at=utc_now(), written_up_by=session.actor.name)
    goals = [(child.child_id, goal) for child in final.children for goal in child.goals]
    _write_goals(session, now.id, wrote, goals)
    if wrote or goals:
        levels: dict[uuid.UUID, dict[uuid.UUID, int | None]] = {row.child_id: {} for row in rows}
        for child_id, goal in goals:
            levels[child_id][goal.goal_id] = goal.level
        score_group(session, now.id, now.day, levels, session.actor.name)
    answers = {child.child_id: _answer(child) for child in final.children}
    if now.status != PLANNED or any(answers.values()):
        practice_in_session(session, now.id, now.day, answers)


def _workable(
    session: OfficeSession, written: WriteUp, wrote: Mapping[uuid.UUID, dict[str, Any]]
) -> dict[uuid.UUID, uuid.UUID]:
    """Goal -> child: those given that are open, and those that this session wrote of before they ended."""
    workable = {goal_id: row["child_id"] for goal_id, row in wrote.items()}
    new = {goal.goal_id for child in written.children for goal in child.goals} - set(workable)
    for some in portions(new):
        rows = session.execute(_OPEN_GOALS, {"goals": some}).all()
        workable.update((goal_id, child_id) for goal_id, child_id in rows)
    return workable


def _ask_of_absent(session: OfficeSession, now: Standing, rows: Sequence[ChildRow], final: WriteUp) -> None:
    """Raises AbsentThatDay; not again for who was said to have attended before."""
    attended = {child.child_id for child in final.children if child.status == ATTENDED}
    newly = [row for row in rows if row.child_id in attended and row.row["status"] != ATTENDED]
    absent = absent_among(session, now.day, [row.child_id for row in newly])
    if absent:
        raise AbsentThatDay(tuple(row.short for row in newly if row.child_id in absent))


def _write_goals(
    session: OfficeSession,
    session_id: uuid.UUID,
    wrote: Mapping[uuid.UUID, dict[str, Any]],
    goals: Collection[tuple[uuid.UUID, GoalWorked]],
) -> None:
    rows = {
        goal.goal_id: {
            "session_id": session_id,
            "goal_id": goal.goal_id,
            "child_id": child_id,
            "trials": goal.trials,
            "correct": goal.correct,
            "cue_level": goal.cue_level,
            "note": goal.note,
        }
        for child_id, goal in goals
    }
    session.insert_many(SessionGoal, [row for goal_id, row in rows.items() if goal_id not in wrote])
    session.update_many(
        SessionGoal,
        [(wrote[goal_id], row) for goal_id, row in rows.items() if goal_id in wrote and wrote[goal_id] != row],
    )
    session.delete_many(SessionGoal, [row for goal_id, row in wrote.items() if goal_id not in rows])


def _answer(child: ChildWriteUp) -> PracticeAnswer | None:
    return PracticeAnswer(child.practised, child.practised_minutes) if child.practised else None
