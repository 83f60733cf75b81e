"""Plans, goals, scores and reviews as plain values, as queries give them. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from centre_app.plans.inputs import (
    AgreementInput,
    GoalInput,
    HomeTaskInput,
    PlanInput,
    ServiceInput,
)

Levels = tuple[str, str, str, str, str]  # the texts of −2, −1, 0, +1, +2


@dataclass(frozen=True)
class ScoreRow:
    """One score. ``level`` is the text of the level as the version of that time words it ("" where it was empty)."""

    id: uuid.UUID
    day: date
    score: int
    scored_by: str  # specialist, parent, child
    name: str
    note: str
    source: str  # review, session, score (given by itself)
    plan_id: uuid.UUID
    session_id: uuid.UUID | None
    level: str


@dataclass(frozen=True)
class PlanGoalFacts:
    """A goal as one version words it, and how the goal stands now."""

    goal_id: uuid.UUID
    area: str
    text: str
    present_level: str
    levels: Levels
    baseline: int
    importance: int | None
    difficulty: int | None
    target_day: date | None
    responsible_id: uuid.UUID | None
    responsible: str  # the name; "" for nobody
    status: str  # open, reached, partly, dropped
    opened_day: date
    closed_day: date | None
    close_reason: str | None
    close_note: str
    latest: ScoreRow | None  # the latest specialist's score, under whichever version
    scores: int  # of anybody, under any version

    @property
    def as_input(self) -> GoalInput:
        """What a form is filled with."""
        return GoalInput(
            goal_id=self.goal_id,
            area=self.area,
            text=self.text,
            present_level=self.present_level,
            levels=self.levels,
            baseline=self.baseline,
            importance=self.importance,
            difficulty=self.difficulty,
            target_day=self.target_day,
            responsible_id=self.responsible_id,
        )


@dataclass(frozen=True)
class ServiceFacts:
    """A service of a plan; ``staff`` is the name of who is wished for, "" for anybody."""

    id: uuid.UUID
    session_type: str
    times: int
    weeks: int
    minutes: int
    in_group: bool
    staff_id: uuid.UUID | None
    staff: str
    note: str

    @property
    def as_input(self) -> ServiceInput:
        """What a form is filled with."""
        return ServiceInput(
            self.session_type,
            self.times,
            self.weeks,
            self.minutes,
            self.in_group,
            self.staff_id,
            self.note,
            self.id,
        )


@dataclass(frozen=True)
class PlanFacts:
    """One version of a plan, whole. ``as_input`` is what a form is filled with, and the base to merge with."""

    id: uuid.UUID
    child_id: uuid.UUID
    version: int
    status: str  # draft, signed, replaced, ended
    start_day: date
    review_day: date
    signed_day: date | None
    end_day: date | None  # no longer in force from this day on
    end_reason: str
    strengths: str
    child_wishes: str
    child_wishes_how: str
    parent_wishes: str
    responsible_id: uuid.UUID | None
    responsible: str
    edition: int
    goals: tuple[PlanGoalFacts, ...]
    services: tuple[ServiceFacts, ...]
    home_tasks: tuple[HomeTaskInput, ...]  # each with its id
    agreements: tuple[AgreementInput, ...]  # each with its id

    @property
    def as_input(self) -> PlanInput:
        """The plan as it was typed."""
        return PlanInput(
            start_day=self.start_day,
            review_day=self.review_day,
            strengths=self.strengths,
            child_wishes=self.child_wishes,
            child_wishes_how=self.child_wishes_how,
            parent_wishes=self.parent_wishes,
            responsible_id=self.responsible_id,
            goals=tuple(goal.as_input for goal in self.goals),
            services=tuple(service.as_input for service in self.services),
            home_tasks=self.home_tasks,
            agreements=self.agreements,
        )


@dataclass(frozen=True)
class PlanVersion:
    """A line of the list of a child's versions."""

    id: uuid.UUID
    version: int
    status: str
    start_day: date
    review_day: date
    signed_day: date | None
    end_day: date | None
    end_reason: str
    goals: int


@dataclass(frozen=True)
class OpenGoal:
    """A goal that can be worked on: of the signed plan; of the draft where none is signed yet."""

    goal_id: uuid.UUID
    plan_id: uuid.UUID
    area: str
    text: str
    levels: Levels
    baseline: int
    latest: ScoreRow | None  # the specialist's


@dataclass(frozen=True)
class GoalCourse:
    """A goal from its first day on, open or ended, with all that was said of it.

    Wording, baseline and weights are those of the newest signed version that holds the goal (of the draft where
    no signed one does). ``scores`` by day, then in the order written.
    """

    goal_id: uuid.UUID
    child_id: uuid.UUID
    area: str
    status: str
    opened_day: date
    closed_day: date | None
    close_reason: str | None
    close_note: str
    plan_id: uuid.UUID
    version: int
    text: str
    present_level: str
    levels: Levels
    baseline: int
    importance: int | None
    difficulty: int | None
    target_day: date | None
    scores: tuple[ScoreRow, ...]

    @property
    def latest(self) -> ScoreRow | None:
        """The latest specialist's score."""
        return next((row for row in reversed(self.scores) if row.scored_by == "specialist"), None)


@dataclass(frozen=True)
class Dose:
    """Minutes that the plans promise in a period; ``by_type`` adds up to ``centre_minutes``."""

    centre_minutes: int = 0
    home_minutes: int = 0
    by_type: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewScoreFacts:
    """A score given at a review; ``text`` is the goal as the plan words it, ``level`` the level's text."""

    goal_id: uuid.UUID
    text: str
    scored_by: str
    score: int
    level: str
    name: str
    note: str


@dataclass(frozen=True)
class ReviewFacts:
    """A review that was held."""

    id: uuid.UUID
    plan_id: uuid.UUID
    version: int
    due_day: date
    held_day: date
    next_review_day: date
    summary: str
    next_step: str
    child_view: str
    child_view_how: str
    parent_view: str
    held_by: str
    scores: tuple[ReviewScoreFacts, ...]


@dataclass(frozen=True)
class PracticeRow:
    """What a family said it practised at home."""

    id: uuid.UUID
    day: date
    answer: str  # done, partly, not_done
    minutes: int | None
    session_id: uuid.UUID | None
    note: str
    visit_id: uuid.UUID | None = None  # asked at this visit
