"""Levels given to goals: by themselves, and while a session is written up."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.plans.courses import wordings_in_force
from centre_app.plans.labels import LIMITS
from centre_app.plans.models import Goal, GoalScore, PlanGoal
from centre_app.plans.reading import pieces
from centre_app.plans.rules import SPECIALIST, check_score, check_score_day
from centre_app.plans.writing import rows_of
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line

Scores = Mapping[uuid.UUID, int | None]  # goal -> level; None: none was given


@dataclass(frozen=True)
class ScoredGoal:
    """What a score needs to know of its goal."""

    id: uuid.UUID
    child_id: uuid.UUID
    plan_id: uuid.UUID  # the version whose levels a score given now means
    opened_day: date
    closed_day: date | None
    text: str


@needs(Permission.EDIT_PLANS)
def score_goal(
    session: OfficeSession,
    goal_id: uuid.UUID,
    day: date,
    score: int,
    *,
    scored_by: str = SPECIALIST,
    name: str = "",
    note: str = "",
) -> uuid.UUID:
    """A level given by itself, apart from sessions and reviews; gives the score's id. ``name`` "": who is at work.

    Raises UserError for a level there is not, a day to come, before the goal was opened or after it ended.
    """
    check_score(score, scored_by)
    goal = goals_to_score(session, [goal_id])[goal_id]
    check_score_day(day, goal.opened_day, goal.closed_day, session.today, goal.text)
    row = GoalScore(
        id=new_id(),
        goal_id=goal_id,
        child_id=goal.child_id,
        plan_id=goal.plan_id,
        day=day,
        score=score,
        scored_by=scored_by,
        name=typed_line(name, field="name", label=N_("Name"), limit=LIMITS["name"])
        or (session.actor.name if scored_by == SPECIALIST else ""),
        note=typed_line(note, field="note", label=N_("Note"), limit=LIMITS["score_note"]),
    )
    session.add(row)
    session.flush()
    return row.id


@needs(Permission.EDIT_PLANS)
def remove_score(session: OfficeSession, score_id: uuid.UUID) -> None:
    """Take back a level given by itself. One of a session or a review is changed there."""
    row = session.get(GoalScore, score_id)
    if row is None:
        raise NotFound(N_("This score is not there any more."))
    if row.session_id is not None or row.review_id is not None:
        raise UserError(N_("This score belongs to a session or a review: change it there."))
    session.delete(row)
    session.flush()


@needs(Permission.WRITE_NOTES)
def score_in_session(
    session: OfficeSession, session_id: uuid.UUID, child_id: uuid.UUID, day: date, scores: Scores, name: str
) -> None:
    """Make the levels given to one child in a session these; ``{}`` takes all out. See ``score_group``."""
    score_group(session, session_id, day, {child_id: scores}, name)


@needs(Permission.WRITE_NOTES)
def score_group(
    session: OfficeSession, session_id: uuid.UUID, day: date, scores: Mapping[uuid.UUID, Scores], name: str
) -> None:
    """Make the levels given in a session these: child -> goal -> level; children not named keep theirs.

    A handful of statements however many children. A score that stays keeps its row and the version it meant.
    Raises UserError as ``score_goal``, and for a goal of another child.
    """
    given = {goal_id: score for each in scores.values() for goal_id, score in each.items() if score is not None}
    for score in given.values():
        check_score(score, SPECIALIST)
    before = rows_of(session, GoalScore, GoalScore.session_id == session_id)
    kept = {row["goal_id"]: row for row in before if row["child_id"] in scores}
    goals = goals_to_score(session, given)
    who = typed_line(name, field="name", label=N_("Name"), limit=LIMITS["name"]) or session.actor.name
    new: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    for child_id, each in scores.items():
        for goal_id, level in each.items():
            if level is None:
                continue
            goal = goals[goal_id]
            if goal.child_id != child_id:
                raise UserError(N_("The goal “{goal}” belongs to another child."), goal=goal.text)
            check_score_day(day, goal.opened_day, goal.closed_day, session.today, goal.text)
            row = kept.pop(goal_id, None)
            if row is None:
                new.append(_session_row(goal, session_id, day, level, who))
            elif (row["score"], row["day"]) != (level, day):
                changed.append((row, row | {"score": level, "day": day, "name": who}))
    session.delete_many(GoalScore, list(kept.values()))
    session.update_many(GoalScore, changed)
    session.insert_many(GoalScore, new)


def _session_row(goal: ScoredGoal, session_id: uuid.UUID, day: date, score: int, name: str) -> Row:
    return {
        "id": new_id(),
        "goal_id": goal.id,
        "child_id": goal.child_id,
        "plan_id": goal.plan_id,
        "review_id": None,
        "session_id": session_id,
        "day": day,
        "score": score,
        "scored_by": SPECIALIST,
        "name": name,
        "note": "",
    }


def goals_to_score(session: OfficeSession, goal_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ScoredGoal]:
    """These goals with the version whose levels a score given now means. Raises NotFound where one is not there."""
    versions = wordings_in_force(session, goal_ids)
    found: dict[uuid.UUID, ScoredGoal] = {}
    for ids in pieces(goal_ids):
        rows = session.execute(
            select(Goal.id, Goal.child_id, PlanGoal.plan_id, Goal.opened_day, Goal.closed_day, PlanGoal.text)
            .join(PlanGoal, PlanGoal.goal_id == Goal.id)
            .where(Goal.id.in_(ids))
        )
        found.update({row.id: ScoredGoal(*row) for row in rows if versions[row.id] == row.plan_id})
    if len(found) < len(set(goal_ids)):
        raise NotFound(N_("This goal is not there any more."))
    return found
