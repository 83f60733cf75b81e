"""Days counted."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from centre_app.attendance.counting import absent_running, enrolled_by_day, month_span

MONDAY = date(2026, 11, 16)
DAYS = [MONDAY + timedelta(days=n) for n in range(4, -1, -1)]  # Friday to Monday, the newest first
START = date(2026, 9, 1)
days_of_autumn = st.dates(date(2026, 9, 1), date(2026, 11, 30))


@given(
    st.lists(st.tuples(days_of_autumn, st.none() | st.integers(0, 60)), max_size=8),
    st.lists(days_of_autumn, unique=True, max_size=20),
)
def test_the_enrolled_of_a_day_are_the_spans_that_cover_it(
    starts: list[tuple[date, int | None]], days: list[date]
) -> None:
    spans = [(start, None if length is None else start + timedelta(days=length)) for start, length in starts]
    assert enrolled_by_day(spans, sorted(days)) == {
        day: sum(start <= day and (end is None or day <= end) for start, end in spans) for day in days
    }


def test_three_absent_days_running_up_to_today_are_followed_up() -> None:
    marks = dict.fromkeys(DAYS[:3], "absent")
    assert absent_running(DAYS, marks, START) == (DAYS[2], 3)


def test_two_absent_days_are_not() -> None:
    assert absent_running(DAYS, dict.fromkeys(DAYS[:2], "absent"), START) is None


def test_days_not_marked_yet_do_not_hide_an_absence() -> None:
    assert absent_running(DAYS, dict.fromkeys(DAYS[2:], "absent"), START) == (DAYS[4], 3)


def test_who_came_back_is_not_followed_up() -> None:
    assert absent_running(DAYS, {DAYS[0]: "late"} | dict.fromkeys(DAYS[1:], "absent"), START) is None


def test_an_unmarked_day_inside_ends_the_run() -> None:
    marks = dict.fromkeys(DAYS, "absent")
    del marks[DAYS[1]]
    assert absent_running(DAYS, marks, START) is None


def test_the_run_begins_with_the_enrolment() -> None:
    assert absent_running(DAYS, dict.fromkeys(DAYS, "absent"), DAYS[2]) == (DAYS[2], 3)


def test_a_month_has_its_own_last_day() -> None:
    assert month_span(2028, 2) == (date(2028, 2, 1), date(2028, 2, 29))
