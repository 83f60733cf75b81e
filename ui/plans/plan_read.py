"""What the tab of a child's plan shows, read at one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centre_app.codelists.queries import all_labels
from centre_app.plans.queries import (
    GoalCourse,
    PlanFacts,
    PlanVersion,
    ProgrammeFacts,
    ReviewFacts,
    current_plan,
    draft_plan,
    goal_courses,
    plan_of,
    plan_versions,
    reviews_of,
    state_programmes,
)
from centre_app.plans.rules import TScores, t_scores
from centre_app.workplace.queries import StaffRow, staff

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class PlanRead:
    """A child's plans: the version shown, the list of all, what ended, what the state promised."""

    plan: PlanFacts | None
    current: PlanFacts | None  # the one in force; the draft where none is signed
    draft_id: UUID | None
    versions: tuple[PlanVersion, ...]
    reviews: tuple[ReviewFacts, ...]
    ended: tuple[GoalCourse, ...]  # the newest first
    scores: TScores  # over the goals of the version shown
    programmes: tuple[ProgrammeFacts, ...]
    labels: Labels
    staff: tuple[StaffRow, ...]  # who works here today

    def word(self, list_name: str, code: str | None) -> str:
        """The word for a code; the code itself where the list has lost it."""
        return self.labels.get(list_name, {}).get(code or "", code or "")


def read_plans(session: Any, child_id: UUID, plan_id: UUID | None, language: str) -> PlanRead:
    """``plan_id``: the version to show; None for the one in force."""
    now = current_plan(session, child_id)
    draft = draft_plan(session, child_id)
    versions = plan_versions(session, child_id)
    plan = now if plan_id is None or (now is not None and now.id == plan_id) else plan_of(session, plan_id)
    courses = goal_courses(session, [child_id], until=session.today)[child_id]
    ended = sorted((one for one in courses if one.closed_day is not None), key=_closed, reverse=True)
    in_plan = {goal.goal_id for goal in plan.goals} if plan is not None else set()
    return PlanRead(
        plan=plan,
        current=now,
        draft_id=draft.id if draft is not None else None,
        versions=versions,
        reviews=reviews_of(session, child_id),
        ended=tuple(ended),
        scores=t_scores([one for one in courses if one.goal_id in in_plan]),
        programmes=state_programmes(session, child_id),
        labels=all_labels(session, language),
        staff=staff(session, on=session.today),
    )


def _closed(course: GoalCourse) -> Any:
    return course.closed_day
