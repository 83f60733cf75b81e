"""What a session's page shows around each child: the goals, what was noted last time, alerts, additions."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from centre_app.children.models import Alert
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.plans.facts import GoalCourse, Levels, OpenGoal
from centre_app.plans.queries import goal_courses, open_goals, scores_at
from centre_app.therapy.models import SessionAddition, SessionChild, TherapySession
from centre_app.therapy.note_rules import GoalWorked
from centre_app.therapy.rules import ATTENDED, HELD
from centre_app.therapy.session_rows import ADDED, HELD_AT, IN, Standing, goal_rows, portions


@dataclass(frozen=True)
class GoalHere:
    """A goal that can be worked on. ``latest`` is the specialist's last level given elsewhere than in this session."""

    goal_id: uuid.UUID
    area: str
    text: str
    levels: Levels  # the texts of −2 … +2
    baseline: int
    latest: int | None
    latest_day: date | None
    worked: GoalWorked | None  # what this session wrote of it


@dataclass(frozen=True)
class LastTime:
    """The last session of the same type that the child attended before this one."""

    day: date
    home_task: str
    next_time: str


@dataclass(frozen=True)
class AdditionRow:
    """What was added after the note had locked; ``child`` is "" where it is about the session as a whole."""

    id: uuid.UUID
    child_id: uuid.UUID | None
    child: str
    at: datetime
    name: str
    text: str


def goals_here(
    session: OfficeSession, session_id: uuid.UUID, child_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[GoalHere, ...]]:
    """The goals of each child that can be worked on in a session: the open ones, and those it has written of though
    they have ended since. Every child asked for is in the answer."""
    wrote = goal_rows(session, session_id)
    levels = scores_at(session, session_id, list(child_ids))
    found: dict[uuid.UUID, list[GoalHere]] = {}
    for child_id, open_ones in open_goals(session, list(child_ids)).items():
        given = levels.get(child_id, {})
        found[child_id] = [_goal(goal, wrote, given, session_id) for goal in open_ones]
    shown = {goal.goal_id for goals in found.values() for goal in goals}
    ended = {row["child_id"] for goal_id, row in wrote.items() if goal_id not in shown}
    if ended:
        for child_id, courses in goal_courses(session, list(ended), until=session.today).items():
            given = levels.get(child_id, {})
            left = [course for course in courses if course.goal_id in wrote and course.goal_id not in shown]
            found.setdefault(child_id, []).extend(_goal(course, wrote, given, session_id) for course in left)
    return {child_id: tuple(found.get(child_id, ())) for child_id in child_ids}


def _goal(
    goal: OpenGoal | GoalCourse, wrote: Mapping[uuid.UUID, Any], given: Mapping[uuid.UUID, int], session_id: uuid.UUID
) -> GoalHere:
    row = wrote.get(goal.goal_id)
    level = given.get(goal.goal_id)
    worked = None
    if row is not None:
        worked = GoalWorked(goal.goal_id, level, row["trials"], row["correct"], row["cue_level"], row["note"])
    latest = goal.latest if goal.latest is not None and goal.latest.session_id != session_id else None
    return GoalHere(
        goal_id=goal.goal_id,
        area=goal.area,
        text=goal.text,
        levels=goal.levels,
        baseline=goal.baseline,
        latest=latest.score if latest else None,
        latest_day=latest.day if latest else None,
        worked=worked,
    )


_THESE: Any = bindparam("children", expanding=True)
_ALERT = Alert.__table__.c
_ALERTS = (
    select(_ALERT.child_id, _ALERT.kind, _ALERT.note)
    .where(_ALERT.child_id.in_(_THESE))
    .order_by(_ALERT.child_id, _ALERT.position, _ALERT.id)
)


def alerts_of(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[tuple[str, str], ...]]:
    """What whoever holds the session must know of each child: (code of alert_kind, note)."""
    found: dict[uuid.UUID, tuple[tuple[str, str], ...]] = {}
    for some in portions(child_ids):
        for child_id, kind, note in session.execute(_ALERTS, {"children": some}):
            found[child_id] = (*found.get(child_id, ()), (kind, note))
    return found


_MINUTE = func.coalesce(HELD_AT.start_minute, 1440)  # the hour was never written down: after those that have one
_DAY_OF = (
    select(HELD_AT.id)
    .where(HELD_AT.day == bindparam("day"))
    .where(
        or_(
            HELD_AT.therapist_id == bindparam("therapist", type_=UuidType),
            and_(HELD_AT.therapist_id.is_(None), bindparam("nobody", type_=UuidType).is_(None)),
        )
    )
    .order_by(_MINUTE, HELD_AT.id)
)
_LAST = (
    select(
        IN.child_id,
        HELD_AT.day,
        IN.home_task,
        IN.next_time,
        func.row_number().over(partition_by=IN.child_id, order_by=(HELD_AT.day.desc(), _MINUTE.desc())).label("nth"),
    )
    .select_from(SessionChild.__table__)
    .join(TherapySession.__table__, HELD_AT.id == IN.session_id)
    .where(
        IN.child_id.in_(_THESE),
        IN.status == ATTENDED,
        HELD_AT.status == HELD,
        HELD_AT.type == bindparam("type"),
        HELD_AT.id != bindparam("this", type_=UuidType),
        or_(
            HELD_AT.day < bindparam("day"),
            and_(HELD_AT.day == bindparam("day"), bindparam("minute") > _MINUTE),
        ),
    )
    .subquery("earlier")
)
_LAST_ONES = select(_LAST.c.child_id, _LAST.c.day, _LAST.c.home_task, _LAST.c.next_time).where(_LAST.c.nth == 1)


def day_of(session: OfficeSession, now: Standing) -> list[uuid.UUID]:
    """The sessions of this therapist on this day by the hour; those of nobody where nobody is written down."""
    asked = {"day": now.day, "therapist": now.therapist_id, "nobody": now.therapist_id}
    return list(session.scalars(_DAY_OF, asked))


def last_time(session: OfficeSession, now: Standing, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, LastTime]:
    """The last session of the same type that each child attended before this one, in one statement for 500 children."""
    minute = 1440 if now.start_minute is None else now.start_minute
    asked = {"type": now.type, "this": now.id, "day": now.day, "minute": minute}
    found: dict[uuid.UUID, LastTime] = {}
    for some in portions(child_ids):
        for child_id, *values in session.execute(_LAST_ONES, {**asked, "children": some}):
            found[child_id] = LastTime(*values)
    return found


_ADDITIONS = (
    select(ADDED.id, ADDED.child_id, ADDED.at, ADDED.name, ADDED.text)
    .select_from(SessionAddition.__table__)
    .where(ADDED.session_id == bindparam("session_id", type_=UuidType))
    .order_by(ADDED.at, ADDED.id)
)


def additions_of(
    session: OfficeSession, session_id: uuid.UUID, names: Mapping[uuid.UUID, str]
) -> tuple[AdditionRow, ...]:
    """The additions to a session in the order written."""
    rows = session.execute(_ADDITIONS, {"session_id": session_id})
    return tuple(
        AdditionRow(id_, child_id, names.get(child_id, "") if child_id else "", at, name, text)
        for id_, child_id, at, name, text in rows
    )
