"""The practice centre's therapy: a week that can be, plans with goals that move and goals that do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from centre_app.bootstrap import open_office
from centre_app.instruments.models import Filling
from centre_app.office import Office
from centre_app.outcomes.figures import therapy_figures
from centre_app.outcomes.queries import outcomes_of
from centre_app.plans.models import Goal, GoalScore, IndividualPlan, PlanGoal
from centre_app.practice.centre import Made
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.waiting.queries import waiting_list
from tests.centre_app.conftest import UNTIL


@pytest.fixture(scope="module")
def office(practice_made: tuple[Path, Made]) -> Iterator[Office]:
    """The practice centre, opened on the last day that it covers."""
    opened = open_office(practice_made[0], "manager", "practice", read_only=True)
    opened.clock = lambda: UNTIL
    with opened:
        yield opened


def test_nobody_is_in_two_sessions_at_once(office: Office) -> None:
    busy: dict[tuple[str, UUID, date], list[tuple[int, int]]] = defaultdict(list)
    with office.read() as session:
        for row in session.execute(
            select(
                TherapySession.day,
                TherapySession.start_minute,
                TherapySession.minutes,
                TherapySession.therapist_id,
                TherapySession.room_id,
                SessionChild.child_id,
                TherapySession.id,
            ).join(SessionChild, SessionChild.session_id == TherapySession.id)
        ):
            assert row.start_minute is not None
            span = (row.start_minute, row.start_minute + row.minutes)
            busy["child", row.child_id, row.day].append(span)
            for kind, who in (("therapist", row.therapist_id), ("room", row.room_id)):
                if span not in busy[kind, who, row.day]:
                    busy[kind, who, row.day].append(span)
    assert len(busy) > 1_000
    for who, spans in busy.items():
        for (_start, end), (after, _end) in pairwise(sorted(spans)):
            assert end <= after, who


def test_every_signed_plan_has_goals_with_all_levels(office: Office) -> None:
    with office.read() as session:
        plans = set(session.scalars(select(IndividualPlan.id).where(IndividualPlan.status == "signed")))
        goals = session.scalars(select(PlanGoal).where(PlanGoal.plan_id.in_(plans))).all()
        levels = [(goal.much_less, goal.less, goal.expected, goal.more, goal.much_more) for goal in goals]
        assert {goal.plan_id for goal in goals} == plans
    assert len(plans) > 5
    assert all(all(texts) for texts in levels)


def test_some_goals_move_some_do_not_and_some_go_backwards(office: Office) -> None:
    with office.read() as session:
        children = set(session.scalars(select(Goal.child_id)))
        outcomes = outcomes_of(session, children, date(2020, 1, 1), UNTIL)
    ways = {
        (goal.latest.score > goal.baseline) - (goal.latest.score < goal.baseline)
        for one in outcomes.values()
        for goal in (*one.goals, *one.ended_before)
        if goal.latest is not None
    }
    assert ways == {-1, 0, 1}


def test_scores_are_given_while_the_goal_is_open(office: Office) -> None:
    with office.read() as session:
        rows = session.execute(
            select(GoalScore.day, Goal.opened_day, Goal.closed_day).join(Goal, Goal.id == GoalScore.goal_id)
        ).all()
    assert len(rows) > 100
    assert all(opened <= day and (closed is None or day <= closed) for day, opened, closed in rows)


def test_there_is_something_to_do(office: Office) -> None:
    with office.read() as session:
        figures = therapy_figures(session, date(2026, 9, 1), UNTIL)
        waiting = waiting_list(session, language="tg")
        fillings = set(session.scalars(select(Filling.status)))
    assert sum(one.work.unwritten for one in figures.therapists) > 0
    assert figures.cancelled
    assert figures.reviews.due > 0
    assert waiting
    assert "done" in fillings
