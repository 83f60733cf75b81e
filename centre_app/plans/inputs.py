"""What is written into a plan, a review, the goal bank and a state programme: plain values of forms. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

NO_LEVELS = ("", "", "", "", "")


@dataclass(frozen=True)
class GoalInput:
    """A goal as a draft words it. ``goal_id`` None: a new goal. ``levels`` are the texts of −2, −1, 0, +1, +2."""

    area: str
    text: str
    goal_id: uuid.UUID | None = None
    present_level: str = ""
    levels: tuple[str, str, str, str, str] = NO_LEVELS
    baseline: int = -1
    importance: int | None = None
    difficulty: int | None = None
    target_day: date | None = None
    responsible_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ServiceInput:
    """A service with its dose: ``times`` in ``weeks`` weeks, ``minutes`` each. ``id`` None: a new line."""

    session_type: str
    times: int = 1
    weeks: int = 1
    minutes: int = 30
    in_group: bool = False
    staff_id: uuid.UUID | None = None
    note: str = ""
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class HomeTaskInput:
    """What the family practises at home. ``id`` None: a new line. ``drawing``: of ``plans.drawings``, "" for none."""

    text: str
    times_a_week: int = 5
    minutes: int = 10
    id: uuid.UUID | None = None
    drawing: str = ""


@dataclass(frozen=True)
class AgreementInput:
    """Who is asked to agree; ``role``: parent, child, specialist, head, other. ``agreed_day`` None: not yet."""

    role: str
    name: str
    agreed_day: date | None = None
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class PlanInput:
    """A whole draft. Lists are in the order that the person sees."""

    start_day: date
    review_day: date
    strengths: str = ""
    child_wishes: str = ""
    child_wishes_how: str = ""
    parent_wishes: str = ""
    responsible_id: uuid.UUID | None = None
    goals: tuple[GoalInput, ...] = ()
    services: tuple[ServiceInput, ...] = ()
    home_tasks: tuple[HomeTaskInput, ...] = ()
    agreements: tuple[AgreementInput, ...] = ()


@dataclass(frozen=True)
class ReviewScore:
    """How far a goal was reached as one of them sees it: ``scored_by`` specialist, parent, child."""

    goal_id: uuid.UUID
    scored_by: str
    score: int
    note: str = ""
    name: str = ""  # who said it; empty: the specialist is ``ReviewInput.held_by``


@dataclass(frozen=True)
class ReviewInput:
    """A review that was held. ``held_by`` empty: who is at work."""

    plan_id: uuid.UUID
    held_day: date
    next_review_day: date
    summary: str = ""
    next_step: str = ""
    child_view: str = ""
    child_view_how: str = ""
    parent_view: str = ""
    scores: tuple[ReviewScore, ...] = ()
    held_by: str = ""


@dataclass(frozen=True)
class PracticeAnswer:
    """What a family says it practised since it was last asked: ``answer`` done, partly, not_done; minutes together."""

    answer: str
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True)
class BankInput:
    """A goal of the bank. ``levels`` are the texts of −2 … +2."""

    area: str
    text: str
    levels: tuple[str, str, str, str, str] = NO_LEVELS


@dataclass(frozen=True)
class MeasureInput:
    """A measure that a state programme promises: ``status`` promised, partly, given, refused. ``id`` None: new."""

    text: str
    responsible: str = ""
    until: date | None = None
    status: str = "promised"
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class ProgrammeInput:
    """A state programme (ИПР, ИПРА) with its measures. ``kind``: code list state_programme_kind."""

    kind: str
    issued_day: date
    valid_until: date | None = None
    number: str = ""
    issued_by: str = ""
    note: str = ""
    measures: tuple[MeasureInput, ...] = field(default=())
