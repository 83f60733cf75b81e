"""Plans, goals and what became of them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class IndividualPlan(Base):
    """One version of a child's plan. Once signed it is never altered: the next version takes over its open goals."""

    __tablename__ = "individual_plan"
    __table_args__ = (
        UniqueConstraint("child_id", "version"),
        CheckConstraint("status IN ('draft', 'signed', 'replaced', 'ended')", name="status"),
        CheckConstraint("(status = 'draft') = (signed_day IS NULL)", name="signed"),
        Index("ix_individual_plan_status_review_day", "status", "review_day"),
    )
    change: ClassVar[Change | None] = Change.PLANS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    version: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), default="draft")
    start_day: Mapped[date]
    review_day: Mapped[date]  # when the next review is due
    signed_day: Mapped[date | None]
    end_day: Mapped[date | None]  # replaced or ended from this day on
    end_reason: Mapped[str] = mapped_column(String(300), default="")
    strengths: Mapped[str] = mapped_column(Text, default="")
    child_wishes: Mapped[str] = mapped_column(Text, default="")  # in the child's own words
    child_wishes_how: Mapped[str] = mapped_column(String(300), default="")  # speech, gesture, pictures; or why not
    parent_wishes: Mapped[str] = mapped_column(Text, default="")
    responsible_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    edition: Mapped[int] = mapped_column(default=1)  # goes up with every saving: two people on one draft are noticed


class Goal(Base):
    """A goal of a child, through all versions of the plan."""

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'reached', 'partly', 'dropped')", name="status"),
        CheckConstraint("(status = 'open') = (closed_day IS NULL)", name="closed"),
    )
    change: ClassVar[Change | None] = Change.PLANS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    area: Mapped[str] = mapped_column(String(40))  # code list goal_area
    opened_day: Mapped[date]
    status: Mapped[str] = mapped_column(String(10), default="open")
    closed_day: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(String(40))  # code list goal_drop_reason, when dropped
    close_note: Mapped[str] = mapped_column(String(300), default="")


class PlanGoal(Base):
    """A goal as one version of the plan words it: what the scores of that time mean."""

    __tablename__ = "plan_goal"
    __table_args__ = (
        CheckConstraint("importance IS NULL OR importance BETWEEN 1 AND 3", name="importance"),
        CheckConstraint("difficulty IS NULL OR difficulty BETWEEN 1 AND 3", name="difficulty"),
        CheckConstraint("baseline IN (-2, -1)", name="baseline"),
        Index("ix_plan_goal_goal_id", "goal_id"),
    )
    change: ClassVar[Change | None] = Change.PLANS

    plan_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("individual_plan.id"), primary_key=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("goal.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(String(500))
    present_level: Mapped[str] = mapped_column(String(1000), default="")
    much_less: Mapped[str] = mapped_column(String(500), default="")  # −2
    less: Mapped[str] = mapped_column(String(500), default="")  # −1
    expected: Mapped[str] = mapped_column(String(500), default="")  # 0
    more: Mapped[str] = mapped_column(String(500), default="")  # +1
    much_more: Mapped[str] = mapped_column(String(500), default="")  # +2
    baseline: Mapped[int] = mapped_column(default=-1)  # −1 usually, −2 where it could not be worse
    importance: Mapped[int | None]  # weight = importance × difficulty; 1 where either is not said
    difficulty: Mapped[int | None]
    target_day: Mapped[date | None]
    responsible_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))


class PlanService(Base):
    """A service of the plan with its dose: so many times in so many weeks, so many minutes each."""

    __tablename__ = "plan_service"
    __table_args__ = (
        CheckConstraint("times BETWEEN 1 AND 14", name="times"),
        CheckConstraint("weeks BETWEEN 1 AND 8", name="weeks"),
        CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),
    )
    change: ClassVar[Change | None] = Change.PLANS

    id: Mapped[Id]
    plan_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("individual_plan.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    session_type: Mapped[str] = mapped_column(String(40))
    times: Mapped[int] = mapped_column(default=1)
    weeks: Mapped[int] = mapped_column(default=1)  # 1: times a week; 2: times in two weeks
    minutes: Mapped[int] = mapped_column(default=30)
    in_group: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))  # wished for
    note: Mapped[str] = mapped_column(String(300), default="")


class PlanHomeTask(Base):
    """What the family practises at home."""

    __tablename__ = "plan_home_task"
    __table_args__ = (
        CheckConstraint("times_a_week BETWEEN 1 AND 70", name="times_a_week"),
        CheckConstraint("minutes BETWEEN 1 AND 240", name="minutes"),
    )
    change: ClassVar[Change | None] = Change.PLANS

    id: Mapped[Id]
    plan_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("individual_plan.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(String(500))
    times_a_week: Mapped[int] = mapped_column(default=5)
    minutes: Mapped[int] = mapped_column(default=10)
    drawing: Mapped[str] = mapped_column(String(40), default="")  # a name of resources/drawings, for the family's card


class PlanAgreement(Base):
    """Somebody who agreed with the plan; a place for the signature is printed."""

    __tablename__ = "plan_agreement"
    __table_args__ = (CheckConstraint("role IN ('parent', 'child', 'specialist', 'head', 'other')", name="role"),)
    change: ClassVar[Change | None] = Change.PLANS

    id: Mapped[Id]
    plan_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("individual_plan.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    agreed_day: Mapped[date | None]


class GoalScore(Base):
    """How far a goal was reached on a day, −2 … +2, as the specialist, the parent or the child sees it."""

    __tablename__ = "goal_score"
    __table_args__ = (
        CheckConstraint("score BETWEEN -2 AND 2", name="score"),
        CheckConstraint("scored_by IN ('specialist', 'parent', 'child')", name="scored_by"),
        Index("ix_goal_score_child_id_day", "child_id", "day"),
        Index("ix_goal_score_goal_id_day", "goal_id", "day"),
        Index("ix_goal_score_session_id", "session_id"),
    )
    change: ClassVar[Change | None] = Change.PLANS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    goal_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("goal.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    plan_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("individual_plan.id"))  # whose levels are meant
    review_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("plan_review.id"))
    session_id: Mapped[uuid.UUID | None] = mapped_column(UuidType)  # scored while writing up this session
    day: Mapped[date]
    score: Mapped[int]
    scored_by: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(500), default="")


class PlanReview(Base):
    """A review that was held: what is said of the time since the last one. The due day is kept as it was."""

    __tablename__ = "plan_review"
    __table_args__ = (Index("ix_plan_review_child_id_held_day", "child_id", "held_day"),)
    change: ClassVar[Change | None] = Change.PLANS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    plan_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("individual_plan.id"), index=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    due_day: Mapped[date]
    held_day: Mapped[date]
    next_review_day: Mapped[date]
    summary: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    child_view: Mapped[str] = mapped_column(Text, default="")
    child_view_how: Mapped[str] = mapped_column(String(300), default="")
    parent_view: Mapped[str] = mapped_column(Text, default="")
    held_by: Mapped[str] = mapped_column(String(200), default="")


class HomePractice(Base):
    """What a family says it practised since it was last asked. Minutes only where they were said."""

    __tablename__ = "home_practice"
    __table_args__ = (
        CheckConstraint("answer IN ('done', 'partly', 'not_done')", name="answer"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 0 AND 10000", name="minutes"),
        Index("ix_home_practice_child_id_day", "child_id", "day"),
        Index("ix_home_practice_session_id", "session_id"),
        Index("ix_home_practice_visit_id", "visit_id"),
    )
    change: ClassVar[Change | None] = Change.PLANS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    day: Mapped[date]
    answer: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None]  # all together since the last time
    session_id: Mapped[uuid.UUID | None] = mapped_column(UuidType)  # asked at this session
    visit_id: Mapped[uuid.UUID | None] = mapped_column(UuidType)  # asked at this visit
    note: Mapped[str] = mapped_column(String(300), default="")


class GoalBankEntry(Base):
    """A goal worth using again, with its levels, by area."""

    __tablename__ = "goal_bank_entry"
    __table_args__ = (Index("ix_goal_bank_entry_area_position", "area", "position"),)
    change: ClassVar[Change | None] = Change.PLANS

    id: Mapped[Id]
    area: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    much_less: Mapped[str] = mapped_column(String(500), default="")
    less: Mapped[str] = mapped_column(String(500), default="")
    expected: Mapped[str] = mapped_column(String(500), default="")
    more: Mapped[str] = mapped_column(String(500), default="")
    much_more: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class StateProgramme(Base):
    """The rehabilitation programme the certification commission wrote (ИПР, ИПРА): kept beside the centre's plan."""

    __tablename__ = "state_programme"
    __table_args__ = (CheckConstraint("valid_until IS NULL OR valid_until >= issued_day", name="validity"),)
    change: ClassVar[Change | None] = Change.PLANS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # code list state_programme_kind
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_by: Mapped[str] = mapped_column(String(200), default="")
    issued_day: Mapped[date]
    valid_until: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class StateMeasure(Base):
    """A measure the programme promises, and whether the family got it."""

    __tablename__ = "state_measure"
    __table_args__ = (CheckConstraint("status IN ('promised', 'partly', 'given', 'refused')", name="status"),)
    change: ClassVar[Change | None] = Change.PLANS

    id: Mapped[Id]
    programme_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("state_programme.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(String(500))
    responsible: Mapped[str] = mapped_column(String(200), default="")
    until: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(10), default="promised")
