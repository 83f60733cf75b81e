"""The manager's figures about plans. They name children by their ids alone, so that each figure can open its list."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from centre_app.db.session import OfficeSession
from centre_app.plans.models import Goal, IndividualPlan, PlanReview
from centre_app.plans.rules import DRAFT, DROPPED, OPEN, PARTLY, REACHED
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class ReviewsOnTime:
    """Reviews that fell due in a period: children by what became of them, a child once for each review."""

    on_time: tuple[uuid.UUID, ...]  # held on the due day or before
    late: tuple[uuid.UUID, ...]  # held after it
    missing: tuple[uuid.UUID, ...]  # not held yet

    @property
    def due(self) -> int:
        """How many fell due."""
        return len(self.on_time) + len(self.late) + len(self.missing)

    @property
    def rate(self) -> float | None:
        """Reviewed by due ÷ due; None where nothing was due."""
        return len(self.on_time) / self.due if self.due else None


@dataclass(frozen=True)
class GoalsOfArea:
    """Goals of one area that ended in a period, and those open at its end: a child once for each goal."""

    area: str
    reached: tuple[uuid.UUID, ...]
    partly: tuple[uuid.UUID, ...]
    dropped: tuple[uuid.UUID, ...]
    open: tuple[uuid.UUID, ...]


@needs(Permission.SEE_FIGURES)
def reviews_on_time(session: OfficeSession, first: date, last: date) -> ReviewsOnTime:
    """Reviews that fell due from ``first`` to ``last``: reviewed by due ÷ due (practice notes, 5).

    A review not held counts once its day is over, if the plan was still in force on that day.
    """
    held = session.execute(
        select(PlanReview.child_id, PlanReview.held_day, PlanReview.due_day)
        .where(PlanReview.due_day >= first, PlanReview.due_day <= last)
        .order_by(PlanReview.due_day, PlanReview.id)
    ).all()
    over = min(last, session.today - timedelta(days=1))
    missing = session.scalars(
        select(IndividualPlan.child_id)
        .where(
            IndividualPlan.status != DRAFT,
            IndividualPlan.review_day >= first,
            IndividualPlan.review_day <= over,
            or_(IndividualPlan.end_day.is_(None), IndividualPlan.end_day > IndividualPlan.review_day),
        )
        .order_by(IndividualPlan.review_day, IndividualPlan.id)
    )
    return ReviewsOnTime(
        tuple(row.child_id for row in held if row.held_day <= row.due_day),
        tuple(row.child_id for row in held if row.held_day > row.due_day),
        tuple(missing),
    )


@needs(Permission.SEE_FIGURES)
def goals_reached_by_area(session: OfficeSession, first: date, last: date) -> tuple[GoalsOfArea, ...]:
    """Goals that ended from ``first`` to ``last``, by area and how, and those open at the end of ``last``. Areas in the
    order of their codes; one without any goal is left out."""
    found: dict[str, dict[str, list[uuid.UUID]]] = {}
    for area, status, closed_day, child_id in session.execute(
        select(Goal.area, Goal.status, Goal.closed_day, Goal.child_id)
        .where(Goal.opened_day <= last, or_(Goal.closed_day.is_(None), Goal.closed_day >= first))
        .order_by(Goal.area, Goal.opened_day, Goal.id)
    ):
        stood = OPEN if closed_day is None or closed_day > last else status
        found.setdefault(area, {}).setdefault(stood, []).append(child_id)
    return tuple(
        GoalsOfArea(area, *(tuple(by_status.get(status, ())) for status in (REACHED, PARTLY, DROPPED, OPEN)))
        for area, by_status in sorted(found.items())
    )
