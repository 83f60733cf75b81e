"""Goals with their scores: those open now, and every goal's course from its first day."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select

from centre_app.db.session import OfficeSession
from centre_app.plans.facts import GoalCourse, OpenGoal, ScoreRow
from centre_app.plans.models import Goal, GoalScore, IndividualPlan, PlanGoal
from centre_app.plans.reading import LEVEL_COLUMNS, latest_scores, levels_in, pieces, scores_where
from centre_app.plans.rules import DRAFT, OPEN, SIGNED
from centre_app.security.access import Permission, needs

_GOAL = ("child_id", "area", "status", "opened_day", "closed_day", "close_reason", "close_note")
_WORDING = (*("goal_id", "plan_id", "text", "present_level", "baseline", "importance", "difficulty", "target_day"),)


@needs(Permission.SEE_NOTES)
def open_goals(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[OpenGoal, ...]]:
    """child -> the goals to work on: of the signed plan, of the draft where none is signed yet.

    A goal that a draft adds to a signed plan is not agreed on yet, so it is not among them.
    """
    found: dict[uuid.UUID, list[OpenGoal]] = {child_id: [] for child_id in child_ids}
    for ids in pieces(child_ids):
        rows = session.execute(
            select(
                IndividualPlan.child_id,
                IndividualPlan.status,
                PlanGoal.plan_id,
                PlanGoal.goal_id,
                PlanGoal.text,
                PlanGoal.baseline,
                *LEVEL_COLUMNS,
                Goal.area,
            )
            .join(PlanGoal, PlanGoal.plan_id == IndividualPlan.id)
            .join(Goal, Goal.id == PlanGoal.goal_id)
            .where(IndividualPlan.child_id.in_(ids), IndividualPlan.status.in_((DRAFT, SIGNED)), Goal.status == OPEN)
            .order_by(IndividualPlan.child_id, PlanGoal.position, PlanGoal.goal_id)
        ).all()
        signed = _with_signed(session, ids)
        chosen = [row for row in rows if row.status == (SIGNED if row.child_id in signed else DRAFT)]
        latest = latest_scores(session, {row.goal_id for row in chosen})
        for row in chosen:
            found[row.child_id].append(
                OpenGoal(
                    row.goal_id,
                    row.plan_id,
                    row.area,
                    row.text,
                    levels_in(row),
                    row.baseline,
                    latest.get(row.goal_id),
                )
            )
    return {child_id: tuple(goals) for child_id, goals in found.items()}


@needs(Permission.SEE_NOTES)
def goal_courses(
    session: OfficeSession, child_ids: Collection[uuid.UUID], *, until: date
) -> dict[uuid.UUID, tuple[GoalCourse, ...]]:
    """child -> the course of every goal the child ever had, as it stood on ``until``, in the order opened.

    Ended goals are among them. A goal opened later is left out, and so is what was scored later; one that ended later
    is still open. Three statements for each 500 children.
    """
    found: dict[uuid.UUID, list[GoalCourse]] = {child_id: [] for child_id in child_ids}
    for ids in pieces(child_ids):
        scores = scores_where(session, and_(GoalScore.child_id.in_(ids), GoalScore.day <= until))
        for row in _wordings(session, ids, until):
            found[row.child_id].append(_course(row, until, tuple(scores.get(row.goal_id, ()))))
    return {child_id: tuple(courses) for child_id, courses in found.items()}


@needs(Permission.SEE_NOTES)
def scores_at(
    session: OfficeSession, session_id: uuid.UUID, child_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[uuid.UUID, int]]:
    """child -> goal -> the level given in this session; children without any are left out."""
    found: dict[uuid.UUID, dict[uuid.UUID, int]] = {}
    asked = set(child_ids)
    for child_id, goal_id, score in session.execute(
        select(GoalScore.child_id, GoalScore.goal_id, GoalScore.score).where(GoalScore.session_id == session_id)
    ):
        if child_id in asked:
            found.setdefault(child_id, {})[goal_id] = score
    return found


def wordings_in_force(session: OfficeSession, goal_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """goal -> the version whose levels a score given now means: the newest signed one, else the draft."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    for ids in pieces(goal_ids):
        rows = session.execute(
            select(PlanGoal.goal_id, PlanGoal.plan_id)
            .join(IndividualPlan, IndividualPlan.id == PlanGoal.plan_id)
            .where(PlanGoal.goal_id.in_(ids))
            .order_by(case((IndividualPlan.status == DRAFT, 0), else_=1), IndividualPlan.version)
        )
        found.update((row.goal_id, row.plan_id) for row in rows)  # the newest signed one last, so it stays
    return found


def _with_signed(session: OfficeSession, child_ids: list[uuid.UUID]) -> set[uuid.UUID]:
    return set(
        session.scalars(
            select(IndividualPlan.child_id).where(
                IndividualPlan.child_id.in_(child_ids), IndividualPlan.status == SIGNED
            )
        )
    )


def _wordings(session: OfficeSession, child_ids: list[uuid.UUID], until: date) -> list[Any]:
    """One row a goal: as the newest version that was signed and had begun by ``until`` words it; as a later one, or
    the draft does, where there was none."""
    rank = case(
        ((IndividualPlan.status != DRAFT) & (IndividualPlan.start_day <= until), 0),
        (IndividualPlan.status != DRAFT, 1),
        else_=2,
    )
    place = func.row_number().over(partition_by=PlanGoal.goal_id, order_by=(rank, IndividualPlan.version.desc()))
    best = (
        select(PlanGoal.plan_id, PlanGoal.goal_id, IndividualPlan.version, place.label("place"))
        .join(IndividualPlan, IndividualPlan.id == PlanGoal.plan_id)
        .where(IndividualPlan.child_id.in_(child_ids))
        .subquery()
    )
    rows = session.execute(
        select(
            *(getattr(Goal, name) for name in _GOAL),
            *(getattr(PlanGoal, name) for name in _WORDING),
            *LEVEL_COLUMNS,
            best.c.version,
        )
        .join(best, best.c.goal_id == Goal.id)
        .join(PlanGoal, and_(PlanGoal.plan_id == best.c.plan_id, PlanGoal.goal_id == best.c.goal_id))
        .where(best.c.place == 1, Goal.opened_day <= until)
        .order_by(Goal.child_id, Goal.opened_day, PlanGoal.position, Goal.id)
    )
    return list(rows)


def _course(row: Any, until: date, scores: tuple[ScoreRow, ...]) -> GoalCourse:
    ended = row.closed_day is not None and row.closed_day <= until
    values = {name: getattr(row, name) for name in (*_WORDING, "child_id", "area", "opened_day", "version")}
    return GoalCourse(
        **values,
        status=row.status if ended else OPEN,
        closed_day=row.closed_day if ended else None,
        close_reason=row.close_reason if ended else None,
        close_note=row.close_note if ended else "",
        levels=levels_in(row),
        scores=scores,
    )
