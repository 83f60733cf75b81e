"""What a progress record says of sessions, goals and dose, for machines: English keys, codes, ISO days."""

from __future__ import annotations

from collections.abc import Mapping

from centre_app.outcomes.queries import Outcomes
from centre_app.outcomes.rules import SessionCount
from centre_app.plans.queries import GoalCourse
from centre_app.plans.rules import weight

_NOTHING: Mapping[str, object] = {
    "sessions": None,
    "goals": None,
    "t_score": None,
    "dose": None,
    "home_tasks": None,
    "instruments": None,
    "review": None,
}


def outcomes_json(outcomes: Outcomes | None) -> dict[str, object]:
    """``sessions``, ``goals``, ``t_score``, ``dose``, ``home_tasks``, ``instruments``, ``review``; null where the
    person may not read them."""
    if outcomes is None:
        return dict(_NOTHING)
    review = outcomes.review
    return {
        "sessions": _count(outcomes.sessions)
        | {
            "attended": outcomes.sessions.held,
            "by_type": {code: _count(count) for code, count in outcomes.by_type.items()},
            "minutes_by_type": {code: count.minutes for code, count in outcomes.by_type.items()},
        },
        "goals": [_goal(goal) for goal in outcomes.goals],
        "goals_ended_before": [_goal(goal) for goal in outcomes.ended_before],
        "t_score": {
            "baseline": outcomes.t_score.baseline,
            "latest": outcomes.t_score.latest,
            "goals": outcomes.t_score.goals,
            "scored": outcomes.t_score.scored,
        },
        "dose": {
            "planned_minutes": outcomes.dose.centre_minutes,
            "delivered_minutes": outcomes.sessions.minutes,
            "planned_by_type": dict(outcomes.dose.by_type),
            "delivered_by_type": {code: count.minutes for code, count in outcomes.by_type.items()},
            "home_planned_minutes": outcomes.dose.home_minutes,
            "home_minutes": outcomes.home_minutes,
            "home_answers": outcomes.home_answers,
        },
        "home_tasks": [
            {"text": task.text, "times_a_week": task.times_a_week, "minutes": task.minutes}
            for task in outcomes.home_tasks
        ],
        "instruments": [
            {
                "code": course.code,
                "points": [
                    {"date": point.day.isoformat(), "score": point.score, "value": point.value, "words": point.words}
                    for point in course.points
                ],
            }
            for course in outcomes.instruments
        ],
        "review": None
        if review is None
        else {
            "date": review.held_day.isoformat(),
            "summary": review.summary,
            "child_view": review.child_view,
            "child_view_how": review.child_view_how,
            "parent_view": review.parent_view,
            "next_step": review.next_step,
        },
    }


def _count(count: SessionCount) -> dict[str, object]:
    return dict(vars(count))


def _goal(goal: GoalCourse) -> dict[str, object]:
    return {
        "area": goal.area,
        "text": goal.text,
        "status": goal.status,
        "opened": goal.opened_day.isoformat(),
        "closed": None if goal.closed_day is None else goal.closed_day.isoformat(),
        "close_reason": goal.close_reason,
        "target": None if goal.target_day is None else goal.target_day.isoformat(),
        "plan_version": goal.version,
        "baseline": goal.baseline,
        "importance": goal.importance,
        "difficulty": goal.difficulty,
        "weight": weight(goal.importance, goal.difficulty),
        "present_level": goal.present_level,
        "levels": {str(level): text for level, text in zip(range(-2, 3), goal.levels, strict=True)},
        "latest": None if goal.latest is None else goal.latest.score,
        "scores": [
            {
                "date": score.day.isoformat(),
                "score": score.score,
                "by": score.scored_by,
                "name": score.name,
                "source": score.source,
                "note": score.note,
            }
            for score in goal.scores
        ],
    }
