"""Goal Attainment Scaling by counting.md, doses, days in force."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.plans.facts import GoalCourse, ScoreRow
from centre_app.plans.rules import (
    LEVEL_NAMES,
    LEVELS,
    check_score,
    check_score_day,
    dose_words,
    home_words,
    in_force_days,
    level_sign,
    months_after,
    pro_rata_minutes,
    repeated_goals,
    t_score,
    t_scores,
    weight,
)
from tests.factories.plans import goal

WEIGHTED = st.tuples(st.integers(1, 9), st.sampled_from(LEVELS))
DAY = date(2026, 10, 5)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


class TestTScore:
    @pytest.mark.parametrize(
        ("weighted", "expected"),
        [
            ([(1, -1)] * 3, 36.3),
            ([(1, 0)] * 3, 50.0),
            ([(1, 1)] * 3, 63.7),
            ([(1, -2)] * 3, 22.6),
            ([(2, 1), (4, 0), (1, -1)], 51.8),
            ([(1, -1)], 40.0),
        ],
    )
    def test_the_examples_of_the_definition(self, weighted: list[tuple[int, int]], expected: float) -> None:
        assert t_score(weighted) == expected

    def test_no_goal_has_no_score(self) -> None:
        assert t_score([]) is None

    @given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
    def test_all_as_expected_is_fifty_whatever_the_weights(self, weights: list[int]) -> None:
        assert t_score([(each, 0) for each in weights]) == 50.0

    @given(st.lists(WEIGHTED, min_size=1, max_size=12), st.data())
    def test_a_better_level_never_lowers_it(self, weighted: list[tuple[int, int]], data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(weighted) - 1))
        better = list(weighted)
        better[place] = (weighted[place][0], min(2, weighted[place][1] + 1))
        before, after = t_score(weighted), t_score(better)
        assert before is not None
        assert after is not None
        assert after >= before

    @given(st.lists(WEIGHTED, min_size=1, max_size=12))
    def test_it_is_as_far_above_fifty_as_the_opposite_is_below(self, weighted: list[tuple[int, int]]) -> None:
        there, back = t_score(weighted), t_score([(each, -score) for each, score in weighted])
        assert there is not None
        assert back is not None
        assert there + back == pytest.approx(100)

    @given(st.lists(WEIGHTED, min_size=1, max_size=8), st.integers(2, 5))
    def test_only_the_weights_shares_count(self, weighted: list[tuple[int, int]], times: int) -> None:
        more = t_score([(each * times, score) for each, score in weighted])
        assert more == pytest.approx(t_score(weighted), abs=0.1)

    @given(st.permutations([(2, 1), (4, 0), (1, -1), (9, 2)]))
    def test_the_order_of_the_goals_does_not_count(self, weighted: list[tuple[int, int]]) -> None:
        assert t_score(weighted) == t_score([(2, 1), (4, 0), (1, -1), (9, 2)])

    @pytest.mark.parametrize(
        ("importance", "difficulty", "expected"), [(3, 2, 6), (None, 2, 1), (3, None, 1), (None, None, 1)]
    )
    def test_a_weight_is_importance_times_difficulty_or_one(
        self, importance: int | None, difficulty: int | None, expected: int
    ) -> None:
        assert weight(importance, difficulty) == expected


def score(value: int, scored_by: str = "specialist", day: date = DAY) -> ScoreRow:
    """A score of a day."""
    return ScoreRow(uuid.uuid4(), day, value, scored_by, "", "", "score", uuid.uuid4(), None, "")


def course(*scores: ScoreRow, baseline: int = -1, weights: tuple[int, int] | None = None) -> GoalCourse:
    """A goal's course."""
    importance, difficulty = weights or (None, None)
    return GoalCourse(
        goal_id=uuid.uuid4(),
        child_id=uuid.uuid4(),
        area="play",
        status="open",
        opened_day=DAY,
        closed_day=None,
        close_reason=None,
        close_note="",
        plan_id=uuid.uuid4(),
        version=1,
        text="Бо дигарон бозӣ мекунад",
        present_level="",
        levels=("", "", "", "", ""),
        baseline=baseline,
        importance=importance,
        difficulty=difficulty,
        target_day=None,
        scores=scores,
    )


class TestTScoresOfAChild:
    def test_start_and_now_are_over_the_same_goals(self) -> None:
        found = t_scores([course(score(0)), course(baseline=-2)])
        assert (found.baseline, found.latest, found.goals, found.scored) == (40.0, 50.0, 2, 1)

    def test_with_nothing_scored_there_is_a_start_and_no_now(self) -> None:
        found = t_scores([course(), course(), course()])
        assert (found.baseline, found.latest, found.scored) == (36.3, None, 0)

    def test_without_goals_there_is_nothing(self) -> None:
        assert (t_scores([]).baseline, t_scores([]).latest) == (None, None)

    def test_only_the_specialist_counts_and_only_the_last_time(self) -> None:
        rows = (score(2), score(-2, day=DAY + timedelta(days=30)), score(1, "parent", DAY + timedelta(days=60)))
        assert t_scores([course(*rows)]).latest == 30.0

    def test_a_goal_scored_by_parents_alone_is_not_scored(self) -> None:
        assert t_scores([course(score(2, "parent"), score(1, "child"))]).latest is None

    def test_weights_are_those_of_the_goals(self) -> None:
        found = t_scores(
            [
                course(score(1), weights=(2, 1)),
                course(score(0), weights=(2, 2)),
                course(score(-1), weights=(1, 1)),
            ]
        )
        assert found.latest == 51.8


class TestDoses:
    def test_twice_a_week_is_two_sessions_in_seven_days(self) -> None:
        assert pro_rata_minutes(2, 1, 30, 7) == 60
        assert pro_rata_minutes(3, 2, 30, 28) == 180

    @given(st.integers(1, 14), st.integers(1, 8), st.integers(5, 480), st.integers(0, 400), st.integers(0, 400))
    def test_two_stretches_make_what_one_makes(
        self, times: int, weeks: int, minutes: int, first: int, second: int
    ) -> None:
        together = pro_rata_minutes(times, weeks, minutes, first + second)
        apart = pro_rata_minutes(times, weeks, minutes, first) + pro_rata_minutes(times, weeks, minutes, second)
        assert apart == pytest.approx(together)

    @given(DAYS, st.one_of(st.none(), DAYS), DAYS, DAYS)
    def test_days_in_force_are_those_counted_one_by_one(
        self, start: date, end: date | None, first: date, last: date
    ) -> None:
        first, last = min(first, last), min(max(first, last), min(first, last) + timedelta(days=400))
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        assert in_force_days(start, end, first, last) == sum(
            1 for day in days if start <= day and (end is None or day < end)
        )

    def test_doses_are_said_in_words(self) -> None:
        english = Words.of("en")
        assert dose_words(2, 1, 30, english) == "2 times a week, 30 minutes"
        assert dose_words(1, 1, 45, english) == "1 time a week, 45 minutes"
        assert dose_words(3, 2, 30, english) == "3 times in 2 weeks, 30 minutes"
        assert home_words(5, 1, english) == "5 times a week, 1 minute"


class TestWords:
    def test_every_level_has_a_name_and_a_sign_with_a_real_minus(self) -> None:
        assert tuple(LEVEL_NAMES) == LEVELS
        assert [level_sign(level) for level in LEVELS] == ["−2", "−1", "0", "+1", "+2"]

    def test_goals_worded_alike_are_told_by_their_places(self) -> None:
        again = goal("  чизи ДИЛХОҲАШРО  мепурсад ")
        assert repeated_goals([goal(), goal("Дигар"), again, goal(area="play")]) == (2,)

    @given(DAYS, st.integers(1, 36))
    def test_months_later_is_the_same_day_or_the_months_last(self, day: date, months: int) -> None:
        later = months_after(day, months)
        assert (later.year - day.year) * 12 + later.month - day.month == months
        assert later.day == day.day or (later + timedelta(days=1)).day == 1


class TestScoring:
    @pytest.mark.parametrize(("value", "who"), [(3, "specialist"), (-3, "parent"), (0, "neighbour")])
    def test_there_are_five_levels_and_three_who_score(self, value: int, who: str) -> None:
        with pytest.raises(UserError):
            check_score(value, who)

    @pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY + timedelta(days=31), DAY + timedelta(days=21)])
    def test_a_goal_is_scored_while_it_is_open_and_not_ahead_of_time(self, day: date) -> None:
        closed, today = DAY + timedelta(days=20), DAY + timedelta(days=30)
        check_score_day(DAY, DAY, closed, today, "Бозӣ")
        check_score_day(closed, DAY, closed, today, "Бозӣ")
        with pytest.raises(UserError) as refused:
            check_score_day(day, DAY, closed, today, "Бозӣ")
        assert refused.value.field == "day"
