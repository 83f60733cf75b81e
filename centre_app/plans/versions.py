"""A plan's versions: begun, written, signed, ended. A signed version is never altered."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace
from datetime import date

from sqlalchemy import func, select

from centre_app.children.models import Child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.plans.checks import check_plan
from centre_app.plans.facts import PlanFacts
from centre_app.plans.goals import goals_elsewhere, remove_goals, worked_on, write_goals
from centre_app.plans.inputs import PlanInput
from centre_app.plans.labels import LIMITS, PLAN_LABELS
from centre_app.plans.models import Goal, GoalScore, IndividualPlan, PlanGoal
from centre_app.plans.reading import plans_with
from centre_app.plans.rules import (
    DRAFT,
    ENDED,
    OPEN,
    REPLACED,
    REVIEW_AFTER_MONTHS,
    SIGNED,
    PlanChanged,
    check_draft,
    check_signable,
    months_after,
)
from centre_app.plans.writing import (
    check_staff,
    codes_of,
    locked_plan,
    rows_of,
    wordings_of,
    write_agreements,
    write_home_tasks,
    write_services,
    write_wordings,
)
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line

_LINES = frozenset({"goals", "services", "home_tasks", "agreements"})  # kept in tables of their own


@needs(Permission.EDIT_PLANS)
def start_plan(session: OfficeSession, child_id: uuid.UUID) -> uuid.UUID:
    """Begin the next version as a draft; gives the draft there is where one was begun already.

    It takes over what the newest version says, its open goals with their wording; nobody has agreed to it yet.
    """
    # The child's row is what two people who begin at once queue for.
    child = session.execute(
        select(Child.site_id, Child.archived_on).where(Child.id == child_id).with_for_update()
    ).one_or_none()
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    if child.archived_on is not None:
        raise UserError(N_("This child’s file is in the archive. Restore it first."))
    versions = {
        row.version: row
        for row in session.execute(
            select(IndividualPlan.version, IndividualPlan.id, IndividualPlan.status).where(
                IndividualPlan.child_id == child_id
            )
        )
    }
    newest = versions[max(versions)] if versions else None
    if newest is not None and newest.status == DRAFT:
        draft: uuid.UUID = newest.id
        return draft
    today = session.today
    plan = IndividualPlan(
        id=new_id(),
        site_id=child.site_id,
        child_id=child_id,
        version=max(versions, default=0) + 1,
        status=DRAFT,
        start_day=today,
        review_day=months_after(today, REVIEW_AFTER_MONTHS),
        edition=1,
    )
    session.add(plan)
    session.flush()
    if newest is not None:
        _take_over(session, plan, plans_with(session, [newest.id])[newest.id])
    return plan.id


def _take_over(session: OfficeSession, plan: IndividualPlan, former: PlanFacts) -> None:
    said = former.as_input
    going_on = replace(
        said,
        goals=tuple(goal.as_input for goal in former.goals if goal.status == OPEN),
        services=tuple(replace(one, id=None) for one in said.services),
        home_tasks=tuple(replace(task, id=None) for task in said.home_tasks),
        agreements=tuple(replace(one, id=None, agreed_day=None) for one in said.agreements),
    )
    for name in ("strengths", "child_wishes", "child_wishes_how", "parent_wishes", "responsible_id"):
        setattr(plan, name, getattr(said, name))
    session.flush()
    goal_ids = [goal.goal_id for goal in former.goals if goal.status == OPEN]
    write_wordings(session, plan.id, plan.child_id, wordings_of(plan.id, going_on, goal_ids))
    write_services(session, plan.id, plan.child_id, going_on)
    write_home_tasks(session, plan.id, plan.child_id, going_on)
    write_agreements(session, plan.id, plan.child_id, going_on)


@needs(Permission.EDIT_PLANS)
def save_plan(session: OfficeSession, plan_id: uuid.UUID, plan: PlanInput, *, edition: int) -> int:
    """Write a draft as it was typed. Gives its new edition; new goals and lines have ids then.

    Raises PlanChanged where somebody saved it after ``edition``, with what they saved; UserError at the field that is
    wrong, and where the version is signed or a goal that has a past would be lost.
    """
    row = locked_plan(session, plan_id)
    check_draft(row.status)
    if row.edition != edition:
        raise PlanChanged(plans_with(session, [plan_id])[plan_id], _last_writer(session, row))
    clean = check_plan(plan, session.today, codes_of(session))
    check_staff(session, clean)
    write_goals(session, plan_id, row.child_id, clean)
    for field in fields(PlanInput):
        if field.name not in _LINES and getattr(row, field.name) != getattr(clean, field.name):
            setattr(row, field.name, getattr(clean, field.name))
    row.edition = edition + 1
    session.flush()
    write_services(session, plan_id, row.child_id, clean)
    write_home_tasks(session, plan_id, row.child_id, clean)
    write_agreements(session, plan_id, row.child_id, clean)
    return row.edition


def _last_writer(session: OfficeSession, plan: IndividualPlan) -> str:
    """Who saved the draft last: every saving leaves its entry."""
    return (
        session.scalar(
            select(HistoryEntry.account_name)
            .where(
                HistoryEntry.child_id == plan.child_id,
                HistoryEntry.entity == IndividualPlan.__tablename__,
                HistoryEntry.entity_id == str(plan.id),
            )
            .order_by(HistoryEntry.seq.desc())
            .limit(1)
        )
        or ""
    )


@needs(Permission.EDIT_PLANS)
def sign_plan(session: OfficeSession, plan_id: uuid.UUID, day: date) -> None:
    """The draft was signed on ``day`` and stays as it is from now on; the version before it is replaced.

    Raises UserError at the field that keeps it from being signed, and where it is signed already.
    """
    row = locked_plan(session, plan_id)
    former = session.scalars(
        select(IndividualPlan)
        .where(IndividualPlan.child_id == row.child_id, IndividualPlan.status == SIGNED)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    before = None if former is None or former.id == plan_id else (former.version, former.start_day)
    check_signable(plans_with(session, [plan_id])[plan_id], before, day, session.today)
    _check_after_ended(session, row)
    if former is not None:
        former.status = REPLACED
        former.end_day = row.start_day
    row.status = SIGNED
    row.signed_day = day
    row.edition += 1
    session.flush()


def _check_after_ended(session: OfficeSession, plan: IndividualPlan) -> None:
    """Two versions are never in force on one day: a dose would be promised twice."""
    ended = session.execute(
        select(IndividualPlan.version, IndividualPlan.end_day)
        .where(
            IndividualPlan.child_id == plan.child_id,
            IndividualPlan.status == ENDED,
            IndividualPlan.end_day > plan.start_day,
        )
        .order_by(IndividualPlan.end_day.desc())
        .limit(1)
    ).one_or_none()
    if ended is not None:
        raise UserError(
            N_("Version {version} was in force until {day}: this one must begin then or later."),
            field="start_day",
            version=ended.version,
            day=ended.end_day,
        )


@needs(Permission.EDIT_PLANS)
def end_plan(session: OfficeSession, plan_id: uuid.UUID, day: date, reason: str) -> None:
    """A signed plan ends without a next version; it is no longer in force from ``day`` on. Its goals stay as they are:
    they are closed one by one, since each ended in its own way."""
    row = locked_plan(session, plan_id)
    if row.status != SIGNED:
        raise UserError(N_("Only a signed plan that goes on can be ended."))
    if day < row.start_day:
        raise UserError(N_("The plan began on {day} only."), field="day", day=row.start_day)
    row.end_reason = typed_line(
        reason, field="reason", label=PLAN_LABELS["end_reason"], limit=LIMITS["end_reason"], needed=True
    )
    row.end_day = day
    row.status = ENDED
    row.edition += 1
    session.flush()


@needs(Permission.EDIT_PLANS)
def delete_draft(session: OfficeSession, plan_id: uuid.UUID) -> None:
    """Throw a draft away, and goals that stand in it alone. Raises UserError where they were scored already."""
    row = locked_plan(session, plan_id)
    check_draft(row.status)
    scored = session.scalar(select(func.count()).select_from(GoalScore).where(GoalScore.plan_id == plan_id))
    goal_ids = set(session.scalars(select(PlanGoal.goal_id).where(PlanGoal.plan_id == plan_id)))
    alone = goal_ids - goals_elsewhere(session, goal_ids, plan_id)
    if scored or worked_on(session, alone):
        raise UserError(N_("Goals of this draft were scored already. Sign it, or close its goals."))
    nothing = PlanInput(row.start_day, row.review_day)
    write_wordings(session, plan_id, row.child_id, [])
    remove_goals(session, rows_of(session, Goal, Goal.id.in_(alone)), row.child_id)
    write_services(session, plan_id, row.child_id, nothing)
    write_home_tasks(session, plan_id, row.child_id, nothing)
    write_agreements(session, plan_id, row.child_id, nothing)
    session.delete(row)
    session.flush()
