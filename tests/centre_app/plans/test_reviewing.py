"""Reviews: held, taken back, due, and held on time."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from centre_app.children.actions import archive_child
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.plans.actions import (
    ReviewInput,
    ReviewScore,
    close_goal,
    end_plan,
    hold_review,
    remove_review,
    score_goal,
    start_plan,
)
from centre_app.plans.queries import (
    children_without_plan,
    goal_courses,
    goals_reached_by_area,
    latest_reviews,
    plan_of,
    reviews_due,
    reviews_of,
    reviews_on_time,
)
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child, make_enrolled
from tests.factories.plans import REVIEW, START, goal, goal_ids, make_plan
from tests.statements import counted

NEXT = date(2027, 3, 1)


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child."""
    return make_child(session)


def review(plan_id: uuid.UUID, *scores: ReviewScore, held: date = TODAY) -> ReviewInput:
    """A review."""
    return ReviewInput(plan_id, held, NEXT, "Беҳтар шуд", "Дар хона низ", "Маъқул", "Табассум кард", "Ором шуд", scores)


class TestHolding:
    def test_a_review_keeps_its_due_day_and_moves_the_plans(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child)
        hold_review(session, review(plan_id))
        (held,) = reviews_of(session, child)
        assert (held.due_day, held.held_day, held.next_review_day) == (REVIEW, TODAY, NEXT)
        assert (held.summary, held.child_view_how, held.held_by) == ("Беҳтар шуд", "Табассум кард", "Гулнора Қодирова")
        assert plan_of(session, plan_id).review_day == NEXT

    def test_each_sees_the_goal_with_their_own_eyes(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child)
        (goal_id,) = goal_ids(session, plan_id)
        given = [ReviewScore(goal_id, "specialist", 0), ReviewScore(goal_id, "parent", 2, "Дар хона", "Мавҷуда")]
        hold_review(session, review(plan_id, *given, ReviewScore(goal_id, "child", 1)))
        (held,) = reviews_of(session, child)
        assert {(one.scored_by, one.score, one.level, one.name) for one in held.scores} == {
            ("specialist", 0, goal().levels[2], "Гулнора Қодирова"),
            ("parent", 2, goal().levels[4], "Мавҷуда"),
            ("child", 1, goal().levels[3], ""),
        }
        (course,) = goal_courses(session, [child], until=TODAY)[child]
        assert {score.source for score in course.scores} == {"review"}
        assert course.latest is not None
        assert course.latest.score == 0

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("held_day", {"held_day": TODAY + timedelta(days=1)}),
            ("held_day", {"held_day": START - timedelta(days=1)}),
            ("next_review_day", {"next_review_day": TODAY}),
            ("summary", {"summary": "ж" * 8001}),
            ("scores", {"scores": "twice"}),
            ("scores.0.score", {"scores": "five"}),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, session: OfficeSession, child: uuid.UUID, field: str, changes: dict[str, object]
    ) -> None:
        plan_id = make_plan(session, child)
        (goal_id,) = goal_ids(session, plan_id)
        twice = (ReviewScore(goal_id, "parent", 0), ReviewScore(goal_id, "parent", 1))
        five = (ReviewScore(goal_id, "parent", 5),)
        said = {name: {"twice": twice, "five": five}.get(str(value), value) for name, value in changes.items()}
        with pytest.raises(UserError) as refused:
            hold_review(session, replace(review(plan_id), **said))  # type: ignore[arg-type]
        assert refused.value.field == field
        assert plan_of(session, plan_id).review_day == REVIEW

    def test_only_a_signed_plan_that_goes_on_is_reviewed(self, session: OfficeSession, child: uuid.UUID) -> None:
        draft = make_plan(session, child, signed=False)
        with pytest.raises(UserError, match="signed"):
            hold_review(session, review(draft))
        other = make_child(session, "Анора")
        ended = make_plan(session, other)
        end_plan(session, ended, TODAY, "Оила кӯчид")
        with pytest.raises(UserError, match="signed"):
            hold_review(session, review(ended))

    def test_one_day_has_one_review(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child)
        hold_review(session, review(plan_id))
        with pytest.raises(UserError, match="written down already"):
            hold_review(session, review(plan_id))

    def test_a_goal_of_another_plan_is_not_scored(self, session: OfficeSession, child: uuid.UUID) -> None:
        (theirs,) = goal_ids(session, make_plan(session, make_child(session, "Анора")))
        with pytest.raises(UserError, match="not in this plan"):
            hold_review(session, review(make_plan(session, child), ReviewScore(theirs, "parent", 0)))

    def test_the_newest_is_taken_back_and_the_plan_is_due_as_before(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        plan_id = make_plan(session, child)
        (goal_id,) = goal_ids(session, plan_id)
        first = hold_review(session, review(plan_id, ReviewScore(goal_id, "parent", 1), held=date(2026, 10, 1)))
        second = hold_review(session, review(plan_id, ReviewScore(goal_id, "parent", 2)))
        with pytest.raises(UserError, match="newest"):
            remove_review(session, first)
        remove_review(session, second)
        assert plan_of(session, plan_id).review_day == NEXT
        remove_review(session, first)
        assert plan_of(session, plan_id).review_day == REVIEW
        assert goal_courses(session, [child], until=TODAY)[child][0].scores == ()
        with pytest.raises(NotFound):
            remove_review(session, first)

    def test_the_last_of_many_children_is_read_in_few_statements(self, session: OfficeSession, site: SiteIds) -> None:
        children = [make_child(session, f"Кӯдак {place}") for place in range(3)]
        for child in children:
            plan_id = make_plan(session, child)
            hold_review(session, review(plan_id, held=date(2026, 10, 1)))
            hold_review(session, review(plan_id))
        with counted(session) as sent:
            found = latest_reviews(session, children, until=TODAY)
        assert {review.held_day for review in found.values()} == {TODAY}
        assert len(sent) <= 3
        before = latest_reviews(session, children, until=TODAY - timedelta(days=1))
        assert {review.held_day for review in before.values()} == {date(2026, 10, 1)}


class TestDue:
    def test_the_longest_overdue_stand_first_then_the_alphabet(self, session: OfficeSession, site: SiteIds) -> None:
        over = TODAY - timedelta(days=10)
        for name, day in (("Ҷамшед", TODAY), ("Анора", TODAY), ("Зулфия", over), ("Фирӯза", TODAY + timedelta(days=9))):
            make_plan(session, make_child(session, name), review=day)
        make_plan(session, make_child(session, "Сиёҳнавис"), signed=False, review=over)
        gone = make_child(session, "Рафта")
        make_plan(session, gone, review=over)
        archive_child(session, gone)
        with counted(session) as sent:
            due = reviews_due(session, until=TODAY + timedelta(days=7), language="tg")
        assert [(one.name.split()[1], one.days_over) for one in due] == [("Зулфия", 10), ("Анора", 0), ("Ҷамшед", 0)]
        assert len(sent) == 1

    def test_a_plan_that_ended_is_not_due(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child, review=TODAY)
        end_plan(session, plan_id, TODAY, "Оила кӯчид")
        assert reviews_due(session, until=TODAY, language="tg") == ()

    def test_children_who_come_without_a_signed_plan_are_told(self, session: OfficeSession, site: SiteIds) -> None:
        with_plan = make_enrolled(session, site.day_care, site.morning, "Анора")
        make_plan(session, with_plan)
        begun = make_enrolled(session, site.day_care, site.morning, "Барно")
        draft = start_plan(session, begun)
        nothing = make_enrolled(session, site.day_care, site.morning, "Ҷамшед")
        make_enrolled(session, site.day_care, site.morning, "Рафта", end=TODAY - timedelta(days=1))
        make_child(session, "Номнавис")
        found = children_without_plan(session, language="tg")
        assert [(one.child_id, one.draft_id, one.draft_since) for one in found] == [
            (begun, draft, TODAY),
            (nothing, None, None),
        ]


class TestFigures:
    def test_reviews_are_on_time_late_or_missing(self, session: OfficeSession, site: SiteIds) -> None:
        first, last = date(2026, 10, 1), date(2026, 10, 31)
        due = date(2026, 10, 15)
        held = {"Саривақт": due, "Пештар": due - timedelta(days=20), "Дер": due + timedelta(days=1)}
        ids = {}
        for name, day in held.items():
            ids[name] = make_child(session, name)
            hold_review(session, review(make_plan(session, ids[name], review=due), held=day))
        ids["Не"] = make_child(session, "Не")
        make_plan(session, ids["Не"], review=due)
        ended = make_plan(session, make_child(session, "Тамом"), review=due)
        end_plan(session, ended, due - timedelta(days=1), "Оила кӯчид")
        make_plan(session, make_child(session, "Баъдтар"), review=TODAY)
        make_plan(session, make_child(session, "Сиёҳнавис"), signed=False, review=due)
        found = reviews_on_time(session, first, last)
        assert set(found.on_time) == {ids["Саривақт"], ids["Пештар"]}
        assert (found.late, found.missing) == ((ids["Дер"],), (ids["Не"],))
        assert (found.due, found.rate) == (4, 0.5)

    def test_what_is_due_today_is_not_missing_yet(self, session: OfficeSession, child: uuid.UUID) -> None:
        make_plan(session, child, review=TODAY)
        found = reviews_on_time(session, TODAY.replace(day=1), TODAY)
        assert (found.due, found.rate) == (0, None)

    def test_goals_are_counted_by_area_and_how_they_ended(self, session: OfficeSession, child: uuid.UUID) -> None:
        goals = [goal(), goal("Дигар"), goal("Сеюм", "self_care"), goal("Чорум", "self_care")]
        ids = goal_ids(session, make_plan(session, child, goals=goals))
        close_goal(session, ids[0], "reached", date(2026, 10, 5))
        close_goal(session, ids[1], "dropped", date(2026, 11, 5), "health")
        close_goal(session, ids[2], "partly", date(2026, 9, 5))
        found = {one.area: one for one in goals_reached_by_area(session, date(2026, 10, 1), date(2026, 10, 31))}
        speech, care = found["communication"], found["self_care"]
        assert (speech.reached, speech.partly, speech.dropped, speech.open) == ((child,), (), (), (child,))
        assert (care.reached, care.partly, care.dropped, care.open) == ((), (), (), (child,))

    def test_a_score_tells_nothing_of_the_reviews(self, session: OfficeSession, child: uuid.UUID) -> None:
        (goal_id,) = goal_ids(session, make_plan(session, child, review=date(2026, 10, 5)))
        score_goal(session, goal_id, date(2026, 10, 5), 0)
        assert reviews_on_time(session, date(2026, 10, 1), date(2026, 10, 31)).missing == (child,)
