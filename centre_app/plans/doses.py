"""What the plans promise: minutes here and at home, services in force, home tasks."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.plans.facts import Dose, ServiceFacts
from centre_app.plans.inputs import HomeTaskInput
from centre_app.plans.models import IndividualPlan, PlanHomeTask, PlanService
from centre_app.plans.reading import pieces, services_of, tasks_of
from centre_app.plans.rules import DRAFT, in_force_days, pro_rata_minutes
from centre_app.security.access import Permission, needs


@needs(Permission.SEE_CHILDREN)
def planned_dose(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> dict[uuid.UUID, Dose]:
    """child -> the minutes that signed plans promise from ``first`` to ``last``, by the days they were in force.

    Whole minutes; each type of session is rounded once, so that the types add up. Three statements for each 500.
    """
    doses = {child_id: Dose() for child_id in child_ids}
    for ids in pieces(child_ids):
        wanted = and_(IndividualPlan.child_id.in_(ids), *_in_force(first, last))
        days = {
            plan_id: (child_id, in_force_days(start_day, end_day, first, last))
            for plan_id, child_id, start_day, end_day in session.execute(
                select(IndividualPlan.id, IndividualPlan.child_id, IndividualPlan.start_day, IndividualPlan.end_day)
                .where(wanted)
                .order_by(IndividualPlan.child_id, IndividualPlan.version)
            )
        }
        plans = select(IndividualPlan.id).where(wanted)
        services = services_of(session, PlanService.plan_id.in_(plans))
        tasks = tasks_of(session, PlanHomeTask.plan_id.in_(plans))
        centre: dict[uuid.UUID, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        home: dict[uuid.UUID, float] = defaultdict(float)
        for plan_id, (child_id, count) in days.items():
            for one in services.get(plan_id, ()):
                centre[child_id][one.session_type] += pro_rata_minutes(one.times, one.weeks, one.minutes, count)
            for task in tasks.get(plan_id, ()):
                home[child_id] += pro_rata_minutes(task.times_a_week, 1, task.minutes, count)
        for child_id in ids:
            by_type = {kind: round(minutes) for kind, minutes in centre[child_id].items()}
            doses[child_id] = Dose(sum(by_type.values()), round(home[child_id]), by_type)
    return doses


@needs(Permission.SEE_CHILDREN)
def services_in_force(
    session: OfficeSession, day: date, child_ids: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, tuple[ServiceFacts, ...]]:
    """child -> the services of the signed plan in force on ``day``; of all children whose files are not in the archive
    where ``child_ids`` is None. Children without such a plan are left out.

    Whoever plans the week may ask: what is noted of a service is not told, for it is of the plan."""
    found: dict[uuid.UUID, tuple[ServiceFacts, ...]] = {}
    for plans in _plans_in_force(session, day, child_ids):
        services = services_of(session, PlanService.plan_id.in_(list(plans)))
        for plan_id, lines in services.items():
            found[plans[plan_id]] = tuple(replace(line, note="") for line in lines)
    return found


@needs(Permission.SEE_NOTES)
def home_tasks_of(
    session: OfficeSession, child_ids: Collection[uuid.UUID], day: date
) -> dict[uuid.UUID, tuple[HomeTaskInput, ...]]:
    """child -> what the plan in force on ``day`` gives to practise at home; () without."""
    found: dict[uuid.UUID, tuple[HomeTaskInput, ...]] = dict.fromkeys(child_ids, ())
    for plans in _plans_in_force(session, day, child_ids):
        tasks = tasks_of(session, PlanHomeTask.plan_id.in_(list(plans)))
        found.update({plans[plan_id]: tuple(lines) for plan_id, lines in tasks.items()})
    return found


def _in_force(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Signed, and in force on some day from ``first`` to ``last``."""
    return (
        IndividualPlan.status != DRAFT,
        IndividualPlan.start_day <= last,
        or_(IndividualPlan.end_day.is_(None), IndividualPlan.end_day > first),
    )


def _plans_in_force(
    session: OfficeSession, day: date, child_ids: Collection[uuid.UUID] | None
) -> list[dict[uuid.UUID, uuid.UUID]]:
    """plan -> child, at most 500 in each part."""
    statement = select(IndividualPlan.id, IndividualPlan.child_id).where(*_in_force(day, day))
    if child_ids is None:
        statement = statement.join(Child, Child.id == IndividualPlan.child_id).where(Child.archived_on.is_(None))
        rows = session.execute(statement).all()
    else:
        rows = [
            row
            for ids in pieces(child_ids)
            for row in session.execute(statement.where(IndividualPlan.child_id.in_(ids)))
        ]
    child_of = {row.id: row.child_id for row in rows}
    return [{plan_id: child_of[plan_id] for plan_id in ids} for ids in pieces(child_of)]
