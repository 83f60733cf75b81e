"""Plans, goals and what became of them, as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import case, func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.plans.courses import goal_courses as goal_courses
from centre_app.plans.courses import open_goals as open_goals
from centre_app.plans.courses import scores_at as scores_at
from centre_app.plans.doses import home_tasks_of as home_tasks_of
from centre_app.plans.doses import planned_dose as planned_dose
from centre_app.plans.doses import services_in_force as services_in_force
from centre_app.plans.due import DueReview as DueReview
from centre_app.plans.due import ExpiringProgramme as ExpiringProgramme
from centre_app.plans.due import WithoutPlan as WithoutPlan
from centre_app.plans.due import children_without_plan as children_without_plan
from centre_app.plans.due import programmes_expiring as programmes_expiring
from centre_app.plans.due import reviews_due as reviews_due
from centre_app.plans.facts import Dose as Dose
from centre_app.plans.facts import GoalCourse as GoalCourse
from centre_app.plans.facts import OpenGoal as OpenGoal
from centre_app.plans.facts import PlanFacts as PlanFacts
from centre_app.plans.facts import PlanGoalFacts as PlanGoalFacts
from centre_app.plans.facts import PlanVersion as PlanVersion
from centre_app.plans.facts import PracticeRow as PracticeRow
from centre_app.plans.facts import ReviewFacts as ReviewFacts
from centre_app.plans.facts import ReviewScoreFacts as ReviewScoreFacts
from centre_app.plans.facts import ScoreRow as ScoreRow
from centre_app.plans.facts import ServiceFacts as ServiceFacts
from centre_app.plans.figures import GoalsOfArea as GoalsOfArea
from centre_app.plans.figures import ReviewsOnTime as ReviewsOnTime
from centre_app.plans.figures import goals_reached_by_area as goals_reached_by_area
from centre_app.plans.figures import reviews_on_time as reviews_on_time
from centre_app.plans.goal_bank import BankEntry as BankEntry
from centre_app.plans.goal_bank import goal_bank as goal_bank
from centre_app.plans.held_reviews import latest_reviews as latest_reviews
from centre_app.plans.held_reviews import reviews_of as reviews_of
from centre_app.plans.home_practice import home_practice_of as home_practice_of
from centre_app.plans.home_practice import practice_at as practice_at
from centre_app.plans.home_practice import practice_at_visits as practice_at_visits
from centre_app.plans.models import IndividualPlan, PlanGoal
from centre_app.plans.programmes import ProgrammeFacts as ProgrammeFacts
from centre_app.plans.programmes import state_programmes as state_programmes
from centre_app.plans.reading import pieces, plans_with
from centre_app.plans.rules import DRAFT, SIGNED
from centre_app.security.access import Permission, needs


@needs(Permission.SEE_NOTES)
def current_plan(session: OfficeSession, child_id: uuid.UUID) -> PlanFacts | None:
    """The child's signed plan, the draft where none is signed; None where there is neither."""
    plan_id = plan_ids_of(session, [child_id]).get(child_id)
    return None if plan_id is None else plans_with(session, [plan_id])[plan_id]


@needs(Permission.SEE_NOTES)
def draft_plan(session: OfficeSession, child_id: uuid.UUID) -> PlanFacts | None:
    """The version that is being written, None where there is none."""
    plan_id = session.scalar(
        select(IndividualPlan.id).where(IndividualPlan.child_id == child_id, IndividualPlan.status == DRAFT)
    )
    return None if plan_id is None else plans_with(session, [plan_id])[plan_id]


@needs(Permission.SEE_NOTES)
def plan_of(session: OfficeSession, plan_id: uuid.UUID) -> PlanFacts:
    """One version, whole. Raises NotFound."""
    found = plans_with(session, [plan_id])
    if not found:
        raise NotFound(N_("This plan is not there any more."))
    return found[plan_id]


@needs(Permission.SEE_NOTES)
def plans_of(session: OfficeSession, plan_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PlanFacts]:
    """Many versions in few statements. Those not there are left out."""
    return plans_with(session, plan_ids)


@needs(Permission.SEE_NOTES)
def plan_ids_of(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """child -> the plan that ``current_plan`` gives; children without one are left out."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    for ids in pieces(child_ids):
        rows = session.execute(
            select(IndividualPlan.child_id, IndividualPlan.id)
            .where(IndividualPlan.child_id.in_(ids), IndividualPlan.status.in_((DRAFT, SIGNED)))
            .order_by(case((IndividualPlan.status == DRAFT, 0), else_=1), IndividualPlan.version)
        )
        found.update((row.child_id, row.id) for row in rows)  # the signed one last, so it stays
    return found


@needs(Permission.SEE_NOTES)
def plan_versions(session: OfficeSession, child_id: uuid.UUID) -> tuple[PlanVersion, ...]:
    """All versions of a child's plan, the newest first."""
    goals = select(func.count()).select_from(PlanGoal).where(PlanGoal.plan_id == IndividualPlan.id).scalar_subquery()
    rows = session.execute(
        select(
            IndividualPlan.id,
            IndividualPlan.version,
            IndividualPlan.status,
            IndividualPlan.start_day,
            IndividualPlan.review_day,
            IndividualPlan.signed_day,
            IndividualPlan.end_day,
            IndividualPlan.end_reason,
            goals,
        )
        .where(IndividualPlan.child_id == child_id)
        .order_by(IndividualPlan.version.desc())
    )
    return tuple(PlanVersion(*row) for row in rows)
