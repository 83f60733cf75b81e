"""Versions of plans, whole, for one child or many: six statements for each 500 of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, select

from centre_app.db.session import OfficeSession
from centre_app.plans.facts import Levels, PlanFacts, PlanGoalFacts, ScoreRow, ServiceFacts
from centre_app.plans.inputs import AgreementInput, HomeTaskInput
from centre_app.plans.models import (
    Goal,
    GoalScore,
    IndividualPlan,
    PlanAgreement,
    PlanGoal,
    PlanHomeTask,
    PlanService,
)
from centre_app.plans.rules import SPECIALIST
from centre_app.workplace.models import StaffMember

_AT_ONCE = 500
LEVEL_COLUMNS = (PlanGoal.much_less, PlanGoal.less, PlanGoal.expected, PlanGoal.more, PlanGoal.much_more)
_PLAN = (
    *("id", "child_id", "version", "status", "start_day", "review_day", "signed_day", "end_day", "end_reason"),
    *("strengths", "child_wishes", "child_wishes_how", "parent_wishes", "responsible_id", "edition"),
)
_WORDING = (
    *("goal_id", "text", "present_level", "baseline", "importance", "difficulty", "target_day", "responsible_id"),
)
_GOAL = ("area", "status", "opened_day", "closed_day", "close_reason", "close_note")
_SCORE = (
    GoalScore.goal_id,
    GoalScore.id,
    GoalScore.day,
    GoalScore.score,
    GoalScore.scored_by,
    GoalScore.name,
    GoalScore.note,
    GoalScore.review_id.is_not(None),
    GoalScore.plan_id,
    GoalScore.session_id,
)
_SERVICE = ("id", "session_type", "times", "weeks", "minutes", "in_group", "staff_id", "note")


def pieces(ids: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """The ids in lists short enough for one statement."""
    wanted = list(ids)
    for first in range(0, len(wanted), _AT_ONCE):
        yield wanted[first : first + _AT_ONCE]


def plans_with(session: OfficeSession, plan_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PlanFacts]:
    """These versions; those not there are left out."""
    found: dict[uuid.UUID, PlanFacts] = {}
    for ids in pieces(plan_ids):
        found.update(_some(session, ids))
    return found


def _some(session: OfficeSession, ids: list[uuid.UUID]) -> dict[uuid.UUID, PlanFacts]:
    goals = _goals(session, ids)
    services = services_of(session, PlanService.plan_id.in_(ids))
    tasks = tasks_of(session, PlanHomeTask.plan_id.in_(ids))
    agreements: dict[uuid.UUID, list[AgreementInput]] = {}
    for row in session.execute(
        select(
            PlanAgreement.plan_id, PlanAgreement.role, PlanAgreement.name, PlanAgreement.agreed_day, PlanAgreement.id
        )
        .where(PlanAgreement.plan_id.in_(ids))
        .order_by(PlanAgreement.plan_id, PlanAgreement.position, PlanAgreement.id)
    ):
        agreements.setdefault(row[0], []).append(AgreementInput(*row[1:]))
    plans = session.execute(
        select(*(getattr(IndividualPlan, name) for name in _PLAN), StaffMember.name.label("responsible"))
        .outerjoin(StaffMember, StaffMember.id == IndividualPlan.responsible_id)
        .where(IndividualPlan.id.in_(ids))
    )
    return {
        plan.id: PlanFacts(
            **(plan._asdict() | {"responsible": plan.responsible or ""}),
            goals=tuple(goals.get(plan.id, ())),
            services=tuple(services.get(plan.id, ())),
            home_tasks=tuple(tasks.get(plan.id, ())),
            agreements=tuple(agreements.get(plan.id, ())),
        )
        for plan in plans
    }


def _goals(session: OfficeSession, plan_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[PlanGoalFacts]]:
    rows = session.execute(
        select(
            PlanGoal.plan_id,
            *LEVEL_COLUMNS,
            *(getattr(PlanGoal, name) for name in _WORDING),
            *(getattr(Goal, name) for name in _GOAL),
            StaffMember.name.label("responsible"),
        )
        .join(Goal, Goal.id == PlanGoal.goal_id)
        .outerjoin(StaffMember, StaffMember.id == PlanGoal.responsible_id)
        .where(PlanGoal.plan_id.in_(plan_ids))
        .order_by(PlanGoal.plan_id, PlanGoal.position, PlanGoal.goal_id)
    ).all()
    goal_ids = {row.goal_id for row in rows}
    latest = latest_scores(session, goal_ids)
    counts = _score_counts(session, goal_ids)
    found: dict[uuid.UUID, list[PlanGoalFacts]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in (*_WORDING, *_GOAL)}
        found.setdefault(row.plan_id, []).append(
            PlanGoalFacts(
                **values,
                levels=levels_in(row),
                responsible=row.responsible or "",
                latest=latest.get(row.goal_id),
                scores=counts.get(row.goal_id, 0),
            )
        )
    return found


def levels_in(row: Any) -> Levels:
    """The five levels' texts out of a row that has ``LEVEL_COLUMNS``."""
    return row.much_less, row.less, row.expected, row.more, row.much_more


def services_of(session: OfficeSession, wanted: ColumnElement[bool]) -> dict[uuid.UUID, list[ServiceFacts]]:
    """plan -> its services, in its order."""
    rows = session.execute(
        select(PlanService.plan_id, *(getattr(PlanService, name) for name in _SERVICE), StaffMember.name.label("staff"))
        .outerjoin(StaffMember, StaffMember.id == PlanService.staff_id)
        .where(wanted)
        .order_by(PlanService.plan_id, PlanService.position, PlanService.id)
    )
    found: dict[uuid.UUID, list[ServiceFacts]] = {}
    for row in rows:
        values = {name: getattr(row, name) for name in _SERVICE}
        found.setdefault(row.plan_id, []).append(ServiceFacts(**values, staff=row.staff or ""))
    return found


def tasks_of(session: OfficeSession, wanted: ColumnElement[bool]) -> dict[uuid.UUID, list[HomeTaskInput]]:
    """plan -> its home tasks, in its order."""
    rows = session.execute(
        select(
            PlanHomeTask.plan_id,
            PlanHomeTask.text,
            PlanHomeTask.times_a_week,
            PlanHomeTask.minutes,
            PlanHomeTask.id,
            PlanHomeTask.drawing,
        )
        .where(wanted)
        .order_by(PlanHomeTask.plan_id, PlanHomeTask.position, PlanHomeTask.id)
    )
    found: dict[uuid.UUID, list[HomeTaskInput]] = {}
    for row in rows:
        task = HomeTaskInput(row.text, row.times_a_week, row.minutes, row.id, row.drawing)
        found.setdefault(row.plan_id, []).append(task)
    return found


def scores_where(session: OfficeSession, wanted: ColumnElement[bool]) -> dict[uuid.UUID, list[ScoreRow]]:
    """goal -> its scores, by day and then in the order written.

    The levels' texts are read once a wording, not once a score: a goal of years has hundreds of scores.
    """
    rows = session.execute(
        select(*_SCORE).where(wanted).order_by(GoalScore.child_id, GoalScore.day, GoalScore.id)
    ).all()
    texts = level_texts(session, {row[0] for row in rows})
    found: dict[uuid.UUID, list[ScoreRow]] = {}
    for goal_id, score_id, day, score, scored_by, name, note, in_review, plan_id, session_id in rows:
        source = "review" if in_review else "session" if session_id else "score"
        levels = texts.get((plan_id, goal_id))
        level = levels[score + 2] if levels else ""
        found.setdefault(goal_id, []).append(
            ScoreRow(score_id, day, score, scored_by, name, note, source, plan_id, session_id, level)
        )
    return found


def level_texts(session: OfficeSession, goal_ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], Levels]:
    """(plan, goal) -> the five levels as that version words them."""
    found: dict[tuple[uuid.UUID, uuid.UUID], Levels] = {}
    for ids in pieces(goal_ids):
        for plan_id, goal_id, *levels in session.execute(
            select(PlanGoal.plan_id, PlanGoal.goal_id, *LEVEL_COLUMNS).where(PlanGoal.goal_id.in_(ids))
        ):
            first, second, third, fourth, fifth = levels
            found[plan_id, goal_id] = (first, second, third, fourth, fifth)
    return found


def latest_scores(session: OfficeSession, goal_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ScoreRow]:
    """goal -> the latest specialist's score. The index gives it; a goal's other scores are not read."""
    found: dict[uuid.UUID, ScoreRow] = {}
    earlier = GoalScore.__table__.alias("earlier")
    newest = (
        select(earlier.c.id)
        .where(earlier.c.goal_id == Goal.id, earlier.c.scored_by == SPECIALIST)
        .order_by(earlier.c.day.desc(), earlier.c.id.desc())
        .limit(1)
        .correlate(Goal)
        .scalar_subquery()
    )
    for ids in pieces(goal_ids):
        wanted = GoalScore.id.in_(select(newest).where(Goal.id.in_(ids)))
        found.update((goal_id, scores[-1]) for goal_id, scores in scores_where(session, wanted).items())
    return found


def _score_counts(session: OfficeSession, goal_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    counts: dict[uuid.UUID, int] = {}
    for ids in pieces(goal_ids):
        rows = session.execute(
            select(GoalScore.goal_id, func.count().label("scores"))
            .where(GoalScore.goal_id.in_(ids))
            .group_by(GoalScore.goal_id)
        )
        counts.update((row.goal_id, row.scores) for row in rows)
    return counts
