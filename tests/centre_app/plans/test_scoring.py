"""Levels given to goals, and how goals end."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.plans.actions import (
    AgreementInput,
    close_goal,
    remove_score,
    reopen_goal,
    save_plan,
    score_goal,
    score_group,
    score_in_session,
    sign_plan,
    start_plan,
)
from centre_app.plans.queries import GoalCourse, goal_courses, open_goals, plan_of, scores_at
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.plans import START, goal, goal_ids, make_plan
from tests.statements import counted

DAY = date(2026, 10, 5)


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child."""
    return make_child(session)


def course(session: OfficeSession, child: uuid.UUID, until: date = TODAY) -> GoalCourse:
    """The course of the child's first goal."""
    return goal_courses(session, [child], until=until)[child][0]


class TestOneByOne:
    def test_a_score_is_on_the_goals_course_with_the_words_of_its_level(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        score_goal(session, goal_id, DAY, 0, note="Ду бор")
        score_goal(session, goal_id, DAY, 1, scored_by="parent", name="Раҳимова Мавҷуда")
        specialist, parent = course(session, child).scores
        assert (specialist.score, specialist.level, specialist.source, specialist.name, specialist.note) == (
            0,
            goal().levels[2],
            "score",
            "Гулнора Қодирова",
            "Ду бор",
        )
        assert (parent.scored_by, parent.name) == ("parent", "Раҳимова Мавҷуда")
        assert course(session, child).latest == specialist

    @pytest.mark.parametrize(
        ("day", "score", "field"),
        [
            (TODAY + timedelta(days=1), 0, "day"),
            (START - timedelta(days=1), 0, "day"),
            (DAY, 3, "score"),
        ],
    )
    def test_what_cannot_be_scored_is_refused(
        self, session: OfficeSession, child: uuid.UUID, day: date, score: int, field: str
    ) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        with pytest.raises(UserError) as refused:
            score_goal(session, goal_id, day, score)
        assert refused.value.field == field
        assert course(session, child).scores == ()

    def test_only_a_score_given_by_itself_is_taken_back(self, session: OfficeSession, child: uuid.UUID) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        remove_score(session, score_goal(session, goal_id, DAY, 0))
        score_in_session(session, uuid.uuid4(), child, DAY, {goal_id: 1}, "Нозима")
        (kept,) = course(session, child).scores
        with pytest.raises(UserError, match="session"):
            remove_score(session, kept.id)
        with pytest.raises(NotFound):
            remove_score(session, uuid.uuid4())

    def test_a_goal_that_is_not_there_is_not_scored(self, session: OfficeSession, child: uuid.UUID) -> None:
        with pytest.raises(NotFound):
            score_goal(session, uuid.uuid4(), DAY, 0)

    def test_an_old_score_keeps_the_words_of_its_time(self, session: OfficeSession, child: uuid.UUID) -> None:
        first = make_plan(session, child)
        (goal_id,) = goal_ids(session, first)
        score_goal(session, goal_id, DAY, 0)
        draft = start_plan(session, child)
        plan = plan_of(session, draft).as_input
        anew = replace(plan.goals[0], levels=("а", "б", "в", "г", "д"), text="Калонтар")
        agreed = (AgreementInput("parent", "Раҳимова Мавҷуда", TODAY),)
        save_plan(session, draft, replace(plan, goals=(anew,), agreements=agreed), edition=1)
        sign_plan(session, draft, TODAY)
        score_goal(session, goal_id, TODAY, 0)
        found = course(session, child)
        assert (found.text, found.version, [score.level for score in found.scores]) == (
            "Калонтар",
            2,
            [goal().levels[2], "в"],
        )
        then = course(session, child, until=DAY)
        assert (then.text, then.version, len(then.scores)) == (goal().text, 1, 1)


class TestSessions:
    def test_a_session_s_scores_are_replaced_as_a_whole(self, session: OfficeSession, child: uuid.UUID) -> None:
        first, second = goal_ids(session, make_plan(session, child, goals=[goal(), goal("Дигар")]))
        event = uuid.uuid4()
        score_in_session(session, event, child, DAY, {first: 0, second: 1}, "Нозима")
        before = {one.goal_id: one.scores[0].id for one in goal_courses(session, [child], until=TODAY)[child]}
        score_in_session(session, event, child, DAY, {first: 1, second: None}, "Нозима")
        assert scores_at(session, event, [child]) == {child: {first: 1}}
        assert course(session, child).scores[0].id == before[first]
        score_in_session(session, event, child, DAY, {}, "Нозима")
        assert scores_at(session, event, [child]) == {}

    def test_other_sessions_of_the_day_keep_theirs(self, session: OfficeSession, child: uuid.UUID) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        one, other = uuid.uuid4(), uuid.uuid4()
        score_in_session(session, one, child, DAY, {goal_id: 0}, "Нозима")
        score_in_session(session, other, child, DAY, {goal_id: 2}, "Фаррух")
        score_in_session(session, one, child, DAY, {}, "Нозима")
        assert scores_at(session, other, [child]) == {child: {goal_id: 2}}

    def test_a_session_moved_to_another_day_takes_its_scores_along(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        event = uuid.uuid4()
        score_in_session(session, event, child, DAY, {goal_id: 0}, "Нозима")
        score_in_session(session, event, child, DAY + timedelta(days=1), {goal_id: 0}, "Нозима")
        (score,) = course(session, child).scores
        assert score.day == DAY + timedelta(days=1)

    def test_a_group_is_scored_in_as_many_statements_as_two_children(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        given = {}
        for place in range(12):
            one = make_child(session, f"Кӯдак {place}")
            given[one] = dict.fromkeys(goal_ids(session, make_plan(session, one)), 1)
        few = dict(list(given.items())[:2])
        with counted(session) as two:
            score_group(session, uuid.uuid4(), DAY, few, "Нозима")
        event = uuid.uuid4()
        with counted(session) as twelve:
            score_group(session, event, DAY, given, "Нозима")
        assert len(twelve) == len(two) <= 5
        assert scores_at(session, event, list(given)) == given

    def test_the_goal_of_one_child_is_not_scored_for_another(self, session: OfficeSession, child: uuid.UUID) -> None:
        other = make_child(session, "Анора")
        (theirs,) = goal_ids(session, make_plan(session, other))
        with pytest.raises(UserError, match="another child"):
            score_in_session(session, uuid.uuid4(), child, DAY, {theirs: 0}, "Нозима")

    def test_every_score_is_in_the_childs_history(self, session: OfficeSession, child: uuid.UUID) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        score_in_session(session, uuid.uuid4(), child, DAY, {goal_id: 0}, "Нозима")
        session.finish()
        written = session.execute(
            select(HistoryEntry.entity, HistoryEntry.child_id).where(HistoryEntry.act == "score_in_session")
        ).all()
        assert [tuple(row) for row in written] == [("goal_score", child)]

    def test_a_social_worker_scores_no_session(self, session: OfficeSession, child: uuid.UUID, manager: Actor) -> None:
        session.actor = replace(manager, role=Role.SOCIAL_WORKER)
        with pytest.raises(Refused):
            score_in_session(session, uuid.uuid4(), child, DAY, {}, "")


class TestOpenGoals:
    def test_they_are_those_of_the_signed_plan_with_the_specialists_last_score(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        first, closed = goal_ids(session, make_plan(session, child, goals=[goal(), goal("Дигар")]))
        close_goal(session, closed, "reached", DAY)
        score_goal(session, first, DAY, -1)
        score_goal(session, first, DAY + timedelta(days=7), 1)
        score_goal(session, first, DAY + timedelta(days=8), 2, scored_by="parent")
        draft = start_plan(session, child)
        plan = plan_of(session, draft).as_input
        save_plan(session, draft, replace(plan, goals=(*plan.goals, goal("Ҳанӯз розӣ нестанд"))), edition=1)
        (found,) = open_goals(session, [child])[child]
        assert found.goal_id == first
        assert found.latest is not None
        assert found.latest.score == 1

    def test_without_a_signed_plan_they_are_the_drafts(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child, signed=False)
        assert [one.plan_id for one in open_goals(session, [child])[child]] == [plan_id]

    def test_every_child_asked_for_is_there_in_few_statements(self, session: OfficeSession, child: uuid.UUID) -> None:
        others = [make_child(session, f"Кӯдак {place}") for place in range(11)]
        for one in others:
            make_plan(session, one)
        with counted(session) as sent:
            found = open_goals(session, [child, *others])
        assert len(sent) <= 3
        assert [len(goals) for goals in found.values()] == [0] + [1] * 11


class TestClosing:
    def test_a_goal_that_ended_stays_reachable_and_is_not_worked_on(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        close_goal(session, goal_id, "dropped", DAY, "family_choice", "Оила дигар мехоҳад")
        found = course(session, child)
        assert (found.status, found.closed_day, found.close_reason, found.close_note) == (
            "dropped",
            DAY,
            "family_choice",
            "Оила дигар мехоҳад",
        )
        assert open_goals(session, [child])[child] == ()
        assert course(session, child, until=DAY - timedelta(days=1)).status == "open"
        with pytest.raises(UserError, match="ended on"):
            score_goal(session, goal_id, DAY + timedelta(days=1), 0)

    @pytest.mark.parametrize(
        ("field", "closing"),
        [
            ("reason", lambda session, one: close_goal(session, one, "dropped", TODAY)),
            ("reason", lambda session, one: close_goal(session, one, "dropped", TODAY, "weather")),
            ("status", lambda session, one: close_goal(session, one, "open", TODAY)),
            ("status", lambda session, one: close_goal(session, one, "forgotten", TODAY)),
            ("day", lambda session, one: close_goal(session, one, "reached", TODAY + timedelta(days=1))),
            ("day", lambda session, one: close_goal(session, one, "reached", START - timedelta(days=1))),
            ("day", lambda session, one: close_goal(session, one, "reached", DAY - timedelta(days=1))),
        ],
    )
    def test_how_and_when_it_ended_must_be_said(
        self,
        session: OfficeSession,
        child: uuid.UUID,
        field: str,
        closing: Callable[[OfficeSession, uuid.UUID], None],
    ) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        score_goal(session, goal_id, DAY, 0)
        with pytest.raises(UserError) as refused:
            closing(session, goal_id)
        assert refused.value.field == field
        assert course(session, child).status == "open"

    def test_it_is_closed_once_and_can_go_on_after_all(self, session: OfficeSession, child: uuid.UUID) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child))
        close_goal(session, goal_id, "partly", TODAY, "family_choice")
        assert course(session, child).close_reason is None, "a reason belongs to what was dropped"
        with pytest.raises(UserError, match="closed already"):
            close_goal(session, goal_id, "reached", TODAY)
        reopen_goal(session, goal_id)
        assert (course(session, child).status, course(session, child).closed_day) == ("open", None)
        with pytest.raises(UserError):
            reopen_goal(session, goal_id)
        with pytest.raises(NotFound):
            reopen_goal(session, uuid.uuid4())
