"""What was written of visits, put together from their rows: for keying, for showing a round, for the papers."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from centre_app.db.session import OfficeSession, Row
from centre_app.outreach.models import FollowUp, Visit, VisitGoal
from centre_app.outreach.result_rules import Concern, VisitResult
from centre_app.outreach.rules import PLANNED
from centre_app.plans.facts import PracticeRow
from centre_app.plans.home_practice import practice_at_visits

AT_ONCE = 500  # values in one IN list: engines have limits
VISIT, FOLLOW, GOAL = Visit.__table__.c, FollowUp.__table__.c, VisitGoal.__table__.c
_FOLLOW_UPS = select(*FOLLOW).where(FOLLOW.visit_id.in_(bindparam("visits", expanding=True))).order_by(FOLLOW.id)
_GOALS = (
    select(GOAL.visit_id, GOAL.goal_id)
    .where(GOAL.visit_id.in_(bindparam("visits", expanding=True)))
    .order_by(GOAL.visit_id, GOAL.goal_id)
)


def portions(ids: Collection[uuid.UUID]) -> list[list[uuid.UUID]]:
    """``ids`` in portions that fit into one IN list."""
    every = list(ids)
    return [every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE)]


def follow_up_rows(session: OfficeSession, visit_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Row]]:
    """visit -> its follow-ups, open and closed, whole rows in the order they were opened."""
    found: dict[uuid.UUID, list[Row]] = {visit_id: [] for visit_id in visit_ids}
    for some in portions(visit_ids):
        for row in session.execute(_FOLLOW_UPS, {"visits": some}).mappings():
            found[row["visit_id"]].append(dict(row))
    return found


def goals_at(session: OfficeSession, visit_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """visit -> the goals that were worked on."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {visit_id: [] for visit_id in visit_ids}
    for some in portions(visit_ids):
        for visit_id, goal_id in session.execute(_GOALS, {"visits": some}):
            found[visit_id].append(goal_id)
    return {visit_id: tuple(goals) for visit_id, goals in found.items()}


def results_of(
    session: OfficeSession, rows: Iterable[Mapping[str, Any]], *, notes: bool = True
) -> dict[uuid.UUID, VisitResult]:
    """visit -> what was written of it; planned ones are left out. ``rows`` are the visits' columns by name.

    Without ``notes``: outcome, times, reason and the agreed day only. Three statements for each 500 visits."""
    held = {row["id"]: row for row in rows if row["outcome"] != PLANNED}
    if not notes:
        return {visit_id: _without_notes(row) for visit_id, row in held.items()}
    goals = goals_at(session, held)
    follow_ups = follow_up_rows(session, held)
    practice = practice_at_visits(session, held)
    return {
        visit_id: _result(row, goals[visit_id], follow_ups[visit_id], practice.get(visit_id))
        for visit_id, row in held.items()
    }


def _without_notes(row: Mapping[str, Any]) -> VisitResult:
    return VisitResult(
        outcome=row["outcome"],
        arrived_minute=row["arrived_minute"],
        minutes=row["minutes"],
        reason=row["reason"],
        next_day=row["next_day"],
    )


def _result(
    row: Mapping[str, Any], goals: tuple[uuid.UUID, ...], follow_ups: Iterable[Row], practice: PracticeRow | None
) -> VisitResult:
    return VisitResult(
        outcome=row["outcome"],
        arrived_minute=row["arrived_minute"],
        minutes=row["minutes"],
        reason=row["reason"],
        reason_note=row["reason_note"],
        done_note=row["done_note"],
        parent_showed=row["parent_showed"],
        task=row["task"],
        goals=goals,
        practised=practice.answer if practice else None,
        practised_minutes=practice.minutes if practice else None,
        concerns=tuple(concern_of(one) for one in follow_ups if one["closed_day"] is None),
        next_day=row["next_day"],
    )


def concern_of(row: Mapping[str, Any]) -> Concern:
    """A follow-up as the visit names it."""
    return Concern(row["kind"], row["note"], row["owner_id"], row["due_day"], row["id"])
