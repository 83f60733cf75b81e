"""Reviews that were held, as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from centre_app.db.session import OfficeSession
from centre_app.plans.facts import ReviewFacts, ReviewScoreFacts
from centre_app.plans.models import GoalScore, IndividualPlan, PlanGoal, PlanReview
from centre_app.plans.reading import LEVEL_COLUMNS, levels_in, pieces
from centre_app.security.access import Permission, needs

_REVIEW = (
    *("id", "plan_id", "due_day", "held_day", "next_review_day", "summary", "next_step", "child_view"),
    *("child_view_how", "parent_view", "held_by"),
)
_SCORE = ("review_id", "goal_id", "scored_by", "score", "name", "note")


@needs(Permission.SEE_NOTES)
def reviews_of(session: OfficeSession, child_id: uuid.UUID) -> tuple[ReviewFacts, ...]:
    """All reviews of a child's plans, the newest first."""
    return tuple(_with_scores(session, _rows(session, PlanReview.child_id == child_id)).values())


@needs(Permission.SEE_NOTES)
def latest_reviews(
    session: OfficeSession, child_ids: Collection[uuid.UUID], *, until: date
) -> dict[uuid.UUID, ReviewFacts]:
    """child -> the last review held by ``until``; children without one are left out."""
    found: dict[uuid.UUID, ReviewFacts] = {}
    for ids in pieces(child_ids):
        place = func.row_number().over(
            partition_by=PlanReview.child_id, order_by=(PlanReview.held_day.desc(), PlanReview.id.desc())
        )
        placed = (
            select(PlanReview.id, place.label("place"))
            .where(PlanReview.child_id.in_(ids), PlanReview.held_day <= until)
            .subquery()
        )
        rows = _rows(session, PlanReview.id.in_(select(placed.c.id).where(placed.c.place == 1)))
        whose = {row.id: row.child_id for row in rows}
        found.update({whose[review_id]: review for review_id, review in _with_scores(session, rows).items()})
    return found


def _rows(session: OfficeSession, wanted: ColumnElement[bool]) -> list[Any]:
    rows = session.execute(
        select(*(getattr(PlanReview, name) for name in _REVIEW), PlanReview.child_id, IndividualPlan.version)
        .join(IndividualPlan, IndividualPlan.id == PlanReview.plan_id)
        .where(wanted)
        .order_by(PlanReview.held_day.desc(), PlanReview.id.desc())
    )
    return list(rows)


def _with_scores(session: OfficeSession, rows: list[Any]) -> dict[uuid.UUID, ReviewFacts]:
    scores: dict[uuid.UUID, list[ReviewScoreFacts]] = {}
    for ids in pieces({row.child_id for row in rows}):
        for row in session.execute(
            select(*(getattr(GoalScore, name) for name in _SCORE), PlanGoal.text, *LEVEL_COLUMNS)
            .outerjoin(PlanGoal, and_(PlanGoal.plan_id == GoalScore.plan_id, PlanGoal.goal_id == GoalScore.goal_id))
            .where(GoalScore.child_id.in_(ids), GoalScore.review_id.in_([one.id for one in rows]))
            .order_by(PlanGoal.position, GoalScore.goal_id, GoalScore.id)
        ):
            scores.setdefault(row.review_id, []).append(
                ReviewScoreFacts(
                    row.goal_id,
                    row.text or "",
                    row.scored_by,
                    row.score,
                    levels_in(row)[row.score + 2] or "",
                    row.name,
                    row.note,
                )
            )
    return {
        row.id: ReviewFacts(
            **{name: getattr(row, name) for name in _REVIEW},
            version=row.version,
            scores=tuple(scores.get(row.id, ())),
        )
        for row in rows
    }
