"""Reviews held: what is said of the time since the last one, each goal's level as each sees it, the next day."""

from __future__ import annotations

import uuid

from sqlalchemy import and_, select

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.plans.checks import check_review
from centre_app.plans.inputs import ReviewInput, ReviewScore
from centre_app.plans.models import GoalScore, IndividualPlan, PlanGoal, PlanReview
from centre_app.plans.rules import SIGNED, SPECIALIST, check_score_day
from centre_app.plans.scoring import goals_to_score
from centre_app.plans.writing import locked_plan, rows_of
from centre_app.security.access import Permission, needs


@needs(Permission.EDIT_PLANS)
def hold_review(session: OfficeSession, review: ReviewInput) -> uuid.UUID:
    """Write down a review; gives its id.

    The day it was due on is kept with it, and the plan gets the next one: the review day is the one thing of a signed
    plan that changes, because it belongs to the reviews, not to what was agreed. Raises UserError at its field.
    """
    plan = locked_plan(session, review.plan_id)
    if plan.status != SIGNED:
        raise UserError(N_("Only a signed plan that goes on is reviewed."))
    clean = check_review(review, plan.start_day, session.today)
    last = _newest(session, plan)
    if last is not None and clean.held_day <= last.held_day:
        raise UserError(N_("The review of {day} is written down already."), field="held_day", day=last.held_day)
    row = PlanReview(
        id=new_id(),
        plan_id=plan.id,
        child_id=plan.child_id,
        due_day=plan.review_day,
        held_day=clean.held_day,
        next_review_day=clean.next_review_day,
        summary=clean.summary,
        next_step=clean.next_step,
        child_view=clean.child_view,
        child_view_how=clean.child_view_how,
        parent_view=clean.parent_view,
        held_by=clean.held_by or session.actor.name,
    )
    scores = _scores(session, plan, row, clean)
    session.add(row)
    plan.review_day = clean.next_review_day
    session.flush()
    session.insert_many(GoalScore, scores)
    return row.id


def _scores(session: OfficeSession, plan: IndividualPlan, review: PlanReview, said: ReviewInput) -> list[Row]:
    once: dict[tuple[uuid.UUID, str], ReviewScore] = {(one.goal_id, one.scored_by): one for one in said.scores}
    if len(once) < len(said.scores):
        raise UserError(N_("A goal can have one level from each at a review."), field="scores")
    goals = goals_to_score(session, {one.goal_id for one in said.scores})
    worded = set(session.scalars(select(PlanGoal.goal_id).where(PlanGoal.plan_id == plan.id)))
    for goal in goals.values():
        if goal.id not in worded:
            raise UserError(N_("The goal “{goal}” is not in this plan."), field="scores", goal=goal.text)
        check_score_day(review.held_day, goal.opened_day, goal.closed_day, session.today, goal.text)
    return [
        {
            "id": new_id(),
            "goal_id": one.goal_id,
            "child_id": plan.child_id,
            "plan_id": plan.id,
            "review_id": review.id,
            "session_id": None,
            "day": review.held_day,
            "score": one.score,
            "scored_by": one.scored_by,
            "name": one.name or (review.held_by if one.scored_by == SPECIALIST else ""),
            "note": one.note,
        }
        for one in once.values()
    ]


@needs(Permission.EDIT_PLANS)
def remove_review(session: OfficeSession, review_id: uuid.UUID) -> None:
    """Take back the newest review of a plan that goes on, with its scores; the plan is due again when it was."""
    row = session.get(PlanReview, review_id)
    if row is None:
        raise NotFound(N_("This review is not there any more."))
    plan = locked_plan(session, row.plan_id)
    newest = _newest(session, plan)
    if plan.status != SIGNED or newest is None or newest.id != review_id:
        raise UserError(N_("Only the newest review of a plan that goes on can be taken back."))
    its = and_(GoalScore.child_id == row.child_id, GoalScore.review_id == review_id)
    session.delete_many(GoalScore, rows_of(session, GoalScore, its))
    plan.review_day = row.due_day
    session.delete(row)
    session.flush()


def _newest(session: OfficeSession, plan: IndividualPlan) -> PlanReview | None:
    return session.scalars(
        select(PlanReview)
        .where(PlanReview.plan_id == plan.id)
        .order_by(PlanReview.held_day.desc(), PlanReview.id.desc())
        .limit(1)
    ).one_or_none()
