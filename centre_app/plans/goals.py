"""The goals of a draft: new ones are opened, those taken over keep their past, and none with a past is lost."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import and_, column, select, table

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import UuidType, new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.plans.inputs import PlanInput
from centre_app.plans.labels import GOAL_STATUS_NAMES, LIMITS
from centre_app.plans.models import Goal, GoalScore, PlanGoal
from centre_app.plans.reading import pieces
from centre_app.plans.rules import DROPPED, OPEN
from centre_app.plans.writing import codes_of, make_lines, rows_of, wordings_of, write_wordings
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line

# By name: sessions stand beside this room. Counted trials point at a goal too, also where no level was given.
_WORKED = table("session_goal", column("goal_id", UuidType))


def write_goals(session: OfficeSession, plan_id: uuid.UUID, child_id: uuid.UUID, plan: PlanInput) -> None:
    """Make the draft's goals these. A closed goal that is left out stays in the draft, behind the others, where this
    is the one place that words it. Raises UserError where an open one that has a past would be lost."""
    wanted = {goal.goal_id for goal in plan.goals if goal.goal_id is not None}
    before = rows_of(session, PlanGoal, PlanGoal.plan_id == plan_id)
    gone = {row["goal_id"]: row for row in before if row["goal_id"] not in wanted}
    own = and_(Goal.id.in_([*wanted, *gone]), Goal.child_id == child_id)
    known = {row["id"]: row for row in rows_of(session, Goal, own)}
    elsewhere = goals_elsewhere(session, known, plan_id)
    scored = _scored(session, known, plan_id) | worked_on(session, known.keys() - elsewhere)
    staying = [row for goal_id, row in gone.items() if known[goal_id]["status"] != OPEN]
    staying = [row for row in staying if row["goal_id"] in scored or row["goal_id"] not in elsewhere]
    for goal_id in gone.keys() - {row["goal_id"] for row in staying}:
        if known[goal_id]["status"] == OPEN:
            _check_may_go(gone[goal_id]["text"], goal_id in scored, goal_id in elsewhere)
    goal_rows, goal_ids = _goal_rows(plan, child_id, known, elsewhere | scored, min(plan.start_day, session.today))
    kept = [known[goal_id] for goal_id in gone]
    behind = [row | {"position": len(goal_ids) + place} for place, row in enumerate(staying)]
    # A goal comes before its wording and goes after it: the wording points at it.
    make_lines(session, Goal, list(known.values()), [*goal_rows, *kept], child_id)
    write_wordings(session, plan_id, child_id, [*wordings_of(plan_id, plan, goal_ids), *behind])
    worded = elsewhere | {row["goal_id"] for row in staying}
    remove_goals(session, [row for row in kept if row["id"] not in worded], child_id)


def remove_goals(session: OfficeSession, rows: Sequence[Row], child_id: uuid.UUID) -> None:
    """Delete goals that no version words any more and nobody has scored."""
    make_lines(session, Goal, rows, [], child_id)


def _goal_rows(
    plan: PlanInput, child_id: uuid.UUID, known: dict[uuid.UUID, Row], with_past: set[uuid.UUID], opened: date
) -> tuple[list[Row], list[uuid.UUID]]:
    """The rows of ``goal`` and the ids in the plan's order."""
    rows: list[Row] = []
    ids: list[uuid.UUID] = []
    for goal in plan.goals:
        row = known.get(goal.goal_id) if goal.goal_id is not None else None
        if row is None or row["id"] in ids:
            row = {
                "id": new_id(),
                "child_id": child_id,
                "area": goal.area,
                "opened_day": opened,
                "status": OPEN,
                "closed_day": None,
                "close_reason": None,
                "close_note": "",
            }
        elif row["id"] in with_past:
            row = row | {"area": goal.area}
        else:
            row = row | {"area": goal.area, "opened_day": min(opened, row["closed_day"] or opened)}
        rows.append(row)
        ids.append(row["id"])
    return rows, ids


def _check_may_go(text: str, scored: bool, elsewhere: bool) -> None:
    """Whether an open goal may be taken out."""
    if scored:
        raise UserError(
            N_("“{goal}” was scored already. Close it as reached, partly reached or dropped: it stays reachable."),
            field="goals",
            goal=text,
        )
    if elsewhere:
        raise UserError(
            N_("“{goal}” was agreed on in an earlier version. Close it as reached, partly reached or dropped."),
            field="goals",
            goal=text,
        )


def goals_elsewhere(session: OfficeSession, goal_ids: Collection[uuid.UUID], plan_id: uuid.UUID) -> set[uuid.UUID]:
    """Which of these goals another version words as well."""
    found: set[uuid.UUID] = set()
    for ids in pieces(goal_ids):
        found.update(
            session.scalars(select(PlanGoal.goal_id).where(PlanGoal.goal_id.in_(ids), PlanGoal.plan_id != plan_id))
        )
    return found


def _scored(session: OfficeSession, goal_ids: Collection[uuid.UUID], plan_id: uuid.UUID) -> set[uuid.UUID]:
    """Which of these goals were scored by the levels of this version."""
    found: set[uuid.UUID] = set()
    for ids in pieces(goal_ids):
        found.update(
            session.scalars(select(GoalScore.goal_id).where(GoalScore.goal_id.in_(ids), GoalScore.plan_id == plan_id))
        )
    return found


def worked_on(session: OfficeSession, goal_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these goals a session has written of, with a level or without."""
    found: set[uuid.UUID] = set()
    for ids in pieces(goal_ids):
        found.update(session.scalars(select(_WORKED.c.goal_id).where(_WORKED.c.goal_id.in_(ids))))
    return found


@needs(Permission.EDIT_PLANS)
def close_goal(
    session: OfficeSession,
    goal_id: uuid.UUID,
    status: str,
    day: date,
    reason: str | None = None,
    note: str = "",
) -> None:
    """A goal ends: ``status`` reached, partly or dropped; dropped needs a reason of the list goal_drop_reason.

    Raises UserError at its field: a day to come, before the goal was opened or before its last score; no reason.
    """
    goal = _found(session, goal_id)
    if goal.status != OPEN:
        raise UserError(N_("This goal is closed already."))
    if status == OPEN or status not in GOAL_STATUS_NAMES:
        raise UserError(N_("Choose how the goal ended: reached, partly reached or dropped."), field="status")
    if day > session.today:
        raise UserError(N_("A goal cannot end on a day to come."), field="day")
    if day < goal.opened_day:
        raise UserError(N_("The goal was opened on {day} only."), field="day", day=goal.opened_day)
    last = session.scalar(
        select(GoalScore.day).where(GoalScore.goal_id == goal_id).order_by(GoalScore.day.desc()).limit(1)
    )
    if last is not None and day < last:
        raise UserError(N_("The goal was still scored on {day}."), field="day", day=last)
    if status == DROPPED and reason not in codes_of(session)["goal_drop_reason"]:
        raise UserError(N_("Please choose why the goal was dropped."), field="reason")
    goal.status = status
    goal.closed_day = day
    goal.close_reason = reason if status == DROPPED else None
    goal.close_note = typed_line(note, field="note", label=N_("Note"), limit=LIMITS["note"])
    session.flush()


@needs(Permission.EDIT_PLANS)
def reopen_goal(session: OfficeSession, goal_id: uuid.UUID) -> None:
    """A goal goes on after all. Raises UserError where it is open."""
    goal = _found(session, goal_id)
    if goal.status == OPEN:
        raise UserError(N_("This goal is open."))
    goal.status, goal.closed_day, goal.close_reason, goal.close_note = OPEN, None, None, ""
    session.flush()


def _found(session: OfficeSession, goal_id: uuid.UUID) -> Goal:
    goal = session.get(Goal, goal_id, with_for_update=True, populate_existing=True)
    if goal is None:
        raise NotFound(N_("This goal is not there any more."))
    return goal
