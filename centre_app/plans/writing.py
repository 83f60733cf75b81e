"""Lines of a plan or a programme written as they were typed, each leaving its entry in the child's history.

The tables of lines have no column with the child, so that the history is told whose file shows the change.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from centre_app.codelists.queries import all_labels
from centre_app.db.base import Base
from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.plans.inputs import PlanInput
from centre_app.plans.models import IndividualPlan, PlanAgreement, PlanGoal, PlanHomeTask, PlanService
from centre_app.workplace.models import StaffMember


def locked_plan(session: OfficeSession, plan_id: uuid.UUID) -> IndividualPlan:
    """The plan's row, kept from others until this transaction ends. Raises NotFound."""
    row = session.get(IndividualPlan, plan_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(N_("This plan is not there any more."))
    return row


def codes_of(session: OfficeSession) -> Mapping[str, Mapping[str, str]]:
    """The code lists, entries out of use among them: what was chosen once stays good."""
    return all_labels(session, "en")


def rows_of(session: OfficeSession, model: type[Base], wanted: ColumnElement[bool]) -> list[Row]:
    """Whole rows as plain values."""
    table = model.__table__
    return [dict(row._mapping) for row in session.execute(select(*table.c).where(wanted))]


def make_lines(
    session: OfficeSession, model: type[Base], before: Sequence[Row], after: Sequence[Row], child_id: uuid.UUID
) -> None:
    """Make the rows ``before`` these ``after``: what is new, changed or gone is told by the primary keys."""
    keys = [column.name for column in model.__table__.primary_key]

    def key_of(row: Row) -> tuple[Any, ...]:
        return tuple(row[key] for key in keys)

    def whose(_row: Row) -> uuid.UUID:
        return child_id

    was = {key_of(row): row for row in before}
    now = {key_of(row): row for row in after}
    session.delete_many(model, [row for key, row in was.items() if key not in now], child_of=whose)
    changed = [(was[key], row) for key, row in now.items() if key in was and was[key] != row]
    session.update_many(model, changed, child_of=whose)
    session.insert_many(model, [row for key, row in now.items() if key not in was], child_of=whose)


def write_services(session: OfficeSession, plan_id: uuid.UUID, child_id: uuid.UUID, plan: PlanInput) -> None:
    """Make the plan's services these."""
    before = rows_of(session, PlanService, PlanService.plan_id == plan_id)
    known = {row["id"] for row in before}
    after = [
        {
            "id": _id(one.id, known),
            "plan_id": plan_id,
            "position": place,
            "session_type": one.session_type,
            "times": one.times,
            "weeks": one.weeks,
            "minutes": one.minutes,
            "in_group": one.in_group,
            "staff_id": one.staff_id,
            "note": one.note,
        }
        for place, one in enumerate(plan.services)
    ]
    make_lines(session, PlanService, before, after, child_id)


def write_home_tasks(session: OfficeSession, plan_id: uuid.UUID, child_id: uuid.UUID, plan: PlanInput) -> None:
    """Make the plan's home tasks these."""
    before = rows_of(session, PlanHomeTask, PlanHomeTask.plan_id == plan_id)
    known = {row["id"] for row in before}
    after = [
        {
            "id": _id(task.id, known),
            "plan_id": plan_id,
            "position": place,
            "text": task.text,
            "times_a_week": task.times_a_week,
            "minutes": task.minutes,
            "drawing": task.drawing,
        }
        for place, task in enumerate(plan.home_tasks)
    ]
    make_lines(session, PlanHomeTask, before, after, child_id)


def write_agreements(session: OfficeSession, plan_id: uuid.UUID, child_id: uuid.UUID, plan: PlanInput) -> None:
    """Make the people who agree these."""
    before = rows_of(session, PlanAgreement, PlanAgreement.plan_id == plan_id)
    known = {row["id"] for row in before}
    after = [
        {
            "id": _id(one.id, known),
            "plan_id": plan_id,
            "position": place,
            "role": one.role,
            "name": one.name,
            "agreed_day": one.agreed_day,
        }
        for place, one in enumerate(plan.agreements)
    ]
    make_lines(session, PlanAgreement, before, after, child_id)


def _id(given: uuid.UUID | None, known: set[uuid.UUID]) -> uuid.UUID:
    """A line's id; a new one where it is new, or was taken out by somebody else and shall stay after all."""
    if given in known:
        assert given is not None
        known.discard(given)  # the same id twice in one list would be one line
        return given
    return new_id()


def wordings_of(plan_id: uuid.UUID, plan: PlanInput, goal_ids: Sequence[uuid.UUID]) -> list[Row]:
    """The goals of a plan as rows; ``goal_ids`` in the plan's order."""
    rows: list[Row] = []
    for place, (goal, goal_id) in enumerate(zip(plan.goals, goal_ids, strict=True)):
        much_less, less, expected, more, much_more = goal.levels
        rows.append(
            {
                "plan_id": plan_id,
                "goal_id": goal_id,
                "position": place,
                "text": goal.text,
                "present_level": goal.present_level,
                "much_less": much_less,
                "less": less,
                "expected": expected,
                "more": more,
                "much_more": much_more,
                "baseline": goal.baseline,
                "importance": goal.importance,
                "difficulty": goal.difficulty,
                "target_day": goal.target_day,
                "responsible_id": goal.responsible_id,
            }
        )
    return rows


def write_wordings(session: OfficeSession, plan_id: uuid.UUID, child_id: uuid.UUID, after: Sequence[Row]) -> None:
    """Make the plan's goals these rows."""
    make_lines(session, PlanGoal, rows_of(session, PlanGoal, PlanGoal.plan_id == plan_id), after, child_id)


def check_staff(session: OfficeSession, plan: PlanInput) -> None:
    """Everybody named works here or did. Raises UserError at the field."""
    named = {"responsible_id": plan.responsible_id}
    named |= {f"goals.{place}.responsible_id": goal.responsible_id for place, goal in enumerate(plan.goals)}
    named |= {f"services.{place}.staff_id": one.staff_id for place, one in enumerate(plan.services)}
    wanted = {staff_id for staff_id in named.values() if staff_id is not None}
    if not wanted:
        return
    known = set(session.scalars(select(StaffMember.id).where(StaffMember.id.in_(wanted))))
    for field, staff_id in named.items():
        if staff_id is not None and staff_id not in known:
            raise UserError(N_("Please choose somebody from the list of staff."), field=field)
